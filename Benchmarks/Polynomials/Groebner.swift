import Exact
import Expressions
import Groebner
import Polynomials
import Support

/// Gröbner bases of systems that are customary for measuring, each computed once: a line "name|milliseconds" for each.
struct GroebnerBench {
    func run() {
        for count in 5...6 { measure("cyclic", count, .gradedReverseLexicographic, CustomarySystems.cyclic) }
        for count in 5...8 { measure("katsura", count, .gradedReverseLexicographic, CustomarySystems.katsura) }
        for count in 5...6 { measure("cyclic", count, .lexicographic, CustomarySystems.cyclic) }
        for count in 5...6 { measure("katsura", count, .lexicographic, CustomarySystems.katsura) }
    }

    private func measure(_ name: String, _ count: Int, _ order: MonomialOrder, _ system: (PolynomialRing) -> [Polynomial]) {
        let ring = PolynomialRing(variableCount: count, order: .degreeReverseLexicographic)
        let generators = system(ring)
        let time = milliseconds(1) { _ = GroebnerBasis.reduced(of: generators, in: ring, order: order) }
        print("\(name) \(count)\(order == .lexicographic ? ", lexicographic" : "")|\(time)")
    }
}
