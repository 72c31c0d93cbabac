import Exact
import Expressions
import Groebner
import Polynomials
import Support
import Testing

@Suite("Systems with finitely many roots")
struct SolutionLaws {
    /// The value of a polynomial in one variable.
    private func value(_ polynomial: Polynomial, _ point: Rational) -> Rational {
        var sum = Rational(0)
        polynomial.forEachTerm { exponents, coefficient in
            sum = sum + (point.power(Int(exponents[0])) ?? 0) * Rational(coefficient)
        }
        return sum
    }

    private func points(_ random: inout Randomness, _ dimension: Int, count: Int) -> [[Rational]] {
        var found: [[Rational]] = []
        while found.count < count {
            // Few values, so that no variable takes a different one at each point.
            let point = (0..<dimension).map { _ in Rational(random.below(5) - 2, random.below(2) + 1) }
            if !found.contains(point) { found.append(point) }
        }
        return found
    }

    /// The basis of the ideal of all points.
    private func basis(_ points: [[Rational]], _ ring: PolynomialRing) throws -> GroebnerBasis {
        var ideal = [ring.one]
        for point in points {
            ideal = try #require(GroebnerSystems.intersection(ideal, GroebnerSystems.ideal(of: point, ring), ring))
        }
        return try #require(GroebnerBasis.reduced(of: ideal, in: ring))
    }

    @Test("A system built from points has exactly these points as roots")
    func roots() throws {
        var random = Randomness(seed: 81)
        for _ in 0..<25 {
            let ring = GroebnerSystems.ring(random.below(3) + 1)
            let points = points(&random, ring.variableCount, count: random.below(4) + 1)
            let basis = try basis(points, ring)
            #expect(basis.dimension() == .finite(count: Integer(points.count)))
            let found = try #require(basis.univariateRepresentation())
            #expect(found.polynomial.totalDegree == points.count)
            let slope = found.polynomial.derivative(in: 0)
            for point in points {
                let t = zip(point, found.form).reduce(Rational(0)) { $0 + $1.0 * Rational(Integer($1.1)) }
                #expect(value(found.polynomial, t).isZero)
                for (coordinate, expected) in zip(found.coordinates, point) {
                    #expect(value(coordinate.numerator, t) / (value(slope, t) * Rational(coordinate.denominator)) == expected)
                }
            }
            let components = try #require(IdealComponents.components(of: basis.polynomials, in: ring))
            let own = try points.map { try #require(GroebnerBasis.reduced(of: GroebnerSystems.ideal(of: $0, ring), in: ring)) }
            #expect(components.count == own.count && own.allSatisfy(components.contains))
        }
    }

    @Test("Multiplicities add up to the dimension, and coordinates solve the generators")
    func multiplicities() throws {
        var random = RandomPolynomials(seed: 82, order: .degreeReverseLexicographic)
        let ring = random.ring
        for round in 0..<20 {
            // Products of few terms with pure powers in front: finitely many roots, some of them multiple.
            let generators = ring.variables.map { variable in
                let lower = random.polynomial(terms: 2, degree: 1)
                let product = (variable.power(random.random.below(2) + 1) ?? variable) * (round % 2 == 0 ? variable - lower : variable)
                return round % 3 == 0 ? product + lower : product
            }
            let basis = try #require(GroebnerBasis.reduced(of: generators, in: ring))
            guard case .finite(let count) = basis.dimension(), let found = basis.univariateRepresentation() else { continue }
            let total = found.multiplicities.reduce(0) { $0 + $1.multiplicity * $1.polynomial.totalDegree }
            #expect(Integer(total) == count)
            #expect(found.multiplicities.reduce(0) { $0 + $1.polynomial.totalDegree } == found.polynomial.totalDegree)
            let product = found.ring.product(found.multiplicities.map(\.polynomial))
            #expect(product.primitivePart == found.polynomial)
            #expect(Polynomial.gcd(found.polynomial, found.polynomial.derivative(in: 0)).isConstant)
            expectSolution(found, generators)
        }
        expectSolutions(of: CustomarySystems.katsura(GroebnerSystems.ring(4)))
        expectSolutions(of: CustomarySystems.cyclic(GroebnerSystems.ring(5)))
    }

    private func expectSolutions(of generators: [Polynomial]) {
        guard let ring = generators.first?.ring, let basis = GroebnerBasis.reduced(of: generators, in: ring),
            let found = basis.univariateRepresentation()
        else {
            Issue.record("there is no representation")
            return
        }
        expectSolution(found, generators)
    }

    /// Every generator vanishes modulo f where each variable is replaced by its fraction.
    private func expectSolution(_ found: RationalUnivariateRepresentation, _ generators: [Polynomial]) {
        guard let field = RationalFunction(found.ring.one, over: found.polynomial.derivative(in: 0)) else { return }
        let modulus = GroebnerBasis.reduced(of: [found.polynomial], in: found.ring)
        for generator in generators {
            var sum = RationalFunction(found.ring.zero)
            generator.forEachTerm { exponents, coefficient in
                var term = RationalFunction(found.ring.constant(coefficient))
                for (exponent, coordinate) in zip(exponents, found.coordinates) {
                    let denominator = found.ring.constant(coordinate.denominator)
                    let factor = field * (RationalFunction(coordinate.numerator, over: denominator) ?? field)
                    for _ in 0..<exponent { term = term * factor }
                }
                sum = sum + term
            }
            #expect(modulus?.contains(sum.numerator) == true)
        }
    }

    @Test("A change of order leads to the basis that is computed in the new order")
    func changeOfOrder() throws {
        var random = RandomPolynomials(seed: 83, order: .lexicographic)
        let ring = random.ring
        for _ in 0..<12 {
            let generators = ring.variables.map { ($0.power(2) ?? $0) + random.polynomial(terms: 3, degree: 1) }
            let graded = try #require(GroebnerBasis.reduced(of: generators, in: ring))
            guard case .finite = graded.dimension() else { continue }
            let converted = try #require(graded.converted(to: .lexicographic))
            #expect(converted.polynomials == NaiveBuchberger.basis(of: generators))
            #expect(converted.converted(to: .gradedReverseLexicographic) == graded)
            #expect(GroebnerBasis.reduced(of: generators, in: ring, order: .lexicographic) == converted)
        }
    }

    @Test("The minimal polynomial of a form is the least that vanishes at it")
    func minimalPolynomials() throws {
        var random = RandomPolynomials(seed: 84, order: .degreeReverseLexicographic)
        let ring = random.ring
        for _ in 0..<20 {
            let generators = ring.variables.map { ($0.power(2) ?? $0) + random.polynomial(terms: 2, degree: 1) }
            let basis = try #require(GroebnerBasis.reduced(of: generators, in: ring))
            guard case .finite(let count) = basis.dimension() else { continue }
            let form = (0..<3).map { _ in random.random.below(7) - 3 }
            let minimal = try #require(basis.minimalPolynomial(ofForm: form))
            let value = ring.sum(zip(ring.variables, form).map { $0.scaled(by: Integer($1)) })
            #expect(basis.contains(minimal.composed([value], in: ring)) == true)
            #expect(Integer(minimal.totalDegree) <= count && minimal.content == 1 && minimal.leadingSign == 1)
            for factor in minimal.factors().factors {
                let smaller = try #require(minimal.dividedExactly(by: factor.polynomial))
                #expect(basis.contains(smaller.composed([value], in: ring)) == false)
            }
            // Eliminating the other variables finds it as well.
            let eliminated = try #require(GroebnerSystems.eliminating(2, from: generators, in: ring)?.first)
            let own = try #require(basis.minimalPolynomial(of: 2))
            #expect(own.composed([ring.variable(2)], in: ring) == eliminated)
        }
    }

    @Test("Components together have the roots of the system, and none those of another")
    func components() throws {
        let ring = GroebnerSystems.ring(3)
        let (x, y, z) = (ring.variable(0), ring.variable(1), ring.variable(2))
        let lines = try #require(IdealComponents.components(of: [x * y, x * z], in: ring))
        #expect(lines.map(\.polynomials) == [[x], [z, y]])
        #expect(IdealComponents.components(of: [], in: ring)?.map(\.polynomials) == [[]])
        #expect(IdealComponents.components(of: [ring.one], in: ring)?.isEmpty == true)
        #expect(IdealComponents.components(of: [x * x], in: ring)?.map(\.polynomials) == [[x]])
        // Four points in two conjugate pairs: no variable tells the pairs apart by itself.
        let roots = try #require(
            IdealComponents.components(of: [x * x - ring.constant(2), y * y - ring.constant(2), z], in: ring))
        #expect(roots.map(\.polynomials.count) == [3, 3] && roots.allSatisfy { $0.dimension() == .finite(count: 2) })
        var random = RandomPolynomials(seed: 85, order: .degreeReverseLexicographic)
        for _ in 0..<25 {
            let factors = (0..<4).map { _ in random.polynomial(terms: 2, degree: 1) }
            let generators = [factors[0] * factors[1], factors[1] * factors[2], factors[2] * factors[3]]
            let parts = try #require(IdealComponents.components(of: generators, in: random.ring))
            for part in parts {
                for generator in generators { #expect(part.contains(generator) == true) }
                for other in parts where other != part {
                    #expect(!part.polynomials.allSatisfy { other.radicalContains($0) == true })
                }
            }
            // What vanishes on all components vanishes on the system.
            let product = random.ring.product(parts.map { $0.polynomials.last ?? random.ring.zero })
            let basis = try #require(GroebnerBasis.reduced(of: generators, in: random.ring))
            #expect(basis.radicalContains(product) == true)
        }
    }
}
