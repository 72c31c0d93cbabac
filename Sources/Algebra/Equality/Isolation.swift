import Exact
import Expressions
import Reading
import Vocabulary

/// Solves simple equations for a name, by undoing one operation after another; what it cannot undo has no solutions for it.
struct Isolation {
    private let catalogue: Catalogue
    private let store: ExprStore

    init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
    }

    /// Values of the name at which the expression has the constant value.
    func values(of name: Expr, where expr: Expr, is target: Expr) -> [Expr] {
        var open = [(expr, target)]
        var values: [Expr] = []
        var steps = 0
        while let (expr, target) = open.popLast(), steps < 200 {
            steps += 1
            if target.isAbsent || store.isConstant(expr) { continue }
            if expr == name {
                values.append(target)
            } else {
                open += undone(expr, target, name)
            }
        }
        return values
    }

    private func undone(_ expr: Expr, _ target: Expr, _ name: Expr) -> [(Expr, Expr)] {
        switch store.kind(expr) {
        case .sum:
            let terms = store.childArray(expr)
            let moving = terms.filter { !store.isConstant($0) }
            let rest = store.difference(target, store.sum(terms.filter { store.isConstant($0) }))
            return moving.count == 1 ? [(moving[0], rest)] : roots(store.sum(moving), rest, name)
        case .scaled, .product:
            let factors = store.childArray(expr)
            let moving = factors.filter { !store.isConstant($0) }
            let rest = store.quotient(target, store.product(factors.filter { store.isConstant($0) }))
            if moving.count == 1 { return [(moving[0], rest)] }
            return rest == .zero ? moving.map { ($0, .zero) } : roots(store.product(moving), rest, name)
        case .power:
            let (base, exponent) = (store.child(expr, 0), store.child(expr, 1))
            if store.isConstant(base) {
                return target == .zero ? [] : [(exponent, store.quotient(logarithm(target), logarithm(base)))]
            }
            guard let power = store.rationalValue(exponent) else { return [] }
            let root = root(of: target, power)
            return power.numerator.isOdd ? [(base, root)] : [(base, root), (base, store.negated(root))]
        case .call where store.childCount(expr) == 1:
            let argument = store.child(expr, 0)
            return catalogue.inverses(store.function(expr)).map { (argument, $0.argument(for: target, [argument], catalogue)) }
        default:
            return []
        }
    }

    /// The principal root; of a power of a positive constant a power again: `exp(I*pi)` is a number, `exp(I*sqrt(pi^2))`
    /// would have to be proved to be one.
    private func root(of target: Expr, _ power: Rational) -> Expr {
        guard store.kind(target) == .power, store.facts(of: store.child(target, 0)).isPositive,
            let exponent = store.rationalValue(store.child(target, 1))
        else { return store.power(target, store.number(Rational(1) / power)) }
        return store.power(store.child(target, 0), store.number(exponent / power))
    }

    private func logarithm(_ expr: Expr) -> Expr { catalogue.call(KnownFunction.logarithm, expr) }

    /// Polynomials of a higher degree have too many roots to be tried.
    private static let mostRoots = 8

    /// The roots of a polynomial with rational coefficients as algebraic numbers, the real ones first.
    private func algebraicRoots(_ expr: Expr, _ name: Expr) -> [Expr] {
        guard let list = try? Transforms(catalogue).coefficients(expr, in: name), (3...Isolation.mostRoots).contains(list.count - 1) else {
            return []
        }
        let coefficients = list.compactMap { store.rationalValue($0) }
        guard coefficients.count == list.count else { return [] }
        let denominator = coefficients.reduce(Integer(1)) { Integer.lcm($0, $1.denominator) }
        let whole = coefficients.map { ($0 * Rational(denominator)).numerator }
        return (1..<list.count).map { catalogue.root($0, of: whole) }
    }

    /// The roots of a polynomial in the name: of degree 1 or 2, which three of its values give away, by a formula.
    private func roots(_ expr: Expr, _ target: Expr, _ name: Expr) -> [(Expr, Expr)] {
        let constant = catalogue.substitute(expr, [name: .zero])
        let (one, other) = (catalogue.substitute(expr, [name: .one]), catalogue.substitute(expr, [name: .minusOne]))
        let square = store.difference(store.scaled(Rational(1, 2), store.sum(one, other)), constant)
        let slope = store.scaled(Rational(1, 2), store.difference(one, other))
        let rest = store.difference(constant, target)
        guard ![constant, one, other].contains(where: \.isAbsent) else { return [] }
        // A fourth value tells whether it is one.
        let third = store.sum([constant, store.scaled(2, slope), store.scaled(4, square)])
        guard catalogue.substitute(expr, [name: .two]) == third else {
            return algebraicRoots(store.difference(expr, target), name).map { (name, $0) }
        }
        if square == .zero { return slope == .zero ? [] : [(name, store.quotient(store.negated(rest), slope))] }
        let discriminant = store.difference(store.power(slope, 2), store.product([store.number(4), square, rest]))
        return [1, -1].map { sign in
            let numerator = store.difference(store.scaled(Rational(sign), store.squareRoot(discriminant)), slope)
            return (name, store.quotient(numerator, store.scaled(2, square)))
        }
    }
}
