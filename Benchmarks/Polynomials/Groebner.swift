import Exact
import Expressions
import Polynomials

/// Gröbner bases of systems that are customary for measuring, each computed once: a line "name|milliseconds" for each.
struct GroebnerBench {
    private func cyclic(_ ring: PolynomialRing) -> [Polynomial] {
        let (variables, count) = (ring.variables, ring.variableCount)
        let sums = (1..<count).map { length in
            ring.sum((0..<count).map { start in ring.product((0..<length).map { variables[(start + $0) % count] }) })
        }
        return sums + [ring.product(variables) - ring.one]
    }

    private func katsura(_ ring: PolynomialRing) -> [Polynomial] {
        let (variables, last) = (ring.variables, ring.variableCount - 1)
        let total = ring.sum(Array(variables.dropFirst())).scaled(by: 2) + variables[0] - ring.one
        return [total]
            + (0..<last).map { middle in
                let products = (-last...last).filter { abs(middle - $0) <= last }.map { variables[abs($0)] * variables[abs(middle - $0)] }
                return ring.sum(products) - variables[middle]
            }
    }

    func run() {
        for count in 5...6 { measure("cyclic", count, .gradedReverseLexicographic, cyclic) }
        for count in 5...8 { measure("katsura", count, .gradedReverseLexicographic, katsura) }
        for count in 5...6 { measure("cyclic", count, .lexicographic, cyclic) }
        for count in 5...6 { measure("katsura", count, .lexicographic, katsura) }
    }

    private func measure(_ name: String, _ count: Int, _ order: MonomialOrder, _ system: (PolynomialRing) -> [Polynomial]) {
        let ring = PolynomialRing(variableCount: count, order: .degreeReverseLexicographic)
        let generators = system(ring)
        let time = milliseconds(1) { _ = GroebnerBasis.reduced(of: generators, in: ring, order: order) }
        print("\(name) \(count)\(order == .lexicographic ? ", lexicographic" : "")|\(time)")
    }
}
