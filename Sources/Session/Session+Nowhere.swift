import Algebra
import Ball
import Calculus
import Expressions
import Reading
import Syntax
import Vocabulary

// Texts that have no value anywhere.
extension Session {
    /// How long it may take to prove that something is always zero, in seconds.
    private static let proofPatience = 2.0
    /// More requirements of one text are not tried: `log(log(…))` has as many as it has levels, and no value at which to see them hold.
    private static let mostProofs = 16

    /// Looks for a requirement of a text that no values of its names meet: a denominator that is proved to be always zero.
    ///
    /// The canonical form may show nothing of it, as that of `0/(abs(x) - sqrt(x^2))`. What stands in a branch says nothing of the others.
    ///
    /// - Throws: that the text has no value.
    func requireValueSomewhere(_ meaning: Meaning) throws(Diagnostic) {
        guard meaning.domain.contains(where: { mayFailEverywhere($0) }) else { return }
        var (conditions, quantities): ([DomainCondition], [Expr]) = ([], [])
        for condition in meaning.domain where mayFailEverywhere(condition) {
            for quantity in mustNotVanish(condition.requirement) where !quantity.isAbsent {
                conditions.append(condition)
                quantities.append(quantity)
            }
        }
        if quantities.isEmpty { return }
        let suspects = vanishingScreen.suspects(quantities)
        if suspects.isEmpty { return }
        let failing = store.budget.attempt(seconds: Session.proofPatience) {
            suspects.prefix(Session.mostProofs).first { place in
                store.budget.poll()
                return !store.budget.isExhausted && isAlwaysZero(quantities[place])
            }
        }
        if let failing = failing ?? nil { throw nowhere(conditions[failing]) }
    }

    /// Whether a requirement deserves a second look: that of `1/(x + y)` does not.
    private func mayFailEverywhere(_ condition: DomainCondition) -> Bool {
        guard condition.guardCondition == .truth else { return false }
        switch condition.requirement {
        case .nonzero(let expr), .positive(let expr): return !vanishingScreen.isPlainlyVarying(expr)
        case .inDomain, .base, .nonnegative, .holds, .derivative: return false
        }
    }

    /// What must not be zero, whatever else is required.
    private func mustNotVanish(_ requirement: DomainCondition.Requirement) -> [Expr] {
        switch requirement {
        // Of branches some may have a value where others have none.
        case .nonzero(let expr), .positive(let expr): return store.postorder([expr]).contains { store.kind($0) == .piecewise } ? [] : [expr]
        case .inDomain, .base, .nonnegative, .holds, .derivative: return []
        }
    }

    private func isAlwaysZero(_ expr: Expr) -> Bool {
        guard let equality = try? equality() else { return false }
        if case .proved = equality.decide(expr, .zero) { return true }
        return false
    }

    private func nowhere(_ condition: DomainCondition) -> Diagnostic {
        Diagnostic("division-by-zero", "division by zero: a denominator is always zero", at: condition.span, kind: .undefined)
    }
}
