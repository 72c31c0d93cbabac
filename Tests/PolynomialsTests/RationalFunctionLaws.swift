import Exact
import Polynomials
import Support
import Testing

@Suite("Fractions of polynomials")
struct RationalFunctionLaws {
    @Test("Fractions form a field and stay in lowest terms")
    func field() {
        var random = RandomPolynomials(seed: 21)
        for _ in 0..<150 {
            let (a, b, c) = (random.fraction(), random.fraction(), random.fraction())
            #expect(a + b == b + a)
            #expect((a + b) + c == a + (b + c))
            #expect(a * b == b * a)
            #expect((a * b) * c == a * (b * c))
            #expect(a * (b + c) == a * b + a * c)
            #expect((a - a).isZero)
            #expect((a / b == nil) == b.isZero)
            if let quotient = a / b { #expect(quotient * b == a) }
            for value in [a + b, a * b, a.derivative(in: 0)] {
                #expect(Polynomial.gcd(value.numerator, value.denominator).isOne || value.isZero && value.denominator.isOne)
                #expect(value.denominator.leadingSign == 1)
            }
        }
    }

    @Test("Powers multiply, and numbers are numbers")
    func powers() {
        var random = RandomPolynomials(seed: 22)
        for _ in 0..<60 {
            let a = random.fraction(terms: 3, degree: 1)
            #expect(a.power(3) == a * a * a)
            #expect((a.power(-2) == nil) == a.isZero)
            if let inverse = a.power(-2) { #expect((inverse * a * a).isOne) }
        }
        let half = RationalFunction(Rational(-1, 2), in: random.ring)
        #expect(half.constantValue == Rational(-1, 2))
        #expect((half + half).constantValue == Rational(-1))
    }

    @Test("The derivative of a quotient obeys the product rule")
    func derivative() {
        var random = RandomPolynomials(seed: 23)
        for _ in 0..<60 {
            let (a, b) = (random.fraction(terms: 3), random.fraction(terms: 3))
            #expect((a * b).derivative(in: 0) == a.derivative(in: 0) * b + a * b.derivative(in: 0))
        }
    }
}
