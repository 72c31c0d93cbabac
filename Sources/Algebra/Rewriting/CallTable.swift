import Expressions

/// The functions that the expressions of one store call at any depth, as bits of `Head`, each worked out once.
///
/// What a pattern calls must be there where it is to match: most rules are rejected by this before anything is matched.
struct CallTable: ~Copyable {
    private var bits = ExprMap<UInt64>()
    private var stack: [Expr] = []

    /// Forgets everything, as must be done when the store is rolled back.
    mutating func forget() { bits.removeAll() }

    /// The bits of all calls in an expression.
    mutating func bits(in root: Expr, _ store: ExprStore) -> UInt64 {
        if let known = bits[root] { return known }
        stack.append(root)
        while let node = stack.last {
            let open = stack.count
            var own: UInt64 = store.kind(node) == .call ? Head.bits([.call(store.function(node))]) : 0
            for part in store.childView(node) {
                if let known = bits[part] { own |= known } else { stack.append(part) }
            }
            if stack.count == open {
                stack.removeLast()
                bits.set(node, own)
            }
        }
        return bits[root] ?? 0
    }
}
