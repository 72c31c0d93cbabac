import Ball
import Certified
import Exact
import Expressions
import Glibc

/// Holds an answer about one equation in one complex unknown, without other names, against the equation as it was written.
///
/// The zeros of polynomials are counted. Where the equation is analytic the zeros in squares are counted, along the axes, on circles, at places that nobody chose. Where it is
/// not, as with moduli, straight lines through the plane are looked along.
struct PlaneAudit {
    private let equation: ScannedEquation
    private let members: AnswerMembers
    private let isBrief: Bool
    private let solver: Solver
    private var store: ExprStore { solver.store }

    /// - Parameter isBrief: whether few places are to be looked at.
    init(_ equation: ScannedEquation, _ solutions: [Solution], isBrief: Bool) {
        self.equation = equation
        self.isBrief = isBrief
        solver = equation.solver
        members = AnswerMembers(solutions, equation.unknown, equation.solver)
    }

    /// What is against the solutions, and the number of each that is none.
    struct Verdict {
        var missing: PlanePoint?
        /// Whether there are more zeros than numbers given, wherever they are.
        var isShort = false
        var wrong: [(solution: Int, place: PlanePoint)] = []
    }

    /// Looks at what is given, and for what is not.
    func verdict() -> Verdict {
        var verdict = Verdict()
        verdict.wrong = wrongMembers() + wrongRegions()
        guard !members.isEverything else { return verdict }
        if verdict.wrong.isEmpty, let numbers = members.numbers, let zeros = ZeroCount(equation) {
            // As many numbers as the polynomial has zeros leave nothing to look for.
            if zeros.isReached(by: numbers) { return verdict }
            verdict.isShort = numbers.count < zeros.count
        }
        verdict.missing = missingPlainNumber
        if verdict.missing != nil { return verdict }
        if let places = AnalyticPlaces(equation.expr, equation.unknown, solver) {
            let principle = ArgumentPrinciple(equation, places)
            verdict.missing = squares.firstResult { missing(in: $0, principle, 0) }
        } else {
            verdict.missing = PlaneAudit.lines.firstResult { missing(on: $0) }
        }
        return verdict
    }

    /// A number such as 0 or `I` that is proved to be a solution and is not given: squares with a branch point in them are not counted.
    private var missingPlainNumber: PlanePoint? {
        for (across, up) in [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (2, 0), (-2, 0)] where store.budget.step() {
            let value = store.sum(store.number(across), store.product(store.number(up), store.constant(.imaginaryUnit)))
            let point = PlanePoint(Double(across), Double(up))
            if members.contains(point, tolerance: 1e-9) == false, equation.isSolution(value) == true { return point }
        }
        return nil
    }

    // MARK: What is given

    private func wrongMembers() -> [(solution: Int, place: PlanePoint)] {
        var wrong: [(solution: Int, place: PlanePoint)] = []
        for member in members.farSamples where member.point.magnitude < 1e6 && store.budget.step() {
            if wrong.contains(where: { $0.solution == member.solution }) { continue }
            // A small square around the rounded number holds the exact one.
            let value = equation.value(at: member.point.ball(within: 1e-12 * max(1, member.point.magnitude)), bits: 128)
            let isWrong = value.isFinite ? value.excludesZero : member.value.map { equation.hasNoValue(at: $0) } ?? false
            if isWrong { wrong.append((member.solution, member.point)) }
        }
        return wrong
    }

    /// Points of regions at which the equation certainly does not hold.
    private func wrongRegions() -> [(solution: Int, place: PlanePoint)] {
        guard !members.ranges.isEmpty else { return [] }
        let numbers = (-4...4).flatMap { across in (-4...4).map { PlanePoint(0.618 * Double(across) + 0.07, 0.577 * Double($0) - 0.11) } }
        for point in numbers where members.contains(point, tolerance: 0) == true && store.budget.step() {
            let ball = point.ball(within: 0)
            guard equation.isOutsideDomain(ball) == false, equation.isNonzero(at: ball) else { continue }
            return members.ranges.map { ($0.solution, point) }
        }
        return []
    }

    // MARK: Zeros of analytic functions

    /// Squares whose sides pass through none of the numbers that people write.
    private var squares: [PlaneSquare] {
        func square(_ real: Double, _ imaginary: Double, _ half: Double) -> PlaneSquare {
            PlaneSquare(center: PlanePoint(real + 0.0137, imaginary - 0.0191), half: half)
        }
        let pitch = 2.1
        func square(across: Int, up: Int) -> PlaneSquare { square(pitch * Double(across), pitch * Double(up), 0.52 * pitch) }
        var squares = (-1...1).flatMap { across in (-1...1).map { square(across: across, up: $0) } }
        if isBrief { return squares }
        squares += (2...4).flatMap {
            [square(across: $0, up: 0), square(across: -$0, up: 0), square(across: 0, up: $0), square(across: 0, up: -$0)]
        }
        for (radius, count) in [(4.4, 8), (7.3, 8)] {
            squares += (0..<count).map { turn in
                let angle = (Double(turn) + 0.37) / Double(count) * 2 * .pi
                return square(radius * cos(angle), radius * sin(angle), 0.7)
            }
        }
        // Places that nobody chose: multiples of the golden and the plastic ratio, which spread evenly.
        squares += (1...12).map { number in
            let (across, up) = (0.6180339887 * Double(number), 0.7548776662 * Double(number))
            return square(18 * (across - across.rounded()), 18 * (up - up.rounded()), 0.3 + 0.04 * Double(number))
        }
        return squares
    }

    /// How often a square is parted: where nothing is known of it, and to find where the zero is that is missing.
    private static let deepest = (search: 3, place: 26)

    /// About where a zero in a square is that is not among the solutions.
    private func missing(in square: PlaneSquare, _ principle: ArgumentPrinciple, _ depth: Int) -> PlanePoint? {
        guard store.budget.step() else { return nil }
        switch surplus(in: square, principle) {
        case .zeros(0): return nil
        case .zeros: return place(of: square, principle, PlaneAudit.deepest.place)
        case .unknown:
            guard depth < PlaneAudit.deepest.search else { return nil }
            return square.quarters.firstResult { missing(in: $0, principle, depth + 1) }
        }
    }

    /// A closer place of a zero that is missing in a square.
    private func place(of square: PlaneSquare, _ principle: ArgumentPrinciple, _ depth: Int) -> PlanePoint {
        guard depth > 0, square.half > 1e-9 * max(1, square.center.magnitude) else { return square.center }
        let smaller = square.quarters.first { quarter in
            if case .zeros(let count) = surplus(in: quarter, principle) { return count > 0 }
            return false
        }
        return smaller.map { place(of: $0, principle, depth - 1) } ?? square.center
    }

    /// How many more zeros than solutions a square holds, both counted with multiplicity.
    private func surplus(in square: PlaneSquare, _ principle: ArgumentPrinciple) -> ArgumentPrinciple.Content {
        let content = principle.content(of: square)
        guard case .zeros(let count) = content, count > 0 else { return content }
        guard let given = members.points(in: square) else { return .zeros(0) }
        var rest = count
        for point in given {
            let own = PlaneSquare(center: point, half: 1e-5 * max(1, point.magnitude))
            guard case .zeros(let multiplicity) = principle.content(of: own) else { return .zeros(0) }
            rest -= multiplicity
        }
        return .zeros(max(0, store.budget.isExhausted ? 0 : rest))
    }

    // MARK: Lines through the plane

    /// Straight lines: the axes, and such as nobody chose. Each is a direction of rational parts, and where it begins.
    private static let lines: [(direction: (Rational, Rational), start: (Rational, Rational))] = [
        ((1, 0), (0, 0)), ((0, 1), (0, 0)), ((Rational(3, 5), Rational(4, 5)), (0, 0)),
        ((Rational(-5, 13), Rational(12, 13)), (Rational(1, 7), 0)), ((1, 0), (0, Rational(13, 11))),
        ((0, 1), (Rational(-17, 13), 0)),
    ]

    /// A number on a line that solves the equation and is not among the solutions.
    private func missing(on line: (direction: (Rational, Rational), start: (Rational, Rational))) -> PlanePoint? {
        func number(_ parts: (Rational, Rational)) -> Expr {
            store.sum(store.number(parts.0), store.product(store.number(parts.1), store.constant(.imaginaryUnit)))
        }
        let unknown = equation.unknown
        let moved = store.sum(number(line.start), store.product(number(line.direction), unknown))
        let there = solver.catalogue.substitute([equation.expr, equation.domain], [unknown: moved])
        guard !there.contains(where: \.isAbsent), there[1] != .falsehood, store.symbols(in: [there[0]]) == [unknown] else { return nil }
        func point(_ distance: Double) -> PlanePoint {
            PlanePoint(line.start.0.doubleValue, line.start.1.doubleValue)
                + distance * PlanePoint(line.direction.0.doubleValue, line.direction.1.doubleValue)
        }
        let count = isBrief ? 60 : 160
        let numbers = Grid.numbers(-9, 9, count)
        return RealScan(ScannedEquation(there[0], unknown, domain: there[1], solver), store.budget).first(numbers) { lower, upper in
            members.contains(point(lower + (upper - lower) / 2), tolerance: (upper - lower) / 2) == true
        } where: { finding in
            let point = point(finding.place)
            return members.contains(point, tolerance: 3e-6 * max(1, point.magnitude)) == false && !store.budget.isExhausted
        }.map { point($0.place) }
    }
}
