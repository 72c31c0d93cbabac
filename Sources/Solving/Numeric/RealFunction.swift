import Algebra
import Ball
import Calculus
import Certified
import Expressions
import Reading
import Syntax

/// A function of one real unknown with its derivatives, evaluated on intervals in balls.
final class RealFunction {
    let catalogue: Catalogue
    let evaluator: BallEvaluator
    let unknown: Expr
    /// Where the function has a value; a condition on the unknown.
    let domain: Expr
    /// Where its zeros count; a condition on the unknown.
    let place: Expr
    private var derivatives: [Expr]
    /// Conditions under which the derivatives so far are those of a function without jumps and kinks.
    private var smoothness: [Expr] = []
    private let differentiator: Differentiator
    private var store: ExprStore { catalogue.store }
    /// Derivatives beyond this order are not taken.
    static let highestOrder = 12

    init(
        _ expr: Expr, of unknown: Expr, domain: Expr, place: Expr, _ catalogue: Catalogue,
        _ evaluator: BallEvaluator
    ) {
        self.catalogue = catalogue
        self.evaluator = evaluator
        self.unknown = unknown
        self.domain = domain
        self.place = place
        derivatives = [expr]
        differentiator = Differentiator(catalogue)
        differentiator.begin(by: unknown)
    }

    /// The derivative of an order, 0 for the function itself; nil where it is not known.
    func derivative(_ order: Int) -> Expr? {
        guard order <= RealFunction.highestOrder else { return nil }
        while derivatives.count <= order {
            let last = derivatives[derivatives.count - 1]
            guard let next = try? differentiator.derivative(of: last), !next.isAbsent else { return nil }
            derivatives.append(next)
            smoothness = differentiator.conditions
        }
        return derivatives[order]
    }

    /// What is true of all points of an interval.
    struct Range {
        /// Whether no point of the interval is a zero: the function is not zero there, or not defined.
        let isFree: Bool
        /// Whether the function has a value everywhere, without jumps, and a derivative that is nowhere zero.
        let isMonotone: Bool
    }

    /// Looks at the function and its derivative on an interval, by their values and by the mean value theorem.
    func range(_ interval: RealInterval) -> Range {
        begin(interval.ball, bits: 96)
        for condition in [domain, place]
        where condition != .truth && evaluator.truth(of: condition) == .fails {
            return Range(isFree: true, isMonotone: false)
        }
        let value = evaluator.value(of: derivatives[0])
        if value.isFinite, value.excludesZero { return Range(isFree: true, isMonotone: false) }
        guard let first = derivative(1) else { return Range(isFree: false, isMonotone: false) }
        let slope = ComplexBall()
        slope.set(evaluator.value(of: first))
        guard value.isFinite, value.isReal, slope.isFinite, slope.isReal, isSmooth else { return Range(isFree: false, isMonotone: false) }
        if slope.excludesZero { return Range(isFree: false, isMonotone: true) }
        // f(x) = f(m) + f'(c)*(x - m).
        let span = ComplexBall()
        span.subtract(interval.ball, interval.middleBall, bits: 96)
        slope.multiply(slope, span, bits: 96)
        begin(interval.middleBall, bits: 96)
        slope.add(slope, evaluator.value(of: derivatives[0]), bits: 96)
        return Range(isFree: slope.isFinite && slope.excludesZero, isMonotone: false)
    }

    /// Whether a derivative is certainly nowhere zero on an interval, and all that it is derived from exists there.
    func isNonzero(_ order: Int, on interval: RealInterval) -> Bool {
        guard let derivative = derivative(order) else { return false }
        begin(interval.ball, bits: 96)
        guard isSmooth else { return false }
        let value = evaluator.value(of: derivative)
        return value.isFinite && value.isReal && value.excludesZero
    }

    /// The sign of a derivative at a double: 1 or -1 where it is certain.
    func sign(_ order: Int, at place: Double) -> Int? {
        guard place.isFinite, let derivative = derivative(order) else { return nil }
        let point = ComplexBall()
        point.set(real: place, imaginary: 0)
        return evaluator.atRisingPrecision([96, 384], at: [unknown: point]) {
            switch evaluator.value(of: derivative).realSign {
            case .positive: 1
            case .negative: -1
            default: nil
            }
        }
    }

    /// Whether the function is defined, without jumps and kinks, everywhere between two ends, as is inferred.
    ///
    /// - Parameter between: what holds there of the unknown.
    func isSmooth(wherever between: Expr) -> Bool {
        guard derivative(1) != nil else { return false }
        let parts = store.conjuncts(domain)
        // Rays leave an interval; whatever else is asked for must hold everywhere in it.
        let (rays, others) = (parts.filter(isRay), parts.filter { !isRay($0) })
        return store.supposing(store.conjunction([between] + rays)) {
            (others + smoothness).allSatisfy { $0 == .truth || store.decided($0) == true }
        } ?? true
    }

    /// Whether a condition is a linear inequality.
    private func isRay(_ condition: Expr) -> Bool {
        guard store.kind(condition) == .relation, store.relation(condition) == .less || store.relation(condition) == .lessOrEqual else {
            return false
        }
        return AffineFamily(store.difference(store.child(condition, 0), store.child(condition, 1)), in: unknown, catalogue) != nil
    }

    /// Whether the zeros in an interval count; nil where that is not decided.
    func counts(on interval: RealInterval) -> Bool? {
        if place == .truth { return true }
        return evaluator.decides(place, at: [unknown: interval.ball], [128])
    }

    /// A constant, rounded to a double.
    func double(_ value: Expr) -> Double? {
        begin(ComplexBall(), bits: 96)
        let ball = evaluator.value(of: value)
        return ball.isFinite && ball.bounds(.imaginary).lower <= 0 && ball.bounds(.imaginary).upper >= 0 ? ball.midpoint.real : nil
    }

    /// One step of Newton's method on an interval: the zeros in it lie in `m - f(m)/f'(X)` too. Nil where that is no number.
    func newton(_ enclosure: ComplexBall, bits: Int) -> ComplexBall? {
        guard let first = derivative(1) else { return nil }
        let (middle, result) = (ComplexBall(), ComplexBall())
        middle.set(midpointOf: enclosure)
        begin(enclosure, bits: bits)
        let slope = ComplexBall()
        slope.set(evaluator.value(of: first))
        begin(middle, bits: bits)
        result.divide(evaluator.value(of: derivatives[0]), slope, bits: bits)
        result.subtract(middle, result, bits: bits)
        return result.isFinite && result.isReal ? result : nil
    }

    private func begin(_ point: ComplexBall, bits: Int) { evaluator.begin(bits: bits, at: [unknown: point]) }

    /// Whether the function has neither jumps nor kinks, and is defined, at the point of the evaluator.
    private var isSmooth: Bool {
        (domain == .truth || evaluator.truth(of: domain) == .holds) && smoothness.allSatisfy { evaluator.truth(of: $0) == .holds }
    }
}
