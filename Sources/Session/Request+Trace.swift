import Syntax
import Vocabulary

extension Request {
    /// What is wished of an evaluation trace.
    public struct Trace: Sendable {
        /// The directions in which derivatives are carried through a trace.
        public enum Mode: String, Sendable, CaseIterable {
            case forward, reverse, both
        }

        /// The directions.
        public var mode = Mode.both
        /// The values of the names. None: the trace is symbolic.
        public var bindings: [Binding] = []
        /// The inputs in which derivatives are taken. None: all.
        public var variables: [String] = []
        /// How many significant digits numbers have in text.
        public var digits = 6
        /// Whether the trace is shown as a graph, in the language of Graphviz.
        public var isGraph = false

        /// Both directions, symbolic, in all names.
        public init() {}
    }
}
