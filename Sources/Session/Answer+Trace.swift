import Algebra
import Calculus
import Certified
import Expressions
import Syntax

extension Answer {
    /// An evaluation trace with derivatives, ready to be shown.
    public struct Trace {
        /// A value or a derivative.
        public enum Quantity {
            /// The terms of a sum.
            case symbolic([Expr])
            case number(NumericValue)
            /// There is none at the point.
            case undefined
            /// It is not needed at the point: a branch that is not taken.
            case unused
        }

        /// A step, or an input.
        public struct Row {
            /// What it is called.
            public let name: Expr
            /// What it is; nil for an input.
            public let expression: Expr?
            /// The value at the point; nil without a point.
            public let value: Quantity?
            /// The derivatives in the names of the expression.
            public let partials: [(parent: Expr, quantity: Quantity)]
            /// The derivatives in the inputs, in the order of `variables`.
            public let tangents: [Quantity]
            /// The derivative of the output in this; nil where it is not asked for.
            public let adjoint: Quantity?
        }

        /// The inputs in which derivatives are taken.
        public var variables: [Expr]
        /// The inputs of the trace.
        public var inputs: [Row]
        /// The steps; the last one is the output.
        public var steps: [Row]
        /// The directions.
        public var mode: TraceMode
        /// Whether it is shown as a graph.
        public var isGraph: Bool
        /// Where a derivative fails, with the step's place in the text.
        public var obstacles: [Diagnostic] = []
    }
}
