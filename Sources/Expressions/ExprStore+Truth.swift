extension ExprStore {
    /// Whether a condition is true, by the truth of its relations; nil where that is not decided.
    ///
    /// - Parameter relation: whether a relation holds. Not asked for more often than once each.
    public func truth(of condition: Expr, _ relation: (Expr) -> Bool?) -> Bool? {
        if kind(condition) == .relation { return relation(condition) }
        var truths: [Expr: Bool] = [:]
        for node in postorder([condition], isLeaf: { self.kind($0) == .relation }) {
            let parts = kind(node) == .relation ? [] : childArray(node).map { truths[$0] }
            switch kind(node) {
            case .constant: truths[node] = node == .truth ? true : node == .falsehood ? false : nil
            case .relation: truths[node] = relation(node)
            case .negation: truths[node] = parts[0].map { !$0 }
            case .conjunction: truths[node] = parts.contains(false) ? false : parts.contains(nil) ? nil : true
            case .disjunction: truths[node] = parts.contains(true) ? true : parts.contains(nil) ? nil : false
            default: break
            }
        }
        return truths[condition]
    }
}
