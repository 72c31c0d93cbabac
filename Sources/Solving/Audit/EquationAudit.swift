import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading

/// Holds an answer about one equation in one real unknown, without other names, against the equation as it was written.
struct EquationAudit {
    private let equation: ScannedEquation
    private let members: AnswerMembers
    private let solver: Solver
    private let interval: (lower: Double, upper: Double)
    private let isBrief: Bool
    private let restriction: Restriction
    private let isClaimed: (Double) -> Bool
    private var store: ExprStore { solver.store }

    /// - Parameters:
    ///   - isBrief: whether few numbers are to be looked at.
    ///   - isClaimed: whether the solutions are said to be all that there are around a number.
    init(
        _ equation: ScannedEquation, _ solutions: [Solution], interval: (lower: Double, upper: Double), isBrief: Bool,
        isClaimed: @escaping (Double) -> Bool
    ) {
        self.isClaimed = isClaimed
        self.equation = equation
        solver = equation.solver
        restriction = Restriction(equation.solver, of: [equation.unknown], in: nil)
        members = AnswerMembers(solutions, equation.unknown, equation.solver)
        self.interval = interval
        self.isBrief = isBrief
    }

    /// What is against the solutions, and the number of each that is none.
    struct Verdict {
        var missing: Double?
        var wrong: [(solution: Int, place: Double)] = []
    }

    /// Looks at what is given, and for what is not.
    func verdict() -> Verdict {
        var verdict = Verdict()
        verdict.wrong = wrongMembers()
        guard !members.isEverything else {
            verdict.wrong += wrongEverywhere()
            return verdict
        }
        for window in windows() where verdict.missing == nil && store.budget.step() {
            let finding = RealScan(equation, store.budget).first(window) { lower, upper in
                members.contains(lower + (upper - lower) / 2, tolerance: (upper - lower) / 2) == true
            } where: {
                isMissing($0.place)
            }
            verdict.missing = finding?.place
        }
        return verdict
    }

    /// Whether the answer should hold a number that solves the equation, and does not. What time ran out for says nothing.
    private func isMissing(_ place: Double) -> Bool {
        guard place >= interval.lower, place <= interval.upper, isClaimed(place), isAssumed(place) else { return false }
        return members.contains(place, tolerance: 3e-6 * max(1, place.magnitude)) == false && !store.budget.isExhausted
    }

    // MARK: What is given

    /// Members of families, and single solutions, at which the equation certainly does not hold.
    private func wrongMembers() -> [(solution: Int, place: Double)] {
        var wrong: [(solution: Int, place: Double)] = []
        for member in members.farSamples where member.point.imaginary == 0 && abs(member.point.real) < 1e6 && store.budget.step() {
            if wrong.contains(where: { $0.solution == member.solution }) { continue }
            // A small interval around the rounded number holds the exact one.
            let place = member.point.real
            let margin = 1e-12 * max(1, place.magnitude)
            let value = equation.value(at: RealInterval(lower: place - margin, upper: place + margin).ball, bits: 128)
            let isWrong = value.isFinite ? value.excludesZero : member.value.map { equation.hasNoValue(at: $0) } ?? false
            if isWrong { wrong.append((member.solution, place)) }
        }
        return wrong + wrongRanges()
    }

    private func wrongRanges() -> [(solution: Int, place: Double)] {
        members.ranges.filter { $0.condition != .truth }.compactMap { range in
            guard let program = ScanProgram([range.condition], of: [equation.unknown] + range.integers, solver) else { return nil }
            let numbers = Grid.numbers(-10, 10, 64) + Grid.numbers(-300, 300, 64)
            let columns = [numbers] + range.integers.map { _ in numbers.map { _ in 0.0 } }
            let truths = program.values(columns)[0]
            let place = numbers.indices.first { truths[$0] == 1 && isWrong(numbers[$0]) }
            return place.map { (range.solution, numbers[$0]) }
        }
    }

    private func wrongEverywhere() -> [(solution: Int, place: Double)] {
        guard let range = members.ranges.first(where: { $0.condition == .truth }) else { return [] }
        let numbers = Grid.numbers(max(-10, interval.lower), min(10, interval.upper), 24)
        return numbers.first { isWrong($0) }.map { [(range.solution, $0)] } ?? []
    }

    private func isWrong(_ number: Double) -> Bool {
        let point = ComplexBall()
        point.set(real: number, imaginary: 0)
        return equation.isOutsideDomain(point) == false && equation.isNonzero(at: point)
    }

    // MARK: Where to look

    /// Whether numbers are dear.
    private var isFew: Bool { isBrief || !equation.isFast }

    /// Columns of numbers in ascending order: near zero first, then around the solutions, then farther away and at all scales.
    private func windows() -> [[Double]] {
        var windows: [[Double]] = []
        if interval.lower.isFinite, interval.upper.isFinite {
            windows.append(Grid.numbers(interval.lower, interval.upper, isFew ? 300 : 1_000))
        } else {
            windows.append(Grid.numbers(-10, 10, isFew ? 400 : 1_200))
        }
        // Where numbers are dear, those that people write come first.
        windows.insert(EquationAudit.plain, at: equation.isFast ? 1 : 0)
        if isFew { return windows.map { $0.filter { $0 >= interval.lower && $0 <= interval.upper } } }
        let near = members.realSamples.map(\.point.real).filter { abs($0) < 1e6 }.prefix(24)
        windows += near.map { Grid.numbers($0 - 0.75, $0 + 0.75, 40) }
        windows.append(EquationAudit.scales)
        windows.append(Grid.numbers(-70, 70, 700))
        return windows.map { $0.filter { $0 >= interval.lower && $0 <= interval.upper } }
    }

    /// Numbers of many sizes, of both signs.
    private static let scales: [Double] = {
        let sizes = (0..<176).map { Double(sign: .plus, exponent: -24 + $0 / 4, significand: 1 + 0.25 * Double($0 % 4) + 0.0371) }
        return sizes.reversed().map { -$0 } + sizes
    }()

    /// Numbers that people write: where an equation is defined at single points, or touches zero, they are found here.
    private static let plain: [Double] = {
        var numbers: Set<Double> = []
        for above in -24...24 { for below in [1.0, 2, 3, 4] { numbers.insert(Double(above) / below) } }
        for above in -24...24 { numbers.insert(Double(above) * .pi / 12) }
        return numbers.sorted()
    }()

    /// Whether what is assumed of the unknown certainly allows a number, and those next to it.
    private func isAssumed(_ number: Double) -> Bool {
        if restriction.isEmpty { return true }
        if store.assumptions.facts(ofName: equation.unknown).isInteger, abs(number - number.rounded()) > 1e-9 { return false }
        func isAllowed(_ candidate: Double) -> Bool {
            guard let exact = Rational(exactly: candidate) else { return false }
            return restriction.allows([equation.unknown: store.number(exact)]) != false
        }
        // Near the end of a range that is allowed it is not known on which side the exact number lies.
        let margin = 1e-9 * max(1, number.magnitude)
        guard equation.isAssumed(RealInterval(lower: number - margin, upper: number + margin).ball) else { return false }
        if abs(number - number.rounded()) < 1e-9 { return isAllowed(number.rounded()) }
        return [number - margin, number, number + margin].allSatisfy { isAllowed($0) }
    }
}
