import Exact

/// Decimal text of exact numbers.
enum DecimalRounding {
    /// A rational rounded to significant digits (ties to even), and whether nothing was lost. Trailing zeros of an exact value
    /// are not written.
    static func text(_ number: Rational, digits: Int) -> (text: String, isExact: Bool) {
        if number.isZero { return ("0", true) }
        let ten = Integer(10)
        let magnitude = number.magnitude
        // 10^(scale - 1) <= |number| < 10^scale, found from the bit lengths and then mended.
        var scale = (magnitude.numerator.bitLength - magnitude.denominator.bitLength) * 30103 / 100_000
        while magnitude >= power(ten, scale) { scale += 1 }
        while magnitude < power(ten, scale - 1) { scale -= 1 }
        let shifted = magnitude * power(ten, digits - scale)
        var whole = shifted.floor
        let rest = shifted - Rational(whole)
        let half = Rational(1, 2)
        if rest > half || (rest == half && whole.isOdd) { whole = whole + 1 }
        var text = whole.description
        var exponent = scale
        if text.utf8.count > digits {
            text.removeLast()
            exponent += 1
        }
        if rest.isZero { while text.hasSuffix("0"), text.utf8.count > 1 { text.removeLast() } }
        return ((number.signum < 0 ? "-" : "") + placed(text, exponent, digits), rest.isZero)
    }

    private static func power(_ base: Integer, _ exponent: Int) -> Rational {
        let size = base.power(abs(exponent)) ?? Integer(1)
        return exponent < 0 ? Rational(Integer(1), size) : Rational(size)
    }

    /// Digits with the point before position `exponent`; scientific where the point is far away.
    private static func placed(_ digits: String, _ exponent: Int, _ precision: Int) -> String {
        let count = digits.utf8.count
        if exponent - 1 < -6 || exponent - 1 >= max(precision, 21) {
            let mantissa = count == 1 ? digits : "\(digits.prefix(1)).\(digits.dropFirst())"
            return "\(mantissa)e\(exponent - 1 < 0 ? "-" : "+")\(abs(exponent - 1))"
        }
        if exponent <= 0 { return "0." + String(repeating: "0", count: -exponent) + digits }
        if exponent >= count { return digits + String(repeating: "0", count: exponent - count) }
        return "\(digits.prefix(exponent)).\(digits.dropFirst(exponent))"
    }
}
