import Exact
import Expressions
import Series

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
    /// is the limit of what they tell beside the path, if both sides of the path agree. Beside is at a distance smaller than all powers
    /// of `t`.
    private func beside(_ expr: Expr, _ variable: Expr, _ partial: Expr, _ path: Path, _ sign: Expr) throws(JetFailure) -> JetValue {
        let on = evaluator(path, sign)
        guard case .series(let value) = try on.value(of: expr) else { return .undefined }
        if try Smoothness(on, in: [variable]).holds(expr) { return try on.value(of: partial) }
        var (slopes, forms): ([JetSeries], [Expr]) = ([], [])
        var distances: [JetSeries] = []
        for direction in [Expr.one, .minusOne] {
            let beside = evaluator(path, sign, off: variable, direction)
            guard case .series(let there) = try beside.value(of: expr), case .series(let slope) = try beside.value(of: partial) else {
                return .undefined
            }
            forms.append(beside.localForm(expr))
            slopes.append(slope)
            distances.append(try arithmetic.difference(there, value))
        }
        if let value = try continued(forms, on.localForm(expr), variable, path, on) { return value }
        for difference in distances where try !isFlat(difference) { return .undefined }
        return try isFlat(try arithmetic.difference(slopes[0], slopes[1])) ? .series(slopes[0]) : .undefined
    }

    /// The partial derivative on a path, where what the expression is on either side of the path is smooth on the path itself: both must
    /// have the same value and the same slope there. Nil where they are not smooth.
    private func continued(_ forms: [Expr], _ own: Expr, _ variable: Expr, _ path: Path, _ on: SideEvaluator) throws(JetFailure)
        -> JetValue?
    {
        guard let start = path.point[variable] else { return nil }
        var slopes: [Expr] = []
        differentiator.begin(by: variable)
        for form in forms {
            guard try Smoothness(on, in: [variable]).holds(form), let slope = try? differentiator.derivative(of: form) else { return nil }
            if try !vanishes(arithmetic.catalogue.substitute(store.difference(form, own), [variable: start]), on) { return .undefined }
            slopes.append(arithmetic.catalogue.substitute(slope, [variable: start]))
        }
        return try vanishes(store.difference(slopes[0], slopes[1]), on) ? try on.value(of: slopes[0]) : .undefined
    }

    private func vanishes(_ expr: Expr, _ on: SideEvaluator) throws(JetFailure) -> Bool {
        if expr == .zero { return true }
        guard case .series(let series) = try on.value(of: expr) else { throw .undecided("a value beside the point is not known") }
        return try on.settled(series, expr).isZero
    }

    /// `exp(1/t)`: what has it in an exponent is smaller than all that expansions of expressions usually hold.
    private static let steepness = JetMonomial(exponent: [JetTerm(coefficient: .one, monomial: JetMonomial(power: Rational(-1)))])

    /// Whether a series is as small as the distance of paths that run beside one another.
    private func isFlat(_ series: JetSeries) throws(JetFailure) -> Bool {
        var series = series
        guard let lead = try arithmetic.leading(&series) else { return true }
        guard try arithmetic.compare(lead.monomial, .one) < 0, let top = lead.monomial.exponent.first else { return false }
        return try arithmetic.compare(top.monomial, OneSidedTool.steepness) >= 0
    }

    /// Along a path that runs beside another one, at the distance `exp(-exp(1/t))`.
    private func evaluator(_ path: Path, _ sign: Expr, off variable: Expr, _ direction: Expr) -> SideEvaluator {
        var inputs = path.inputs(sign, store)
        let distance = JetMonomial(exponent: [JetTerm(coefficient: .minusOne, monomial: OneSidedTool.steepness)])
        inputs[variable, default: .zero].terms.append(JetTerm(coefficient: direction, monomial: distance))
        return SideEvaluator(arithmetic, taylor, inputs, isLastAttempt: isLastAttempt)
    }
}
