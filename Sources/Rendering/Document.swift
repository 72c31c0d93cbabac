import Expressions

/// An answer as a tree, before it is set in a notation.
///
/// Operations make documents and know no notation; a notation sets documents and knows no operation.
public struct Document: Sendable {
    /// A part of an answer.
    public indirect enum Part: Sendable {
        case expression(Expr)
        /// Digits that are certain, with what is written beside them: `1.5 + 2*I`.
        case number(String)
        case words(String)
        /// Names with their values: a solution, a point.
        case solution(Solution)
        /// Rows of entries; a single row is a vector.
        case matrix([[Part]], isVector: Bool)
        /// What each notation has a form of its own for: tables, traces.
        case preset(text: String, latex: String)
    }

    /// A solution of equations or inequalities.
    public struct Solution: Sendable {
        /// What is said of the unknowns.
        public enum Claim: Sendable {
            case values([(name: Expr, value: Part)])
            /// A condition on the unknowns: `1 < x and x < 2`.
            case range(Expr)
            /// Every value of the unknowns.
            case everything([Expr], isReal: Bool)
        }

        /// What is said of the unknowns.
        public let claim: Claim
        /// What must hold of other names; `truth`: nothing.
        public let condition: Expr
        /// The names that stand for any whole number.
        public let integers: [Expr]
        /// What the point is: a minimum, a saddle.
        public let label: String?
        /// Whether the single unknown is named in text, too.
        public let isNamed: Bool

        /// A solution.
        public init(_ claim: Claim, where condition: Expr, integers: [Expr] = [], label: String? = nil, isNamed: Bool = true) {
            self.claim = claim
            self.condition = condition
            self.integers = integers
            self.label = label
            self.isNamed = isNamed
        }
    }

    /// The parts, in order: each stands on lines of its own, or they are joined by `; ` on a stream.
    public var parts: [Part]

    /// A document of parts.
    public init(_ parts: [Part]) { self.parts = parts }
}
