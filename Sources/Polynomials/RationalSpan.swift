import Exact

/// Vectors of rational numbers, each written in a basis chosen among them: the first ones that are independent.
struct RationalSpan {
    /// The positions of the vectors that form the basis.
    private(set) var basis: [Int] = []
    /// The coefficients of every vector so far in the basis, as far as it was known then.
    private(set) var combinations: [[Rational]] = []
    private var rows: [(pivot: Int, vector: [Rational], combination: [Rational])] = []

    /// Takes the next vector in. All have the same length.
    mutating func add(_ vector: [Rational]) {
        var rest = vector
        var combination = Array(repeating: Rational(0), count: basis.count)
        for row in rows where !rest[row.pivot].isZero {
            let factor = rest[row.pivot]
            for place in row.vector.indices where !row.vector[place].isZero { rest[place] = rest[place] - factor * row.vector[place] }
            for place in row.combination.indices { combination[place] = combination[place] + factor * row.combination[place] }
        }
        guard let pivot = rest.firstIndex(where: { !$0.isZero }) else {
            combinations.append(combination)
            return
        }
        // The rest, over its first entry, is the vector minus the combination.
        basis.append(combinations.count)
        let scale = rest[pivot]
        let own = combination.map { -$0 / scale } + [Rational(1) / scale]
        rows.append((pivot, rest.map { $0 / scale }, own))
        combinations.append(Array(repeating: Rational(0), count: basis.count - 1) + [Rational(1)])
    }
}
