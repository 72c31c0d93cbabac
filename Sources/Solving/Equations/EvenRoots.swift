import Algebra
import Exact
import Expressions
import Reading
import Vocabulary

/// Roots of even order of squares among the real numbers: `abs(u)` for `sqrt(u^2)`.
struct EvenRoots {
    private let unknown: Expr
    private let catalogue: Catalogue
    private var store: ExprStore { catalogue.store }

    init(_ unknown: Expr, _ catalogue: Catalogue) {
        self.unknown = unknown
        self.catalogue = catalogue
    }

    /// The expression or condition with such roots replaced.
    func asMagnitudes(_ expr: Expr) -> Expr {
        let transforms = Transforms(catalogue)
        var replacements: [Expr: Expr] = [:]
        for node in store.postorder([expr])
        where store.kind(node) == .power && store.depends(node, on: unknown) {
            // Each power is looked at with all that stands below it.
            store.budget.poll()
            if store.budget.isExhausted { return expr }
            guard let exponent = store.rationalValue(store.child(node, 1)), !exponent.denominator.isOdd,
                EquationKind([store.child(node, 0)], [unknown], store).isPolynomial,
                let product = try? transforms.factor(store.child(node, 0))
            else { continue }
            var factors: [Expr] = []
            for (base, inner) in transforms.splitProduct(product) {
                guard let times = store.wholeValue(inner) else { break }
                if times % 2 == 0, store.depends(base, on: unknown) {
                    let size = catalogue.call(KnownFunction.absoluteValue, [base])
                    factors.append(store.power(size, store.number(exponent * Rational(times))))
                } else if store.facts(of: base).isNonnegative {
                    factors.append(store.power(base, store.number(exponent * Rational(times))))
                } else {
                    break
                }
            }
            if factors.count == transforms.splitProduct(product).count {
                replacements[node] = store.product(factors)
            }
        }
        return replacements.isEmpty ? expr : catalogue.substitute(expr, replacements)
    }
}
