import Expressions
import Reading
import Vocabulary

/// Rewrites functions by their definitions in exponentials, logarithms and roots, as far as they have any.
struct ElementaryForm {
    let catalogue: Catalogue
    private var store: ExprStore { catalogue.store }
    private var known = ExprMap<Expr>(blank: .undefined)

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// The expression in exponentials, logarithms, roots, `abs`, conditions and functions without a definition.
    mutating func rewritten(_ root: Expr) -> Expr {
        let done = known
        for node in store.postorder([root], isLeaf: { done[$0] != nil }) where known[node] == nil {
            let form = rewrittenNode(node)
            known.set(node, form)
            known.set(form, form)
        }
        return known[root] ?? root
    }

    private mutating func rewrittenNode(_ node: Expr) -> Expr {
        if store.childCount(node) == 0 { return node }
        let parts = store.childArray(node).map { known[$0] ?? $0 }
        guard store.kind(node) == .call else {
            return parts.withUnsafeBufferPointer { catalogue.build(store.shape(node), $0) }
        }
        let function = store.function(node)
        let row = Vocabulary.row(function)
        // Definitions by cases are left to the splitting of cases.
        guard !row.isDefinedByCases, let definition = catalogue.definition(function) else { return catalogue.call(function, parts) }
        let instance =
            row.isVariadic
            ? parts.dropFirst().reduce(parts[0]) { definition.instance([$0, $1], catalogue) }
            : definition.instance(parts, catalogue)
        // A definition is in simpler functions, so this ends as soon as there are none.
        return rewritten(instance)
    }
}
