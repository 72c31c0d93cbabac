import Ball
import Exact
import Expressions

/// Looks for real zeros of an equation by its values: changes of sign, places where it touches zero, and stretches where it is zero.
///
/// Doubles find the places, balls and exact proofs confirm them (Kearfott, *Rigorous Global Search*, 1996, describes the kind of
/// search). What is found is certain; that nothing is found proves nothing.
struct RealScan {
    private let equation: ScannedEquation
    private let budget: Budget
    /// How many intervals a bracket is divided into at a time.
    private static let parts = 512
    private static let partsInBalls = 16
    /// Places that are looked at more closely, at most.
    private static let mostPlaces = 80

    /// Something that a complete answer must hold.
    enum Finding {
        /// A zero, with a bracket of neighbouring doubles around it or a proof.
        case zero(Double)
        /// One of several neighbouring numbers at which the equation holds.
        case stretch(Double)

        /// A number at which the equation holds.
        var place: Double {
            switch self {
            case .zero(let place), .stretch(let place): place
            }
        }
    }

    init(_ equation: ScannedEquation, _ budget: Budget) {
        self.equation = equation
        self.budget = budget
    }

    /// The first thing found at numbers in ascending order that meets a demand.
    ///
    /// - Parameter isExpected: whether a zero between two neighbouring numbers is no news.
    func first(
        _ numbers: [Double], unless isExpected: (Double, Double) -> Bool, where isWanted: (Finding) -> Bool
    ) -> Finding? {
        var values = equation.values(at: numbers)
        fillGaps(numbers, &values)
        var looked = 0
        var stretchStart: Int?
        for place in numbers.indices {
            guard looked < RealScan.mostPlaces, budget.step() else { return nil }
            let value = values[place]
            if value.magnitude <= RealScan.noise(numbers[place]), isZero(at: numbers[place]) {
                if stretchStart == nil { stretchStart = place }
                continue
            }
            if let start = stretchStart {
                let found =
                    place - start > 2 ? [.stretch(numbers[(start + place) / 2])] : (start..<place).map { Finding.zero(numbers[$0]) }
                if let wanted = found.first(where: isWanted) { return wanted }
                stretchStart = nil
            }
            guard place > 0, value.isFinite, values[place - 1].isFinite else { continue }
            if value * values[place - 1] < 0 {
                if isExpected(numbers[place - 1], numbers[place]) { continue }
                looked += 1
                let size = max(value.magnitude, values[place - 1].magnitude)
                if let zero = crossing(numbers[place - 1], numbers[place], size: size), isWanted(.zero(zero)) { return .zero(zero) }
            } else if place > 1, mayTouch(values[place - 2], values[place - 1], value) {
                if isExpected(numbers[place - 2], numbers[place]) { continue }
                looked += 1
                if let zero = touching(numbers[place - 2], numbers[place]), isWanted(.zero(zero)) { return .zero(zero) }
            }
        }
        guard let start = stretchStart, numbers.count - start > 2 else { return nil }
        let stretch = Finding.stretch(numbers[(start + numbers.count) / 2])
        return isWanted(stretch) ? stretch : nil
    }

    /// What rounding may leave of a zero.
    private static func noise(_ number: Double) -> Double { 1e-13 * max(1, number.magnitude) }

    /// Where parts have no real value the whole may have one: a few of these places are tried in balls.
    private func fillGaps(_ numbers: [Double], _ values: inout [Double]) {
        let gaps = values.indices.filter { values[$0].isNaN }
        guard !gaps.isEmpty else { return }
        let step = max(1, gaps.count / 48)
        for place in stride(from: 0, to: gaps.count, by: step) {
            guard budget.step() else { return }
            let number = numbers[gaps[place]]
            let value = equation.realValue(at: number)
            if !value.isNaN { values[gaps[place]] = value }
        }
    }

    /// Whether the equation holds at a double, as far as balls tell.
    private func isZero(at number: Double) -> Bool {
        let ball = equation.value(at: number, bits: 192)
        if ball.isFinite { return !ball.excludesZero && ball.isNegligible() && isInside(number) }
        // At a jump exact values tell what balls do not.
        guard let exact = Rational(exactly: number), exact.bitLength < RealScan.plainBits else { return false }
        return equation.isSolution(equation.solver.store.number(exact)) == true
    }

    /// Numbers of more bits nobody writes.
    private static let plainBits = 16

    private func isInside(_ number: Double) -> Bool {
        let point = ComplexBall()
        point.set(real: number, imaginary: 0)
        return equation.isOutsideDomain(point) == false
    }

    // MARK: Changes of sign

    /// A zero between two numbers at which the values have different signs; nil for poles, jumps and what is not certain.
    private func crossing(_ lower: Double, _ upper: Double, size: Double) -> Double? {
        var (lower, upper) = (lower, upper)
        var ends = (0.0, 0.0)
        for _ in 0..<(equation.isFast ? 8 : 14) {
            let numbers = division(lower, upper)
            guard numbers.count > 2 else { break }
            let values = equation.values(at: numbers)
            guard let place = values.indices.dropFirst().first(where: { values[$0] * values[$0 - 1] < 0 || values[$0] == 0 }) else { break }
            ends = (values[place - 1], values[place])
            (lower, upper) = (numbers[place - 1], numbers[place])
        }
        // At a pole values grow, at a jump they stay.
        guard max(ends.0.magnitude, ends.1.magnitude) <= 1e-3 * size else { return nil }
        let margin = 4 * max(lower.ulp, upper.ulp)
        let bracket = RealInterval(lower: lower - margin, upper: upper + margin)
        guard equation.changesSign(between: bracket.lower, bracket.upper), equation.isOutsideDomain(bracket.ball) == false else {
            return nil
        }
        let range = equation.value(at: bracket.ball, bits: 96)
        guard range.isFinite, range.magnitudeUpperBound <= 1e-2 * size else { return nil }
        return bracket.middle
    }

    private func division(_ lower: Double, _ upper: Double) -> [Double] {
        let parts = equation.isFast ? RealScan.parts : RealScan.partsInBalls
        let step = (upper - lower) / Double(parts)
        guard step > 0, lower + step > lower else { return lower < upper ? [lower, upper] : [lower] }
        return (0..<parts).map { lower + Double($0) * step } + [upper]
    }

    // MARK: Touching

    /// Whether a parabola through three values that lie side by side, or two lines, come near to zero.
    private func mayTouch(_ before: Double, _ here: Double, _ next: Double) -> Bool {
        guard before.isFinite, here != 0 else { return false }
        let (left, middle, right) = (before.magnitude, here.magnitude, next.magnitude)
        guard middle <= left, middle <= right, left + right > 2 * middle else { return false }
        let lowest = middle - (right - left) * (right - left) / (8 * (left + right - 2 * middle))
        // At a kink two lines meet.
        let kink = (min(left, right) + middle - (max(left, right) - middle)) / 2
        return min(lowest, kink) < 0.2 * middle || middle < 0.2 * min(left, right)
    }

    /// A proved zero at the least value between two numbers, where it has a simple form; nil for others.
    private func touching(_ lower: Double, _ upper: Double) -> Double? {
        var (lower, upper) = (lower, upper)
        var (place, least) = (0.0, Double.infinity)
        for _ in 0..<(equation.isFast ? 5 : 11) {
            let numbers = division(lower, upper)
            let values = equation.values(at: numbers).map { $0.isNaN ? .infinity : $0.magnitude }
            guard numbers.count > 2, let position = values.indices.min(by: { values[$0] < values[$1] }) else { break }
            (place, least) = (numbers[position], values[position])
            (lower, upper) = (numbers[max(0, position - 1)], numbers[min(numbers.count - 1, position + 1)])
        }
        guard least <= RealScan.noise(place) * 100 else { return nil }
        let guesses = ExactGuess(equation.solver.store).values(near: place, tolerance: 1e-6)
        if guesses.contains(where: { equation.isSolution($0) == true }) { return place }
        return equation.touchesZero(near: place) ? place : nil
    }
}
