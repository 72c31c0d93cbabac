import Exact
import Expressions

/// What the signs of two real expressions have to do with one another.
struct SignPair {
    private let store: ExprStore

    init(_ store: ExprStore) { self.store = store }

    /// Whether at no point both are negative: their sum, or the combination in which their leading terms cancel, is not negative
    /// anywhere.
    func areNeverBothNegative(_ left: Expr, _ right: Expr) -> Bool {
        if store.facts(of: store.sum(left, right)).isNonnegative { return true }
        for leftTerm in terms(left) {
            for rightTerm in terms(right) where store.barePart(leftTerm) == store.barePart(rightTerm) {
                let (a, b) = (store.coefficient(leftTerm), store.coefficient(rightTerm))
                guard a.signum * b.signum < 0, !store.isNumber(leftTerm) else { continue }
                let sum = store.sum(multiple(left, b.magnitude), multiple(right, a.magnitude))
                if store.facts(of: sum).isNonnegative { return true }
            }
        }
        return false
    }

    private func terms(_ expr: Expr) -> [Expr] { store.terms(expr) }

    /// A number times an expression, with the number in every term.
    private func multiple(_ expr: Expr, _ factor: Rational) -> Expr { store.sum(terms(expr).map { store.scaled(factor, $0) }) }
}
