import CGMP
import Glibc

extension Integer {
    /// `self` to the power of `exponent`; nil when the exponent is negative, or when the power is predicted to have more than
    /// `maximumBits` bits. 0 to the power of 0 is 1.
    public func power(_ exponent: Int) -> Integer? {
        if exponent < 0 { return nil }
        if let value = asInt?.smallPower(exponent) { return Integer(value) }
        if exponent == 0 { return 1 }
        if log2OfMagnitude * Double(exponent) >= Double(Integer.maximumBits) { return nil }
        return withMPZ { a in Integer.computed { agnesi_z_pow($0, a, UInt(exponent)) } }
    }

    /// The `n`-th root rounded down, and whether it is exact, of `self >= 0` with `n >= 1`.
    /// Outside of that domain the answer is (0, false).
    public func root(_ n: Int) -> (floor: Integer, exact: Bool) {
        if signum < 0 || n < 1 { return (0, false) }
        if n == 1 || isZero || isOne { return (self, true) }
        if n >= bitLength { return (1, false) }
        if n == 2, let value = asInt {
            let root = Integer.smallSquareRoot(value)
            return (Integer(root), root &* root == value)
        }
        var exact = false
        let floor = withMPZ { a in Integer.computed { exact = agnesi_z_root($0, a, UInt(n)) != 0 } }
        return (floor, exact)
    }

    /// `n`!; nil when `n` is negative, or when the estimate n·log2(n) of its size exceeds `maximumBits`.
    public static func factorial(_ n: Int) -> Integer? {
        if n < 0 { return nil }
        if n <= 20 { return Integer((0..<n).reduce(1) { $0 &* ($1 &+ 1) }) }
        if Double(n) * log2(Double(n)) > Double(maximumBits) { return nil }
        return computed { agnesi_z_factorial($0, UInt(n)) }
    }

    /// `n`!!, the product of the numbers of the parity of `n` up to it; nil when `n` is below -1, or when the estimate n·log2(n)/2 of its
    /// size exceeds `maximumBits`.
    public static func doubleFactorial(_ n: Int) -> Integer? {
        if n < -1 { return nil }
        if n < 2 { return 1 }
        if Double(n) * log2(Double(n)) / 2 > Double(maximumBits) { return nil }
        return computed { agnesi_z_double_factorial($0, UInt(n)) }
    }

    /// The binomial coefficient n(n-1)…(n-k+1)/k! for `n` of any sign; 0 when `k < 0`.
    /// Nil when it is predicted to have more than `maximumBits` bits.
    public static func binomial(_ n: Int, _ k: Int) -> Integer? {
        if k < 0 || (n >= 0 && k > n) { return 0 }
        // For n < 0 the coefficient is (-1)^k · C(k - n - 1, k), and k - n - 1 fits UInt.
        let top = n >= 0 ? UInt(n) : UInt(k) + (n.magnitude - 1)
        let negative = n < 0 && k & 1 == 1
        let short = Swift.min(UInt(k), top - UInt(k))
        if short == 0 { return negative ? -1 : 1 }
        // log2 C(top, short) <= short · log2(e · top / short), and <= top.
        let estimate = Double(short) * (log2(Double(top) / Double(short)) + 1.4426950408889634)
        if Swift.min(estimate, Double(top)) > Double(maximumBits) { return nil }
        let magnitude: Integer
        if short > 1000 && short < top / 16, let divisor = factorial(Int(short)) {
            // GMP multiplies the factors one after another here; a balanced product is much faster.
            magnitude = product(from: top - short + 1, count: short).exactQuotient(divisor)
        } else {
            magnitude = computed { agnesi_z_binomial($0, top, short) }
        }
        return negative ? -magnitude : magnitude
    }

    /// The base-2 logarithm of the magnitude of a nonzero integer, to about 15 digits.
    var log2OfMagnitude: Double {
        if let value = asInt { return log2(Double(value.magnitude)) }
        return withMPZ { a in
            var exponent = 0
            let fraction = agnesi_z_get_scaled(&exponent, a)
            return log2(fraction.magnitude) + Double(exponent)
        }
    }

    /// The product of `count >= 1` consecutive integers that begin with `first`.
    private static func product(from first: UInt, count: UInt) -> Integer {
        if count == 1 { return Integer(magnitude: first, negative: false) }
        let half = count / 2
        return product(from: first, count: half) * product(from: first + half, count: count - half)
    }

    /// The square root of `value >= 0` rounded down.
    private static func smallSquareRoot(_ value: Int) -> Int {
        // The floating-point root errs by less than 1 and floor(sqrt(Int.max)) = 3037000499.
        var root = Swift.min(Int(Double(value).squareRoot()), 3_037_000_499)
        if root &* root > value { root -= 1 }
        if root < 3_037_000_499 && (root + 1) &* (root + 1) <= value { root += 1 }
        return root
    }
}
