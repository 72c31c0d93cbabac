import Expressions

// Conditions that hold, or fail, not only at a place but everywhere around it.
extension SideEvaluator {
    /// How a condition stands at a place.
    public enum Robustness {
        /// It holds around the place, too.
        case holds
        /// It fails around the place, too.
        case fails
        /// The place is one where a relation's sides are equal.
        case border
        /// A side has no value.
        case undefined

        var opposite: Robustness {
            switch self {
            case .holds: .fails
            case .fails: .holds
            default: self
            }
        }
    }

    /// How a condition stands. The sides of its relations are expanded along the path.
    ///
    /// - Parameter isFixed: whether a relation's sides do not change with what matters: then it has no border.
    public func robust(_ condition: Expr, isFixed: (Expr) -> Bool = { _ in false }) throws(JetFailure) -> Robustness {
        if !condition.isAbsent, store.kind(condition) == .relation { return try relation(condition, isFixed(condition)) }
        var known: [Expr: Robustness] = [.truth: .holds, .falsehood: .fails, .undefined: .undefined]
        for node in store.postorder([condition], isLeaf: { store.kind($0) == .relation }) where known[node] == nil {
            switch store.kind(node) {
            case .relation: known[node] = try relation(node, isFixed(node))
            case .negation: known[node] = known[store.child(node, 0)]?.opposite
            case .conjunction: known[node] = junction(store.childArray(node).map { known[$0] ?? .border }, absorbing: .fails)
            case .disjunction: known[node] = junction(store.childArray(node).map { known[$0] ?? .border }, absorbing: .holds)
            default: break
            }
        }
        return known[condition] ?? .border
    }

    private func junction(_ parts: [Robustness], absorbing: Robustness) -> Robustness {
        if parts.contains(absorbing) { return absorbing }
        if parts.contains(.undefined) { return .undefined }
        return parts.contains(.border) ? .border : absorbing.opposite
    }

    private func relation(_ node: Expr, _ isFixed: Bool) throws(JetFailure) -> Robustness {
        if isFixed {
            guard case .condition(let holds) = try value(of: node) else { return .undefined }
            return holds ? .holds : .fails
        }
        let (left, right) = (store.child(node, 0), store.child(node, 1))
        for (constant, other) in [(left, right), (right, left)] where arithmetic.isNotReal(constant) {
            // A real number is never the same as one that is not.
            guard case .series = try value(of: other), store.relation(node) == .equal || store.relation(node) == .notEqual else {
                return .undefined
            }
            return store.relation(node) == .equal ? .fails : .holds
        }
        guard case .series(let one) = try value(of: left), case .series(let other) = try value(of: right) else { return .undefined }
        switch try sign(try arithmetic.difference(one, other), store.difference(left, right)) {
        case 0: return .border
        case let sign:
            switch store.relation(node) {
            case .equal: return .fails
            case .notEqual: return .holds
            case .less, .lessOrEqual: return sign < 0 ? .holds : .fails
            }
        }
    }
}
