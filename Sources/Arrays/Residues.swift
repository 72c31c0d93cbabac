import Exact
import Polynomials

/// Numbers modulo the prime 2^61 - 1, with which answers about polynomials are compared: two that differ agree there by chance once in
/// 10^18 times their degree (Schwartz, Fast Probabilistic Algorithms for Verification of Polynomial Identities, 1980).
enum Residues {
    private static let prime: UInt = 1 << 61 - 1

    /// The value of a polynomial at one number for each variable.
    static func value(_ polynomial: Polynomial, at point: [UInt]) -> UInt {
        var sum: UInt = 0
        polynomial.forEachTerm { exponents, coefficient in
            var term = residue(coefficient)
            for (variable, exponent) in exponents.enumerated() where exponent > 0 { term = product(term, power(point[variable], exponent)) }
            sum = (sum + term) % prime
        }
        return sum
    }

    /// The determinant of a square matrix, by elimination.
    static func determinant(_ matrix: [[UInt]]) -> UInt {
        var rows = matrix
        var result: UInt = 1
        for pivot in rows.indices {
            guard let found = rows.indices[pivot...].first(where: { rows[$0][pivot] != 0 }) else { return 0 }
            if found != pivot {
                rows.swapAt(found, pivot)
                result = negative(result)
            }
            result = product(result, rows[pivot][pivot])
            let inverse = power(rows[pivot][pivot], prime - 2)
            for row in rows.indices[(pivot + 1)...] where rows[row][pivot] != 0 {
                let factor = negative(product(rows[row][pivot], inverse))
                for column in rows.indices[pivot...] {
                    rows[row][column] = (rows[row][column] + product(factor, rows[pivot][column])) % prime
                }
            }
        }
        return result
    }

    private static func residue(_ number: Integer) -> UInt {
        let magnitude = Rational(number).residues(modulo: prime).numerator
        return number.signum < 0 ? negative(magnitude) : magnitude
    }

    private static func negative(_ number: UInt) -> UInt { number == 0 ? 0 : prime - number }

    private static func product(_ left: UInt, _ right: UInt) -> UInt {
        // 2^61 is 1.
        let wide = left.multipliedFullWidth(by: right)
        let sum = (wide.low & prime) + (wide.high << 3 | wide.low >> 61)
        return sum >= prime ? sum - prime : sum
    }

    private static func power(_ base: UInt, _ exponent: UInt) -> UInt {
        var (result, square, rest): (UInt, UInt, UInt) = (1, base, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = product(result, square) }
            square = product(square, square)
            rest >>= 1
        }
        return result
    }
}
