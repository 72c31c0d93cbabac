import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading

/// Whether solutions are others with values put in for what is free in them.
struct Covering {
    private let catalogue: Catalogue
    private let evaluator: BallEvaluator
    private var store: ExprStore { catalogue.store }

    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        self.catalogue = catalogue
        self.evaluator = evaluator
    }

    /// Whether the first solution, for some values of what is free in it, is the second.
    func covers(_ general: PartialSolution, _ special: PartialSolution) -> Bool {
        guard general.integers.isEmpty else {
            return general.values == special.values && general.parameters == special.parameters && general.conditions == special.conditions
        }
        let place = special.values.merging(special.parameters) { value, _ in value }
        for (name, value) in general.values {
            let there = catalogue.substitute(value, place)
            guard let own = special.values[name], !there.isAbsent, isEqual(there, own) else { return false }
        }
        for (name, value) in general.parameters {
            let there = catalogue.substitute(value, place)
            guard let own = special.parameters[name], !there.isAbsent, isEqual(there, own) else { return false }
        }
        for condition in general.conditions where !special.conditions.contains(condition) {
            let there = catalogue.substitute(condition, place)
            if there == .truth || special.conditions.contains(there) || store.decided(there) == true { continue }
            guard isImplied(there, by: special.conditions) else { return false }
        }
        return true
    }

    /// Whether a condition holds because of others: a constant one by itself, a product that is not zero by its factors.
    private func isImplied(_ condition: Expr, by others: [Expr]) -> Bool {
        let conditions = StatedConditions(Transforms(catalogue), evaluator, store)
        guard !store.isConstant(condition) else { return evaluator.decides(condition, [192]) == true }
        guard store.kind(condition) == .relation, store.relation(condition) == .notEqual else { return false }
        return conditions.tidied(others + [condition]).map { $0.allSatisfy { others.contains($0) } } ?? false
    }

    private func isEqual(_ left: Expr, _ right: Expr) -> Bool {
        if left == right { return true }
        if store.isConstant(left), store.isConstant(right) {
            return SolutionOrder(store, evaluator).isSame(Root(value: left), Root(value: right))
        }
        let difference = store.difference(left, right)
        return Expansion(catalogue).tidied(difference) == .zero || (try? Transforms(catalogue).together(difference)) == .zero
    }

    /// The solutions without those that others cover.
    func distinct(_ solutions: [PartialSolution]) -> [PartialSolution] {
        var kept: [PartialSolution] = []
        for solution in solutions {
            if kept.contains(where: { covers($0, solution) }) { continue }
            kept.removeAll { covers(solution, $0) }
            kept.append(solution)
        }
        return kept
    }
}
