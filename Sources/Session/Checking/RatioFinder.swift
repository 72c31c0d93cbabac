import Algebra
import Ball
import Certified
import Exact
import Expressions

/// Finds whether one expression is a constant multiple of another: by values at random points, and then by proof.
struct RatioFinder {
    private let store: ExprStore
    private let evaluator: BallEvaluator
    private let equality: Equality
    private static let pointsNeeded = 3
    private static let largestDenominator = 1000

    init(_ store: ExprStore, _ evaluator: BallEvaluator, _ equality: Equality) {
        self.store = store
        self.evaluator = evaluator
        evaluator.bits = 192
        self.equality = equality
    }

    /// The constant that `left` is `right` times; nil where there is none, or it is not found.
    func ratio(_ left: Expr, _ right: Expr) -> Expr? {
        guard let ball = constantRatio(left, right) else { return nil }
        for unit in [Expr.one, store.constant(.pi), store.power(store.constant(.pi), .minusOne), store.constant(.e)] {
            evaluator.reset()
            let quotient = ComplexBall()
            quotient.divide(ball, evaluator.value(of: unit), bits: evaluator.bits)
            guard let factor = RatioFinder.fraction(quotient.midpoint.real), quotient.contains(factor) else { continue }
            let ratio = store.scaled(factor, unit)
            if case .different = equality.decide(left, store.product(ratio, right)) { return nil }
            return ratio
        }
        let quotient = store.quotient(left, right)
        return store.isConstant(quotient) && !quotient.isAbsent ? quotient : nil
    }

    /// The ratio of the values, where it is the same at several points.
    private func constantRatio(_ left: Expr, _ right: Expr) -> ComplexBall? {
        let symbols = SamplePoint.related(store.symbols(in: [left, right]), store)
        var first: ComplexBall?
        var agreed = 0
        let isTied = SamplePoint.isTied(symbols, store)
        for number in 0..<(isTied ? SamplePoint.trialsUnderConditions : 20) {
            guard store.budget.step() else { return nil }
            evaluator.reset()
            evaluator.point = SamplePoint.point(symbols, store, number, .real)
            if isTied, !evaluator.satisfyAssumptions() { continue }
            let (top, bottom) = (evaluator.value(of: left), evaluator.value(of: right))
            guard top.isFinite, bottom.isFinite, bottom.excludesZero, top.excludesZero else { continue }
            let ratio = ComplexBall()
            ratio.divide(top, bottom, bits: evaluator.bits)
            if let first {
                guard ratio.overlaps(first) else { return nil }
            } else {
                first = ratio
            }
            agreed += 1
            if agreed == RatioFinder.pointsNeeded || symbols.isEmpty { return first }
        }
        return nil
    }

    /// The fraction with a small denominator that a double is.
    private static func fraction(_ value: Double) -> Rational? {
        guard value.magnitude > 1e-6 else { return nil }
        return Rational(near: value, within: 1e-14 * value.magnitude, largestDenominator: largestDenominator)
    }
}
