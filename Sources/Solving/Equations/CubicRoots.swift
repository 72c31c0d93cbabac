import Exact
import Expressions
import Reading
import Vocabulary

/// The zeros of an irreducible cubic polynomial with rational coefficients: Cardano's formula where one zero is real, Viète's with
/// cosines where all are.
struct CubicRoots {
    let catalogue: Catalogue
    private var store: ExprStore { catalogue.store }

    /// The three zeros, the real ones in ascending order before the others.
    ///
    /// - Parameter coefficients: the constant term first.
    func zeros(_ coefficients: [Rational]) -> [Expr]? {
        let lead = coefficients[3]
        let (a, b, c) = (coefficients[2] / lead, coefficients[1] / lead, coefficients[0] / lead)
        let shift = -a / Rational(3)
        // x = t + shift turns it into t^3 + p*t + q.
        let p = b - a * a / Rational(3)
        let q = Rational(2, 27) * a * a * a - a * b / Rational(3) + c
        let inner = q * q / Rational(4) + p * p * p / Rational(27)
        return inner.signum > 0 ? oneReal(shift, p, q, inner) : threeReal(shift, p, q)
    }

    private func oneReal(_ shift: Rational, _ p: Rational, _ q: Rational, _ inner: Rational) -> [Expr] {
        let root = store.squareRoot(store.number(inner))
        let half = store.number(-q / Rational(2))
        let parts = [store.sum(half, root), store.difference(half, root)].map { cubeRoot($0) }
        let (sum, difference) = (store.sum(parts), store.difference(parts[0], parts[1]))
        let start = store.number(shift)
        let imaginary = store.product([store.squareRoot(store.number(3)), .half, difference, store.constant(.imaginaryUnit)])
        let middle = store.sum(start, spread(Rational(-1, 2), sum))
        return [store.sum(start, sum), store.difference(middle, imaginary), store.sum(middle, imaginary)]
    }

    private func spread(_ factor: Rational, _ sum: Expr) -> Expr {
        store.kind(sum) == .sum ? store.sum(store.childArray(sum).map { store.scaled(factor, $0) }) : store.scaled(factor, sum)
    }

    /// The real cube root.
    private func cubeRoot(_ value: Expr) -> Expr {
        if let number = store.rationalValue(value) {
            let root = store.power(store.number(number.magnitude), store.number(Rational(1, 3)))
            return number.signum < 0 ? store.negated(root) : root
        }
        return catalogue.call(KnownFunction.cubeRoot, [value])
    }

    /// `2*sqrt(-p/3)*cos(acos(3*q/(2*p)*sqrt(-3/p))/3 - 2*pi*k/3)`.
    private func threeReal(_ shift: Rational, _ p: Rational, _ q: Rational) -> [Expr] {
        let size = store.product(store.number(2), store.squareRoot(store.number(-p / Rational(3))))
        let cosine = store.product(store.number(Rational(3) * q / (Rational(2) * p)), store.squareRoot(store.number(Rational(-3) / p)))
        let third = store.product(store.number(Rational(1, 3)), catalogue.call(KnownFunction.inverseCosine, [cosine]))
        // The angles 2*pi/3 apart below acos/3, which lies between 0 and pi/3: the cosines ascend for k = 2, 1, 0.
        return [2, 1, 0].map { turn in
            let angle = store.sum(third, store.product(store.number(Rational(-2 * turn, 3)), store.constant(.pi)))
            return store.sum(store.number(shift), store.product(size, catalogue.call(KnownFunction.cosine, [angle])))
        }
    }
}
