import Algebra
import Ball
import Certified
import Expressions

/// A function of one variable around a point, and beside the real line. The values are taken in balls of so many bits that rounding
/// is of no account: what is wrong with a slope is what the method leaves out.
struct Neighbourhood {
    /// The precision of the point, and of all values.
    static let bits = 640
    /// The distance of values from which derivatives are taken: the fifth power of it leaves a third of the bits.
    private static let exponent = 80

    private let evaluator: BallEvaluator
    private let expr: Expr
    private let variable: Expr
    private let place: ComplexBall
    /// Whether the function is analytic at the point, as far as its values tell.
    private(set) var isAnalytic = false

    /// Prepares values around a point.
    ///
    /// - Parameter point: the values of all names, real.
    init(_ expr: Expr, _ variable: Expr, _ evaluator: BallEvaluator, at point: [Expr: ComplexBall]) {
        self.evaluator = evaluator
        self.expr = expr
        self.variable = variable
        place = ComplexBall()
        if let start = point[variable] { place.set(start) }
        evaluator.bits = Neighbourhood.bits
        evaluator.point = point
        isAnalytic = agreesAcross()
    }

    /// The value at the point moved by a complex number.
    private func value(_ shift: ComplexBall) -> ComplexBall {
        let moved = ComplexBall()
        moved.add(shift, place, bits: evaluator.bits)
        evaluator.reset()
        evaluator.point[variable] = moved
        let result = ComplexBall()
        result.set(evaluator.value(of: expr))
        return result
    }

    /// The value at so many small distances along the axis and across it.
    private func value(_ real: Int, _ imaginary: Int) -> ComplexBall {
        let shift = ComplexBall()
        shift.set(real: Double(real), imaginary: Double(imaginary))
        shift.scale(byPowerOfTwo: -Neighbourhood.exponent)
        return value(shift)
    }

    /// The equations of Cauchy and Riemann: the slopes along the axis and across it are the same. And the value at the point is real,
    /// as that of a principal root of a negative number is not.
    private func agreesAcross() -> Bool {
        guard value(0, 0).bounds(.imaginary) == (0, 0) else { return false }
        let (along, across) = (ComplexBall(), ComplexBall())
        along.subtract(value(1, 0), value(-1, 0), bits: evaluator.bits)
        across.subtract(value(0, 1), value(0, -1), bits: evaluator.bits)
        guard along.isFinite, across.isFinite else { return false }
        let (slope, other) = (along.midpoint.real, across.midpoint.imaginary)
        let size = max(slope.magnitude, other.magnitude, 1e-60)
        return (slope - other).magnitude <= 1e-6 * size && across.midpoint.real.magnitude <= 1e-6 * size
    }

    /// The imaginary part at `x + I*h`, over `h`; nil where the function is not analytic, or has no value there.
    func complexSlope(_ step: Double) -> Double? {
        guard isAnalytic else { return nil }
        let shift = ComplexBall()
        shift.set(real: 0, imaginary: step)
        let ball = value(shift)
        let (lower, upper) = ball.bounds(.imaginary)
        guard ball.isFinite, upper - lower <= 1e-15 * max(upper.magnitude, lower.magnitude) else { return nil }
        return ball.midpoint.imaginary / step
    }

    /// What errors of differences are to be expected; nil where the function has not so many derivatives.
    ///
    /// - Parameter noise: how far rounding may carry the value in double precision.
    func model(noise: Double?) -> DifferenceModel? {
        guard let noise, noise.isFinite else { return nil }
        let stencils: [[(place: Int, weight: Int)]] = [
            [(0, 1)], [(1, 1), (-1, -1)], [(1, 1), (0, -2), (-1, 1)], [(2, 1), (1, -2), (-1, 2), (-2, -1)],
            [(2, 1), (1, -4), (0, 6), (-1, -4), (-2, 1)], [(3, 1), (2, -4), (1, 5), (-1, -5), (-2, 4), (-3, -1)],
        ]
        // By the order of the derivative: twice the factorial where the stencil stands on both sides of the middle.
        let divisors = [1.0, 2, 2, 12, 24, 240]
        var values: [Int: ComplexBall] = [:]
        for place in -3...3 { values[place] = value(place, 0) }
        var coefficients: [Double] = []
        for (order, stencil) in stencils.enumerated() {
            let (sum, term) = (ComplexBall(), ComplexBall())
            for (place, weight) in stencil {
                guard let value = values[place], value.isFinite else { return nil }
                term.set(weight)
                term.multiply(term, value, bits: evaluator.bits)
                sum.add(sum, term, bits: evaluator.bits)
            }
            sum.scale(byPowerOfTwo: Neighbourhood.exponent * order)
            let (lower, upper) = sum.bounds(.real)
            let size = max(lower.magnitude, upper.magnitude)
            guard upper - lower <= 1e-3 * size || size < 1e-9 else { return nil }
            // What may be zero is: it lies below all that doubles can show.
            coefficients.append(lower <= 0 && upper >= 0 ? 0 : sum.midpoint.real / divisors[order])
        }
        return DifferenceModel(coefficients: coefficients, noise: noise)
    }
}
