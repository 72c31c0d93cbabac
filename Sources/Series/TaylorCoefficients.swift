import Exact
import Expressions
import Reading
import Syntax
import Vocabulary

/// The Taylor coefficients of the functions of the table, from their columns of derivatives, differentiated again and again.
///
/// The derivatives are kept as templates, which outlive what is in the store.
public final class TaylorCoefficients {
    private let catalogue: Catalogue
    private let store: ExprStore
    private let derivative: (_ expr: Expr, _ symbol: Expr) -> Expr?
    private var templates: [Key: Template] = [:]
    private var bounds: [FunctionID: (lower: Template?, upper: Template?)] = [:]

    private struct Key: Hashable {
        let function: FunctionID
        let orders: [Int]
    }

    /// - Parameter derivative: differentiates an expression; nil where a derivative is not known.
    public init(_ catalogue: Catalogue, derivative: @escaping (_ expr: Expr, _ symbol: Expr) -> Expr?) {
        self.catalogue = catalogue
        store = catalogue.store
        self.derivative = derivative
    }

    private func placeholders(_ count: Int) -> [Expr] { (0..<count).map { store.symbol("argument \($0)") } }

    /// The derivative of those orders in the arguments, over the product of the factorials, at constant arguments; `undefined` where
    /// it has no value, nil where it is not known.
    public func coefficient(_ function: FunctionID, _ orders: [Int], at arguments: [Expr]) -> Expr? {
        guard let template = template(function, orders) else { return nil }
        var factor = Rational(1)
        for order in orders where order > 1 { for number in 2...order { factor *= Rational(number) } }
        return store.scaled(factor.inverse, template.instance(arguments, catalogue))
    }

    private func template(_ function: FunctionID, _ orders: [Int]) -> Template? {
        if let known = templates[Key(function: function, orders: orders)] { return known }
        let symbols = placeholders(orders.count)
        // From the highest order that is known up to the one that is wanted.
        var current = orders
        var missing: [Int] = []
        while let position = current.firstIndex(where: { $0 > 0 }), templates[Key(function: function, orders: current)] == nil {
            current[position] -= 1
            missing.append(position)
        }
        let start = Key(function: function, orders: current)
        var expr = templates[start]?.instance(symbols, catalogue) ?? catalogue.call(function, symbols)
        for position in missing.reversed() {
            guard let next = derivative(expr, symbols[position]), !store.budget.isExhausted else { return nil }
            expr = next
            current[position] += 1
            templates[Key(function: function, orders: current)] = Template(expr, of: store, parameters: symbols)
        }
        if missing.isEmpty { templates[start] = Template(expr, of: store, parameters: symbols) }
        return templates[Key(function: function, orders: orders)]
    }

    /// The numbers between which all values of a function lie. Those of an increasing function are its limits.
    public func bounds(_ function: FunctionID) -> (lower: Expr?, upper: Expr?) {
        if bounds[function] == nil { bounds[function] = readBounds(function) }
        guard let known = bounds[function] else { return (nil, nil) }
        return (known.lower?.instance([], catalogue), known.upper?.instance([], catalogue))
    }

    private func readBounds(_ function: FunctionID) -> (lower: Template?, upper: Template?) {
        guard let range = catalogue.range(function) else { return (nil, nil) }
        let value = placeholders(1)[0]
        let condition = range.instance([value], catalogue)
        var result: (lower: Template?, upper: Template?) = (nil, nil)
        for part in store.conjuncts(condition) {
            guard store.kind(part) == .relation, store.relation(part) == .less || store.relation(part) == .lessOrEqual else { continue }
            let (left, right) = (store.child(part, 0), store.child(part, 1))
            if right == value, store.isConstant(left) { result.lower = Template(left, of: store, parameters: []) }
            if left == value, store.isConstant(right) { result.upper = Template(right, of: store, parameters: []) }
        }
        return result
    }
}
