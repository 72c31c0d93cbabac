import Algebra
import Ball
import Certified
import Expressions

/// Looks for the nearest place beside a point where a condition may fail: by halving intervals, on each of which the conditions are
/// decided in balls. What it passes over is certain to be free of such places.
struct BorderSearch {
    let evaluator: BallEvaluator
    let conditions: [Expr]
    let variable: Expr
    let start: Double
    private static let patience = 400
    private static let sharpness = 1.0 / 64

    /// How far the nearest place is that way, and the condition; nil where there is none within reach.
    func nearest(_ sign: Double, within reach: Double) -> (distance: Double, condition: Expr)? {
        var pending = [(from: 0.0, to: reach)]
        var evaluations = 0
        while let (from, to) = pending.popLast() {
            evaluations += 1
            guard let failing = failing(sign * from, sign * to) else { continue }
            let isSharp = from > 0 && to - from <= BorderSearch.sharpness * from || start + sign * to == start
            if isSharp || evaluations > BorderSearch.patience { return (from, failing) }
            let middle = from == 0 ? to / 8 : (from + to) / 2
            pending.append((middle, to))
            pending.append((from, middle))
        }
        return nil
    }

    /// The first condition that is not certain to hold between two places, given relative to the start.
    private func failing(_ one: Double, _ other: Double) -> Expr? {
        let ball = ComplexBall()
        let middle = start + (one + other) / 2
        let radius = (one - other).magnitude / 2
        // The radius takes in what the sums above have rounded.
        ball.set(realMidpoint: middle, radius: radius * (1 + 1e-12) + start.magnitude * .ulpOfOne)
        evaluator.reset()
        evaluator.point[variable] = ball
        return conditions.first { evaluator.truth(of: $0) != .holds }
    }
}
