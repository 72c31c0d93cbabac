import Expressions
import Syntax

/// Prints expressions as LaTeX.
public struct LatexRenderer {
    private var writer: MarkupWriter<LatexRules>

    /// Prints expressions of that store.
    public init(_ store: ExprStore) { writer = MarkupWriter(store, LatexRules()) }

    /// The LaTeX of an expression.
    public mutating func text(_ expr: Expr) throws(Diagnostic) -> String { try writer.text(try writer.markup(expr)) }
}
