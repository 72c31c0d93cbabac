import CGMP

/// The storage of a rational of which one part does not fit 64 bits.
///
/// Unchecked `Sendable`: the value and its limbs do not change after `init`, and `deinit` frees them when no one else can read them.
@usableFromInline
final class BigRational: @unchecked Sendable {
    /// Owned here, canonical. A copy of this structure is a valid operand for reading while the object lives.
    let storage: __mpq_struct

    /// Takes over the limbs of `value`, which is canonical and does not fit a pair of `Int`.
    init(taking value: __mpq_struct) {
        storage = value
    }

    deinit {
        var value = storage
        agnesi_q_clear(&value)
    }
}

extension Rational {
    /// Takes over the limbs of a canonical `value` and normalises: a value whose parts fit `Int` is stored inline.
    init(taking value: __mpq_struct) {
        var value = value
        if agnesi_z_fits_long(&value._mp_num) != 0 && agnesi_z_fits_long(&value._mp_den) != 0 {
            self.init(lowestTerms: agnesi_z_get_long(&value._mp_num), agnesi_z_get_long(&value._mp_den))
            agnesi_q_clear(&value)
        } else {
            self.init(big: BigRational(taking: value))
        }
    }

    /// The rational that `body` writes, canonical, into a fresh GMP rational.
    @inline(__always)
    static func computed(_ body: (UnsafeMutablePointer<__mpq_struct>) -> Void) -> Rational {
        var result = __mpq_struct()
        agnesi_q_init(&result)
        body(&result)
        return Rational(taking: result)
    }

    /// A GMP operation on one operand.
    @inline(__always)
    static func apply(
        _ operation: (UnsafeMutablePointer<__mpq_struct>, UnsafePointer<__mpq_struct>) -> Void, _ a: Rational
    ) -> Rational {
        a.withMPQ { a in computed { operation($0, a) } }
    }

    /// A GMP operation on two operands.
    @inline(__always)
    static func apply(
        _ operation: (UnsafeMutablePointer<__mpq_struct>, UnsafePointer<__mpq_struct>, UnsafePointer<__mpq_struct>) -> Void,
        _ a: Rational, _ b: Rational
    ) -> Rational {
        a.withMPQ { a in b.withMPQ { b in computed { operation($0, a, b) } } }
    }

    /// Calls `body` with the rational as a canonical GMP operand, for reading only; the pointer is valid during the call.
    /// An inline rational is lent as a view on the stack, without allocation.
    public func withMPQ<R>(_ body: (UnsafePointer<__mpq_struct>) throws -> R) rethrows -> R {
        if let big {
            return try withExtendedLifetime(big) { try withUnsafePointer(to: big.storage, body) }
        }
        return try withUnsafePointer(to: smallNumerator.magnitude) { numerator in
            try withUnsafePointer(to: smallDenominator.magnitude) { denominator in
                let view = __mpq_struct(
                    _mp_num: agnesi_z_view(numerator, smallNumerator.signum()), _mp_den: agnesi_z_view(denominator, 1))
                return try withUnsafePointer(to: view, body)
            }
        }
    }

    /// Calls `body` with the numerator as a GMP operand, for reading only; the pointer is valid during the call.
    public func withNumeratorMPZ<R>(_ body: (UnsafePointer<__mpz_struct>) throws -> R) rethrows -> R {
        try withMPQ { try withUnsafePointer(to: $0.pointee._mp_num, body) }
    }

    /// A copy of an initialised GMP rational, brought to lowest terms. Its denominator is not 0.
    public init(copyingMPQ value: UnsafePointer<__mpq_struct>) {
        self = withUnsafePointer(to: value.pointee._mp_num) { numerator in
            withUnsafePointer(to: value.pointee._mp_den) { denominator in
                precondition(agnesi_z_sign(denominator) != 0, "division by zero")
                if agnesi_z_fits_long(numerator) != 0 && agnesi_z_fits_long(denominator) != 0 {
                    return Rational(agnesi_z_get_long(numerator), agnesi_z_get_long(denominator))
                }
                return Rational.computed { result in
                    agnesi_q_set(result, value)
                    agnesi_q_canonicalize(result)
                }
            }
        }
    }

    /// The quotient of coprime integers, `denominator > 0`.
    init(coprime numerator: Integer, _ denominator: Integer) {
        if let n = numerator.asInt, let d = denominator.asInt {
            self.init(lowestTerms: n, d)
        } else {
            self = Rational.computed { result in
                numerator.withMPZ { agnesi_z_set(&result.pointee._mp_num, $0) }
                denominator.withMPZ { agnesi_z_set(&result.pointee._mp_den, $0) }
            }
        }
    }

    /// The remainders of the magnitudes of numerator and denominator by a number other than 0.
    public func residues(modulo number: UInt) -> (numerator: UInt, denominator: UInt) {
        withMPQ { value in
            withUnsafePointer(to: value.pointee._mp_num) { above in
                withUnsafePointer(to: value.pointee._mp_den) { below in
                    (UInt(agnesi_z_residue(above, number)), UInt(agnesi_z_residue(below, number)))
                }
            }
        }
    }
}
