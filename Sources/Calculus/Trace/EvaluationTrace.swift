import Expressions
import Syntax

/// An evaluation trace: the steps by which a value is found, each one operation on earlier steps, inputs and numbers (Wengert, *A
/// Simple Automatic Derivative Evaluation Program*, 1964).
public struct EvaluationTrace {
    /// One step.
    public struct Step {
        /// What the step is called, as a symbol.
        public let name: Expr
        /// What it is, in inputs and names of earlier steps.
        public let expression: Expr
        /// What it is in inputs alone.
        public let meaning: Expr
        /// Where it stands in the text.
        public let span: Span
        /// The inputs and earlier steps in its expression, in the order in which they are read.
        public let parents: [Expr]
        /// The derivative in each parent, in inputs, names of earlier steps and the step's own name.
        public internal(set) var partials: [Expr] = []
        /// Why there is no derivative in a parent, by the parent's position: the table may know none.
        public internal(set) var problems: [Int: Diagnostic] = [:]
        /// Where the derivative in each parent holds: away from kinks, jumps and borders of branches.
        public internal(set) var conditions: [[Expr]] = []
    }

    /// The names that are no steps, by name.
    public let inputs: [Expr]
    /// The steps; the last one is the output.
    public internal(set) var steps: [Step]

    /// Whether the steps were given as assignments.
    public let isProgram: Bool

    /// What the output is in inputs alone.
    public var meaning: Expr { steps.last?.meaning ?? .undefined }

    /// What every step means, by its name.
    public var meanings: [Expr: Expr] {
        var meanings: [Expr: Expr] = [:]
        for step in steps { meanings[step.name] = step.meaning }
        return meanings
    }

    /// The names whose values change with the variables: these, and the steps that depend on them.
    public func varying(with variables: [Expr]) -> Set<Expr> {
        var varying = Set(variables)
        for step in steps where step.parents.contains(where: varying.contains) { varying.insert(step.name) }
        return varying
    }
}
