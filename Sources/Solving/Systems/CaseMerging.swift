import Ball
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
            if special.solutions.isComplete, isCovered(special, by: result.list) {
                for position in result.list.indices { result.list[position].conditions.removeAll { $0 == special.condition } }
            } else {
                others.join(special.solutions)
            }
        }
        result.join(others)
        return result
    }

    /// Whether the general solutions are those of the case too, at sample values of the parameters.
    private func isCovered(_ special: Case, by general: [PartialSolution]) -> Bool {
        let demanding = general.filter { $0.conditions.contains(special.condition) }
        guard !special.solutions.list.isEmpty, !demanding.isEmpty, special.solutions.list.allSatisfy({ !$0.parameters.isEmpty }) else {
            return false
        }
        // All cases of one substitution together.
        let substitutions = Set(special.solutions.list.map(\.parameters))
        guard substitutions.count == 1, let substitution = substitutions.first else { return false }
        let moved = demanding.compactMap { solution -> PartialSolution? in
            var next = solution
            next.conditions.removeAll { $0 == special.condition }
            return next.substituting(substitution, solver.catalogue)
        }
        guard moved.count == demanding.count, moved.count == special.solutions.list.count else { return false }
        return (0..<3).allSatisfy { isSame(moved, special.solutions.list, $0) }
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
        if difference == .undefined { return false }
        var point: [Expr: Expr] = [:]
        for (position, name) in store.symbols(in: [difference]).enumerated() {
            point[name] = store.number(Rational(5 + 2 * position + 7 * round, 3 + position + round))
        }
        let value = solver.catalogue.substitute(difference, point)
        if value == .zero { return true }
        if value == .undefined { return false }
        solver.evaluator.reset()
        solver.evaluator.point = [:]
        solver.evaluator.bits = 192
        let ball = solver.evaluator.value(of: value)
        return ball.isFinite && !ball.excludesZero && ball.magnitudeUpperBound < 1e-40
    }
}
