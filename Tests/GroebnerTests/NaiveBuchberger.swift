import Exact
import Groebner
import Polynomials

/// Buchberger's algorithm in its simplest form, over the polynomials' own arithmetic: an oracle for small systems. The ring's order
/// is that of the basis.
enum NaiveBuchberger {
    /// The reduced basis, smallest leading monomial first.
    static func basis(of generators: [Polynomial]) -> [Polynomial] {
        var basis = generators.filter { !$0.isZero }.map(\.primitivePart)
        var pairs = basis.indices.flatMap { second in (0..<second).map { ($0, second) } }
        while let (first, second) = pairs.popLast() {
            let rest = remainder(of: difference(basis[first], basis[second]), by: basis)
            if rest.isZero { continue }
            pairs += basis.indices.map { ($0, basis.count) }
            basis.append(rest)
        }
        return reduced(basis)
    }

    /// The combination of two polynomials in which their leading terms cancel.
    static func difference(_ left: Polynomial, _ right: Polynomial) -> Polynomial {
        let (first, second) = (leadingTerm(left), leadingTerm(right))
        let common = zip(first.exponents, second.exponents).map(max)
        let ring = left.ring
        let above = ring.monomial(zip(common, first.exponents).map(-), coefficient: second.coefficient)
        let below = ring.monomial(zip(common, second.exponents).map(-), coefficient: first.coefficient)
        return left * above - right * below
    }

    static func leadingTerm(_ polynomial: Polynomial) -> (exponents: [Int], coefficient: Integer) {
        var result: (exponents: [Int], coefficient: Integer)?
        polynomial.forEachTerm { exponents, coefficient in
            if result == nil { result = (exponents.map { Int($0) }, coefficient) }
        }
        return result ?? ([], 0)
    }

    /// What is left, up to a number, once no monomial is divisible by a leading one.
    static func remainder(of polynomial: Polynomial, by basis: [Polynomial]) -> Polynomial {
        let ring = polynomial.ring
        var (work, rest) = (polynomial, ring.zero)
        while !work.isZero {
            let term = leadingTerm(work)
            let divisor = basis.first { zip(leadingTerm($0).exponents, term.exponents).allSatisfy { $0 <= $1 } }
            if let divisor {
                let head = leadingTerm(divisor)
                let multiplier = ring.monomial(zip(term.exponents, head.exponents).map(-), coefficient: term.coefficient)
                work = work.scaled(by: head.coefficient) - divisor * multiplier
                rest = rest.scaled(by: head.coefficient)
            } else {
                let leading = ring.monomial(term.exponents, coefficient: term.coefficient)
                rest = rest + leading
                work = work - leading
            }
            let common = Integer.gcd(work.content, rest.content)
            if !common.isZero, !common.isOne {
                work = work.dividedExactly(by: ring.constant(common)) ?? work
                rest = rest.dividedExactly(by: ring.constant(common)) ?? rest
            }
        }
        return rest.primitivePart
    }

    private static func reduced(_ basis: [Polynomial]) -> [Polynomial] {
        var minimal: [Polynomial] = []
        for (position, candidate) in basis.enumerated() {
            let head = leadingTerm(candidate).exponents
            let isCovered = basis.enumerated().contains { other, polynomial in
                let own = leadingTerm(polynomial).exponents
                return other != position && zip(own, head).allSatisfy { $0 <= $1 } && (own != head || other < position)
            }
            if !isCovered { minimal.append(candidate) }
        }
        let tails = minimal.indices.map { position in
            remainder(of: minimal[position], by: minimal.enumerated().filter { $0.offset != position }.map(\.element))
        }
        let order: MonomialOrder = basis.first?.ring.order == .lexicographic ? .lexicographic : .gradedReverseLexicographic
        return tails.sorted { order.precedes(leadingTerm($0).exponents, leadingTerm($1).exponents) }
    }
}
