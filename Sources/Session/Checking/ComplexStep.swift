import Algebra
import Ball
import Expressions

/// A function of one variable beside the real line. The values are rounded from balls, so that what is wrong with a slope is what
/// the method leaves out.
struct ComplexStep {
    private let evaluator: BallEvaluator
    private let expr: Expr
    private let variable: Expr
    private let place: ComplexBall
    /// Whether the function is analytic at the point, as far as its values tell.
    private(set) var isAnalytic = false

    /// How far from the point it is tried whether the function is analytic there.
    private static let trial = 1e-20

    /// Prepares values beside a point.
    ///
    /// - Parameter point: the values of all names, real.
    init(_ expr: Expr, _ variable: Expr, _ evaluator: BallEvaluator, at point: [Expr: ComplexBall]) {
        self.evaluator = evaluator
        self.expr = expr
        self.variable = variable
        place = ComplexBall()
        if let start = point[variable] { place.set(start) }
        evaluator.bits = 256
        evaluator.point = point
        isAnalytic = agreesAcross()
    }

    /// The value at `x + real + I*imaginary`.
    private func value(_ real: Double, _ imaginary: Double) -> ComplexBall {
        let moved = ComplexBall()
        moved.set(real: real, imaginary: imaginary)
        moved.add(moved, place, bits: evaluator.bits)
        evaluator.reset()
        evaluator.point[variable] = moved
        let result = ComplexBall()
        result.set(evaluator.value(of: expr))
        return result
    }

    /// The equations of Cauchy and Riemann: the slopes along the axis and across it are the same. And the value at the point is real,
    /// as that of a principal root of a negative number is not.
    private func agreesAcross() -> Bool {
        let step = ComplexStep.trial
        guard value(0, 0).bounds(.imaginary) == (0, 0) else { return false }
        let (along, across) = (ComplexBall(), ComplexBall())
        along.subtract(value(step, 0), value(-step, 0), bits: 256)
        across.subtract(value(0, step), value(0, -step), bits: 256)
        guard along.isFinite, across.isFinite else { return false }
        let (slope, other) = (along.midpoint.real / step, across.midpoint.imaginary / step)
        let size = max(slope.magnitude, other.magnitude, across.midpoint.real.magnitude / step, 1e-9)
        return (slope - other).magnitude <= 1e-6 * size && across.midpoint.real.magnitude / step <= 1e-6 * size
    }

    /// The imaginary part at `x + I*h`, over `h`.
    func slope(_ step: Double) -> Double? {
        guard isAnalytic else { return nil }
        let ball = value(0, step)
        guard ball.isFinite, ball.relativeAccuracyBits > 40 else { return nil }
        return ball.midpoint.imaginary / step
    }
}
