import CGMP

/// An exact rational number.
///
/// A value whose parts in lowest terms fit `Int` is stored inline and its operations allocate nothing; any other value is a shared,
/// immutable GMP rational. The form is normal: lowest terms, positive denominator, and two equal rationals are stored alike.
public struct Rational: Sendable, Hashable, Comparable, CustomStringConvertible, ExpressibleByIntegerLiteral {
    /// The numerator while `big` is nil, else 0.
    @usableFromInline let smallNumerator: Int

    /// The denominator, greater than 0, while `big` is nil, else 0.
    @usableFromInline let smallDenominator: Int

    /// Not nil exactly when a part does not fit `Int`.
    @usableFromInline let big: BigRational?

    /// The quotient of parts that are already in lowest terms with `denominator > 0`. The caller answers for that.
    @inlinable
    public init(lowestTerms numerator: Int, _ denominator: Int) {
        assert(denominator > 0 && UInt.gcd(numerator.magnitude, denominator.magnitude) == 1)
        smallNumerator = numerator
        smallDenominator = denominator
        big = nil
    }

    /// The integer `value`.
    @inlinable
    public init(_ value: Int) {
        smallNumerator = value
        smallDenominator = 1
        big = nil
    }

    /// The integer that the literal says.
    @inlinable
    public init(integerLiteral value: Int) {
        self.init(value)
    }

    /// The integer `value`.
    public init(_ value: Integer) {
        self.init(coprime: value, 1)
    }

    /// The quotient. The denominator is not 0.
    public init(_ numerator: Int, _ denominator: Int) {
        precondition(denominator != 0, "division by zero")
        if denominator > 0 {
            self = Rational.reduced(numerator, over: denominator)
            return
        }
        let divisor = UInt.gcd(numerator.magnitude, denominator.magnitude)
        let negative = numerator >= 0
        let n = numerator.magnitude / divisor
        let d = denominator.magnitude / divisor
        self.init(coprime: Integer(magnitude: n, negative: negative), Integer(magnitude: d, negative: false))
    }

    /// The quotient. The denominator is not 0.
    public init(_ numerator: Integer, _ denominator: Integer) {
        precondition(!denominator.isZero, "division by zero")
        if let n = numerator.asInt, let d = denominator.asInt {
            self.init(n, d)
        } else {
            self = Rational.computed { result in
                numerator.withMPZ { agnesi_z_set(&result.pointee._mp_num, $0) }
                denominator.withMPZ { agnesi_z_set(&result.pointee._mp_den, $0) }
                agnesi_q_canonicalize(result)
            }
        }
    }

    /// The rational stored in `big`, of which a part does not fit `Int`.
    init(big: BigRational) {
        smallNumerator = 0
        smallDenominator = 0
        self.big = big
    }

    /// Both parts when both fit `Int`, else nil.
    @inlinable
    public var smallParts: (numerator: Int, denominator: Int)? {
        big == nil ? (smallNumerator, smallDenominator) : nil
    }

    /// The numerator in lowest terms; it has the sign of the number.
    public var numerator: Integer {
        guard let big else { return Integer(smallNumerator) }
        return withExtendedLifetime(big) { withUnsafePointer(to: big.storage._mp_num) { Integer(copyingMPZ: $0) } }
    }

    /// The denominator in lowest terms, greater than 0.
    public var denominator: Integer {
        guard let big else { return Integer(smallDenominator) }
        return withExtendedLifetime(big) { withUnsafePointer(to: big.storage._mp_den) { Integer(copyingMPZ: $0) } }
    }

    /// -1, 0 or 1.
    @inlinable
    public var signum: Int {
        big == nil ? smallNumerator.signum() : bigSignum
    }

    /// Whether the value is 0.
    @inlinable
    public var isZero: Bool {
        smallNumerator == 0 && big == nil
    }

    /// Whether the value is 1.
    @inlinable
    public var isOne: Bool {
        smallNumerator == 1 && smallDenominator == 1
    }

    /// Whether the denominator is 1.
    @inlinable
    public var isInteger: Bool {
        big == nil ? smallDenominator == 1 : bigIsInteger
    }

    /// The value when it is an integer that fits `Int`, else nil.
    @inlinable
    public var asInt: Int? {
        smallDenominator == 1 ? smallNumerator : nil
    }

    /// The number of binary digits of the longer part.
    public var bitLength: Int {
        guard let big else {
            return Int.bitWidth - (smallNumerator.magnitude | smallDenominator.magnitude).leadingZeroBitCount
        }
        return withExtendedLifetime(big) {
            Int(
                max(
                    withUnsafePointer(to: big.storage._mp_num, agnesi_z_bit_length),
                    withUnsafePointer(to: big.storage._mp_den, agnesi_z_bit_length)))
        }
    }

    /// Whether the two are the same number.
    @inlinable
    public static func == (a: Rational, b: Rational) -> Bool {
        if a.big == nil || b.big == nil {
            // A big rational has the inline denominator 0, an inline one has not.
            return a.smallNumerator == b.smallNumerator && a.smallDenominator == b.smallDenominator
        }
        return compare(a, b) == 0
    }

    /// Whether `a` is less than `b`.
    @inlinable
    public static func < (a: Rational, b: Rational) -> Bool {
        if a.big != nil || b.big != nil { return compare(a, b) < 0 }
        if a.smallDenominator == b.smallDenominator { return a.smallNumerator < b.smallNumerator }
        let left = a.smallNumerator.multipliedFullWidth(by: b.smallDenominator)
        let right = b.smallNumerator.multipliedFullWidth(by: a.smallDenominator)
        return left.high == right.high ? left.low < right.low : left.high < right.high
    }

    /// Feeds the value; equal rationals feed the same.
    public func hash(into hasher: inout Hasher) {
        if let big {
            withExtendedLifetime(big) {
                withUnsafePointer(to: big.storage._mp_num) { hasher.combine($0) }
                withUnsafePointer(to: big.storage._mp_den) { hasher.combine($0) }
            }
        } else {
            hasher.combine(smallNumerator)
            hasher.combine(smallDenominator)
        }
    }

    /// Negative, zero or positive as `a` is less than, equal to or greater than `b`.
    @usableFromInline
    static func compare(_ a: Rational, _ b: Rational) -> Int {
        a.withMPQ { a in b.withMPQ { b in Int(agnesi_q_compare(a, b)) } }
    }

    @usableFromInline var bigSignum: Int {
        withMPQ { value in withUnsafePointer(to: value.pointee._mp_num) { Int(agnesi_z_sign($0)) } }
    }

    @usableFromInline var bigIsInteger: Bool {
        denominator.isOne
    }
}
