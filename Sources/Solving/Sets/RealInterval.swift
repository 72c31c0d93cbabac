import Ball

/// A closed interval between doubles.
public struct RealInterval: Hashable, Sendable {
    /// The smaller end.
    public let lower: Double
    /// The larger end.
    public let upper: Double

    /// The interval between two ends.
    public init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    var width: Double { upper - lower }
    var middle: Double { lower + width / 2 }

    /// The interval as a ball, no point of it left out.
    var ball: ComplexBall {
        let ball = ComplexBall()
        ball.set(realMidpoint: middle, radius: max(middle - lower, upper - middle).nextUp)
        return ball
    }

    var middleBall: ComplexBall {
        let ball = ComplexBall()
        ball.set(real: middle, imaginary: 0)
        return ball
    }

    /// Two parts of nearly the same width. Ends that a person would write, at which zeros often lie, are avoided.
    var halves: (RealInterval, RealInterval) {
        let place = lower + width * 0.4871937
        return (RealInterval(lower: lower, upper: place), RealInterval(lower: place, upper: upper))
    }

    /// What is left of the interval outside another.
    func without(_ other: RealInterval) -> [RealInterval] {
        if other.upper <= lower || other.lower >= upper { return [self] }
        var rest: [RealInterval] = []
        if other.lower > lower { rest.append(RealInterval(lower: lower, upper: other.lower)) }
        if other.upper < upper { rest.append(RealInterval(lower: other.upper, upper: upper)) }
        return rest
    }

    /// Intervals that are close to each other as one.
    static func clusters(_ intervals: [RealInterval]) -> [RealInterval] {
        var result: [RealInterval] = []
        for next in intervals.sorted(by: { $0.lower < $1.lower }) {
            if let last = result.last, next.lower - last.upper <= 1e-6 * max(1, abs(last.upper)) {
                result[result.count - 1] = RealInterval(lower: last.lower, upper: max(last.upper, next.upper))
            } else {
                result.append(next)
            }
        }
        return result
    }
}
