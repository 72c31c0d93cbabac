import Exact
import Expressions

/// Proves that intervals hold no zero, those without ends too, by what is inferred of the function where the unknown lies there.
///
/// Where a derivative keeps its sign, the one before it moves away from zero if it has the fitting sign at an end; and so on down to the
/// function.
struct Exclusion {
    private let function: RealFunction
    private let factored: (Expr) -> Expr
    private var store: ExprStore { function.catalogue.store }
    private static let highestOrder = 12
    /// Derivatives of more parts are not looked at.
    private static let largestDerivative = 300

    /// - Parameter factored: a form in which signs are seen more easily.
    init(_ function: RealFunction, factored: @escaping (Expr) -> Expr) {
        self.function = function
        self.factored = factored
    }

    /// Whether no zero lies between the ends; one of them may be infinite.
    func isFree(lower: Double, upper: Double) -> Bool {
        let between = store.conjunction([
            lower.isFinite ? store.relation(.less, number(lower), function.unknown) : .truth,
            upper.isFinite ? store.relation(.less, function.unknown, number(upper)) : .truth,
        ])
        let inside = store.conjunction([function.domain, function.place, between])
        if inside == .truth { return false }
        if inside == .falsehood { return true }
        var sign: (order: Int, value: Int)?
        for order in 0...Exclusion.highestOrder {
            guard let derivative = function.derivative(order), store.postorder([derivative]).count <= Exclusion.largestDerivative else {
                return false
            }
            let shown = [derivative, factored(derivative)]
            // What contradicts the assumptions holds nothing.
            guard
                let found = store.supposing(
                    inside,
                    { () -> Int? in
                        for form in shown {
                            let facts = store.facts(of: form)
                            if facts.isPositive { return 1 }
                            if facts.isNegative { return -1 }
                            if order == 0, facts.isNonzero { return 0 }
                        }
                        return nil
                    })
            else { return true }
            if order == 0, found != nil { return true }
            if let found {
                sign = (order, found)
                break
            }
        }
        // From an end to the zeros there must be no pole: the function is defined everywhere between.
        guard let sign, function.isSmooth(wherever: between) else { return false }
        return descends(from: sign.order, sign.value, lower, upper, isRight: true)
            || descends(from: sign.order, sign.value, lower, upper, isRight: false)
    }

    /// From a derivative of known sign down to the function: to the right of an end each moves in the direction of the next one's sign.
    private func descends(from order: Int, _ sign: Int, _ lower: Double, _ upper: Double, isRight: Bool) -> Bool {
        let end = isRight ? lower : upper
        guard end.isFinite else { return false }
        var sign = sign
        for below in stride(from: order - 1, through: 0, by: -1) {
            let direction = isRight ? sign : -sign
            guard function.sign(below, at: end) == direction else { return false }
            sign = direction
        }
        return true
    }

    private func number(_ value: Double) -> Expr { Rational(exactly: value).map { store.number($0) } ?? .undefined }
}
