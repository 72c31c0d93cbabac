import CGMP

extension Rational {
    /// The sum.
    @inlinable
    public static func + (a: Rational, b: Rational) -> Rational {
        if a.smallDenominator == 1 && b.smallDenominator == 1 {
            let (value, overflow) = a.smallNumerator.addingReportingOverflow(b.smallNumerator)
            if !overflow { return Rational(value) }
        } else if a.big == nil && b.big == nil,
            let sum = smallSum(a.smallNumerator, a.smallDenominator, b.smallNumerator, b.smallDenominator)
        {
            return sum
        }
        return bigSum(a, b)
    }

    /// The difference.
    @inlinable
    public static func - (a: Rational, b: Rational) -> Rational {
        if a.smallDenominator == 1 && b.smallDenominator == 1 {
            let (value, overflow) = a.smallNumerator.subtractingReportingOverflow(b.smallNumerator)
            if !overflow { return Rational(value) }
        } else if a.big == nil && b.big == nil && b.smallNumerator != Int.min,
            let difference = smallSum(a.smallNumerator, a.smallDenominator, 0 &- b.smallNumerator, b.smallDenominator)
        {
            return difference
        }
        return bigDifference(a, b)
    }

    /// The product.
    @inlinable
    public static func * (a: Rational, b: Rational) -> Rational {
        if a.smallDenominator == 1 && b.smallDenominator == 1 {
            let (value, overflow) = a.smallNumerator.multipliedReportingOverflow(by: b.smallNumerator)
            if !overflow { return Rational(value) }
        } else if a.big == nil && b.big == nil,
            let product = smallProduct(a.smallNumerator, a.smallDenominator, b.smallNumerator, b.smallDenominator)
        {
            return product
        }
        return bigProduct(a, b)
    }

    /// The quotient. The divisor is not 0.
    @inlinable
    public static func / (a: Rational, b: Rational) -> Rational {
        precondition(!b.isZero, "division by zero")
        if a.big == nil && b.big == nil && b.smallNumerator != Int.min {
            let d = b.smallNumerator < 0 ? 0 &- b.smallDenominator : b.smallDenominator
            let n = Int(truncatingIfNeeded: b.smallNumerator.magnitude)
            if let quotient = smallProduct(a.smallNumerator, a.smallDenominator, d, n) { return quotient }
        }
        return bigQuotient(a, b)
    }

    /// The opposite.
    @inlinable
    public static prefix func - (a: Rational) -> Rational {
        if a.big == nil && a.smallNumerator != Int.min {
            return Rational(lowestTerms: 0 &- a.smallNumerator, a.smallDenominator)
        }
        return bigNegated(a)
    }

    /// Adds `b` to `a`.
    @inlinable
    public static func += (a: inout Rational, b: Rational) {
        a = a + b
    }

    /// Subtracts `b` from `a`.
    @inlinable
    public static func -= (a: inout Rational, b: Rational) {
        a = a - b
    }

    /// Multiplies `a` by `b`.
    @inlinable
    public static func *= (a: inout Rational, b: Rational) {
        a = a * b
    }

    /// Divides `a` by `b`, which is not 0.
    @inlinable
    public static func /= (a: inout Rational, b: Rational) {
        a = a / b
    }

    /// The absolute value.
    @inlinable
    public var magnitude: Rational {
        signum < 0 ? -self : self
    }

    /// The reciprocal. The number is not 0.
    public var inverse: Rational {
        precondition(!isZero, "division by zero")
        if big == nil && smallNumerator != Int.min {
            return smallNumerator < 0
                ? Rational(lowestTerms: 0 &- smallDenominator, 0 &- smallNumerator)
                : Rational(lowestTerms: smallDenominator, smallNumerator)
        }
        return Rational.apply(agnesi_q_inv, self)
    }

    /// `self` to the power of `exponent`; nil when a part of it is predicted to have more than `Integer.maximumBits` bits, and for
    /// a negative power of 0. 0 to the power of 0 is 1.
    public func power(_ exponent: Int) -> Rational? {
        if exponent < 0 {
            // The magnitude of the exponent fits Int except at Int.min, whose power is out of reach unless the base is 1 or -1.
            if isZero { return nil }
            if exponent == Int.min { return magnitude.isOne ? 1 : nil }
            return inverse.power(0 &- exponent)
        }
        // Powers of coprime integers are coprime.
        if let (n, d) = smallParts, let top = n.smallPower(exponent), let bottom = d.smallPower(exponent) {
            return Rational(lowestTerms: top, bottom)
        }
        guard let bottom = denominator.power(exponent), let top = numerator.power(exponent) else { return nil }
        return Rational(coprime: top, bottom)
    }

    /// The greatest integer that is not greater.
    public var floor: Integer {
        if let (n, d) = smallParts { return Integer(n.floorDivided(by: d)) }
        return Integer.apply(agnesi_z_floor_quotient, numerator, denominator)
    }

    /// The least integer that is not less.
    public var ceil: Integer {
        if let (n, d) = smallParts {
            return Integer(n.floorDivided(by: d)) + (n % d == 0 ? 0 : 1)
        }
        return Integer.apply(agnesi_z_ceil_quotient, numerator, denominator)
    }
}

extension Rational {
    /// The sum of two fractions in lowest terms; nil when a part of it, or a number on the way, does not fit.
    @usableFromInline
    static func smallSum(_ an: Int, _ ad: Int, _ bn: Int, _ bd: Int) -> Rational? {
        if ad == bd {
            let (n, overflow) = an.addingReportingOverflow(bn)
            return overflow ? nil : reduced(n, over: ad)
        }
        let common = Int(truncatingIfNeeded: UInt.gcd(ad.magnitude, bd.magnitude))
        let aRest = common == 1 ? ad : ad / common
        let bRest = common == 1 ? bd : bd / common
        let (left, overflow0) = an.multipliedReportingOverflow(by: bRest)
        let (right, overflow1) = bn.multipliedReportingOverflow(by: aRest)
        let (n, overflow2) = left.addingReportingOverflow(right)
        if overflow0 || overflow1 || overflow2 { return nil }
        // Only a divisor of `common` can divide both `n` and the denominator aRest · bd.
        let divisor = common == 1 ? 1 : Int(truncatingIfNeeded: UInt.gcd(n.magnitude, common.magnitude))
        let (d, overflow3) = aRest.multipliedReportingOverflow(by: divisor == 1 ? bd : bd / divisor)
        if overflow3 { return nil }
        return Rational(lowestTerms: divisor == 1 ? n : n / divisor, d)
    }

    /// The product of two fractions in lowest terms; nil when a part of it does not fit.
    @usableFromInline
    static func smallProduct(_ an: Int, _ ad: Int, _ bn: Int, _ bd: Int) -> Rational? {
        // Each divisor divides a denominator, so it fits `Int`.
        let first = Int(truncatingIfNeeded: UInt.gcd(an.magnitude, bd.magnitude))
        let second = Int(truncatingIfNeeded: UInt.gcd(bn.magnitude, ad.magnitude))
        let (n, overflow0) = (first == 1 ? an : an / first).multipliedReportingOverflow(by: second == 1 ? bn : bn / second)
        let (d, overflow1) = (second == 1 ? ad : ad / second).multipliedReportingOverflow(by: first == 1 ? bd : bd / first)
        if overflow0 || overflow1 { return nil }
        return Rational(lowestTerms: n, d)
    }

    /// `n` / `d` with `d > 0`.
    static func reduced(_ n: Int, over d: Int) -> Rational {
        let divisor = Int(truncatingIfNeeded: UInt.gcd(n.magnitude, d.magnitude))
        return divisor == 1 ? Rational(lowestTerms: n, d) : Rational(lowestTerms: n / divisor, d / divisor)
    }

    @usableFromInline
    static func bigSum(_ a: Rational, _ b: Rational) -> Rational {
        apply(agnesi_q_add, a, b)
    }

    @usableFromInline
    static func bigDifference(_ a: Rational, _ b: Rational) -> Rational {
        apply(agnesi_q_sub, a, b)
    }

    @usableFromInline
    static func bigProduct(_ a: Rational, _ b: Rational) -> Rational {
        apply(agnesi_q_mul, a, b)
    }

    @usableFromInline
    static func bigQuotient(_ a: Rational, _ b: Rational) -> Rational {
        apply(agnesi_q_div, a, b)
    }

    @usableFromInline
    static func bigNegated(_ a: Rational) -> Rational {
        apply(agnesi_q_neg, a)
    }
}
