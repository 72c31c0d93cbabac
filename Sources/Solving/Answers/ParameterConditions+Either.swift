import Expressions

// Conditions of which one must hold.
extension ParameterConditions {
    /// `first or second` in few words: `a != 0` for `a < 0 or 0 < a`, and `truth` for a condition and its opposite.
    func either(_ first: Expr, _ second: Expr) -> Expr {
        let (left, right) = (conjuncts(first), conjuncts(second))
        let common = left.filter { right.contains($0) }
        let (own, other) = (left.filter { !common.contains($0) }, right.filter { !common.contains($0) })
        if own.isEmpty || other.isEmpty { return store.conjunction(common) }
        if own.count == 1, other.count == 1, let union = union(own[0], other[0]) { return store.conjunction(common + [union]) }
        let both = store.disjunction([first, second])
        guard let stated = stated([both], integers: []) else { return both }
        return stated
    }

    private func conjuncts(_ condition: Expr) -> [Expr] {
        if condition == .truth { return [] }
        return store.kind(condition) == .conjunction ? store.childArray(condition) : [condition]
    }

    /// Two relations between the same sides as one; nil for others.
    private func union(_ first: Expr, _ second: Expr) -> Expr? {
        if store.negation(first) == second || store.negation(second) == first { return .truth }
        guard store.kind(first) == .relation, store.kind(second) == .relation, let left = orders(first, first),
            let right = orders(second, first)
        else { return nil }
        return relation(left.union(right), store.child(first, 0), store.child(first, 1))
    }

    /// Which orders of two sides a relation allows.
    private struct Orders: OptionSet {
        let rawValue: Int
        static let below = Orders(rawValue: 1)
        static let equal = Orders(rawValue: 2)
        static let above = Orders(rawValue: 4)
    }

    /// What a relation allows of the sides of another one; nil where it has other sides.
    private func orders(_ relation: Expr, _ model: Expr) -> Orders? {
        let isSame = (0...1).allSatisfy { store.child(relation, $0) == store.child(model, $0) }
        let isTurned = (0...1).allSatisfy { store.child(relation, $0) == store.child(model, 1 - $0) }
        guard isSame || isTurned else { return nil }
        let less: Orders = isSame ? .below : .above
        return switch store.relation(relation) {
        case .equal: .equal
        case .notEqual: [.below, .above]
        case .less: less
        case .lessOrEqual: [less, .equal]
        }
    }

    private func relation(_ orders: Orders, _ left: Expr, _ right: Expr) -> Expr? {
        switch orders {
        case [.below, .equal, .above]: .truth
        case [.below, .above]: store.relation(.notEqual, left, right)
        case [.below, .equal]: store.relation(.lessOrEqual, left, right)
        case [.above, .equal]: store.relation(.lessOrEqual, right, left)
        case .below: store.relation(.less, left, right)
        case .above: store.relation(.less, right, left)
        case .equal: store.relation(.equal, left, right)
        default: nil
        }
    }
}
