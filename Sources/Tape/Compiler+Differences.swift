import Exact
import Expressions
import Vocabulary

// Differences of values that may be close to one another, in forms that do not cancel.
extension Compiler {
    /// `k - k*f(u)` and `k - k*f(u)^2` by the columns of the function table for them: the term with the function, and the value for it
    /// and the number together.
    func complement(_ sum: Expr) -> (term: Expr, value: Value)? {
        guard !isLiteral else { return nil }
        let terms = store.childView(sum)
        guard let number = terms.first(where: { store.isNumber($0) }) else { return nil }
        let opposite = -store.rational(number)
        for term in terms {
            let (factor, bare) = coefficient(term)
            guard factor == opposite else { continue }
            let isSquare = store.kind(bare) == .power && store.child(bare, 1) == store.number(2)
            let call = isSquare ? store.child(bare, 0) : bare
            guard store.kind(call) == .call, store.childCount(call) == 1,
                let form = library.complement(store.function(call), ofSquare: isSquare)
            else { continue }
            let value = builder.inline(form, [value(store.child(call, 0))])[0]
            return (term, scaled(store.rational(number), value))
        }
        return nil
    }

    /// A sum of two terms that may cancel, as a quotient.
    struct DifferenceForm {
        let first, second: Expr
        /// The first term squared less the second one squared.
        let numerator: Expr
        /// The factor of the root; nil where both terms are roots, of different signs.
        let factor: Rational?
    }

    /// `s + c*sqrt(v)` as `(s^2 - c^2*v)/(s - c*sqrt(v))` where the two have different signs and terms cancel in the numerator: the
    /// smaller root of a quadratic equation, and differences of roots (Higham, *Accuracy and Stability of Numerical Algorithms*, 1996,
    /// 1.8). Nil for sums of another form, and other expressions.
    func differenceForm(_ sum: Expr) -> DifferenceForm? {
        guard !isLiteral, store.kind(sum) == .sum, store.childCount(sum) == 2, !store.isConstant(sum) else { return nil }
        var (first, second) = (store.child(sum, 0), store.child(sum, 1))
        if radicand(second) == nil { swap(&first, &second) }
        guard let root = radicand(second) else { return nil }
        let square: Expr
        var factor: Rational? = root.factor
        if let other = radicand(first) {
            guard other.factor.signum != root.factor.signum else { return nil }
            square = other.square
            factor = nil
        } else {
            square = store.power(first, store.number(2))
        }
        let difference = store.difference(square, root.square)
        guard !store.isNumber(difference) || !store.rational(difference).isZero,
            termCount(difference) + 2 <= termCount(square) + termCount(root.square)
        else { return nil }
        return DifferenceForm(first: first, second: second, numerator: difference, factor: factor)
    }

    /// The quotient, where the terms have different signs.
    func quotient(_ form: DifferenceForm) -> Value {
        let (numerator, left, right) = (value(form.numerator), value(form.first), value(form.second))
        let quotient = builder.divide(numerator, builder.subtract(left, right))
        guard let factor = form.factor else { return quotient }
        let zero = builder.constant(0)
        let haveOtherSigns =
            factor.signum < 0 ? builder.compare(.formChoice, zero, left) : builder.compare(.formChoice, left, zero)
        return builder.select(haveOtherSigns, quotient, builder.add(left, right))
    }

    /// `c` and `c^2*v` of `c*sqrt(v)`.
    private func radicand(_ term: Expr) -> (factor: Rational, square: Expr)? {
        let (factor, bare) = coefficient(term)
        guard store.kind(bare) == .power, store.rationalValue(store.child(bare, 1)) == Rational(1, 2) else { return nil }
        return (factor, store.product([store.number(factor * factor), store.child(bare, 0)]))
    }

    private func termCount(_ expr: Expr) -> Int { store.kind(expr) == .sum ? store.childCount(expr) : 1 }

    private func coefficient(_ term: Expr) -> (factor: Rational, bare: Expr) {
        store.kind(term) == .scaled ? (store.rational(store.child(term, 0)), store.child(term, 1)) : (Rational(1), term)
    }
}
