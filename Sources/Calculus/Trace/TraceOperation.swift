import Expressions
import Reading

/// What a person would write as one operation: the outermost layer of an expression, with the parts that are steps of their own.
///
/// A canonical product with a negative power is a quotient, and a number in front belongs to the sum or the product that uses it.
enum TraceOperation {
    /// Numbers times operands.
    case sum([(coefficient: Expr, operand: Expr)])
    case product([Expr])
    /// A number times an operand.
    case multiple(Expr, Expr)
    /// Numerator over denominator.
    case quotient(Expr, Expr)
    case power(Expr, Expr)
    case call(NodeShape, [Expr])
    case application(FunctionHead, [Expr])
    /// Values and sides of the relations in conditions.
    case branches([Expr])
    /// A name or a number.
    case leaf

    /// The parts, in the order in which they are read.
    var operands: [Expr] {
        switch self {
        case .sum(let terms): terms.map(\.operand)
        case .product(let factors): factors
        case .multiple(_, let operand): [operand]
        case .quotient(let numerator, let denominator): [numerator, denominator]
        case .power(let base, let exponent): [base, exponent]
        case .call(_, let arguments), .application(_, let arguments): arguments
        case .branches(let parts): parts
        case .leaf: []
        }
    }
}

/// Takes expressions of one store apart, layer by layer.
struct TraceLayers {
    let catalogue: Catalogue
    let order: PrintingOrder
    private var store: ExprStore { catalogue.store }

    init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        order = PrintingOrder(catalogue.store)
    }

    /// Whether an expression needs no step: a name or a number, in whatever form.
    func isLeaf(_ expr: Expr) -> Bool { store.kind(expr) == .symbol || store.isConstant(expr) }

    func operation(_ node: Expr) -> TraceOperation {
        if isLeaf(node) { return .leaf }
        order.prepare(node)
        switch store.kind(node) {
        case .sum: return .sum(order.range(of: node).map { term(order.part($0)) })
        case .scaled, .product: return product(node)
        case .power:
            let (base, exponent) = (store.child(node, 0), store.child(node, 1))
            return isInverse(node) ? .quotient(.one, inverted(node)) : .power(base, exponent)
        case .call: return .call(store.shape(node), store.childArray(node))
        case .application: return .application(store.head(node), store.arguments(node))
        case .piecewise: return .branches(branchParts(node))
        case .number, .constant, .symbol, .element, .binder, .matrix, .relation, .conjunction, .disjunction, .negation: return .leaf
        }
    }

    /// The expression with names in place of the operands.
    func expression(_ node: Expr, _ operation: TraceOperation, _ name: (Expr) -> Expr) -> Expr {
        switch operation {
        case .sum(let terms): return store.sum(terms.map { store.product($0.coefficient, name($0.operand)) })
        case .product(let factors): return store.product(factors.map(name))
        case .multiple(let number, let operand): return store.product(number, name(operand))
        case .quotient(let numerator, let denominator): return store.quotient(name(numerator), name(denominator))
        case .power(let base, let exponent): return store.power(name(base), name(exponent))
        case .call(let shape, let arguments): return arguments.map(name).withUnsafeBufferPointer { catalogue.build(shape, $0) }
        case .application(let head, let arguments): return store.application(head, arguments.map(name))
        case .branches(let parts):
            var names: [Expr: Expr] = [:]
            for part in parts { names[part] = name(part) }
            return catalogue.substitute(node, names)
        case .leaf: return node
        }
    }

    // MARK: Sums and products

    private func term(_ term: Expr) -> (coefficient: Expr, operand: Expr) {
        if isLeaf(term) { return (.one, term) }
        let (number, rest) = split(term)
        guard isReciprocal(rest), number != .one, number != .minusOne else { return (number, rest) }
        // 3/y is one quotient, not three times a quotient.
        return order.isNegative(term) ? (.minusOne, store.negated(term)) : (.one, term)
    }

    private func product(_ node: Expr) -> TraceOperation {
        let (number, rest) = split(node)
        if isReciprocal(rest) { return .quotient(number, denominator(factors(rest))) }
        if number != .one { return .multiple(number, rest) }
        let factors = factors(rest)
        let above = factors.filter { !isInverse($0) }
        if above.count == factors.count { return .product(factors) }
        return .quotient(store.product(above), denominator(factors))
    }

    /// What has no name in it, and the rest.
    private func split(_ expr: Expr) -> (number: Expr, rest: Expr) {
        let bare = store.barePart(expr)
        let coefficient = store.number(store.kind(expr) == .scaled ? store.coefficient(expr) : 1)
        guard store.kind(bare) == .product else { return (coefficient, bare) }
        let factors = store.childArray(bare)
        let constants = factors.filter { store.isConstant($0) }
        if constants.isEmpty { return (coefficient, bare) }
        return (store.product([coefficient] + constants), store.product(factors.filter { !store.isConstant($0) }))
    }

    private func factors(_ expr: Expr) -> [Expr] {
        guard store.kind(expr) == .product else { return [expr] }
        order.prepare(expr)
        return order.range(of: expr).map { order.part($0) }
    }

    private func isReciprocal(_ expr: Expr) -> Bool {
        store.kind(expr) == .product ? store.childView(expr).allSatisfy(isInverse) : isInverse(expr)
    }

    private func isInverse(_ expr: Expr) -> Bool {
        store.kind(expr) == .power && store.isNumber(store.child(expr, 1)) && store.isNegative(store.child(expr, 1))
    }

    private func inverted(_ power: Expr) -> Expr { store.power(store.child(power, 0), store.negated(store.child(power, 1))) }

    private func denominator(_ factors: [Expr]) -> Expr { store.product(factors.filter(isInverse).map(inverted)) }

    // MARK: Branches

    private func branchParts(_ node: Expr) -> [Expr] {
        var parts: [Expr] = []
        let children = store.childArray(node)
        let conditions = children.indices.filter { $0 % 2 == 1 && $0 < children.count - 1 }
        for condition in store.postorder(conditions.map { children[$0] }, isLeaf: { store.kind($0) == .relation })
        where store.kind(condition) == .relation {
            parts += store.childArray(condition)
        }
        for position in children.indices where !conditions.contains(position) && !children[position].isAbsent {
            parts.append(children[position])
        }
        return parts
    }
}
