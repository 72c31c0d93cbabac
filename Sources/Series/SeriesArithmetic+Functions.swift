import Exact
import Expressions
import Vocabulary

// Powers, exponentials and logarithms of series, and functions with a Taylor series.
extension SeriesArithmetic {
    /// `sum of c(j)*u^j` for a series `u` that goes to zero.
    public func composed(_ small: JetSeries, _ coefficient: (Int) throws(JetFailure) -> Expr) throws(JetFailure) -> JetSeries {
        var result = JetSeries(constant: try coefficient(0))
        if small.isZero { return result }
        var power = JetSeries(constant: .one)
        guard let size = small.terms.first?.monomial ?? small.error else { return result }
        var bound = JetMonomial.one
        for _ in 0..<limit { bound = try product(bound, size) }
        for order in 1..<max(limit, 2) {
            power = try product(power, small)
            if let error = power.error, try compare(error, bound) < 0 { power.error = bound }
            let factor = try coefficient(order)
            if factor != .zero { result = try sum(result, scaled(factor, power)) }
        }
        return try sum(result, JetSeries(terms: [], error: bound, isRough: small.isRough))
    }

    /// `sum of c(i, j)*u^i*v^j` for two series that go to zero.
    public func composed(_ first: JetSeries, _ second: JetSeries, _ coefficient: (Int, Int) throws(JetFailure) -> Expr) throws(JetFailure)
        -> JetSeries
    {
        var result = JetSeries.zero
        var outer = JetSeries(constant: .one)
        guard let one = first.terms.first?.monomial ?? first.error, let other = second.terms.first?.monomial ?? second.error else {
            return result
        }
        var bound = JetMonomial.one
        let size = try compare(one, other) > 0 ? one : other
        for _ in 0..<limit { bound = try product(bound, size) }
        for left in 0..<limit {
            var power = outer
            for right in 0..<(limit - left) {
                let factor = try coefficient(left, right)
                if factor != .zero { result = try sum(result, scaled(factor, power)) }
                power = try product(power, second)
            }
            outer = try product(outer, first)
        }
        return try sum(result, JetSeries(terms: [], error: bound, isRough: first.isRough || second.isRough))
    }

    /// `u^q` of a real series; nil where it has no real value.
    public func power(_ series: JetSeries, _ exponent: Rational) throws(JetFailure) -> JetSeries? {
        if exponent.isZero { return JetSeries(constant: .one) }
        if series.terms.isEmpty, let error = series.error, exponent.isInteger, exponent.signum > 0 {
            return JetSeries(terms: [], error: try power(error, exponent), isRough: series.isRough)
        }
        var series = series
        guard let lead = try leading(&series) else { return exponent.signum > 0 ? .zero : nil }
        var coefficient = lead.coefficient
        if !exponent.isInteger {
            // Where the logarithm has an odd power it is the opposite of the coefficient that must be positive.
            if lead.monomial.isNegative { coefficient = store.negated(coefficient) }
            if try nonzeroSign(coefficient) < 0 { return nil }
        }
        let raised = store.budget.withinSize { store.power(coefficient, store.number(exponent)) } ?? .undefined
        var monomial = JetTerm(coefficient: raised, monomial: try power(lead.monomial, exponent))
        if !exponent.isInteger, lead.monomial.isNegative, monomial.monomial.isNegative {
            monomial.coefficient = store.negated(monomial.coefficient)
        }
        if monomial.coefficient.isAbsent { throw .undecided("a power is too large") }
        let rest = try relativeRest(series, lead)
        if rest.isZero { return JetSeries(terms: [monomial]) }
        // Whole positive powers end by themselves.
        if let whole = exponent.asInt, whole > 0, whole < limit {
            var result = JetSeries(constant: .one)
            let factor = try sum(JetSeries(constant: .one), rest)
            for _ in 0..<whole { result = try product(result, factor) }
            return try times(monomial, result)
        }
        var binomials = [Rational(1)]
        let expansion = try composed(rest) { (order) throws(JetFailure) in
            while binomials.count <= order {
                let count = Rational(binomials.count)
                binomials.append(binomials[binomials.count - 1] * (exponent - count + Rational(1)) / count)
            }
            return self.store.number(binomials[order])
        }
        return try times(monomial, expansion)
    }

    /// `u/lead - 1`.
    private func relativeRest(_ series: JetSeries, _ lead: JetTerm) throws(JetFailure) -> JetSeries {
        var rest = series
        rest.terms.removeFirst()
        let inverse = JetTerm(
            coefficient: store.power(lead.coefficient, .minusOne), monomial: try power(lead.monomial, Rational(-1)))
        return try times(inverse, rest)
    }

    /// The real cube root.
    public func cubeRoot(_ series: JetSeries) throws(JetFailure) -> JetSeries? {
        var series = series
        guard let lead = try leading(&series) else { return .zero }
        let rest = try relativeRest(series, lead)
        guard let expansion = try power(try sum(JetSeries(constant: .one), rest), Rational(1, 3)) else { return nil }
        let root = catalogue.call(KnownFunction.cubeRoot, lead.coefficient)
        return try times(JetTerm(coefficient: root, monomial: try power(lead.monomial, Rational(1, 3))), expansion)
    }

    /// The exponential.
    public func exponential(_ series: JetSeries) throws(JetFailure) -> JetSeries {
        if let error = series.error, series.isRough, try compare(error, .one) == 0, try series.terms.allSatisfyCompare(self, atMost: .one) {
            // What stays bounded has a bounded exponential.
            return JetSeries(terms: [], error: .one, isRough: true)
        }
        let (large, constant, small) = try split(series)
        var monomial = JetMonomial(exponent: large.terms)
        try normalise(&monomial)
        let factor = catalogue.call(KnownFunction.exponential, constant)
        var factorial = Rational(1)
        var last = 0
        let expansion = try composed(small) { (order) throws(JetFailure) in
            while last < order {
                last += 1
                factorial *= Rational(last)
            }
            return self.store.number(factorial.inverse)
        }
        return try times(JetTerm(coefficient: factor, monomial: monomial), expansion)
    }

    /// The real logarithm; nil where it has none.
    public func logarithm(_ series: JetSeries) throws(JetFailure) -> JetSeries? {
        var series = series
        guard let lead = try leading(&series) else { return nil }
        if lead.monomial.logs != 0 { throw .undecided("logarithms of logarithms are not expanded") }
        if try nonzeroSign(lead.coefficient) < 0 { return nil }
        var result = JetSeries(terms: lead.monomial.exponent)
        if !lead.monomial.power.isZero {
            let part = JetTerm(coefficient: store.number(lead.monomial.power), monomial: .logarithm)
            result = try sum(result, JetSeries(terms: [part]))
        }
        result = try sum(result, JetSeries(constant: catalogue.call(KnownFunction.logarithm, lead.coefficient)))
        let rest = try relativeRest(series, lead)
        let expansion = try composed(rest) { (order) throws(JetFailure) in
            order == 0 ? .zero : self.store.number(Rational(order % 2 == 1 ? 1 : -1, order))
        }
        return try sum(result, expansion)
    }
}

extension [JetTerm] {
    fileprivate func allSatisfyCompare(_ arithmetic: SeriesArithmetic, atMost bound: JetMonomial) throws(JetFailure) -> Bool {
        guard let first else { return true }
        return try arithmetic.compare(first.monomial, bound) <= 0
    }
}
