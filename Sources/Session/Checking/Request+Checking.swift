import Exact
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
        /// How far numbers that are claimed may be off, besides what their digits leave open.
        public private(set) var tolerance = Rational(0)
        /// The step of the differences; nil: the best one.
        public var step: Double?
        /// Whether the differences for all steps are shown.
        public var showsSweep = false

        /// A check of all derivatives.
        public init() {}

        /// Takes in a tolerance, a decimal number that is not negative.
        public mutating func setTolerance(_ text: String) throws(Diagnostic) {
            guard let number = Array(text.utf8).withUnsafeBufferPointer({ Rational(decimal: $0) }) else {
                throw Request.usage("--tolerance takes a number such as 1e-6")
            }
            tolerance = number
        }

        /// Takes in the words of a command line behind the expression: names and `VAR=VALUE`.
        public mutating func add(_ words: [String]) throws(Diagnostic) {
            var derivatives = Derivatives(.gradient)
            try derivatives.add(words)
            variables += derivatives.variables
            bindings += derivatives.bindings
        }
    }
}
