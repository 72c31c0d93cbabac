import Exact
import Expressions
import Polynomials
import Support
import Testing

@Suite("Polynomials")
struct PolynomialLaws {
    private static let orders: [PolynomialRing.Order] = [.lexicographic, .degreeLexicographic, .degreeReverseLexicographic]

    @Test("Polynomials form a commutative ring, and evaluation is a homomorphism", arguments: orders)
    func ringLaws(order: PolynomialRing.Order) {
        var random = RandomPolynomials(seed: 1, order: order)
        for _ in 0..<300 {
            let (a, b, c) = (random.polynomial(large: true), random.polynomial(large: true), random.polynomial(large: true))
            let point = random.point()
            #expect(a + b == b + a)
            #expect(a * b == b * a)
            #expect((a * b) * c == a * (b * c))
            #expect(a * (b + c) == a * b + a * c)
            #expect(a - b == a + (-b))
            #expect((a - a).isZero)
            #expect(a * random.ring.one == a)
            #expect(a.scaled(by: -3) == a * random.ring.constant(-3))
            #expect((a + b).value(at: point) == a.value(at: point) + b.value(at: point))
            #expect((a * b).value(at: point) == a.value(at: point) * b.value(at: point))
        }
    }

    @Test("A polynomial is the sum of its terms, and of its coefficients times powers")
    func terms() {
        var random = RandomPolynomials(seed: 2)
        for _ in 0..<200 {
            let a = random.polynomial(terms: 12, large: true)
            var builder = PolynomialBuilder(random.ring)
            var count = 0
            a.forEachTerm { exponents, coefficient in
                builder.add(coefficient, exponents)
                count += 1
            }
            #expect(builder.polynomial() == a)
            #expect(count == a.termCount)
            for variable in 0..<3 {
                let parts = a.coefficients(in: variable)
                #expect(parts.allSatisfy { $0.coefficient.degree(in: variable) <= 0 })
                #expect(random.ring.sum(parts.map { $0.coefficient.shifted(variable, by: $0.power) }) == a)
                #expect(a.degree(in: variable) == parts.first?.power ?? -1)
            }
        }
    }

    @Test("A power is the repeated product, and what would be too large is refused")
    func powers() {
        var random = RandomPolynomials(seed: 3)
        for _ in 0..<60 {
            let a = random.polynomial(terms: 4)
            var product = random.ring.one
            for exponent in 0..<6 {
                #expect(a.power(exponent) == product)
                product = product * a
            }
        }
        let (x, y, z) = (random.ring.variable(0), random.ring.variable(1), random.ring.variable(2))
        let sum = x + y + z + random.ring.one
        #expect(sum.power(1_000_000) == nil)
        #expect(sum.power(-1) == nil)
        #expect(x.power(1 << 45) == nil)
        #expect(random.ring.constant(3).power(1 << 40) == nil)
        #expect(x.power(1 << 30)?.totalDegree == 1 << 30)
        #expect(!random.ring.budget.isExhausted)
    }

    @Test("A product divided by a factor is the other, and division leaves what cannot be divided")
    func division() throws {
        var random = RandomPolynomials(seed: 4)
        for _ in 0..<200 {
            let (a, b) = (random.polynomial(large: true), random.nonzero())
            #expect((a * b).dividedExactly(by: b) == a)
            #expect((a * b + random.ring.one).dividedExactly(by: b) == nil || b.isConstant)
            let (scale, quotient, remainder) = try #require(a.quotientAndRemainder(dividingBy: b))
            #expect(a.scaled(by: scale) == quotient * b + remainder)
            let pseudo = try #require(a.pseudoDivided(by: b, in: 1))
            #expect(a * pseudo.scale == pseudo.quotient * b + pseudo.remainder)
            #expect(pseudo.remainder.degree(in: 1) < max(b.degree(in: 1), 0) || pseudo.remainder.isZero)
        }
        #expect(random.ring.one.dividedExactly(by: random.ring.zero) == nil)
    }

    @Test("A gcd divides with coprime cofactors, and holds every common factor")
    func commonDivisors() throws {
        var random = RandomPolynomials(seed: 5)
        for _ in 0..<150 {
            let (a, b, c) = (random.nonzero(terms: 4), random.nonzero(terms: 4), random.nonzero(terms: 4))
            let gcd = Polynomial.gcd(a * c, b * c)
            #expect(gcd.leadingSign == 1)
            #expect(gcd.dividedExactly(by: c) != nil)
            let parts = Polynomial.gcdAndCofactors(a * c, b * c)
            #expect(parts.gcd == gcd)
            #expect(parts.gcd * parts.first == a * c && parts.gcd * parts.second == b * c)
            #expect(Polynomial.gcd(parts.first, parts.second).isOne)
            #expect(a.primitivePart.scaled(by: a.content) == (a.leadingSign < 0 ? -a : a))
            #expect(a.primitivePart.content == 1)
            #expect(a.dividedExactly(by: a.content(in: 0)) != nil)
        }
    }

    @Test("Factors told at a glance are those that the library finds in the square")
    func factorsAtAGlance() {
        // In a square no variable stands to the first power only, so that nothing is told at a glance.
        var random = RandomPolynomials(seed: 61, variables: 4)
        for round in 0..<400 {
            let sparse = random.nonzero(terms: 4, degree: 1)
            let polynomial = round % 2 == 0 ? sparse : sparse * random.nonzero(terms: 3, degree: 1)
            let (found, doubled) = (polynomial.factors(), (polynomial * polynomial).factors())
            #expect(found.factors.map(\.polynomial) == doubled.factors.map(\.polynomial))
            #expect(found.factors.map { 2 * $0.multiplicity } == doubled.factors.map(\.multiplicity))
            #expect(found.content * found.content == doubled.content)
        }
    }

    @Test("The product of the factors is the polynomial, and each factor is irreducible")
    func factors() {
        var random = RandomPolynomials(seed: 6)
        for round in 0..<200 {
            let parts = [3, 1 + round % 3, 2].map { random.nonzero(terms: $0, degree: 2) }
            let a = random.ring.product(parts)
            let found = a.factors()
            // Nothing that was multiplied is taken for irreducible.
            #expect(found.factors.reduce(0) { $0 + $1.multiplicity } >= parts.count { !$0.isConstant })
            let powers = found.factors.map { $0.polynomial.power($0.multiplicity) ?? random.ring.zero }
            #expect(random.ring.product(powers).scaled(by: found.content) == a)
            for (factor, _) in found.factors {
                let again = factor.factors()
                #expect(again.factors.count == 1 && again.factors[0].multiplicity == 1 && again.content == 1)
                #expect(factor.leadingSign == 1 && factor.content == 1)
            }
            let squareFree = a.squareFreeFactors()
            let squares = squareFree.factors.map { $0.polynomial.power($0.multiplicity) ?? random.ring.zero }
            #expect(random.ring.product(squares).scaled(by: squareFree.content) == a)
            #expect(Set(squareFree.factors.map(\.multiplicity)).count == squareFree.factors.count)
        }
        let x = random.ring.variable(0)
        let cyclotomic = (x.power(200) ?? x) - random.ring.one
        #expect(cyclotomic.factors().factors.count == 12)
        #expect(random.ring.constant(-6).factors().content == -6)
        #expect(random.ring.zero.factors().content == 0)
    }

    @Test("The derivative is linear and obeys the product rule")
    func derivative() {
        var random = RandomPolynomials(seed: 7)
        for _ in 0..<100 {
            let (a, b) = (random.polynomial(), random.polynomial())
            for variable in 0..<3 {
                let product = (a * b).derivative(in: variable)
                #expect(product == a.derivative(in: variable) * b + a * b.derivative(in: variable))
                #expect((a + b).derivative(in: variable) == a.derivative(in: variable) + b.derivative(in: variable))
            }
        }
    }

    @Test("Substitution commutes with evaluation, and a ring can be changed and changed back")
    func substitution() {
        var random = RandomPolynomials(seed: 8)
        let wide = PolynomialRing(variableCount: 5, order: .degreeReverseLexicographic)
        for _ in 0..<100 {
            let (a, b) = (random.polynomial(), random.polynomial())
            var point = random.point()
            let result = a.substituting(b, for: 1).value(at: point)
            point[1] = b.value(at: point)
            #expect(result == a.value(at: point))
            let moved = a.moved(to: wide, places: [4, 0, 2])
            #expect(moved.moved(to: random.ring, places: [1, nil, 2, nil, 0]) == a)
            #expect(a.moved(to: wide, places: [nil, 1, 2]) == a.evaluated(0, at: 0).moved(to: wide, places: [nil, 1, 2]))
        }
    }

    @Test("The resultant vanishes exactly where there is a common factor, and lies in the ideal's elimination")
    func resultants() {
        var random = RandomPolynomials(seed: 9)
        for _ in 0..<60 {
            let (a, b, c) = (random.nonzero(terms: 3, degree: 2), random.nonzero(terms: 3, degree: 2), random.nonzero(terms: 2, degree: 1))
            let resultant = Polynomial.resultant(a, b, in: 0)
            let hasCommonFactor = Polynomial.gcd(a, b).degree(in: 0) > 0
            if a.degree(in: 0) > 0, b.degree(in: 0) > 0 { #expect(resultant.isZero == hasCommonFactor) }
            if c.degree(in: 0) > 0 {
                #expect(Polynomial.resultant(a * c, b * c, in: 0).isZero)
                #expect((a * c * c).discriminant(in: 0).isZero)
            }
        }
        // x^2 + b*x + c
        let (x, b, c) = (random.ring.variable(0), random.ring.variable(1), random.ring.variable(2))
        #expect((x * x + b * x + c).discriminant(in: 0) == b * b - c.scaled(by: 4))
    }

    @Test("Rewriting with a relation gives the same value where the relation holds")
    func relations() {
        var random = RandomPolynomials(seed: 10)
        for _ in 0..<80 {
            let a = random.polynomial(terms: 8, degree: 7)
            let degree = 1 + random.random.below(3)
            let numerator = random.polynomial().evaluated(0, at: 1)
            let denominator = random.nonzero().evaluated(0, at: 1)
            let (reduced, power) = a.reduced(variable: 0, degree: degree, numerator: numerator, denominator: denominator)
            #expect(reduced.degree(in: 0) < degree)
            // The difference is a multiple of the relation.
            let relation = random.ring.variable(0).power(degree).map { $0 * denominator - numerator } ?? random.ring.one
            let difference = reduced - a * (denominator.power(power) ?? random.ring.zero)
            if let rest = difference.pseudoDivided(by: relation, in: 0) {
                #expect(rest.remainder.isZero)
            } else {
                #expect(denominator.isZero)
            }
        }
    }

    @Test("The square root of a square is its root, and others have none")
    func squareRoots() {
        var random = RandomPolynomials(seed: 11)
        for _ in 0..<100 {
            let a = random.nonzero()
            #expect((a * a).squareRoot == (a.leadingSign < 0 ? -a : a))
            #expect((a * a).scaled(by: 2).squareRoot == nil)
        }
    }

    @Test("An operation that is too large, or out of time, stops and spends the budget")
    func stopping() {
        let ring = PolynomialRing(variableCount: 4, order: .lexicographic, budget: Budget(seconds: 0.3))
        let sum = ring.sum(ring.variables) + ring.one
        var product = ring.one
        let start = Budget.clock()
        for exponent in 1...60 where !ring.budget.isExhausted {
            product = product * ((sum + ring.constant(Integer(exponent))).power(8) ?? ring.one)
            _ = product.factors()
        }
        #expect(ring.budget.exhaustion == .time)
        #expect(Budget.clock() - start < 5)
        // The library works on after a stop.
        let other = PolynomialRing(variableCount: 1)
        let x = other.variable(0)
        #expect((x * x - other.one).factors().factors.count == 2)
    }
}
