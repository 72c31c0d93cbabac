import Exact
import Expressions
import Polynomials
import Reading
import Syntax

extension Transforms {
    /// A product under construction: a number, and powers.
    struct Factors {
        var number: Expr = .one
        var powers: [(base: Expr, exponent: Expr)] = []
    }

    /// The product of irreducible polynomials over the rational numbers, above and below the fraction line, with a number in
    /// front. Factors of a product are factored one by one, so that no power is multiplied out that stands by itself.
    public func factor(_ expr: Expr, at span: Span = Span(0, 0)) throws(Diagnostic) -> Expr {
        var factors = Factors()
        var sums: [(base: Expr, exponent: Int)] = []
        for (base, exponent) in splitProduct(expr) {
            if store.kind(base) == .sum, let whole = store.wholeValue(exponent) {
                for (part, count) in splitCommonFactors(base) {
                    if store.kind(part) == .sum {
                        sums.append((part, try product(count, whole, at: span)))
                    } else {
                        factors.powers.append((part, store.number(try product(count, whole, at: span))))
                    }
                }
            } else {
                factors.powers.append((base, exponent))
            }
        }
        if sums.isEmpty { return expr }
        var reading = try read(sums.map(\.base), at: span)
        var found: [(polynomial: Polynomial, exponent: Int)] = []
        for (value, sum) in zip(reading.values, sums) {
            if value.isZero, sum.exponent < 0 { throw diagnostic(.undefined, at: span) }
            for (part, sign) in [(value.numerator, 1), (value.denominator, -1)] where !part.isOne {
                let factorization = part.factors()
                let number = store.power(store.number(Rational(factorization.content)), sign * sum.exponent)
                factors.number = store.product(factors.number, number)
                for (polynomial, multiplicity) in factorization.factors {
                    let exponent = try product(multiplicity * sign, sum.exponent, at: span)
                    if let known = found.firstIndex(where: { $0.polynomial == polynomial }) {
                        found[known].exponent += exponent
                    } else {
                        found.append((polynomial, exponent))
                    }
                }
            }
        }
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        for (polynomial, exponent) in found where exponent != 0 {
            factors.powers.append((reading.writer.write(polynomial), store.number(exponent)))
        }
        return try finished(assembled(factors), at: span)
    }

    /// The factors of a product with their exponents.
    public func splitProduct(_ expr: Expr) -> [(base: Expr, exponent: Expr)] {
        var result: [(base: Expr, exponent: Expr)] = []
        let bare = store.barePart(expr)
        if bare != expr { result.append((store.child(expr, 0), .one)) }
        for factor in store.factors(bare) {
            if store.kind(factor) == .power {
                result.append((store.child(factor, 0), store.child(factor, 1)))
            } else {
                result.append((factor, .one))
            }
        }
        return result
    }

    /// A sum as a product of powers of sums that all its terms share, and the rest.
    private func splitCommonFactors(_ sum: Expr) -> [(Expr, Int)] {
        var common: [Expr: Int]?
        for term in store.childView(sum) {
            var own: [Expr: Int] = [:]
            for (base, exponent) in splitProduct(term) where store.kind(base) == .sum {
                if let whole = store.wholeValue(exponent), whole > 0 { own[base, default: 0] += whole }
            }
            if let known = common {
                common = Dictionary(
                    uniqueKeysWithValues: known.compactMap { entry in own[entry.key].map { (entry.key, min($0, entry.value)) } })
            } else {
                common = own
            }
            if common?.isEmpty ?? false { return [(sum, 1)] }
        }
        guard let common, !common.isEmpty else { return [(sum, 1)] }
        let divisor = store.product(common.map { store.power($0.key, -$0.value) })
        let rest = store.sum(store.childArray(sum).map { store.product($0, divisor) })
        return common.map { ($0.key, $0.value) } + splitProduct(rest).map { ($0.base, store.wholeValue($0.exponent) ?? 1) }
    }

    private func product(_ first: Int, _ second: Int, at span: Span) throws(Diagnostic) -> Int {
        let (result, overflow) = first.multipliedReportingOverflow(by: second)
        if overflow || result.magnitude > 1 << 60 { throw diagnostic(.tooLarge, at: span) }
        return result
    }

    /// The number times the powers.
    func assembled(_ factors: Factors) -> Expr {
        store.product([factors.number] + factors.powers.map { store.power($0.base, $0.exponent) })
    }
}
