import Expressions
import Reading
import Vocabulary

/// The real and the imaginary part of expressions in real names, worked out from the inside: of sums, products, whole powers,
/// exponentials, logarithms, and of what is made of the parts themselves, such as moduli.
struct CartesianParts {
    private let catalogue: Catalogue
    private var store: ExprStore { catalogue.store }
    /// Higher powers are not multiplied out.
    private static let highestPower = 12

    /// A real and an imaginary part.
    struct Parts {
        var real: Expr
        var imaginary: Expr
    }

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// The parts; nil where a function is met whose parts are not known.
    func parts(of expr: Expr) -> Parts? { table(expr)[expr] }

    /// The parts of an expression in which complex numbers occur; nil for others, where the parts are not known, and where a part such as
    /// `sqrt(x)` need not be real though no complex number stands in it.
    func certainParts(of expr: Expr) -> Parts? {
        let nodes = store.postorder([expr])
        let isMixed =
            isComplex(expr)
            || nodes.contains { node in
                store.kind(node) == .call && KnownFunction.complexParts.contains(store.function(node))
            }
        guard isMixed, nodes.allSatisfy({ isComplex($0) || store.traits($0).contains(.isCondition) || store.facts(of: $0).isReal }) else {
            return nil
        }
        return parts(of: expr)
    }

    /// The expression with moduli, angles, parts and conjugates of complex values written by real ones.
    func workedOut(_ expr: Expr) -> Expr {
        let known = table(expr)
        var replacements: [Expr: Expr] = [:]
        for (node, parts) in known where store.kind(node) == .call && parts.imaginary == .zero && isComplex(node) {
            replacements[node] = parts.real
        }
        return replacements.isEmpty ? expr : catalogue.substitute(expr, replacements)
    }

    /// The expression with `log(2) + pi*I` for `log(-2)`: numbers that are not real by their parts, where these are known.
    func withImaginaryUnit(_ expr: Expr) -> Expr {
        var replacements: [Expr: Expr] = [:]
        for node in store.postorder([expr])
        where store.childCount(node) > 0 && store.isConstant(node) && !isComplex(node) && !store.facts(of: node).isReal {
            guard let parts = parts(of: node), parts.imaginary != .zero else { continue }
            replacements[node] = store.sum(parts.real, store.product(store.constant(.imaginaryUnit), parts.imaginary))
        }
        return replacements.isEmpty ? expr : catalogue.substitute(expr, replacements)
    }

    private func isComplex(_ node: Expr) -> Bool {
        store.traits(node).contains(.hasImaginary) || store.hasComplexName(node)
    }

    private func table(_ expr: Expr) -> [Expr: Parts] {
        var known: [Expr: Parts] = [:]
        for node in store.postorder([expr]) where store.budget.step() {
            // Names make real values, as those of `sqrt(x)`; numbers such as `log(-2)` say themselves what they are.
            if !isComplex(node), !store.isConstant(node) || store.facts(of: node).isReal {
                known[node] = Parts(real: node, imaginary: .zero)
            } else {
                let children = store.childArray(node).compactMap { known[$0] }
                if children.count == store.childCount(node), let parts = parts(node, children) { known[node] = parts }
            }
        }
        return known
    }

    private func parts(_ node: Expr, _ children: [Parts]) -> Parts? {
        switch store.kind(node) {
        case .constant: return node == store.constant(.imaginaryUnit) ? Parts(real: .zero, imaginary: .one) : nil
        case .sum: return Parts(real: store.sum(children.map(\.real)), imaginary: store.sum(children.map(\.imaginary)))
        case .scaled, .product: return children.dropFirst().reduce(children[0]) { product($0, $1) }
        case .power: return power(children[0], children[1])
        case .call: return children.count == 1 ? call(store.function(node), children[0]) : nil
        default: return nil
        }
    }

    private func product(_ left: Parts, _ right: Parts) -> Parts {
        Parts(
            real: store.difference(store.product(left.real, right.real), store.product(left.imaginary, right.imaginary)),
            imaginary: store.sum(store.product(left.real, right.imaginary), store.product(left.imaginary, right.real)))
    }

    private func power(_ base: Parts, _ exponent: Parts) -> Parts? {
        guard exponent.imaginary == .zero, let times = store.wholeValue(exponent.real) else {
            // b^u = exp(u*log(b)).
            return logarithm(base).flatMap { exponential(product(exponent, $0)) }
        }
        guard times.magnitude <= CartesianParts.highestPower else { return nil }
        var result = Parts(real: .one, imaginary: .zero)
        for _ in 0..<times.magnitude { result = product(result, base) }
        guard times < 0 else { return result }
        let square = store.sum(store.power(result.real, 2), store.power(result.imaginary, 2))
        return Parts(real: store.quotient(result.real, square), imaginary: store.negated(store.quotient(result.imaginary, square)))
    }

    private func modulus(_ value: Parts) -> Expr {
        value.imaginary == .zero
            ? catalogue.call(KnownFunction.absoluteValue, [value.real])
            : store.squareRoot(Expansion(catalogue).tidied(store.sum(store.power(value.real, 2), store.power(value.imaginary, 2))))
    }

    private func angle(_ value: Parts) -> Expr? {
        if value.imaginary == .zero {
            let facts = store.facts(of: value.real)
            return facts.isPositive ? .zero : facts.isNegative ? store.constant(.pi) : nil
        }
        return catalogue.call(KnownFunction.angleOfPoint, [value.imaginary, value.real])
    }

    private func exponential(_ value: Parts) -> Parts {
        let size = catalogue.call(KnownFunction.exponential, [value.real])
        return Parts(
            real: store.product(size, catalogue.call(KnownFunction.cosine, [value.imaginary])),
            imaginary: store.product(size, catalogue.call(KnownFunction.sine, [value.imaginary])))
    }

    /// `sin(a + b*I) = sin(a)*cosh(b) + I*cos(a)*sinh(b)`, and likewise the cosine.
    private func angles(_ value: Parts, _ functions: (own: FunctionID, other: FunctionID), sign: Expr) -> Parts? {
        Parts(
            real: store.product(
                catalogue.call(functions.own, [value.real]), catalogue.call(KnownFunction.hyperbolicCosine, [value.imaginary])),
            imaginary: store.product([
                sign, catalogue.call(functions.other, [value.real]), catalogue.call(KnownFunction.hyperbolicSine, [value.imaginary]),
            ]))
    }

    /// A function of `I*z`: `cosh(z) = cos(I*z)` and `sinh(z) = -I*sin(I*z)`.
    private func turned(_ value: Parts, _ body: (Parts) -> Parts?) -> Parts? {
        body(Parts(real: store.negated(value.imaginary), imaginary: value.real))
    }

    private func logarithm(_ value: Parts) -> Parts? {
        angle(value).map { Parts(real: catalogue.call(KnownFunction.logarithm, [modulus(value)]), imaginary: $0) }
    }

    private func call(_ function: FunctionID, _ argument: Parts) -> Parts? {
        switch function {
        case KnownFunction.absoluteValue: Parts(real: modulus(argument), imaginary: .zero)
        case KnownFunction.realPart: Parts(real: argument.real, imaginary: .zero)
        case KnownFunction.imaginaryPart: Parts(real: argument.imaginary, imaginary: .zero)
        case KnownFunction.conjugate: Parts(real: argument.real, imaginary: store.negated(argument.imaginary))
        case KnownFunction.argument: angle(argument).map { Parts(real: $0, imaginary: .zero) }
        case KnownFunction.exponential: exponential(argument)
        case KnownFunction.sine: angles(argument, (KnownFunction.sine, KnownFunction.cosine), sign: .one)
        case KnownFunction.cosine: angles(argument, (KnownFunction.cosine, KnownFunction.sine), sign: .minusOne)
        case KnownFunction.hyperbolicSine:
            turned(argument) { angles($0, (KnownFunction.sine, KnownFunction.cosine), sign: .one) }
                .map { Parts(real: $0.imaginary, imaginary: store.negated($0.real)) }
        case KnownFunction.hyperbolicCosine: turned(argument) { angles($0, (KnownFunction.cosine, KnownFunction.sine), sign: .minusOne) }
        case KnownFunction.logarithm: logarithm(argument)
        default: nil
        }
    }
}
