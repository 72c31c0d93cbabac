import Algebra
import Expressions
import Vocabulary

/// One step of a derivative: the rule of calculus, or the row of the function table.
public struct DerivativeStep: Sendable, Equatable {
    /// The rule or the row.
    public let name: String
    /// What it is applied to: `diff(u, x)`, as an application.
    public let before: Expr
    /// What that is, in terms of derivatives of parts of `u`.
    public let after: Expr
}

extension Differentiator {
    /// How a derivative comes about, from the outside inwards: starting from `diff(root, x)`, each step replaces what stands before
    /// by what stands after, and at the end there is the result. It is worked out afterwards; nothing is recorded before.
    ///
    /// - Parameters:
    ///   - root: the expression whose derivative has been taken last.
    ///   - result: its derivative as it is shown.
    public func steps(of root: Expr, to result: Expr) -> [DerivativeStep] {
        // Parts after everything that they are part of: the reverse of a walk that leaves parts first.
        var steps: [DerivativeStep] = []
        var entered: Set<Expr> = []
        var open: [(node: Expr, finished: DerivativeStep?)] = [(root, nil)]
        while let (node, finished) = open.popLast(), store.budget.step() {
            if let finished { steps.append(finished) }
            guard finished == nil, entered.insert(node).inserted else { continue }
            let (after, parts) = rule(for: node)
            open.append((node, DerivativeStep(name: name(of: node, parts), before: unevaluated(node), after: after)))
            let used = Set(store.postorder([after]))
            for part in parts where used.contains(unevaluated(part)) { open.append((part, nil)) }
        }
        steps.reverse()
        let formal = StepReplay.result(of: unevaluated(root), steps.map { ($0.before, $0.after) }, catalogue)
        if formal != result { steps.append(DerivativeStep(name: "like terms", before: formal, after: result)) }
        return steps
    }

    /// `diff(u, x)`, as an application.
    public func unevaluated(_ expr: Expr) -> Expr {
        store.application(FunctionHead(name: store.symbol("diff"), orders: [0, 0]), [expr, variable])
    }

    private func name(of node: Expr, _ parts: [Expr]) -> String {
        if branching[node] != nil { return "by branches" }
        switch store.kind(node) {
        case .number, .constant: return "constant"
        case .symbol: return node == variable ? "variable" : "constant"
        case .sum: return "sum rule"
        case .scaled: return "constant factor"
        case .product: return varying(node) > 1 ? "product rule" : "constant factor"
        case .power:
            let (baseVaries, exponentVaries) = (varies(store.child(node, 0)), varies(store.child(node, 1)))
            return baseVaries && exponentVaries ? "x^x" : exponentVaries ? "a^x" : "power rule"
        case .call:
            let row = Vocabulary.row(store.function(node)).name
            return parts.isEmpty ? row : "chain rule, \(row)"
        case .application: return "chain rule, \(store.name(store.head(node).name))"
        case .piecewise: return "branches"
        case .element: return "element"
        case .binder: return store.binder(node).id == .product ? "product rule" : store.binder(node).id == .sum ? "sum rule" : "branches"
        case .relation, .conjunction, .disjunction, .negation, .matrix: return "constant"
        }
    }

    private func varying(_ node: Expr) -> Int { store.childView(node).count { varies($0) } }
}
