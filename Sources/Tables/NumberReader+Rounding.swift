extension NumberReader {
    /// The double nearest to `digits` · 10^`exponent`, ties to even; infinite on overflow.
    ///
    /// Digits and powers that are doubles themselves are divided or multiplied once (Clinger, *How to Read Floating Point Numbers
    /// Accurately*, 1990). Others go by one or two products of 64 digits (Lemire, *Number Parsing at a Gigabyte per Second*, 2021),
    /// which always decides (Mushtak and Lemire, *Fast Number Parsing Without Fallback*, 2023).
    @inline(__always)
    func magnitude(_ digits: UInt64, _ exponent: Int) -> Double {
        // Up to 2^53 it would be right, but numbers of 16 digits would take one way and the other as if by chance.
        if digits <= 1 << 50, exponent >= -22, exponent <= 22 {
            let whole = Double(Int64(truncatingIfNeeded: digits))
            return exponent < 0 ? whole / powers.double(-exponent) : whole * powers.double(exponent)
        }
        return rounded(digits, exponent)
    }

    @inline(__always)
    private func rounded(_ digits: UInt64, _ exponent: Int) -> Double {
        if digits == 0 || exponent < PowersOfTen.least { return 0 }
        if exponent > 308 { return .infinity }
        let leadingZeros = digits.leadingZeroBitCount
        let normal = digits &<< UInt64(truncatingIfNeeded: leadingZeros)
        // The method wants reciprocals rounded up where powers of five have at most 64 digits; there its exact ties lie.
        let power = powers[exponent] &+ (exponent < 0 && exponent >= -27 ? 1 : 0)
        var (upper, lower) = normal.multipliedFullWidth(by: UInt64(truncatingIfNeeded: power >> 64))
        if upper & 0x1FF == 0x1FF {
            // A carry from below may reach the digits that count.
            let (sum, isOver) = lower.addingReportingOverflow(normal.multipliedFullWidth(by: UInt64(truncatingIfNeeded: power)).high)
            lower = sum
            if isOver { upper &+= 1 }
        }
        let top = upper >> 63
        let shift = top &+ 9
        var significand = upper &>> shift
        // 217706 / 2^16 is the binary logarithm of 10.
        var biased = ((217_706 &* exponent) >> 16) &+ 1086 &+ Int(truncatingIfNeeded: top) &- leadingZeros
        if biased <= 0 {
            if biased <= -63 { return 0 }
            significand &>>= UInt64(truncatingIfNeeded: 1 &- biased)
            significand = (significand &+ (significand & 1)) >> 1
            // A subnormal number that rounds up to a normal one gets its exponent from the carry.
            return Double(bitPattern: significand)
        }
        if lower <= 1, exponent >= -4, exponent <= 23, significand & 3 == 1, significand &<< shift == upper {
            // A tie goes to the even side.
            significand &-= 1
        }
        significand = (significand &+ (significand & 1)) >> 1
        if significand >= 1 << 53 {
            significand = 1 << 52
            biased &+= 1
        }
        if biased >= 0x7FF { return .infinity }
        return Double(bitPattern: significand & (1 << 52 &- 1) | UInt64(truncatingIfNeeded: biased) << 52)
    }

    /// The value of a number with more than 19 digits and no sign, between `start` and `end`.
    ///
    /// If the first 19 digits and their successor round to the same double, so does everything between; else the standard library
    /// decides.
    @inline(never)
    func long(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, exponent written: Int) -> Double {
        var digits: UInt64 = 0
        var count = 0
        // The power of ten that the last digit taken stands for.
        var exponent = written
        var isBehindPoint = false
        var isCut = false
        var place = start
        while place < end, place.pointee | 0x20 != UInt8(ascii: "e") {
            let byte = place.pointee
            place += 1
            if byte == UInt8(ascii: ".") {
                isBehindPoint = true
                continue
            }
            if count < 19 {
                digits = digits &* 10 &+ UInt64(byte &- 48)
                if digits > 0 { count += 1 }
                if isBehindPoint { exponent -= 1 }
            } else {
                isCut = isCut || byte != 48
                if !isBehindPoint { exponent += 1 }
            }
        }
        let below = magnitude(digits, exponent)
        if !isCut { return below }
        if below == magnitude(digits + 1, exponent) { return below }
        let text = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
        return Double(text) ?? below
    }
}
