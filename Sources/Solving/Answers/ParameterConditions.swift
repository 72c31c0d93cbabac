import Algebra
import Exact
import Expressions
import Reading

/// Conditions that solutions put on parameters and on whole numbers, as a person would write them.
struct ParameterConditions {
    private let outside: Solver
    private var store: ExprStore { outside.store }
    private var catalogue: Catalogue { outside.catalogue }

    init(_ solver: Solver) { outside = solver }

    /// The conditions together, without what always holds; nil where they never hold.
    ///
    /// - Parameter integers: the names among those in the conditions that stand for whole numbers.
    func stated(_ conditions: [Expr], integers: [Expr]) -> Expr? {
        let tidier = SystemConditions(Transforms(catalogue), outside.evaluator, store)
        guard let tidied = tidier.tidied(conditions) else { return nil }
        let whole = tidied.map { condition in integers.count == 1 ? WholeCondition(outside, integers[0]).tidied(condition) : condition }
        let joined = store.conjunction(whole)
        if joined == .falsehood { return nil }
        guard let range = solvedForParameter(joined, integers) else { return joined }
        return range == .falsehood ? nil : range
    }

    /// Conditions on a single real parameter that hold an inequality, as ranges of the parameter.
    private func solvedForParameter(_ condition: Expr, _ integers: [Expr]) -> Expr? {
        let names = store.symbols(in: [condition])
        guard names.count == 1, !integers.contains(names[0]), !store.assumptions.isComplex(names[0]), condition != .truth,
            store.postorder([condition]).contains(where: { node in
                store.kind(node) == .relation && (store.relation(node) == .less || store.relation(node) == .lessOrEqual)
            })
        else { return nil }
        let parts = store.kind(condition) == .conjunction ? store.childArray(condition) : [condition]
        if parts.allSatisfy({ isPlain($0, names[0]) }) { return nil }
        let set = InequalitySolver(outside).solve(SolveRequest([condition], for: [names[0]]))
        guard set.isComplete, set.solutions.allSatisfy(\.integers.isEmpty) else { return nil }
        return store.disjunction(
            set.solutions.map { solution in
                store.conjunction([solution.condition] + solution.bindings.map { store.relation(.equal, $0.name, $0.value) })
            })
    }

    /// `0 <= a`.
    private func isPlain(_ condition: Expr, _ name: Expr) -> Bool {
        guard store.kind(condition) == .relation else { return false }
        let sides = [store.child(condition, 0), store.child(condition, 1)]
        return sides.contains(name) && sides.contains { store.isConstant($0) }
    }

    /// Roots that hold for a single value of a parameter at which another root is the same number are left out.
    func withoutRepetitions(_ roots: [Root]) -> [Root] {
        roots.enumerated().filter { position, root in
            guard let (name, value) = single(root.condition) else { return true }
            let there = catalogue.substitute(root.value, [name: value])
            return !roots.enumerated().contains { other, candidate in
                guard other != position, single(candidate.condition) == nil || other < position else { return false }
                let holds = catalogue.substitute(candidate.condition, [name: value])
                guard holds == .truth || store.decided(holds) == true else { return false }
                let own = catalogue.substitute(candidate.value, [name: value])
                return own == there
                    || (own != .undefined && there != .undefined && ZeroQuestion(catalogue).isZero(store.difference(own, there)))
            }
        }.map(\.element)
    }

    /// `a = 0`.
    private func single(_ condition: Expr) -> (name: Expr, value: Expr)? {
        guard store.kind(condition) == .relation, store.relation(condition) == .equal else { return nil }
        let (left, right) = (store.child(condition, 0), store.child(condition, 1))
        if store.kind(left) == .symbol, store.isConstant(right) { return (left, right) }
        if store.kind(right) == .symbol, store.isConstant(left) { return (right, left) }
        return nil
    }
}

/// Conditions on a name that stands for any whole number.
struct WholeCondition {
    private let outside: Solver
    private let name: Expr
    private var store: ExprStore { outside.store }

    init(_ solver: Solver, _ name: Expr) {
        outside = solver
        self.name = name
    }

    /// `k != 0` for `2*pi*k != 0`, `k >= 1` for `0 < 2*pi*k - 1`; a condition that is not linear in the name stays.
    func tidied(_ condition: Expr) -> Expr {
        switch store.kind(condition) {
        case .conjunction: return store.conjunction(store.childArray(condition).map { tidied($0) })
        case .relation: break
        default: return condition
        }
        // left - right: below zero for `<`.
        let difference = store.difference(store.child(condition, 0), store.child(condition, 1))
        guard let line = AffineFamily(difference, in: name, outside.catalogue), store.isConstant(line.start), store.isConstant(line.step)
        else { return condition }
        let constants = RealConstants(outside.catalogue, outside.evaluator)
        let bound = store.negated(store.quotient(line.start, line.step))
        let isRising = constants.sign(of: line.step) == .positive
        guard let below = constants.floor(bound), isRising || constants.sign(of: line.step) == .negative else { return condition }
        let isWhole = constants.order(bound, store.number(below)) == .zero
        let (down, up) = (store.number(below), store.number(below + 1))
        switch store.relation(condition) {
        case .equal: return isWhole ? store.relation(.equal, name, down) : .falsehood
        case .notEqual: return isWhole ? store.relation(.notEqual, name, down) : .truth
        case .lessOrEqual:
            return isRising ? store.relation(.lessOrEqual, name, down) : store.relation(.lessOrEqual, isWhole ? down : up, name)
        case .less:
            if isRising { return store.relation(.lessOrEqual, name, isWhole ? store.number(below - 1) : down) }
            return store.relation(.lessOrEqual, up, name)
        }
    }
}
