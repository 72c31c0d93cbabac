import Syntax
import Vocabulary

extension Request {
    /// What is asked of every row of a table.
    public struct Batch: Sendable, Equatable {
        /// Which derivatives, beside the value.
        public var shape: Derivatives.Shape?
        /// The variables of derivatives; none: all names that stand for columns, in alphabetical order.
        public var variables: [String] = []
        /// Names that have the same value in every row.
        public var bindings: [Binding] = []

        /// How many digits are certified in every row; nil: rows are doubles.
        public var digits: Int?
        /// Whether rounding errors are bounded, and rows that lose digits computed again.
        public var boundsErrors = true

        /// The value, or the value and derivatives.
        public init(_ shape: Derivatives.Shape? = nil) { self.shape = shape }

        /// Takes in the words of a command line behind the expression: names and `VAR=VALUE`.
        public mutating func add(_ words: [String]) throws(Diagnostic) {
            for word in words {
                if let binding = Request.binding(word) {
                    guard !bindings.contains(where: { $0.name == binding.name }) else {
                        throw Request.usage("'\(binding.name)' is given a value twice")
                    }
                    bindings.append(binding)
                } else if shape != nil, Request.isName(word) {
                    let name = Vocabulary.spelledOut(word)
                    if !variables.contains(name) { variables.append(name) }
                } else {
                    let isValue = shape == nil
                    throw Request.usage(
                        isValue
                            ? "'\(word)' is no value: write VAR=VALUE"
                            : "'\(word)' is neither a variable nor a value: write VAR or VAR=VALUE")
                }
            }
        }
    }
}
