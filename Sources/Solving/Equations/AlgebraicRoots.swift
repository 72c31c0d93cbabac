import Exact
import Expressions
import Reading

/// All roots of a polynomial as exact algebraic numbers.
struct AlgebraicRoots {
    let catalogue: Catalogue

    /// `rootof(p, k)` for every k, the real ones first; nil where the degree is too large.
    ///
    /// - Parameter coefficients: of an irreducible polynomial, the constant term first.
    func roots(_ coefficients: [Rational]) -> [Expr]? {
        let denominator = coefficients.reduce(Integer(1)) { Integer.lcm($0, $1.denominator) }
        let whole = coefficients.map { $0.numerator * denominator.dividedExactly(by: $0.denominator) }
        let roots = (1..<whole.count).map { catalogue.root($0, of: whole) }
        return roots.contains(where: \.isAbsent) ? nil : roots
    }
}
