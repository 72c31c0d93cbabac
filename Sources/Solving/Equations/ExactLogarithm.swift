import Exact
import Expressions
import Glibc
import Reading
import Vocabulary

/// Logarithms of numbers to other numbers.
struct ExactLogarithm {
    private let catalogue: Catalogue
    private var store: ExprStore { catalogue.store }

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// `log(value)/log(base)`: a rational number where the one is a power of the other.
    func quotient(_ value: Expr, _ base: Expr) -> Expr {
        if base == store.constant(.e) { return catalogue.call(KnownFunction.logarithm, [value]) }
        if let v = store.rationalValue(value), let b = store.rationalValue(base), let exact = exact(v, b) { return store.number(exact) }
        return store.quotient(
            catalogue.call(KnownFunction.logarithm, [value]), catalogue.call(KnownFunction.logarithm, [base]))
    }

    private func exact(_ value: Rational, _ base: Rational) -> Rational? {
        guard value.signum > 0, base.signum > 0, !base.isOne else { return nil }
        if value.isOne { return 0 }
        // value^q = base^p for small p and q.
        let ratio = logarithm(value) / logarithm(base)
        guard ratio.isFinite else { return nil }
        for q in 1...12 {
            let p = (ratio * Double(q)).rounded()
            guard p.magnitude < 2_000, p != 0, let left = value.power(q), let right = base.power(Int(p)) else { continue }
            if left == right { return Rational(Int(p), q) }
        }
        return nil
    }

    /// A double near the natural logarithm of a positive number.
    private func logarithm(_ value: Rational) -> Double {
        let shift = value.numerator.bitLength - value.denominator.bitLength
        let scaled = Rational(2).power(-shift).map { value * $0 } ?? value
        return Double(shift) * log(2) + log(scaled.doubleValue)
    }
}
