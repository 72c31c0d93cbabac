import Exact
import Expressions
import Series

/// A path through a point: `point + t*direction + t^2*curvature`.
struct Path {
    let point: [Expr: Expr]
    var direction: [Expr: Expr]
    var curvature: [Expr: Expr] = [:]
    var isAtRest = false

    /// The name that moves, if it is one alone and moves as the path's parameter does.
    func variable(_ store: ExprStore) -> Expr? {
        let moving = point.keys.filter { direction[$0] ?? .zero != .zero || curvature[$0] ?? .zero != .zero }
        guard moving.count == 1, direction[moving[0]] == .one, curvature[moving[0]] ?? .zero == .zero else { return nil }
        return moving[0]
    }

    /// The names along the path, to the right of the point or with `sign` -1 to the left.
    func inputs(_ sign: Expr, _ store: ExprStore) -> [Expr: JetSeries] {
        var result: [Expr: JetSeries] = [:]
        for (name, start) in point.sorted(by: { $0.key.index < $1.key.index }) {
            var series = JetSeries(start: start, slope: isAtRest ? .zero : store.product(sign, direction[name] ?? .zero))
            if !isAtRest, let bend = curvature[name], bend != .zero {
                series.terms.append(JetTerm(coefficient: bend, monomial: JetMonomial(power: Rational(2))))
            }
            result[name] = series
        }
        return result
    }
}
