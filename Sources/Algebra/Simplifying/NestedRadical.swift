import Exact
import Expressions

/// Square roots of `a + b*sqrt(c)` as sums of two square roots (Borodin, Fagin, Hopcroft and Tompa, *Decreasing the Nesting Depth of
/// Expressions Involving Square Roots*, 1985).
struct NestedRadical {
    private let store: ExprStore

    init(_ store: ExprStore) { self.store = store }

    /// `sqrt((a + d)/2) ± sqrt((a - d)/2)` for `d^2 = a^2 - b^2*c`, where d is rational and both roots are real; nil elsewhere.
    func denested(_ expr: Expr) -> Expr? {
        guard store.kind(expr) == .power, let exponent = store.rationalValue(store.child(expr, 1)), exponent.denominator == 2 else {
            return nil
        }
        let base = store.child(expr, 0)
        guard store.kind(base) == .sum, store.childCount(base) == 2 else { return nil }
        let terms = store.childArray(base)
        guard let number = terms.first(where: { store.isNumber($0) }), let radical = terms.first(where: { !store.isNumber($0) }) else {
            return nil
        }
        let square = store.power(radical, 2)
        guard let product = store.rationalValue(square) else { return nil }
        let a = store.rational(number)
        let discriminant = a * a - product
        guard a.signum > 0, discriminant.signum > 0,
            let d = store.rationalValue(store.squareRoot(store.number(discriminant)))
        else { return nil }
        let half = Rational(1, 2)
        let first = store.squareRoot(store.number((a + d) * half))
        let second = store.squareRoot(store.number((a - d) * half))
        let root = store.coefficient(radical).signum > 0 ? store.sum(first, second) : store.difference(first, second)
        return store.power(root, store.number(exponent * Rational(2)))
    }
}
