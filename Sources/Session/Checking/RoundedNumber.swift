import Exact

/// A number that someone has written with so many digits.
enum RoundedNumber {
    /// Half a unit in the last place of a decimal such as `0.540` or `-1.5e-3`: how far it may be from the number that it is rounded
    /// from. With an exponent the last digit may stand for tens or thousands: `2.2e4` is within 500. Nil for other texts, and for numbers
    /// of digits alone, which are exact.
    static func halfUnit(_ text: some Collection<UInt8>) -> Rational? {
        let (zero, nine, point, blank) = (UInt8(ascii: "0"), UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: " "))
        var body = Array(text.drop { $0 == blank })
        while body.last == blank { body.removeLast() }
        if body.first == UInt8(ascii: "-") || body.first == UInt8(ascii: "+") { body.removeFirst() }
        guard body.withUnsafeBufferPointer({ Rational(decimal: $0) }) != nil else { return nil }
        let mantissa = body.prefix { $0 == point || $0 == UInt8(ascii: "_") || ($0 >= zero && $0 <= nine) }
        let places = mantissa.drop { $0 != point }.count { $0 >= zero && $0 <= nine }
        let exponent = Int(String(decoding: body.dropFirst(mantissa.count + 1), as: UTF8.self)) ?? 0
        let lastPlace = exponent - places
        guard mantissa.count < body.count || mantissa.contains(point), let unit = Integer(10).power(abs(lastPlace)) else { return nil }
        return lastPlace < 0 ? Rational(Integer(1), unit * 2) : Rational(unit, 2)
    }
}
