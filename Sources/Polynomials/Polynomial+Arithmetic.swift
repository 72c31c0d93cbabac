import CFLINT
import Exact
import Glibc

extension Polynomial {
    /// The sum.
    public static func + (left: Polynomial, right: Polynomial) -> Polynomial { left.combined(right, agnesi_poly_add) }

    /// The difference.
    public static func - (left: Polynomial, right: Polynomial) -> Polynomial { left.combined(right, agnesi_poly_sub) }

    /// The product.
    public static func * (left: Polynomial, right: Polynomial) -> Polynomial { left.combined(right, agnesi_poly_mul) }

    /// The negative.
    public static prefix func - (operand: Polynomial) -> Polynomial {
        let result = Polynomial(operand.ring)
        agnesi_poly_neg(result.pointer, operand.pointer, operand.ring.pointer)
        return result
    }

    /// The product with a number.
    public func scaled(by factor: Integer) -> Polynomial {
        if factor.isOne { return self }
        let result = Polynomial(ring)
        if let small = factor.asInt {
            agnesi_poly_scale_si(result.pointer, pointer, small, ring.pointer)
        } else {
            _ = ring.guarded {
                factor.withMPZ { agnesi_poly_scale_mpz(result.pointer, pointer, UnsafeRawPointer($0), ring.pointer) }
            }
        }
        return result
    }

    @inline(__always)
    func combined(
        _ other: Polynomial, _ operation: (OpaquePointer, OpaquePointer, OpaquePointer, OpaquePointer) -> Int32
    ) -> Polynomial {
        precondition(ring === other.ring, "the polynomials belong to different rings")
        let result = Polynomial(ring)
        _ = ring.guarded { operation(result.pointer, pointer, other.pointer, ring.pointer) }
        return result
    }

    // MARK: Powers

    /// How large results may become.
    public struct SizeLimit: Sendable {
        /// The largest number of terms.
        public var terms: Double
        /// The largest number of bits in all coefficients together.
        public var bits: Double

        /// The limits.
        public init(terms: Double, bits: Double) {
            self.terms = terms
            self.bits = bits
        }

        /// What fits the store of expressions.
        public static let standard = SizeLimit(terms: 8e6, bits: 8e9)
    }

    /// The power, or nil where the number of its terms or the length of its coefficients is predicted to pass the limit.
    ///
    /// A power has at most as many terms as there are multisets of terms of its base, and as there are monomials of its degrees;
    /// its coefficients are at most the power of the sum of the magnitudes of the base's.
    public func power(_ exponent: Int, limit: SizeLimit = .standard) -> Polynomial? {
        guard exponent >= 0 else { return nil }
        if exponent == 0 { return ring.one }
        if exponent == 1 || isZero { return self }
        guard predictedPowerSize(exponent, limit) else { return nil }
        let result = Polynomial(ring)
        guard ring.guarded({ agnesi_poly_pow(result.pointer, pointer, UInt(exponent), ring.pointer) }) else { return nil }
        return result
    }

    private func predictedPowerSize(_ exponent: Int, _ limit: SizeLimit) -> Bool {
        let count = Double(exponent)
        guard Double(max(totalDegree, 1)) * count < 0x1p40 else { return false }
        let terms = Double(termCount)
        // ln of the number of multisets of `exponent` terms.
        let choices = lgamma(terms + count) - lgamma(terms) - lgamma(count + 1)
        let termBound = min(choices, PolynomialSize.logarithmOfMonomials(degrees.map { Double($0) * count }, Double(totalDegree) * count))
        // A coefficient of one bit is 1 or -1.
        let bits = (Double(coefficientBits == 1 ? 0 : coefficientBits) + log2(terms)) * count
        guard termBound < log(limit.terms) else { return false }
        // A power of a number or of one term is as long as predicted; other coefficients are shorter.
        return bits * exp(termBound) < limit.bits && bits < Double(Integer.maximumBits)
    }

    // MARK: Division

    /// The quotient if the divisor divides, else nil. Nothing is divided by zero.
    public func dividedExactly(by divisor: Polynomial) -> Polynomial? {
        precondition(ring === divisor.ring, "the polynomials belong to different rings")
        if divisor.isZero { return nil }
        if divisor.isOne { return self }
        let result = Polynomial(ring)
        guard ring.guarded({ agnesi_poly_divides(result.pointer, pointer, divisor.pointer, ring.pointer) }) else { return nil }
        return result
    }

    /// `scale * self = quotient * divisor + remainder`, where no monomial of the remainder is divisible by the divisor's leading
    /// one and `scale` is a positive number. Nil for the divisor zero.
    public func quotientAndRemainder(dividingBy divisor: Polynomial) -> (scale: Integer, quotient: Polynomial, remainder: Polynomial)? {
        precondition(ring === divisor.ring, "the polynomials belong to different rings")
        if divisor.isZero { return nil }
        let scale = Polynomial(ring)
        let quotient = Polynomial(ring)
        let remainder = Polynomial(ring)
        let isDone = ring.guarded {
            agnesi_poly_divide(scale.pointer, quotient.pointer, remainder.pointer, pointer, divisor.pointer, ring.pointer)
        }
        guard isDone, let factor = scale.constantValue else { return nil }
        return factor.signum < 0 ? (-factor, -quotient, -remainder) : (factor, quotient, remainder)
    }
}

/// Predictions of how large results become.
enum PolynomialSize {
    /// The natural logarithm of an upper bound of the number of monomials with these degrees and that total degree.
    static func logarithmOfMonomials(_ degrees: [Double], _ totalDegree: Double) -> Double {
        let used = degrees.filter { $0 > 0 }
        let box = used.reduce(0) { $0 + log($1 + 1) }
        let simplex = lgamma(totalDegree + Double(used.count) + 1) - lgamma(totalDegree + 1) - lgamma(Double(used.count) + 1)
        return min(box, simplex)
    }

    /// Whether the product of all may be worth trying: it has at most as many terms as there are choices of one term of each
    /// factor, and as there are monomials of its degrees.
    static func allowsProduct(_ factors: [Polynomial], limit: Double = 6e7) -> Bool {
        let choices = factors.reduce(0) { $0 + log(Double(max($1.termCount, 1))) }
        if choices < log(limit) { return true }
        var degrees = Array(repeating: 0.0, count: factors[0].ring.variableCount)
        for factor in factors {
            for (variable, degree) in factor.degrees.enumerated() { degrees[variable] += Double(max(degree, 0)) }
        }
        let total = factors.reduce(0) { $0 + Double(max($1.totalDegree, 0)) }
        return logarithmOfMonomials(degrees, total) < log(limit)
    }
}
