import Algebra
import Ball
import Certified
import Expressions
import Reading

/// Finds the ranges of one unknown in which a condition without other names holds.
struct LineSolver {
    let question: Question
    let solver: Solver
    let equationSolver: EquationSolver
    let constants: RealConstants
    var store: ExprStore { equationSolver.store }

    /// What was found.
    struct Found {
        /// Disjoint ranges in ascending order, families between those below and those above them.
        var ranges: [Part]
        /// Names in them that stand for any whole number.
        var integers: [Expr] = []
        /// Whether there are no others.
        var isComplete = true
        /// Whether balls confirmed all of them.
        var isConfirmed = true
        var steps: [SolutionSet.Step] = []
    }

    /// A range, or a family of them.
    struct Part {
        var range: RealRange
        /// What is demanded of the names for whole numbers in it.
        var condition = Expr.truth
    }

    init(_ question: Question, _ solver: Solver) {
        self.question = question
        self.solver = solver
        equationSolver = EquationSolver(
            solver.catalogue, solver.evaluator, question.unknown, isReal: true, avoiding: solver.store.symbols(in: [question.form]))
        constants = RealConstants(solver.catalogue, solver.evaluator)
    }

    /// The ranges; nil where the boundary points are not all known.
    func ranges() -> Found? {
        guard let (functions, points) = boundary(question.form) else { return nil }
        if points.families.isEmpty { return onLine(points.numbers, points) }
        if points.numbers.isEmpty, let period = CommonPeriod(equationSolver, constants).period(of: functions) {
            return onPeriod(points, period)
        }
        let form = ProductSigns(equationSolver).split(question.form) { CommonPeriod(equationSolver, constants).period(of: [$0]) != nil }
        guard form != question.form, let (_, parted) = boundary(form) else { return split(points) }
        return LineSolver(Question(question.unknown, form, original: question.original), solver).split(parted)
    }

    /// The functions that part the line for a condition, and where.
    func boundary(_ condition: Expr) -> (functions: [Expr], points: BoundaryPoints)? {
        guard let functions = BoundaryFunctions(equationSolver, constants).functions(of: condition),
            let points = BoundaryPoints(functions, equationSolver)
        else { return nil }
        return (functions, points)
    }

    func onLine(_ numbers: [Expr], _ points: BoundaryPoints) -> Found? {
        guard let ordered = constants.sorted(numbers) else { return nil }
        var table = SignTable(equationSolver, constants, form: question.form, original: question.original)
        let pieces = table.pieces(ordered)
        return Found(
            ranges: LinePiece.joined(pieces).map { Part(range: $0) }, isComplete: pieces.allSatisfy { $0.truth != nil },
            isConfirmed: table.isConfirmed,
            steps: steps(points, table))
    }

    private func onPeriod(_ points: BoundaryPoints, _ period: Expr) -> Found? {
        guard let periodic = periodicRanges(points, period) else { return nil }
        guard let ranges = periodic.ranges else { return onLine([], points) }
        let name = equationSolver.wholeName(besides: [])
        return Found(
            ranges: ranges.families(name).map { Part(range: $0) }, integers: [name], isComplete: ranges.isComplete,
            isConfirmed: periodic.table.isConfirmed, steps: steps(points, periodic.table))
    }

    /// The ranges of one period; none where there is no boundary point.
    func periodicRanges(_ points: BoundaryPoints, _ period: Expr) -> (ranges: PeriodicRanges?, table: SignTable)? {
        guard let ordered = PeriodicRanges.points(points.families, period, constants) else { return nil }
        var table = SignTable(equationSolver, constants, form: question.form, original: question.original)
        if ordered.isEmpty { return (nil, table) }
        let pieces = table.pieces(ordered, period: period)
        return (PeriodicRanges(pieces, period: period, constants), table)
    }

    /// The boundary points, then what was found between them.
    func steps(_ points: BoundaryPoints, _ table: SignTable) -> [SolutionSet.Step] {
        let boundary = points.origins.map { SolutionSet.Step(name: "boundary point", before: $0.function, after: $0.zero) }
        let trials = table.trials.map { trial in
            SolutionSet.Step(
                name: "tried between boundary points", before: store.relation(.equal, question.unknown, trial.number),
                after: trial.holds.map { $0 ? .truth : .falsehood } ?? .undefined)
        }
        return boundary + trials
    }
}
