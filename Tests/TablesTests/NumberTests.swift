import Foundation
import Support
import Testing

@testable import Tables

@Suite("Numbers as text")
struct NumberTests {
    private let reader = NumberReader()
    private let writer = NumberWriter()

    private func text(_ value: Double) -> String {
        var bytes: [UInt8] = []
        writer.write(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether the text is read as the C library reads it.
    private func agrees(_ text: String) -> Bool { reader.number(Array(text.utf8))?.bitPattern == strtod(text, nil).bitPattern }

    @Test("random numbers are written as description has it and read back", arguments: [1, 2, 3, 4])
    func randomNumbers(seed: UInt64) {
        var random = Randomness(seed: seed)
        var bytes: [UInt8] = []
        for round in 0..<100_000 {
            var value = Double(bitPattern: random.next())
            // Every other number is of ordinary size.
            if round % 2 == 1 { value = Double.random(in: -10_000...10_000, using: &random) }
            guard value.isFinite else { continue }
            bytes.removeAll(keepingCapacity: true)
            writer.write(value, to: &bytes)
            let description = value.description
            let expected = description.hasSuffix(".0") ? String(description.dropLast(2)) : description
            #expect(String(decoding: bytes, as: UTF8.self) == expected)
            #expect(reader.number(bytes)?.bitPattern == value.bitPattern)
        }
    }

    @Test("random digits and exponents are read as the C library reads them", arguments: [5, 6, 7, 8])
    func randomDigits(seed: UInt64) {
        var random = Randomness(seed: seed)
        for _ in 0..<100_000 {
            let digits = random.next() >> UInt64.random(in: 0..<64, using: &random)
            let exponent = Int.random(in: -345...310, using: &random)
            let text = "\(digits)e\(exponent)"
            if !agrees(text) { Issue.record("\(text) is read as \(String(describing: reader.number(Array(text.utf8))))") }
        }
    }

    @Test("long numbers are read as the C library reads them")
    func longNumbers() {
        var random = Randomness(seed: 9)
        for _ in 0..<30_000 {
            let count = Int.random(in: 18...60, using: &random)
            let zeros = Int.random(in: 0...2, using: &random) * Int.random(in: 0...25, using: &random)
            var text = String(repeating: "0", count: zeros)
            for _ in 0..<count { text += String(Int.random(in: 0...9, using: &random)) }
            let point = text.index(text.startIndex, offsetBy: Int.random(in: 0...text.count, using: &random))
            text.insert(".", at: point)
            if Bool.random(using: &random) { text += "e\(Int.random(in: -330...290, using: &random))" }
            if !agrees(text) { Issue.record("\(text) is read as \(String(describing: reader.number(Array(text.utf8))))") }
        }
    }

    /// The decimal expansion of the number between a double and the next one, with all its digits.
    private func halfway(_ value: Double) -> String {
        let exponent = max(Int(value.exponent), -1022) - 53
        let significand = UInt64(value / Double(sign: .plus, exponent: exponent + 1, significand: 1)) * 2 + 1
        // Digits, lowest first: those of the significand times 2^exponent, or times 5^-exponent and shifted.
        var digits = String(significand).reversed().compactMap(\.wholeNumberValue)
        for _ in 0..<abs(exponent) {
            var carry = 0
            for index in digits.indices {
                let product = digits[index] * (exponent < 0 ? 5 : 2) + carry
                digits[index] = product % 10
                carry = product / 10
            }
            if carry > 0 { digits.append(carry) }
        }
        return digits.reversed().map(String.init).joined() + (exponent < 0 ? "e\(exponent)" : "")
    }

    @Test("a number halfway between doubles goes to the even one, and a trace more or less decides")
    func halfwayNumbers() {
        var random = Randomness(seed: 10)
        var values = [
            Double.leastNonzeroMagnitude, Double.leastNormalMagnitude, Double.leastNormalMagnitude.nextDown, 1, 9_007_199_254_740_992,
        ]
        for _ in 0..<30 { values.append(Double(bitPattern: random.next() >> 1)) }
        for _ in 0..<200 { values.append(Double(random.next() >> 11) / 1024) }
        // Ties with at most four digits behind the point, which fit into 64 binary digits.
        for round in 0..<500 {
            let significand = Double(1 << 52 + (random.next() >> 12))
            values.append(significand / Double(1 << (round % 5)))
        }
        for value in values where value.isFinite && value < .greatestFiniteMagnitude {
            let text = halfway(value)
            let even = value.significandBitPattern & 1 == 0 ? value : value.nextUp
            #expect(reader.number(Array(text.utf8)) == even, "\(text)")
            #expect(agrees(text))
            let parts = text.split(separator: "e")
            let tail = parts.count > 1 ? "e\(parts[1])" : ""
            let exponentLess = parts.count > 1 ? "\(parts[0]).0000000000000000000000001\(tail)" : "\(text).0000000000000000000000001"
            #expect(reader.number(Array(exponentLess.utf8)) == value.nextUp, "\(exponentLess)")
        }
    }

    @Test("numbers at the borders of the range")
    func borders() {
        for text in [
            "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1e309", "1e400", "-1e999999999999999999999",
            "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2e-324", "1e-400", "-1e-99999999999999999999",
            "2.2250738585072011e-308", "2.2250738585072014e-308", "0e999999", "-0", "-0.0e-5", "00000000000000000000000000000000000001.5",
            "0.00000000000000000000000000000000000000000015", "9007199254740993", "9007199254740993e3", "1e22", "1e23", "8.5e23",
            "123456789012345678901234567890e-30", "18446744073709551615", "18446744073709551616", "9999999999999999999", "5e-324", ".5",
            "5.",
            "+1.5E+07", "1" + String(repeating: "0", count: 400), "0." + String(repeating: "0", count: 400) + "1",
            "0." + String(repeating: "0", count: 400) + "1e400", "1" + String(repeating: "0", count: 400) + "e-400",
        ] { #expect(agrees(text), "\(text)") }
        for exponent in -343...309 { #expect(agrees("1e\(exponent)") && agrees("9.999999999999999999e\(exponent)"), "\(exponent)") }
        for exponent in -1074...1023 {
            let power = Double(sign: .plus, exponent: exponent, significand: 1)
            for value in [power, power.nextUp, power.nextDown] where value > 0 {
                let description = value.description
                #expect(text(value) == (description.hasSuffix(".0") ? String(description.dropLast(2)) : description))
            }
        }
    }

    @Test("what is a number")
    func syntax() {
        for word in ["nan", "NaN", "NAN", "-nan", "+nan"] { #expect(reader.number(Array(word.utf8))?.isNaN == true, "\(word)") }
        for word in ["inf", "Inf", "+inf", "INFINITY", "infinity"] { #expect(reader.number(Array(word.utf8)) == .infinity, "\(word)") }
        #expect(reader.number(Array("-Infinity".utf8)) == -.infinity)
        for word in [
            "", "+", "-", ".", "e5", ".e5", "1e", "1e+", "--1", "1.2.3", "0x10", "1_000", "1,5", "1 ", " 1", "infi", "nanx", "1f", "1e5.",
            "na",
        ] { #expect(reader.number(Array(word.utf8)) == nil, "\(word)") }
    }

    @Test("how numbers are written")
    func style() {
        let texts: [(Double, String)] = [
            (2, "2"), (-2.5, "-2.5"), (0, "0"), (-0.0, "-0"), (0.0001, "0.0001"), (1e-5, "1e-05"), (1.5e-5, "1.5e-05"), (1e16, "1e+16"),
            (9_007_199_254_740_992, "9007199254740992"), (9_007_199_254_740_994, "9.007199254740994e+15"), (1.25e20, "1.25e+20"),
            (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"), (100, "100"),
            (123_456.75, "123456.75"),
            (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (-2.2250738585072014e-308, "-2.2250738585072014e-308"),
            (0.1 + 0.2, "0.30000000000000004"),
        ]
        for (value, expected) in texts { #expect(text(value) == expected) }
    }

    @Test("the digits of powers of ten are those of exact arithmetic")
    func powers() {
        let powers = PowersOfTen.shared
        #expect(powers[0] == 1 << 127 && powers[1] == 5 << 125)
        // 5^55 is the last power of five with 128 digits.
        var five: UInt128 = 1
        for exponent in 0...55 {
            #expect(powers[exponent] == five << UInt128(five.leadingZeroBitCount))
            if exponent < 55 { five *= 5 }
        }
        // 10^e · 10^-e is 1 but for what both cut off.
        for exponent in 1...PowersOfTen.greatest {
            let high = powers[exponent].multipliedFullWidth(by: powers[-exponent]).high
            #expect(high == (1 << 127) - 1 || high == (1 << 126) - 1 || high == (1 << 127) - 2 || high == (1 << 126) - 2, "\(exponent)")
        }
    }
}
