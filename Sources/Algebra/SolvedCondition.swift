import Exact
import Expressions
import Vocabulary

/// Conditions in the form a person would write: a name alone on the left.
public struct SolvedCondition {
    private let store: ExprStore

    /// For conditions of that store.
    public init(_ store: ExprStore) { self.store = store }

    /// `x != 1` for `2*x - 2 != 0`, `x < 1` for `0 < 1 - x`; a condition that is not linear in a single name stays.
    ///
    /// The parts of junctions are solved, too.
    public func solved(_ condition: Expr) -> Expr {
        if store.kind(condition) == .relation { return solvedRelation(condition) }
        guard store.kind(condition) == .conjunction || store.kind(condition) == .disjunction else { return condition }
        var forms: [Expr: Expr] = [:]
        for node in store.postorder([condition], isLeaf: { store.kind($0) == .relation }) {
            switch store.kind(node) {
            case .relation: forms[node] = solvedRelation(node)
            case .conjunction: forms[node] = store.conjunction(store.childArray(node).map { forms[$0] ?? $0 })
            case .disjunction: forms[node] = store.disjunction(store.childArray(node).map { forms[$0] ?? $0 })
            default: continue
            }
        }
        return forms[condition] ?? condition
    }

    private func solvedRelation(_ condition: Expr) -> Expr {
        let difference = store.difference(store.child(condition, 0), store.child(condition, 1))
        let terms = store.terms(difference)
        let variable = terms.filter { !store.isNumber($0) }
        guard variable.count == 1 else { return condition }
        if let size = argumentOfSize(store.barePart(variable[0])), terms.count == 1, excludesZero(condition) {
            return store.relation(.notEqual, size, .zero)
        }
        guard store.kind(store.barePart(variable[0])) == .symbol else { return condition }
        let name = store.barePart(variable[0])
        let slope = store.coefficient(variable[0])
        let constant = terms.first { store.isNumber($0) }.map { store.rational($0) } ?? Rational(0)
        let bound = store.number(-constant / slope)
        let relation = store.relation(condition)
        // The difference is left minus right: below zero for `<`.
        return slope.signum > 0 || relation == .equal || relation == .notEqual
            ? store.relation(relation, name, bound) : store.relation(relation, bound, name)
    }

    /// Whether a relation with zero says that the other side is not zero, which is all it says of an absolute value.
    private func excludesZero(_ condition: Expr) -> Bool {
        store.relation(condition) == .notEqual || (store.relation(condition) == .less && store.child(condition, 0) == .zero)
    }

    private func argumentOfSize(_ expr: Expr) -> Expr? {
        guard store.kind(expr) == .call, store.function(expr) == KnownFunction.absoluteValue else { return nil }
        return store.child(expr, 0)
    }
}
