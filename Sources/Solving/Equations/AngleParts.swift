import Expressions
import Reading

/// The cosine and the sine of an angle, from which those of sums and multiples follow by the addition theorems.
struct AngleParts {
    let cosine: Expr
    let sine: Expr

    /// Those of the angle zero.
    static let zero = AngleParts(cosine: .one, sine: .zero)

    /// Those of the sum of two angles, multiplied out.
    func adding(_ other: AngleParts, _ catalogue: Catalogue) -> AngleParts {
        let (store, expansion) = (catalogue.store, Expansion(catalogue))
        return AngleParts(
            cosine: expansion.tidied(store.difference(store.product(cosine, other.cosine), store.product(sine, other.sine))),
            sine: expansion.tidied(store.sum(store.product(sine, other.cosine), store.product(cosine, other.sine))))
    }

    /// Those of a whole multiple of the angle.
    func multiplied(by turns: Int, _ catalogue: Catalogue) -> AngleParts {
        let multiple = (0..<turns.magnitude).reduce(AngleParts.zero) { sum, _ in sum.adding(self, catalogue) }
        return turns < 0 ? AngleParts(cosine: multiple.cosine, sine: catalogue.store.negated(multiple.sine)) : multiple
    }
}
