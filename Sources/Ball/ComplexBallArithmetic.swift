import CFLINT

extension ComplexBall {
    /// a + b
    public func add(_ a: ComplexBall, _ b: ComplexBall, bits: Int) {
        agnesi_acb_add(pointer, a.pointer, b.pointer, bits)
    }

    /// a − b
    public func subtract(_ a: ComplexBall, _ b: ComplexBall, bits: Int) {
        agnesi_acb_sub(pointer, a.pointer, b.pointer, bits)
    }

    /// a · b
    public func multiply(_ a: ComplexBall, _ b: ComplexBall, bits: Int) {
        agnesi_acb_mul(pointer, a.pointer, b.pointer, bits)
    }

    /// a / b; indeterminate if b contains zero.
    public func divide(_ a: ComplexBall, _ b: ComplexBall, bits: Int) {
        agnesi_acb_div(pointer, a.pointer, b.pointer, bits)
    }

    /// −a, without rounding.
    public func negate(_ a: ComplexBall) {
        agnesi_acb_neg(pointer, a.pointer)
    }

    /// The principal value of a to the power b.
    public func power(_ a: ComplexBall, _ b: ComplexBall, bits: Int) {
        agnesi_acb_pow(pointer, a.pointer, b.pointer, bits)
    }

    /// a to a whole power.
    public func power(_ a: ComplexBall, _ exponent: Int, bits: Int) {
        agnesi_acb_pow_si(pointer, a.pointer, exponent, bits)
    }

    /// The principal square root.
    public func squareRoot(_ a: ComplexBall, bits: Int) {
        agnesi_acb_sqrt(pointer, a.pointer, bits)
    }
}
