import Glibc

/// Double-precision functions that the C library lacks.
enum NumericKernels {
    /// The n-th derivative of digamma, for whole `n >= 0`: upward recurrence to `x >= 15`, then the asymptotic series
    /// (Abramowitz and Stegun, 1964, 6.4.11); reflection is left to the ball kernel, so `x < 0` climbs the recurrence too.
    static func polygamma(_ order: Double, _ point: Double) -> Double {
        guard order >= 0, order <= 60, order == order.rounded(), point > -1000, point > 0 || point != point.rounded() else { return .nan }
        let sign: Double = Int(order) % 2 == 0 ? -1 : 1
        let factorial = tgamma(order + 1)
        var x = point
        var sum = 0.0
        while x < 15 + order {
            sum += factorial / pow(x, order + 1)
            x += 1
        }
        if order == 0 { return -sum + log(x) - 0.5 / x - bernoulliTail(order: 0, x) }
        let head = tgamma(order) / pow(x, order) + factorial / (2 * pow(x, order + 1))
        return sign * (sum + head + bernoulliTail(order: order, x))
    }

    /// The sum over k of `B_2k * (2k + n - 1)! / ((2k)! * x^(2k + n))`.
    private static func bernoulliTail(order: Double, _ x: Double) -> Double {
        let bernoulli: [Double] = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510]
        var sum = 0.0
        for (position, number) in bernoulli.enumerated() {
            let twoK = Double(2 * (position + 1))
            sum += number * exp(lgamma(twoK + order) - lgamma(twoK + 1)) / pow(x, twoK + order)
        }
        return sum
    }

    /// The principal branch of Lambert's W by Halley's iteration (Corless et al., *On the Lambert W Function*, 1996).
    static func lambertW(_ x: Double) -> Double {
        guard x >= -exp(-1.0) else { return .nan }
        guard x.isFinite else { return x }
        return lambertW(x, from: x > 3 ? log(x) - log(log(x)) : x > -0.25 ? log1p(x) : sqrt(2 * (M_E * x + 1)) - 1)
    }

    /// The branch of the Lambert function that falls from -1 to minus infinity between -1/e and 0.
    static func lambertWMinusOne(_ x: Double) -> Double {
        guard x >= -exp(-1.0), x < 0 else { return .nan }
        return lambertW(x, from: x < -0.25 ? -sqrt(2 * (M_E * x + 1)) - 1 : log(-x) - log(-log(-x)))
    }

    /// Halley's iteration for `w*exp(w) = x`.
    private static func lambertW(_ x: Double, from start: Double) -> Double {
        var w = start
        for _ in 0..<40 {
            let power = exp(w)
            let error = w * power - x
            let step = error / (power * (w + 1) - (w + 2) * error / (2 * w + 2))
            guard step.isFinite else { break }
            w -= step
            if fabs(step) <= 1e-16 * fabs(w) { break }
        }
        return w
    }
}
