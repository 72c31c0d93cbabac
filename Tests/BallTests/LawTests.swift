import Ball
import Exact
import Support
import Testing

@Suite struct LawTests {
    @Test("sin(a + b) = sin a cos b + cos a sin b", arguments: [64, 300])
    func sineOfSum(bits: Int) throws {
        var random = Randomness(seed: 2718)
        for _ in 0..<50 {
            let a = ball(random.rational(below: 20), bits: bits)
            let b = ball(random.rational(below: 20), bits: bits)
            let left = try apply("acb_sin", make { $0.add(a, b, bits: bits) }, bits: bits)
            let first = try apply("acb_sin", a, bits: bits)
            first.multiply(first, try apply("acb_cos", b, bits: bits), bits: bits)
            let second = try apply("acb_cos", a, bits: bits)
            second.multiply(second, try apply("acb_sin", b, bits: bits), bits: bits)
            let right = make { $0.add(first, second, bits: bits) }
            #expect(left.overlaps(right))
            #expect(right.magnitudeUpperBound < 1.0001)
        }
    }

    @Test("exp(a + b) = exp a exp b for complex a, b", arguments: [64, 300])
    func exponentialOfSum(bits: Int) throws {
        var random = Randomness(seed: 2718)
        for _ in 0..<50 {
            let a = ball(Double.random(in: -5...5, using: &random), Double.random(in: -5...5, using: &random))
            let b = ball(Double.random(in: -5...5, using: &random), Double.random(in: -5...5, using: &random))
            let left = try apply("acb_exp", make { $0.add(a, b, bits: bits) }, bits: bits)
            let right = try apply("acb_exp", a, bits: bits)
            right.multiply(right, try apply("acb_exp", b, bits: bits), bits: bits)
            #expect(left.overlaps(right))
            #expect(right.relativeAccuracyBits > bits - 20)
        }
    }

    @Test("Γ(x + 1) = x Γ(x), and log Γ is its logarithm", arguments: [64, 300])
    func gamma(bits: Int) throws {
        for n in 1...30 {
            let x = ball(Rational(n, 7), bits: bits)
            let next = make { $0.add(x, ball(1), bits: bits) }
            let value = make { $0.gamma(x, bits: bits) }
            let left = make { $0.gamma(next, bits: bits) }
            #expect(left.overlaps(make { $0.multiply(x, value, bits: bits) }))
            let logarithm = try apply("acb_lgamma", x, bits: bits)
            #expect(value.overlaps(try apply("acb_exp", logarithm, bits: bits)))
        }
    }

    @Test("digamma(x + 1) = digamma(x) + 1/x, polygamma of order 0 is digamma")
    func digamma() {
        for n in 1...20 {
            let x = ball(Rational(n, 3))
            let next = make { $0.add(x, ball(1), bits: 128) }
            let left = make { $0.digamma(next, bits: 128) }
            let right = make { $0.divide(ball(1), x, bits: 128) }
            right.add(right, make { $0.digamma(x, bits: 128) }, bits: 128)
            #expect(left.overlaps(right))
            #expect(left.overlaps(make { $0.polygamma(ball(0), next, bits: 128) }))
        }
    }

    @Test("log inverts exp, and the square of a square root is the number", arguments: [64, 300])
    func inverses(bits: Int) throws {
        for n in -9...9 {
            let x = ball(Double(n) / 4, Double(n) / 5)
            let logarithm = try apply("acb_log", try apply("acb_exp", x, bits: bits), bits: bits)
            #expect(logarithm.overlaps(x))
            let root = make { $0.squareRoot(x, bits: bits) }
            #expect(make { $0.multiply(root, root, bits: bits) }.overlaps(x))
        }
    }

    @Test("w exp(w) = z for w = W(z), on branches 0 and −1")
    func lambertW() throws {
        for (branch, name) in [(0, "acb_lambertw_0"), (-1, "acb_lambertw_m1")] {
            let z = ball(Rational(-1, 5))
            let w = make { $0.lambertW(z, branch: branch, bits: 128) }
            let product = try apply("acb_exp", w)
            product.multiply(product, w, bits: 128)
            #expect(product.overlaps(z) && w.isReal)
            #expect(w.overlaps(try apply(name, z)))
        }
    }

    @Test("beta(a, b) of whole numbers is (a − 1)! (b − 1)! / (a + b − 1)!")
    func beta() {
        let value = make { $0.beta(ball(3), ball(4), bits: 128) }
        #expect(value.contains(Rational(1, 60)))
        #expect(value.relativeAccuracyBits > 100)
        #expect(!value.contains(Rational(1, 61)))
    }

    @Test("erf + erfc = 1")
    func errorFunction() {
        for n in -5...5 {
            let x = ball(Rational(n, 2))
            let sum = make { $0.erf(x, bits: 128) }
            sum.add(sum, make { $0.erfc(x, bits: 128) }, bits: 128)
            #expect(sum.contains(Rational(1)))
        }
    }

    @Test("powers: xⁿ by multiplication, x^(1/2) is the square root, i² = −1, x^0 = 1")
    func powers() {
        let x = ball(Rational(3, 7))
        let cube = make { $0.power(x, 3, bits: 128) }
        #expect(cube.contains(Rational(27, 343)))
        #expect(make { $0.power(x, -3, bits: 128) }.contains(Rational(343, 27)))
        #expect(make { $0.power(x, ball(Rational(1, 2)), bits: 128) }.overlaps(make { $0.squareRoot(x, bits: 128) }))
        let unit = make { $0.setImaginaryUnit() }
        unit.power(unit, 2, bits: 64)
        #expect(unit.isExact && unit.contains(Rational(-1)))
        #expect(make { $0.power(x, 0, bits: 64) }.contains(Rational(1)))
    }

    @Test("constants: e = exp 1, π = 4 atan 1, γ = −digamma(1), Catalan's constant")
    func constants() throws {
        #expect(make { $0.setE(bits: 256) }.overlaps(try apply("acb_exp", ball(1), bits: 256)))
        let pi = try apply("acb_atan", ball(1), bits: 256)
        pi.multiply(pi, ball(4), bits: 256)
        #expect(make { $0.setPi(bits: 256) }.overlaps(pi))
    }
}
