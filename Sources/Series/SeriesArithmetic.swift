import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Arithmetic of one-sided series (Gruntz, *On Computing Limits in a Symbolic Manipulation System*, 1996).
///
/// Monomials are compared exactly: where the sign of a coefficient matters it is certified, or the comparison fails.
public final class SeriesArithmetic {
    /// The store of the coefficients.
    public let store: ExprStore
    /// The catalogue of the store.
    public let catalogue: Catalogue
    /// What tells the signs of coefficients.
    public let signs: RealConstants
    /// How many terms a series keeps.
    public var limit = 6
    /// Exponentials of exponentials beyond this height are not compared.
    private static let deepest = 4

    /// Arithmetic in one store.
    public init(_ catalogue: Catalogue, _ signs: RealConstants) {
        self.catalogue = catalogue
        store = catalogue.store
        self.signs = signs
    }

    /// Fails once the budget is spent.
    public func draw() throws(JetFailure) {
        if !store.budget.step() { throw .exhausted }
    }

    // MARK: Monomials

    /// 1 where the first is larger for small `t`, 0 where both are the same, -1 where it is smaller.
    public func compare(_ left: JetMonomial, _ right: JetMonomial) throws(JetFailure) -> Int {
        if left.exponent.isEmpty, right.exponent.isEmpty || left.exponent == right.exponent { return comparePowers(left, right) }
        if left.exponent == right.exponent { return comparePowers(left, right) }
        try draw()
        var difference = try merged(left.exponent, right.exponent, sign: -1)
        let rest = left.power - right.power
        if !rest.isZero {
            difference = try merged(difference, [JetTerm(coefficient: store.number(rest), monomial: .logarithm)], sign: 1)
        }
        for term in difference {
            switch try nonzeroSign(term.coefficient) {
            case 0: continue
            case let sign: return term.monomial.isNegative ? -sign : sign
            }
        }
        return (left.logs - right.logs).signum()
    }

    private func comparePowers(_ left: JetMonomial, _ right: JetMonomial) -> Int {
        if left.power != right.power { return left.power < right.power ? 1 : -1 }
        return (left.logs - right.logs).signum()
    }

    /// The sign of a coefficient: -1, 0 or 1.
    public func nonzeroSign(_ value: Expr) throws(JetFailure) -> Int {
        switch signs.sign(of: value) {
        case .negative: return -1
        case .zero: return 0
        case .positive: return 1
        case .notReal: throw .undecided("a value that is not real occurs")
        case .unknown: throw .undecided(store.budget.isExhausted ? "the budget is spent" : "the sign of a constant could not be decided")
        }
    }

    /// Whether an expression is a constant that is certainly not real.
    public func isNotReal(_ expr: Expr) -> Bool { store.isConstant(expr) && !expr.isAbsent && signs.sign(of: expr) == .notReal }

    /// The product of two monomials.
    public func product(_ left: JetMonomial, _ right: JetMonomial) throws(JetFailure) -> JetMonomial {
        var result = JetMonomial(power: left.power + right.power, logs: left.logs + right.logs)
        if left.exponent.isEmpty {
            result.exponent = right.exponent
        } else if right.exponent.isEmpty {
            result.exponent = left.exponent
        } else {
            result.exponent = try merged(left.exponent, right.exponent, sign: 1)
            try normalise(&result)
        }
        return result
    }

    /// The monomial to a power; for a power that is not whole the exponent of the logarithm must stay whole.
    public func power(_ monomial: JetMonomial, _ exponent: Rational) throws(JetFailure) -> JetMonomial {
        let logs = Rational(monomial.logs) * exponent
        guard let whole = logs.asInt else { throw .undecided("roots of logarithms are not expanded") }
        var result = JetMonomial(power: monomial.power * exponent, logs: whole)
        result.exponent = monomial.exponent.map {
            JetTerm(coefficient: store.scaled(exponent, $0.coefficient), monomial: $0.monomial)
        }
        if exponent.isZero { result.exponent = [] }
        try normalise(&result)
        return result
    }

    /// Moves rational multiples of `log(t)` out of the exponent.
    public func normalise(_ monomial: inout JetMonomial) throws(JetFailure) {
        guard let last = monomial.exponent.last else { return }
        if SeriesArithmetic.height(monomial) > SeriesArithmetic.deepest { throw .undecided("exponentials of exponentials go too deep") }
        if last.monomial == .logarithm, let factor = store.rationalValue(last.coefficient) {
            monomial.exponent.removeLast()
            monomial.power += factor
        }
    }

    /// How many exponentials stand in one another; they are counted level by level.
    private static func height(_ monomial: JetMonomial) -> Int {
        var level = monomial.exponent
        var height = 0
        while !level.isEmpty, height <= deepest {
            level = level.flatMap(\.monomial.exponent)
            height += 1
        }
        return height
    }

    // MARK: Sums and products

    /// The sum, or with `sign` -1 the difference, of two lists of falling terms.
    public func merged(_ left: [JetTerm], _ right: [JetTerm], sign: Int) throws(JetFailure) -> [JetTerm] {
        var result: [JetTerm] = []
        result.reserveCapacity(left.count + right.count)
        var (first, second) = (0, 0)
        while first < left.count || second < right.count {
            let order: Int
            if first == left.count {
                order = -1
            } else if second == right.count {
                order = 1
            } else {
                order = try compare(left[first].monomial, right[second].monomial)
            }
            if order > 0 {
                result.append(left[first])
                first += 1
                continue
            }
            var term = right[second]
            if sign < 0 { term.coefficient = store.negated(term.coefficient) }
            second += 1
            if order == 0 {
                term.coefficient = store.sum(left[first].coefficient, term.coefficient)
                first += 1
            }
            if term.coefficient != .zero { result.append(term) }
        }
        return result
    }

    /// The sum of two series, or with `sign` -1 their difference.
    public func sum(_ left: JetSeries, _ right: JetSeries, sign: Int = 1) throws(JetFailure) -> JetSeries {
        let terms = try merged(left.terms, right.terms, sign: sign)
        guard let (error, isRough) = try larger(left, right) else { return try truncated(JetSeries(terms: terms)) }
        return try truncated(JetSeries(terms: terms, error: error, isRough: isRough))
    }

    /// The first less the second.
    public func difference(_ left: JetSeries, _ right: JetSeries) throws(JetFailure) -> JetSeries { try sum(left, right, sign: -1) }

    private func larger(_ left: JetSeries, _ right: JetSeries) throws(JetFailure) -> (JetMonomial, Bool)? {
        guard let first = left.error else { return right.error.map { ($0, right.isRough) } }
        guard let second = right.error else { return (first, left.isRough) }
        // The oscillation of a smaller part matters too: it may be what its derivative is ruled by.
        return (try compare(first, second) >= 0 ? first : second, left.isRough || right.isRough)
    }

    /// Without the terms that are not larger than what is left out, nor more than are kept.
    public func truncated(_ series: JetSeries) throws(JetFailure) -> JetSeries {
        var result = series
        if let error = series.error {
            while let last = result.terms.last, try compare(last.monomial, error) <= 0 { result.terms.removeLast() }
        }
        if result.terms.count > limit {
            result.error = result.terms[limit].monomial
            result.terms.removeLast(result.terms.count - limit)
        }
        return result
    }

    /// The series with all signs turned.
    public func negated(_ series: JetSeries) -> JetSeries {
        var result = series
        for position in result.terms.indices { result.terms[position].coefficient = store.opposite(result.terms[position].coefficient) }
        return result
    }

    /// A constant times a series.
    public func scaled(_ factor: Expr, _ series: JetSeries) -> JetSeries {
        if factor == .zero { return .zero }
        var result = series
        for position in result.terms.indices {
            result.terms[position].coefficient = store.product(factor, result.terms[position].coefficient)
        }
        return result
    }

    /// The series times a constant and a monomial.
    public func times(_ term: JetTerm, _ series: JetSeries) throws(JetFailure) -> JetSeries {
        var result = scaled(term.coefficient, series)
        if term.monomial == .one || term.coefficient == .zero { return result }
        for position in result.terms.indices {
            result.terms[position].monomial = try product(term.monomial, result.terms[position].monomial)
        }
        if let error = result.error { result.error = try product(term.monomial, error) }
        return result
    }

    /// The product of two series, as far as their errors allow.
    public func product(_ left: JetSeries, _ right: JetSeries) throws(JetFailure) -> JetSeries {
        if left.isZero || right.isZero { return .zero }
        if left.error == nil, left.terms.count == 1 { return try times(left.terms[0], right) }
        if right.error == nil, right.terms.count == 1 { return try times(right.terms[0], left) }
        try draw()
        var error: JetMonomial?
        for (own, other) in [(left, right), (right, left)] {
            guard let bound = own.error, let size = other.terms.first?.monomial ?? other.error else { continue }
            let candidate = try product(bound, size)
            if let known = error, try compare(known, candidate) >= 0 { continue }
            error = candidate
        }
        var result = JetSeries(terms: [], error: error, isRough: left.isRough || right.isRough)
        for term in left.terms {
            var part = JetSeries(terms: right.terms)
            part = try times(term, part)
            part.error = error
            result = try sum(result, try truncated(part))
            result.isRough = (left.isRough || right.isRough) && result.error != nil
        }
        return result
    }

    // MARK: Leading terms

    /// The largest term, with a coefficient that is certainly not zero; nil for the zero series. Leading terms that are zero go.
    public func leading(_ series: inout JetSeries) throws(JetFailure) -> JetTerm? {
        while let term = series.terms.first {
            if try nonzeroSign(term.coefficient) != 0 { return term }
            series.terms.removeFirst()
        }
        if series.error == nil { return nil }
        if series.isRough { throw .undecided("an oscillating part decides") }
        throw .moreTerms
    }

    /// The sign of the series for small `t`.
    public func sign(_ series: JetSeries) throws(JetFailure) -> Int {
        var series = series
        guard let term = try leading(&series) else { return 0 }
        let sign = try nonzeroSign(term.coefficient)
        return term.monomial.isNegative ? -sign : sign
    }

    /// The parts that go to infinity, stay and go to zero.
    public func split(_ series: JetSeries) throws(JetFailure) -> (large: JetSeries, constant: Expr, small: JetSeries) {
        var (large, small) = (JetSeries(), JetSeries(terms: [], error: series.error, isRough: series.isRough))
        var constant = Expr.zero
        for term in series.terms {
            switch try compare(term.monomial, .one) {
            case 1: large.terms.append(term)
            case 0: constant = term.coefficient
            default: small.terms.append(term)
            }
        }
        while let first = large.terms.first, try nonzeroSign(first.coefficient) == 0 { large.terms.removeFirst() }
        if let error = series.error, try compare(error, .one) >= 0 {
            if series.isRough { throw .undecided("an oscillating part decides") }
            throw .moreTerms
        }
        return (large, constant, small)
    }
}
