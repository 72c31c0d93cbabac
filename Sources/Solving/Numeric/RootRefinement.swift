import Algebra
import Ball
import Exact
import Expressions

/// Draws the interval around a single zero together until all digits are certain, by Newton's method in balls with growing precision.
struct RootRefinement {
    private let function: RealFunction
    private let budget: Budget
    /// So many digits are always found: with them zeros are told apart.
    private static let leastDigits = 20
    private static let mostBits = 1 << 20

    init(_ function: RealFunction, _ budget: Budget) {
        self.function = function
        self.budget = budget
    }

    /// The zero in an interval on which the function is monotone and has ends of different signs; nil where it cannot be told.
    ///
    /// - Parameter digits: how many are wanted; nil for the nearest double.
    func enclosure(_ interval: RealInterval, digits: Int?) -> Enclosure? {
        let wanted = max(digits ?? 0, RootRefinement.leastDigits)
        var ball = narrowed(interval).ball
        var bits = 128
        let enough = min(wanted * 4 + 128, RootRefinement.mostBits)
        while budget.step() {
            budget.poll()
            guard let next = function.newton(ball, bits: bits) else { return nil }
            if let value = Enclosure(next, digits: digits, atLeast: wanted) { return value }
            let isBetter = next.relativeAccuracyBits > ball.relativeAccuracyBits
            if isBetter { ball = next }
            if !isBetter || next.relativeAccuracyBits * 2 > bits {
                guard bits < 4 * enough else { return nil }
                bits *= 2
            }
        }
        return nil
    }

    /// Halved by the sign until Newton's method is safe.
    private func narrowed(_ interval: RealInterval) -> RealInterval {
        var interval = interval
        guard let left = function.sign(0, at: interval.lower) else { return interval }
        for _ in 0..<60 {
            if let next = function.newton(interval.ball, bits: 128), interval.ball.contains(next),
                next.bounds(.real).upper - next.bounds(.real).lower < 0.25 * interval.width
            {
                return interval
            }
            let (lower, upper) = interval.halves
            guard let sign = function.sign(0, at: lower.upper) else { return interval }
            interval = sign == left ? upper : lower
        }
        return interval
    }
}
