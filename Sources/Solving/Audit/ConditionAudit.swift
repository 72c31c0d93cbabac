import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading

/// Holds an answer to a condition on one real unknown, without other names, against the condition as it was written: inside the ranges
/// that are given, outside of them, next to every end and at the ends themselves.
struct ConditionAudit {
    private let solver: Solver
    private let unknown: Expr
    private let condition: Expr
    private let solutions: [Solution]
    private let isBrief: Bool
    private var store: ExprStore { solver.store }

    /// - Parameters:
    ///   - condition: what is asked, with everything that must hold for its sides to have values.
    ///   - solutions: ranges and single numbers, all of them.
    init(_ condition: Expr, _ solutions: [Solution], _ unknown: Expr, _ solver: Solver, isBrief: Bool) {
        self.condition = condition
        self.solutions = solutions
        self.unknown = unknown
        self.isBrief = isBrief
        self.solver = solver
    }

    /// The first number that is found at which the answer is wrong, and the solution that gives it, if one does.
    func failure() -> (place: Double, solution: Int?)? {
        let own = solutions.map { solution in
            store.conjunction([solution.condition] + solution.bindings.map { store.equation($0.name, $0.value) })
        }
        let isConstant = own.map { store.symbols(in: [$0]).filter { $0 != unknown } }
        let programs = zip(own, isConstant).map { ScanProgram([$0], of: [unknown] + $1, solver) }
        guard !programs.contains(where: { $0 == nil }), let asked = ScanProgram([condition], of: [unknown], solver) else { return nil }
        let farthest = farthest
        for grid in [Grid.numbers(-8, 8, isBrief ? 120 : 400), ends(), Grid.numbers(-400, 400, isBrief ? 60 : 240)] {
            let numbers = grid.filter { abs($0) <= farthest }
            let wanted = asked.values(numbers)
            let given = numbers.indices.map { _ in Flag() }
            for (position, program) in programs.enumerated() {
                guard let program else { return nil }
                mark(given, position, program, isConstant[position].count, numbers)
            }
            for place in numbers.indices where (wanted[place] == 1) != (given[place].solution != nil) && store.budget.step() {
                let isGiven = given[place].solution != nil
                guard let truth = truth(at: numbers[place]), truth != isGiven, !store.budget.isExhausted else { continue }
                return (numbers[place], given[place].solution)
            }
        }
        return endFailure(own)
    }

    /// So many members of a family are tried on both sides of zero.
    private static let mostTurns = 150

    /// How far the members of all families reach that are tried.
    private var farthest: Double {
        var farthest = Double.infinity
        for solution in solutions where solution.integers.count == 1 {
            for end in ends(of: solution) where store.depends(end, on: solution.integers[0]) {
                let family = AffineFamily(end, in: solution.integers[0], solver.catalogue)
                guard let family, let start = double(family.start), let step = double(family.step) else { return 0 }
                farthest = min(farthest, (Double(Self.mostTurns) - 2) * abs(step) - abs(start))
            }
        }
        return farthest
    }

    private func double(_ value: Expr) -> Double? {
        guard store.isConstant(value) else { return nil }
        let ball = solver.constants.ball(value, 64)
        return ball.isFinite ? ball.midpoint.real : nil
    }

    private final class Flag {
        var solution: Int?
    }

    private func mark(_ flags: [Flag], _ position: Int, _ program: ScanProgram, _ names: Int, _ numbers: [Double]) {
        let turns: [[Double]] =
            switch names {
            case 0: [[]]
            case 1: (-Self.mostTurns...Self.mostTurns).map { [Double($0)] }
            default: []
            }
        for turn in turns {
            let truths = program.values([numbers] + turn.map { value in numbers.map { _ in value } })[0]
            for place in truths.indices where truths[place] == 1 { flags[place].solution = position }
        }
    }

    /// Whether the condition holds at a double; nil where balls do not tell.
    private func truth(at number: Double) -> Bool? {
        let point = ComplexBall()
        point.set(real: number, imaginary: 0)
        return solver.evaluator.decides(condition, at: [unknown: point])
    }

    // MARK: Ends

    /// Single numbers, and the ends of ranges.
    private func ends(of solution: Solution) -> [Expr] {
        let relations = ConditionForm(store).relations(solution.condition)
        let sides = relations.flatMap { [store.child($0, 0), store.child($0, 1)] }
        return solution.bindings.map(\.value) + sides.filter { !store.depends($0, on: unknown) }
    }

    private var endValues: [Expr] {
        var ends: [Expr] = []
        for solution in solutions {
            ends += self.ends(of: solution)
        }
        return ends.map { end in
            solver.catalogue.substitute(end, Dictionary(uniqueKeysWithValues: store.symbols(in: [end]).map { ($0, Expr.zero) }))
        }.filter { store.isConstant($0) && !$0.isAbsent }
    }

    /// Numbers on both sides of every end.
    private func ends() -> [Double] {
        endValues.prefix(40).flatMap { end -> [Double] in
            let bounds = solver.evaluator.bounds(of: end)
            let middle = bounds.lower + (bounds.upper - bounds.lower) / 2
            guard middle.isFinite else { return [] }
            let size = max(1, abs(middle))
            return [1e-9, 1e-5, 1e-2].flatMap { [middle - $0 * size, middle + $0 * size] }
        }
    }

    /// An end that belongs to the answer though the condition fails there, or the other way round.
    private func endFailure(_ own: [Expr]) -> (place: Double, solution: Int?)? {
        let constants = solver.constants
        let truth = PointTruth(
            EquationSolver(solver.catalogue, solver.evaluator, unknown, isReal: true, avoiding: []), constants)
        for end in endValues.prefix(12) where store.budget.step() {
            let there = solver.catalogue.substitute(own, [unknown: end])
            guard there.allSatisfy({ store.symbols(in: [$0]).isEmpty }), let form = ConditionForm(store).plain(condition),
                let wanted = truth.truth(of: form, at: end)
            else { continue }
            let given = there.map { constants.truth(of: $0) }
            if given.contains(where: { $0 == nil }) || store.budget.isExhausted { continue }
            guard wanted != given.contains(true) else { continue }
            let bounds = solver.evaluator.bounds(of: end)
            return (bounds.lower + (bounds.upper - bounds.lower) / 2, given.firstIndex(of: true))
        }
        return nil
    }
}
