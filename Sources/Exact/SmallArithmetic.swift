extension UInt {
    /// The greatest common divisor; gcd(0, b) = b.
    ///
    /// Binary algorithm, after one division when the sizes differ much.
    @inlinable
    static func gcd(_ first: UInt, _ second: UInt) -> UInt {
        if first == 1 || second == 1 { return 1 }
        var a = Swift.max(first, second)
        var b = Swift.min(first, second)
        if b == 0 { return a }
        if b.leadingZeroBitCount &- a.leadingZeroBitCount > 6 {
            a %= b
            if a == 0 { return b }
        }
        let shift = (a | b).trailingZeroBitCount
        a &>>= UInt(truncatingIfNeeded: a.trailingZeroBitCount)
        b &>>= UInt(truncatingIfNeeded: b.trailingZeroBitCount)
        while a != b {
            // Both are odd and their gcd is the odd part of the wanted one. The difference is even.
            let difference = a &- b
            let zeros = UInt(truncatingIfNeeded: difference.trailingZeroBitCount)
            let swap = a < b
            b = swap ? a : b
            a = (swap ? 0 &- difference : difference) &>> zeros
        }
        return b &<< UInt(truncatingIfNeeded: shift)
    }

    /// The number as a signed one, negated when `negative`; nil when it does not fit.
    @inlinable
    func signed(negative: Bool) -> Int? {
        if negative {
            return self <= Int.min.magnitude ? Int(truncatingIfNeeded: 0 &- self) : nil
        }
        return Int(exactly: self)
    }
}

extension Int {
    /// `self` to the power of `exponent >= 0`; nil when it does not fit.
    func smallPower(_ exponent: Int) -> Int? {
        var result = 1
        var square = self
        var rest = exponent
        while true {
            if rest & 1 == 1 {
                let (product, overflow) = result.multipliedReportingOverflow(by: square)
                if overflow { return nil }
                result = product
            }
            rest >>= 1
            if rest <= 0 { return result }
            let (next, overflow) = square.multipliedReportingOverflow(by: square)
            if overflow { return nil }
            square = next
        }
    }

    /// The quotient rounded down by `divisor > 0`.
    @inlinable
    func floorDivided(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient &- 1 : quotient
    }
}
