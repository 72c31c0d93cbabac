/// Difference quotients of a function of one variable for many steps, as a user's own code would compute them.
struct DifferenceSweep {
    /// How a quotient is formed.
    enum Method: String, CaseIterable {
        /// `(f(x + h) - f(x))/h`
        case forward
        /// `(f(x + h) - f(x - h))/(2*h)`
        case central
        /// `im f(x + I*h)/h` (Squire and Trapp, *Using Complex Variables to Estimate Derivatives of Real Functions*, 1998)
        case complex
    }

    /// The quotients for one step; nil where the function has no value in one of the places.
    struct Row {
        var step: Double
        var quotients: [Method: Double]
    }

    var rows: [Row]

    /// Forms the quotients.
    ///
    /// - Parameters:
    ///   - steps: absolute steps.
    ///   - value: the function in double precision.
    ///   - complexValue: the imaginary part of the function at `x + I*h` over `h`; nil where the function has no such values.
    init(at x: Double, steps: [Double], value: (Double) -> Double, complexSlope: (Double) -> Double?) {
        let middle = value(x)
        rows = steps.map { step in
            let (above, below) = (value(x + step), value(x - step))
            var quotients: [Method: Double] = [:]
            quotients[.forward] = (above - middle) / step
            quotients[.central] = (above - below) / (2 * step)
            quotients[.complex] = complexSlope(step)
            return Row(step: step, quotients: quotients.filter { $0.value.isFinite })
        }
    }

    /// Steps from a tenth to 10^-15 of the coordinate's order of magnitude, which is at least 1: powers of ten all of them.
    static func steps(at x: Double) -> [Double] {
        var scale = 0
        var bound = 10.0
        while x.magnitude >= bound, scale < 300 {
            scale += 1
            bound *= 10
        }
        return (1...15).map { power(scale - $0) }
    }

    /// The double nearest to a power of ten.
    private static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }

    /// The error of a quotient.
    func error(_ method: Method, _ row: Row, _ truth: Double) -> Double? { row.quotients[method].map { ($0 - truth).magnitude } }

    /// The row with the least error; of several the one with the largest step. Rows that are not trusted count only where no others are.
    func best(_ method: Method, _ truth: Double, isTrusted: (Double) -> Bool) -> Row? {
        var (best, fallback): (Row?, Row?) = (nil, nil)
        for row in rows {
            guard let error = error(method, row, truth) else { continue }
            func isBetter(than other: Row?) -> Bool { other.flatMap { self.error(method, $0, truth) }.map { error < $0 } ?? true }
            if isBetter(than: fallback) { fallback = row }
            if isTrusted(row.step), isBetter(than: best) { best = row }
        }
        return best ?? fallback
    }
}

/// What the errors of difference quotients should be: what the Taylor series leaves out grows with the step, what is rounded with its
/// reciprocal (Higham, *Accuracy and Stability of Numerical Algorithms*, 2002).
struct DifferenceModel {
    /// Taylor coefficients of the function at the point, the value first.
    var coefficients: [Double]
    /// How far the value may be off by rounding.
    var noise: Double

    private func coefficient(_ order: Int) -> Double { order < coefficients.count ? coefficients[order].magnitude : 0 }

    /// What the Taylor series leaves out: of first order for forward differences, of second for the others.
    func truncation(_ method: DifferenceSweep.Method, _ step: Double) -> Double {
        method == .forward
            ? step * (coefficient(2) + step * coefficient(3)) : step * step * (coefficient(3) + step * step * coefficient(5))
    }

    /// What rounding adds. A complex step subtracts nothing, so that only its result is rounded.
    func rounding(_ method: DifferenceSweep.Method, _ step: Double) -> Double {
        let result = coefficient(1) * Double.ulpOfOne / 2
        return switch method {
        case .forward: 2 * noise / step + result
        case .central: noise / step + result
        case .complex: result
        }
    }

    /// The step for which the sum of both is least, to a digit and a half.
    func bestStep(_ method: DifferenceSweep.Method, upTo largest: Double) -> Double {
        var (best, least) = (largest, Double.infinity)
        var step = largest
        // Ten steps in a decade.
        for _ in 0...140 {
            let error = truncation(method, step) + rounding(method, step)
            if error < least { (best, least) = (step, error) }
            step /= 1.2589254117941673
        }
        return best
    }
}
