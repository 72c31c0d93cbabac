import Algebra
import Certified
import Exact
import Expressions
import Polynomials
import Reading
import Rendering
import Support
import Testing

/// A store with everything around it, and random expressions to convert.
struct Workbench {
    let store = ExprStore()
    let catalogue: Catalogue
    let reader: Reader

    init() {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
    }

    func read(_ text: String) throws -> Expr { try reader.expression(text) }

    func text(_ expr: Expr) throws -> String {
        var renderer = TextRenderer(store)
        return try renderer.text(expr)
    }

    /// Whether two expressions agree at random points, by certified enclosures. What is undefined everywhere agrees with nothing.
    func agree(_ left: Expr, _ right: Expr) throws -> Bool {
        if left == right { return true }
        let comparison = try BallComparison(catalogue)
        if case .agree = comparison.compare(left, right) { return true }
        return false
    }

    /// A random expression of sums, products and whole powers over the leaves.
    func random(_ random: inout Randomness, _ leaves: [Expr], depth: Int, negativePowers: Bool = true) -> Expr {
        if depth == 0 || random.oneIn(6) {
            if random.oneIn(4) { return store.number(Rational(random.below(13) - 6, random.below(3) + 1)) }
            return random.pick(leaves)
        }
        let result: Expr
        switch random.below(5) {
        case 0, 1:
            result = store.sum(
                (0..<random.below(3) + 2).map { _ in self.random(&random, leaves, depth: depth - 1, negativePowers: negativePowers) })
        case 2, 3:
            result = store.product(
                (0..<random.below(2) + 2).map { _ in self.random(&random, leaves, depth: depth - 1, negativePowers: negativePowers) })
        default:
            let exponent = negativePowers ? random.below(7) - 3 : random.below(4)
            result = store.power(self.random(&random, leaves, depth: depth - 1, negativePowers: negativePowers), exponent)
        }
        return result == .undefined ? .one : result
    }
}
