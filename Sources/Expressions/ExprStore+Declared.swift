import Exact
import Vocabulary

// Canonical forms that hold because of what is assumed. They touch only expressions all of whose names something is assumed of, so
// that nothing changes for anyone who assumes nothing.
extension ExprStore {
    // MARK: Conditions

    /// Whether a condition holds at all points that satisfy the assumptions and at which its sides have values: false where it
    /// holds at none, nil where that is not known.
    public func decided(_ condition: Expr) -> Bool? {
        switch kind(condition) {
        case .constant: return condition == .truth ? true : condition == .falsehood ? false : nil
        case .relation, .conjunction, .disjunction:
            if assumptions.parts.contains(condition) { return true }
            return decidedByFacts(condition)
        default: return nil
        }
    }

    /// As `decided`, but only by what is inferred of values.
    func decidedByFacts(_ condition: Expr) -> Bool? {
        switch kind(condition) {
        case .relation: return decided(relation(condition), child(condition, 0), child(condition, 1))
        case .conjunction, .disjunction:
            let isConjunction = kind(condition) == .conjunction
            // Parts that are junctions themselves are left alone: this goes no deeper than one level.
            let parts = childArray(condition).map { kind($0) == .relation ? decidedByFacts($0) : nil }
            if parts.contains(!isConjunction) { return !isConjunction }
            return parts.allSatisfy { $0 == isConjunction } ? isConjunction : nil
        default: return nil
        }
    }

    private func decided(_ relation: Relation, _ left: Expr, _ right: Expr) -> Bool? {
        let gap = difference(right, left)
        if gap.isAbsent { return nil }
        let facts = facts(of: gap)
        switch relation {
        case .equal: return facts.isNonzero ? false : facts.isZero ? true : nil
        case .notEqual: return facts.isNonzero ? true : facts.isZero ? false : nil
        case .less: return facts.isPositive ? true : facts.isNonpositive ? false : nil
        case .lessOrEqual: return facts.isNonnegative ? true : facts.isNegative ? false : nil
        }
    }

    /// The equation as it stands: something to solve or to substitute by, which assumptions do not decide.
    public func equation(_ left: Expr, _ right: Expr) -> Expr {
        !hasAssumptions ? relation(.equal, left, right) : withoutAssumptions { relation(.equal, left, right) }
    }

    /// A condition, decided where the assumptions allow it even if it is an equation.
    public func settled(_ condition: Expr) -> Expr {
        guard hasAssumptions, kind(condition) == .relation else { return condition }
        return relation(relation(condition), child(condition, 0), child(condition, 1))
    }

    /// The truth value of a relation whose names are assumed something of, if that decides it.
    func declaredRelation(_ relation: Relation, _ left: Expr, _ right: Expr) -> Bool? {
        guard !(isConstant(left) && isConstant(right)) else { return nil }
        if isDeclared(left), isDeclared(right), let decided = decided(relation, left, right) { return decided }
        return nil
    }

    /// The truth value of a relation that was stated, or follows at once from one that was, or contradicts one.
    func statedRelation(_ expr: Expr) -> Bool? {
        guard !assumptions.parts.isEmpty else { return nil }
        if isStated(relation(expr), child(expr, 0), child(expr, 1)) { return true }
        return isRefuted(expr) ? false : nil
    }

    /// Whether a relation is the opposite of one that was stated.
    func isRefuted(_ expr: Expr) -> Bool {
        let opposite = relation(expr).opposite
        let (left, right) = (child(expr, 0), child(expr, 1))
        return opposite.isExchanged ? isStated(opposite.relation, right, left) : isStated(opposite.relation, left, right)
    }

    /// A relation with zero, without the factors that do not matter to it: positive ones, and for `=` and `!=` those that are not
    /// zero. Nil where there are none.
    func reducedRelation(_ relation: Relation, _ left: Expr, _ right: Expr) -> Expr? {
        guard left == .zero || right == .zero else { return nil }
        let side = left == .zero ? right : left
        guard kind(barePart(side)) == .product else { return nil }
        let isOrder = relation == .less || relation == .lessOrEqual
        let factors = childArray(barePart(side))
        let kept = factors.filter { factor in
            guard isConcerned(factor) else { return true }
            return isOrder ? !facts(of: factor).isPositive : !facts(of: factor).isNonzero
        }
        if kept.count == factors.count { return nil }
        let rest = scaled(coefficient(side), product(kept))
        return left == .zero ? self.relation(relation, .zero, rest) : self.relation(relation, rest, .zero)
    }

    private func isStated(_ relation: Relation, _ left: Expr, _ right: Expr) -> Bool {
        func has(_ relation: Relation, _ left: Expr, _ right: Expr) -> Bool {
            assumptions.parts.contains(pair(.relation, UInt16(relation.rawValue), left, right, extra: .isCondition))
        }
        if has(relation, left, right) { return true }
        switch relation {
        case .less: return false
        case .lessOrEqual: return has(.less, left, right) || has(.equal, left, right) || has(.equal, right, left)
        case .equal: return has(.equal, right, left)
        case .notEqual: return has(.notEqual, right, left) || has(.less, left, right) || has(.less, right, left)
        }
    }

    // MARK: Powers

    /// The power in the form that the assumptions allow; nil where they say nothing new.
    func declaredPower(_ base: Expr, _ exponent: Expr) -> Expr? {
        let isWhole = isNumber(exponent) ? isWhole(exponent) : isConcerned(exponent) && facts(of: exponent).isInteger
        switch kind(base) {
        case .number:
            guard isWhole, !isNumber(exponent), sign(base) < 0 else { return nil }
            if base == .minusOne { return powerOfMinusOne(exponent) }
            return product(power(.minusOne, exponent), power(negated(base), exponent))
        case .power:
            return declaredPowerOfPower(base, exponent, isWhole: isWhole)
        case .call where function(base) == KnownFunction.absoluteValue:
            let argument = child(base, 0)
            guard isWhole, facts(of: exponent).parity == .even, isConcerned(argument), facts(of: argument).isReal else { return nil }
            return power(argument, exponent)
        case .scaled, .product:
            if isWhole {
                if isNumber(exponent) { return nil }
                return product(childArray(base).map { power($0, exponent) })
            }
            return splitPower(base, exponent)
        default:
            return nil
        }
    }

    /// `(b^a)^e`: `b^(a*e)` for whole `e`, and where `b` is not negative and `a` is real; `abs(b)^(a*e)` for even `a`.
    private func declaredPowerOfPower(_ base: Expr, _ exponent: Expr, isWhole: Bool) -> Expr? {
        let (inner, power) = (child(base, 0), child(base, 1))
        if isWhole { return isNumber(exponent) ? nil : self.power(inner, product(power, exponent)) }
        guard isConcerned(base) else { return nil }
        let (value, order) = (facts(of: inner), facts(of: power))
        if value.isNonnegative, order.isReal { return self.power(inner, product(power, exponent)) }
        guard value.isReal, order.parity == .even else { return nil }
        let size = value.isNonpositive ? negated(inner) : call(KnownFunction.absoluteValue, inner)
        return self.power(size, product(power, exponent))
    }

    /// `(-1)^n` for a whole `n`: even terms leave the exponent, odd ones change the sign.
    private func powerOfMinusOne(_ exponent: Expr) -> Expr? {
        var isNegative = false
        var kept: [Expr] = []
        for term in terms(exponent) {
            let facts = facts(of: term)
            if let parity = facts.parity {
                if parity == .odd { isNegative.toggle() }
            } else if kind(term) == .scaled, coefficient(term).isInteger, self.facts(of: child(term, 1)).isInteger {
                // Neither even nor odd: the coefficient is odd, and as good as 1.
                kept.append(child(term, 1))
            } else {
                kept.append(term)
            }
        }
        let rest = sum(kept)
        if rest == exponent { return nil }
        let value = rest == .zero ? .one : power(.minusOne, rest)
        return isNegative ? negated(value) : value
    }

    /// `(p*r)^e` is `p^e*r^e` for a `p` that is not negative. Numbers and constants go with `r`, unless `r` has nothing else.
    private func splitPower(_ base: Expr, _ exponent: Expr) -> Expr? {
        let coefficient = coefficient(base)
        let bare = barePart(base)
        let factors = factors(bare)
        var (taken, rest): ([Expr], [Expr]) = ([], [])
        for factor in factors {
            if isConcerned(factor), facts(of: factor).isNonnegative { taken.append(factor) } else { rest.append(factor) }
        }
        if taken.isEmpty {
            guard coefficient.signum < 0, !coefficient.magnitude.isOne, factors.count == 1, isConcerned(bare),
                facts(of: bare).isNonpositive
            else { return nil }
            return product(power(number(-coefficient), exponent), power(negated(bare), exponent))
        }
        var parts = taken
        if rest.allSatisfy({ isConstant($0) }) {
            parts += rest.filter { facts(of: $0).isNonnegative }
            parts.append(scaled(coefficient, product(rest.filter { !facts(of: $0).isNonnegative })))
        } else {
            parts.append(scaled(coefficient, product(rest)))
        }
        return product(parts.map { power($0, exponent) })
    }
}

extension Facts {
    /// The value is zero.
    public var isZero: Bool {
        guard isReal, let lower, let upper else { return false }
        return lower.value.isZero && upper.value.isZero
    }
}
