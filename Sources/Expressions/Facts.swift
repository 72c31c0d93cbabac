import Exact

/// What is known of an expression's value wherever it has one. Nothing said means nothing known.
public struct Facts: Sendable {
    /// A rational bound of a real value.
    public struct Bound: Sendable, Equatable {
        /// The bound.
        public let value: Rational
        /// Whether the value never reaches it.
        public let isStrict: Bool

        /// Pairs them.
        public init(_ value: Rational, isStrict: Bool) {
            self.value = value
            self.isStrict = isStrict
        }
    }

    /// Whether a whole number is even or odd.
    public enum Parity: Sendable { case even, odd }

    /// The value is a real number.
    public var isReal = false
    /// The value is a whole number.
    public var isInteger = false
    /// The value is even, or odd; nil where that is not known.
    public var parity: Parity?
    /// The value is not less.
    public var lower: Bound?
    /// The value is not more.
    public var upper: Bound?
    /// The value is not zero for another reason than its bounds.
    public var excludesZero = false

    /// Nothing is known.
    public init() {}

    /// The value is real and above zero.
    public var isPositive: Bool {
        isReal && lower.map { $0.value.signum > 0 || ($0.value.isZero && ($0.isStrict || excludesZero)) } ?? false
    }
    /// The value is real and not below zero.
    public var isNonnegative: Bool { isReal && lower.map { $0.value.signum >= 0 } ?? false }
    /// The value is real and below zero.
    public var isNegative: Bool {
        isReal && upper.map { $0.value.signum < 0 || ($0.value.isZero && ($0.isStrict || excludesZero)) } ?? false
    }
    /// The value is real and not above zero.
    public var isNonpositive: Bool { isReal && upper.map { $0.value.signum <= 0 } ?? false }
    /// The value is not zero.
    public var isNonzero: Bool { excludesZero || isPositive || isNegative || parity == .odd }
}
