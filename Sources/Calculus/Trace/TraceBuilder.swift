import Expressions
import Reading
import Syntax

/// Finds the steps by which an expression, or a list of assignments, is evaluated.
public final class TraceBuilder {
    /// `name = expression`, as it was written.
    public struct Assignment {
        /// The name on the left, as a symbol.
        public let name: Expr
        /// What stands on the right.
        public let expression: Expr
        /// The text of both.
        public let span: Span

        /// An assignment.
        public init(name: Expr, expression: Expr, span: Span) {
            self.name = name
            self.expression = expression
            self.span = span
        }
    }

    private let store: ExprStore
    private let catalogue: Catalogue
    private let differentiator: Differentiator

    /// Prepares traces in one store.
    public init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
        differentiator = Differentiator(catalogue)
    }

    /// The trace of an expression: common parts once, every step one operation as a person would write it.
    ///
    /// - Parameters:
    ///   - output: the name of the last step; nil for the next of the others' names.
    ///   - span: the text of the expression.
    /// - Throws: where the budget is spent.
    public func trace(of root: Expr, named output: Expr? = nil, at span: Span) throws(Diagnostic) -> EvaluationTrace {
        let layers = TraceLayers(catalogue)
        let inputs = store.symbols(in: [root])
        let prefix = prefix(avoiding: inputs + [output].compactMap { $0 })
        var names: [Expr: Expr] = [:]
        var steps: [EvaluationTrace.Step] = []
        let first = layers.operation(root)
        var open: [(node: Expr, operation: TraceOperation, operands: [Expr], next: Int)] = [(root, first, first.operands, 0)]
        while let (node, operation, operands, next) = open.last {
            guard store.budget.step() else { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
            if next < operands.count {
                open[open.count - 1].next += 1
                let operand = operands[next]
                guard !layers.isLeaf(operand), names[operand] == nil else { continue }
                let inner = layers.operation(operand)
                open.append((operand, inner, inner.operands, 0))
                continue
            }
            open.removeLast()
            guard names[node] == nil else { continue }
            let expression = layers.expression(node, operation) { names[$0] ?? $0 }
            let name = node == root ? output ?? store.symbol("\(prefix)\(steps.count + 1)") : store.symbol("\(prefix)\(steps.count + 1)")
            let parents = operation.operands.isEmpty ? [node] : operands.map { names[$0] ?? $0 }
            names[node] = name
            steps.append(step(name, expression, node, parents.filter { store.kind($0) == .symbol }, span))
        }
        var trace = EvaluationTrace(inputs: inputs, steps: steps, isProgram: false)
        try differentiate(&trace)
        return trace
    }

    /// The trace of assignments, each one step. No name may be assigned twice, nor used before its assignment.
    ///
    /// - Throws: where the budget is spent.
    public func trace(of assignments: [Assignment]) throws(Diagnostic) -> EvaluationTrace {
        var meanings: [Expr: Expr] = [:]
        var steps: [EvaluationTrace.Step] = []
        for assignment in assignments {
            let meaning = catalogue.substitute(assignment.expression, meanings)
            if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: assignment.span) }
            guard !meaning.isAbsent else {
                throw Diagnostic("undefined", "this step has no value anywhere", at: assignment.span, kind: .undefined)
            }
            meanings[assignment.name] = meaning
            steps.append(step(assignment.name, assignment.expression, meaning, store.symbols(in: [assignment.expression]), assignment.span))
        }
        let inputs = store.symbols(in: assignments.map(\.expression)).filter { meanings[$0] == nil }
        var trace = EvaluationTrace(inputs: inputs, steps: steps, isProgram: true)
        try differentiate(&trace)
        return trace
    }

    private func step(_ name: Expr, _ expression: Expr, _ meaning: Expr, _ parents: [Expr], _ span: Span) -> EvaluationTrace.Step {
        var known: Set<Expr> = []
        return EvaluationTrace.Step(
            name: name, expression: expression, meaning: meaning, span: span, parents: parents.filter { known.insert($0).inserted })
    }

    /// A name that has not been used: for an output that is given none.
    public func freshName(avoiding taken: [Expr], position: Int) -> Expr {
        let output = store.symbol("y")
        return taken.contains(output) ? store.symbol("\(prefix(avoiding: taken))\(position)") : output
    }

    /// The letter of the steps' names: no name in the input, and none of which something is assumed, is that letter and a number.
    private func prefix(avoiding taken: [Expr]) -> String {
        let names = (taken + Array(store.assumptions.names.keys)).map { store.name($0) }
        for letters in ["z", "v", "t", "s", "u", "q", "step"] {
            let isTaken = names.contains { name in
                name.hasPrefix(letters) && name.count > letters.count && name.dropFirst(letters.count).allSatisfy(\.isWholeNumber)
            }
            if !isTaken { return letters }
        }
        var letters = "step"
        while names.contains(where: { $0.hasPrefix(letters) }) { letters += "_" }
        return letters
    }

    // MARK: Local derivatives

    private func differentiate(_ trace: inout EvaluationTrace) throws(Diagnostic) {
        for position in trace.steps.indices {
            let step = trace.steps[position]
            if let coefficients = linearCoefficients(step) {
                trace.steps[position].partials = coefficients
                trace.steps[position].conditions = coefficients.map { _ in [] }
                continue
            }
            for (place, parent) in step.parents.enumerated() {
                differentiator.begin(by: parent)
                var derivative = Expr.undefined
                do throws(Diagnostic) { derivative = try differentiator.derivative(of: step.expression) } catch {
                    guard error.kind == .undecided || error.kind == .undefined else { throw error.moved(to: step.span) }
                    trace.steps[position].problems[place] = error.moved(to: step.span)
                }
                guard !store.budget.isExhausted, store.budget.step() else {
                    throw Diagnostic.exhausted(store.budget.exhaustion, at: step.span)
                }
                trace.steps[position].partials.append(inOwnName(differentiator.presented(derivative), step))
                trace.steps[position].conditions.append(differentiator.conditions)
            }
        }
    }

    /// The numbers in front of the parents in a sum: a sum of many terms is not gone through for each of them.
    private func linearCoefficients(_ step: EvaluationTrace.Step) -> [Expr]? {
        guard store.kind(step.expression) == .sum else { return nil }
        var coefficients: [Expr: Expr] = [:]
        for term in store.childView(step.expression) {
            let bare = store.barePart(term)
            if store.kind(bare) == .symbol { coefficients[bare] = store.kind(term) == .scaled ? store.child(term, 0) : .one }
            guard store.kind(bare) == .symbol || store.isConstant(bare) else { return nil }
        }
        return step.parents.map { coefficients[$0] ?? .zero }
    }

    /// The derivative of `exp(x)` is the step itself, and that of `sqrt(x)` is in its reciprocal: its value is there already.
    private func inOwnName(_ derivative: Expr, _ step: EvaluationTrace.Step) -> Expr {
        let expression = step.expression
        switch store.kind(expression) {
        case .power where store.isNumber(store.child(expression, 1)):
            let (base, exponent) = (store.child(expression, 0), store.child(expression, 1))
            if store.isWhole(exponent) { return derivative }
            return catalogue.substitute(derivative, [store.power(base, store.negated(exponent)): store.power(step.name, .minusOne)])
        case .call, .power, .scaled, .application: return catalogue.substitute(derivative, [expression: step.name])
        default: return derivative
        }
    }
}
