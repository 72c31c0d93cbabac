import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading

/// Equations that hold on whole intervals, such as `atan(tan(x)) = x`: what an inverse gives back on one of its branches.
///
/// Values at many numbers show where; the ends are numbers of simple form, or there are none. That the equation holds between them is
/// proved, or else seen at many numbers to forty digits, and the answer then says that it is not proved.
struct StretchMethod {
    private let equation: SingleEquation
    private let program: ScanProgram
    /// Where the equation has a value at single numbers.
    private let domain: [Expr]
    private var solver: Solver { equation.solver }
    private var store: ExprStore { equation.store }
    /// Numbers none of which a person would write, in ascending order.
    private static let grid: [Double] = Grid.numbers(-14, 14, 400)
    /// Where an interval that leaves the grid is followed.
    private static let far: [Double] = [29.3, 171.7, 2_311.9, 91_003.3]
    /// So many neighbours in the grid make an interval.
    private static let least = 4
    /// How long a proof may take, in seconds.
    private static let patience = 0.4

    /// Nil where nothing is to be found: polynomials, and what doubles cannot follow.
    init?(_ equation: SingleEquation) {
        let kind = EquationKind([equation.expr], [equation.unknown], equation.store)
        guard !kind.isAlgebraic || kind.holdsRoots, let program = ScanProgram([equation.expr], of: [equation.unknown], equation.solver)
        else { return nil }
        self.equation = equation
        self.program = program
        domain = equation.pointDomain
    }

    /// The intervals; nil where there is none.
    func solutions() -> SolutionSet? {
        let grid = StretchMethod.grid
        let values = program.values(grid)
        let mayLeaveReals = domain != equation.domain
        let isSmall = grid.indices.map { place in
            values[place].isNaN ? mayLeaveReals && holds(at: grid[place]) : values[place].magnitude <= 1e-12 * max(1, grid[place].magnitude)
        }
        var runs: [Range<Int>] = []
        var start: Int?
        for place in grid.indices {
            if isSmall[place] {
                start = start ?? place
            } else if let begin = start {
                runs.append(begin..<place)
                start = nil
            }
        }
        if let start { runs.append(start..<grid.count) }
        runs = runs.filter { $0.count >= StretchMethod.least && holds(at: grid[$0.lowerBound + 1]) && holds(at: grid[$0.upperBound - 2]) }
        guard !runs.isEmpty else { return nil }
        var set = SolutionSet()
        (set.isReal, set.isComplete) = (true, false)
        for run in runs where store.budget.step() {
            guard let range = range(run), confirmed(range) else { continue }
            let exceptions = exceptions(in: range)
            // At so many, an unknown number of others fails as well.
            guard exceptions.count <= StretchMethod.mostExceptions else { continue }
            for part in parts(of: range, without: exceptions) {
                let condition = part.condition(on: equation.unknown, store)
                if !isProved(condition) { set.isVerified = nil }
                set.solutions.append(Solution([], condition: condition))
            }
        }
        return set
    }

    /// Whether both sides agree at a number to forty digits, where the text has a value.
    private func holds(at number: Double) -> Bool {
        let evaluator = solver.evaluator
        let point = ComplexBall()
        point.set(real: number, imaginary: 0)
        return evaluator.atRisingPrecision([192, 512], at: [equation.unknown: point]) {
            let ball = evaluator.value(of: equation.expr)
            guard ball.isFinite else { return nil }
            if ball.excludesZero { return false }
            return ball.isNegligible() ? domain.allSatisfy { evaluator.truth(of: $0) != .fails } : nil
        } ?? false
    }

    // MARK: Ends

    /// The interval around a run of numbers; nil where an end is no number of simple form.
    private func range(_ run: Range<Int>) -> RealRange? {
        let grid = StretchMethod.grid
        var range = RealRange()
        if run.lowerBound > 0 {
            guard let end = end(from: grid[run.lowerBound], to: grid[run.lowerBound - 1]) else { return nil }
            range.lower = end
        } else if !StretchMethod.far.allSatisfy({ holds(at: -$0) }) {
            return nil
        }
        if run.upperBound < grid.count {
            guard let end = end(from: grid[run.upperBound - 1], to: grid[run.upperBound]) else { return nil }
            range.upper = end
        } else if !StretchMethod.far.allSatisfy({ holds(at: $0) }) {
            return nil
        }
        return range
    }

    private func end(from inside: Double, to beyond: Double) -> RealRange.End? {
        var (good, bad) = (inside, beyond)
        for _ in 0..<60 {
            let middle = good + (bad - good) / 2
            if middle == good || middle == bad { break }
            if holds(at: middle) { good = middle } else { bad = middle }
        }
        // Next to an end balls may not tell.
        let guess = ExactGuess(store)
        let values = guess.values(near: bad, tolerance: 1e-9) + guess.exponentials(near: bad, tolerance: 1e-9, equation.catalogue)
        for value in values.prefix(1) {
            let candidates = Candidates(
                equation.solver, equation.expr, equation.unknown, equation.request, isReal: true, domain: domain)
            let checked = candidates.checked(Root(value: value, multiplicity: 0))
            return RealRange.End(value: value, isReached: !checked.roots.isEmpty)
        }
        return nil
    }

    // MARK: Between them

    /// Numbers that people write: at single ones of them, where something jumps, the equation may fail.
    private static let plain: [Rational] = Set((1...4).flatMap { below in (-14 * below...14 * below).map { Rational($0, below) } }).sorted()
    private static let mostExceptions = 3

    /// The numbers inside of an interval, of those that people write, at which the equation does not hold.
    private func exceptions(in range: RealRange) -> [Rational] {
        let constants = solver.constants
        let values = program.values(StretchMethod.plain.map(\.doubleValue))
        return StretchMethod.plain.indices.filter { !(values[$0].magnitude < 1e-9) }.map { StretchMethod.plain[$0] }.filter { number in
            let value = store.number(number)
            let isInside =
                range.lower.map { constants.order($0.value, value) == .negative } ?? true
                && range.upper.map { constants.order(value, $0.value) == .negative } ?? true
            return isInside && !holds(at: number.doubleValue)
                && solver.catalogue.substitute(equation.expr, [equation.unknown: value]) != .zero
        }
    }

    private func parts(of range: RealRange, without numbers: [Rational]) -> [RealRange] {
        var (rest, parts) = (range, [RealRange]())
        for number in numbers {
            let end = RealRange.End(value: store.number(number), isReached: false)
            parts.append(RealRange(lower: rest.lower, upper: end))
            rest.lower = end
        }
        return parts + [rest]
    }

    /// Whether the equation holds at many numbers of the interval, next to its ends as well.
    private func confirmed(_ range: RealRange) -> Bool {
        let evaluator = solver.evaluator
        let lower = range.lower.map { evaluator.bounds(of: $0.value).upper }
        let upper = range.upper.map { evaluator.bounds(of: $0.value).lower }
        let from: Double = lower ?? (upper ?? 0) - 50
        let to: Double = upper ?? (lower ?? 0) + 50
        let edge = 1e-4 * (to - from)
        return (Grid.numbers(from, to, 24) + [from + edge, to - edge]).allSatisfy { holds(at: $0) }
    }

    private func isProved(_ condition: Expr) -> Bool {
        let proof = store.budget.attempt(seconds: StretchMethod.patience) {
            store.supposing(condition) { solver.constants.isProvedZero(equation.expr) } ?? false
        }
        return proof ?? false
    }
}
