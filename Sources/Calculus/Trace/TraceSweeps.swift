import Expressions

/// The two sweeps through a trace by the chain rule: tangents from the inputs on, adjoints from the output back.
///
/// Local derivatives may be symbolic or numbers. What stands in front of the same factor is added first, and products of sums stay
/// products, so that the answers are those one writes by hand. Once the budget is spent, all is `unfinished`.
public struct TraceSweeps {
    private let store: ExprStore
    private let trace: EvaluationTrace
    private let partials: [[Expr]]

    /// A sum, by its terms: a number times a sum is kept as it is, where the store would multiply it out.
    public struct Terms: Equatable {
        /// The terms.
        public let terms: [Expr]
        /// Their sum.
        public let sum: Expr
    }

    /// - Parameter partials: the local derivatives of every step, by its parents; nil for the symbolic ones.
    public init(_ store: ExprStore, _ trace: EvaluationTrace, partials: [[Expr]]? = nil) {
        self.store = store
        self.trace = trace
        self.partials = partials ?? trace.steps.map(\.partials)
    }

    /// The derivative of every step in one input.
    public func tangents(in variable: Expr) -> [Terms] {
        var rates: [Expr: Expr] = [variable: .one]
        return trace.steps.indices.map { position in
            let step = trace.steps[position]
            var parts: [(factor: Expr, partial: Expr)] = []
            for (parent, partial) in zip(step.parents, partials[position]) {
                if let rate = rates[parent], rate != .zero { parts.append((rate, partial)) }
            }
            let tangent = combined(parts)
            rates[step.name] = tangent.sum
            return tangent
        }
    }

    /// The derivative of the output in every step, and in every input.
    public func adjoints() -> (steps: [Terms], gradient: [Terms]) {
        var parts: [Expr: [(factor: Expr, partial: Expr)]] = [:]
        var steps = Array(repeating: Terms(terms: [], sum: .zero), count: trace.steps.count)
        for position in trace.steps.indices.reversed() {
            let step = trace.steps[position]
            let isOutput = position == trace.steps.count - 1
            let adjoint = isOutput ? Terms(terms: [.one], sum: .one) : combined(parts.removeValue(forKey: step.name) ?? [])
            steps[position] = adjoint
            if adjoint.sum == .zero { continue }
            for (parent, partial) in zip(step.parents, partials[position]) { parts[parent, default: []].append((adjoint.sum, partial)) }
        }
        return (steps, trace.inputs.map { combined(parts[$0] ?? []) })
    }

    private func combined(_ parts: [(factor: Expr, partial: Expr)]) -> Terms {
        guard store.budget.step() else { return Terms(terms: [], sum: .unfinished) }
        var factors: [Expr] = []
        var sums: [Expr: [Expr]] = [:]
        for (factor, partial) in parts {
            if sums[factor] == nil { factors.append(factor) }
            sums[factor, default: []].append(partial)
        }
        let terms = factors.map { store.product($0, store.sum(sums[$0] ?? [])) }
        return Terms(terms: terms, sum: store.sum(terms))
    }
}
