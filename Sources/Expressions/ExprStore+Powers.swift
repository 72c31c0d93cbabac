import Exact
import Vocabulary

extension ExprStore {
    /// Powers of factors that are powers themselves, whose factors are powers: more are not opened. Only exponents with hundreds of
    /// divisors lead there.
    private static let deepestPower = 200

    /// The power, in canonical form. Powers are combined only where the principal values agree: always for whole exponents, and
    /// `(x^a)^b` also for numbers `-1 < a <= 1`, and further where assumptions allow it. `0^0` is 1, as in every power series, and `0^-1` undefined.
    public func power(_ base: Expr, _ exponent: Expr) -> Expr {
        if exponent == .one || base.isAbsent { return base }
        if exponent.isAbsent { return exponent }
        if exponent == .zero || base == .one { return .one }
        guard powerDepth < ExprStore.deepestPower else {
            budget.exhaust(.size)
            return .unfinished
        }
        powerDepth += 1
        defer { powerDepth -= 1 }
        if base == .zero, !isNumber(exponent) {
            let known = facts(of: exponent)
            if known.isPositive { return .zero }
            if known.isNegative { return .undefined }
        }
        if hasAssumptions, let value = declaredPower(base, exponent) { return value }
        if isNumber(exponent) { return power(base, rational(exponent), exponent) }
        if isConstant(base, .e) { return exponential(exponent) }
        if kind(base) == .power, let inner = rationalValue(child(base, 1)), inner > Rational(-1), inner <= Rational(1) {
            return power(child(base, 0), product(child(base, 1), exponent))
        }
        return rawPower(base, exponent)
    }

    /// The power with a whole exponent.
    public func power(_ base: Expr, _ exponent: Int) -> Expr { power(base, number(exponent)) }

    /// The square root.
    public func squareRoot(_ expr: Expr) -> Expr { power(expr, .half) }

    private func exponential(_ exponent: Expr) -> Expr { call(KnownFunction.exponential, exponent) }

    private func power(_ base: Expr, _ value: Rational, _ exponent: Expr) -> Expr {
        let isWhole = value.isInteger
        switch kind(base) {
        case .number:
            return numberPower(rational(base), value)
        case .constant where isConstant(base, .imaginaryUnit) && isWhole:
            let remainder = value.numerator.quotientAndRemainder(dividingBy: 4).remainder.asInt ?? 0
            switch (remainder + 4) % 4 {
            case 0: return .one
            case 1: return base
            case 2: return .minusOne
            default: return negated(base)
            }
        case .constant where isConstant(base, .e):
            return exponential(exponent)
        case .power:
            let inner = rationalValue(child(base, 1))
            if isWhole || (inner.map { $0 > Rational(-1) && $0 <= Rational(1) } ?? false) {
                return power(child(base, 0), scaled(value, child(base, 1)))
            }
        case .scaled:
            return scaledPower(rational(child(base, 0)), child(base, 1), value, exponent, whole: base)
        case .product where isWhole:
            return product(childArray(base).map { power($0, exponent) })
        default:
            break
        }
        return rawPower(base, exponent)
    }

    /// `(c*x)^q`: the number leaves the power where its own power is exact.
    private func scaledPower(_ coefficient: Rational, _ bare: Expr, _ value: Rational, _ exponent: Expr, whole: Expr) -> Expr {
        if value.isInteger { return product(numberPower(coefficient, value), power(bare, exponent)) }
        let outside = numberPower(coefficient.magnitude, value)
        guard isNumber(outside) else { return rawPower(whole, exponent) }
        if coefficient.signum > 0 { return product(outside, power(bare, exponent)) }
        return product(outside, rawPower(negated(bare), exponent))
    }

    /// A number to a rational power: the exact part, times canonical radicals, times a power of -1.
    private func numberPower(_ base: Rational, _ exponent: Rational) -> Expr {
        if base.isOne { return .one }
        if base.isZero { return exponent.signum > 0 ? .zero : .undefined }
        if exponent.isInteger {
            guard let whole = exponent.asInt, let value = base.power(whole) else {
                if base == Rational(-1) { return exponent.numerator.isOdd ? .minusOne : .one }
                if leavesLargeNumbers { return rawPower(number(base), number(exponent)) }
                budget.exhaust(.size)
                return .unfinished
            }
            return number(value)
        }
        if base.signum < 0 { return negativePower(base, exponent) }
        guard let radical = Radicals.canonical(base, exponent) else { return rawPower(number(base), number(exponent)) }
        return assemble(radical)
    }

    private func assemble(_ radical: Radicals.Product) -> Expr {
        let parts = radical.powers.map { rawPower(number(Rational($0.base)), number($0.exponent)) }
        if parts.contains(where: \.isAbsent) { return .unfinished }
        // Factors stand in the order of their bases' handles, as `product` leaves them.
        let sorted = parts.sorted { child($0, 0).index < child($1, 0).index }
        let bare = sorted.isEmpty ? Expr.one : sorted.count == 1 ? sorted[0] : sorted.withUnsafeBufferPointer { intern(.product, $0) }
        return scaled(radical.coefficient, bare)
    }

    /// The principal value `(-r)^q = (-1)^q * r^q`, with `(-1)^q` reduced to an exponent in (0, 1).
    private func negativePower(_ base: Rational, _ exponent: Rational) -> Expr {
        let floor = exponent.floor
        let fraction = exponent - Rational(floor)
        let unit = fraction == Rational(1, 2) ? constant(.imaginaryUnit) : rawPower(.minusOne, number(fraction))
        let signed = floor.isOdd ? negated(unit) : unit
        return product(signed, numberPower(base.magnitude, exponent))
    }
}
