import Exact
import Expressions

// Slopes along paths in several variables.
extension OneSidedTool {
    /// How a slope along a path compares with what is expected.
    enum Fit {
        case fits
        case differs(OneSidedSlope.Value)
        case undecided(String)
    }

    func mismatch(_ expr: Expr, _ path: Path, _ expected: Expr) throws(JetFailure) -> Fit {
        var rest = path
        rest.isAtRest = true
        guard case .series(let value) = try evaluator(rest, .one).value(of: expr), let start = value.constant else {
            return .differs(.undefined)
        }
        let side = try SideVerdict(arithmetic: arithmetic).side(try evaluator(path, .one).value(of: expr), start)
        guard case .finite(let slope) = side.0.slope else { return .differs(side.0.slope) }
        return try arithmetic.nonzeroSign(arithmetic.store.difference(slope, expected)) == 0 ? .fits : .differs(.finite(slope))
    }

    /// The derivative along a path of a partial derivative, which is `slope` at the start of the path.
    func mixed(_ expr: Expr, _ variable: Expr, _ partial: Expr, _ slope: Expr, _ path: Path) throws(JetFailure) -> PointDerivative {
        let sides = SideVerdict.Sides(
            value: .series(JetSeries(constant: slope)), left: try beside(expr, variable, partial, path, .minusOne),
            right: try beside(expr, variable, partial, path, .one))
        let result = try SideVerdict(arithmetic: arithmetic).derivative(sides, order: 1, of: expr)
        guard case .none(let missing) = result else { return result }
        return .none(missing.ofOrder(2))
    }

    /// A partial derivative on a path, away from its start. Where the expression is smooth there the rules of calculus tell it; else it
    /// is the limit of what they tell beside the path, at a distance that is smaller than all powers of `t`, if both sides of the path
    /// agree.
    private func beside(_ expr: Expr, _ variable: Expr, _ partial: Expr, _ path: Path, _ sign: Expr) throws(JetFailure) -> JetValue {
        let on = evaluator(path, sign)
        guard case .series(let value) = try on.value(of: expr) else { return .undefined }
        if try Smoothness(on, in: [variable]).holds(expr) { return try on.value(of: partial) }
        var slopes: [JetSeries] = []
        for direction in [Expr.one, .minusOne] {
            let beside = evaluator(path, sign, off: variable, direction)
            guard case .series(let there) = try beside.value(of: expr), case .series(let slope) = try beside.value(of: partial) else {
                return .undefined
            }
            if try !isFlat(try arithmetic.difference(there, value)) { return .undefined }
            slopes.append(slope)
        }
        return try isFlat(try arithmetic.difference(slopes[0], slopes[1])) ? .series(slopes[0]) : .undefined
    }

    /// Whether a series is smaller than all powers of `t`.
    private func isFlat(_ series: JetSeries) throws(JetFailure) -> Bool {
        var series = series
        guard let lead = try arithmetic.leading(&series) else { return true }
        guard try arithmetic.compare(lead.monomial, .one) < 0 else { return false }
        return lead.monomial.exponent.contains { $0.monomial.power.signum < 0 }
    }

    /// Along a path that runs beside another one, at the distance `exp(-1/t)`.
    private func evaluator(_ path: Path, _ sign: Expr, off variable: Expr, _ direction: Expr) -> SideEvaluator {
        var inputs = path.inputs(sign, store)
        let distance = JetMonomial(exponent: [JetTerm(coefficient: .minusOne, monomial: JetMonomial(power: Rational(-1)))])
        inputs[variable, default: .zero].terms.append(JetTerm(coefficient: direction, monomial: distance))
        return SideEvaluator(arithmetic, taylor, inputs, isLastAttempt: isLastAttempt)
    }
}
