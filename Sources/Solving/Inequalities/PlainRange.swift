import Expressions

/// Ranges between ends that hold parameters.
struct PlainRange {
    private let unknown: Expr
    private let store: ExprStore

    init(_ unknown: Expr, _ store: ExprStore) {
        self.unknown = unknown
        self.store = store
    }

    /// A range without the ends beyond which another one certainly lies: `0 <= x and a^2 < x` is `a^2 < x`.
    func plain(_ range: Expr) -> Expr {
        guard store.kind(range) == .conjunction else { return range }
        var parts = store.childArray(range)
        while let weak = parts.firstIndex(where: { part in parts.contains { $0 != part && isStricter($0, than: part) } }) {
            parts.remove(at: weak)
        }
        return store.conjunction(parts)
    }

    /// Whether what satisfies one relation certainly satisfies the other.
    private func isStricter(_ relation: Expr, than other: Expr) -> Bool {
        guard isOrder(relation), isOrder(other) else { return false }
        for side in [0, 1] where store.child(relation, 1 - side) == unknown && store.child(other, 1 - side) == unknown {
            let (end, otherEnd) = (store.child(relation, side), store.child(other, side))
            let distance = side == 0 ? store.difference(end, otherEnd) : store.difference(otherEnd, end)
            let mayMeet = store.relation(relation) == .less || store.relation(other) == .lessOrEqual
            return store.decided(store.relation(mayMeet ? .lessOrEqual : .less, .zero, distance)) ?? false
        }
        return false
    }

    private func isOrder(_ condition: Expr) -> Bool {
        store.kind(condition) == .relation && (store.relation(condition) == .less || store.relation(condition) == .lessOrEqual)
    }
}
