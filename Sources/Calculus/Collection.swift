import Expressions

/// Puts terms together that share a power with a variable exponent: `a*x^(x - 1) + b*x^(x - 1)` is `(a + b)*x^(x - 1)`.
///
/// While derivatives are taken the terms stay apart, so that like ones merge; a person reads the collected form, which is half as
/// long for the higher derivatives of `x^x`.
struct Collection {
    let store: ExprStore

    func collected(_ expr: Expr) -> Expr {
        guard store.kind(expr) == .sum else { return expr }
        var keys: [Expr] = []
        var groups: [Expr: [Expr]] = [:]
        var rest: [Expr] = []
        for term in store.childArray(expr) {
            guard let power = sharedPower(term) else {
                rest.append(term)
                continue
            }
            if groups[power] == nil { keys.append(power) }
            groups[power, default: []].append(term)
        }
        guard keys.count < store.childCount(expr) - rest.count else { return expr }
        let parts = keys.map { key -> Expr in
            let terms = groups[key] ?? []
            guard terms.count > 1 else { return terms[0] }
            return store.product(key, store.sum(terms.map { quotient($0, key) }))
        }
        return store.sum(rest + parts)
    }

    /// The only power with a variable exponent among the factors of a term.
    private func sharedPower(_ term: Expr) -> Expr? {
        let bare = store.barePart(term)
        let factors = store.factors(bare)
        let powers = factors.filter { store.kind($0) == .power && store.traits(store.child($0, 1)).contains(.hasSymbol) }
        return powers.count == 1 ? powers[0] : nil
    }

    /// The term without the factor.
    private func quotient(_ term: Expr, _ factor: Expr) -> Expr {
        let bare = store.barePart(term)
        let factors = store.kind(bare) == .product ? store.childArray(bare).filter { $0 != factor } : []
        return store.scaled(store.coefficient(term), factors.isEmpty ? .one : store.product(factors))
    }
}
