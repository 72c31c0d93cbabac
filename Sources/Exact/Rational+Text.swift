import CGMP

extension Rational {
    /// `3/10`, or `-7` when the denominator is 1.
    public var description: String {
        if let value = asInt { return value.description }
        var bytes: [UInt8] = []
        appendText(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends what `description` says, as ASCII.
    public func appendText(to bytes: inout [UInt8]) {
        numerator.appendDigits(to: &bytes)
        if isInteger { return }
        bytes.append(UInt8(ascii: "/"))
        denominator.appendDigits(to: &bytes)
    }

    /// The exact value of a decimal number without a sign: `12`, `0.1`, `.5`, `3.`, `1e-3`, `1.5E+7`. Underscores between two
    /// digits are skipped. Nil when the text is not such a number, or when a part of the value is predicted to have more than
    /// `Integer.maximumBits` bits; that prediction costs nothing.
    public init?(decimal bytes: UnsafeBufferPointer<UInt8>) {
        guard let scan = DecimalScan(bytes), let value = scan.value(of: bytes) else { return nil }
        self = value
    }

    /// The rational `digits` · 10^`exponent`, |exponent| within the limit of size.
    fileprivate init?(digits: UnsafeBufferPointer<UInt8>, exponent: Int) {
        guard let value = Integer(digits: digits), let ten = Integer(10).power(Swift.max(exponent, 0)) else { return nil }
        if exponent >= 0 {
            self.init(value * ten)
            return
        }
        // The denominator is 2^-exponent · 5^-exponent: dividing out each prime costs much less than a gcd.
        guard let (top2, bottom2) = value.cancelling(2, -exponent), let (top, bottom5) = top2.cancelling(5, -exponent) else {
            return nil
        }
        self.init(coprime: top, bottom2 * bottom5)
    }
}

extension Integer {
    /// The parts in lowest terms of `self` / `prime`^`exponent`, for `self` not 0.
    fileprivate func cancelling(_ prime: Integer, _ exponent: Int) -> (numerator: Integer, denominator: Integer)? {
        var count = 0
        let rest = withMPZ { a in
            prime.withMPZ { p in Integer.computed { count = Int(agnesi_z_remove($0, a, p)) } }
        }
        if count > exponent {
            guard let excess = prime.power(count - exponent) else { return nil }
            return (rest * excess, 1)
        }
        guard let denominator = prime.power(exponent - count) else { return nil }
        return (rest, denominator)
    }
}

/// What one pass over a decimal text finds.
private struct DecimalScan {
    /// The number of digits from the first that is not 0, before and after the point.
    var significantDigits = 0
    /// Their value while there are at most 18.
    var mantissa: UInt = 0
    /// The number of digits after the point.
    var fractionDigits = 0
    /// The written exponent; a magnitude of `exponentLimit` stands for that or more.
    var exponent = 0
    /// Where the digits of the mantissa end.
    var mantissaEnd = 0

    static let exponentLimit = 1 << 40
    static let powersOfTen: [UInt] = (0...18).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

    /// Nil when the text is not a decimal number.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var anyDigit = false
        var afterPoint = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let digit = byte &- 48
            if digit <= 9 {
                anyDigit = true
                if afterPoint { fractionDigits += 1 }
                if significantDigits > 0 || digit != 0 { significantDigits += 1 }
                if significantDigits <= 18 { mantissa = mantissa &* 10 &+ UInt(digit) }
            } else if byte == UInt8(ascii: "_") {
                guard DecimalScan.isBetweenDigits(index, bytes) else { return nil }
            } else if byte == UInt8(ascii: ".") && !afterPoint {
                afterPoint = true
            } else {
                break
            }
            index += 1
        }
        mantissaEnd = index
        if !anyDigit { return nil }
        if index == bytes.count { return }
        guard bytes[index] | 32 == UInt8(ascii: "e") else { return nil }
        guard let written = DecimalScan.exponent(bytes, from: index + 1) else { return nil }
        exponent = written
    }

    /// The value of the text that this is the scan of.
    func value(of bytes: UnsafeBufferPointer<UInt8>) -> Rational? {
        if significantDigits == 0 { return 0 }
        let scale = exponent - fractionDigits
        if significantDigits <= 18, abs(scale) <= 18 {
            let power = DecimalScan.powersOfTen[abs(scale)]
            if scale == 0 { return Rational(Int(truncatingIfNeeded: mantissa)) }
            if scale < 0 {
                return Rational.reduced(Int(truncatingIfNeeded: mantissa), over: Int(truncatingIfNeeded: power))
            }
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: power)
            if !overflow, let value = Int(exactly: product) { return Rational(value) }
        }
        let size = max(significantDigits, max(significantDigits + scale, -scale))
        if Double(size) * Integer.bitsPerDigit > Double(Integer.maximumBits) { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: mantissaEnd) { digits in
            var count = 0
            for byte in bytes[..<mantissaEnd] where byte &- 48 <= 9 {
                digits[count] = byte
                count += 1
            }
            return Rational(digits: UnsafeBufferPointer(rebasing: digits[..<count]), exponent: scale)
        }
    }

    /// The exponent written from `start` to the end, held within `exponentLimit`; nil when it is malformed.
    private static func exponent(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        var negative = false
        if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
            negative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        if index == bytes.count { return nil }
        var value = 0
        while index < bytes.count {
            let digit = bytes[index] &- 48
            if digit <= 9 {
                value = min(value * 10 + Int(digit), exponentLimit)
            } else if bytes[index] != UInt8(ascii: "_") || !isBetweenDigits(index, bytes) {
                return nil
            }
            index += 1
        }
        return negative ? -value : value
    }

    /// Whether the underscore at `index` belongs to a run of underscores with a digit on both sides.
    private static func isBetweenDigits(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard index > 0, index + 1 < bytes.count else { return false }
        let before = bytes[index - 1]
        let after = bytes[index + 1]
        let underscore = UInt8(ascii: "_")
        // The byte before has passed this check when it is an underscore itself.
        return (before &- 48 <= 9 || before == underscore) && (after &- 48 <= 9 || after == underscore)
    }
}
