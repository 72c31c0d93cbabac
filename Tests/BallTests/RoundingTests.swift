import Ball
import Exact
import Support
import Testing

@Suite struct RoundingTests {
    @Test("the rounded double of a rational number is the rational's own double")
    func doubles() {
        var random = Randomness(seed: 2718)
        for _ in 0..<2000 {
            let numerator = Int.random(in: -1_000_000_000...1_000_000_000, using: &random)
            let value = Rational(numerator, Int.random(in: 1...999_999, using: &random))
            #expect(ball(value, bits: 200).correctlyRoundedReal() == value.doubleValue, "\(value)")
        }
        for exponent in [-1074, -1073, -1030, -1022, 900, 1023] {
            let power = make { $0.power(ball(2), exponent, bits: 64) }
            power.multiply(power, ball(Rational(5, 3)), bits: 64)
            #expect(power.correctlyRoundedReal() == Double(sign: .plus, exponent: exponent, significand: 1) * (5.0 / 3.0))
        }
    }

    @Test("exact doubles, ties and overflow round as IEEE arithmetic does")
    func exactDoubles() {
        for value in [0.5, -0.1, 1e300, .leastNonzeroMagnitude, 0] { #expect(ball(value, 0).correctlyRoundedReal() == value) }
        #expect(ball(0, 2.5).correctlyRounded(.imaginary) == 2.5 && ball(0, 2.5).correctlyRoundedReal() == 0)
        let tie = make { $0.set(1 << 53) }
        tie.add(tie, ball(1), bits: 64)
        #expect(tie.isExact && tie.correctlyRoundedReal() == 9_007_199_254_740_992)
        tie.add(tie, ball(2), bits: 64)
        #expect(tie.correctlyRoundedReal() == 9_007_199_254_740_996)
        #expect(make { $0.power(ball(2), 1024, bits: 64) }.correctlyRoundedReal() == .infinity)
    }

    @Test("a ball around a tie or wider than a double decides nothing")
    func undecidedDoubles() {
        #expect(wide(1, radius: 1e-10).correctlyRoundedReal() == nil)
        let tie = make { $0.multiply(ball(Rational(1, 3)), ball(Rational((1 << 53) + 1)), bits: 100) }
        tie.multiply(tie, ball(3), bits: 100)
        #expect(tie.correctlyRoundedReal() == nil)
    }

    @Test("π to 1000 digits is the same from two precisions, and its prefix is the rounding to fewer digits")
    func digitsOfPi() throws {
        let low = make { $0.setPi(bits: 3400) }
        let high = make { $0.setPi(bits: 8000) }
        let text = try #require(low.certifiedDigits(1000, part: .real))
        #expect(text == high.certifiedDigits(1000, part: .real))
        #expect(text.count == 1001 && text.hasPrefix("3.14159265358979323846264338327950288419716939937510"))
        #expect(low.certifiedDigits(11, part: .real) == "3.1415926536")
        #expect(low.certifiedDigits(10, part: .real) == "3.141592654")
        #expect(low.certifiedDigits(1100, part: .real) == nil)
    }

    @Test("digits of random rational numbers agree with whole-number rounding")
    func randomDigits() throws {
        var random = Randomness(seed: 2718)
        for _ in 0..<500 {
            let n = Int.random(in: 1...1_000_000_000, using: &random)
            let d = Int.random(in: 1...1000, using: &random) * 2 + 1
            let value = Rational(n, d)
            let text = try #require(ball(value, bits: 160).certifiedDigits(12, part: .real) ?? (value.isInteger ? "" : nil))
            guard !text.isEmpty, !text.contains("e") else { continue }
            let point = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
            let digits = try #require(Int(text.filter { $0 != "." }))
            let scale = try #require(Rational(10).power(point))
            let error = (value * scale - Rational(digits)).magnitude
            #expect(error <= Rational(1, 2), "\(value) gives \(text)")
            #expect(text.drop { $0 == "0" || $0 == "." }.filter { $0 != "." }.count == 12)
        }
    }

    @Test(
        "positional and exponent forms",
        arguments: [
            (Rational(1, 2), 10, "0.5000000000"), (Rational(3), 10, "3.000000000"), (Rational(-3), 1, "-3"),
            (Rational(123_456), 3, "123000"), (Rational(123_456), 6, "123456"), (Rational(123_456), 8, "123456.00"),
            (Rational(1, 1024), 3, "0.000977"), (Rational(-5, 4), 2, "-1.2"), (Rational(-7, 4), 2, "-1.8"),
            (Rational(95), 1, "100"), (Rational(85), 1, "80"), (Rational(999), 2, "1000"), (Rational(1000), 4, "1000"),
            (Rational(1), 3, "1.00"), (Rational(10), 1, "10"), (Rational(0), 7, "0"),
        ])
    func forms(value: Rational, digits: Int, text: String) {
        #expect(ball(value).certifiedDigits(digits, part: .real) == text)
    }

    @Test("the exponent form begins below 10⁻⁶ and at 10 to the power max(digits, 21)")
    func exponents() {
        func text(_ tenth: Int, _ digits: Int) -> String? {
            let x = make { $0.power(ball(10), tenth, bits: 4000) }
            x.multiply(x, ball(Rational(3, 2)), bits: 4000)
            return x.certifiedDigits(digits, part: .real)
        }
        #expect(text(-6, 2) == "0.0000015" && text(-7, 2) == "1.5e-7" && text(-20, 2) == "1.5e-20")
        #expect(text(20, 2) == "150000000000000000000" && text(21, 2) == "1.5e+21" && text(30, 2) == "1.5e+30")
        #expect(text(21, 22) == "1500000000000000000000" && text(22, 22) == "1.500000000000000000000e+22")
        #expect(text(-1000, 3) == "1.50e-1000" && text(1_000_000, 3) == "1.50e+1000000")
    }

    @Test("a ball around a power of ten is decided when both of its ends round to it")
    func powersOfTen() {
        #expect(wide(1, radius: 1e-8).certifiedDigits(4, part: .real) == "1.000")
        #expect(wide(1, radius: 1e-4).certifiedDigits(4, part: .real) == nil)
        #expect(wide(-1000, radius: 1e-3).certifiedDigits(5, part: .real) == "-1000.0")
        #expect(wide(0.99999, radius: 1e-7).certifiedDigits(3, part: .real) == "1.00")
        #expect(wide(0, radius: 1e-30).certifiedDigits(3, part: .real) == nil)
        #expect(wide(2.5, radius: 1e-9).certifiedDigits(1, part: .real) == nil)
        #expect(ball(2, 0.125).certifiedDigits(2, part: .imaginary) == "0.12")
        #expect(ball(2).certifiedDigits(0, part: .real) == nil)
    }

    @Test("a distance from a tie far below the digits is seen when the ball knows it")
    func nearTies() throws {
        let tiny = make { $0.power(ball(10), -300, bits: 2000) }
        let above = make { $0.add(ball(Rational(5, 2)), tiny, bits: 2000) }
        let below = make { $0.subtract(ball(Rational(5, 2)), tiny, bits: 2000) }
        #expect(above.certifiedDigits(1, part: .real) == "3" && below.certifiedDigits(1, part: .real) == "2")
        #expect(make { $0.add(ball(Rational(5, 2)), tiny, bits: 900) }.certifiedDigits(1, part: .real) == nil)
    }

    @Test("numbers with astronomic exponents have digits")
    func astronomic() throws {
        let x = try apply("acb_exp", try apply("acb_exp", ball(25), bits: 200), bits: 200)
        let text = try #require(x.certifiedDigits(20, part: .real))
        let finer = try apply("acb_exp", try apply("acb_exp", ball(25), bits: 400), bits: 400)
        #expect(text == finer.certifiedDigits(20, part: .real) && text.hasSuffix("e+31271330452"))
    }
}
