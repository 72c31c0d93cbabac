import Expressions
import Series

/// Evaluates on both sides of a point with one number of terms.
struct OneSidedTool {
    let arithmetic: SeriesArithmetic
    let taylor: TaylorCoefficients
    let differentiator: Differentiator
    let isLastAttempt: Bool
    var store: ExprStore { arithmetic.store }

    init(_ arithmetic: SeriesArithmetic, _ taylor: TaylorCoefficients, _ differentiator: Differentiator, isLastAttempt: Bool) {
        self.arithmetic = arithmetic
        self.taylor = taylor
        self.differentiator = differentiator
        self.isLastAttempt = isLastAttempt
    }

    func evaluator(_ path: Path, _ sign: Expr) -> SideEvaluator {
        SideEvaluator(arithmetic, taylor, path.inputs(sign, store), isLastAttempt: isLastAttempt)
    }

    /// The derivative along a path at its start.
    func derivative(_ expr: Expr, _ order: Int, _ path: Path) throws(JetFailure) -> PointDerivative {
        var rest = path
        rest.isAtRest = true
        let (middle, right, left) = (evaluator(rest, .one), evaluator(path, .one), evaluator(path, .minusOne))
        let verdict = SideVerdict(arithmetic: arithmetic)
        let sides = SideVerdict.Sides(
            value: try middle.value(of: expr), left: try left.value(of: expr), right: try right.value(of: expr))
        let result: PointDerivative
        do {
            result = try verdict.derivative(sides, order: order, of: expr)
        } catch {
            guard case .undecided = error, order > 1, let variable = path.variable(store) else { throw error }
            guard let found = try differentiated(expr, by: variable, order, sides, left, right) else { throw error }
            return found
        }
        guard case .none(var missing) = result else { return result }
        missing.culprit = culprit(missing) { (part) throws(JetFailure) in
            guard let value = middle.values[part], let below = left.values[part], let above = right.values[part] else { return nil }
            return try verdict.derivative(.init(value: value, left: below, right: above), order: order, of: part)
        }
        return .none(missing)
    }

    /// Where expansions cannot be differentiated term by term, as parts oscillate, the derivatives that the rules of calculus give beside the
    /// point may still have expansions. Nil where the expression is not smooth there.
    private func differentiated(
        _ expr: Expr, by variable: Expr, _ order: Int, _ sides: SideVerdict.Sides, _ left: SideEvaluator, _ right: SideEvaluator
    ) throws(JetFailure) -> PointDerivative? {
        let verdict = SideVerdict(arithmetic: arithmetic)
        var sides = sides
        var (below, above) = (left.localForm(expr), right.localForm(expr))
        differentiator.begin(by: variable)
        for step in 1...order {
            let result = try verdict.derivative(sides, order: 1, of: expr)
            guard case .exists(let slope) = result, step < order else {
                if case .none(let missing) = result { return .none(missing.ofOrder(step)) }
                return result
            }
            guard try Smoothness(left, in: [variable]).holds(below), try Smoothness(right, in: [variable]).holds(above),
                let first = try? differentiator.derivative(of: below), let second = try? differentiator.derivative(of: above)
            else { return nil }
            (below, above) = (first, second)
            sides = SideVerdict.Sides(
                value: .series(JetSeries(constant: slope)), left: try left.value(of: below), right: try right.value(of: above))
        }
        return nil
    }

    /// From the expression down to a part that has no derivative though all of its parts have one.
    private func culprit(_ missing: MissingDerivative, _ verdict: (Expr) throws(JetFailure) -> PointDerivative?) -> Expr {
        var current = missing
        while true {
            let node = current.culprit
            let parts = store.kind(node) == .application ? [] : store.childArray(node)
            var next: MissingDerivative?
            for part in parts where store.traits(part).contains(.hasSymbol) && !store.traits(part).contains(.isCondition) {
                guard let found = try? verdict(part), case .none(let own) = found else { continue }
                if explains(own, current) {
                    next = own
                    break
                }
            }
            guard let next else { return node }
            current = next
        }
    }

    /// Whether what happens to a part may be what happens to the whole: what has no value cannot be blamed for a kink of something
    /// that has one, nor a kink for a jump or a pole.
    private func explains(_ part: MissingDerivative, _ whole: MissingDerivative) -> Bool {
        switch whole.reason {
        case .pole, .undefined, .definedOnOneSide: part.reason == whole.reason && part.hasValue == whole.hasValue
        case .jump: (part.hasValue || !whole.hasValue) && (part.reason == .jump || part.reason == .pole) && part.order == whole.order
        case .kink, .vertical: part.hasValue || !whole.hasValue
        }
    }
}
