import Ball
import Exact
import Support
import Testing

@Suite struct InclusionTests {
    @Test("the ball of high precision lies in every ball of low precision it refines")
    func refinement() throws {
        for name in Kernel.names where name != "acb_log_barnes_g" && name != "acb_barnes_g" {
            for value in [Rational(1, 3), Rational(7, 5), Rational(-9, 4)] {
                let low = try apply(name, ball(value, bits: 40), bits: 40)
                let high = try apply(name, ball(value, bits: 200), bits: 200)
                #expect(low.overlaps(high), "\(name) of \(value)")
                if low.isFinite {
                    #expect(high.isFinite, "\(name) of \(value)")
                    #expect(high.relativeAccuracyBits >= low.relativeAccuracyBits, "\(name) of \(value)")
                }
            }
        }
    }

    @Test("the function of a point lies in the function of a ball around it")
    func monotone() throws {
        for name in [
            "acb_sin", "acb_exp", "acb_atan", "acb_cbrt_real", "acb_floor_real", "acb_ceil_real",
            "acb_sign_real", "acb_abs_real", "acb_hypgeom_erf",
        ] {
            for step in -20...20 {
                let hull = try apply(name, wide(Double(step) / 8, radius: 0.5))
                for offset in -4...4 {
                    let point = try apply(name, ball(Double(step) / 8 + Double(offset) / 8, 0))
                    #expect(hull.overlaps(point), "\(name) at \(step) \(offset)")
                }
            }
        }
    }

    @Test("the target may be an operand of every operation")
    func aliasing() throws {
        let a = ball(Rational(5, 3))
        let b = ball(Rational(-7, 11))
        let operations: [(ComplexBall, ComplexBall, ComplexBall) -> Void] = [
            { $0.add($1, $2, bits: 128) }, { $0.subtract($1, $2, bits: 128) }, { $0.multiply($1, $2, bits: 128) },
            { $0.divide($1, $2, bits: 128) }, { $0.power($1, $2, bits: 128) }, { $0.beta($1, $2, bits: 128) },
            { $0.max($1, $2, bits: 128) }, { $0.min($1, $2, bits: 128) }, { $0.atan2($1, $2, bits: 128) },
            { target, order, x in target.polygamma(order, x, bits: 128) },
        ]
        for (index, operation) in operations.enumerated() {
            for (left, right) in [(a, b), (b, a), (a, a)] {
                let expected = make { operation($0, left, right) }
                let first = make { $0.set(left) }
                operation(first, first, left === right ? first : right)
                #expect(first.contains(expected) && expected.contains(first), "operation \(index)")
                let second = make { $0.set(right) }
                operation(second, left === right ? second : left, second)
                #expect(second.contains(expected) && expected.contains(second), "operation \(index)")
            }
        }
        for name in Kernel.names {
            let f = try kernel(name)
            let x = ball(0.75, 0.25)
            let expected = make { $0.apply(f, x, bits: 64) }
            x.apply(f, x, bits: 64)
            #expect(x.overlaps(expected), "\(name)")
            #expect(x.relativeAccuracyBits == expected.relativeAccuracyBits, "\(name)")
        }
    }

    @Test("sums and products of rational numbers contain the exact result")
    func field() {
        var random = Randomness(seed: 2718)
        for _ in 0..<200 {
            let a = random.rational(below: 1000, denominator: 997)
            let b = random.rational(below: 1000, denominator: 1009)
            let x = ball(a, bits: 60)
            let y = ball(b, bits: 60)
            #expect(make { $0.add(x, y, bits: 60) }.contains(a + b))
            #expect(make { $0.subtract(x, y, bits: 60) }.contains(a - b))
            #expect(make { $0.multiply(x, y, bits: 60) }.contains(a * b))
            if !b.isZero {
                #expect(make { $0.divide(x, y, bits: 60) }.contains(a / b))
            }
        }
    }

    @Test("large whole numbers and quotients are enclosed, and exact when the bits suffice")
    func large() throws {
        let n = try #require(Integer("123456789012345678901234567890123456789"))
        let d = try #require(Integer("987654321098765432109876543211"))
        let q = Rational(n, d)
        #expect(ball(q, bits: 64).contains(q) && !ball(q, bits: 64).isExact)
        let exact = make { $0.set(n, bits: 200) }
        #expect(exact.isExact && exact.certifiedDigits(39, part: .real) == n.description)
        let rounded = make { $0.set(n, bits: 50) }
        #expect(!rounded.isExact && rounded.contains(Rational(n, Integer(1))))
        let least = make { $0.set(Int.min) }
        #expect(least.certifiedDigits(19, part: .real) == String(Int.min))
    }
}
