import CGMP

extension Rational {
    /// The exact value of a double; nil when it is not finite.
    public init?(exactly value: Double) {
        guard value.isFinite else { return nil }
        if let small = Int(exactly: value) {
            self.init(small)
        } else {
            self = Rational.computed { agnesi_q_set_double($0, value) }
        }
    }

    /// The first convergent of a double's continued fraction that differs from it by no more than a tolerance; nil where its denominator
    /// would be too large, and for numbers of more than nine digits.
    public init?(near value: Double, within tolerance: Double, largestDenominator: Int) {
        guard value.isFinite, value.magnitude < 1e9 else { return nil }
        if value.magnitude <= tolerance {
            self = 0
            return
        }
        var (p, q, lastP, lastQ) = (1, 0, 0, 1)
        var rest = value
        for _ in 0..<20 {
            let whole = rest.rounded(.down)
            guard whole.magnitude < 1e9 else { return nil }
            (p, lastP) = (Int(whole) * p + lastP, p)
            (q, lastQ) = (Int(whole) * q + lastQ, q)
            guard q <= largestDenominator else { return nil }
            if abs(Double(p) / Double(q) - value) <= tolerance {
                self = Rational(p, q)
                return
            }
            rest = 1 / (rest - whole)
        }
        return nil
    }

    /// The nearest double, ties to even, correctly rounded for parts of any size; infinite on overflow, and near 0 rounded to the
    /// subnormal grid.
    public var doubleValue: Double {
        guard let (n, d) = smallParts else { return bigDoubleValue }
        let exactLimit: UInt = 1 << 53
        if n.magnitude <= exactLimit && d.magnitude <= exactLimit {
            // Both conversions are exact, so the division rounds once.
            return Double(n) / Double(d)
        }
        // `n` is not 0, because 0 has the denominator 1. The quotient of the two normalised parts has 63 or 64 digits.
        let nShift = n.magnitude.leadingZeroBitCount
        let dShift = d.magnitude.leadingZeroBitCount
        let top = n.magnitude << nShift
        let (quotient, remainder) = (d.magnitude << dShift).dividingFullWidth((top >> 1, top << 63))
        let rounded = Double(rounding: quotient | (remainder == 0 ? 0 : 1), scale: 63 + nShift - dShift)
        return n < 0 ? -rounded : rounded
    }

    private var bigDoubleValue: Double {
        let n = numerator.magnitude
        let d = denominator
        let negative = signum < 0
        // |self| lies between 2^(excess - 1) and 2^(excess + 1).
        let excess = n.bitLength - d.bitLength
        if excess > 1030 { return negative ? -.infinity : .infinity }
        if excess < -1080 { return negative ? -0.0 : 0 }
        // The scaled quotient has 63 or 64 digits.
        let scale = 63 - excess
        let top = scale > 0 ? n.shiftedLeft(scale) : n
        let bottom = scale < 0 ? d.shiftedLeft(-scale) : d
        let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
        let bits = quotient.withMPZ(agnesi_z_low_limb)
        let rounded = Double(rounding: bits | (remainder.isZero ? 0 : 1), scale: scale)
        return negative ? -rounded : rounded
    }
}
