import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading

/// Holds an answer to a condition on one real unknown, without other names, against the condition as it was written: inside the ranges
/// that are given, outside of them, next to every end and at the ends themselves.
struct ConditionAudit {
    private let outside: Solver
    private let unknown: Expr
    private let condition: Expr
    private let solutions: [Solution]
    private let isBrief: Bool
    private var store: ExprStore { outside.store }

    /// - Parameters:
    ///   - condition: what is asked, with everything that must hold for its sides to have values.
    ///   - solutions: ranges and single numbers, all of them.
    init(_ condition: Expr, _ solutions: [Solution], _ unknown: Expr, _ solver: Solver, isBrief: Bool) {
        self.condition = condition
        self.solutions = solutions
        self.unknown = unknown
        self.isBrief = isBrief
        outside = solver
    }

    /// The first number that is found at which the answer is wrong, and the solution that gives it, if one does.
    func failure() -> (place: Double, solution: Int?)? {
        let own = solutions.map { solution in
            store.conjunction([solution.condition] + solution.bindings.map { store.equation($0.name, $0.value) })
        }
        let isConstant = own.map { store.symbols(in: [$0]).filter { $0 != unknown } }
        let programs = zip(own, isConstant).map { ScanProgram([$0], of: [unknown] + $1, outside) }
        guard !programs.contains(where: { $0 == nil }), let asked = ScanProgram([condition], of: [unknown], outside) else { return nil }
        for numbers in [Self.grid(-8, 8, isBrief ? 120 : 400), ends(), Self.grid(-400, 400, isBrief ? 60 : 240)] {
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

    private final class Flag {
        var solution: Int?
    }

    private func mark(_ flags: [Flag], _ position: Int, _ program: ScanProgram, _ names: Int, _ numbers: [Double]) {
        let turns: [[Double]] =
            switch names {
            case 0: [[]]
            case 1: (-150...150).map { [Double($0)] }
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
        return outside.evaluator.decides(condition, at: [unknown: point])
    }

    // MARK: Ends

    private var endValues: [Expr] {
        var ends: [Expr] = []
        for solution in solutions {
            ends += solution.bindings.map(\.value)
            for relation in ConditionForm(store).relations(solution.condition) {
                ends += [store.child(relation, 0), store.child(relation, 1)].filter { !store.depends($0, on: unknown) }
            }
        }
        return ends.map { end in
            outside.catalogue.substitute(end, Dictionary(uniqueKeysWithValues: store.symbols(in: [end]).map { ($0, Expr.zero) }))
        }.filter { store.isConstant($0) && !$0.isAbsent }
    }

    /// Numbers on both sides of every end.
    private func ends() -> [Double] {
        endValues.prefix(40).flatMap { end -> [Double] in
            let bounds = outside.evaluator.bounds(of: end)
            let middle = bounds.lower + (bounds.upper - bounds.lower) / 2
            guard middle.isFinite else { return [] }
            let size = max(1, abs(middle))
            return [1e-9, 1e-5, 1e-2].flatMap { [middle - $0 * size, middle + $0 * size] }
        }
    }

    /// An end that belongs to the answer though the condition fails there, or the other way round.
    private func endFailure(_ own: [Expr]) -> (place: Double, solution: Int?)? {
        let constants = outside.constants
        let truth = PointTruth(
            EquationSolver(outside.catalogue, outside.evaluator, unknown, isReal: true, avoiding: []), constants)
        for end in endValues.prefix(12) where store.budget.step() {
            let there = outside.catalogue.substitute(own, [unknown: end])
            guard there.allSatisfy({ store.symbols(in: [$0]).isEmpty }), let form = ConditionForm(store).plain(condition),
                let wanted = truth.truth(of: form, at: end)
            else { continue }
            let given = there.map { constants.truth(of: $0) }
            if given.contains(where: { $0 == nil }) || store.budget.isExhausted { continue }
            guard wanted != given.contains(true) else { continue }
            let bounds = outside.evaluator.bounds(of: end)
            return (bounds.lower + (bounds.upper - bounds.lower) / 2, given.firstIndex(of: true))
        }
        return nil
    }

    /// Evenly spaced numbers none of which a person would write.
    private static func grid(_ lower: Double, _ upper: Double, _ count: Int) -> [Double] {
        (0..<count).map { lower + (upper - lower) * (Double($0) + 0.31837) / Double(count) }
    }
}
