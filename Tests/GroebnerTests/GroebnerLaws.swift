import Exact
import Expressions
import Groebner
import Polynomials
import Support
import Testing

@Suite("Gröbner bases")
struct GroebnerLaws {
    private static let orders: [(MonomialOrder, PolynomialRing.Order)] = [
        (.gradedReverseLexicographic, .degreeReverseLexicographic), (.lexicographic, .lexicographic),
    ]

    /// Random systems of few terms; most have infinitely many roots or none.
    private func system(_ random: inout RandomPolynomials, degree: Int = 2) -> [Polynomial] {
        (0..<random.random.below(3) + 1).map { _ in random.polynomial(terms: 3, degree: degree) }
    }

    @Test("Bases agree with Buchberger's algorithm in its simplest form", arguments: orders)
    func oracle(order: MonomialOrder, own: PolynomialRing.Order) throws {
        var random = RandomPolynomials(seed: 71, order: own)
        for _ in 0..<60 {
            let generators = system(&random)
            let basis = try #require(GroebnerBasis.reduced(of: generators, in: random.ring, order: order))
            #expect(basis.polynomials == NaiveBuchberger.basis(of: generators))
        }
    }

    @Test("The order of the ring does not matter", arguments: orders.map(\.0))
    func orderOfTheRing(order: MonomialOrder) throws {
        var random = RandomPolynomials(seed: 72)
        for own in [PolynomialRing.Order.degreeLexicographic, .degreeReverseLexicographic] {
            let ring = PolynomialRing(variableCount: 3, order: own)
            for _ in 0..<20 {
                let generators = system(&random)
                let there = try #require(
                    GroebnerBasis.reduced(of: generators.map { $0.moved(to: ring, places: [0, 1, 2]) }, in: ring, order: order))
                let here = try #require(GroebnerBasis.reduced(of: generators, in: random.ring, order: order))
                #expect(there.polynomials.map { $0.moved(to: random.ring, places: [0, 1, 2]) } == here.polynomials)
                #expect(there.leadingExponents == here.leadingExponents)
            }
        }
    }

    @Test("Generators and differences of elements reduce to zero, and elements are reduced and in order", arguments: orders)
    func definition(order: MonomialOrder, own: PolynomialRing.Order) throws {
        var random = RandomPolynomials(seed: 73, order: own)
        for _ in 0..<40 {
            let generators = system(&random, degree: 3)
            let basis = try #require(GroebnerBasis.reduced(of: generators, in: random.ring, order: order))
            for generator in generators { #expect(basis.contains(generator) == true) }
            let elements = basis.polynomials
            let differences = elements.indices.flatMap { second in
                (0..<second).map { NaiveBuchberger.difference(elements[$0], elements[second]) }
            }
            let rests = try #require(basis.normalForms(of: differences))
            #expect(rests.allSatisfy { $0.rest.isZero })
            for (position, element) in elements.enumerated() {
                #expect(element.content == 1 && element.leadingSign == 1)
                #expect(position == 0 || order.precedes(basis.leadingExponents[position - 1], basis.leadingExponents[position]))
                element.forEachTerm { exponents, _ in
                    for (other, lead) in basis.leadingExponents.enumerated() where other != position {
                        #expect(!zip(lead, exponents).allSatisfy { $0 <= Int($1) })
                    }
                }
            }
        }
    }

    @Test("A basis depends neither on the order nor on the scale of the generators, nor on what is added to them")
    func independence() throws {
        var random = RandomPolynomials(seed: 74, order: .degreeReverseLexicographic)
        for _ in 0..<40 {
            let generators = system(&random)
            let basis = try #require(GroebnerBasis.reduced(of: generators, in: random.ring))
            let scaled = generators.reversed().map { $0.scaled(by: Integer(random.random.below(90) + 1)) }
            #expect(GroebnerBasis.reduced(of: scaled, in: random.ring) == basis)
            let combination = random.ring.sum(generators.map { $0 * random.polynomial(terms: 2, degree: 1) })
            #expect(GroebnerBasis.reduced(of: [combination, random.ring.zero] + generators, in: random.ring) == basis)
            #expect(GroebnerBasis.reduced(of: basis.polynomials, in: random.ring) == basis)
        }
    }

    @Test("A normal form differs from a multiple of the polynomial by a member of the ideal")
    func normalForms() throws {
        var random = RandomPolynomials(seed: 75)
        for _ in 0..<40 {
            let basis = try #require(GroebnerBasis.reduced(of: system(&random), in: random.ring))
            let polynomial = random.polynomial(large: true)
            let (scale, rest) = try #require(basis.normalForm(of: polynomial))
            #expect(scale.signum == 1)
            #expect(basis.contains(polynomial.scaled(by: scale) - rest) == true)
            #expect(rest.isZero == (basis.contains(polynomial) == true))
            #expect(basis.normalForm(of: rest)?.rest == rest)
        }
    }

    @Test("Systems of the literature have their known numbers of roots")
    func literature() throws {
        for (count, roots) in [(3, 6), (5, 70), (6, 156)] {
            let ring = GroebnerSystems.ring(count)
            let basis = try #require(GroebnerBasis.reduced(of: CustomarySystems.cyclic(ring), in: ring))
            #expect(basis.dimension() == .finite(count: Integer(roots)))
        }
        for count in 2..<7 {
            let ring = GroebnerSystems.ring(count)
            let basis = try #require(GroebnerBasis.reduced(of: CustomarySystems.katsura(ring), in: ring))
            #expect(basis.dimension() == .finite(count: Integer(1 << (count - 1))))
        }
        let ring = GroebnerSystems.ring(4)
        let basis = try #require(GroebnerBasis.reduced(of: CustomarySystems.cyclic(ring), in: ring))
        guard case .infinite(let independent) = basis.dimension() else {
            Issue.record("the cyclic roots of order 4 form a curve")
            return
        }
        #expect(independent.count == 1)
    }

    @Test("No input is too small, too large or too strange")
    func extremes() throws {
        let ring = PolynomialRing(variableCount: 2)
        let (x, y) = (ring.variable(0), ring.variable(1))
        for order in GroebnerLaws.orders.map(\.0) {
            for nothing in [[], [ring.zero], [ring.zero, ring.zero]] {
                let basis = try #require(GroebnerBasis.reduced(of: nothing, in: ring, order: order))
                #expect(basis.polynomials.isEmpty && basis.dimension() == .infinite(independent: [0, 1]))
                #expect(basis.normalForm(of: x)?.rest == x && basis.contains(ring.zero) == true)
            }
            for everything in [[ring.one], [ring.constant(-7), x], [x, x - ring.one], [x * y - ring.one, x, y]] {
                let basis = try #require(GroebnerBasis.reduced(of: everything, in: ring, order: order))
                #expect(basis.polynomials == [ring.one] && basis.isTrivial && basis.dimension() == .empty)
                #expect(basis.minimalPolynomial(of: 0)?.isOne == true && basis.univariateRepresentation() == nil)
            }
        }
        // Powers whose roots cannot be listed, and one that cannot be handled.
        let power = ring.monomial([1 << 29, 0]) - y
        let tall = try #require(GroebnerBasis.reduced(of: [power, ring.monomial([0, 1 << 28])], in: ring))
        #expect(tall.dimension() == .finite(count: Integer(1 << 57)))
        let budget = Budget()
        #expect(tall.minimalPolynomial(of: 0, budget: budget) == nil && budget.exhaustion == .size)
        let other = Budget()
        #expect(GroebnerBasis.reduced(of: [ring.monomial([1 << 40, 1])], in: ring, budget: other) == nil && other.exhaustion == .size)
        let line = PolynomialRing(variableCount: 1)
        let million = line.monomial([1_000_000]) - line.one
        #expect(GroebnerBasis.reduced(of: [million], in: line, order: .lexicographic)?.polynomials == [million])
        #expect(GroebnerBasis.reduced(of: [million, line.monomial([999_999]) - line.one], in: line)?.polynomials.count == 1)
        #expect(!ring.budget.isExhausted)
        let none = PolynomialRing(variableCount: 0)
        #expect(GroebnerBasis.reduced(of: [none.constant(4)], in: none)?.isTrivial == true)
        let wide = PolynomialRing(variableCount: 40)
        let product = wide.product(wide.variables)
        let basis = try #require(GroebnerBasis.reduced(of: [product] + wide.variables.prefix(20).map { $0 * $0 }, in: wide))
        #expect(basis.dimension() == .infinite(independent: Array(20..<40)))
    }

    @Test("Coefficients that are 0 modulo the first primes do no harm")
    func unluckyPrimes() throws {
        let ring = GroebnerSystems.ring(2)
        let (x, y) = (ring.variable(0), ring.variable(1))
        // The primes behind 2^61, of which the computation uses the first ones.
        var (primes, candidate): ([Integer], Integer) = ([], Integer(1 << 61) + 1)
        while primes.count < 3 {
            if candidate.isProbablyPrime { primes.append(candidate) }
            candidate += 2
        }
        var product: Integer = 1
        for prime in primes {
            product *= prime
            let sum = x.scaled(by: product) + y
            #expect(GroebnerBasis.reduced(of: [sum], in: ring)?.polynomials == [sum])
            let point = [x.scaled(by: product) - ring.one, y.scaled(by: 3) - ring.constant(product)]
            let basis = try #require(GroebnerBasis.reduced(of: point, in: ring))
            #expect(basis.polynomials == [point[1], point[0]])
            #expect(basis.minimalPolynomial(of: 0)?.leadingCoefficient == product)
            #expect(try #require(basis.univariateRepresentation()).multiplicities.count == 1)
        }
    }

    @Test("A spent budget ends promptly, wherever it is spent")
    func budgets() {
        for seconds in [0.0, 0.002, 0.02, 0.1] {
            let ring = GroebnerSystems.ring(8, budget: Budget(seconds: 1000))
            let generators = CustomarySystems.cyclic(ring)
            let budget = Budget(seconds: seconds)
            let start = Budget.clock()
            #expect(GroebnerBasis.reduced(of: generators, in: ring, budget: budget) == nil)
            #expect(Budget.clock() - start < seconds + 0.5)
            #expect(budget.isExhausted && !ring.budget.isExhausted)
        }
    }
}

extension Integer {
    /// Whether it passes Fermat's test to the base 2.
    fileprivate var isProbablyPrime: Bool {
        let number = self
        var (result, base, exponent): (Integer, Integer, Integer) = (1, 2, number - 1)
        while !exponent.isZero {
            if exponent.isOdd { result = (result * base).quotientAndRemainder(dividingBy: number).remainder }
            base = (base * base).quotientAndRemainder(dividingBy: number).remainder
            exponent = exponent.quotientAndRemainder(dividingBy: 2).quotient
        }
        return result.isOne
    }
}
