import Exact
import Expressions
import Reading
import Series
import Syntax

// Whether second partial derivatives make up a total one.
extension PointDerivatives {
    /// What shows that the gradient has no derivative at the point although all second partial derivatives exist: they depend on the order,
    /// or the second derivative along a line or a parabola is not what they say. Nil where nothing does.
    ///
    /// Along `p + t*v + t^2*b` a function with a total second derivative `H` and the gradient `g` has the second derivative `v*H*v + 2*g*b`.
    func secondOrderFault(
        _ expr: Expr, _ variables: [Expr], _ point: [Expr: Expr], _ slopes: [Expr], _ rows: [[Expr]]
    ) throws(Diagnostic) -> PointHessian? {
        for first in rows.indices {
            for second in rows.indices where second < first {
                let difference = store.difference(rows[first][second], rows[second][first])
                let sign = try decide(
                    { (tool) throws(JetFailure) -> Int? in try tool.arithmetic.nonzeroSign(difference) }, failure: { _ in nil })
                if let sign, sign != 0 { return .exists(rows, .unsymmetric) }
            }
        }
        for trial in PathTrials.all(variables.count) where trial.direction.first(where: { $0 != 0 }) ?? 0 > 0 {
            let path = Path(
                point: point, direction: named(trial.direction, variables), curvature: named(trial.curvature, variables))
            let expected = secondDerivative(trial, slopes, rows)
            let found = try decide(
                { (tool) throws(JetFailure) -> Expr?? in
                    switch try tool.derivative(expr, 2, path) {
                    case .exists(let value): try tool.arithmetic.nonzeroSign(store.difference(value, expected)) == 0 ? nil : .some(value)
                    case .none(let missing): [.kink, .vertical].contains(missing.reason) ? .some(nil) : nil
                    case .undecided: nil
                    }
                }, failure: { _ in nil })
            if let found {
                return .notQuadratic(
                    rows, direction: trial.direction.map { store.number($0) }, curvature: trial.curvature.map { store.number($0) },
                    found: found, expected: expected)
            }
        }
        return nil
    }

    private func secondDerivative(_ trial: PathTrials.Trial, _ slopes: [Expr], _ rows: [[Expr]]) -> Expr {
        var terms = zip(trial.curvature, slopes).map { store.scaled(Rational(2 * $0), $1) }
        for (row, first) in trial.direction.enumerated() {
            for (column, second) in trial.direction.enumerated() {
                terms.append(store.scaled(Rational(first * second), rows[row][column]))
            }
        }
        return store.sum(terms)
    }
}
