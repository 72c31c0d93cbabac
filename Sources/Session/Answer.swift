import Algebra
import Expressions
import Syntax

/// The answer to a request, before it is set in a format.
public struct Answer {
    /// What was found.
    public enum Content {
        case expression(Expr)
        case number(NumericValue)
        /// A definition or declaration: nothing to show.
        case none
    }

    /// What was found.
    public var content: Content
    /// What must hold for the answer to be right.
    public var conditions: [Expr] = []
    /// How the input was read, where that may surprise.
    public var notes: [Note] = []
    /// Whether the answer was re-derived another way; nil where nothing could be checked.
    public var isVerified: Bool?

    /// An answer without conditions, notes or a verdict.
    public init(_ content: Content) { self.content = content }
}
