import Exact
import Expressions
import Reading

/// All roots of a polynomial as exact algebraic numbers.
struct AlgebraicRoots {
    let catalogue: Catalogue

    /// `rootof(p, k)` for every k, the real ones first.
    func roots(_ coefficients: [Rational]) -> [Expr]? { nil }
}
