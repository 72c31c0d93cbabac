import CGMP

/// The storage of an integer that does not fit 64 bits.
///
/// Unchecked `Sendable`: the value and its limbs do not change after `init`, and `deinit` frees them when no one else can read them.
@usableFromInline
final class BigInteger: @unchecked Sendable {
    /// Owned here. A copy of this structure is a valid operand for reading while the object lives.
    let storage: __mpz_struct

    /// Takes over the limbs of `value`, which does not fit `Int`.
    init(taking value: __mpz_struct) {
        storage = value
    }

    deinit {
        var value = storage
        agnesi_z_clear(&value)
    }
}

extension Integer {
    /// Takes over the limbs of an initialised `value` and normalises: a value that fits `Int` is stored inline.
    init(taking value: __mpz_struct) {
        var value = value
        if agnesi_z_fits_long(&value) != 0 {
            self.init(agnesi_z_get_long(&value))
            agnesi_z_clear(&value)
        } else {
            self.init(big: BigInteger(taking: value))
        }
    }

    /// The integer that `body` writes into a fresh GMP integer.
    @inline(__always)
    static func computed(_ body: (UnsafeMutablePointer<__mpz_struct>) -> Void) -> Integer {
        var result = __mpz_struct()
        agnesi_z_init(&result)
        body(&result)
        return Integer(taking: result)
    }

    /// A GMP operation on one operand.
    @inline(__always)
    static func apply(
        _ operation: (UnsafeMutablePointer<__mpz_struct>, UnsafePointer<__mpz_struct>) -> Void, _ a: Integer
    ) -> Integer {
        a.withMPZ { a in computed { operation($0, a) } }
    }

    /// A GMP operation on two operands.
    @inline(__always)
    static func apply(
        _ operation: (UnsafeMutablePointer<__mpz_struct>, UnsafePointer<__mpz_struct>, UnsafePointer<__mpz_struct>) -> Void,
        _ a: Integer, _ b: Integer
    ) -> Integer {
        a.withMPZ { a in b.withMPZ { b in computed { operation($0, a, b) } } }
    }

    /// Calls `body` with the integer as a GMP operand, for reading only; the pointer is valid during the call.
    /// An inline integer is lent as a view on the stack, without allocation.
    public func withMPZ<R>(_ body: (UnsafePointer<__mpz_struct>) throws -> R) rethrows -> R {
        if let big {
            return try withExtendedLifetime(big) { try withUnsafePointer(to: big.storage, body) }
        }
        return try withUnsafePointer(to: small.magnitude) { limb in
            try withUnsafePointer(to: agnesi_z_view(limb, small.signum()), body)
        }
    }

    /// A copy of an initialised GMP integer.
    public init(copyingMPZ value: UnsafePointer<__mpz_struct>) {
        if agnesi_z_fits_long(value) != 0 {
            self.init(agnesi_z_get_long(value))
        } else {
            var copy = __mpz_struct()
            agnesi_z_init_set(&copy, value)
            self.init(big: BigInteger(taking: copy))
        }
    }

    /// A copy of an initialised GMP integer that another library owns: `pointer` is the address of an `mpz_t`.
    public init(copyingGMP pointer: UnsafeRawPointer) {
        self.init(copyingMPZ: pointer.assumingMemoryBound(to: __mpz_struct.self))
    }

    /// The integer of this sign and magnitude.
    init(magnitude: UInt, negative: Bool) {
        if let value = magnitude.signed(negative: negative) {
            self.init(value)
        } else {
            self = Integer.computed { result in
                agnesi_z_set_ui(result, magnitude)
                if negative { agnesi_z_neg(result, result) }
            }
        }
    }
}

extension Hasher {
    /// Feeds the sign and the limbs of a GMP integer.
    mutating func combine(_ value: UnsafePointer<__mpz_struct>) {
        combine(agnesi_z_sign(value))
        let limbs = UnsafeBufferPointer(start: agnesi_z_limbs(value), count: agnesi_z_limb_count(value))
        combine(bytes: UnsafeRawBufferPointer(limbs))
    }
}
