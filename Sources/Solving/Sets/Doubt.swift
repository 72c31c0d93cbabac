import Expressions

/// What the audit of an answer found against it. A claim of which one is left is withdrawn.
public struct Doubt: Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// A solution is not among those given.
        case missing
        /// What is given is none.
        case wrong
    }

    /// What is wrong.
    public let kind: Kind
    /// About where: a number for each unknown; nil where no single place tells.
    public let place: [PlanePoint]?
    /// The values of other names with which it was seen.
    public let parameters: [Parameter]

    /// A name and a value.
    public struct Parameter: Hashable, Sendable {
        /// The name.
        public let name: Expr
        /// Its value.
        public let value: Expr
    }
}
