import CGroebner

/// An order of monomials; the first variable of the ring is the largest.
public enum MonomialOrder: Sendable {
    /// The total degree decides, then the smaller power of the last variable. Bases in this order are the cheapest.
    case gradedReverseLexicographic
    /// The power of the first variable decides, then that of the second: bases in this order eliminate variables one by one.
    case lexicographic

    /// Whether the monomial with the first exponents is smaller. Both have an exponent for each variable.
    public func precedes(_ left: [Int], _ right: [Int]) -> Bool {
        switch self {
        case .lexicographic: return left.lexicographicallyPrecedes(right)
        case .gradedReverseLexicographic:
            let (first, second) = (left.reduce(0, +), right.reduce(0, +))
            if first != second { return first < second }
            for (a, b) in zip(left, right).reversed() where a != b { return a > b }
            return false
        }
    }

    func blocks(_ count: Int) -> BlockOrder {
        switch self {
        case .gradedReverseLexicographic: BlockOrder(variables: Array(0..<count), blocks: [count])
        case .lexicographic: BlockOrder(variables: Array(0..<count), blocks: Array(repeating: 1, count: count))
        }
    }
}

/// Variables in blocks, each in the graded reverse lexicographic order; an earlier block decides before a later one.
struct BlockOrder {
    /// The variables of the ring, largest first.
    let variables: [Int]
    /// How many of them each block has.
    let blocks: [Int]

    func withPointer<Result>(_ body: (UnsafePointer<agnesi_order>) -> Result?) -> Result? {
        variables.withUnsafeBufferPointer { variables in
            blocks.withUnsafeBufferPointer { blocks in
                guard let first = variables.baseAddress, let second = blocks.baseAddress else { return nil }
                var order = agnesi_order(variables: first, blocks: second, block_count: blocks.count)
                return body(&order)
            }
        }
    }
}
