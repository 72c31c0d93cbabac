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
        factors.sort { Polynomial.precedes($0, $1) }
        return Factorization(content: content, factors: factors)
    }

    /// The factors, where a glance at the exponents tells them: a monomial times a polynomial in which a variable occurs in one term only,
    /// to the first power. That is irreducible: it is `m*v + r` with a monomial `m`, and what divides `m` and `r` would divide all terms.
    private func plainFactors() -> Factorization? {
        guard termCount <= 64 else { return nil }
        let width = ring.variableCount
        var common = [UInt](repeating: .max, count: width)
        var counts = [Int](repeating: 0, count: width)
        var largest = [UInt](repeating: 0, count: width)
        forEachBlock { _, count, exponents in
            for term in 0..<count {
                for variable in 0..<width {
                    let exponent = exponents[term * width + variable]
                    common[variable] = min(common[variable], exponent)
                    largest[variable] = max(largest[variable], exponent)
                    if exponent > 0 { counts[variable] += 1 }
                }
            }
        }
        guard termCount == 1 || counts.indices.contains(where: { counts[$0] == 1 && largest[$0] == 1 }) else { return nil }
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
