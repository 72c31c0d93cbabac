import Ball
import Exact
import Testing

@Suite struct QuestionTests {
    @Test("a new ball is the exact zero")
    func zero() {
        let x = ComplexBall()
        #expect(x.isExactZero && x.isExact && x.isReal && x.containsZero && !x.excludesZero && x.realSign == .zero)
        #expect(x.magnitudeUpperBound == 0 && x.midpoint == (0, 0) && x.contains(Rational(0)))
    }

    @Test("a sign is given only when it is certain")
    func signs() {
        #expect(ball(Rational(-1, 3)).realSign == .negative)
        #expect(ball(Rational(1, 3)).realSign == .positive)
        #expect(wide(0.1, radius: 0.2).realSign == nil)
        #expect(wide(0.25, radius: 0.25).realSign == nil)
        #expect(ball(1, 1).realSign == nil)
        let unsure = ball(Rational(1, 3))
        unsure.subtract(unsure, ball(Rational(1, 3), bits: 64), bits: 128)
        #expect(unsure.realSign == nil && unsure.containsZero && !unsure.isExactZero)
    }

    @Test("the indeterminate ball contains everything and decides nothing")
    func indeterminate() {
        for x in [make { $0.setIndeterminate() }, ball(.nan, .nan)] {
            #expect(!x.isFinite && x.containsZero && x.contains(Rational(22, 7)) && x.overlaps(ball(1, 2)))
            #expect(x.realSign == nil && x.correctlyRoundedReal() == nil && x.certifiedDigits(3, part: .real) == nil)
            #expect(x.magnitudeUpperBound == .infinity && x.bounds(.real) == (-.infinity, .infinity))
        }
        #expect(!make { $0.divide(ball(1), ComplexBall(), bits: 64) }.isFinite)
    }

    @Test("bounds and the magnitude enclose, also far outside the range of doubles")
    func bounds() {
        let third = ball(Rational(1, 3)).bounds(.real)
        #expect(third.lower.nextUp == third.upper && third.lower < 1.0 / 3.0.nextDown)
        let tiny = make { $0.power(ball(Rational(1, 10)), 1000, bits: 64) }
        #expect(tiny.magnitudeUpperBound > 0 && tiny.bounds(.real).upper > 0 && tiny.bounds(.real).lower >= 0)
        let huge = make { $0.power(ball(Rational(10)), 1000, bits: 64) }
        #expect(huge.isFinite && huge.magnitudeUpperBound == .infinity)
        #expect(huge.bounds(.real).lower == .greatestFiniteMagnitude)
        #expect(ball(3, 4).magnitudeUpperBound >= 5 && ball(3, 4).magnitudeUpperBound < 5.00001)
        #expect(ball(3, 4).bounds(.imaginary) == (4, 4))
    }

    @Test("max, min and atan2 of real balls; complex operands give nothing")
    func realFunctions() {
        let a = ball(Rational(1, 3))
        let b = ball(Rational(2, 3))
        #expect(make { $0.max(a, b, bits: 64) }.contains(Rational(2, 3)))
        #expect(make { $0.min(a, b, bits: 64) }.contains(Rational(1, 3)))
        let hull = make { $0.max(wide(0, radius: 1), wide(0.5, radius: 1), bits: 64) }
        #expect(hull.contains(Rational(-1, 2)) && hull.contains(Rational(3, 2)))
        let angle = make { $0.atan2(ball(1), ball(-1), bits: 64) }
        angle.multiply(angle, ball(Rational(4, 3)), bits: 64)
        #expect(angle.overlaps(make { $0.setPi(bits: 64) }))
        #expect(!make { $0.max(ball(0, 1), a, bits: 64) }.isFinite)
        #expect(!make { $0.atan2(a, ball(0, 1), bits: 64) }.isFinite)
    }

    @Test("two threads compute the same and release their memory")
    func threads() async {
        let results = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    defer { BallLibrary.releaseThreadMemory() }
                    guard let sine = Kernel.named("acb_sin") else { return nil }
                    var text: String?
                    for n in 1...200 {
                        let x = make { $0.setPi(bits: 400) }
                        x.multiply(x, ball(Rational(n, 700)), bits: 400)
                        x.apply(sine, x, bits: 400)
                        text = x.certifiedDigits(30, part: .real)
                    }
                    return text
                }
            }
            return await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(results.count == 1 && !results.contains(nil))
    }
}
