import Expressions

extension Definition {
    /// What it stands for with expressions in place of names.
    public func substituting(_ replacements: [Expr: Expr], _ catalogue: Catalogue) -> Definition {
        switch self {
        case .meaning(let meaning): .meaning(meaning.substituting(replacements, catalogue))
        case .list(let list): .list(list.map { $0.substituting(replacements, catalogue) })
        case .array(let array): .array(array.substituting(replacements, catalogue))
        case .indexedArray(let meaning): meaning.substituting(replacements, catalogue)
        }
    }
}

extension DomainCondition {
    /// The condition with expressions in place of names: what a text requires whose names are given by other texts.
    public func substituting(_ replacements: [Expr: Expr], _ catalogue: Catalogue) -> DomainCondition {
        func replaced(_ expr: Expr) -> Expr { catalogue.substitute(expr, replacements) }
        let store = catalogue.store
        let requirement: Requirement =
            switch self.requirement {
            case .nonzero(let expr): .nonzero(replaced(expr))
            case .positive(let expr): .positive(replaced(expr))
            case .nonnegative(let expr): .nonnegative(replaced(expr))
            case .base(let base, let exponent): .base(replaced(base), exponent: replaced(exponent))
            case .holds(let condition): .holds(replaced(condition))
            case .derivative(let taken): .derivative(taken.substituting(replacements, catalogue))
            // The bare node, not what the call may become.
            case .inDomain(let call): .inDomain(store.call(store.function(call), store.childArray(call).map(replaced)))
            }
        var result = self
        result.requirement = requirement
        result.guardCondition = replaced(guardCondition)
        return result
    }
}
