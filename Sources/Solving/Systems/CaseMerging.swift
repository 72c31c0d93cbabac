import Ball
import Certified
import Exact
import Expressions
import Reading

/// Joins the solutions for general parameters with those of special cases. A special case in which the general formulas give the
/// same solutions is none: its condition is dropped.
struct CaseMerging {
    private let solver: SystemSolver
    private var store: ExprStore { solver.store }

    init(_ solver: SystemSolver) { self.solver = solver }

    /// A special case: what the general solutions demand instead, and the solutions where it is not so.
    struct Case {
        let condition: Expr
        let solutions: PartialSolutions
    }

    /// All solutions together.
    func merged(_ general: PartialSolutions, _ cases: [Case]) -> PartialSolutions {
        var result = general
        var others = PartialSolutions.none
        for special in cases {
            if let rest = uncovered(special, by: result.list) {
                for position in result.list.indices { result.list[position].conditions.removeAll { $0 == special.condition } }
                others.join(PartialSolutions(list: rest))
            } else {
                others.join(special.solutions)
            }
        }
        result.join(others)
        return result
    }

    /// The solutions of a case that the general ones do not give, where their other conditions keep them apart; nil where the
    /// general solutions would be wrong in the case.
    private func uncovered(_ special: Case, by general: [PartialSolution]) -> [PartialSolution]? {
        let demanding = general.filter { $0.conditions.contains(special.condition) }
        let found = Covering(solver.catalogue, solver.evaluator).distinct(special.solutions.list.map(tidied))
        guard special.solutions.isComplete, !found.isEmpty, !demanding.isEmpty, found.allSatisfy({ !$0.parameters.isEmpty }) else {
            return nil
        }
        var rest: [PartialSolution] = []
        var isCovered = false
        for substitution in Set(found.map(\.parameters)) {
            let own = found.filter { $0.parameters == substitution }
            let moved = demanding.compactMap { solution -> PartialSolution? in
                var next = solution
                next.conditions.removeAll { $0 == special.condition }
                return next.substituting(substitution, solver.catalogue).flatMap { moved in
                    conditions.tidied(moved.conditions).map { _ in tidied(moved) }
                }
            }
            if moved.isEmpty {
                rest += found.filter { $0.parameters == substitution }
            } else {
                guard moved.count == own.count, (0..<3).allSatisfy({ isSame(moved, own, $0) }) else { return nil }
                isCovered = true
            }
        }
        return isCovered ? rest : nil
    }

    private var conditions: StatedConditions { StatedConditions(solver.transforms, solver.evaluator, store) }

    private func tidied(_ solution: PartialSolution) -> PartialSolution {
        var solution = solution
        solution.conditions = conditions.tidied(solution.conditions) ?? solution.conditions
        return solution
    }

    /// Whether both have the same values at a sample point, in some order.
    private func isSame(_ left: [PartialSolution], _ right: [PartialSolution], _ round: Int) -> Bool {
        var open = right
        for solution in left {
            let match = open.firstIndex { other in
                guard Set(solution.values.keys) == Set(other.values.keys), Set(solution.conditions) == Set(other.conditions),
                    solution.integers.isEmpty, other.integers.isEmpty
                else { return false }
                return solution.values.allSatisfy { name, value in isEqual(value, other.values[name] ?? .undefined, round) }
            }
            guard let match else { return false }
            open.remove(at: match)
        }
        return open.isEmpty
    }

    private func isEqual(_ left: Expr, _ right: Expr, _ round: Int) -> Bool {
        if left == right { return true }
        let difference = store.difference(left, right)
        if difference.isAbsent { return false }
        var point: [Expr: Expr] = [:]
        for (position, name) in store.symbols(in: [difference]).enumerated() {
            point[name] = store.number(Rational(5 + 2 * position + 7 * round, 3 + position + round))
        }
        let value = solver.catalogue.substitute(difference, point)
        if value == .zero { return true }
        if value.isAbsent { return false }
        solver.evaluator.begin(bits: 192)
        let ball = solver.evaluator.value(of: value)
        return ball.isFinite && !ball.excludesZero && ball.isNegligible()
    }
}
