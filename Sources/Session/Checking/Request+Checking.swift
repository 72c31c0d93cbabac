import Syntax
import Vocabulary

extension Request {
    /// What is asked of `check`.
    public struct Checking: Sendable, Equatable {
        /// The variables; none: all names.
        public var variables: [String] = []
        /// The point.
        public var bindings: [Binding] = []
        /// The text of the derivative that someone claims: an expression, or a list of them in the order of the variables.
        public var claim: String?
        /// The step of the differences; nil: the best one.
        public var step: Double?
        /// Whether the differences for all steps are shown.
        public var showsSweep = false

        /// A check of all derivatives.
        public init() {}

        /// Takes in the words of a command line behind the expression: names and `VAR=VALUE`.
        public mutating func add(_ words: [String]) throws(Diagnostic) {
            var derivatives = Derivatives(.gradient)
            try derivatives.add(words)
            variables += derivatives.variables
            bindings += derivatives.bindings
        }
    }
}
