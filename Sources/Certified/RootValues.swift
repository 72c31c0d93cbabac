import Ball
import Exact
import Expressions

/// The values of algebraic numbers in balls. The roots of a polynomial are found together, and kept.
final class RootValues {
    private var polynomials: [[Integer]: PolynomialRoots] = [:]
    private static let mostKept = 64

    /// The root that a call's arguments mean; nil where it cannot be isolated.
    func value(_ store: ExprStore, _ arguments: [Expr], _ bits: Int) -> ComplexBall? {
        guard let position = store.wholeValue(arguments[0]) else { return nil }
        // Numbers, not their handles, which may have another meaning later.
        let coefficients = arguments.dropFirst().compactMap { store.rationalValue($0)?.numerator }
        guard position >= 1, position < coefficients.count, let roots = polynomial(coefficients) else { return nil }
        let budget = store.budget
        let balls = try? roots.isolated(bits: bits) {
            budget.poll()
            return budget.isExhausted
        }
        return balls?[position - 1]
    }

    private func polynomial(_ coefficients: [Integer]) -> PolynomialRoots? {
        if let known = polynomials[coefficients] { return known }
        if polynomials.count >= RootValues.mostKept { polynomials.removeAll() }
        let fresh = try? PolynomialRoots(coefficients)
        polynomials[coefficients] = fresh
        return fresh
    }
}
