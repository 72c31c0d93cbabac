import Expressions
import Vocabulary

extension Catalogue {
    /// The node of that shape over other parts, built by the canonical constructors.
    public func build(_ shape: NodeShape, _ parts: UnsafeBufferPointer<Expr>) -> Expr {
        switch shape.kind {
        case .call: parts.count == 1 ? call(shape.function, parts[0]) : call(shape.function, Array(parts))
        case .element: element(parts[0], Array(parts.dropFirst()))
        case .binder: binder(Binder(shape.binder, parts[0], parts[1], from: parts[2], to: parts[3]))
        default: store.build(shape, parts)
        }
    }

    /// The expressions with other expressions in place of symbols (or of any sub-expressions), rebuilt canonically.
    ///
    /// The replacements are made at once: what they put in is not replaced again. Walks with an explicit stack.
    public func substitute(_ roots: [Expr], _ replacements: [Expr: Expr]) -> [Expr] {
        substitute(roots, replacements, isRenaming: false)
    }

    /// - Parameter isRenaming: whether the replacements are names that occur nowhere yet: then nothing has to be worked out again.
    func substitute(_ roots: [Expr], _ replacements: [Expr: Expr], isRenaming: Bool) -> [Expr] {
        var values = replacements
        if store.budget.isExhausted {
            return roots.map { replacements[$0] ?? (store.childCount($0) == 0 ? $0 : .unfinished) }
        }
        // What binders hold is their own affair.
        let order = store.postorder(roots, isLeaf: { replacements[$0] != nil || self.store.kind($0) == .binder })
        // What is put into one large expression after another takes its time, even where nothing new is made.
        if !store.budget.step(order.count) { return roots.map { _ in .unfinished } }
        for node in order where values[node] == nil {
            let count = store.childCount(node)
            if count == 0 {
                values[node] = node
                continue
            }
            let parts = store.childArray(node).map { values[$0] ?? $0 }
            switch store.kind(node) {
            case .binder: values[node] = substitute(inBinder: node, replacements, isRenaming: isRenaming)
            case .element:
                // The name of an array is no name of a number; but an element that has become a name of its own may have a value.
                let array = store.child(node, 0)
                let element = element(store.kind(array) == .binder ? parts[0] : array, Array(parts.dropFirst()))
                values[node] = replacements[element] ?? element
            default: values[node] = parts.withUnsafeBufferPointer { build(store.shape(node), $0) }
            }
            if store.budget.isExhausted { return roots.map { _ in .unfinished } }
        }
        return roots.map { values[$0] ?? $0 }
    }

    /// The expression with other expressions in place of symbols.
    public func substitute(_ root: Expr, _ replacements: [Expr: Expr]) -> Expr { substitute([root], replacements)[0] }
}
