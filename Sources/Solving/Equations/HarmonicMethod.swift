import Algebra
import Exact
import Expressions
import Reading
import Vocabulary

/// Zeros of sums of two oscillations of one amplitude, `r*cos(n*t + a) + r*cos(m*t + b)`, which are where one angle is opposite to the
/// other, or to its negative. Polynomials in sine and cosine are written as such sums by Euler's formula.
struct HarmonicMethod {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }

    init(_ solver: EquationSolver) { self.solver = solver }

    /// The zeros of a polynomial in the sine and cosine of the unknown; nil for other sums.
    func roots(of expr: Expr) -> Roots? {
        guard let waves = waves(expr), waves.count == 2 else { return nil }
        let (fast, slow) = (waves[1], waves[0])
        let sizes = [fast, slow].map { store.power(catalogue.call(KnownFunction.absoluteValue, [$0.coefficient]), 2) }
        guard EqualityProof(catalogue).proves(store.difference(sizes[0], sizes[1])) else { return nil }
        let simplifier = Simplifier(catalogue)
        let phases = [fast, slow].map { simplifier.simplify(catalogue.call(KnownFunction.argument, [$0.coefficient])).result }
        let name = solver.wholeName(besides: [])
        let pi = store.constant(.pi)
        let turn = store.product([store.number(2), pi, name])
        return Roots(
            list: [1, -1].map { side in
                // n*t + a = pi + side*(m*t + b) + 2*pi*k
                let right = store.sum([pi, turn, store.scaled(Rational(side), phases[1]), store.negated(phases[0])])
                let value = store.quotient(right, store.number(fast.frequency - side * slow.frequency))
                return Root(value: Expansion(catalogue).tidied(value), multiplicity: 0, integers: [name])
            })
    }

    /// The frequencies that are there, in ascending order, each with the coefficient of `exp(I*n*x)`; nil where one is zero.
    private func waves(_ expr: Expr) -> [(frequency: Int, coefficient: Expr)]? {
        let (sine, cosine) = (store.symbol("sine of \(expr.index)"), store.symbol("cosine of \(expr.index)"))
        let polynomial = catalogue.substitute(
            expr,
            [
                store.call(KnownFunction.sine, [solver.unknown]): sine, store.call(KnownFunction.cosine, [solver.unknown]): cosine,
            ])
        guard Set(store.symbols(in: [polynomial])) == [sine, cosine], let degree = degree(polynomial, sine, cosine) else { return nil }
        let turn = store.symbol("turn of \(expr.index)")
        let (unit, back) = (store.constant(.imaginaryUnit), store.power(turn, .minusOne))
        let substituted = catalogue.substitute(
            polynomial,
            [
                sine: store.quotient(store.difference(turn, back), store.scaled(2, unit)),
                cosine: store.scaled(Rational(1, 2), store.sum(turn, back)),
            ])
        let raised = store.product(store.power(turn, store.number(degree)), substituted)
        guard let expanded = try? solver.transforms.expand(raised),
            let coefficients = try? solver.transforms.coefficients(expanded, in: turn)
        else { return nil }
        let there = coefficients.indices.filter { !EqualityProof(catalogue).proves(coefficients[$0]) }.map {
            ($0 - degree, coefficients[$0])
        }
        return there.contains { $0.0 == 0 } ? nil : there.filter { $0.0 > 0 }
    }

    private func degree(_ polynomial: Expr, _ sine: Expr, _ cosine: Expr) -> Int? {
        guard let first = try? solver.transforms.degree(polynomial, in: sine),
            let second = try? solver.transforms.degree(polynomial, in: cosine),
            first + second <= HarmonicMethod.highestDegree
        else { return nil }
        return first + second
    }

    private static let highestDegree = 12
}
