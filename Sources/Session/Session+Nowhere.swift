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
        var (conditions, quantities): ([DomainCondition], [Expr]) = ([], [])
        for condition in meaning.domain where condition.guardCondition == .truth {
            for quantity in mustNotVanish(condition.requirement) {
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

    /// What must not be zero, whatever else is required, and of which its form does not tell that it is not always so.
    private func mustNotVanish(_ requirement: DomainCondition.Requirement) -> [Expr] {
        switch requirement {
        case .nonzero(let expr), .positive(let expr): return isOpen(expr) ? [expr] : []
        case .inDomain(let call):
            // What varies takes no value everywhere at which a function has none.
            guard store.kind(call) == .call, !Vocabulary.row(store.function(call)).singular.isEmpty,
                !store.childView(call).allSatisfy({ vanishingScreen.isPlainlyVarying($0) })
            else { return [] }
            let parts = store.conjuncts(catalogue.condition(requirement, isComplex: true))
            return parts.filter { store.kind($0) == .relation && store.relation($0) == .notEqual }.map {
                store.difference(store.child($0, 0), store.child($0, 1))
            }.filter { isOpen($0) }
        case .base, .nonnegative, .holds, .derivative: return []
        }
    }

    /// Of branches some may have a value where others have none: what is made of them is not judged.
    private func isOpen(_ expr: Expr) -> Bool {
        !vanishingScreen.isPlainlyVarying(expr) && !expr.isAbsent
            && !store.postorder([expr]).contains { store.kind($0) == .piecewise }
    }

    private func isAlwaysZero(_ expr: Expr) -> Bool {
        guard let equality = try? equality() else { return false }
        if case .proved = equality.decide(expr, .zero) { return true }
        return false
    }

    private func nowhere(_ condition: DomainCondition) -> Diagnostic {
        if case .inDomain = condition.requirement {
            return Diagnostic("undefined", "this has no value anywhere", at: condition.span, kind: .undefined)
        }
        return Diagnostic("division-by-zero", "division by zero: a denominator is always zero", at: condition.span, kind: .undefined)
    }
}
