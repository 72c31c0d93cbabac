import CFLINT

extension ComplexBall {
    /// The value of a kernel.
    public func apply(_ kernel: Kernel, _ a: ComplexBall, bits: Int) {
        agnesi_acb_unary(kernel.function, pointer, a.pointer, bits)
    }

    /// The gamma function.
    public func gamma(_ a: ComplexBall, bits: Int) {
        agnesi_acb_gamma(pointer, a.pointer, bits)
    }

    /// The logarithmic derivative of gamma.
    public func digamma(_ a: ComplexBall, bits: Int) {
        agnesi_acb_digamma(pointer, a.pointer, bits)
    }

    /// The derivative of digamma of the given order.
    public func polygamma(_ order: ComplexBall, _ a: ComplexBall, bits: Int) {
        agnesi_acb_polygamma(pointer, order.pointer, a.pointer, bits)
    }

    /// Γ(a) Γ(b) / Γ(a + b)
    public func beta(_ a: ComplexBall, _ b: ComplexBall, bits: Int) {
        agnesi_acb_beta(pointer, a.pointer, b.pointer, bits)
    }

    /// The error function.
    public func erf(_ a: ComplexBall, bits: Int) {
        agnesi_acb_erf(pointer, a.pointer, bits)
    }

    /// One minus the error function, without cancellation.
    public func erfc(_ a: ComplexBall, bits: Int) {
        agnesi_acb_erfc(pointer, a.pointer, bits)
    }

    /// A branch of the inverse of w ↦ w eʷ; branch 0 is the principal one.
    public func lambertW(_ a: ComplexBall, branch: Int = 0, bits: Int) {
        agnesi_acb_lambertw(pointer, a.pointer, branch, bits)
    }

    /// The angle of the point (x, y) for real x and y; indeterminate if one is not real.
    public func atan2(_ y: ComplexBall, _ x: ComplexBall, bits: Int) {
        agnesi_acb_atan2(pointer, y.pointer, x.pointer, bits)
    }
}
