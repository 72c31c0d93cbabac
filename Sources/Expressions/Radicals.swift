import Exact

/// Rational powers of positive numbers in canonical form: a rational times powers of coprime whole bases with distinct
/// exponents in (0, 1).
///
/// Primes are found by trial division up to a bound; a cofactor beyond it counts as a prime, unless it is a perfect power.
enum Radicals {
    struct Power {
        var base: Integer
        var exponent: Rational
    }

    struct Product {
        var coefficient: Rational
        var powers: [Power]
    }

    private static let largestTrialDivisor = 1000
    /// Numbers with more bits are left alone unless they are perfect powers.
    private static let largestBits = 4096

    /// `base^exponent` for a positive base and an exponent that is not whole; nil where the numbers are too large.
    static func canonical(_ base: Rational, _ exponent: Rational) -> Product? {
        var powers = [Power(base: base.numerator, exponent: exponent)]
        if !base.isInteger { powers.append(Power(base: base.denominator, exponent: -exponent)) }
        return joined(powers)
    }

    /// The product of the powers.
    static func joined(_ powers: [Power]) -> Product? {
        guard powers.allSatisfy({ $0.exponent.bitLength <= 24 }) else { return nil }
        var primes: [(prime: Integer, exponent: Rational)] = []
        for power in powers {
            for (prime, multiplicity) in factors(power.base, root: power.exponent.denominator.asInt ?? 2) {
                let exponent = Rational(multiplicity) * power.exponent
                if let known = primes.firstIndex(where: { $0.prime == prime }) {
                    primes[known].exponent = primes[known].exponent + exponent
                } else {
                    primes.append((prime, exponent))
                }
            }
        }
        var result = Product(coefficient: Rational(1), powers: [])
        for (prime, exponent) in primes.sorted(by: { $0.prime < $1.prime }) {
            let whole = exponent.floor
            guard let count = whole.asInt, let outside = Rational(prime).power(count) else { return nil }
            result.coefficient = result.coefficient * outside
            let fraction = exponent - Rational(whole)
            if fraction.isZero { continue }
            if let known = result.powers.firstIndex(where: { $0.exponent == fraction }) {
                result.powers[known].base = result.powers[known].base * prime
            } else {
                result.powers.append(Power(base: prime, exponent: fraction))
            }
        }
        return result
    }

    /// The number as a product of powers; a perfect power is recognised where `root` or a small number is its exponent.
    static func factors(_ number: Integer, root: Int) -> [(Integer, Int)] {
        var rest = number
        var result: [(Integer, Int)] = []
        if number.bitLength <= largestBits {
            var divisor = 2
            while divisor <= largestTrialDivisor, rest.bitLength > 1 {
                if let small = rest.asInt, divisor * divisor > small { break }
                var multiplicity = 0
                while true {
                    let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: Integer(divisor))
                    guard remainder.isZero else { break }
                    rest = quotient
                    multiplicity += 1
                }
                if multiplicity > 0 { result.append((Integer(divisor), multiplicity)) }
                divisor += divisor == 2 ? 1 : 2
            }
        }
        if rest.isOne { return result }
        for exponent in Set([root, 2, 3, 5, 7]).sorted(by: >) where exponent > 1 && exponent < rest.bitLength {
            let candidate = rest.root(exponent)
            if candidate.exact { return result + [(candidate.floor, exponent)] }
        }
        return result + [(rest, 1)]
    }
}

/// Numbers as products.
public enum PrimeFactors {
    /// The prime factors of a positive number, as far as trial division finds them: a large cofactor counts as a prime.
    public static func of(_ number: Integer) -> [(prime: Integer, multiplicity: Int)] {
        number.isOne ? [] : Radicals.factors(number, root: 2).map { (prime: $0.0, multiplicity: $0.1) }
    }
}
