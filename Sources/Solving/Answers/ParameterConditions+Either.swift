import Expressions

// Conditions of which one must hold.
extension ParameterConditions {
    /// `first or second` in few words: `a != 0` for `a < 0 or 0 < a`, and `truth` for a condition and its opposite.
    func either(_ first: Expr, _ second: Expr) -> Expr {
        if first == second { return first }
        let both = store.disjunction([first, second])
        if let table = SignCombinations([first, second], store) {
            let (left, right) = (table.combinations(of: first), table.combinations(of: second))
            if left.isSubset(of: right) { return second }
            if right.isSubset(of: left) { return first }
            if let condition = table.conjunction(left.union(right)) { return condition }
        }
        return stated([both], integers: []) ?? both
    }
}

/// Conditions by the signs of the few differences that they compare: each combination of signs makes them true or false.
struct SignCombinations {
    /// The sides of the relations, each pair once.
    private var sides: [(left: Expr, right: Expr)] = []
    private let store: ExprStore
    /// More differences have too many combinations.
    private static let most = 5

    /// Nil where conditions are made of other things than relations, or of too many.
    init?(_ conditions: [Expr], _ store: ExprStore) {
        self.store = store
        let form = ConditionForm(store)
        for condition in conditions {
            guard form.plain(condition) != nil else { return nil }
            for relation in form.relations(condition) where place(relation) == nil {
                sides.append((store.child(relation, 0), store.child(relation, 1)))
            }
        }
        guard sides.count <= SignCombinations.most else { return nil }
    }

    /// The difference that a relation compares, and whether it is turned.
    private func place(_ relation: Expr) -> (place: Int, isTurned: Bool)? {
        let (left, right) = (store.child(relation, 0), store.child(relation, 1))
        for (place, own) in sides.enumerated() {
            if own.left == left, own.right == right { return (place, false) }
            if own.left == right, own.right == left { return (place, true) }
        }
        return nil
    }

    private var count: Int { sides.reduce(1) { product, _ in product * 3 } }

    /// The sign of a difference in a combination: -1, 0 or 1.
    private func sign(_ combination: Int, _ place: Int) -> Int { (0..<place).reduce(combination) { rest, _ in rest / 3 } % 3 - 1 }

    /// The combinations that make a condition true.
    func combinations(of condition: Expr) -> Set<Int> {
        return Set(
            (0..<count).filter { combination in
                store.truth(of: condition) { relation in
                    guard let (place, isTurned) = place(relation) else { return nil }
                    let sign = isTurned ? -sign(combination, place) : sign(combination, place)
                    return switch store.relation(relation) {
                    case .equal: sign == 0
                    case .notEqual: sign != 0
                    case .less: sign < 0
                    case .lessOrEqual: sign <= 0
                    }
                } == true
            })
    }

    /// The relations that all must hold for just these combinations; nil where there are none such.
    func conjunction(_ combinations: Set<Int>) -> Expr? {
        let signs = sides.indices.map { place in Set(combinations.map { sign($0, place) }) }
        guard signs.reduce(1, { $0 * $1.count }) == combinations.count else { return nil }
        return store.conjunction(zip(sides, signs).map { relation($0.left, $0.right, $1) })
    }

    private func relation(_ left: Expr, _ right: Expr, _ signs: Set<Int>) -> Expr {
        switch signs {
        case [-1, 0, 1]: .truth
        case [-1, 1]: store.relation(.notEqual, left, right)
        case [-1, 0]: store.relation(.lessOrEqual, left, right)
        case [0, 1]: store.relation(.lessOrEqual, right, left)
        case [-1]: store.relation(.less, left, right)
        case [1]: store.relation(.less, right, left)
        default: store.equation(left, right)
        }
    }
}
