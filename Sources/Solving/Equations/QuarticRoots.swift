import Exact
import Expressions
import Polynomials
import Reading

/// The zeros of an irreducible quartic polynomial with rational coefficients, by Ferrari's method (Cardano, *Ars Magna*, 1545).
struct QuarticRoots {
    let catalogue: Catalogue
    private var store: ExprStore { catalogue.store }

    /// The four zeros; nil for a polynomial in the square of the shifted unknown, which `RadicalRoots` solves better.
    ///
    /// - Parameter coefficients: the constant term first.
    func zeros(_ coefficients: [Rational]) -> [Expr]? {
        let lead = coefficients[4]
        let (a, b, c, d) = (coefficients[3] / lead, coefficients[2] / lead, coefficients[1] / lead, coefficients[0] / lead)
        let shift = -a / Rational(4)
        // x = y + shift turns it into y^4 + p*y^2 + q*y + r.
        let square = a * a
        let p = b - Rational(3, 8) * square
        let q = c - a * b / Rational(2) + square * a / Rational(8)
        let r = d - a * c / Rational(4) + square * b / Rational(16) - Rational(3, 256) * square * square
        let start = store.number(shift)
        if q.isZero {
            let inner = QuadraticRoots(store).zeros([r, p, 1])
            return inner.flatMap { value in
                let root = store.squareRoot(value)
                return [store.difference(start, root), store.sum(start, root)]
            }
        }
        // A positive zero of m^3 + p*m^2 + (p^2/4 - r)*m - q^2/8: there is one, for the value at 0 is negative.
        let resolvent = [-q * q / Rational(8), p * p / Rational(4) - r, p, Rational(1)]
        guard let m = positiveZero(resolvent) else { return nil }
        let root = store.squareRoot(store.product(store.number(2), m))
        var zeros: [Expr] = []
        for sign in [-1, 1] {
            // y^2 - sign*root*y + (p/2 + m + sign*q/(2*root)) = 0.
            let linear = store.product(store.number(sign), root)
            let constant = store.sum([
                store.number(p / Rational(2)), m, store.quotient(store.number(Rational(sign) * q / Rational(2)), root),
            ])
            let radicand = store.difference(store.product(store.number(2), m), store.product(store.number(4), constant))
            let inner = store.squareRoot(Expansion(catalogue).tidied(radicand))
            for outer in [-1, 1] {
                let sum = store.sum(linear, store.product(store.number(outer), inner))
                zeros.append(store.sum(start, store.product(.half, sum)))
            }
        }
        return zeros
    }

    private func positiveZero(_ resolvent: [Rational]) -> Expr? {
        let factors = RationalPolynomialFactors(store).irreducible(resolvent)
        for factor in factors where factor.count == 2 {
            let zero = -factor[0] / factor[1]
            if zero.signum > 0 { return store.number(zero) }
        }
        for factor in factors where factor.count == 3 {
            let zeros = QuadraticRoots(store).zeros(factor)
            if let last = zeros.last, store.facts(of: last).isPositive { return last }
        }
        guard let cubic = factors.first(where: { $0.count == 4 }) else { return nil }
        // With one real zero it is the first, with three the last is the greatest.
        guard let zeros = CubicRoots(catalogue: catalogue).zeros(cubic) else { return nil }
        return store.traits(zeros[2]).contains(.hasImaginary) ? zeros[0] : zeros[2]
    }
}

/// Factors of polynomials in one variable with rational coefficients.
struct RationalPolynomialFactors {
    private let store: ExprStore

    init(_ store: ExprStore) { self.store = store }

    /// The irreducible factors, each by its coefficients, the constant term first; multiplicities left out.
    func irreducible(_ coefficients: [Rational]) -> [[Rational]] {
        let ring = PolynomialRing(variableCount: 1, budget: store.budget)
        var denominator: Integer = 1
        for value in coefficients { denominator = Integer.lcm(denominator, value.denominator) }
        var builder = PolynomialBuilder(ring)
        for (power, value) in coefficients.enumerated() where !value.isZero {
            builder.add(value.numerator * denominator.dividedExactly(by: value.denominator), [power])
        }
        return builder.polynomial().factors().factors.map { factor in
            var list = [Rational](repeating: 0, count: factor.polynomial.totalDegree + 1)
            factor.polynomial.forEachTerm { exponents, coefficient in list[Int(exponents[0])] = Rational(coefficient) }
            return list
        }
    }
}
