/// The shortest decimal that reads back as a double, and of the shortest the nearest.
struct ShortestDecimal {
    /// The digits as a whole number, perhaps with zeros behind.
    var digits: UInt64
    /// The power of ten that the last digit counts.
    var exponent: Int

    /// The decimal of a finite double above 0.
    ///
    /// Giulietti, *The Schubfach way to render doubles*, 2020: with the power of ten just below the width of the interval that rounds
    /// to the double, one of four multiples beside the double is the answer.
    @inline(__always)
    init(_ value: Double, _ powers: PowersOfTen) {
        let fraction = value.bitPattern & (1 << 52 &- 1)
        let biased = Int(truncatingIfNeeded: value.bitPattern >> 52)
        let significand = biased == 0 ? fraction : fraction | 1 << 52
        let scale = (biased == 0 ? 1 : biased) &- 1075
        if scale <= 0, scale > -53, significand & (1 &<< UInt64(truncatingIfNeeded: -scale) &- 1) == 0 {
            digits = significand &>> UInt64(truncatingIfNeeded: -scale)
            exponent = 0
            return
        }
        // Below a power of two the next double is nearer than above.
        let isNarrow = fraction == 0 && biased > 1
        // 1262611 / 2^22 is the decimal logarithm of 2, and 524031 / 2^22 that of 4/3.
        let k = (scale &* 1_262_611 &- (isNarrow ? 524_031 : 0)) >> 22
        let shift = UInt64(truncatingIfNeeded: scale &+ ((-k &* 1_741_647) >> 19) &+ 1)
        // Rounded up; powers up to 10^55 are exact.
        let power = powers[-k] &+ (k > 0 || k < -55 ? 1 : 0)
        let middle = ShortestDecimal.product(power, (4 &* significand) &<< shift)
        // The ends of the interval read back as the double if its significand is even.
        let odd = significand & 1
        let lower = ShortestDecimal.product(power, (4 &* significand &- (isNarrow ? 1 : 2)) &<< shift) &+ odd
        let upper = ShortestDecimal.product(power, (4 &* significand &+ 2) &<< shift) &- odd
        let below = middle / 4
        if below >= 10 {
            let tenth = below / 10
            let isLowerInside = lower <= 40 &* tenth
            let isUpperInside = 40 &* tenth &+ 40 <= upper
            if isLowerInside != isUpperInside {
                digits = tenth &+ (isUpperInside ? 1 : 0)
                exponent = k &+ 1
                return
            }
        }
        exponent = k
        let isLowerInside = lower <= 4 &* below
        let isUpperInside = 4 &* below &+ 4 <= upper
        if isLowerInside != isUpperInside {
            digits = below &+ (isUpperInside ? 1 : 0)
            return
        }
        let half = 4 &* below &+ 2
        digits = below &+ (middle > half || (middle == half && below & 1 == 1) ? 1 : 0)
    }

    /// The upper digits of a product of 128 and 64 digits, whose last one is 1 if anything stands below.
    @inline(__always)
    private static func product(_ power: UInt128, _ factor: UInt64) -> UInt64 {
        let low = UInt64(truncatingIfNeeded: power).multipliedFullWidth(by: factor)
        let high = UInt64(truncatingIfNeeded: power >> 64).multipliedFullWidth(by: factor)
        let (sum, isOver) = high.low.addingReportingOverflow(low.high)
        return (high.high &+ (isOver ? 1 : 0)) | (sum > 1 ? 1 : 0)
    }
}
