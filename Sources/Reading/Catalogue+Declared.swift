import Exact
import Expressions
import Vocabulary

// Calls in the form that assumptions allow. As everywhere in canonical form the value never changes, and what nothing is assumed
// of is left as it is.
extension Catalogue {
    /// More arguments than this are not compared with one another.
    private static let mostCompared = 16

    /// The call of a function of one argument, if assumptions say more of it than its row alone does.
    func declaredCall(_ function: FunctionID, _ row: FunctionRow, _ argument: Expr) -> Expr? {
        if let reduced = reducedByWholePeriods(function, row, argument) { return reduced }
        if function == KnownFunction.absoluteValue, let split = splitAbsoluteValue(argument) { return split }
        guard store.isConcerned(argument) else { return nil }
        if function == KnownFunction.logarithm { return logarithmOfExponential(argument) }
        if let value = ofCartesianParts(function, argument) { return value }
        switch row.exact {
        case .floor, .ceil: return rounded(function, argument)
        case .definition where row.isRealOnly:
            guard let value = definition(function)?.instance([argument], self), !value.isAbsent else { return nil }
            // Only a definition of which one branch is left says something.
            let kind = store.kind(value)
            return kind == .piecewise || (kind == .call && value != argument) ? nil : value
        default: return nil
        }
    }

    /// The call of a variadic function that chooses among its arguments, without those that are never chosen.
    func declaredChoice(_ function: FunctionID, _ row: FunctionRow, _ arguments: [Expr]) -> Expr? {
        guard row.isVariadic, row.isRealOnly, arguments.count <= Catalogue.mostCompared, let definition = definition(function) else {
            return nil
        }
        var kept: [Expr] = []
        for argument in arguments {
            var isNeeded = true
            var position = 0
            while position < kept.count, isNeeded {
                let chosen = definition.instance([kept[position], argument], self)
                if chosen == kept[position] {
                    isNeeded = false
                } else if chosen == argument {
                    kept.remove(at: position)
                } else {
                    position += 1
                }
            }
            if isNeeded { kept.append(argument) }
        }
        if kept.count == arguments.count { return nil }
        return kept.count == 1 ? kept[0] : call(function, kept)
    }

    /// Whole multiples of the period leave the argument, term by term: `cos(x + n*pi)` is `(-1)^n*cos(x)` for a whole `n`.
    private func reducedByWholePeriods(_ function: FunctionID, _ row: FunctionRow, _ argument: Expr) -> Expr? {
        guard let period = period(function) else { return nil }
        let terms = store.terms(argument)
        var kept: [Expr] = []
        var turns: [Expr] = []
        for term in terms {
            let count = store.isConcerned(term) ? store.quotient(term, period) : .undefined
            if !count.isAbsent, store.facts(of: count).isInteger { turns.append(count) } else { kept.append(term) }
        }
        if turns.isEmpty { return nil }
        let value = call(function, store.sum(kept))
        return row.isAntiperiodic ? store.product(store.power(.minusOne, store.sum(turns)), value) : value
    }

    /// Factors of known sign leave the absolute value.
    private func splitAbsoluteValue(_ argument: Expr) -> Expr? {
        let bare = store.barePart(argument)
        guard store.kind(bare) == .product else { return nil }
        var outside = [store.number(store.coefficient(argument).magnitude)]
        var inside: [Expr] = []
        for factor in store.childArray(bare) {
            let facts = store.isConcerned(factor) ? store.facts(of: factor) : Facts()
            if facts.isNonnegative {
                outside.append(factor)
            } else if facts.isNonpositive {
                outside.append(store.negated(factor))
            } else {
                inside.append(factor)
            }
        }
        if outside.count == 1 { return nil }
        if !inside.isEmpty { outside.append(call(KnownFunction.absoluteValue, store.product(inside))) }
        return store.product(outside)
    }

    private func logarithmOfExponential(_ argument: Expr) -> Expr? {
        guard store.kind(argument) == .call, store.function(argument) == KnownFunction.exponential else { return nil }
        let exponent = store.child(argument, 0)
        return store.facts(of: exponent).isReal ? exponent : nil
    }

    /// What is whole stays as it is when it is rounded; what lies between two whole numbers becomes one of them.
    private func rounded(_ function: FunctionID, _ argument: Expr) -> Expr? {
        if store.facts(of: argument).isInteger { return argument }
        let facts = store.facts(of: store.call(function, argument))
        guard facts.isReal, let lower = facts.lower, let upper = facts.upper, lower.value == upper.value else { return nil }
        return store.number(lower.value)
    }
}
