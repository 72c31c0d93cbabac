import CFLINT
import Exact

// A "yes" holds for every number the ball contains.
extension ComplexBall {
    /// The sign of a real number.
    public enum Sign: Sendable {
        case negative, zero, positive
    }

    /// Whether both midpoints and both radii are finite.
    public var isFinite: Bool { agnesi_acb_is_finite(pointer) != 0 }

    /// Whether the ball is a single point.
    public var isExact: Bool { agnesi_acb_is_exact(pointer) != 0 }

    /// Whether the imaginary part is exactly zero.
    public var isReal: Bool { agnesi_acb_part_is_zero(pointer, Part.imaginary.code) != 0 }

    /// Whether the ball is the single point zero.
    public var isExactZero: Bool { agnesi_acb_is_zero(pointer) != 0 }

    /// Whether zero is one of the points.
    public var containsZero: Bool { agnesi_acb_contains_zero(pointer) != 0 }

    /// Whether the number is certainly not zero.
    public var excludesZero: Bool { !containsZero }

    /// Whether the two balls have a common point; if not, their numbers certainly differ.
    public func overlaps(_ other: ComplexBall) -> Bool {
        agnesi_acb_overlaps(pointer, other.pointer) != 0
    }

    /// Whether every point of the other ball is a point of this one.
    public func contains(_ other: ComplexBall) -> Bool {
        agnesi_acb_contains(pointer, other.pointer) != 0
    }

    /// Whether the rational number is one of the points.
    public func contains(_ value: Rational) -> Bool {
        value.withMPQ { agnesi_acb_contains_mpq(pointer, UnsafeRawPointer($0)) } != 0
    }

    /// The certain sign; nil if the ball does not decide it or is not real.
    public var realSign: Sign? {
        guard isReal else { return nil }
        return switch agnesi_acb_part_sign(pointer, Part.real.code) {
        case -1: .negative
        case 0: .zero
        case 1: .positive
        default: nil
        }
    }

    /// About how many leading bits are right; very large for an exact ball, negative if none is.
    public var relativeAccuracyBits: Int { agnesi_acb_accuracy_bits(pointer) }

    /// The doubles nearest to the midpoints, as an estimate.
    public var midpoint: (real: Double, imaginary: Double) {
        (
            agnesi_acb_part_midpoint(pointer, Part.real.code),
            agnesi_acb_part_midpoint(pointer, Part.imaginary.code)
        )
    }

    /// A double that no point's modulus exceeds.
    public var magnitudeUpperBound: Double { agnesi_acb_magnitude(pointer) }

    /// Doubles with every point of the part between them.
    public func bounds(_ part: Part) -> (lower: Double, upper: Double) {
        var lower = 0.0
        var upper = 0.0
        agnesi_acb_part_bounds(pointer, part.code, &lower, &upper)
        return (lower, upper)
    }
}
