import Exact
import Expressions

// Derivatives and integrals of series in `t`, term by term.
extension SeriesArithmetic {
    /// The derivative. What is left out is differentiated as a function of a Hardy field is; fails where it may oscillate.
    public func derivative(_ series: JetSeries) throws(JetFailure) -> JetSeries {
        if series.isRough { throw .undecided("an oscillating part has no expansion to differentiate") }
        var result = JetSeries()
        for term in series.terms { result = try sum(result, try derivative(term)) }
        guard let error = series.error else { return result }
        var bound = error
        if let top = error.exponent.first {
            bound = try product(error, top.monomial)
        }
        bound.power -= Rational(1)
        return try sum(result, JetSeries(terms: [], error: bound))
    }

    private func derivative(_ term: JetTerm) throws(JetFailure) -> JetSeries {
        var result = JetSeries()
        let monomial = term.monomial
        if !monomial.power.isZero {
            var lower = monomial
            lower.power -= Rational(1)
            result.terms.append(JetTerm(coefficient: store.scaled(monomial.power, term.coefficient), monomial: lower))
        }
        if monomial.logs != 0 {
            var lower = monomial
            lower.power -= Rational(1)
            lower.logs -= 1
            let factor = store.scaled(Rational(monomial.logs), term.coefficient)
            result = try sum(result, JetSeries(terms: [JetTerm(coefficient: factor, monomial: lower)]))
        }
        // Exponents are not longer than the height that is allowed, so this nests no deeper.
        for part in monomial.exponent { result = try sum(result, try times(term, try derivative(part))) }
        return result
    }

    /// The integral from zero on; fails where it does not converge there.
    public func integral(_ series: JetSeries) throws(JetFailure) -> JetSeries {
        var result = JetSeries()
        for term in series.terms {
            if try nonzeroSign(term.coefficient) == 0 { continue }
            result = try sum(result, try integral(term))
        }
        guard let error = series.error else { return result }
        guard try compare(error, JetMonomial(power: Rational(-1), logs: -1)) < 0 else {
            if series.isRough { throw .undecided("an oscillating part has no integral that is known") }
            throw .moreTerms
        }
        var bound = error
        bound.power += Rational(1)
        if error.isPowerLike, error.power <= Rational(-1) { throw .moreTerms }
        return try sum(result, JetSeries(terms: [], error: bound, isRough: series.isRough))
    }

    private func integral(_ term: JetTerm) throws(JetFailure) -> JetSeries {
        if !term.monomial.isPowerLike { return try exponentialIntegral(term) }
        let power = term.monomial.power + Rational(1)
        guard power.signum > 0 else { throw .undecided("an integral does not converge") }
        var result = JetSeries()
        // By parts: the integral of t^q*L^k is t^(q + 1)*L^k/(q + 1) less k/(q + 1) times that of t^q*L^(k - 1).
        var factor = store.scaled(power.inverse, term.coefficient)
        var logs = term.monomial.logs
        for _ in 0..<limit {
            let monomial = JetMonomial(power: power, logs: logs)
            result.terms.append(JetTerm(coefficient: factor, monomial: monomial))
            if logs == 0 { return result }
            factor = store.scaled(Rational(-logs) / power, factor)
            logs -= 1
        }
        result.error = JetMonomial(power: power, logs: logs)
        return result
    }

    /// By parts too: `exp(u)*m` has the integral `exp(u)*m/u'` less that of `exp(u)*(m/u')'`.
    private func exponentialIntegral(_ term: JetTerm) throws(JetFailure) -> JetSeries {
        guard try compare(term.monomial, .one) < 0 else { throw .undecided("an integral does not converge") }
        let flat = JetMonomial(exponent: term.monomial.exponent)
        var rate = JetSeries()
        for part in flat.exponent { rate = try sum(rate, try derivative(part)) }
        guard let inverse = try power(rate, Rational(-1)) else { throw .undecided("an integral is not known") }
        var factor = JetSeries(terms: [
            JetTerm(coefficient: term.coefficient, monomial: JetMonomial(power: term.monomial.power, logs: term.monomial.logs))
        ])
        var result = JetSeries()
        for _ in 0..<limit {
            let part = try product(factor, inverse)
            result = try sum(result, part)
            factor = negated(try derivative(part))
            if factor.isZero { break }
        }
        if let size = try product(factor, inverse).terms.first?.monomial {
            result = try sum(result, JetSeries(terms: [], error: size))
        }
        return try times(JetTerm(coefficient: .one, monomial: flat), result)
    }
}
