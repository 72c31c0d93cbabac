import Exact
import Testing

@Suite("Rational")
struct RationalLaws {
    /// The law of the normal form.
    func expectNormal(_ a: Rational) {
        #expect(a.denominator.signum == 1)
        #expect(Integer.gcd(a.numerator, a.denominator) == 1)
        #expect((a.smallParts != nil) == (a.numerator.asInt != nil && a.denominator.asInt != nil))
    }

    @Test("Rationals form a field")
    func field() {
        var operands = Operands(seed: 31)
        for _ in 0..<4000 {
            let (a, b, c) = (operands.rational(), operands.rational(), operands.rational())
            #expect(a + b == b + a)
            #expect(a * b == b * a)
            #expect((a + b) + c == a + (b + c))
            #expect((a * b) * c == a * (b * c))
            #expect(a * (b + c) == a * b + a * c)
            #expect(a + 0 == a && a * 1 == a && a * 0 == 0 && a - a == 0 && -(-a) == a)
            #expect(a - b == a + (-b))
            if !b.isZero {
                #expect((a * b) / b == a)
                #expect((a / b) * b == a)
                #expect(b.inverse == 1 / b)
                #expect(b * b.inverse == 1)
                expectNormal(a / b)
                expectNormal(b.inverse)
            }
            expectNormal(a + b)
            expectNormal(a - b)
            expectNormal(a * b)
        }
    }

    @Test("A sum under construction comes to the sum of its terms, whatever cancels on the way")
    func sums() {
        var operands = Operands(seed: 34)
        for round in 0..<1000 {
            // Few denominators, as of multiples of one number, or whatever comes.
            let base = operands.nonzeroRational()
            let terms = (0..<(round % 12)).map { position in
                let isMultiple = position.isMultiple(of: 3) || round.isMultiple(of: 2)
                return isMultiple ? base * Rational(position - 4, 3 + position % 2) : operands.rational()
            }
            var sum = RationalSum()
            for term in terms { sum.add(term) }
            #expect(sum.value == terms.reduce(0, +))
            for term in terms { sum.add(-term) }
            #expect(sum.value == 0)
            expectNormal(sum.value)
        }
    }

    @Test("An operation whose operands are the same variable sees the old value on both sides")
    func aliasing() {
        var operands = Operands(seed: 32)
        for _ in 0..<1000 {
            let a = operands.nonzeroRational()
            var (sum, difference, product, quotient) = (a, a, a, a)
            sum += sum
            difference -= difference
            product *= product
            quotient /= quotient
            #expect(sum == a * 2)
            #expect(difference == 0)
            #expect(product == a.power(2))
            #expect(quotient == 1)
        }
    }

    @Test("The inline path and the GMP path give the same number in the same form")
    func pathsAgree() {
        var operands = Operands(seed: 33)
        let far = Rational(Operands.far)
        for _ in 0..<3000 {
            let (a, b) = (Rational(operands.int(), operands.int() | 1), Rational(operands.int(), operands.int() | 1))
            #expect(((a + far) + b) - far == a + b)
            #expect(((a + far) - b) - far == a - b)
            #expect(((a * far) * b) / far == a * b)
            if !b.isZero { #expect((a * far) / (b * far) == a / b) }
            #expect((a * far < b * far) == (a < b))
            #expect((a + far) - far == a)
            let n = a.numerator * b.denominator + b.numerator * a.denominator
            #expect(Rational(n, a.denominator * b.denominator) == a + b)
            #expect(Rational(a.numerator * b.numerator, a.denominator * b.denominator) == a * b)
        }
    }

    @Test("A quotient of integers is brought to lowest terms, also at the borders of Int")
    func construction() {
        for n in Operands.boundaries {
            for d in Operands.boundaries where !d.isZero {
                let value = Rational(n, d)
                expectNormal(value)
                #expect(value.numerator * d == value.denominator * n)
                #expect(value.withMPQ { Rational(copyingMPQ: $0) } == value)
                if let x = n.asInt, let y = d.asInt { #expect(Rational(x, y) == value) }
            }
        }
        #expect(Rational(Int.min, Int.min) == 1)
        #expect(Rational(0, Int.min) == 0)
        #expect(Rational(Int.min, -1) == Rational(Integer(Int.max) + 1))
        #expect(Rational(1) / Rational(Int.min) == Rational(1, Int.min))
    }

    @Test("The order is the sign of the difference")
    func order() {
        var operands = Operands(seed: 34)
        for _ in 0..<3000 {
            let (a, b) = (operands.rational(), operands.rational())
            let sign = (a - b).signum
            #expect((a < b) == (sign < 0))
            #expect((a == b) == (sign == 0))
            #expect((a > b) == (sign > 0))
        }
    }

    @Test("Equal rationals have equal hashes however they were computed")
    func hashing() {
        var operands = Operands(seed: 35)
        for _ in 0..<1500 {
            let (a, b) = (operands.rational(), operands.nonzeroRational())
            let same = (a * b + Rational(Operands.far) - Rational(Operands.far)) / b
            #expect(same == a)
            #expect(same.hashValue == a.hashValue)
        }
    }

    @Test("The exponents of a power add, and a negative exponent inverts")
    func powers() throws {
        var operands = Operands(seed: 36)
        for _ in 0..<1000 {
            let a = operands.nonzeroRational()
            let (m, n) = (operands.below(13) - 6, operands.below(13) - 6)
            let (am, an) = (try #require(a.power(m)), try #require(a.power(n)))
            #expect(a.power(m + n) == am * an)
            #expect(a.power(-m) == am.inverse)
            expectNormal(am)
        }
        #expect(Rational(0).power(-1) == nil)
        #expect(Rational(0).power(0) == 1)
        #expect(Rational(-1).power(Int.min) == 1)
        #expect(Rational(-1).power(-Int.max) == -1)
    }

    @Test("Floor and ceil are the integers around the number")
    func rounding() {
        var operands = Operands(seed: 37)
        for _ in 0..<3000 {
            let a = operands.rational()
            let (floor, ceil) = (a.floor, a.ceil)
            #expect(Rational(floor) <= a && a < Rational(floor + 1))
            #expect(a <= Rational(ceil) && Rational(ceil - 1) < a)
            #expect((floor == ceil) == a.isInteger)
        }
    }

    @Test("The properties agree with the parts")
    func properties() {
        var operands = Operands(seed: 38)
        for _ in 0..<1500 {
            let a = operands.rational()
            #expect(a.signum == a.numerator.signum)
            #expect(a.isZero == (a == 0) && a.isOne == (a == 1))
            #expect(a.isInteger == a.denominator.isOne)
            #expect(a.asInt == (a.isInteger ? a.numerator.asInt : nil))
            #expect(a.bitLength == max(a.numerator.bitLength, a.denominator.bitLength))
            #expect(a.magnitude == (a < 0 ? -a : a))
            #expect(Rational(a.numerator, a.denominator) == a)
        }
    }
}
