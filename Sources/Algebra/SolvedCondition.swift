import Exact
import Expressions

/// Conditions in the form a person would write: a name alone on the left.
public struct SolvedCondition {
    private let store: ExprStore

    /// For conditions of that store.
    public init(_ store: ExprStore) { self.store = store }

    /// `x != 1` for `2*x - 2 != 0`, `x < 1` for `0 < 1 - x`; a condition that is not linear in a single name stays.
    public func solved(_ condition: Expr) -> Expr {
        guard store.kind(condition) == .relation else { return condition }
        let difference = store.difference(store.child(condition, 0), store.child(condition, 1))
        let terms = store.kind(difference) == .sum ? store.childArray(difference) : [difference]
        let variable = terms.filter { !store.isNumber($0) }
        guard variable.count == 1, store.kind(store.barePart(variable[0])) == .symbol else { return condition }
        let name = store.barePart(variable[0])
        let slope = store.coefficient(variable[0])
        let constant = terms.first { store.isNumber($0) }.map { store.rational($0) } ?? Rational(0)
        let bound = store.number(-constant / slope)
        let relation = store.relation(condition)
        // The difference is left minus right: below zero for `<`.
        return slope.signum > 0 || relation == .equal || relation == .notEqual
            ? store.relation(relation, name, bound) : store.relation(relation, bound, name)
    }
}
