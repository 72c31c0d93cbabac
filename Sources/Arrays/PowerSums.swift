import Exact
import Expressions

/// Sums of powers of consecutive whole numbers in closed form (Jacob Bernoulli, Ars Conjectandi, 1713).
public struct PowerSums {
    private let store: ExprStore

    /// Power sums with the expressions of one store.
    public init(_ store: ExprStore) { self.store = store }

    /// `coefficients[0] + coefficients[1]*k + …` summed over `k = lower, lower + 1, … upper`; `upper` is not less than `lower - 1`.
    public func sum(_ coefficients: [Expr], from lower: Expr, to upper: Expr) -> Expr {
        var sums: [[Rational]] = []
        // (n + 1)^(p + 1) - 1 is the sum of (k + 1)^(p + 1) - k^(p + 1), of which the binomial theorem makes sums of smaller powers.
        for power in coefficients.indices {
            var sum = (0...(power + 1)).map { Rational(Integer.binomial(power + 1, $0) ?? 0) }
            sum[0] -= 1
            for (smaller, known) in sums.enumerated() {
                let factor = Rational(Integer.binomial(power + 1, smaller) ?? 0)
                for place in known.indices { sum[place] -= factor * known[place] }
            }
            sums.append(sum.map { $0 / Rational(power + 1) })
        }
        let before = store.difference(lower, .one)
        let parts = zip(coefficients, sums).map { coefficient, sum in
            store.product(coefficient, store.difference(value(sum, at: upper), value(sum, at: before)))
        }
        return store.sum(parts)
    }

    private func value(_ polynomial: [Rational], at number: Expr) -> Expr {
        store.sum(polynomial.enumerated().map { store.scaled($0.element, store.power(number, store.number($0.offset))) })
    }
}
