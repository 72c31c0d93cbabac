import Exact
import Expressions
import Vocabulary

/// Square and cube roots of `a + b*sqrt(c)` without a root inside a root (Borodin, Fagin, Hopcroft and Tompa, *Decreasing the Nesting
/// Depth of Expressions Involving Square Roots*, 1985). With c negative these are the roots of complex numbers.
struct NestedRadical {
    private let store: ExprStore

    init(_ store: ExprStore) { self.store = store }

    /// The root without nesting; nil where there is none of this kind.
    func denested(_ expr: Expr) -> Expr? {
        if store.kind(expr) == .call, store.function(expr) == KnownFunction.cubeRoot {
            guard let radicand = radicand(store.child(expr, 0)), radicand.square.signum > 0 else { return nil }
            return cubeRoot(radicand)
        }
        guard store.kind(expr) == .power, let exponent = store.rationalValue(store.child(expr, 1)),
            let radicand = radicand(store.child(expr, 0))
        else { return nil }
        let root: Expr?
        switch exponent.denominator {
        case 2: root = squareRoot(radicand)
        case 3: root = radicand.isPositive ? cubeRoot(radicand) : nil
        default: root = nil
        }
        return root.map { store.power($0, store.number(Rational(exponent.numerator))) }
    }

    /// `number + radical`, where the radical is a rational number times a square root.
    private struct Radicand {
        let number: Rational
        let radical: Expr
        /// The square of the radical.
        let square: Rational
        /// Whether the radical's coefficient is positive.
        let isRadicalPositive: Bool

        /// Whether the value is a positive real number.
        var isPositive: Bool {
            guard square.signum > 0 else { return false }
            let isNumberLarger = number * number > square
            return isNumberLarger ? number.signum > 0 : isRadicalPositive
        }
    }

    private func radicand(_ base: Expr) -> Radicand? {
        let (factor, bare) = (store.coefficient(base), store.barePart(base))
        let terms = store.terms(bare).map { store.scaled(factor, $0) }
        var (number, radical) = (Rational(0), Expr.zero)
        for term in terms {
            if let value = store.rationalValue(term) {
                number = number + value
            } else if radical == .zero {
                radical = term
            } else {
                return nil
            }
        }
        guard radical != .zero, store.isConstant(radical), let square = store.rationalValue(store.power(radical, 2)) else { return nil }
        // A real square root alone is no nested one.
        if number.isZero, square.signum > 0 { return nil }
        return Radicand(number: number, radical: radical, square: square, isRadicalPositive: store.coefficient(radical).signum > 0)
    }

    /// `sqrt((a + d)/2) ± sqrt((a - d)/2)` for `d^2 = a^2 - b^2*c`, where d is rational.
    private func squareRoot(_ radicand: Radicand) -> Expr? {
        let discriminant = radicand.number * radicand.number - radicand.square
        guard discriminant.signum > 0, let d = store.rationalValue(store.squareRoot(store.number(discriminant))) else { return nil }
        let half = Rational(1, 2)
        if radicand.square.signum > 0, radicand.number.signum < 0 {
            // The root of a negative number is I times that of its opposite.
            let opposite = Radicand(
                number: -radicand.number, radical: store.negated(radicand.radical), square: radicand.square,
                isRadicalPositive: !radicand.isRadicalPositive)
            return squareRoot(opposite).map { store.sum(terms(of: $0).map { store.product(store.constant(.imaginaryUnit), $0) }) }
        }
        let first = store.squareRoot(store.number((radicand.number + d) * half))
        let second = store.squareRoot(store.number((radicand.number - d) * half))
        return radicand.isRadicalPositive ? store.sum(first, second) : store.difference(first, second)
    }

    private func terms(of expr: Expr) -> [Expr] { store.terms(expr) }

    /// `p + q*sqrt(c)` where the sum `t = 2*p` and the product n of it and its conjugate are rational: `n^3 = a^2 - b^2*c` and
    /// `t^3 - 3*n*t = 2*a`.
    private func cubeRoot(_ radicand: Radicand) -> Expr? {
        let norm = radicand.number * radicand.number - radicand.square
        let size = store.power(store.number(norm.magnitude), store.number(Rational(1, 3)))
        guard let magnitude = store.rationalValue(size) else { return nil }
        let n = norm.signum < 0 ? -magnitude : magnitude
        guard let t = rationalRoot(linear: -Rational(3) * n, constant: -Rational(2) * radicand.number) else { return nil }
        // The radical of the root, over that of the radicand: b = q*(3*p^2 + q^2*c) with q^2*c = p^2 - n.
        let factor = t * t - n
        guard !factor.isZero else { return nil }
        return store.sum(store.number(t * Rational(1, 2)), store.scaled(Rational(1) / factor, radicand.radical))
    }

    /// The rational root of `t^3 + linear*t + constant`, where it is the only real one or the largest in size.
    private func rationalRoot(linear: Rational, constant: Rational) -> Rational? {
        // With the denominators gone the root is a whole number.
        let scale = Rational(Integer.lcm(linear.denominator, constant.denominator))
        let (p, q) = (linear * scale * scale, constant * scale * scale * scale)
        guard p.doubleValue.magnitude < 1e15, q.doubleValue.magnitude < 1e15 else { return nil }
        // Newton's method from beyond the root of largest modulus, on the side where the root lies.
        var x = (1 + max(p.doubleValue.magnitude, q.doubleValue.magnitude)).squareRoot() * 2 + 2
        if q.signum > 0 { x = -x }
        for _ in 0..<200 {
            let step = (x * x * x + p.doubleValue * x + q.doubleValue) / (3 * x * x + p.doubleValue)
            guard step.isFinite else { return nil }
            x -= step
            if step.magnitude < 1e-9 * (1 + x.magnitude) { break }
        }
        guard let whole = Rational(exactly: x.rounded()), whole * whole * whole + p * whole + q == Rational(0) else { return nil }
        return whole / scale
    }
}
