import Exact
import Expressions
import Syntax
import Vocabulary

extension Reader {
    func apply(_ node: SyntaxNode) throws(Diagnostic) {
        switch node.symbol {
        case .plus: try collect(.sum, node) { $0 }
        case .minus: try collect(.sum, node) { self.store.negated($0) }
        case .times, .implicitTimes, .elementwiseTimes: try collect(.product, node) { $0 }
        case .divide, .elementwiseDivide: try divide(node)
        case .power, .elementwisePower: try power(node)
        case .negate: try unary(node) { self.store.negated($0) }
        case .identity: try unary(node) { $0 }
        case .factorial, .doubleFactorial:
            let function = node.symbol == .factorial ? KnownFunction.factorial : KnownFunction.doubleFactorial
            try unary(node) { argument in
                self.require(.inDomain(self.store.call(function, argument)), node.span)
                return self.catalogue.call(function, argument)
            }
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: try relation(node)
        case .and: try junction(node) { self.store.conjunction([$0, $1]) }
        case .or: try junction(node) { self.store.disjunction([$0, $1]) }
        case .not:
            let value = try pop()
            push(store.negation(try condition(value)), node, from: value)
        case .prime:
            throw Diagnostic("bad-shape", "a number has no transpose", at: node.span, suggestion: Reader.declaration)
        case .range:
            throw unsupported("ranges, as in sum(…, i = 1..n),", node.span)
        case .definition:
            throw Diagnostic("misplaced-definition", "a definition is a statement of its own", at: node.focus)
        }
    }

    /// Adds the top value to the sum or product below it, which is built when something else needs it.
    private func collect(_ form: Value.Form, _ node: SyntaxNode, _ change: (Expr) -> Expr) throws(Diagnostic) {
        let right = try pop()
        try requireNumber(right)
        var left = try pop(form)
        let part = change(right.expr)
        if left.form != form {
            try requireNumber(left)
            left.form = form
            left.start = pending.count
            pending.append(left.expr)
        }
        pending.append(part)
        left.span = node.span
        values.append(left)
    }

    private func divide(_ node: SyntaxNode) throws(Diagnostic) {
        if let divisor = values.last, divisor.form == .plain || divisor.form == .relation {
            if divisor.expr == .zero {
                try lose(node.focus.joined(divisor.span), "division-by-zero", "division by zero", requiring: .nonzero(.zero))
            }
            if !store.isNumber(divisor.expr) { require(.nonzero(divisor.expr), divisor.span) }
            try collect(.product, node) { self.store.power($0, .minusOne) }
            return
        }
        var divisor = try pop()
        divisor.form = .plain
        values.append(divisor)
        try divide(node)
    }

    private func power(_ node: SyntaxNode) throws(Diagnostic) {
        let exponent = try pop()
        let base = try pop()
        try requireNumber(exponent)
        try requireNumber(base)
        require(catalogue.requirement(base: base.expr, exponent: exponent.expr), node.span)
        let value = store.power(base.expr, exponent.expr)
        if value.isAbsent { try lose(node.span, "division-by-zero", "division by zero") }
        push(value, node, from: base)
    }

    func unary(_ node: SyntaxNode, _ operation: (Expr) -> Expr) throws(Diagnostic) {
        let argument = try pop()
        try requireNumber(argument)
        let value = operation(argument.expr)
        if value.isAbsent { try lose(node.span) }
        push(value, node, from: argument)
    }

    // MARK: Conditions

    /// A relation; one whose left side is a relation continues a chain: `a < b < c` is `a < b and b < c`.
    private func relation(_ node: SyntaxNode) throws(Diagnostic) {
        let right = try pop()
        let left = try pop(.relation)
        try requireNumber(right)
        let isChain = left.form == .relation
        if !isChain { try requireNumber(left) }
        let link = compare(node.symbol, isChain ? left.second : left.expr, right.expr)
        var value = left
        value.expr = isChain ? store.conjunction([left.expr, link]) : link
        value.form = .relation
        value.second = right.expr
        value.span = node.span
        values.append(value)
    }

    private func compare(_ symbol: OperatorID, _ left: Expr, _ right: Expr) -> Expr {
        switch symbol {
        case .notEqual: store.relation(.notEqual, left, right)
        case .less: store.relation(.less, left, right)
        case .lessOrEqual: store.relation(.lessOrEqual, left, right)
        case .greater: store.relation(.less, right, left)
        case .greaterOrEqual: store.relation(.lessOrEqual, right, left)
        default: store.equation(left, right)
        }
    }

    private func junction(_ node: SyntaxNode, _ join: (Expr, Expr) -> Expr) throws(Diagnostic) {
        let right = try pop()
        let left = try pop()
        let (second, first) = (try condition(right), try condition(left))
        push(join(first, second), node, from: left)
    }

    /// The value as a condition.
    func condition(_ value: Value) throws(Diagnostic) -> Expr {
        guard !store.traits(value.expr).contains(.isCondition) else { return store.settled(value.expr) }
        if value.expr.isAbsent, let loss = losses.last { throw loss }
        throw Diagnostic("not-a-condition", "a condition such as x > 0 is expected here", at: value.span)
    }

    func requireNumber(_ value: Value) throws(Diagnostic) {
        let traits = store.traits(value.expr)
        if value.form == .sum || value.form == .product { return }
        if traits.contains(.isCondition) {
            throw Diagnostic(
                "not-a-number", "a number is expected here, not a condition", at: value.span,
                suggestion: "write indicator(…) for 1 or 0")
        }
        if traits.contains(.hasInfinity) { throw unsupported("calculations with infinity", value.span) }
    }

    /// Pushes the value of a node whose text begins with another value's.
    func push(_ expr: Expr, _ node: SyntaxNode, from first: Value) {
        values.append(Value(expr: expr, conditionStart: first.conditionStart, span: node.span))
    }

    // MARK: Branches

    func branch(_ node: SyntaxNode) throws(Diagnostic) {
        let test = try pop()
        let value = try pop()
        let holds = try condition(test)
        // What the condition itself requires is required whether it holds or not.
        guardConditions(from: value.conditionStart, to: test.conditionStart, by: holds)
        values.append(Value(expr: value.expr, form: .branch, second: holds, conditionStart: value.conditionStart, span: node.span))
    }

    func otherwise(_ node: SyntaxNode) throws(Diagnostic) {
        let value = try pop()
        values.append(Value(expr: value.expr, form: .otherwise, conditionStart: value.conditionStart, span: node.span))
    }

    /// Makes the domain conditions from `start` up to `end` hold only where `condition` does.
    func guardConditions(from start: Int, to end: Int, by condition: Expr) {
        for position in start..<end {
            conditions[position].guardCondition = store.conjunction([condition, conditions[position].guardCondition])
        }
    }
}
