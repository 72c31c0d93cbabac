import Exact
import Expressions
import Reading
import Syntax
import Vocabulary

/// Symbolic differentiation: a fold over the graph by the chain rule. What single functions contribute stands in the function
/// table; only the rules for sums, products, powers and branches stand here.
///
/// Each distinct sub-expression is differentiated once, and higher derivatives find again what lower ones left.
public final class Differentiator {
    let store: ExprStore
    let catalogue: Catalogue
    private(set) var variable = Expr.undefined
    /// The array and the places, where the variable is an element.
    private(set) var variableParts: (array: Expr, places: [Expr])?
    /// Whether the variable stands for all entries of a structured matrix, and what is wanted is the matrix of that structure whose product
    /// with the change has the trace by which the expression changes: a symmetric gradient.
    private(set) var isOfStructure = false
    /// The parts whose derivatives the rule at work has asked for, while steps are explained: they are then left as they are,
    /// `diff(u, x)`.
    private var asked: [Expr]?
    private var derivatives = ExprMap<Expr>()
    private var stack: [(node: Expr, next: UInt32)] = []
    /// The expressions that hold cases, of those seen.
    var withCases: Set<Expr> = []
    /// What is differentiated in place of expressions that the chain rule does not do for.
    private(set) var branching: [Expr: Expr] = [:]

    /// The derivatives of sums over an index, with the conditions that they hold under.
    var ofBinders: [Expr: (rate: Expr, conditions: [Expr])] = [:]
    /// How many sums are being differentiated, one inside another.
    private var openBinders = 0
    /// Whether the places of the variable go over the same range wherever it occurs.
    private(set) var isUniform = true

    /// Conditions under which the derivatives taken since `begin` hold: away from kinks, jumps and the borders of branches.
    public private(set) var conditions: [Expr] = []
    private var stated: Set<Expr> = []

    /// Prepares derivatives in one store.
    public init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
    }

    /// Chooses the variable, and forgets what is known of others.
    ///
    /// - Parameter isOfStructure: whether the gradient in a structured matrix is wanted, and not the derivative in its entry.
    public func begin(by variable: Expr, isOfStructure: Bool = false) {
        self.variable = variable
        self.isOfStructure = isOfStructure
        variableParts = catalogue.elementParts(variable)
        derivatives.removeAll()
        if !withCases.isEmpty { withCases.removeAll() }
        if !ofBinders.isEmpty { ofBinders.removeAll() }
        if !branching.isEmpty { branching.removeAll() }
        conditions.removeAll(keepingCapacity: true)
        if !stated.isEmpty { stated.removeAll() }
    }

    /// The derivative in the chosen variable.
    ///
    /// - Throws: where a function's derivative is not known, or the budget is spent.
    public func derivative(of root: Expr) throws(Diagnostic) -> Expr {
        if let known = known(root) { return known }
        if variableParts != nil, openBinders == 0 { isUniform = isUniform(root) }
        stack.removeAll(keepingCapacity: true)
        stack.append((root, 0))
        while let (node, next) = stack.last {
            // What is under a sum has its derivative taken by itself, with the index free.
            let count = store.traits(node).contains(.isIndexed) && isClosed(node) ? 0 : store.childCount(node)
            var position = Int(next)
            while position < count, known(store.child(node, position)) != nil { position += 1 }
            if position < count {
                stack[stack.count - 1].next = UInt32(position + 1)
                stack.append((store.child(node, position), 0))
                continue
            }
            noteCases(node)
            if let branches = branching[node] ?? byBranches(node) {
                branching[node] = branches
                guard let derivative = known(branches) else {
                    stack.append((branches, 0))
                    continue
                }
                stack.removeLast()
                derivatives.set(node, derivative)
                continue
            }
            stack.removeLast()
            derivatives.set(node, besideJumps(node, try chain(node)))
            guard store.budget.step() else { throw Diagnostic.exhausted(store.budget.exhaustion, at: Span(0, 0)) }
        }
        return known(root) ?? .undefined
    }

    private func isClosed(_ node: Expr) -> Bool { store.kind(node) == .binder || store.kind(node) == .element }

    /// The derivative of what is under a sum, whose conditions are to hold for all terms.
    ///
    /// - Parameter outer: a binder around it whose index the conditions depend on, too.
    func derivative(under binder: Binder, _ outer: Binder? = nil) throws(Diagnostic) -> Expr {
        let outside = (stack, conditions, stated)
        var derivatives = ExprMap<Expr>()
        // What was found under another sum has its conditions there.
        swap(&derivatives, &self.derivatives)
        (stack, conditions, stated) = ([], [], [])
        openBinders += 1
        let result = Result { () throws(Diagnostic) in try derivative(of: binder.body) }
        let found = conditions
        swap(&derivatives, &self.derivatives)
        (stack, conditions, stated) = outside
        openBinders -= 1
        var everywhere = catalogue.everywhere(found, binder)
        if let outer { everywhere = catalogue.everywhere(everywhere, outer) }
        for condition in everywhere { exclude(store.negation(condition)) }
        return try result.get()
    }

    /// A derivative as it is shown: terms that share a power with a variable exponent put together.
    public func presented(_ derivative: Expr) -> Expr { Collection(store: store).collected(derivative) }

    private func known(_ expr: Expr) -> Expr? {
        if !store.traits(expr).contains(.hasSymbol) { return .zero }
        return derivatives[expr]
    }

    func partial(_ expr: Expr) -> Expr {
        let rate = known(expr) ?? .zero
        guard asked != nil, rate != .zero, expr != variable else { return rate }
        asked?.append(expr)
        return unevaluated(expr)
    }

    /// Whether the derivative of a part, which has been taken before, is not zero.
    func varies(_ expr: Expr) -> Bool { (known(expr) ?? .zero) != .zero }

    /// The derivative of an expression in terms of those of its parts, which are `diff(u, x)`, and these parts. The derivative
    /// itself has been taken before.
    func rule(for node: Expr) -> (after: Expr, parts: [Expr]) {
        let known = (conditions, stated)
        asked = []
        defer {
            (conditions, stated) = known
            asked = nil
        }
        if let branches = branching[node] { return (unevaluated(branches), [branches]) }
        let after = (try? chain(node)).map { besideJumps(node, $0) } ?? .undefined
        return (after, asked ?? [])
    }

    private func chain(_ node: Expr) throws(Diagnostic) -> Expr {
        switch store.kind(node) {
        case .number, .constant: return .zero
        case .symbol: return variableParts == nil ? node == variable ? .one : .zero : try element(node)
        case .element: return try element(node)
        case .binder: return try binder(node)
        case .sum: return sum(node)
        case .scaled: return store.product(store.child(node, 0), partial(store.child(node, 1)))
        case .product: return product(node)
        case .power: return power(node)
        case .call: return try call(node)
        case .application: return application(node)
        case .piecewise: return piecewise(node)
        case .relation, .conjunction, .disjunction, .negation, .matrix: return .zero
        }
    }

    // MARK: The rules of calculus

    private func sum(_ node: Expr) -> Expr {
        let count = store.childCount(node)
        return withUnsafeTemporaryAllocation(of: Expr.self, capacity: count) { parts in
            var used = 0
            for position in 0..<count {
                let part = partial(store.child(node, position))
                if part == .zero { continue }
                parts.initializeElement(at: used, to: part)
                used += 1
            }
            return used == 0 ? .zero : store.sum(UnsafeBufferPointer(rebasing: parts[0..<used]))
        }
    }

    /// Leibniz' rule. Where the derivative of a power is a sum (see `power`), the other factors are multiplied into it, so that
    /// like terms meet.
    private func product(_ node: Expr) -> Expr {
        let count = store.childCount(node)
        var terms: [Expr] = []
        return withUnsafeTemporaryAllocation(of: Expr.self, capacity: count) { factors in
            for position in 0..<count { factors.initializeElement(at: position, to: store.child(node, position)) }
            for position in 0..<count {
                let factor = factors[position]
                let part = partial(factor)
                if part == .zero { continue }
                let isDistributed = store.kind(factor) == .power && store.kind(part) == .sum
                for summand in isDistributed ? store.childArray(part) : [part] {
                    factors[position] = summand
                    terms.append(store.product(UnsafeBufferPointer(factors)))
                }
                factors[position] = factor
                if store.budget.isExhausted { return .unfinished }
            }
            return terms.isEmpty ? .zero : store.sum(terms)
        }
    }

    /// `(b^e)' = b^e*(w'*log(b) + w*b'/b) + k*b^(e - 1)*b'` for `e = w + k` with a number `k`: keeping the number apart lets
    /// the derivatives of `x^x` stay sums over few distinct powers.
    private func power(_ node: Expr) -> Expr {
        let (base, exponent) = (store.child(node, 0), store.child(node, 1))
        let (baseRate, exponentRate) = (partial(base), partial(exponent))
        if exponentRate == .zero {
            if baseRate == .zero { return .zero }
            return store.product([exponent, store.power(base, store.sum(exponent, .minusOne)), baseRate])
        }
        // 0^e is 0 for e > 0, and 1 for e = 0.
        if base == .zero {
            exclude(store.relation(.equal, exponent, .zero))
            return .zero
        }
        let logarithm = catalogue.call(KnownFunction.logarithm, base)
        if baseRate == .zero { return store.product([node, logarithm, exponentRate]) }
        let (variablePart, number) = splitNumber(exponent)
        let growth = store.sum(
            store.product(exponentRate, logarithm), store.product([variablePart, baseRate, store.power(base, .minusOne)]))
        let general = store.product(node, growth)
        if number == .zero { return general }
        return store.sum(general, store.product([number, store.power(base, store.sum(exponent, .minusOne)), baseRate]))
    }

    private func splitNumber(_ exponent: Expr) -> (rest: Expr, number: Expr) {
        guard store.kind(exponent) == .sum, let number = store.childView(exponent).first(where: { store.isNumber($0) }) else {
            return (exponent, .zero)
        }
        return (store.difference(exponent, number), number)
    }

    private func application(_ node: Expr) -> Expr {
        let head = store.head(node)
        let arguments = store.arguments(node)
        let terms = arguments.indices.compactMap { position -> Expr? in
            let rate = partial(arguments[position])
            if rate == .zero { return nil }
            var orders = head.orders
            orders[position] += 1
            return store.product(store.application(FunctionHead(name: head.name, orders: orders), arguments), rate)
        }
        return terms.isEmpty ? .zero : store.sum(terms)
    }

    private func piecewise(_ node: Expr) -> Expr {
        var parts = store.childArray(node)
        for position in parts.indices {
            let isCondition = position % 2 == 1 && position < parts.count - 1
            if isCondition {
                excludeBorders(parts[position])
            } else if !parts[position].isAbsent {
                parts[position] = partial(parts[position])
            }
        }
        return store.piecewise(parts)
    }

    /// At the border of a branch the derivative of the formula need not be the derivative of the function.
    private func excludeBorders(_ condition: Expr) {
        for node in store.postorder([condition]) where store.kind(node) == .relation {
            let (left, right) = (store.child(node, 0), store.child(node, 1))
            if dependsOnVariable(left) || dependsOnVariable(right) { exclude(store.relation(.equal, left, right)) }
        }
    }

    func dependsOnVariable(_ expr: Expr) -> Bool {
        guard store.traits(expr).contains(.hasSymbol) else { return false }
        let parts = store.postorder([expr])
        guard let (array, _) = variableParts else { return parts.contains(variable) }
        return parts.contains { $0 == variable || catalogue.elementParts($0)?.array == array }
    }

    func exclude(_ condition: Expr) {
        let allowed = store.negation(condition)
        if allowed != .truth, stated.insert(allowed).inserted { conditions.append(allowed) }
    }

    // MARK: Functions of the table

    private func call(_ node: Expr) throws(Diagnostic) -> Expr {
        let function = store.function(node)
        if let rate = ofComplexParts(node) { return rate }
        if Vocabulary.row(function).isRealOnly { try requireReal(node) }
        if store.childCount(node) == 1 {
            let argument = store.child(node, 0)
            let rate = partial(argument)
            if rate == .zero { return .zero }
            guard let template = catalogue.derivative(function, 0) else { throw unknownDerivative(function) }
            if let kinks = catalogue.kinks(function) { exclude(kinks.instance([argument], catalogue)) }
            return store.product(template.instance([argument, node], catalogue), rate)
        }
        let arguments = store.childArray(node)
        if arguments.allSatisfy({ partial($0) == .zero }) { return .zero }
        if let tangent = catalogue.tangent(function) { return folded(function, tangent, arguments) }
        if let kinks = catalogue.kinks(function) { exclude(kinks.instance(arguments, catalogue)) }
        let isVariadic = Vocabulary.row(function).isVariadic
        var terms: [Expr] = []
        for (position, argument) in arguments.enumerated() {
            let rate = partial(argument)
            if rate == .zero { continue }
            guard let template = catalogue.derivative(function, position) else { throw unknownDerivative(function) }
            let inputs = isVariadic ? [argument, node] : arguments + [node]
            terms.append(store.product(template.instance(inputs, catalogue), rate))
        }
        return store.sum(terms)
    }

    /// The differential of a function that chooses between its arguments, two at a time from the left.
    private func folded(_ function: FunctionID, _ tangent: Template, _ arguments: [Expr]) -> Expr {
        var value = arguments[0]
        var rate = partial(value)
        for argument in arguments.dropFirst() {
            let next = partial(argument)
            if rate != next, let kinks = catalogue.kinks(function) { exclude(kinks.instance([value, argument], catalogue)) }
            rate = tangent.instance([value, argument, rate, next], catalogue)
            value = catalogue.call(function, [value, argument])
        }
        return rate
    }

    /// A function of real numbers has no derivative where an argument that varies is complex.
    private func requireReal(_ call: Expr) throws(Diagnostic) {
        for argument in store.childView(call) where partial(argument) != .zero && mayBeComplex(argument) {
            throw Diagnostic(
                "not-differentiable",
                "'\(Vocabulary.row(store.function(call)).calledName)' has no derivative where its argument is not real",
                at: Span(0, 0), kind: .undefined)
        }
    }

    private func unknownDerivative(_ function: FunctionID) -> Diagnostic {
        Diagnostic(
            "unknown-derivative", "no derivative of '\(Vocabulary.row(function).calledName)' in that argument is known", at: Span(0, 0),
            kind: .undecided)
    }
}
