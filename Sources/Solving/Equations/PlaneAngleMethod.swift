import Algebra
import Certified
import Expressions
import Reading
import Vocabulary

/// Equations in which the unknown stands in the angle of a point, `atan2(v, u)`, and nowhere else. The angle is c where
/// `v*cos(c) = u*sin(c)`, on the side of the line on which `u*cos(c) + v*sin(c)` is positive.
struct PlaneAngleMethod {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }

    init(_ solver: EquationSolver) { self.solver = solver }

    /// The zeros; nil for other expressions.
    func roots(of expr: Expr) -> Roots? {
        let angle = store.postorder([expr]).first {
            store.kind($0) == .call && store.function($0) == KnownFunction.angleOfPoint && solver.holdsUnknown($0)
        }
        guard solver.isReal, let angle else { return nil }
        let place = store.symbol("angle \(angle.index)")
        let outside = catalogue.substitute(expr, [angle: place])
        guard !solver.holdsUnknown(outside), let polynomial = KernelPolynomial(outside, place, store), polynomial.live.count == 1,
            polynomial.kernels.list[polynomial.live[0]].expression == place,
            let coefficients = polynomial.coefficients(in: polynomial.live[0]),
            let values = ParametricPolynomial(catalogue, solver.evaluator, isReal: true).values(coefficients)
        else { return nil }
        var result = Roots(everything: values.everything, isComplete: values.isComplete)
        for value in values.list {
            solver.note("solved for a part", angle, value.value)
            result.join(points(store.child(angle, 1), store.child(angle, 0), value))
        }
        return result
    }

    /// Where the point (u, v) lies in a direction.
    private func points(_ first: Expr, _ second: Expr, _ root: Root) -> Roots {
        let (sine, cosine) = (
            catalogue.call(KnownFunction.sine, [root.value]), catalogue.call(KnownFunction.cosine, [root.value])
        )
        let pi = store.constant(.pi)
        let isAngle = store.conjunction([
            store.relation(.less, store.negated(pi), root.value), store.relation(.lessOrEqual, root.value, pi), root.condition,
        ])
        if isAngle == .falsehood { return .none }
        // Both are multiplied out, so that the unknown shows where it cancels.
        let expansion = Expansion(catalogue)
        let across = expansion.tidied(store.difference(store.product(second, cosine), store.product(first, sine)))
        let along = expansion.tidied(store.sum(store.product(first, cosine), store.product(second, sine)))
        var roots = solver.roots(of: across)
        roots.list = roots.list.map { root in
            var next = root
            let there = Simplifier(catalogue).simplify(catalogue.substitute(along, [solver.unknown: root.value])).result
            next.condition = store.conjunction([root.condition, isAngle, store.relation(.less, .zero, there)])
            next.multiplicity = 0
            return next
        }
        roots.everything = roots.everything.map { store.conjunction([$0, isAngle, store.relation(.less, .zero, along)]) }
        return roots
    }
}
