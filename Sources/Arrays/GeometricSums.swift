import Exact
import Expressions

/// Sums of polynomials times powers whose exponent is the index, in closed form: geometric and arithmetic-geometric sums.
public struct GeometricSums {
    private let store: ExprStore

    /// Sums with the expressions of one store.
    public init(_ store: ExprStore) { self.store = store }

    /// `(coefficients[0] + coefficients[1]*k + …)*ratio^k` summed over `k = lower, lower + 1, … upper`, where the ratio is not 1.
    ///
    /// The terms are the differences of `q(k)*ratio^k` for a polynomial `q` of the same degree, whose coefficients follow from the highest
    /// one down.
    public func sum(_ coefficients: [Expr], ratio: Expr, from lower: Expr, to upper: Expr) -> Expr {
        var found = [Expr](repeating: .zero, count: coefficients.count)
        let divisor = store.difference(ratio, .one)
        for power in coefficients.indices.reversed() {
            let known = found.indices.dropFirst(power + 1).map { higher in
                store.product([store.number(Rational(Integer.binomial(higher, power) ?? 0)), ratio, found[higher]])
            }
            found[power] = store.quotient(store.difference(coefficients[power], store.sum(known)), divisor)
        }
        func value(_ place: Expr) -> Expr {
            let polynomial = store.sum(found.enumerated().map { store.product($0.element, store.power(place, $0.offset)) })
            return store.product(polynomial, store.power(ratio, place))
        }
        return store.difference(value(store.sum(upper, .one)), value(lower))
    }
}
