import Exact
import Expressions
import Reading
import Vocabulary

/// Equations in exponentials of whole multiples of one number times the unknown, `exp(-1200*t) + exp(-300*t) = 1`: solved for that multiple.
struct ExponentialScale {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }

    init(_ solver: EquationSolver) { self.solver = solver }

    /// The zeros; nil for other expressions, and where the multiple is the unknown itself.
    func roots(of expr: Expr) -> Roots? {
        var steps: [Rational] = []
        var places: [Expr: Expr] = [:]
        for node in store.postorder([expr]) where solver.holdsUnknown(node) {
            guard store.kind(node) == .call, store.function(node) == KnownFunction.exponential,
                let line = AffineFamily(store.child(node, 0), in: solver.unknown, solver.catalogue),
                let step = store.rationalValue(line.step)
            else { continue }
            steps.append(step)
            places[node] = store.symbol("exponential \(node.index)")
        }
        guard !steps.isEmpty, !solver.holdsUnknown(solver.catalogue.substitute(expr, places)) else { return nil }
        let denominator = steps.reduce(Integer(1)) { Integer.lcm($0, $1.denominator) }
        let shared = steps.reduce(Integer(0)) { Integer.gcd($0, ($1 * Rational(denominator)).numerator) }
        let scale = Rational(shared, denominator)
        if scale.isOne { return nil }
        let scaled = solver.catalogue.substitute(expr, [solver.unknown: store.scaled(scale.inverse, solver.unknown)])
        var roots = solver.roots(of: scaled)
        for position in roots.list.indices where roots.list[position].enclosure == nil {
            roots.list[position].value = Expansion(solver.catalogue).tidied(store.scaled(scale.inverse, roots.list[position].value))
        }
        return roots.list.contains { $0.enclosure != nil } ? nil : roots
    }
}
