import Expressions
import Syntax
import Vocabulary

/// A condition under which a part of an input has a value, read off the text before anything is rewritten.
public struct DomainCondition {
    /// What is required.
    public enum Requirement: Hashable {
        /// The expression is not zero: a denominator, the base of a negative power.
        case nonzero(Expr)
        /// The expression is positive: the base of a power with a variable exponent.
        case positive(Expr)
        /// The expression is not negative: the base of a fractional power.
        case nonnegative(Expr)
        /// The arguments of the call lie in the function's domain. The call is the bare node, not what it may have become.
        case inDomain(Expr)

        /// What the requirement is about.
        var expr: Expr {
            switch self {
            case .nonzero(let expr), .positive(let expr), .nonnegative(let expr), .inDomain(let expr): expr
            }
        }
    }

    /// What is required.
    public let requirement: Requirement
    /// The text that requires it.
    public let span: Span
    /// The condition of the branch the text stands in; `truth` outside of branches.
    public var guardCondition: Expr
}

extension Catalogue {
    /// The requirement as a condition; with `isComplex` only what must hold for complex arguments too.
    public func condition(_ requirement: DomainCondition.Requirement, isComplex: Bool = false) -> Expr {
        let isComplex = isComplex || store.hasComplexName(requirement.expr)
        switch requirement {
        case .nonzero(let expr): return store.relation(.notEqual, expr, .zero)
        case .positive(let expr):
            return isComplex ? store.relation(.notEqual, expr, .zero) : store.relation(.less, .zero, expr)
        case .nonnegative(let expr): return isComplex ? .truth : store.relation(.lessOrEqual, .zero, expr)
        case .inDomain(let call):
            let function = store.function(call)
            let arguments = store.childArray(call)
            if isComplex {
                return singular(function).map { store.negation($0.instance(arguments, self)) } ?? .truth
            }
            return domain(function)?.instance(arguments, self) ?? .truth
        }
    }

    /// What a power or a call requires, as the text has it. Nil where it is always defined.
    public func requirement(base: Expr, exponent: Expr) -> DomainCondition.Requirement? {
        if let value = store.rationalValue(exponent) {
            if value.isInteger { return value.signum < 0 && !isNonzeroConstant(base) ? .nonzero(base) : nil }
            if isPositiveConstant(base) { return nil }
            return value.signum < 0 ? .positive(base) : .nonnegative(base)
        }
        if store.isConcerned(exponent), store.facts(of: exponent).isInteger {
            return store.facts(of: exponent).isPositive ? nil : .nonzero(base)
        }
        return isPositiveConstant(base) || base == .zero ? nil : .positive(base)
    }

    private func isNonzeroConstant(_ expr: Expr) -> Bool {
        switch store.kind(expr) {
        case .number: expr != .zero
        case .constant: true
        default: false
        }
    }

    private func isPositiveConstant(_ expr: Expr) -> Bool {
        if let value = store.rationalValue(expr) { return value.signum > 0 }
        return store.isConstant(expr, .pi) || store.isConstant(expr, .e)
    }
}
