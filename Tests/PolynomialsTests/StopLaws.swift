import Exact
import Expressions
import Polynomials
import Support
import Testing

/// Operations on polynomials that the budget stops.
@Suite(.serialized) struct StopLaws {
    private typealias Operation = @Sendable (Polynomial, Polynomial) -> [Polynomial]

    private static let operations: [(name: String, run: Operation)] = [
        ("sum", { [$0 + $1] }), ("product", { [$0 * $1] }), ("power", { [$0.power(30) ?? $1] }),
        ("exact quotient", { [($0 * $1).dividedExactly(by: $1) ?? $1] }),
        ("quotient", { [($0 * $0).quotientAndRemainder(dividingBy: $1)?.remainder ?? $1] }),
        ("gcd", { [Polynomial.gcd($0 * $1, $1 * ($0 + $1))] }), ("cofactors", { [Polynomial.gcdAndCofactors($0 * $1, $1 * $1).gcd] }),
        ("resultant", { [Polynomial.resultant($0, $1, in: 0)] }), ("discriminant", { left, _ in [left.discriminant(in: 0)] }),
        ("factors", { ($0 * $1).factors().factors.map(\.polynomial) }),
        ("factors without squares", { ($0 * $1 * $1).squareFreeFactors().factors.map(\.polynomial) }),
        ("square root", { left, right in [(left * left).squareRoot ?? right] }),
        ("content", { [($0 * $1).content(in: 1)] }), ("coefficients", { ($0 * $1).coefficients(in: 1).map(\.coefficient) }),
        ("derivative", { [($0 * $1).derivative(in: 0)] }), ("value", { [($0 * $1).evaluated(0, at: 12345)] }),
        ("composition", { [$0.substituting($1, for: 0)] }),
    ]

    private func random(_ ring: PolynomialRing, _ random: inout Randomness, terms: Int, degree: Int) -> Polynomial {
        var builder = PolynomialBuilder(ring)
        for _ in 0..<terms {
            builder.add(Integer(random.below(2001) - 1000), (0..<ring.variableCount).map { _ in random.below(degree + 1) })
        }
        return builder.polynomial()
    }

    @Test("every operation ends soon after it is stopped, and works as before afterwards", .timeLimit(.minutes(5)))
    func stopped() throws {
        try PolynomialRing.load()
        let budget = Budget()
        let ring = PolynomialRing(variableCount: 4, budget: budget)
        var source = Randomness(seed: 5)
        let large = (0..<2).map { _ in random(ring, &source, terms: 3000, degree: 12) }
        let small = (0..<2).map { _ in random(ring, &source, terms: 4, degree: 2) }
        var stopCount = 0
        for (name, run) in StopLaws.operations {
            let before = run(small[0], small[1])
            let begun = Budget.processorClock()
            let (_, isCut) = budget.limited(seconds: 0.03) { run(large[0], large[1]) }
            if isCut { stopCount += 1 }
            let overtime = Budget.processorClock() - begun - 0.03
            #expect(overtime < 0.15, "\(name) took \(overtime) s too long")
            #expect(!budget.isExhausted)
            let after = run(small[0], small[1])
            #expect(before.count == after.count && zip(before, after).allSatisfy { $0 == $1 }, "\(name)")
        }
        #expect(stopCount > 10)
    }
}
