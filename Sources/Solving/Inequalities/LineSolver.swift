import Algebra
import Ball
import Expressions
import Reading

/// Finds the ranges of one unknown in which a condition without other names holds.
struct LineSolver {
    private let question: Question
    private let solver: EquationSolver
    private let constants: RealConstants
    private var store: ExprStore { solver.store }

    /// What was found.
    struct Found {
        /// Disjoint ranges in ascending order.
        var ranges: [RealRange]
        /// Names in them that stand for any whole number.
        var integers: [Expr] = []
        /// Whether there are no others.
        var isComplete = true
        /// Whether balls confirmed all of them.
        var isConfirmed = true
        var steps: [SolutionSet.Step] = []
    }

    init(_ question: Question, _ solver: Solver) {
        self.question = question
        self.solver = EquationSolver(
            solver.catalogue, solver.evaluator, question.unknown, isReal: true, avoiding: solver.store.symbols(in: [question.form]))
        constants = RealConstants(solver.catalogue, solver.evaluator)
    }

    /// The ranges; nil where the boundary points are not all known.
    func ranges() -> Found? {
        guard let functions = BoundaryFunctions(solver).functions(of: question.form),
            let points = BoundaryPoints(functions, solver)
        else { return nil }
        if points.families.isEmpty { return onLine(points.numbers, points) }
        if points.numbers.isEmpty, let period = CommonPeriod(solver, constants).period(of: functions) {
            return onPeriod(points, period)
        }
        return inWindow(points)
    }

    private func onLine(_ numbers: [Expr], _ points: BoundaryPoints) -> Found? {
        guard let ordered = constants.sorted(numbers) else { return nil }
        var table = SignTable(solver, constants, form: question.form, original: question.original)
        let pieces = table.pieces(ordered)
        return Found(
            ranges: LinePiece.joined(pieces), isComplete: pieces.allSatisfy { $0.truth != nil }, isConfirmed: table.isConfirmed,
            steps: steps(points, table))
    }

    private func onPeriod(_ points: BoundaryPoints, _ period: Expr) -> Found? {
        guard let ordered = PeriodicRanges.points(points.families, period, constants) else { return nil }
        guard !ordered.isEmpty else { return onLine([], points) }
        var table = SignTable(solver, constants, form: question.form, original: question.original)
        let periodic = PeriodicRanges(table.pieces(ordered, period: period), period: period, constants)
        let name = solver.wholeName(besides: [])
        return Found(
            ranges: periodic.families(name), integers: [name], isComplete: periodic.isComplete, isConfirmed: table.isConfirmed,
            steps: steps(points, table))
    }

    /// Where conditions without families bound the unknown on both sides, finitely many members of each family count.
    private func inWindow(_ points: BoundaryPoints) -> Found? {
        let parts = store.kind(question.form) == .conjunction ? store.childArray(question.form) : [question.form]
        var numbers: [Expr] = []
        var bounding: [Expr] = []
        for part in parts {
            guard let functions = BoundaryFunctions(solver).functions(of: part), let own = BoundaryPoints(functions, solver) else {
                return nil
            }
            guard own.families.isEmpty else { continue }
            bounding.append(part)
            numbers += own.numbers.filter { !numbers.contains($0) }
        }
        guard let ordered = constants.sorted(numbers), let first = ordered.first, let last = ordered.last else { return nil }
        let condition = store.conjunction(bounding)
        var table = SignTable(solver, constants, form: condition, original: condition)
        let pieces = table.pieces(ordered)
        guard pieces[0].truth == false, pieces[pieces.count - 1].truth == false,
            let members = points.members(from: first, to: last, constants)
        else { return nil }
        return onLine(numbers + points.numbers + members, points)
    }

    /// The boundary points, then what was found between them.
    private func steps(_ points: BoundaryPoints, _ table: SignTable) -> [SolutionSet.Step] {
        let boundary = points.origins.map { SolutionSet.Step(name: "boundary point", before: $0.function, after: $0.zero) }
        let trials = table.trials.map { trial in
            SolutionSet.Step(
                name: "tried between boundary points", before: store.relation(.equal, question.unknown, trial.number),
                after: trial.holds.map { $0 ? .truth : .falsehood } ?? .undefined)
        }
        return boundary + trials
    }
}
