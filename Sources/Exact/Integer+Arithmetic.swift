import CGMP

extension Integer {
    /// The sum.
    @inlinable
    public static func + (a: Integer, b: Integer) -> Integer {
        if a.big == nil && b.big == nil {
            let (value, overflow) = a.small.addingReportingOverflow(b.small)
            if !overflow { return Integer(value) }
        }
        return bigSum(a, b)
    }

    /// The difference.
    @inlinable
    public static func - (a: Integer, b: Integer) -> Integer {
        if a.big == nil && b.big == nil {
            let (value, overflow) = a.small.subtractingReportingOverflow(b.small)
            if !overflow { return Integer(value) }
        }
        return bigDifference(a, b)
    }

    /// The product.
    @inlinable
    public static func * (a: Integer, b: Integer) -> Integer {
        if a.big == nil && b.big == nil {
            let (value, overflow) = a.small.multipliedReportingOverflow(by: b.small)
            if !overflow { return Integer(value) }
        }
        return bigProduct(a, b)
    }

    /// The opposite.
    @inlinable
    public static prefix func - (a: Integer) -> Integer {
        if a.big == nil && a.small != Int.min { return Integer(0 &- a.small) }
        return bigNegated(a)
    }

    /// Adds `b` to `a`.
    @inlinable
    public static func += (a: inout Integer, b: Integer) {
        a = a + b
    }

    /// Subtracts `b` from `a`.
    @inlinable
    public static func -= (a: inout Integer, b: Integer) {
        a = a - b
    }

    /// Multiplies `a` by `b`.
    @inlinable
    public static func *= (a: inout Integer, b: Integer) {
        a = a * b
    }

    /// The absolute value.
    @inlinable
    public var magnitude: Integer {
        signum < 0 ? -self : self
    }

    /// The quotient rounded toward zero, and the remainder, which has the sign of `self` or is 0. The divisor is not 0.
    public func quotientAndRemainder(dividingBy divisor: Integer) -> (quotient: Integer, remainder: Integer) {
        precondition(!divisor.isZero, "division by zero")
        if let a = asInt, let b = divisor.asInt {
            let (quotient, overflow) = a.dividedReportingOverflow(by: b)
            if !overflow { return (Integer(quotient), Integer(a &- quotient &* b)) }
        }
        var quotient = __mpz_struct()
        var remainder = __mpz_struct()
        agnesi_z_init(&quotient)
        agnesi_z_init(&remainder)
        withMPZ { a in divisor.withMPZ { b in agnesi_z_quotient_remainder(&quotient, &remainder, a, b) } }
        return (Integer(taking: quotient), Integer(taking: remainder))
    }

    /// The quotient rounded down. The divisor is not 0.
    public func floorQuotient(_ divisor: Integer) -> Integer {
        precondition(!divisor.isZero, "division by zero")
        if let a = asInt, let b = divisor.asInt {
            let (quotient, overflow) = a.dividedReportingOverflow(by: b)
            if !overflow {
                let remainder = a &- quotient &* b
                return Integer(remainder != 0 && (remainder < 0) != (b < 0) ? quotient &- 1 : quotient)
            }
        }
        return Integer.apply(agnesi_z_floor_quotient, self, divisor)
    }

    /// The greatest common divisor, never negative; gcd(0, b) = |b|.
    public static func gcd(_ a: Integer, _ b: Integer) -> Integer {
        if a.isOne || b.isOne { return 1 }
        if let x = a.asInt, let y = b.asInt {
            return Integer(magnitude: UInt.gcd(x.magnitude, y.magnitude), negative: false)
        }
        return apply(agnesi_z_gcd, a, b)
    }

    /// `self` · 2^`bits`, `bits >= 0`.
    func shiftedLeft(_ bits: Int) -> Integer {
        withMPZ { a in Integer.computed { agnesi_z_shift_left($0, a, UInt(bits)) } }
    }

    /// The quotient by a divisor that is known to divide and is not 0.
    func exactQuotient(_ divisor: Integer) -> Integer {
        Integer.apply(agnesi_z_exact_quotient, self, divisor)
    }

    @usableFromInline
    static func bigSum(_ a: Integer, _ b: Integer) -> Integer {
        apply(agnesi_z_add, a, b)
    }

    @usableFromInline
    static func bigDifference(_ a: Integer, _ b: Integer) -> Integer {
        apply(agnesi_z_sub, a, b)
    }

    @usableFromInline
    static func bigProduct(_ a: Integer, _ b: Integer) -> Integer {
        apply(agnesi_z_mul, a, b)
    }

    @usableFromInline
    static func bigNegated(_ a: Integer) -> Integer {
        apply(agnesi_z_neg, a)
    }

    /// The least common multiple, at least 0.
    public static func lcm(_ a: Integer, _ b: Integer) -> Integer {
        if a.isZero || b.isZero { return 0 }
        return a.magnitude * b.magnitude.dividedExactly(by: gcd(a, b))
    }

    /// The quotient by a divisor that divides.
    public func dividedExactly(by divisor: Integer) -> Integer {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        assert(remainder.isZero)
        return quotient
    }
}
