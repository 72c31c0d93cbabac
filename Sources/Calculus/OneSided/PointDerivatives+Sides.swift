import Expressions
import Series
import Syntax

extension PointDerivatives {
    /// How the values next to a point compare with the one there: the signs of the difference before and after it, by the leading terms of
    /// its expansions on both sides.
    ///
    /// - Parameter point: constants for all names in the expression.
    /// - Returns: nil where that is not decided, or a side has no values; 0 for a side on which the expression is constant.
    /// - Throws: where the budget is spent or the ball library is missing.
    public func signsBeside(_ expr: Expr, by variable: Expr, at point: [Expr: Expr]) throws(Diagnostic) -> (left: Int, right: Int)? {
        _ = try begin()
        let value = catalogue.substitute(expr, point)
        if value.isAbsent { return nil }
        let difference = store.difference(expr, value)
        let path = Path(point: point, direction: [variable: .one])
        return try decide { (tool) throws(JetFailure) -> (left: Int, right: Int)? in
            func sign(_ direction: Expr) throws(JetFailure) -> Int? {
                let side = tool.evaluator(path, direction)
                guard case .series(let series) = try side.value(of: difference) else { return nil }
                return try side.sign(series, difference)
            }
            guard let left = try sign(.minusOne), let right = try sign(.one) else { return nil }
            return (left, right)
        } failure: { _ in
            nil
        }
    }
}
