import Algebra
import Ball
import Exact
import Expressions
import Reading
import Vocabulary

/// Signs and order of real constants: in balls, and where these do not tell a value from zero, by proof.
final class RealConstants {
    let catalogue: Catalogue
    let evaluator: BallEvaluator
    let store: ExprStore
    private var known: [Expr: Sign] = [:]

    /// What a constant is.
    enum Sign {
        case negative, zero, positive
        /// It has no value, or one that is not real.
        case notReal
        case unknown

        /// Of the product of two values.
        func times(_ other: Sign) -> Sign {
            switch (self, other) {
            case (.notReal, _), (_, .notReal): .notReal
            case (.unknown, _), (_, .unknown): .unknown
            case (.zero, _), (_, .zero): .zero
            default: self == other ? .positive : .negative
            }
        }
    }

    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        self.catalogue = catalogue
        self.evaluator = evaluator
        store = catalogue.store
    }

    /// The sign of a constant.
    func sign(of value: Expr) -> Sign {
        if let number = store.rationalValue(value) { return number.isZero ? .zero : number.signum > 0 ? .positive : .negative }
        if value == .undefined { return .notReal }
        guard store.traits(value).isDisjoint(with: [.hasSymbol, .hasInfinity, .isCondition]) else { return .unknown }
        if let sign = known[value] { return sign }
        let sign = ballSign(value) ?? (ZeroQuestion(catalogue).isZero(value) ? .zero : .unknown)
        if sign != .unknown { known[value] = sign }
        return sign
    }

    /// The sign as balls tell it. What is real without looking so, as roots of roots may be, has the sign of its real part.
    private func ballSign(_ value: Expr) -> Sign? {
        let precisions = [96, 320, 1_280]
        for precision in precisions where store.budget.step() {
            let ball = ball(value, precision)
            guard ball.isFinite else { continue }
            let bounds = ball.bounds(.imaginary)
            if bounds.lower > 0 || bounds.upper < 0 { return .notReal }
            switch ball.realSign {
            case .positive: return .positive
            case .negative: return .negative
            case .zero: return .zero
            case nil: break
            }
            guard precision == precisions.last, !ball.isReal, max(-bounds.lower, bounds.upper) < 1e-40 else { continue }
            let real = ball.bounds(.real)
            return real.lower > 0 ? .positive : real.upper < 0 ? .negative : nil
        }
        return nil
    }

    /// An enclosure, good until the evaluator is used again.
    func ball(_ value: Expr, _ precision: Int) -> ComplexBall {
        evaluator.point = [:]
        evaluator.reset()
        evaluator.bits = precision
        return evaluator.value(of: value)
    }

    /// Doubles between which a real constant lies.
    func bounds(_ value: Expr) -> (lower: Double, upper: Double)? {
        for precision in [96, 320, 1_280] {
            let ball = ball(value, precision)
            guard ball.isFinite else { continue }
            let bounds = ball.bounds(.real)
            if bounds.upper - bounds.lower <= 1e-9 * max(1, abs(bounds.upper)) { return bounds }
        }
        return nil
    }

    /// How a constant lies to another: the sign of their difference, left less right.
    func order(_ left: Expr, _ right: Expr) -> Sign { sign(of: store.difference(left, right)) }

    /// Whether a condition on constants holds; nil where that is not decided. One without a value does not hold.
    func truth(of condition: Expr) -> Bool? {
        if condition == .undefined { return false }
        return ConditionForm(store).truth(condition) { relation in
            if let known = store.decided(relation) { return known }
            let order = order(store.child(relation, 0), store.child(relation, 1))
            if order == .unknown || order == .notReal { return complexTruth(of: relation) }
            return switch store.relation(relation) {
            case .equal: order == .zero
            case .notEqual: order != .zero
            case .less: order == .negative
            case .lessOrEqual: order != .positive
            }
        }
    }

    /// Whether two constants, which need not be real, are equal, or different; nil where that is asked of no relation, or not decided.
    private func complexTruth(of relation: Expr) -> Bool? {
        guard [.equal, .notEqual].contains(store.relation(relation)) else { return nil }
        let difference = store.difference(store.child(relation, 0), store.child(relation, 1))
        let isZero: Bool? = evaluator.isNonzero(difference) ? false : ZeroQuestion(catalogue).isZero(difference) ? true : nil
        return isZero.map { $0 == (store.relation(relation) == .equal) }
    }

    /// Puts points into ascending order, each once; nil where that is not decided. Points that are not real are left out.
    func sorted(_ points: [Expr]) -> [Expr]? {
        var list: [Expr] = []
        for point in points where !list.contains(point) {
            // Zero is real: only the order to it is asked here.
            if sign(of: point) == .notReal { continue }
            guard insert(point, into: &list) else { return nil }
        }
        return list
    }

    private func insert(_ point: Expr, into list: inout [Expr]) -> Bool {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            switch order(point, list[middle]) {
            case .negative: high = middle
            case .positive: low = middle + 1
            case .zero:
                if isShorter(point, list[middle]) { list[middle] = point }
                return true
            case .notReal: return true
            case .unknown: return false
            }
        }
        list.insert(point, at: low)
        return true
    }

    /// Of two forms of a number the one that is better shown.
    private func isShorter(_ left: Expr, _ right: Expr) -> Bool {
        store.postorder([left]).count < store.postorder([right]).count
    }

    /// The greatest whole number that is not above a constant; nil where that is not decided, or too large.
    func floor(_ value: Expr) -> Int? {
        if let number = store.rationalValue(value) { return number.floor.asInt }
        guard let bounds = bounds(value), abs(bounds.lower) < 1e15 else { return nil }
        let guess = Int(bounds.upper.rounded(.down))
        switch order(value, store.number(guess)) {
        case .positive, .zero: return guess
        case .negative: return order(value, store.number(guess - 1)) == .positive ? guess - 1 : nil
        default: return nil
        }
    }
}
