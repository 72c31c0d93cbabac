import Exact

/// Polynomials modulo a prime of 31 bits: enough to see that one has no multiple root.
enum ModularPolynomial {
    private static let prime = 2_147_483_647

    /// Whether a polynomial has no multiple root; a "no" proves nothing.
    ///
    /// A common factor of a polynomial and its derivative would be one modulo the prime too.
    static func provesSquarefree(_ coefficients: [Integer]) -> Bool {
        var a = coefficients.map(residue)
        guard let lead = a.last, lead != 0 else { return false }
        var b = trimmed(a.enumerated().dropFirst().map { $1 * ($0 % prime) % prime })
        while !b.isEmpty {
            let inverse = inverse(b[b.count - 1])
            while a.count >= b.count {
                let factor = a[a.count - 1] * inverse % prime
                let shift = a.count - b.count
                for (power, value) in b.enumerated() { a[power + shift] = (a[power + shift] + (prime - factor) * value) % prime }
                a = trimmed(a)
            }
            (a, b) = (b, a)
        }
        return a.count == 1
    }

    private static func residue(_ value: Integer) -> Int {
        let rest = value.quotientAndRemainder(dividingBy: Integer(prime)).remainder.asInt ?? 0
        return rest < 0 ? rest + prime : rest
    }

    private static func trimmed(_ polynomial: [Int]) -> [Int] {
        var copy = polynomial
        while copy.last == 0 { copy.removeLast() }
        return copy
    }

    /// By Fermat's little theorem.
    private static func inverse(_ value: Int) -> Int {
        var (result, square, exponent) = (1, value, prime - 2)
        while exponent > 0 {
            if exponent & 1 == 1 { result = result * square % prime }
            square = square * square % prime
            exponent >>= 1
        }
        return result
    }
}
