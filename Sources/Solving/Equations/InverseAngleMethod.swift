import Exact
import Expressions
import Reading
import Vocabulary

/// Equations in two inverse functions of angles, `acos(a*x) + asin(x) = c`: the sine, cosine or tangent of one is that of the rest,
/// written out by the addition theorems. All zeros are among those of the equation that results.
struct InverseAngleMethod {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }
    /// Higher multiples of an angle are not written out.
    private static let mostTurns = 6
    private static let functions = [KnownFunction.inverseSine, KnownFunction.inverseCosine, KnownFunction.inverseTangent]

    init(_ solver: EquationSolver) { self.solver = solver }

    /// The candidates; nil for other expressions.
    func roots(of expr: Expr) -> Roots? {
        guard store.kind(expr) == .sum else { return nil }
        let terms = store.childArray(expr)
        let live = terms.filter { solver.holdsUnknown($0) }
        let calls = live.map { store.barePart($0) }
        guard live.count == 2, calls.allSatisfy({ store.kind($0) == .call && InverseAngleMethod.functions.contains(store.function($0)) })
        else { return nil }
        let rest = store.sum(terms.filter { !solver.holdsUnknown($0) })
        let coefficients = live.map { store.coefficient($0) }
        for (first, second) in [(0, 1), (1, 0)] {
            guard let turns = (-coefficients[second] / coefficients[first]).asInt, turns.magnitude <= InverseAngleMethod.mostTurns else {
                continue
            }
            // f(u) = turns*g(v) + angle
            let angle = store.scaled((-coefficients[first]).inverse, rest)
            let known = AngleParts(
                cosine: catalogue.call(KnownFunction.cosine, [angle]), sine: catalogue.call(KnownFunction.sine, [angle]))
            let parts = parts(of: calls[second]).multiplied(by: turns, catalogue).adding(known, catalogue)
            let argument = store.child(calls[first], 0)
            let equation =
                switch store.function(calls[first]) {
                case KnownFunction.inverseSine: store.difference(argument, parts.sine)
                case KnownFunction.inverseCosine: store.difference(argument, parts.cosine)
                default: store.difference(store.product(argument, parts.cosine), parts.sine)
                }
            solver.note("inverse functions taken apart", expr, equation)
            return solver.roots(of: equation)
        }
        return nil
    }

    /// The cosine and sine of an inverse function.
    private func parts(of call: Expr) -> AngleParts {
        let value = store.child(call, 0)
        let square = store.power(value, 2)
        let other = store.squareRoot(store.difference(.one, square))
        switch store.function(call) {
        case KnownFunction.inverseSine: return AngleParts(cosine: other, sine: value)
        case KnownFunction.inverseCosine: return AngleParts(cosine: value, sine: other)
        default:
            let below = store.power(store.sum(.one, square), store.number(Rational(-1, 2)))
            return AngleParts(cosine: below, sine: store.product(value, below))
        }
    }
}
