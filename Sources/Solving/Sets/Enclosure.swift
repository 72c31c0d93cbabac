import Algebra
import Ball
import Certified
import Exact

/// A real number that is known by the interval it lies in: a root without a closed form.
public struct Enclosure: Hashable, Sendable {
    /// The smaller end of an interval that holds this root and no other.
    public let lower: Rational
    /// The larger end.
    public let upper: Rational
    /// The number itself, with every digit certain.
    public let value: NumericValue
    /// Its first digits, for computing with them.
    let decimal: Rational
}

extension Enclosure {
    /// The number in a narrow ball; nil where the ball does not decide its digits.
    ///
    /// - Parameters:
    ///   - digits: how many are shown; nil for those of the nearest double.
    ///   - wanted: how many are certain, at least.
    init?(_ ball: ComplexBall, digits: Int?, atLeast wanted: Int) {
        guard let value = NumericValue(ball, digits: digits), let long = ball.certifiedDigits(wanted, part: .real),
            let decimal = Rational(signedDecimal: long)
        else { return nil }
        let radius = decimal.magnitude * (Rational(10).power(1 - wanted) ?? 0)
        self.init(lower: decimal - radius, upper: decimal + radius, value: value, decimal: decimal)
    }
}

extension Rational {
    /// The number that a decimal text with or without a minus sign means.
    fileprivate init?(signedDecimal text: String) {
        var digits = text.hasPrefix("-") ? String(text.dropFirst()) : text
        guard let size = digits.withUTF8({ Rational(decimal: $0) }) else { return nil }
        self = text.hasPrefix("-") ? -size : size
    }
}
