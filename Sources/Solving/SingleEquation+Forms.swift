import Algebra
import Ball
import Exact
import Expressions
import Reading
import Vocabulary

// The equation in the form that is solved.
extension SingleEquation {
    /// Whether the equation is proved to hold wherever it has a value: `sin(asin(x)) = x`.
    var isIdentity: Bool {
        guard store.symbols(in: [expr]) == [unknown], !EquationKind([expr], [unknown], store).isAlgebraic else {
            return false
        }
        let evaluator = outside.evaluator
        evaluator.reset()
        evaluator.bits = 128
        for place in [Rational(1, 3), Rational(-2, 7), Rational(5, 11)] {
            evaluator.reset()
            evaluator.point = [:]
            let value = evaluator.value(of: catalogue.substitute(expr, [unknown: store.number(place)]))
            guard value.isFinite, value.magnitudeUpperBound < 1e-25 else { return false }
        }
        return ZeroQuestion(catalogue).isZero(expr)
    }

    /// The equation; where only real numbers count, with `abs(u)` for `sqrt(u^2)`, and the parts of complex values worked out.
    var plain: Expr {
        guard isReal else { return expr }
        if store.traits(expr).contains(.hasImaginary) { return CartesianParts(catalogue).workedOut(expr) }
        let transforms = Transforms(catalogue)
        var replacements: [Expr: Expr] = [:]
        for node in store.postorder([expr])
        where store.kind(node) == .power && store.symbols(in: [node]).contains(unknown) {
            // Each power is looked at with all that stands below it.
            store.budget.poll()
            if store.budget.isExhausted { return expr }
            guard let exponent = store.rationalValue(store.child(node, 1)), !exponent.denominator.isOdd,
                EquationKind([store.child(node, 0)], [unknown], store).isPolynomial,
                let product = try? transforms.factor(store.child(node, 0))
            else { continue }
            var factors: [Expr] = []
            for (base, inner) in transforms.splitProduct(product) {
                guard let times = store.wholeValue(inner) else { break }
                if times % 2 == 0, store.symbols(in: [base]).contains(unknown) {
                    let size = catalogue.call(KnownFunction.absoluteValue, [base])
                    factors.append(store.power(size, store.number(exponent * Rational(times))))
                } else if store.facts(of: base).isNonnegative {
                    factors.append(store.power(base, store.number(exponent * Rational(times))))
                } else {
                    break
                }
            }
            if factors.count == transforms.splitProduct(product).count {
                replacements[node] = store.product(factors)
            }
        }
        return replacements.isEmpty ? expr : catalogue.substitute(expr, replacements)
    }
}
