import Exact
import Expressions
import Vocabulary

/// What a person would see of an expression's outermost layer, before it is set as text, LaTeX or anything else.
///
/// Printing never builds or changes expressions: a fraction is a view of a product's factors. Ranges refer to
/// `Presenter.part`, which holds terms and factors in printing order.
enum Presentation {
    case number
    case name
    case sum(Range<Int>)
    case quotient(Quotient)
    case power(Factor)
    case call(FunctionID)
    case application
    /// An element of an array at places that are no numbers.
    case element
    case binder(Binder)
    case matrix(MatrixForm)
    case relation(OperatorID, Expr, Expr)
    /// Two relations that meet in the middle: `0 < x <= 1`.
    case chain(Expr, OperatorID, Expr, OperatorID, Expr)
    case junction(OperatorID, Range<Int>)
    case negation(Expr)
    case piecewise
    /// 1 where two names stand for the same number, else 0.
    case delta(Expr, Expr)

    /// A base and an exponent. An inverted factor stands below the line: its exponent is a negative number, or a negative multiple of
    /// something else, shown without sign.
    struct Factor {
        var base: Expr
        var exponent: Expr
        var isInverted: Bool

        var isPlain: Bool { exponent == .one || (isInverted && exponent == .minusOne) }
    }

    /// `± coefficient * factors / (denominator * factors)`.
    struct Quotient {
        /// The number in front; `one` where there is none.
        var coefficient: Expr
        /// All factors, above and below the line.
        var factors: Range<Int>
        /// How many stand above and below the line.
        var above: Int
        var below: Int
        /// Whether powers such as `y^(-n)` stand below the line: they do where something is left above.
        var lowersPowers: Bool
    }
}

/// Decides how expressions of one store are presented: order of terms and factors, fractions, roots, signs.
///
/// What was ordered once is remembered as long as the store's revision stands.
final class Presenter {
    let store: ExprStore
    private let order: PrintingOrder

    init(_ store: ExprStore) {
        self.store = store
        order = PrintingOrder(store)
    }

    /// Orders the parts of an expression that is to be presented.
    func begin(_ root: Expr) { order.begin(root) }

    /// A term or factor, by its place in a range of a presentation.
    func part(_ position: Int) -> Expr { order.part(position) }

    func present(_ expr: Expr) -> Presentation {
        switch store.kind(expr) {
        case .number: return .number
        case .constant, .symbol: return .name
        case .sum: return .sum(order.range(of: expr))
        case .scaled, .product: return .quotient(quotient(expr))
        case .power:
            return hasNegativeExponent(expr) ? .quotient(quotient(expr)) : .power(factor(expr))
        case .call: return .call(store.function(expr))
        case .application: return .application
        case .element: return .element
        case .binder: return .binder(store.binder(expr))
        case .matrix: return .matrix(store.matrixForm(expr))
        case .relation: return relation(expr)
        case .conjunction: return chain(expr) ?? .junction(.and, order.range(of: expr))
        case .disjunction: return .junction(.or, order.range(of: expr))
        case .negation: return .negation(store.child(expr, 0))
        case .piecewise: return delta(expr) ?? .piecewise
        }
    }

    private func delta(_ expr: Expr) -> Presentation? {
        guard store.childCount(expr) == 3, store.child(expr, 0) == .one, store.child(expr, 2) == .zero,
            case let condition = store.child(expr, 1), store.kind(condition) == .relation, store.relation(condition) == .equal,
            case let (left, right) = (store.child(condition, 0), store.child(condition, 1)),
            store.kind(left) == .symbol, store.kind(right) == .symbol
        else { return nil }
        return order.isBefore(left, right) ? .delta(left, right) : .delta(right, left)
    }

    /// How tightly what is printed for the expression binds.
    func precedence(_ expr: Expr) -> Precedence {
        switch store.kind(expr) {
        case .number:
            return store.isNegative(expr) ? .prefix : store.isWhole(expr) ? .atom : .product
        case .constant, .symbol, .call, .application, .element, .binder, .piecewise: return .atom
        case .sum: return .sum
        case .scaled: return store.isNegative(store.child(expr, 0)) ? .prefix : .product
        case .product: return .product
        case .power:
            return hasNegativeExponent(expr) ? .product : store.child(expr, 1) == .half ? .atom : .power
        case .relation: return .relation
        case .conjunction: return .conjunction
        case .disjunction: return .disjunction
        case .negation: return .negation
        case .matrix: return store.matrixForm(expr).precedence
        }
    }

    private func hasNegativeExponent(_ power: Expr) -> Bool {
        let exponent = store.child(power, 1)
        return store.isNumber(exponent) && store.isNegative(exponent)
    }

    /// Whether a term of a sum is shown with minus before it.
    func isNegativeTerm(_ term: Expr) -> Bool { order.isNegative(term) }

    /// A factor as base and exponent.
    func factor(_ expr: Expr, lowersPowers: Bool = false) -> Presentation.Factor {
        guard store.kind(expr) == .power else { return .init(base: expr, exponent: .one, isInverted: false) }
        let isInverted = hasNegativeExponent(expr) || lowersPowers && store.isLowerable(expr)
        return .init(base: store.child(expr, 0), exponent: store.child(expr, 1), isInverted: isInverted)
    }

    /// The size of a factor's exponent: 1/2 for the base of `1/sqrt(x)`.
    func exponentSize(_ factor: Presentation.Factor) -> Rational? {
        store.rationalValue(factor.exponent).map { factor.isInverted ? -$0 : $0 }
    }

    func isSquareRoot(_ factor: Presentation.Factor) -> Bool {
        factor.exponent == .half || (factor.isInverted && store.rationalValue(factor.exponent) == Rational(-1, 2))
    }

    /// A product as a fraction: factors with negative exponents stand below the line.
    func quotient(_ expr: Expr) -> Presentation.Quotient {
        var coefficient = Expr.one
        var bare = expr
        if store.kind(expr) == .scaled {
            coefficient = store.child(expr, 0)
            bare = store.child(expr, 1)
        }
        let range = order.factorRange(of: bare)
        var (below, lowerable) = (0, 0)
        for position in range {
            let part = order.part(position)
            guard store.kind(part) == .power else { continue }
            if hasNegativeExponent(part) { below += 1 } else if store.isLowerable(part) { lowerable += 1 }
        }
        let lowersPowers = lowerable > 0 && (range.count > below + lowerable || !store.hasUnitNumerator(coefficient))
        if lowersPowers { below += lowerable }
        return .init(coefficient: coefficient, factors: range, above: range.count - below, below: below, lowersPowers: lowersPowers)
    }

    /// Relations are stored with `<`; one whose left side alone is a number is shown the other way round.
    private func relation(_ expr: Expr) -> Presentation {
        let (left, right) = (store.child(expr, 0), store.child(expr, 1))
        let isTurned = store.isConstant(left) && !store.isConstant(right)
        switch store.relation(expr) {
        case .equal: return .relation(.equal, left, right)
        case .notEqual: return .relation(.notEqual, left, right)
        case .less: return isTurned ? .relation(.greater, right, left) : .relation(.less, left, right)
        case .lessOrEqual: return isTurned ? .relation(.greaterOrEqual, right, left) : .relation(.lessOrEqual, left, right)
        }
    }

    /// `a < u and u < b` as `a < u < b`.
    private func chain(_ conjunction: Expr) -> Presentation? {
        guard let (first, second) = store.chain(conjunction), let below = ascending(first), let above = ascending(second) else {
            return nil
        }
        return .chain(store.child(first, 0), below, store.child(first, 1), above, store.child(second, 1))
    }

    /// The sign of a relation by which the right side is the greater one.
    private func ascending(_ condition: Expr) -> OperatorID? {
        guard store.kind(condition) == .relation else { return nil }
        return switch store.relation(condition) {
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .equal, .notEqual: nil
        }
    }
}
