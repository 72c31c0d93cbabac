import Expressions

// What an expression is on one side of a point: without cases, roundings and branches.
extension SideEvaluator {
    /// An equal expression on this side, near the point: branches that are taken stand for what chooses among them, and constants for
    /// what is constant there. Walks with an explicit stack.
    public func localForm(_ root: Expr) -> Expr {
        var stack = [root]
        while let node = stack.last {
            if localForms[node] != nil || store.isConstant(node) || store.kind(node) == .symbol {
                stack.removeLast()
                continue
            }
            if case .series(let series) = values[node], let constant = series.constant {
                localForms[node] = constant
                continue
            }
            let sources = chosen[node].map { [$0] } ?? store.childArray(node)
            let open = sources.filter { localForms[$0] == nil && !store.isConstant($0) && store.kind($0) != .symbol }
            if !open.isEmpty {
                guard store.budget.step() else { return root }
                stack += open
                continue
            }
            let forms = sources.map { localForms[$0] ?? $0 }
            localForms[node] = chosen[node] != nil ? forms[0] : forms.withUnsafeBufferPointer { catalogue.build(store.shape(node), $0) }
        }
        return localForms[root] ?? root
    }

    /// Whether an expression is proved to be zero on this side.
    public func isProvedZero(_ expr: Expr) -> Bool {
        let local = localForm(expr)
        if local == .zero { return true }
        return isLastAttempt && !local.isAbsent && arithmetic.signs.isProvedZero(local)
    }
}
