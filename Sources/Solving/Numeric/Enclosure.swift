import Algebra
import Exact

/// A real number that is known by the interval it lies in: a root without a closed form.
public struct Enclosure: Hashable, Sendable {
    /// The ends of an interval that holds this root and no other.
    public let lower: Rational
    public let upper: Rational
    /// The number itself, with every digit certain.
    public let value: NumericValue
    /// Its first digits, for computing with them.
    let decimal: Rational
}
