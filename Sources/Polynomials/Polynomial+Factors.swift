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
