import Exact

/// Polynomials over a field of algebraic numbers: one variable of the ring stands for a root of an irreducible polynomial, the
/// modulus, and polynomials are equal if they agree modulo the modulus and up to rational factors.
///
/// Factors are found by Trager's method (*Algebraic factoring and rational function integration*, 1976): the norm of a square-free
/// polynomial, shifted until the norm is square-free too, is factored over the rational numbers; each factor of the norm shares one
/// factor with the polynomial. Common divisors are taken in one variable; a change of the other variables that makes leading
/// coefficients constant lets them be common divisors in all.
public struct AlgebraicField {
    /// The ring of the polynomials.
    public let ring: PolynomialRing
    /// The variable that stands for the algebraic number.
    public let generator: Int
    /// Its minimal polynomial, primitive.
    public let modulus: Polynomial

    /// The field of a root of an irreducible polynomial in the generator.
    public init(generator: Int, modulus: Polynomial) {
        ring = modulus.ring
        self.generator = generator
        self.modulus = modulus.primitivePart
    }

    /// The degree over the rational numbers.
    public var degree: Int { modulus.degree(in: generator) }

    /// The polynomial with powers of the generator below the degree, primitive.
    public func reduced(_ polynomial: Polynomial) -> Polynomial {
        if polynomial.degree(in: generator) < degree { return polynomial.primitivePart }
        return (polynomial.pseudoDivided(by: modulus, in: generator)?.remainder ?? ring.zero).primitivePart
    }

    /// The polynomial times a number of the field, so that the generator leaves the leading coefficient in a variable, and over
    /// what all coefficients in that variable and the generator share. Nil for zero.
    func normalized(_ polynomial: Polynomial, in variable: Int) -> Polynomial? {
        var result = reduced(polynomial)
        if result.isZero { return nil }
        let leading = result.leadingCoefficient(in: variable)
        if leading.degree(in: generator) > 0 {
            guard let inverse = leading.pseudoInverse(modulo: modulus, in: generator) else { return nil }
            result = reduced(result * inverse.inverse)
        }
        let content = result.content(in: [variable, generator])
        return content.isZero ? nil : (result.dividedExactly(by: content) ?? result).primitivePart
    }

    /// The greatest common divisor in a variable.
    func gcd(_ left: Polynomial, _ right: Polynomial, in variable: Int) -> Polynomial {
        var (larger, smaller) = (reduced(left), reduced(right))
        if larger.degree(in: variable) < smaller.degree(in: variable) { (larger, smaller) = (smaller, larger) }
        while let divisor = normalized(smaller, in: variable) {
            if divisor.degree(in: variable) == 0 { return ring.one }
            guard let step = larger.pseudoDivided(by: divisor, in: variable), ring.budget.step() else { return ring.one }
            (larger, smaller) = (divisor, reduced(step.remainder))
        }
        return normalized(larger, in: variable) ?? ring.zero
    }

    /// The quotient by a normalized divisor that divides.
    func quotient(_ dividend: Polynomial, _ divisor: Polynomial, in variable: Int) -> Polynomial {
        guard let result = reduced(dividend).pseudoDivided(by: divisor, in: variable) else { return ring.zero }
        return normalized(result.quotient, in: variable) ?? ring.zero
    }

    // MARK: Factors

    /// The irreducible factors, up to numbers of the field, with their multiplicities; in the order of their norms.
    public func factors(of polynomial: Polynomial) -> [(polynomial: Polynomial, multiplicity: Int)] {
        let polynomial = reduced(polynomial)
        if polynomial.degree(in: generator) <= 0 {
            // What is rational splits over the rational numbers first, which is quick and leaves no squares.
            return polynomial.factors().factors.flatMap { factor in
                squareFreeFactors(of: factor.polynomial).map { (polynomial: $0, multiplicity: factor.multiplicity) }
            }
        }
        guard let change = LinearChange(polynomial, in: self) else { return [] }
        let changed = reduced(change.applied(to: polynomial))
        return squareFreeParts(of: changed, in: change.main).flatMap { part in
            split(part.polynomial, in: change.main).map {
                (polynomial: reduced(change.undone(on: $0)), multiplicity: part.multiplicity)
            }
        }
    }

    private func squareFreeFactors(of polynomial: Polynomial) -> [Polynomial] {
        guard let change = LinearChange(polynomial, in: self) else { return [] }
        let found = split(reduced(change.applied(to: polynomial)), in: change.main)
        return found.count == 1 ? [polynomial] : found.map { reduced(change.undone(on: $0)) }
    }

    /// The parts of each multiplicity (Musser, *Multivariate polynomial factorization*, 1975).
    private func squareFreeParts(of polynomial: Polynomial, in variable: Int) -> [(polynomial: Polynomial, multiplicity: Int)] {
        var repeated = gcd(polynomial, polynomial.derivative(in: variable), in: variable)
        if repeated.isOne { return [(polynomial, 1)] }
        var rest = quotient(polynomial, repeated, in: variable)
        var result: [(polynomial: Polynomial, multiplicity: Int)] = []
        var multiplicity = 1
        while rest.degree(in: variable) > 0, !ring.budget.isExhausted {
            let common = gcd(rest, repeated, in: variable)
            let own = quotient(rest, common, in: variable)
            if own.degree(in: variable) > 0 { result.append((own, multiplicity)) }
            repeated = quotient(repeated, common, in: variable)
            rest = common
            multiplicity += 1
        }
        return result
    }

    /// The irreducible factors of a square-free polynomial whose leading coefficient in the variable is a number.
    private func split(_ polynomial: Polynomial, in variable: Int) -> [Polynomial] {
        if polynomial.degree(in: variable) <= 1 { return [polynomial] }
        let root = ring.variable(generator)
        for shift in 0..<200 where !ring.budget.isExhausted {
            let offset = root.scaled(by: Integer(shift))
            let shifted = reduced(polynomial.substituting(ring.variable(variable) - offset, for: variable))
            let norm = Polynomial.resultant(modulus, shifted, in: generator)
            guard !norm.isZero, Polynomial.gcd(norm, norm.derivative(in: variable)).degree(in: variable) == 0 else { continue }
            let factors = norm.factors().factors.filter { $0.polynomial.degree(in: variable) > 0 }
            if factors.count == 1 { return [polynomial] }
            var rest = polynomial
            var result: [Polynomial] = []
            for factor in factors.dropLast() {
                let moved = factor.polynomial.substituting(ring.variable(variable) + offset, for: variable)
                let common = gcd(rest, moved, in: variable)
                result.append(common)
                rest = quotient(rest, common, in: variable)
            }
            return result + [rest]
        }
        return [polynomial]
    }

    // MARK: Numbers

    /// The coefficient of the leading term in all variables but the generator, as a polynomial in the generator.
    public func leadingNumber(of polynomial: Polynomial) -> Polynomial {
        var result = polynomial
        for variable in 0..<ring.variableCount where variable != generator { result = result.leadingCoefficient(in: variable) }
        return result
    }

    /// The inverse of a number other than zero of the field, which is a fraction of polynomials in the generator.
    public func inverse(of number: RationalFunction) -> RationalFunction? {
        guard let result = number.numerator.pseudoInverse(modulo: modulus, in: generator) else { return nil }
        return RationalFunction(result.inverse * number.denominator, over: result.rest).flatMap(reduced)
    }

    /// The fraction with powers of the generator below the degree, given that its denominator is free of the generator.
    public func reduced(_ value: RationalFunction) -> RationalFunction? {
        if value.numerator.degree(in: generator) < degree { return value }
        guard let result = value.numerator.pseudoDivided(by: modulus, in: generator) else { return nil }
        return RationalFunction(result.remainder, over: value.denominator * result.scale)
    }
}

/// A change of variables `y + k*x` for every other variable `y`, after which the leading coefficient in the main variable `x` is a
/// number, so that every factor is primitive in it.
private struct LinearChange {
    let main: Int
    private let others: [(variable: Int, multiple: Int)]
    private let ring: PolynomialRing

    /// Nil for numbers.
    init?(_ polynomial: Polynomial, in field: AlgebraicField) {
        ring = field.ring
        let degrees = polynomial.degrees
        let used = degrees.indices.filter { $0 != field.generator && degrees[$0] > 0 }
        guard let first = used.first else { return nil }
        let monic = used.first { variable in
            let leading = polynomial.leadingCoefficient(in: variable)
            return leading.usedVariables.allSatisfy { $0 == field.generator }
        }
        main = monic ?? first
        var others: [(variable: Int, multiple: Int)] = []
        if monic == nil {
            // Multiples are tried until the form of highest degree does not vanish at them.
            for attempt in 1..<50 {
                others = used.filter { $0 != first }.enumerated().map { (variable: $0.element, multiple: attempt + $0.offset * 3) }
                let changed = LinearChange.apply(others, 1, main: first, to: polynomial)
                let leading = field.reduced(changed).leadingCoefficient(in: first)
                if leading.usedVariables.allSatisfy({ $0 == field.generator }) { break }
            }
        }
        self.others = others
    }

    func applied(to polynomial: Polynomial) -> Polynomial { LinearChange.apply(others, 1, main: main, to: polynomial) }
    func undone(on polynomial: Polynomial) -> Polynomial { LinearChange.apply(others, -1, main: main, to: polynomial) }

    private static func apply(
        _ others: [(variable: Int, multiple: Int)], _ sign: Int, main: Int, to polynomial: Polynomial
    ) -> Polynomial {
        if others.isEmpty { return polynomial }
        let ring = polynomial.ring
        var values = ring.variables
        for other in others {
            values[other.variable] = values[other.variable] + ring.variable(main).scaled(by: Integer(sign * other.multiple))
        }
        return polynomial.composed(values, in: ring)
    }
}
