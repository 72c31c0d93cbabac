import Exact
import Polynomials

extension GroebnerBasis {
    /// How many common roots an ideal has over the complex numbers.
    public enum Dimension: Equatable {
        /// None: the ideal is everything.
        case empty
        /// Finitely many: that number, counted with multiplicity.
        case finite(count: Integer)
        /// Infinitely many: general values of these variables, as many as the dimension, leave finitely many.
        case infinite(independent: [Int])
    }

    /// Whether there are finitely many common roots, or none.
    public var hasFiniteDimension: Bool {
        (0..<ring.variableCount).allSatisfy { variable in
            leadingExponents.contains { exponents in exponents.indices.allSatisfy { $0 == variable || exponents[$0] == 0 } }
        }
    }

    /// The dimension of the set of common roots; nil where the budget did not suffice.
    ///
    /// It is that of the leading monomials: the number of variables less the fewest variables of which every leading monomial has
    /// one (Kredel, Weispfenning, *Computing dimension and independent sets for polynomial ideals*, 1988).
    public func dimension() -> Dimension? {
        if isTrivial { return .empty }
        if hasFiniteDimension { return rootCount().map { .finite(count: $0) } }
        return independentVariables().map { .infinite(independent: $0) }
    }

    /// The number of monomials that no leading monomial divides. The ideal has finitely many common roots.
    func rootCount() -> Integer? {
        // A slice is a set of monomials in the first variables; it stands for so many equal ones.
        var open: [(monomials: [[Int]], width: Int, times: Integer)] = [(leadingExponents, ring.variableCount, 1)]
        var count: Integer = 0
        while let slice = open.popLast() {
            guard ring.budget.step() else { return nil }
            let last = slice.width - 1
            if slice.width == 0 {
                if slice.monomials.isEmpty { count += slice.times }
                continue
            }
            let heights = Set(slice.monomials.map { $0[last] }).sorted()
            // Between neighbouring heights the slices are equal; above the highest there is nothing left.
            for (height, next) in zip([0] + heights, heights) where next > height {
                let below = slice.monomials.filter { $0[last] <= height }.map { Array($0[0..<last]) }
                open.append((GroebnerBasis.minimal(below), last, slice.times * Integer(next - height)))
            }
        }
        return count
    }

    /// The monomials that no other one divides.
    private static func minimal(_ monomials: [[Int]]) -> [[Int]] {
        var kept: [[Int]] = []
        for candidate in monomials.sorted(by: { $0.reduce(0, +) < $1.reduce(0, +) })
        where !kept.contains(where: { zip($0, candidate).allSatisfy { $0 <= $1 } }) { kept.append(candidate) }
        return kept
    }

    /// A largest set of variables such that every leading monomial has another one: all but the fewest that meet every monomial.
    private func independentVariables() -> [Int]? {
        let supports = leadingExponents.map { exponents in exponents.indices.filter { exponents[$0] > 0 } }.sorted { $0.count < $1.count }
        var best = Set(0..<ring.variableCount)
        var open: [Set<Int>] = [[]]
        while let chosen = open.popLast() {
            guard ring.budget.step() else { return nil }
            let missed = supports.filter(chosen.isDisjoint)
            // Disjoint monomials need a variable each.
            var covered: Set<Int> = []
            var needed = 0
            for support in missed where covered.isDisjoint(with: support) {
                covered.formUnion(support)
                needed += 1
            }
            if chosen.count + needed >= best.count { continue }
            guard let first = missed.first else {
                best = chosen
                continue
            }
            open += first.reversed().map { chosen.union([$0]) }
        }
        return (0..<ring.variableCount).filter { !best.contains($0) }
    }
}
