import CFLINT
import Exact

/// A rectangle in the complex plane, given by two real balls, that is certain to contain a number.
///
/// It is used like a register: operations write their result into `self`, which may also be an operand.
/// Every operation encloses: if the operands contain numbers, the result contains the operation's value.
///
/// Balls exist only where `BallLibrary.load()` succeeds; making one elsewhere stops the program.
public final class ComplexBall {
    /// Which of the two real balls is meant.
    public enum Part: Sendable {
        case real, imaginary

        var code: Int32 { Int32(self == .real ? AGNESI_REAL : AGNESI_IMAGINARY) }
    }

    // Operations take the pointers of all operands, so that `x.add(x, x)` accesses no Swift storage twice.
    let pointer: OpaquePointer

    /// The exact zero.
    public init() {
        if let reason = agnesi_flint_load() {
            preconditionFailure(String(cString: reason))
        }
        pointer = agnesi_acb_new()
    }

    deinit {
        agnesi_acb_free(pointer)
    }

    /// Copies another ball.
    public func set(_ other: ComplexBall) {
        agnesi_acb_set(pointer, other.pointer)
    }

    /// The exact whole number.
    public func set(_ value: Int) {
        agnesi_acb_set_si(pointer, value)
    }

    /// The whole number; exact if it fits the bits.
    public func set(_ value: Integer, bits: Int) {
        value.withMPZ { agnesi_acb_set_mpz(pointer, UnsafeRawPointer($0), bits) }
    }

    /// The rational number; exact if it is a binary fraction that fits the bits.
    public func set(_ value: Rational, bits: Int) {
        if let small = value.smallParts {
            agnesi_acb_set_ratio(pointer, small.numerator, small.denominator, bits)
        } else {
            value.withMPQ { agnesi_acb_set_mpq(pointer, UnsafeRawPointer($0), bits) }
        }
    }

    /// The exact values of two doubles; a NaN makes its part indeterminate.
    public func set(real: Double, imaginary: Double) {
        agnesi_acb_set_ball(pointer, Part.real.code, real, 0)
        agnesi_acb_set_ball(pointer, Part.imaginary.code, imaginary, 0)
    }

    /// The real ball with this midpoint and at least this radius.
    public func set(realMidpoint midpoint: Double, radius: Double) {
        agnesi_acb_set_ball(pointer, Part.real.code, midpoint, radius)
        agnesi_acb_set_ball(pointer, Part.imaginary.code, 0, 0)
    }

    /// The real number that is a part of another ball's.
    func set(part: Part, of other: ComplexBall) {
        agnesi_acb_set_part(pointer, part.code, other.pointer)
    }

    /// The midpoint of another ball, as an exact number.
    public func set(midpointOf other: ComplexBall) {
        agnesi_acb_set_midpoint(pointer, other.pointer)
    }

    /// Makes a part the exact zero.
    func clearPart(_ part: Part) {
        agnesi_acb_set_ball(pointer, part.code, 0, 0)
    }

    /// Multiplies by a power of two, without rounding.
    public func scale(byPowerOfTwo exponent: Int) {
        agnesi_acb_scale(pointer, exponent)
    }

    /// π.
    public func setPi(bits: Int) {
        agnesi_acb_set_pi(pointer, bits)
    }

    /// Euler's number e.
    public func setE(bits: Int) {
        agnesi_acb_set_e(pointer, bits)
    }

    /// The exact imaginary unit i.
    public func setImaginaryUnit() {
        agnesi_acb_set_unit(pointer)
    }

    /// Widens a real ball so that it holds another one, too; indeterminate where one of them is not real or not finite.
    public func join(_ other: ComplexBall) {
        guard isReal, other.isReal, isFinite, other.isFinite else { return setIndeterminate() }
        let (own, added) = (bounds(.real), other.bounds(.real))
        let (low, high) = (Swift.min(own.lower, added.lower), Swift.max(own.upper, added.upper))
        guard low.isFinite, high.isFinite else { return setIndeterminate() }
        let half = high / 2 - low / 2
        // What is too small for a grain is covered by its whole width.
        guard half > 0x1p-900 else { return set(realMidpoint: low, radius: high - low) }
        // Half the width with few digits is a radius without rounding: an end at zero stays there.
        let grain = Double(sign: .plus, exponent: half.exponent - 20, significand: 1)
        let radius = ((half / grain).rounded(.up) + 1) * grain
        set(realMidpoint: low == 0 ? radius : high == 0 ? -radius : low + half, radius: radius)
    }

    /// The whole plane: nothing is known.
    public func setIndeterminate() {
        agnesi_acb_set_indeterminate(pointer)
    }
}
