import Exact
import Expressions

/// Takes common factors out of sums: `a*x + b*x + c` becomes `x*(a + b) + c`.
///
/// Greedy: the factor that most terms share goes first, then each group by itself, as in multivariate Horner schemes
/// (Ceberio and Kreinovich, *Greedy Algorithms for Optimizing Multivariate Horner Schemes*, 2004). But a polynomial keeps its falling
/// powers: a factor stays where some of its powers would be left inside, and terms without it outside.
struct CommonFactors {
    private let store: ExprStore

    init(_ store: ExprStore) { self.store = store }

    /// The sum with its common factors taken out; anything else as it is.
    func taken(outOf expr: Expr) -> Expr {
        guard isShortSum(expr) else { return expr }
        // Groups of a sum are shorter than the sum: the work is bounded by its length times its depth.
        var sums = [OpenSum(groups: [store.childArray(expr)], factor: .one)]
        while true {
            let last = sums.count - 1
            guard let terms = sums[last].groups.popLast() else {
                let sum = sums.removeLast()
                let value = store.product(sum.factor, store.sum(sum.terms))
                if last == 0 { return value }
                sums[last - 1].terms.append(value)
                continue
            }
            guard let factor = commonFactor(terms) else {
                sums[last].terms.append(store.sum(terms))
                continue
            }
            let inside = terms.filter { power(of: factor, in: $0) != nil }
            let outside = terms.filter { power(of: factor, in: $0) == nil }
            let exponents = inside.compactMap { power(of: factor, in: $0) }
            guard let least = exponents.min(by: { $0.magnitude < $1.magnitude }) else { continue }
            let taken = store.power(factor, store.number(least))
            let divisor = store.power(taken, .minusOne)
            let quotients = inside.map { store.product($0, divisor) }
            // A quotient may bring factors of its own; taking factors out ends because their number falls.
            guard factorCount(quotients) < factorCount(inside) else {
                sums[last].terms.append(store.sum(terms))
                continue
            }
            if !outside.isEmpty { sums[last].groups.append(outside) }
            let inner = store.sum(quotients)
            if isShortSum(inner) {
                sums.append(OpenSum(groups: [store.childArray(inner)], factor: taken))
            } else {
                sums[last].terms.append(store.product(taken, inner))
            }
        }
    }

    /// A sum whose common factors are being taken out.
    private struct OpenSum {
        /// Groups of its terms that are still to be looked at.
        var groups: [[Expr]]
        /// What the others have become.
        var terms: [Expr] = []
        /// What was taken out of the whole sum before.
        let factor: Expr
    }

    private func isShortSum(_ expr: Expr) -> Bool { store.kind(expr) == .sum && store.childCount(expr) <= 200 }

    private func factorCount(_ terms: [Expr]) -> Int {
        terms.reduce(0) { count, term in count + factors(term).count { !store.isNumber($0.base) } }
    }

    /// The number that divides all terms of a sum, and what is left of it; nil where that is 1.
    func content(of sum: Expr) -> (number: Rational, rest: Expr)? {
        guard store.kind(sum) == .sum else { return nil }
        var (numerator, denominator) = (Integer(0), Integer(1))
        for term in store.childView(sum) {
            let coefficient = store.rationalValue(term) ?? store.coefficient(term)
            numerator = Integer.gcd(numerator, coefficient.numerator)
            denominator = Integer.lcm(denominator, coefficient.denominator)
        }
        guard !numerator.isZero, numerator != denominator else { return nil }
        let number = Rational(numerator, denominator)
        let inverse = store.power(store.number(number), .minusOne)
        return (number, store.sum(store.childArray(sum).map { store.product(inverse, $0) }))
    }

    /// The groups of terms, of some but not all, that have a factor in common, above or below the line.
    func groups(of sum: Expr) -> [(inside: [Expr], outside: [Expr])] {
        guard store.kind(sum) == .sum, (3...8).contains(store.childCount(sum)) else { return [] }
        let terms = store.childArray(sum)
        var bases: [Expr] = []
        for term in terms {
            for (base, _) in factors(term) where !store.isNumber(base) && !bases.contains(base) { bases.append(base) }
        }
        var groups: [(inside: [Expr], outside: [Expr])] = []
        for base in bases {
            let inside = terms.filter { power(of: base, in: $0) != nil }
            guard inside.count > 1, inside.count < terms.count, !groups.contains(where: { $0.inside == inside }) else { continue }
            groups.append((inside, terms.filter { !inside.contains($0) }))
        }
        return groups
    }

    /// The base that most terms have as a factor, if more than one does; among equals, the one with the smallest structural hash.
    private func commonFactor(_ terms: [Expr]) -> Expr? {
        var counts: [Expr: Int] = [:]
        for term in terms {
            for (base, exponent) in factors(term) where !store.isNumber(base) && !exponent.isZero { counts[base, default: 0] += 1 }
        }
        return counts.filter { $0.value > 1 && isOneSided($0.key, terms) && !isNested($0.key, terms) }
            .max { ($0.value, store.structuralHash($1.key)) < ($1.value, store.structuralHash($0.key)) }?.key
    }

    /// Whether the exponents have one sign: what is taken out does not turn up below.
    private func isOneSided(_ base: Expr, _ terms: [Expr]) -> Bool {
        let signs = Set(terms.compactMap { power(of: base, in: $0)?.signum })
        return signs.count == 1
    }

    /// Whether taking the base out of its terms makes Horner's form: `x*(x + a) + b`.
    private func isNested(_ base: Expr, _ terms: [Expr]) -> Bool {
        let exponents = terms.map { power(of: base, in: $0) }
        return exponents.contains(nil) && Set(exponents.compactMap { $0 }).count > 1
    }

    /// Whether a product holds a factor that is a factor of terms inside the product, too: beside other terms that is Horner's form.
    func isNested(_ product: Expr) -> Bool {
        let factors = factors(product)
        return factors.contains { factor in
            store.kind(factor.base) == .sum
                && store.childView(factor.base).contains { term in
                    factors.contains { $0.base != factor.base && !store.isNumber($0.base) && power(of: $0.base, in: term) != nil }
                }
        }
    }

    private func power(of base: Expr, in term: Expr) -> Rational? {
        factors(term).first { $0.base == base }?.exponent
    }

    private func factors(_ term: Expr) -> [(base: Expr, exponent: Rational)] {
        let bare = store.barePart(term)
        let parts = store.factors(bare)
        return parts.map { part in
            if store.kind(part) == .power, let exponent = store.rationalValue(store.child(part, 1)) {
                return (store.child(part, 0), exponent)
            }
            return (part, Rational(1))
        }
    }
}
