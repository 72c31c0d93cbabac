import Syntax
import Vocabulary

extension Request {
    /// What is asked of `grad`, `jacobian` and `hessian`.
    public struct Derivatives: Sendable, Equatable {
        /// Which derivatives.
        public enum Shape: String, Sendable {
            case gradient = "grad"
            case jacobian, hessian
        }

        /// Which derivatives.
        public var shape: Shape
        /// The variables; none: all free names, in alphabetical order.
        public var variables: [String] = []
        /// The point. Empty: the derivatives are formulas.
        public var bindings: [Binding] = []
        /// How numbers are shown.
        public var form = ValueForm.nearest
        /// Whether it is shown what a program costs that computes the derivatives.
        public var counts = false

        /// All derivatives, as formulas.
        public init(_ shape: Shape) { self.shape = shape }

        /// Takes in the words of a command line behind the expression: names and `VAR=VALUE`.
        public mutating func add(_ words: [String]) throws(Diagnostic) {
            for word in words {
                if let binding = Request.binding(word) {
                    bindings.append(binding)
                } else if Request.isName(word) {
                    variables.append(Vocabulary.spelledOut(word))
                } else {
                    throw Request.usage("'\(word)' is neither a variable nor a value: write VAR or VAR=VALUE")
                }
            }
        }
    }
}
