import CFLINT

/// A function of one complex ball, found by its name; for use with `ComplexBall.apply`.
public struct Kernel: @unchecked Sendable {
    // The address of code that is never unloaded and never changes, so it is safe to share.
    let function: UnsafeMutableRawPointer

    /// The kernel with Arb's name, such as "acb_sin", or one of the additional names, such as "acb_abs_real".
    ///
    /// Nil for a name that is no unary kernel, and when the library cannot be loaded. The search costs a few
    /// hundred nanoseconds, so callers keep what they get.
    public static func named(_ name: String) -> Kernel? {
        agnesi_acb_kernel(name).map { Kernel(function: $0) }
    }

    /// All names that `named` knows.
    public static var names: [String] {
        var names: [String] = []
        while let name = agnesi_acb_kernel_name(names.count) {
            names.append(String(cString: name))
        }
        return names
    }
}

/// A function of two complex balls, found by its name: `atan2`, `max` and `min` of real balls, `beta`, `binomial`, `polygamma`.
public struct BinaryKernel: @unchecked Sendable {
    // The address of code, as above.
    let function: UnsafeMutableRawPointer

    /// The kernel of that name; nil for a name that is none, and when the library cannot be loaded.
    public static func named(_ name: String) -> BinaryKernel? {
        agnesi_acb_binary_kernel(name).map { BinaryKernel(function: $0) }
    }
}
