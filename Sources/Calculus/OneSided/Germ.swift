import Exact
import Expressions

/// What a function is close to a point `p`, for small `h` other than 0: `limit + slope·h` but for at most a constant times
/// `|h|^order`, and no smaller than a constant times `|h|^least`.
///
/// With an order above 1 the slope is the total derivative, if the function has the limit as its value at the point. These are bounds in
/// all directions at once, which slopes along lines and curves are not (Dieudonné, *Foundations of Modern Analysis*, 1960, 8.1).
struct Germ {
    /// The limit, a constant. For an order of at most 0 there need be none, and this is 0.
    var limit: Expr
    /// The slopes, constants; 0 for an order of at most 1.
    var slope: [Expr]
    /// The order of what is left out; negative for what may go to infinity.
    var order: Rational
    /// The order of a lower bound of the size; nil where none is known.
    var least: Rational?

    /// An order above all that matter.
    static let exact = Rational(1_000_000)
    /// What is below a logarithm of `|h|`: any negative number would do.
    static let belowLogarithms = Rational(-1, 1_000)

    /// Whether nothing but the remainder is known.
    func isFlat() -> Bool { slope.allSatisfy { $0 == .zero } }

    /// The order of the distance from the limit.
    func variation() -> Rational { isFlat() ? order : Swift.min(order, Rational(1)) }

    /// The germ of something bounded by a power of `|h|`, with limit 0 where that is positive.
    static func bounded(_ order: Rational, _ count: Int, least: Rational? = nil) -> Germ {
        Germ(limit: .zero, slope: Array(repeating: .zero, count: count), order: order, least: least)
    }
}
