import Expressions
import Reading
import Vocabulary

/// Rewrites functions by their definitions in exponentials, logarithms and roots, as far as they have any.
struct ElementaryForm {
    private let catalogue: Catalogue
    private let target: Target
    private var store: ExprStore { catalogue.store }

    /// What functions are rewritten in.
    enum Target {
        /// Exponentials, logarithms and roots.
        case exponentials
        /// The same, but sines and cosines stay.
        case sinesAndCosines
        /// Only functions of angles change: they are written in sines and cosines. The angles stay as they are.
        case anglesOnly
    }

    init(_ catalogue: Catalogue, _ target: Target) {
        self.catalogue = catalogue
        self.target = target
    }

    /// Whether the function is a sine or a cosine, or is defined by them.
    static func isOfAngles(_ function: FunctionID) -> Bool {
        KnownFunction.angleFunctions.contains(function) || KnownFunction.anglesByDefinition.contains(function)
    }

    /// Whether the expression is a call of such a function.
    static func isOfAngles(_ expr: Expr, _ store: ExprStore) -> Bool { store.kind(expr) == .call && isOfAngles(store.function(expr)) }

    /// The expression in the functions of the language, `abs`, conditions and functions without a definition.
    func rewritten(_ root: Expr) -> Expr {
        var known = ExprMap<Expr>()
        return rewritten(root, &known)
    }

    private func rewritten(_ root: Expr, _ known: inout ExprMap<Expr>) -> Expr {
        let order = store.postorder([root]) { known[$0] != nil || (target == .anglesOnly && ElementaryForm.isOfAngles($0, store)) }
        for node in order where known[node] == nil {
            let form = rewrittenNode(node, &known)
            known.set(node, form)
            known.set(form, form)
        }
        return known[root] ?? root
    }

    private func rewrittenNode(_ node: Expr, _ known: inout ExprMap<Expr>) -> Expr {
        if store.childCount(node) == 0 { return node }
        let parts = store.childArray(node).map { known[$0] ?? $0 }
        guard store.kind(node) == .call else {
            return parts.withUnsafeBufferPointer { catalogue.build(store.shape(node), $0) }
        }
        let function = store.function(node)
        if let value = realValue(node, function, parts) { return value }
        guard let definition = catalogue.definition(function), isExpanded(function) else { return catalogue.call(function, parts) }
        let instance =
            Vocabulary.row(function).isVariadic
            ? parts.dropFirst().reduce(parts[0]) { definition.instance([$0, $1], catalogue) }
            : definition.instance(parts, catalogue)
        // A definition is in simpler functions, so this ends as soon as there are none.
        return rewritten(instance, &known)
    }

    /// Definitions by cases are left to the splitting of cases, sines and cosines to the language.
    private func isExpanded(_ function: FunctionID) -> Bool {
        if Vocabulary.row(function).isDefinedByCases { return false }
        switch target {
        case .exponentials: return true
        case .sinesAndCosines: return !KnownFunction.angleFunctions.contains(function)
        case .anglesOnly: return KnownFunction.anglesByDefinition.contains(function)
        }
    }

    /// A function of complex numbers, of a number that is real.
    private func realValue(_ node: Expr, _ function: FunctionID, _ parts: [Expr]) -> Expr? {
        guard KnownFunction.complexParts.contains(function) else { return nil }
        let facts = store.facts(of: store.child(node, 0))
        guard facts.isReal else { return nil }
        return function == KnownFunction.imaginaryPart ? .zero : parts[0]
    }
}
