import Exact
import Expressions
import Vocabulary

// Complex expressions as `a + b*I`, with real `a` and `b`.
extension Catalogue {
    /// Powers beyond this are not multiplied out, nor products of more sums.
    private static let mostFactors = 8

    /// The real and the imaginary part, where all parts of the expression are real or such sums; nil for others.
    func cartesianParts(_ root: Expr) -> (real: Expr, imaginary: Expr)? {
        var parts: [Expr: (real: Expr, imaginary: Expr)] = [:]
        for node in store.postorder([root], isLeaf: { self.store.facts(of: $0).isReal }) {
            guard let found = cartesianParts(node, parts) else { return nil }
            parts[node] = found
        }
        return parts[root]
    }

    private func cartesianParts(
        _ node: Expr, _ known: [Expr: (real: Expr, imaginary: Expr)]
    ) -> (real: Expr, imaginary: Expr)? {
        if store.facts(of: node).isReal { return (node, .zero) }
        if store.isConstant(node, .imaginaryUnit) { return (.zero, .one) }
        let parts = store.childArray(node).compactMap { known[$0] }
        guard parts.count == store.childCount(node), let first = parts.first else { return nil }
        switch store.kind(node) {
        case .sum: return (store.sum(parts.map(\.real)), store.sum(parts.map(\.imaginary)))
        case .scaled, .product:
            guard parts.count(where: { $0.imaginary != .zero }) <= Catalogue.mostFactors else { return nil }
            return parts.dropFirst().reduce(first) { product($0, $1) }
        case .power:
            guard let exponent = store.wholeValue(store.child(node, 1)), exponent.magnitude <= Catalogue.mostFactors else { return nil }
            let raised = (1..<max(1, Int(exponent.magnitude))).reduce(first) { power, _ in product(power, first) }
            if exponent > 0 { return raised }
            let size = store.sum(store.power(raised.real, 2), store.power(raised.imaginary, 2))
            return (store.quotient(raised.real, size), store.quotient(store.negated(raised.imaginary), size))
        case .call where store.function(node) == KnownFunction.exponential:
            let size = call(KnownFunction.exponential, first.real)
            return (
                store.product(size, call(KnownFunction.cosine, first.imaginary)),
                store.product(size, call(KnownFunction.sine, first.imaginary))
            )
        default: return nil
        }
    }

    private func product(
        _ left: (real: Expr, imaginary: Expr), _ right: (real: Expr, imaginary: Expr)
    ) -> (real: Expr, imaginary: Expr) {
        (
            store.difference(store.product(left.real, right.real), store.product(left.imaginary, right.imaginary)),
            store.sum(store.product(left.real, right.imaginary), store.product(left.imaginary, right.real))
        )
    }

    /// The value of a function of the parts of a complex number, where these are known; nil for other functions.
    func ofCartesianParts(_ function: FunctionID, _ argument: Expr) -> Expr? {
        guard KnownFunction.complexParts.contains(function) || [KnownFunction.argument, KnownFunction.absoluteValue].contains(function)
        else { return nil }
        if function == KnownFunction.absoluteValue, store.kind(argument) == .call, store.function(argument) == KnownFunction.exponential {
            return cartesianParts(store.child(argument, 0)).map { call(KnownFunction.exponential, $0.real) }
        }
        guard let (real, imaginary) = cartesianParts(argument) else { return nil }
        switch function {
        case KnownFunction.realPart: return real
        case KnownFunction.imaginaryPart: return imaginary
        case KnownFunction.conjugate:
            return store.difference(real, store.product(store.constant(.imaginaryUnit), imaginary))
        case KnownFunction.absoluteValue:
            if imaginary == .zero { return nil }
            return store.squareRoot(store.sum(store.power(real, 2), store.power(imaginary, 2)))
        default: return angle(real, imaginary)
        }
    }

    /// The angle, where the signs of the parts are known.
    private func angle(_ real: Expr, _ imaginary: Expr) -> Expr? {
        let (x, y) = (store.facts(of: real), store.facts(of: imaginary))
        let half = store.scaled(Rational(1, 2), store.constant(.pi))
        if imaginary == .zero { return x.isPositive ? .zero : x.isNegative ? store.constant(.pi) : nil }
        if real == .zero { return y.isPositive ? half : y.isNegative ? store.negated(half) : nil }
        let angle = call(KnownFunction.inverseTangent, store.quotient(imaginary, real))
        if x.isPositive { return angle }
        guard x.isNegative, y.isNonnegative || y.isNegative else { return nil }
        return store.sum(angle, y.isNegative ? store.negated(store.constant(.pi)) : store.constant(.pi))
    }
}
