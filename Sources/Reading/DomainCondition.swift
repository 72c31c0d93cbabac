import Expressions
import Syntax
import Vocabulary

/// A condition under which a part of an input has a value, read off the text before anything is rewritten.
public struct DomainCondition: Sendable {
    /// What is required.
    public enum Requirement: Hashable, Sendable {
        /// The expression is not zero: a denominator, the base of a negative power.
        case nonzero(Expr)
        /// The expression is positive: the base of a negative fractional power.
        case positive(Expr)
        /// The base of a power whose exponent's sign is not known: it is positive, or it is zero and the exponent is not negative.
        case base(Expr, exponent: Expr)
        /// The expression is not negative: the base of a fractional power.
        case nonnegative(Expr)
        /// The arguments of the call lie in the function's domain. The call is the bare node, not what it may have become.
        case inDomain(Expr)
        /// The condition holds: away from a kink, where a rule applies, among the real numbers.
        case holds(Expr)
        /// The derivative exists, and is what its formula says.
        indirect case derivative(TakenDerivative)

        /// The base of a power that is to be positive, or nearly so.
        public var base: Expr? {
            switch self {
            case .positive(let base), .base(let base, _): base
            default: nil
            }
        }

        /// The derivative that was taken.
        public var derivative: TakenDerivative? { if case .derivative(let taken) = self { taken } else { nil } }

        /// What the requirement is about.
        public var expr: Expr {
            switch self {
            case .nonzero(let expr), .positive(let expr), .nonnegative(let expr), .base(let expr, _), .inDomain(let expr), .holds(let expr):
                expr
            case .derivative(let taken): taken.formula
            }
        }
    }

    /// What is required.
    public internal(set) var requirement: Requirement
    /// The text that requires it.
    public let span: Span
    /// The condition of the branch the text stands in; `truth` outside of branches.
    public var guardCondition: Expr
    /// Whether it must hold among the real numbers, even where complex numbers would do: for a derivative.
    public private(set) var isReal = false

    /// The same condition, required by another text.
    public func moved(to span: Span) -> DomainCondition {
        var moved = DomainCondition(requirement: requirement, span: span, guardCondition: guardCondition)
        moved.isReal = isReal
        return moved
    }

    /// Whether it is about no name, and so holds or fails once and for all.
    public func isSettled(_ catalogue: Catalogue) -> Bool {
        let store = catalogue.store
        if let taken = requirement.derivative, taken.conditions.contains(where: { store.traits($0).contains(.hasSymbol) }) { return false }
        if case .base(_, let exponent) = requirement, store.traits(exponent).contains(.hasSymbol) { return false }
        if store.traits(guardCondition).contains(.hasSymbol) { return false }
        if !store.traits(requirement.expr).contains(.hasSymbol) { return true }
        // The remainder after division by 0 has no value, whatever is divided.
        guard case .inDomain(let call) = requirement, store.childCount(call) > 1 else { return false }
        return !store.traits(catalogue.condition(requirement, isComplex: true)).contains(.hasSymbol)
    }

    /// Requires it among the real numbers, unless it is about a name that is declared complex.
    public mutating func mustBeReal(_ store: ExprStore) { isReal = isReal || !store.hasComplexName(requirement.expr) }

    /// A requirement of a text.
    public init(requirement: Requirement, span: Span, guardCondition: Expr) {
        self.requirement = requirement
        self.span = span
        self.guardCondition = guardCondition
    }
}

extension Catalogue {
    /// The condition in one expression: the branch it stands in is not taken, or what is required holds.
    public func condition(_ condition: DomainCondition, isComplex: Bool = false) -> Expr {
        let required = self.condition(condition.requirement, isComplex: isComplex && !condition.isReal)
        return store.disjunction([store.negation(condition.guardCondition), required])
    }

    /// The condition without its borders: where this holds, the condition holds around the point, too. Where it fails at a point at which
    /// the condition holds, that is open.
    public func interior(_ condition: DomainCondition) -> Expr {
        let whole = self.condition(condition)
        var inside: [Expr: Expr] = [:]
        var parts = [whole]
        while let part = parts.popLast() {
            switch store.kind(part) {
            case .conjunction, .disjunction: parts += store.childArray(part)
            case .relation where store.relation(part) == .lessOrEqual:
                inside[part] = store.relation(.less, store.child(part, 0), store.child(part, 1))
            case .relation where store.relation(part) == .equal: inside[part] = .falsehood
            default: continue
            }
        }
        return substitute(whole, inside)
    }

    /// The requirement as a condition; with `isComplex` only what must hold for complex arguments too.
    public func condition(_ requirement: DomainCondition.Requirement, isComplex: Bool = false) -> Expr {
        let isComplex = isComplex || store.hasComplexName(requirement.expr)
        switch requirement {
        case .nonzero(let expr): return store.relation(.notEqual, expr, .zero)
        case .positive(let expr):
            return isComplex ? store.relation(.notEqual, expr, .zero) : store.relation(.less, .zero, expr)
        case .nonnegative(let expr): return isComplex ? .truth : store.relation(.lessOrEqual, .zero, expr)
        case .base(let base, let exponent): return baseCondition(base, exponent, isComplex: isComplex)
        case .holds(let condition): return condition
        case .derivative(let taken): return store.conjunction(taken.conditions)
        case .inDomain(let call):
            // With values put in, a call may have become a number, or have none.
            guard store.kind(call) == .call else { return call == .undefined ? .falsehood : call == .unfinished ? call : .truth }
            let function = store.function(call)
            let arguments = store.childArray(call)
            if isComplex {
                let places = singular(function)?.instance(arguments, self) ?? .falsehood
                let mayBeReal = store.traits(places).contains(.hasImaginary) && arguments.allSatisfy { store.facts(of: $0).isReal }
                return store.negation(mayBeReal ? amongReals(places) : places)
            }
            return domain(function)?.instance(arguments, self) ?? .truth
        }
    }

    /// Places that a real number can be, of those in a condition: not `x = I`.
    private func amongReals(_ places: Expr) -> Expr {
        let parts = store.disjuncts(places)
        return store.disjunction(
            parts.filter { part in
                store.kind(part) != .relation || store.relation(part) != .equal || !store.isConstant(store.child(part, 1))
                    || !store.traits(store.child(part, 1)).contains(.hasImaginary)
            })
    }

    /// `0^y` is 0 for a positive `y`, 1 for `y = 0`, and a division by zero for a negative one; a power of another number than 0 always
    /// has a value, which is real for a positive base and for a whole exponent.
    private func baseCondition(_ base: Expr, _ exponent: Expr, isComplex: Bool) -> Expr {
        let isOfAnyBase = isComplex || store.facts(of: exponent).isInteger
        let elsewhere = isOfAnyBase ? store.relation(.notEqual, base, .zero) : store.relation(.less, .zero, base)
        // Where the base is a name, the exponent at its zero is known, too.
        let there = store.kind(base) == .symbol ? substitute(exponent, [base: .zero]) : exponent
        if there.isAbsent { return elsewhere }
        let isReal = !store.traits(there).contains(.hasImaginary) && !store.hasComplexName(there)
        let atZero =
            isReal
            ? store.relation(.lessOrEqual, .zero, there)
            : store.relation(.less, .zero, call(KnownFunction.realPart, there))
        switch store.decided(atZero) {
        case true: return isOfAnyBase ? .truth : store.relation(.lessOrEqual, .zero, base)
        case false: return elsewhere
        default: return store.disjunction([elsewhere, store.conjunction([store.relation(.equal, base, .zero), atZero])])
        }
    }

    /// What a power or a call requires, as the text has it. Nil where it is always defined.
    public func requirement(base: Expr, exponent: Expr) -> DomainCondition.Requirement? {
        if let value = store.rationalValue(exponent) {
            if value.isInteger { return value.signum < 0 && !isNonzeroConstant(base) ? .nonzero(base) : nil }
            if isPositiveConstant(base) { return nil }
            return value.signum < 0 ? .positive(base) : .nonnegative(base)
        }
        let known = store.facts(of: exponent)
        if store.isConcerned(exponent), known.isInteger {
            if known.isNonnegative || isNonzeroConstant(base) { return nil }
            return known.isNegative ? .nonzero(base) : .base(base, exponent: exponent)
        }
        if isPositiveConstant(base) { return nil }
        // A negative number has real powers here and there only.
        if isNonzeroConstant(base) { return .positive(base) }
        if known.isNonnegative { return .nonnegative(base) }
        if known.isNegative { return .positive(base) }
        return .base(base, exponent: exponent)
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
