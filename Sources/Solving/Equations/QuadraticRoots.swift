import Exact
import Expressions

/// The zeros of a quadratic polynomial with rational coefficients, in the form a person would write.
struct QuadraticRoots {
    private let store: ExprStore

    init(_ store: ExprStore) { self.store = store }

    /// Both zeros, the lower first; one where they coincide.
    ///
    /// - Parameter coefficients: the constant term first.
    func zeros(_ coefficients: [Rational]) -> [Expr] {
        let (c, b, a) = (coefficients[0], coefficients[1], coefficients[2])
        let middle = -b / (Rational(2) * a)
        let radicand = middle * middle - c / a
        if radicand.isZero { return [store.number(middle)] }
        // sqrt(radicand) = factor*sqrt(rest), the factor rational: canonical powers see to that.
        let root = store.squareRoot(store.number(radicand))
        return [-1, 1].map { sign in joined(middle, store.product(store.number(sign), root)) }
    }

    /// `(1 + sqrt(5))/2` over the common denominator, `1 + sqrt(2)` without one.
    private func joined(_ middle: Rational, _ root: Expr) -> Expr {
        if middle.isZero || store.isNumber(root) { return store.sum(store.number(middle), root) }
        let denominator = Integer.lcm(middle.denominator, store.coefficient(root).denominator)
        if denominator.isOne { return store.sum(store.number(middle), root) }
        let scale = Rational(denominator)
        let sum = store.sum(store.number(middle * scale), store.scaled(scale, root))
        return store.product(store.number(Rational(1) / scale), sum)
    }
}
