import Exact
import Expressions
import Polynomials
import Reading
import Syntax

extension Transforms {
    /// The greatest common divisor of polynomials; of fractions, that of the numerators over a common denominator.
    public func greatestCommonDivisor(_ operands: [Expr], at span: Span = Span(0, 0)) throws(Diagnostic) -> Expr {
        try combined(operands, at: span) { Polynomial.gcd($0, $1) }
    }

    /// The least common multiple of polynomials; of fractions, that of the numerators over a common denominator.
    public func leastCommonMultiple(_ operands: [Expr], at span: Span = Span(0, 0)) throws(Diagnostic) -> Expr {
        try combined(operands, at: span) { left, right in
            if left.isZero || right.isZero { return left.ring.zero }
            let product = left * Polynomial.gcdAndCofactors(left, right).second
            return product.leadingSign < 0 ? -product : product
        }
    }

    private func combined(
        _ operands: [Expr], at span: Span, _ combine: (Polynomial, Polynomial) -> Polynomial
    ) throws(Diagnostic) -> Expr {
        var reading = try read(operands, at: span)
        // Over a common denominator only the numerators matter.
        var common = reading.ring.one
        for value in reading.values where !value.denominator.isOne {
            common = common * Polynomial.gcdAndCofactors(common, value.denominator).second
        }
        let numerators = reading.values.map { value in
            let factor = common.dividedExactly(by: value.denominator) ?? reading.ring.zero
            return factor.isOne ? value.numerator : value.numerator * factor
        }
        let result = numerators.dropFirst().reduce(numerators.first ?? reading.ring.zero, combine)
        let positive = result.leadingSign < 0 ? -result : result
        guard let value = RationalFunction(positive, over: common) else { throw diagnostic(.exhausted, at: span) }
        return try finished(fraction(value, &reading.writer), at: span)
    }

    /// The quotient of polynomials in a variable over the field of fractions in all else.
    public func quotient(_ left: Expr, _ right: Expr, in variable: Expr, at span: Span = Span(0, 0)) throws(Diagnostic) -> Expr {
        try divided(left, right, in: variable, at: span).quotient
    }

    /// The remainder of polynomials in a variable over the field of fractions in all else.
    public func remainder(_ left: Expr, _ right: Expr, in variable: Expr, at span: Span = Span(0, 0)) throws(Diagnostic) -> Expr {
        try divided(left, right, in: variable, at: span).remainder
    }

    /// Quotient and remainder of polynomials in a variable.
    public func divided(
        _ left: Expr, _ right: Expr, in variable: Expr, at span: Span = Span(0, 0)
    ) throws(Diagnostic) -> (quotient: Expr, remainder: Expr) {
        var reading = try read([left, right], in: variable, at: span)
        let (dividend, divisor) = (reading.values[0], reading.values[1])
        guard !divisor.isZero else {
            throw Diagnostic("undefined", "a polynomial cannot be divided by zero", at: span, kind: .undefined)
        }
        guard let result = dividend.numerator.pseudoDivided(by: divisor.numerator, in: 0),
            let quotient = RationalFunction(result.quotient * divisor.denominator, over: result.scale * dividend.denominator),
            let remainder = RationalFunction(result.remainder, over: result.scale * dividend.denominator)
        else { throw diagnostic(.exhausted, at: span) }
        let written = (byPowers(quotient, variable, &reading.writer), byPowers(remainder, variable, &reading.writer))
        return (try finished(written.0, at: span), try finished(written.1, at: span))
    }

    /// A polynomial in a variable with a fraction for every coefficient.
    private func byPowers(_ value: RationalFunction, _ variable: Expr, _ writer: inout PolynomialWriter) -> Expr {
        if let number = value.denominator.constantValue { return writer.write(value.numerator, over: number) }
        var terms: [Expr] = [.zero]
        for (power, coefficient) in value.numerator.coefficients(in: 0) {
            guard let part = RationalFunction(coefficient, over: value.denominator) else { return .undefined }
            terms.append(store.product(fraction(part, &writer), store.power(variable, power)))
        }
        return store.sum(terms)
    }

    /// The resultant of two polynomials in a variable.
    public func resultant(_ left: Expr, _ right: Expr, in variable: Expr, at span: Span = Span(0, 0)) throws(Diagnostic) -> Expr {
        var reading = try read([left, right], in: variable, at: span)
        let (first, second) = (reading.values[0], reading.values[1])
        let value = Polynomial.resultant(first.numerator, second.numerator, in: 0)
        // It is homogeneous in the coefficients of either, of the degree of the other.
        guard let above = first.denominator.power(max(0, second.numerator.degree(in: 0)), limit: limit),
            let below = second.denominator.power(max(0, first.numerator.degree(in: 0)), limit: limit),
            let result = RationalFunction(value, over: above * below)
        else { throw diagnostic(.tooLarge, at: span) }
        return try finished(fraction(result, &reading.writer), at: span)
    }

    /// The discriminant of a polynomial in a variable, of degree at least 1.
    public func discriminant(_ expr: Expr, in variable: Expr, at span: Span = Span(0, 0)) throws(Diagnostic) -> Expr {
        var reading = try read([expr], in: variable, at: span)
        let value = reading.values[0]
        let degree = value.numerator.degree(in: 0)
        guard degree > 0 else {
            throw Diagnostic(
                "not-polynomial", "a discriminant needs a polynomial of degree at least 1", at: span, kind: .undefined)
        }
        guard let below = value.denominator.power(2 * degree - 2, limit: limit),
            let result = RationalFunction(value.numerator.discriminant(in: 0), over: below)
        else { throw diagnostic(.tooLarge, at: span) }
        return try finished(fraction(result, &reading.writer), at: span)
    }

    /// The coefficients of a polynomial in a variable, from that of the power 0 to the leading one; those that are 0 too. The
    /// zero polynomial has none.
    public func coefficients(_ expr: Expr, in variable: Expr, at span: Span = Span(0, 0)) throws(Diagnostic) -> [Expr] {
        var reading = try read([expr], in: variable, at: span)
        let value = reading.values[0]
        let degree = value.numerator.degree(in: 0)
        guard degree < 1 << 20 else { throw diagnostic(.tooLarge, at: span) }
        var list = Array(repeating: Expr.zero, count: degree + 1)
        for (power, coefficient) in value.numerator.coefficients(in: 0) {
            guard let part = RationalFunction(coefficient, over: value.denominator) else { throw diagnostic(.undefined, at: span) }
            list[power] = try finished(fraction(part, &reading.writer), at: span)
        }
        return list
    }

    /// The degree of a polynomial in a variable; nil for the zero polynomial.
    public func degree(_ expr: Expr, in variable: Expr, at span: Span = Span(0, 0)) throws(Diagnostic) -> Int? {
        let reading = try read([expr], in: variable, at: span)
        let value = reading.values[0]
        return value.isZero ? nil : value.numerator.degree(in: 0)
    }
}
