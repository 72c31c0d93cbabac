import Exact
import Expressions
import Polynomials
import Reading
import Syntax

extension Transforms {
    /// Denominators with more terms are not factored to be written.
    private static let factoredTermLimit = 2000

    /// One fraction without common factors: the numerator multiplied out, the denominator in factors.
    public func together(_ expr: Expr, at span: Span = Span(0, 0)) throws(Diagnostic) -> Expr {
        var reading = try read([expr], at: span)
        return try finished(fraction(reading.values[0], &reading.writer), at: span)
    }

    /// The fraction as an expression.
    func fraction(_ value: RationalFunction, _ writer: inout PolynomialWriter) -> Expr {
        let below = value.denominator
        if let number = below.constantValue { return writer.write(value.numerator, over: number) }
        if below.termCount > Transforms.factoredTermLimit { return writer.write(value) }
        let factors = below.factors()
        // A factorization that was stopped has none.
        if factors.content.isZero { return .undefined }
        // Numbers that all terms share stand in front.
        let content = value.numerator.content
        let numerator = value.numerator.dividedExactly(by: value.ring.constant(content)) ?? value.numerator
        var parts = [store.number(Rational(content, factors.content)), writer.write(numerator)]
        for (polynomial, multiplicity) in factors.factors { parts.append(store.power(writer.write(polynomial), -multiplicity)) }
        return store.product(parts)
    }

    /// Partial fractions in a variable: a polynomial, and quotients whose denominators are powers of polynomials irreducible over
    /// the rational numbers and the other names.
    ///
    /// The part over `p^k` is found with an inverse of the other denominators modulo `p^k`, and then written in powers of `p`.
    public func apart(_ expr: Expr, in variable: Expr, at span: Span = Span(0, 0)) throws(Diagnostic) -> Expr {
        var reading = try read([expr], leading: [variable], at: span)
        try requireRational(reading.kernels, in: variable, at: span)
        let (value, ring) = (reading.values[0], reading.ring)
        let factors = value.denominator.factors()
        let isFree: (Polynomial) -> Bool = { $0.degree(in: 0) <= 0 }
        var outside = ring.constant(factors.content)
        for (polynomial, multiplicity) in factors.factors where isFree(polynomial) {
            outside = outside * (polynomial.power(multiplicity, limit: limit) ?? ring.zero)
        }
        let inner = factors.factors.filter { !isFree($0.polynomial) }
        let powers = inner.map { $0.polynomial.power($0.multiplicity, limit: limit) ?? ring.zero }
        let whole = ring.product(powers)
        guard let division = value.numerator.pseudoDivided(by: whole, in: 0) else {
            throw diagnostic(.exhausted, at: span)
        }
        let scale = division.scale * outside
        var terms = terms(of: division.quotient, over: scale, .one, &reading.writer)
        for (position, factor) in inner.enumerated() {
            let others = ring.product(powers.indices.filter { $0 != position }.map { powers[$0] })
            guard let inverse = others.pseudoInverse(modulo: powers[position], in: 0),
                let part = (division.remainder * inverse.inverse).pseudoDivided(by: powers[position], in: 0)
            else { throw diagnostic(.exhausted, at: span) }
            // division.remainder / whole has the part (part.remainder / part.scale / inverse.rest) / powers[position].
            var rest = part.remainder
            var divisor = part.scale * inverse.rest * scale
            let base = reading.writer.write(factor.polynomial)
            for power in stride(from: factor.multiplicity, through: 1, by: -1) where !rest.isZero {
                guard let step = rest.pseudoDivided(by: factor.polynomial, in: 0) else { throw diagnostic(.exhausted, at: span) }
                divisor = divisor * step.scale
                terms += self.terms(of: step.remainder, over: divisor, store.power(base, -power), &reading.writer)
                rest = step.quotient
            }
        }
        return try finished(store.sum(terms), at: span)
    }

    /// `numerator / divisor * factor` in lowest terms; nothing for zero.
    private func terms(of numerator: Polynomial, over divisor: Polynomial, _ factor: Expr, _ writer: inout PolynomialWriter) -> [Expr] {
        guard !numerator.isZero, let value = RationalFunction(numerator, over: divisor) else { return [] }
        return [store.product(fraction(value, &writer), factor)]
    }

    /// The expression as a sum of powers of a variable, or of another expression, each with one coefficient.
    public func collect(_ expr: Expr, by variable: Expr, at span: Span = Span(0, 0)) throws(Diagnostic) -> Expr {
        var reading = try read([expr], leading: [variable], at: span)
        try requireRational(reading.kernels, in: variable, at: span)
        let value = reading.values[0]
        let shift = max(0, value.denominator.degree(in: 0))
        // A power of the variable may stand below; more may not.
        guard value.denominator.coefficients(in: 0).count == 1 else { throw notPolynomial(in: variable, at: span) }
        let below = value.denominator.leadingCoefficient(in: 0)
        var terms: [Expr] = []
        for (power, coefficient) in value.numerator.coefficients(in: 0) {
            guard let part = RationalFunction(coefficient, over: below) else { throw diagnostic(.undefined, at: span) }
            terms.append(store.product(fraction(part, &reading.writer), store.power(variable, power - shift)))
        }
        return try finished(store.sum(terms + [.zero]), at: span)
    }
}
