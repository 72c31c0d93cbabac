import Expressions
import Reading
import Vocabulary

/// A function of the table that grows strictly on its whole domain, at an argument: `exp`, `log`, `sqrt`, `atan`.
///
/// That it lies below a value says that its argument lies below another one, for values between its least and its greatest.
struct IncreasingFunction {
    /// The argument.
    let argument: Expr
    /// What the argument must satisfy: it lies above a number, or below one.
    let domain: [Expr]
    /// What all values lie above and below.
    let least: RealRange.End?
    let greatest: RealRange.End?
    private let inverse: Inverse
    private let catalogue: Catalogue

    /// Nil for other expressions.
    init?(_ expr: Expr, _ catalogue: Catalogue) {
        let store = catalogue.store
        self.catalogue = catalogue
        let function: FunctionID
        switch store.kind(expr) {
        case .call where store.childCount(expr) == 1: function = store.function(expr)
        case .power where store.child(expr, 1) == .half: function = KnownFunction.squareRoot
        default: return nil
        }
        let row = Vocabulary.row(function)
        // Turns about the imaginary axis lead away from the real numbers.
        let inverses = catalogue.inverses(function)
        guard row.isIncreasing, inverses.count == 1, inverses[0].turns != .real else { return nil }
        argument = store.child(expr, 0)
        inverse = inverses[0]
        let condition = catalogue.domain(function)?.instance([argument], catalogue) ?? .truth
        domain = condition == .truth ? [] : store.conjuncts(condition)
        let value = store.symbol("value of \(expr.index)")
        let range = catalogue.range(function)?.instance([value], catalogue) ?? .truth
        var (low, high): (RealRange.End?, RealRange.End?)
        for part in store.conjuncts(range) where store.kind(part) == .relation {
            let isReached = store.relation(part) == .lessOrEqual
            if store.child(part, 1) == value { low = .init(value: store.child(part, 0), isReached: isReached) }
            if store.child(part, 0) == value { high = .init(value: store.child(part, 1), isReached: isReached) }
        }
        (least, greatest) = (low, high)
    }

    /// The argument at which the function has a value.
    func inverse(_ value: Expr) -> Expr { inverse.argument(for: value, [argument], catalogue) }
}
