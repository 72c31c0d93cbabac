extension Double {
    /// The double nearest to `bits` · 2^-`scale`, ties to even, infinite on overflow.
    ///
    /// `bits` has 63 or 64 binary digits, and its lowest digit is 1 when a nonzero part below it was cut off (a sticky digit):
    /// at least ten digits below the rounding position make that equivalent to rounding the exact value.
    init(rounding bits: UInt, scale: Int) {
        let leading = UInt.bitWidth - 1 - bits.leadingZeroBitCount - scale
        if leading >= 1024 {
            self = .infinity
            return
        }
        // The exponent of the last digit kept; subnormal numbers keep fewer digits.
        let unit = Swift.max(leading - 52, -1074)
        let dropped = unit + scale
        if dropped > UInt.bitWidth {
            self = 0
            return
        }
        // A shift by the whole width is 0.
        var kept = bits >> dropped
        let rest = bits - (kept << dropped)
        let half: UInt = 1 << (dropped - 1)
        if rest > half || (rest == half && kept & 1 == 1) { kept += 1 }
        // Both factors are exact, and so is the product unless it overflows.
        self.init(sign: .plus, exponent: unit, significand: Double(kept))
    }
}
