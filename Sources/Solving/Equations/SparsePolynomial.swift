import Exact
import Expressions
import Vocabulary

/// Polynomials of two terms with a high power, such as `x^100000 - 1`, which nobody wants multiplied out.
struct SparsePolynomial {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }
    /// Powers below this are left to factoring.
    private static let lowest = 200

    init(_ solver: EquationSolver) { self.solver = solver }

    /// The zeros of `a*x^m + b*x^n`; nil for other expressions and for low powers.
    func roots(of sum: Expr) -> Roots? {
        let terms = store.childArray(sum)
        guard terms.count == 2, let first = monomial(terms[0]), let second = monomial(terms[1]) else { return nil }
        let (high, low) = first.power > second.power ? (first, second) : (second, first)
        let order = high.power - low.power
        guard high.power >= SparsePolynomial.lowest, order > 0 else { return nil }
        var result = Roots()
        if low.power > 0 { result.list.append(Root(value: .zero, multiplicity: low.power)) }
        let value = store.negated(store.quotient(low.factor, high.factor))
        let size = store.number(Rational(1, order))
        if solver.isReal {
            guard let number = store.rationalValue(value) else { return nil }
            let root = store.power(store.number(number.magnitude), size)
            if order % 2 == 1 {
                result.list.append(Root(value: number.signum < 0 ? store.negated(root) : root))
            } else if number.signum > 0 {
                result.list += [Root(value: store.negated(root)), Root(value: root)]
            }
            return result
        }
        // All of them as one family: the whole number counts turns modulo the order.
        let name = solver.wholeName(besides: [])
        let angle = store.product([store.number(Rational(2, order)), store.constant(.pi), store.constant(.imaginaryUnit), name])
        let turn = solver.catalogue.call(KnownFunction.exponential, [angle])
        result.list.append(Root(value: store.product(store.power(value, size), turn), integers: [name]))
        return result
    }

    private func monomial(_ term: Expr) -> (factor: Expr, power: Int)? {
        let bare = store.barePart(term)
        let factor = store.number(store.isNumber(term) ? store.rational(term) : store.coefficient(term))
        if store.isNumber(term) { return (factor, 0) }
        if bare == solver.unknown { return (factor, 1) }
        guard store.kind(bare) == .power, store.child(bare, 0) == solver.unknown, let power = store.wholeValue(store.child(bare, 1)),
            power > 0
        else { return nil }
        return (factor, power)
    }
}
