import Expressions
import Reading
import Vocabulary

/// Puts the definitions of functions in their places: what is left of complex functions are exponentials, logarithms, powers, and functions
/// without a definition.
struct Definitions {
    private let catalogue: Catalogue
    private let store: ExprStore
    /// Definitions build on one another, but not deeply.
    private static let mostRounds = 6

    init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
    }

    /// The same constant in simpler functions. What is known to be real stays as it is.
    ///
    /// - Parameter isKept: which calls stay, too.
    func putIn(_ root: Expr, isKept: (Expr) -> Bool) -> Expr {
        var expr = root
        for _ in 0..<Definitions.mostRounds {
            var replacements: [Expr: Expr] = [:]
            for node in store.postorder([expr], isLeaf: { self.store.facts(of: $0).isReal }) where store.kind(node) == .call {
                let function = store.function(node)
                guard !Vocabulary.row(function).isRealOnly, !store.facts(of: node).isReal, !isKept(node),
                    let form = catalogue.definition(function)
                else { continue }
                let arguments = store.childArray(node)
                replacements[node] =
                    Vocabulary.row(function).isVariadic
                    ? arguments.dropFirst().reduce(arguments[0]) { form.instance([$0, $1], catalogue) }
                    : form.instance(arguments, catalogue)
            }
            if replacements.isEmpty { return expr }
            let next = catalogue.substitute(expr, replacements)
            if next.isAbsent || next == expr { return expr }
            expr = next
        }
        return expr
    }
}
