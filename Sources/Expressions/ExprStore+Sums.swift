import Exact

/// A term of a sum under construction: a coefficient times an expression that is no number and carries no coefficient.
struct Term {
    var bare: Expr
    var coefficient: Rational
}

extension ExprStore {
    /// The sum of two expressions.
    public func sum(_ left: Expr, _ right: Expr) -> Expr {
        if left == .zero { return right }
        if right == .zero { return left }
        if isNumber(left), isNumber(right) { return number(rational(left) + rational(right)) }
        return withUnsafeTemporaryAllocation(of: Expr.self, capacity: 2) { buffer in
            buffer.initializeElement(at: 0, to: left)
            buffer.initializeElement(at: 1, to: right)
            return sum(UnsafeBufferPointer(buffer))
        }
    }

    /// The sum of all.
    public func sum(_ parts: [Expr]) -> Expr { parts.withUnsafeBufferPointer { sum($0) } }

    /// The sum of all, in canonical form: nested sums flattened, numbers added, like terms merged.
    public func sum(_ parts: UnsafeBufferPointer<Expr>) -> Expr {
        if parts.count == 1 { return parts[0] }
        let base = terms.count
        defer { terms.removeLast(terms.count - base) }
        var constant = RationalSum()
        for part in parts {
            if part.isAbsent { return part }
            guard budget.step() else { return .unfinished }
            add(part, factor: Rational(1), &constant, isNested: false)
        }
        mergeTerms(from: base)
        return rebuild(from: base, constant.value)
    }

    /// The difference of two expressions.
    public func difference(_ left: Expr, _ right: Expr) -> Expr { sum(left, negated(right)) }

    /// The coefficient and the bare part of a term.
    func split(_ expr: Expr) -> Term {
        if kind(expr) == .scaled { return Term(bare: child(expr, 1), coefficient: rational(child(expr, 0))) }
        return Term(bare: expr, coefficient: Rational(1))
    }

    /// Pushes a summand. Sums are taken apart; so are numbers times sums, for `x - (x + y)` must find that the terms are alike.
    private func add(_ expr: Expr, factor: Rational, _ constant: inout RationalSum, isNested: Bool) {
        switch kind(expr) {
        case .number:
            constant.add(factor.isOne ? rational(expr) : factor * rational(expr))
        case .sum where !isNested:
            for position in 0..<childCount(expr) { add(child(expr, position), factor: factor, &constant, isNested: true) }
        case .scaled:
            let bare = child(expr, 1)
            let coefficient = rational(child(expr, 0))
            if kind(bare) == .sum, !isNested {
                for position in 0..<childCount(bare) { add(child(bare, position), factor: coefficient, &constant, isNested: true) }
            } else {
                terms.append(Term(bare: bare, coefficient: factor.isOne ? coefficient : factor * coefficient))
            }
        default:
            terms.append(Term(bare: expr, coefficient: factor))
        }
    }

    /// Sorts the terms by handle and adds the coefficients of equal ones.
    private func mergeTerms(from base: Int) {
        if terms.count - base < 2 { return }
        sortTerms(from: base)
        var kept = base
        for position in (base + 1)..<terms.count {
            if terms[position].bare == terms[kept].bare {
                terms[kept].coefficient = terms[kept].coefficient + terms[position].coefficient
            } else {
                if !terms[kept].coefficient.isZero { kept += 1 }
                if kept != position { terms[kept] = terms[position] }
            }
        }
        if !terms[kept].coefficient.isZero { kept += 1 }
        terms.removeLast(terms.count - kept)
    }

    private func sortTerms(from base: Int) {
        if terms.count - base > 24 {
            terms[base...].sort { $0.bare.index < $1.bare.index }
            return
        }
        for position in (base + 1)..<terms.count {
            var hole = position
            while hole > base, terms[hole].bare.index < terms[hole - 1].bare.index {
                terms.swapAt(hole, hole - 1)
                hole -= 1
            }
        }
    }

    private func rebuild(from base: Int, _ constant: Rational) -> Expr {
        let count = terms.count - base
        if count == 0 { return number(constant) }
        let hasConstant = !constant.isZero
        if count == 1, !hasConstant { return scaled(terms[base].coefficient, terms[base].bare) }
        return withUnsafeTemporaryAllocation(of: Expr.self, capacity: count + 1) { buffer in
            var used = 0
            if hasConstant {
                buffer.initializeElement(at: 0, to: number(constant))
                used = 1
            }
            for position in base..<terms.count {
                buffer.initializeElement(at: used, to: scaled(terms[position].coefficient, terms[position].bare))
                used += 1
            }
            if budget.isExhausted { return .unfinished }
            return intern(.sum, UnsafeBufferPointer(rebasing: buffer[0..<used]))
        }
    }

    /// A number times an expression.
    public func scaled(_ coefficient: Rational, _ expr: Expr) -> Expr {
        if coefficient.isOne || expr.isAbsent { return expr }
        if coefficient.isZero { return .zero }
        switch kind(expr) {
        case .number:
            return number(coefficient * rational(expr))
        case .scaled:
            return scaled(coefficient * rational(child(expr, 0)), child(expr, 1))
        default:
            let factor = number(coefficient)
            if factor.isAbsent { return factor }
            return pair(.scaled, factor, expr)
        }
    }

    /// The negative.
    public func negated(_ expr: Expr) -> Expr { scaled(Rational(-1), expr) }

    /// The coefficient of a term: 3 for `3*x`, the number itself for a number, 1 for others.
    public func coefficient(_ expr: Expr) -> Rational {
        switch kind(expr) {
        case .number: rational(expr)
        case .scaled: rational(child(expr, 0))
        default: Rational(1)
        }
    }
}

extension ExprStore {
    /// The negative of a value, term by term, so that it reads well.
    public func opposite(_ value: Expr) -> Expr { kind(value) == .sum ? sum(childArray(value).map { negated($0) }) : negated(value) }
}
