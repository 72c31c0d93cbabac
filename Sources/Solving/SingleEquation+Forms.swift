import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

// The equation in the form that is solved.
extension SingleEquation {
    /// Whether the equation is proved to hold wherever it has a value: `sin(asin(x)) = x`.
    var isIdentity: Bool {
        guard store.symbols(in: [expr]) == [unknown], !EquationKind([expr], [unknown], store).isAlgebraic,
            !store.assumptions.facts(ofName: unknown).isInteger
        else { return false }
        let evaluator = solver.evaluator
        for place in [Rational(1, 3), Rational(-2, 7), Rational(5, 11)] {
            evaluator.begin(bits: 256)
            guard evaluator.value(of: catalogue.substitute(expr, [unknown: store.number(place)])).isNegligible() else { return false }
        }
        return EqualityProof(catalogue).proves(expr)
    }

    /// The equation without functions of their inverses; where only real numbers count, with `abs(u)` for `sqrt(u^2)`, and the parts of
    /// complex values worked out.
    var plain: Expr {
        let expr = withoutInverses(expr)
        guard isReal else { return expr }
        if store.traits(expr).contains(.hasImaginary) { return CartesianParts(catalogue).workedOut(expr) }
        return EvenRoots(unknown, catalogue).asMagnitudes(expr)
    }

    /// With `u` for `sin(asin(u))` and its like.
    private func withoutInverses(_ expr: Expr) -> Expr {
        var expr = expr
        while store.budget.step() {
            var replacements: [Expr: Expr] = [:]
            for node in store.postorder([expr]) where store.kind(node) == .call && store.childCount(node) == 1 {
                let inner = store.child(node, 0)
                guard store.kind(inner) == .call, store.childCount(inner) == 1,
                    Vocabulary.row(store.function(inner)).inverses == ["\(Vocabulary.row(store.function(node)).name)(y)"]
                else { continue }
                // What is inside may be such a call, too.
                let argument = store.child(inner, 0)
                replacements[node] = replacements[argument] ?? argument
            }
            if replacements.isEmpty { break }
            expr = catalogue.substitute(expr, replacements)
        }
        return expr
    }
}
