import Algebra
import Exact
import Expressions
import Reading
import Syntax

/// Small forms on the way to solutions.
struct Expansion {
    let catalogue: Catalogue
    var store: ExprStore { catalogue.store }

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// Multiplied out.
    func expanded(_ expr: Expr) throws(Diagnostic) -> Expr { try Transforms(catalogue).expand(expr) }

    /// Multiplied out, where that can be done.
    func tidied(_ expr: Expr) -> Expr { (try? expanded(expr)) ?? expr }

    /// A sum times a number, term by term.
    func scaled(_ expr: Expr, by factor: Rational) -> Expr {
        guard store.kind(expr) == .sum else { return store.scaled(factor, expr) }
        return store.sum(store.childArray(expr).map { store.scaled(factor, $0) })
    }

    /// Whether the numbers before all terms are negative.
    func isNegative(_ expr: Expr) -> Bool {
        let terms = store.terms(expr)
        return terms.allSatisfy { (store.rationalValue($0) ?? store.coefficient($0)).signum < 0 }
    }

    /// A rational number whose square divides the numbers before all terms.
    func squareContent(of expr: Expr) -> Rational {
        let terms = store.terms(expr)
        var common: Integer = 0
        for term in terms {
            let coefficient = store.rationalValue(term) ?? store.coefficient(term)
            guard coefficient.isInteger else { return 1 }
            common = Integer.gcd(common, coefficient.numerator)
        }
        var root: Integer = 1
        for factor in [2, 3, 5, 7] {
            let square = Integer(factor * factor)
            while !common.isZero, common.quotientAndRemainder(dividingBy: square).remainder.isZero {
                common = common.dividedExactly(by: square)
                root = root * Integer(factor)
            }
        }
        return Rational(root)
    }
}
