import Algebra
import Ball
import Certified
import Expressions
import Reading

/// The line, or one period of it, in parts on each of which a condition holds throughout or nowhere.
///
/// Each part is tried exactly at a number inside, and again in balls at others; the boundary points are tried exactly themselves.
struct SignTable {
    private let solver: EquationSolver
    private let constants: RealConstants
    private let truth: PointTruth
    private let samples: SampleNumbers
    /// The condition without `not` and branches.
    private let form: Expr
    /// The condition as it was given, with what its text requires.
    private let original: Expr
    /// What was found at a number in each part, in ascending order.
    private(set) var trials: [(number: Expr, holds: Bool?)] = []
    /// Whether balls confirmed every part in which the condition holds.
    private(set) var isConfirmed = true
    private var store: ExprStore { solver.store }

    init(_ solver: EquationSolver, _ constants: RealConstants, form: Expr, original: Expr) {
        self.solver = solver
        self.constants = constants
        self.form = form
        self.original = original
        truth = PointTruth(solver, constants)
        samples = SampleNumbers(constants)
    }

    /// The pieces of the whole line: a half-line, a point, an interval and so on.
    ///
    /// - Parameter points: the boundary points in ascending order.
    mutating func pieces(_ points: [Expr]) -> [LinePiece] {
        let ends: [Expr?] = [nil] + points + [nil]
        let cells = zip(ends, ends.dropFirst()).map { cell($0, $1) }
        var pieces = [cells[0].piece]
        for (position, value) in points.enumerated() {
            pieces.append(point(value, cells[position].sample, cells[position + 1].sample))
            pieces.append(cells[position + 1].piece)
        }
        return pieces
    }

    /// The pieces of one period: each boundary point and the interval behind it, up to the first point of the next period.
    ///
    /// - Parameter points: the boundary points of one period in ascending order, at least one.
    mutating func pieces(_ points: [Expr], period: Expr) -> [LinePiece] {
        let ends = points + [store.sum(points[0], period)]
        let cells = zip(ends, ends.dropFirst()).map { cell($0, $1) }
        var before = cells[cells.count - 1].sample.map { store.difference($0, period) }
        var pieces: [LinePiece] = []
        for (value, cell) in zip(points, cells) {
            pieces += [point(value, before, cell.sample), cell.piece]
            before = cell.sample
        }
        return pieces
    }

    private mutating func point(_ value: Expr, _ before: Expr?, _ after: Expr?) -> LinePiece {
        let neighbours = before.flatMap { before in after.map { (before, $0) } }
        return .point(value, truth.truth(of: form, at: value, between: neighbours))
    }

    private mutating func cell(_ lower: Expr?, _ upper: Expr?) -> (piece: LinePiece, sample: Expr?) {
        guard store.budget.step(), let sample = samples.between(lower, upper) else { return (.cell(lower, upper, nil), nil) }
        var holds = truth.truth(of: form, at: sample)
        trials.append((sample, holds))
        var confirmations = 0
        for number in [sample] + samples.further(lower, upper, around: sample) {
            switch ballTruth(number) {
            case nil: break
            case true: if holds == true { confirmations += 1 } else { holds = nil }
            case false: if holds == true { holds = nil }
            }
        }
        if holds == true, confirmations == 0 { isConfirmed = false }
        return (.cell(lower, upper, holds), sample)
    }

    /// What balls say of the original condition at a number.
    private func ballTruth(_ number: Expr) -> Bool? {
        let coordinate = ComplexBall()
        coordinate.set(constants.ball(number, 256))
        return constants.evaluator.decides(original, at: [solver.unknown: coordinate])
    }
}
