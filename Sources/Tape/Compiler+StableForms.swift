import Exact
import Expressions
import Vocabulary

/// The forms of `log` and `exp` that would cancel or overflow if they were evaluated as they stand.
///
/// Source of the forms: Goldberg, *What Every Computer Scientist Should Know About Floating-Point Arithmetic*, 1991; Blanchard,
/// Higham and Higham, *Accurately Computing the Log-Sum-Exp and Softmax Functions*, 2021.
extension Compiler {
    /// `k*exp(u) - k` as `k*expm1(u)`: the term with the exponential, and the value for it and the number together.
    func exponentialLessOne(_ sum: Expr) -> (term: Expr, value: Value)? {
        let terms = store.childView(sum)
        guard let number = terms.first(where: { store.isNumber($0) }) else { return nil }
        let opposite = -store.rational(number)
        for term in terms {
            guard let (factor, exponent) = exponential(term), factor == opposite else { continue }
            let difference = builder.call(KnownFunction.exponentialLessOne, value(exponent))
            return (term, scaled(factor, difference))
        }
        return nil
    }

    /// `log(1 + u)`, `log(1 + exp(u))` and the logarithm of a sum of exponentials.
    func stableLogarithm(_ node: Expr) -> Value? {
        guard store.function(node) == KnownFunction.logarithm else { return nil }
        let argument = store.child(node, 0)
        guard store.kind(argument) == .sum else { return nil }
        let terms = store.childView(argument)
        let number = terms.first { store.isNumber($0) }
        let others = terms.filter { !store.isNumber($0) }
        var exponentials: [(factor: Rational, exponent: Expr)] = []
        for term in others {
            if let parts = exponential(term), parts.factor.signum > 0 { exponentials.append(parts) }
        }
        if !isLiteral, exponentials.count == others.count, number.map({ store.rational($0).signum > 0 }) ?? true {
            if number == .one, exponentials.count == 1, exponentials[0].factor == Rational(1) {
                return builder.call(KnownFunction.softplus, value(exponentials[0].exponent))
            }
            var exponents = exponentials.map { shifted(value($0.exponent), $0.factor) }
            if number == .one { return builder.call(KnownFunction.softplus, logSumExp(exponents)) }
            if let number { exponents.append(shifted(builder.constant(0), store.rational(number))) }
            if exponents.count > 1 { return logSumExp(exponents) }
        }
        guard number == .one else { return nil }
        return builder.call(KnownFunction.logarithmOfOnePlus, total(others.map { value($0) }))
    }

    /// `u + log(k)`, where `k*exp(u)` is meant.
    private func shifted(_ exponent: Value, _ factor: Rational) -> Value {
        if factor == Rational(1) { return exponent }
        let number = builder.constant(factor.doubleValue)
        let logarithm = builder.call(KnownFunction.logarithm, number)
        return builder.add(exponent, logarithm)
    }

    /// The logarithm of the sum of the exponentials, relative to the greatest of them. That one cancels out of the value, so that
    /// differentiation may take it for a constant.
    func logSumExp(_ exponents: [Value]) -> Value {
        // Beside 0 the logarithm of two of them may be small: the table's formula keeps its digits.
        if exponents.count == 1 { return exponents[0] }
        if exponents.count == 2 { return builder.call(KnownFunction.logSumExp, exponents[0], exponents[1]) }
        var greatest = exponents[0]
        for exponent in exponents.dropFirst() { greatest = builder.pivot(greatest, exponent) }
        var terms: [Value] = []
        for exponent in exponents {
            let distance = builder.subtract(exponent, greatest)
            terms.append(builder.call(KnownFunction.exponential, distance))
        }
        let sum = total(terms)
        let logarithm = builder.call(KnownFunction.logarithm, sum)
        return builder.add(greatest, logarithm)
    }

    /// `1/(1 + exp(u))` as `sigmoid(-u)`.
    func logistic(_ power: Expr) -> Value? {
        guard !isLiteral, store.child(power, 1) == .minusOne, let exponent = onePlusExponential(store.child(power, 0)) else { return nil }
        let opposite = builder.negate(value(exponent))
        return builder.call(KnownFunction.sigmoid, opposite)
    }

    /// `exp(u)/(1 + exp(u))` in a product, as `sigmoid(u)`: the two factors, and the value for both.
    func logisticQuotient(_ product: Expr) -> (exponential: Expr, reciprocal: Expr, value: Value)? {
        guard !isLiteral else { return nil }
        let factors = store.childView(product)
        for factor in factors where store.kind(factor) == .power && store.child(factor, 1) == .minusOne {
            guard let exponent = onePlusExponential(store.child(factor, 0)),
                let numerator = factors.first(where: { exponential($0)?.exponent == exponent })
            else { continue }
            return (numerator, factor, builder.call(KnownFunction.sigmoid, value(exponent)))
        }
        return nil
    }

    private func onePlusExponential(_ expr: Expr) -> Expr? {
        guard store.kind(expr) == .sum, store.childCount(expr) == 2, store.childView(expr).contains(.one) else { return nil }
        for term in store.childView(expr) {
            if let (factor, exponent) = exponential(term), factor == Rational(1) { return exponent }
        }
        return nil
    }

    /// `k` and `u` of `k*exp(u)`.
    private func exponential(_ term: Expr) -> (factor: Rational, exponent: Expr)? {
        let isScaled = store.kind(term) == .scaled
        let bare = isScaled ? store.child(term, 1) : term
        guard store.kind(bare) == .call, store.function(bare) == KnownFunction.exponential else { return nil }
        return (isScaled ? store.rational(store.child(term, 0)) : Rational(1), store.child(bare, 0))
    }
}
