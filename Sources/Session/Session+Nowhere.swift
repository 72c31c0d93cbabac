import Algebra
import Ball
import Calculus
import Expressions
import Reading
import Syntax
import Vocabulary

// Texts that have no value anywhere, because they divide by what is always zero.
extension Session {
    /// How long it may take to prove that something is always zero, in seconds.
    private static let proofPatience = 2.0
    /// More denominators of one text are not tried: `1/log(log(…))` nested has no value at which to see that they are not zero.
    private static let mostProofs = 16

    /// Looks for a denominator of a text that is proved to be always zero.
    ///
    /// The canonical form may show nothing of it, as that of `0/(abs(x) - sqrt(x^2))`. What stands in a branch says nothing of the others.
    ///
    /// - Throws: that the text has no value.
    func requireValueSomewhere(_ meaning: Meaning) throws(Diagnostic) {
        var (conditions, denominators): ([DomainCondition], [Expr]) = ([], [])
        for condition in meaning.domain where condition.guardCondition == .truth {
            for denominator in self.denominators(condition.requirement) where isOpen(denominator) {
                conditions.append(condition)
                denominators.append(denominator)
            }
        }
        guard let place = alwaysZero(denominators) else { return }
        throw Diagnostic(
            "division-by-zero", "division by zero: a denominator is always zero", at: conditions[place].span, kind: .undefined)
    }

    /// What something is divided by, also by what reads as a quotient: `root(x, n)` is `x^(1/n)`.
    private func denominators(_ requirement: DomainCondition.Requirement) -> [Expr] {
        switch requirement {
        case .nonzero(let expr), .positive(let expr): return [expr]
        case .inDomain(let call):
            guard store.kind(call) == .call, case let row = Vocabulary.row(store.function(call)), row.isAbbreviation,
                row.definition.contains("/"), !row.singular.isEmpty
            else { return [] }
            let parts = store.conjuncts(catalogue.condition(requirement, isComplex: true))
            return parts.filter { store.kind($0) == .relation && store.relation($0) == .notEqual }.map {
                store.difference(store.child($0, 0), store.child($0, 1))
            }
        case .base, .nonnegative, .holds, .derivative: return []
        }
    }

    /// Whether a formula divides by what is proved to be always zero: the derivative of `sqrt(abs(x) - sqrt(x^2))` does, which is defined
    /// itself.
    func dividesByZero(_ formula: Expr) -> Bool {
        let denominators = store.postorder([formula]).compactMap { node -> Expr? in
            guard store.kind(node) == .power, store.facts(of: store.child(node, 1)).isNegative else { return nil }
            return isOpen(store.child(node, 0)) ? store.child(node, 0) : nil
        }
        return alwaysZero(denominators) != nil
    }

    /// The place of an expression that is proved to be zero for all values of its names.
    private func alwaysZero(_ exprs: [Expr]) -> Int? {
        if exprs.isEmpty { return nil }
        let suspects = vanishingScreen.suspects(exprs)
        if suspects.isEmpty { return nil }
        let found = store.budget.withinSize {
            store.budget.attempt(seconds: Session.proofPatience) {
                suspects.prefix(Session.mostProofs).first { place in
                    store.budget.poll()
                    return !store.budget.isExhausted && !hasBranches(exprs[place]) && isAlwaysZero(exprs[place])
                }
            }
        }
        return (found ?? nil) ?? nil
    }

    /// Whether its form does not tell that it is not always zero.
    private func isOpen(_ expr: Expr) -> Bool { !vanishingScreen.isPlainlyVarying(expr) && !expr.isAbsent }

    /// Of branches some may have a value where others have none: what is made of them is not judged.
    private func hasBranches(_ expr: Expr) -> Bool { store.postorder([expr]).contains { store.kind($0) == .piecewise } }

    private func isAlwaysZero(_ expr: Expr) -> Bool {
        guard let equality = try? equality() else { return false }
        if case .proved = equality.decide(expr, .zero) { return true }
        return false
    }
}
