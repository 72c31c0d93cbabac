import CFLINT
import Exact

/// A polynomial as a number times powers of primitive polynomials with positive leading coefficients.
public struct Factorization {
    /// The number.
    public var content: Integer
    /// The polynomials, none of them constant, and how often each occurs; in an order that depends on them alone.
    public var factors: [(polynomial: Polynomial, multiplicity: Int)]

    /// A number times powers.
    public init(content: Integer, factors: [(polynomial: Polynomial, multiplicity: Int)]) {
        self.content = content
        self.factors = factors
    }
}

extension Polynomial {
    /// The irreducible factors over the whole numbers. Those of zero are the number 0 alone.
    public func factors() -> Factorization { factorization(onlySquares: false) }

    /// Factors without squares, pairwise coprime, with distinct multiplicities.
    public func squareFreeFactors() -> Factorization {
        let found = factorization(onlySquares: true)
        // The library splits off content in single variables as well; equal multiplicities belong together here.
        var grouped: [Int: Polynomial] = [:]
        for (polynomial, multiplicity) in found.factors {
            grouped[multiplicity] = grouped[multiplicity].map { $0 * polynomial } ?? polynomial
        }
        return Factorization(
            content: found.content, factors: grouped.sorted { $0.key < $1.key }.map { (polynomial: $0.value, multiplicity: $0.key) })
    }

    private func factorization(onlySquares: Bool) -> Factorization {
        if let constant = constantValue { return Factorization(content: constant, factors: []) }
        if let plain = plainFactors() { return plain }
        // The library goes through all variables of a ring, also those that do not occur: it gets a ring of those that do.
        let used = usedVariables
        var places = [Int?](repeating: nil, count: ring.variableCount)
        for (place, variable) in used.enumerated() { places[variable] = place }
        let isWhole = used.count == ring.variableCount
        let own = isWhole ? self : moved(to: ring.smaller(used.count), places: places)
        var found = own.libraryFactorization(onlySquares: onlySquares)
        if !isWhole { found.factors = found.factors.map { ($0.polynomial.moved(to: ring, places: used), $0.multiplicity) } }
        found.factors.sort { Polynomial.precedes($0, $1) }
        return found
    }

    private func libraryFactorization(onlySquares: Bool) -> Factorization {
        guard let list = drawing(on: ring.budget, { agnesi_factors_new(pointer, onlySquares ? 1 : 0, ring.pointer) }) else {
            ring.noteStop()
            return Factorization(content: 0, factors: [])
        }
        defer { agnesi_factors_free(list, ring.pointer) }
        let constant = Polynomial(ring)
        agnesi_factors_constant(constant.pointer, list, ring.pointer)
        var content = constant.leadingCoefficient
        var factors: [(polynomial: Polynomial, multiplicity: Int)] = []
        for position in 0..<agnesi_factors_count(list) {
            let factor = Polynomial(ring)
            agnesi_factors_take(factor.pointer, list, position, ring.pointer)
            let multiplicity = agnesi_factors_multiplicity(list, position)
            if factor.leadingSign < 0, multiplicity % 2 == 1 { content = -content }
            factors.append((factor.leadingSign < 0 ? -factor : factor, multiplicity))
        }
        return Factorization(content: content, factors: factors)
    }

    /// The factors, where a glance at the exponents tells them: a monomial times a polynomial that is irreducible by its form.
    private func plainFactors() -> Factorization? {
        let width = ring.variableCount
        guard termCount <= 64, width <= 64 else { return nil }
        var common = [UInt](repeating: .max, count: width)
        var isPlain = false
        forEachBlock { _, count, exponents in
            for (position, exponent) in exponents.enumerated() { common[position % width] = min(common[position % width], exponent) }
            isPlain = count == 1 || Polynomial.isPlainlyIrreducible(exponents, common)
        }
        guard isPlain else { return nil }
        let sign = Integer(leadingSign)
        let content = termCount == 1 ? leadingCoefficient : content * sign
        var factors = common.indices.filter { common[$0] > 0 }.map { (polynomial: ring.variable($0), multiplicity: Int(common[$0])) }
        if termCount > 1 {
            let monomial = ring.monomial(common.map { Int($0) }, coefficient: content)
            guard let rest = dividedExactly(by: monomial) else { return nil }
            factors.append((rest, 1))
        }
        factors.sort { Polynomial.precedes($0, $1) }
        return Factorization(content: content, factors: factors)
    }

    /// Whether a variable occurs to the first power only, and its coefficient and the rest have nothing in common by their forms: one of them
    /// is a single term, or no variable occurs in both. What divides `a*v + b` is a divisor of `a` and `b`, or has such a cofactor.
    ///
    /// - Parameters:
    ///   - exponents: those of the terms, one after another.
    ///   - common: the exponents of the monomial that divides all terms; it is left out of account.
    private static func isPlainlyIrreducible(_ exponents: UnsafeBufferPointer<UInt>, _ common: [UInt]) -> Bool {
        let width = common.count
        let starts = Array(stride(from: 0, to: exponents.count, by: width))
        // The variables of each term, as bits.
        let variables = starts.map { start in
            common.indices.reduce(UInt64(0)) { exponents[start + $1] > common[$1] ? $0 | 1 << UInt64($1) : $0 }
        }
        return common.indices.contains { variable in
            guard starts.allSatisfy({ exponents[$0 + variable] <= common[variable] + 1 }) else { return false }
            let bit: UInt64 = 1 << UInt64(variable)
            var (count, inside, outside): (Int, UInt64, UInt64) = (0, 0, 0)
            for term in variables {
                if term & bit == 0 {
                    outside |= term
                } else {
                    count += 1
                    inside |= term & ~bit
                }
            }
            return count > 0 && (count == 1 || count == variables.count - 1 || inside & outside == 0)
        }
    }

    /// Small factors first.
    private static func precedes(
        _ left: (polynomial: Polynomial, multiplicity: Int), _ right: (polynomial: Polynomial, multiplicity: Int)
    ) -> Bool {
        let (first, second) = (left.polynomial, right.polynomial)
        if first.totalDegree != second.totalDegree { return first.totalDegree < second.totalDegree }
        if first.termCount != second.termCount { return first.termCount < second.termCount }
        return Polynomial.compare(first, second) < 0
    }
}
