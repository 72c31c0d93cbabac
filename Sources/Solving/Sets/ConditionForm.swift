import Expressions
import Reading

/// Conditions without `not` and without branches: relations joined by `and` and `or`.
///
/// So a relation one side of which has no value can count as false wherever it stands.
struct ConditionForm {
    private let store: ExprStore

    init(_ store: ExprStore) { self.store = store }

    /// The condition in that form; nil for what is no condition.
    func plain(_ condition: Expr) -> Expr? {
        var forms: [Expr: (holds: Expr, fails: Expr)] = [:]
        for node in store.postorder([condition], isLeaf: { store.kind($0) == .relation }) {
            let parts = store.childCount(node) == 0 || store.kind(node) == .relation ? [] : store.childArray(node).compactMap { forms[$0] }
            guard store.kind(node) == .relation || parts.count == store.childCount(node) else { return nil }
            switch store.kind(node) {
            case .constant where node == .truth: forms[node] = (.truth, .falsehood)
            case .constant where node == .falsehood: forms[node] = (.falsehood, .truth)
            case .relation: forms[node] = (node, store.negation(node))
            case .negation: forms[node] = (parts[0].fails, parts[0].holds)
            case .conjunction: forms[node] = (store.conjunction(parts.map(\.holds)), store.disjunction(parts.map(\.fails)))
            case .disjunction: forms[node] = (store.disjunction(parts.map(\.holds)), store.conjunction(parts.map(\.fails)))
            case .piecewise: forms[node] = branches(parts)
            default: return nil
            }
        }
        return forms[condition]?.holds
    }

    /// One of the branches is taken, and what it says holds.
    private func branches(_ parts: [(holds: Expr, fails: Expr)]) -> (holds: Expr, fails: Expr) {
        var before: [Expr] = []
        var (holds, fails): ([Expr], [Expr]) = ([], [])
        for position in stride(from: 0, to: parts.count, by: 2) {
            let isTaken = position + 1 < parts.count ? parts[position + 1] : (holds: .truth, fails: .falsehood)
            holds.append(store.conjunction(before + [isTaken.holds, parts[position].holds]))
            fails.append(store.conjunction(before + [isTaken.holds, parts[position].fails]))
            before.append(isTaken.fails)
        }
        return (store.disjunction(holds), store.disjunction(fails))
    }

    /// The relations of a condition.
    func relations(_ condition: Expr) -> [Expr] {
        store.postorder([condition]) { store.kind($0) == .relation }.filter { store.kind($0) == .relation }
    }
}
