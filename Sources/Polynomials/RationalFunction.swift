import Exact

/// A quotient of polynomials in lowest terms: the gcd of numerator and denominator, content included, is 1, and the leading
/// coefficient of the denominator is positive. Equal fractions are stored alike.
///
/// Sums and products take the gcds of small operands instead of a large result (Henrici, *A subroutine for computations with
/// rational numbers*, 1956; Knuth, *The Art of Computer Programming 2*, 4.5.1).
public struct RationalFunction: Equatable {
    /// The numerator.
    public let numerator: Polynomial
    /// The denominator.
    public let denominator: Polynomial

    /// The ring of both parts.
    public var ring: PolynomialRing { numerator.ring }

    /// A quotient in lowest terms with a positive leading coefficient below. The caller answers for that.
    public init(lowestTerms numerator: Polynomial, _ denominator: Polynomial) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// A polynomial.
    public init(_ polynomial: Polynomial) { self.init(lowestTerms: polynomial, polynomial.ring.one) }

    /// A number.
    public init(_ value: Rational, in ring: PolynomialRing) {
        self.init(lowestTerms: ring.constant(value.numerator), ring.constant(value.denominator))
    }

    /// The quotient, reduced; nil for the denominator zero.
    public init?(_ numerator: Polynomial, over denominator: Polynomial) {
        if denominator.isZero { return nil }
        if numerator.isZero {
            self.init(numerator)
            return
        }
        let parts = Polynomial.gcdAndCofactors(numerator, denominator)
        self.init(coprime: parts.first, parts.second)
    }

    /// A quotient of coprime parts.
    private init(coprime numerator: Polynomial, _ denominator: Polynomial) {
        if denominator.leadingSign < 0 {
            self.init(lowestTerms: -numerator, -denominator)
        } else {
            self.init(lowestTerms: numerator, denominator)
        }
    }

    /// Whether it is 0.
    public var isZero: Bool { numerator.isZero }

    /// Whether it is 1.
    public var isOne: Bool { numerator.isOne && denominator.isOne }

    /// The number it is, if no variable occurs.
    public var constantValue: Rational? {
        guard let above = numerator.constantValue, let below = denominator.constantValue, !below.isZero else { return nil }
        return Rational(above, below)
    }

    /// Whether both are the same.
    public static func == (left: RationalFunction, right: RationalFunction) -> Bool {
        left.numerator == right.numerator && left.denominator == right.denominator
    }

    /// The negative.
    public static prefix func - (operand: RationalFunction) -> RationalFunction {
        RationalFunction(lowestTerms: -operand.numerator, operand.denominator)
    }

    /// The sum.
    public static func + (left: RationalFunction, right: RationalFunction) -> RationalFunction {
        if left.isZero { return right }
        if right.isZero { return left }
        if left.denominator.isOne, right.denominator.isOne { return RationalFunction(left.numerator + right.numerator) }
        if left.denominator == right.denominator {
            return RationalFunction(left.numerator + right.numerator, over: left.denominator) ?? RationalFunction(left.ring.zero)
        }
        let common = Polynomial.gcdAndCofactors(left.denominator, right.denominator)
        let sum = left.numerator * common.second + right.numerator * common.first
        if common.gcd.isOne {
            return sum.isZero ? RationalFunction(sum) : RationalFunction(coprime: sum, left.denominator * right.denominator)
        }
        if sum.isZero { return RationalFunction(sum) }
        // Whatever cancels divides the gcd of the denominators.
        let rest = Polynomial.gcdAndCofactors(sum, common.gcd)
        return RationalFunction(coprime: rest.first, common.first * common.second * rest.second)
    }

    /// The difference.
    public static func - (left: RationalFunction, right: RationalFunction) -> RationalFunction { left + -right }

    /// The product.
    public static func * (left: RationalFunction, right: RationalFunction) -> RationalFunction {
        if left.isZero || right.isZero { return RationalFunction(left.ring.zero) }
        let (upper, lower) = cancelled(left.numerator, right.denominator)
        let (otherUpper, otherLower) = cancelled(right.numerator, left.denominator)
        return RationalFunction(coprime: upper * otherUpper, lower * otherLower)
    }

    /// Both without their gcd.
    private static func cancelled(_ upper: Polynomial, _ lower: Polynomial) -> (Polynomial, Polynomial) {
        if lower.isOne || upper.isOne { return (upper, lower) }
        let parts = Polynomial.gcdAndCofactors(upper, lower)
        return parts.gcd.isOne ? (upper, lower) : (parts.first, parts.second)
    }

    /// The reciprocal; nil for 0.
    public var reciprocal: RationalFunction? {
        isZero ? nil : RationalFunction(coprime: denominator, numerator)
    }

    /// The quotient; nil where the divisor is 0.
    public static func / (left: RationalFunction, right: RationalFunction) -> RationalFunction? {
        right.reciprocal.map { left * $0 }
    }

    /// The power with a whole exponent; nil for a negative power of 0 and where the result is predicted to pass the limit.
    public func power(_ exponent: Int, limit: Polynomial.SizeLimit = .standard) -> RationalFunction? {
        if exponent < 0 { return reciprocal?.power(-exponent, limit: limit) }
        guard let above = numerator.power(exponent, limit: limit), let below = denominator.power(exponent, limit: limit) else { return nil }
        return RationalFunction(lowestTerms: above, below)
    }

    /// The derivative in a variable.
    public func derivative(in variable: Int) -> RationalFunction {
        if denominator.isConstant {
            return RationalFunction(numerator.derivative(in: variable), over: denominator) ?? self
        }
        let above = numerator.derivative(in: variable) * denominator - numerator * denominator.derivative(in: variable)
        return RationalFunction(above, over: denominator * denominator) ?? self
    }
}
