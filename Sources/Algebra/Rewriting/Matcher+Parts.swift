import Exact
import Expressions

extension Matcher {
    /// The number and the factors of a product; of anything else, itself as the only factor.
    func factors(_ expr: Expr) -> (coefficient: Rational, factors: [Factor]) {
        if let number = store.rationalValue(expr) { return (number, []) }
        let bare = store.barePart(expr)
        let parts = store.factors(bare)
        return (
            store.coefficient(expr),
            parts.map {
                store.kind($0) == .power
                    ? Factor(base: store.child($0, 0), exponent: store.child($0, 1)) : Factor(base: $0, exponent: .one)
            }
        )
    }

    /// The product of a number and factors.
    func product(_ coefficient: Rational, _ factors: [Factor]) -> Expr {
        store.product([store.number(coefficient)] + factors.map { store.power($0.base, $0.exponent) })
    }

    /// The expression over a number; sums term by term.
    func divided(_ expr: Expr, _ number: Rational) -> Expr {
        if number.isOne { return expr }
        let factor = store.coefficient(expr) / number
        let bare = store.isNumber(expr) ? Expr.one : store.barePart(expr)
        guard store.kind(bare) == .sum, !factor.isOne else { return store.scaled(factor, bare) }
        return store.sum(store.childArray(bare).map { store.scaled(factor, $0) })
    }
}
