import CFLINT

extension ComplexBall {
    /// The value of a kernel.
    public func apply(_ kernel: Kernel, _ a: ComplexBall, bits: Int) {
        agnesi_acb_unary(kernel.function, pointer, a.pointer, bits)
    }

    /// The value of a kernel of two arguments.
    public func apply(_ kernel: BinaryKernel, _ a: ComplexBall, _ b: ComplexBall, bits: Int) {
        agnesi_acb_binary(kernel.function, pointer, a.pointer, b.pointer, bits)
    }
}
