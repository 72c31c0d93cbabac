import CGMP

/// An exact integer of any size.
///
/// A value that fits `Int` is stored inline and its operations allocate nothing; any other value is a shared, immutable GMP integer.
/// The form is normal: two equal integers are stored alike.
public struct Integer: Sendable, Hashable, Comparable, CustomStringConvertible, ExpressibleByIntegerLiteral {
    /// The limit of size prediction, in bits. `power`, `factorial`, `binomial` and the readers of text answer nil instead of
    /// computing a number that is predicted to be larger. Sums and products have no check: from operands within the limit they
    /// are at most about twice as long, and a caller that repeats them looks at `bitLength`.
    public static let maximumBits = 1 << 23

    /// The value while `big` is nil, else 0.
    @usableFromInline let small: Int

    /// Not nil exactly when the value does not fit `Int`.
    @usableFromInline let big: BigInteger?

    /// The integer `value`.
    @inlinable
    public init(_ value: Int) {
        small = value
        big = nil
    }

    /// The integer that the literal says.
    @inlinable
    public init(integerLiteral value: Int) {
        self.init(value)
    }

    /// The integer stored in `big`, which does not fit `Int`.
    init(big: BigInteger) {
        small = 0
        self.big = big
    }

    /// The value when it fits `Int`, else nil.
    @inlinable
    public var asInt: Int? {
        big == nil ? small : nil
    }

    /// -1, 0 or 1.
    @inlinable
    public var signum: Int {
        big == nil ? small.signum() : bigSignum
    }

    /// Whether the value is 0.
    @inlinable
    public var isZero: Bool {
        small == 0 && big == nil
    }

    /// Whether the value is 1.
    @inlinable
    public var isOne: Bool {
        small == 1
    }

    /// Whether the value is odd.
    @inlinable
    public var isOdd: Bool {
        big == nil ? small & 1 == 1 : bigIsOdd
    }

    /// The number of binary digits of the magnitude; 0 for 0.
    @inlinable
    public var bitLength: Int {
        big == nil ? Int.bitWidth &- small.magnitude.leadingZeroBitCount : bigBitLength
    }

    /// Whether the two are the same number.
    @inlinable
    public static func == (a: Integer, b: Integer) -> Bool {
        if a.big == nil || b.big == nil {
            return a.small == b.small && a.big == nil && b.big == nil
        }
        return compare(a, b) == 0
    }

    /// Whether `a` is less than `b`.
    @inlinable
    public static func < (a: Integer, b: Integer) -> Bool {
        a.big == nil && b.big == nil ? a.small < b.small : compare(a, b) < 0
    }

    /// Feeds the value; equal integers feed the same.
    public func hash(into hasher: inout Hasher) {
        if big == nil {
            hasher.combine(small)
        } else {
            withMPZ { hasher.combine($0) }
        }
    }

    /// Negative, zero or positive as `a` is less than, equal to or greater than `b`.
    @usableFromInline
    static func compare(_ a: Integer, _ b: Integer) -> Int {
        a.withMPZ { a in b.withMPZ { b in Int(agnesi_z_compare(a, b)) } }
    }

    @usableFromInline var bigSignum: Int {
        withMPZ { Int(agnesi_z_sign($0)) }
    }

    @usableFromInline var bigIsOdd: Bool {
        withMPZ { agnesi_z_is_odd($0) != 0 }
    }

    @usableFromInline var bigBitLength: Int {
        withMPZ { Int(agnesi_z_bit_length($0)) }
    }
}
