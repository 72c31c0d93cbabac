import Exact
import Expressions
import Series

/// Puts together what a function does on both sides of a point and at it.
struct SideVerdict {
    let arithmetic: SeriesArithmetic
    private var store: ExprStore { arithmetic.store }

    /// What is known of an expression at the point, to the right and to the left; the left is a series in the distance too.
    struct Sides {
        var value: JetValue
        var left: JetValue
        var right: JetValue
    }

    /// The derivative of an order.
    func derivative(_ sides: Sides, order: Int, of culprit: Expr) throws(JetFailure) -> PointDerivative {
        var sides = sides
        var step = 1
        while true {
            let verdict = try first(sides, culprit, order: step)
            guard step < order, case .exists(let slope) = verdict else { return verdict }
            sides = Sides(
                value: .series(JetSeries(constant: slope)), left: try rate(sides.left, isLeft: true),
                right: try rate(sides.right, isLeft: false))
            step += 1
        }
    }

    private func rate(_ side: JetValue, isLeft: Bool) throws(JetFailure) -> JetValue {
        guard case .series(let series) = side else { return side }
        let rate = try arithmetic.derivative(series)
        return .series(isLeft ? arithmetic.negated(rate) : rate)
    }

    private func first(_ sides: Sides, _ culprit: Expr, order: Int) throws(JetFailure) -> PointDerivative {
        var value: Expr?
        if case .series(let series) = sides.value {
            guard let constant = series.constant else { throw .undecided("the value at the point is not known") }
            value = constant
        }
        let (right, isRightJump) = try side(sides.right, value)
        let (outward, isLeftJump) = try side(sides.left, value)
        let left = OneSidedSlope(slope: outward.slope.negated(store), limit: outward.limit)
        guard let reason = try reason(value, left, right, isJump: isRightJump || isLeftJump) else {
            guard case .finite(let slope) = right.slope else { throw .undecided("the slopes could not be compared") }
            guard case .finite(let other) = left.slope else { throw .undecided("the slopes could not be compared") }
            return .exists(store.postorder([other]).count < store.postorder([slope]).count ? other : slope)
        }
        var clarke: MissingDerivative.Interval?
        if reason == .kink, case .finite(let first) = left.slope, case .finite(let second) = right.slope,
            !isRough(sides.left), !isRough(sides.right)
        {
            let isRising = try arithmetic.nonzeroSign(store.difference(second, first)) > 0
            clarke = isRising ? .init(low: first, high: second) : .init(low: second, high: first)
        }
        return .none(
            MissingDerivative(
                reason: reason, left: left, right: right, culprit: culprit, clarke: clarke, order: order, hasValue: value != nil))
    }

    private func isRough(_ value: JetValue) -> Bool {
        if case .series(let series) = value { return series.isRough }
        return false
    }

    /// Nil where the derivative exists.
    private func reason(_ value: Expr?, _ left: OneSidedSlope, _ right: OneSidedSlope, isJump: Bool) throws(JetFailure)
        -> MissingDerivative.Reason?
    {
        if isInfinite(left.limit) || isInfinite(right.limit) { return .pole }
        switch (left.slope == .undefined, right.slope == .undefined) {
        case (true, true): return .undefined
        case (true, false), (false, true): return .definedOnOneSide
        default: break
        }
        if value == nil {
            guard case .finite(let low) = left.limit, case .finite(let high) = right.limit else { return .undefined }
            return try arithmetic.nonzeroSign(store.difference(low, high)) == 0 ? .undefined : .jump
        }
        if isJump { return .jump }
        if case .finite(let first) = left.slope, case .finite(let second) = right.slope {
            return try arithmetic.nonzeroSign(store.difference(first, second)) == 0 ? nil : .kink
        }
        return isInfinite(left.slope) && isInfinite(right.slope) ? .vertical : .kink
    }

    private func isInfinite(_ value: OneSidedSlope.Value) -> Bool { value == .plusInfinity || value == .minusInfinity }

    /// What a function does for small `t`, seen from its value at zero, and whether it jumps.
    func side(_ side: JetValue, _ value: Expr?) throws(JetFailure) -> (OneSidedSlope, isJump: Bool) {
        guard case .series(var series) = side else { return (.undefined, false) }
        if let first = series.terms.first, try arithmetic.compare(first.monomial, .one) > 0,
            let lead = try arithmetic.leading(&series), try arithmetic.compare(lead.monomial, .one) > 0
        {
            let isUp = try arithmetic.sign(series) > 0
            let isRising = value == nil ? !isUp : isUp
            return (
                OneSidedSlope(slope: isRising ? .plusInfinity : .minusInfinity, limit: isUp ? .plusInfinity : .minusInfinity), false
            )
        }
        let (_, constant, small) = try arithmetic.split(series)
        let limit = arithmetic.signs.sign(of: constant) == .zero ? .zero : constant
        if let value {
            let jump = try arithmetic.nonzeroSign(store.difference(limit, value))
            if jump != 0 { return (OneSidedSlope(slope: jump > 0 ? .plusInfinity : .minusInfinity, limit: .finite(limit)), true) }
        }
        return (OneSidedSlope(slope: try slope(small), limit: .finite(limit)), false)
    }

    /// The limit of `u/t`.
    private func slope(_ small: JetSeries) throws(JetFailure) -> OneSidedSlope.Value {
        for term in small.terms {
            let order = try arithmetic.compare(term.monomial, .variable)
            if order < 0 { break }
            let sign = try arithmetic.nonzeroSign(term.coefficient)
            if sign == 0 { continue }
            if order == 0 { return .finite(term.coefficient) }
            return (sign > 0) != term.monomial.isNegative ? .plusInfinity : .minusInfinity
        }
        if let error = small.error, try arithmetic.compare(error, .variable) >= 0 {
            if small.isRough { throw .undecided("an oscillating part decides") }
            throw .moreTerms
        }
        return .finite(.zero)
    }
}
