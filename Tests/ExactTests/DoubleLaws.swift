import Exact
import Glibc
import Testing

@Suite("Doubles")
struct DoubleLaws {
    /// A finite double with a random exponent, subnormal ones included.
    func anyDouble(_ operands: inout Operands) -> Double {
        while true {
            let value = Double(bitPattern: operands.word())
            if value.isFinite { return value }
        }
    }

    @Test("a fraction with a small denominator is found again from its double, and no other number gives one")
    func nearFractions() {
        for denominator in 1...60 {
            for numerator in -200...200 {
                let value = Rational(numerator, denominator)
                let found = Rational(near: value.doubleValue, within: 1e-13, largestDenominator: 1000)
                #expect(found == value, "\(value)")
            }
        }
        for value in [Double.pi, 2.0.squareRoot(), 0.577215664901532, .infinity, .nan, 1e12] {
            #expect(Rational(near: value, within: 1e-13, largestDenominator: 1000) == nil, "\(value)")
        }
    }

    @Test("The exact value of a double converts back to it")
    func roundTrip() throws {
        var operands = Operands(seed: 41)
        for _ in 0..<3000 {
            let value = anyDouble(&operands)
            #expect(try #require(Rational(exactly: value)).doubleValue == value)
            let integral = value.rounded(.down)
            let exact = try #require(Rational(exactly: integral))
            #expect(exact.isInteger)
            #expect(exact.numerator.doubleValue == integral)
        }
        #expect(Rational(exactly: -0.0) == 0)
        #expect(Rational(exactly: .infinity) == nil)
        #expect(Rational(exactly: -.infinity) == nil)
        #expect(Rational(exactly: .nan) == nil)
        #expect(Rational(exactly: 0.5) == Rational(1, 2))
    }

    @Test("A halfway case goes to the even neighbour, and a little more or less goes to the near one")
    func halfway() throws {
        var operands = Operands(seed: 42)
        let hair = try #require(Rational(10).power(-400))
        var values = (0..<2000).map { _ in anyDouble(&operands).magnitude }
        values += [0, .leastNonzeroMagnitude, .leastNormalMagnitude, Double.leastNormalMagnitude.nextDown, 1, 0x1p53, 0x1p63]
        for low in values where low.nextUp.isFinite {
            let high = low.nextUp
            let middle = try #require(Rational(exactly: low)) * Rational(1, 2) + #require(Rational(exactly: high)) * Rational(1, 2)
            let even = low.bitPattern & 1 == 0 ? low : high
            #expect(middle.doubleValue == even)
            #expect((-middle).doubleValue == -even)
            #expect((middle + hair).doubleValue == high)
            #expect((middle - hair).doubleValue == low)
        }
    }

    @Test("The conversion agrees with strtod of the exact decimal text")
    func decimalText() throws {
        var operands = Operands(seed: 43)
        for _ in 0..<3000 {
            let digits = operands.integer()
            let exponent = operands.below(700) - 350
            let exact = Rational(digits) * (try #require(Rational(10).power(exponent)))
            #expect(exact.doubleValue == strtod("\(digits)e\(exponent)", nil))
            #expect(digits.doubleValue == strtod(digits.description, nil))
        }
    }

    @Test("No double is nearer than the one chosen")
    func nearest() throws {
        var operands = Operands(seed: 44)
        for _ in 0..<3000 {
            let exact = operands.rational()
            let value = exact.doubleValue
            guard value.isFinite else { continue }
            let error = (exact - (try #require(Rational(exactly: value)))).magnitude
            for neighbour in [value.nextUp, value.nextDown] where neighbour.isFinite {
                let other = (exact - (try #require(Rational(exactly: neighbour)))).magnitude
                #expect(error < other || (error == other && value.bitPattern & 1 == 0))
            }
        }
    }

    @Test("Inline fractions beyond 53 bits round once")
    func wideFractions() throws {
        var operands = Operands(seed: 45)
        let far = Operands.far
        for _ in 0..<3000 {
            let value = Rational(Int(truncatingIfNeeded: operands.word()), Int(operands.word() >> 1) | 1)
            let exact = Rational(value.numerator * far, value.denominator)
            // 2^192 scales exactly.
            #expect(exact.doubleValue == value.doubleValue * 0x1p192)
        }
    }

    @Test("Integers at the border of the double's digits tie to even")
    func integerTies() {
        let twoTo53 = Integer(1 << 53)
        #expect((twoTo53 + 1).doubleValue == 0x1p53)
        #expect((twoTo53 + 3).doubleValue == 0x1p53 + 4)
        let scaled = (twoTo53 + 1) * Operands.far
        #expect(scaled.doubleValue == 0x1p245)
        #expect((scaled + 1).doubleValue == (0x1p53 + 2) * 0x1p192)
        #expect((scaled - 1).doubleValue == 0x1p245)
    }

    @Test("Overflow is infinite from the rounding border on, and tiny numbers reach zero")
    func extremes() throws {
        let border = try #require(Integer(2).power(1024)) - #require(Integer(2).power(970))
        #expect((border - 1).doubleValue == .greatestFiniteMagnitude)
        #expect(border.doubleValue == .infinity)
        #expect((-border).doubleValue == -.infinity)
        #expect((Rational(border) - Rational(1, 3)).doubleValue == .greatestFiniteMagnitude)
        #expect((Rational(border) + Rational(1, 3)).doubleValue == .infinity)
        let tiny = try #require(Rational(1, 2).power(1075))
        #expect(tiny.doubleValue == 0)
        #expect((tiny * Rational(1_000_001, 1_000_000)).doubleValue == .leastNonzeroMagnitude)
        #expect((tiny * 3).doubleValue == Double.leastNonzeroMagnitude * 2)
        let huge = try #require(Integer(7).power(1_000_000))
        #expect(huge.doubleValue == .infinity)
        #expect(Rational(-1, huge).doubleValue == 0)
        #expect(Rational(huge + 1, huge * 3).doubleValue == 1.0 / 3)
        #expect(Rational(0).doubleValue == 0)
    }
}
