import Exact
import Vocabulary

/// A factor of a product under construction.
struct Factor {
    var base: Expr
    var exponent: Expr
}

extension ExprStore {
    /// The product of two expressions.
    public func product(_ left: Expr, _ right: Expr) -> Expr {
        if left == .one { return right }
        if right == .one { return left }
        if isNumber(left) { return left == .zero && right.isAbsent ? right : scaled(rational(left), right) }
        if isNumber(right) { return right == .zero && left.isAbsent ? left : scaled(rational(right), left) }
        return withUnsafeTemporaryAllocation(of: Expr.self, capacity: 2) { buffer in
            buffer.initializeElement(at: 0, to: left)
            buffer.initializeElement(at: 1, to: right)
            return product(UnsafeBufferPointer(buffer))
        }
    }

    /// The product of all.
    public func product(_ parts: [Expr]) -> Expr { parts.withUnsafeBufferPointer { product($0) } }

    /// The product of all, in canonical form: nested products flattened, numbers multiplied, like bases merged
    /// (`x^a*x^b` is `x^(a + b)` for all complex `x` but 0, where a removable hole may close).
    public func product(_ parts: UnsafeBufferPointer<Expr>) -> Expr {
        if parts.count == 1 { return parts[0] }
        let base = factors.count
        defer { factors.removeLast(factors.count - base) }
        var coefficient = Rational(1)
        for part in parts {
            if part.isAbsent { return part }
            guard budget.step() else { return .unfinished }
            multiply(part, &coefficient)
        }
        // Merging exponents may turn factors into numbers or products; each round leaves fewer bases.
        while mergeFactors(from: base, &coefficient) {
            guard budget.step() else { return .unfinished }
        }
        if coefficient.isZero { return .zero }
        return rebuildProduct(from: base, coefficient)
    }

    /// The quotient of two expressions.
    public func quotient(_ left: Expr, _ right: Expr) -> Expr { product(left, power(right, .minusOne)) }

    private func multiply(_ expr: Expr, _ coefficient: inout Rational) {
        switch kind(expr) {
        case .number:
            coefficient = coefficient * rational(expr)
        case .scaled:
            coefficient = coefficient * rational(child(expr, 0))
            multiplyBare(child(expr, 1))
        default:
            multiplyBare(expr)
        }
        if coefficient.bitLength > Integer.maximumBits { budget.exhaust(.size) }
    }

    private func multiplyBare(_ expr: Expr) {
        switch kind(expr) {
        case .product:
            for position in 0..<childCount(expr) { multiplyBare(child(expr, position)) }
        case .power:
            factors.append(Factor(base: child(expr, 0), exponent: child(expr, 1)))
        default:
            factors.append(Factor(base: expr, exponent: .one))
        }
    }

    /// Sorts the factors by base, adds the exponents of equal bases, joins radicals of numbers, and moves what became a number
    /// or a product back into the lists. Returns whether another round is needed.
    private func mergeFactors(from base: Int, _ coefficient: inout Rational) -> Bool {
        sortFactors(from: base)
        var isMerged = false
        var kept = base
        for position in base..<factors.count {
            let factor = factors[position]
            if kept > base, factors[kept - 1].base == factor.base {
                factors[kept - 1].exponent = sum(factors[kept - 1].exponent, factor.exponent)
                isMerged = true
            } else {
                factors[kept] = factor
                kept += 1
            }
        }
        factors.removeLast(factors.count - kept)
        let joined = joinRadicals(from: base, &coefficient)
        let signed = joinSign(from: base, &coefficient)
        guard isMerged || joined || signed else { return false }
        var position = base
        // A radical that was joined may have the base of another power: `10^x*2^(1/3)*5^(1/3)`.
        var isUnsettled = joined || signed
        while position < factors.count {
            let factor = factors[position]
            let value = power(factor.base, factor.exponent)
            if kind(value) == .power, child(value, 0) == factor.base {
                factors[position].exponent = child(value, 1)
                position += 1
                continue
            }
            if value == factor.base, isPlainFactor(value) {
                factors[position].exponent = .one
                position += 1
                continue
            }
            factors.remove(at: position)
            let count = factors.count
            multiply(value, &coefficient)
            if factors.count > count { isUnsettled = true }
            if value.isAbsent {
                budget.exhaust(.size)
                return false
            }
        }
        if !isUnsettled { sortFactors(from: base) }
        return isUnsettled
    }

    /// Whether the expression is a factor by itself, without a coefficient, an exponent or factors of its own.
    private func isPlainFactor(_ expr: Expr) -> Bool {
        switch kind(expr) {
        case .number, .scaled, .product, .power: false
        default: true
        }
    }

    private func sortFactors(from base: Int) {
        guard factors.count - base > 1 else { return }
        if factors.count - base > 24 {
            factors[base...].sort { $0.base.index < $1.base.index }
            return
        }
        for position in (base + 1)..<factors.count {
            var hole = position
            while hole > base, factors[hole].base.index < factors[hole - 1].base.index {
                factors.swapAt(hole, hole - 1)
                hole -= 1
            }
        }
    }

    /// Joins rational powers of positive numbers into one radical for each exponent: `sqrt(2)*sqrt(6)` is `2*sqrt(3)`.
    private func joinRadicals(from base: Int, _ coefficient: inout Rational) -> Bool {
        var radicals: [Radicals.Power] = []
        for factor in factors[base...] where kind(factor.base) == .number && isNumber(factor.exponent) {
            if let whole = rational(factor.base).numeratorIfInteger, whole.signum > 0 {
                radicals.append(Radicals.Power(base: whole, exponent: rational(factor.exponent)))
            }
        }
        guard radicals.count > 1, let joined = Radicals.joined(radicals) else { return false }
        let isChanged = joined.coefficient != Rational(1) || joined.powers.count != radicals.count
        guard isChanged else { return false }
        factors.removeSubrange(
            base..<factors.count,
            where: { factor in
                self.kind(factor.base) == .number && self.isNumber(factor.exponent) && self.sign(factor.base) > 0
                    && self.rational(factor.base).isInteger
            })
        coefficient = coefficient * joined.coefficient
        for power in joined.powers {
            factors.append(Factor(base: number(Rational(power.base)), exponent: number(power.exponent)))
        }
        return true
    }

    /// Joins a sign and an absolute value of the same real number: `abs(u)*sign(u)` is `u`, and `sign(u)/abs(u)` is `1/u`.
    private func joinSign(from base: Int, _ coefficient: inout Rational) -> Bool {
        guard factors.count - base > 1 else { return false }
        guard let sign = factors[base...].firstIndex(where: { $0.exponent == .one && isCall($0.base, KnownFunction.sign) }) else {
            return false
        }
        let argument = child(factors[sign].base, 0)
        guard !traits(argument).contains(.hasImaginary), !hasComplexName(argument),
            let size = factors[base...].firstIndex(where: {
                ($0.exponent == .one || $0.exponent == .minusOne) && isCall($0.base, KnownFunction.absoluteValue)
                    && child($0.base, 0) == argument
            })
        else { return false }
        let exponent = factors[size].exponent
        factors.remove(at: max(sign, size))
        factors.remove(at: min(sign, size))
        multiply(power(argument, exponent), &coefficient)
        return true
    }

    private func isCall(_ expr: Expr, _ function: FunctionID) -> Bool { kind(expr) == .call && self.function(expr) == function }

    private func rebuildProduct(from base: Int, _ coefficient: Rational) -> Expr {
        let count = factors.count - base
        if count == 0 { return number(coefficient) }
        if count == 1 { return scaled(coefficient, power(factors[base].base, factors[base].exponent)) }
        let bare = withUnsafeTemporaryAllocation(of: Expr.self, capacity: count) { buffer in
            for offset in 0..<count {
                let factor = factors[base + offset]
                buffer.initializeElement(
                    at: offset, to: factor.exponent == .one ? factor.base : rawPower(factor.base, factor.exponent))
            }
            if budget.isExhausted { return Expr.unfinished }
            return intern(.product, UnsafeBufferPointer(buffer))
        }
        return scaled(coefficient, bare)
    }

    /// The power node itself, for a base and an exponent that are canonical already.
    func rawPower(_ base: Expr, _ exponent: Expr) -> Expr {
        // A negative number to a fractional power is no real number.
        pair(.power, base, exponent, extra: isNumber(base) && sign(base) < 0 ? .hasImaginary : [])
    }
}

extension Array {
    /// Removes the elements of a range that satisfy a condition.
    fileprivate mutating func removeSubrange(_ range: Range<Int>, where shouldRemove: (Element) -> Bool) {
        var kept = range.lowerBound
        for position in range where !shouldRemove(self[position]) {
            if kept != position { self[kept] = self[position] }
            kept += 1
        }
        removeSubrange(kept..<range.upperBound)
    }
}

extension Rational {
    /// The number, if it is whole.
    var numeratorIfInteger: Integer? { isInteger ? numerator : nil }
}
