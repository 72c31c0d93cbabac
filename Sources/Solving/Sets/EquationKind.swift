import Expressions

/// How unknowns stand in expressions.
struct EquationKind {
    /// Whether the expressions are made of the unknowns, sums, products and powers with rational exponents.
    private(set) var isAlgebraic = true
    /// Whether they are polynomials in the unknowns, so that roots have multiplicities.
    private(set) var isPolynomial = true
    /// Whether unknowns stand in powers that are not whole.
    private(set) var holdsRoots = false

    init(_ expressions: [Expr], _ unknowns: [Expr], _ store: ExprStore) {
        var dependent = Set(unknowns)
        for node in store.postorder(expressions) {
            guard dependent.contains(node) || store.childView(node).contains(where: { dependent.contains($0) }) else { continue }
            dependent.insert(node)
            switch store.kind(node) {
            case .symbol, .sum, .scaled, .product: break
            case .power:
                let exponent = store.rationalValue(store.child(node, 1))
                if exponent == nil { isAlgebraic = false }
                if (exponent?.isInteger ?? false) == false { holdsRoots = true }
                if exponent.map({ !$0.isInteger || $0.signum <= 0 }) ?? true { isPolynomial = false }
            default: (isAlgebraic, isPolynomial) = (false, false)
            }
        }
    }
}
