import Ball

// Kernels under the names that mathematics has for them.
extension ComplexBall {
    private func apply(_ name: String, _ a: ComplexBall, bits: Int) {
        if let kernel = Kernel.named(name) { apply(kernel, a, bits: bits) } else { setIndeterminate() }
    }

    private func apply(_ name: String, _ a: ComplexBall, _ b: ComplexBall, bits: Int) {
        if let kernel = BinaryKernel.named(name) { apply(kernel, a, b, bits: bits) } else { setIndeterminate() }
    }

    func gamma(_ a: ComplexBall, bits: Int) { apply("acb_gamma", a, bits: bits) }
    func digamma(_ a: ComplexBall, bits: Int) { apply("acb_digamma", a, bits: bits) }
    func erf(_ a: ComplexBall, bits: Int) { apply("acb_hypgeom_erf", a, bits: bits) }
    func erfc(_ a: ComplexBall, bits: Int) { apply("acb_hypgeom_erfc", a, bits: bits) }
    func lambertW(_ a: ComplexBall, branch: Int = 0, bits: Int) { apply(branch == 0 ? "acb_lambertw_0" : "acb_lambertw_m1", a, bits: bits) }
    func polygamma(_ order: ComplexBall, _ a: ComplexBall, bits: Int) { apply("polygamma", order, a, bits: bits) }
    func beta(_ a: ComplexBall, _ b: ComplexBall, bits: Int) { apply("beta", a, b, bits: bits) }
    func atan2(_ y: ComplexBall, _ x: ComplexBall, bits: Int) { apply("atan2", y, x, bits: bits) }
    func max(_ a: ComplexBall, _ b: ComplexBall, bits: Int) { apply("max", a, b, bits: bits) }
    func min(_ a: ComplexBall, _ b: ComplexBall, bits: Int) { apply("min", a, b, bits: bits) }
}
