import Exact
import Testing

/// The rational that a decimal text says.
func rational(decimal text: String) -> Rational? {
    var text = text
    return text.withUTF8 { Rational(decimal: $0) }
}

/// The integer that decimal digits say.
func integer(digits text: String) -> Integer? {
    var text = text
    return text.withUTF8 { Integer(digits: $0) }
}

@Suite("Text")
struct TextLaws {
    @Test("Reading the text of an integer gives the integer")
    func integerRoundTrip() {
        var operands = Operands(seed: 21)
        for _ in 0..<4000 {
            let a = operands.integer()
            let text = a.description
            #expect(Integer(text) == a)
            #expect(integer(digits: a.magnitude.description) == a.magnitude)
            #expect(integer(digits: "000" + a.magnitude.description) == a.magnitude)
            var bytes = Array("x".utf8)
            a.appendDigits(to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == "x" + text)
        }
        for value in [Int.min, Int.max, 0, -1, 9, 10, -10] {
            #expect(Integer(value).description == String(value))
            var bytes: [UInt8] = []
            Integer(value).appendDigits(to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == String(value))
        }
    }

    @Test("Text that is not an integer is nil")
    func malformedIntegers() {
        for text in ["", "-", "+1", "1 ", " 1", "1a", "--1", "1.0", "0x1", "１", "12345678901234567890123x"] {
            #expect(Integer(text) == nil)
            #expect(integer(digits: text) == nil)
        }
        #expect(integer(digits: "-1") == nil)
        #expect(integer(digits: String(repeating: "9", count: 11_000_000)) == nil)
    }

    @Test("The text of a rational is its parts in lowest terms")
    func rationalText() {
        #expect(Rational(6, 20).description == "3/10")
        #expect(Rational(14, -2).description == "-7")
        #expect(Rational(1, Int.min).description == "-1/9223372036854775808")
        var operands = Operands(seed: 22)
        for _ in 0..<1000 {
            let a = operands.rational()
            let parts = a.description.split(separator: "/").map { Integer(String($0)) }
            #expect(parts.first == .some(a.numerator))
            #expect(a.isInteger ? parts.count == 1 : parts.last == .some(a.denominator))
        }
    }

    @Test("A decimal text reads as its exact value")
    func decimals() {
        let tenTo20 = Integer(10).power(20) ?? 0
        let cases: [(String, Rational)] = [
            ("12", 12), ("0.1", Rational(1, 10)), (".5", Rational(1, 2)), ("3.", 3), ("1e-3", Rational(1, 1000)),
            ("1.5E+7", 15_000_000), ("1_000", 1000), ("1__0.2_5", Rational(41, 4)), ("0", 0), ("0.000", 0), ("00012", 12),
            ("1e1_8", 1_000_000_000_000_000_000), ("9e18", 9_000_000_000_000_000_000), ("1e20", Rational(tenTo20)),
            ("1e-20", Rational(1, tenTo20)), ("0.00000000000000000001", Rational(1, tenTo20)), ("3.e2", 300),
            ("100000000000000000000e-20", 1), ("9223372036854775807", Rational(Int.max)), (".5e1", 5),
            ("12345678901234567890", Rational(Integer("12345678901234567890") ?? 0)), ("10e18", Rational(tenTo20) / 10),
        ]
        for (text, value) in cases {
            #expect(rational(decimal: text) == value, "\(text)")
        }
    }

    @Test("A decimal text is its digits over a power of ten")
    func decimalLaw() throws {
        var operands = Operands(seed: 23)
        for _ in 0..<2000 {
            let digits = operands.integer().magnitude
            let (fraction, exponent) = (operands.below(45), operands.below(60) - 30)
            let text = digits.description
            let padded = String(repeating: "0", count: max(0, fraction - text.count)) + text
            let written = "\(padded.dropLast(fraction)).\(padded.suffix(fraction))e\(exponent)"
            let ten = try #require(Rational(10).power(exponent - fraction))
            #expect(rational(decimal: written) == Rational(digits) * ten, "\(written)")
        }
    }

    @Test("Text that is not a decimal number is nil")
    func malformedDecimals() {
        for text in [
            "", ".", "e5", ".e5", "1e", "1e+", "1e-", "-1", "+1", "_1", "1_", "1_.5", "1._5", "1.5_", "1e_5", "1e5_", "1..2", "1.2.3",
            "1e5.0", "0x10", "1 ", "1e5e5", "1e+-5", "1_e5", "é", "1,5",
        ] {
            #expect(rational(decimal: text) == nil, "\(text)")
        }
    }
}
