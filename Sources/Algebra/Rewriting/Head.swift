import Expressions
import Vocabulary

/// What stands at the head of a factor. As bits, heads reject most rules before anything is matched.
enum Head: Sendable, Equatable {
    case call(FunctionID)
    case sum

    private var bit: UInt64 {
        switch self {
        case .call(let function): 1 << UInt64(function.index % 63)
        case .sum: 1 << 63
        }
    }

    static func bits(_ heads: [Head]) -> UInt64 { heads.reduce(0) { $0 | $1.bit } }

    /// The bits of the factors of a product, or of anything else as its own only factor.
    static func bits(_ expr: Expr, _ store: ExprStore) -> UInt64 {
        let bare = store.barePart(expr)
        if store.kind(bare) != .product { return factorBits(bare, store) }
        return store.childView(bare).reduce(0) { $0 | factorBits($1, store) }
    }

    private static func factorBits(_ factor: Expr, _ store: ExprStore) -> UInt64 {
        let base = store.kind(factor) == .power ? store.child(factor, 0) : factor
        switch store.kind(base) {
        case .call: return Head.call(store.function(base)).bit
        case .sum: return Head.sum.bit
        // A number times a sum is a sum where it is matched.
        case .scaled: return store.kind(store.child(base, 1)) == .sum ? Head.sum.bit : 0
        default: return 0
        }
    }
}

/// What is known of all instances of a term.
struct TermHeads: BitwiseCopyable, Sendable {
    /// What stands at the head of its factors, as bits.
    let bits: UInt64
    /// Whether it is a number.
    let isNumber: Bool
}
