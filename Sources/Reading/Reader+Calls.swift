import Exact
import Expressions
import Syntax
import Vocabulary

extension Reader {
    func call(_ node: SyntaxNode) throws(Diagnostic) {
        let bytes = text(node.focus)
        let count = Int(node.childCount)
        if !environment.isEmpty, try callDefined(node, Vocabulary.spelledOut(string(node.focus))) { return }
        if let function = Vocabulary.function(named: bytes) {
            let row = Vocabulary.row(function)
            if count == 2, row.parameters.count == 1, !row.isVariadic, try branch(of: function, node) { return }
            guard row.accepts(count: count) else { throw wrongArity(node, row) }
            if row.isNotation { return try root(node) }
            if count == 1 {
                let argument = try pop()
                try requireNumber(argument)
                if hasDomain(row) { require(.inDomain(store.call(function, argument.expr)), node.span) }
                try finishCall(node, row, catalogue.call(function, argument.expr), argument.conditionStart)
                return
            }
            let (arguments, start) = try takeNumbers(count)
            if hasDomain(row) { require(.inDomain(store.call(function, arguments)), node.span) }
            try finishCall(node, row, catalogue.call(function, arguments), start)
            return
        }
        if let form = Vocabulary.form(named: bytes) { return try read(form, node) }
        guard isOperation(bytes) else { throw unknownFunction(node) }
        // Operations are carried out by those who can; here their results are put in.
        throw unsupported("calls of '\(string(node.focus))'", node.focus)
    }

    /// A call of another branch of a function, `lambertw(-1, x)`, or of the function itself, `lambertw(0, x)`; false for other calls.
    private func branch(of function: FunctionID, _ node: SyntaxNode) throws(Diagnostic) -> Bool {
        guard Vocabulary.functions.contains(where: { $0.branch?.of == Vocabulary.row(function).name }) else { return false }
        let (arguments, start) = try takeNumbers(2)
        guard let number = store.wholeValue(arguments[0]),
            let branch = number == 0 ? function : Vocabulary.branch(number, of: function)
        else {
            throw Diagnostic(
                "unknown-branch", "'\(Vocabulary.row(function).name)' has the branches 0 and -1 here", at: node.span, kind: .unsupported)
        }
        let row = Vocabulary.row(branch)
        if hasDomain(row) { require(.inDomain(store.call(branch, arguments[1])), node.span) }
        try finishCall(node, row, catalogue.call(branch, arguments[1]), start)
        return true
    }

    private func hasDomain(_ row: FunctionRow) -> Bool { !row.domain.isEmpty || !row.singular.isEmpty }

    private func finishCall(_ node: SyntaxNode, _ row: FunctionRow, _ value: Expr, _ start: Int) throws(Diagnostic) {
        if value.isAbsent { try lose(node.span, "outside-domain", "'\(row.calledName)' is undefined there") }
        values.append(Value(expr: value, conditionStart: start, span: node.span))
    }

    /// Takes the top values off the stack, first argument first.
    private func take(_ count: Int) throws(Diagnostic) -> [Value] {
        var taken: [Value] = []
        for _ in 0..<count { taken.append(try pop()) }
        taken.reverse()
        return taken
    }

    func takeNumbers(_ count: Int) throws(Diagnostic) -> (arguments: [Expr], start: Int) {
        let taken = try take(count)
        for value in taken { try requireNumber(value) }
        return (taken.map(\.expr), taken.first?.conditionStart ?? conditions.count)
    }

    // MARK: Functions of the session

    private func callDefined(_ node: SyntaxNode, _ name: String) throws(Diagnostic) -> Bool {
        let count = Int(node.childCount)
        if let function = environment.functions[name] {
            guard count == function.parameters.count else {
                throw Diagnostic(
                    "wrong-arity", "'\(name)' takes \(plural(function.parameters.count, "argument")), not \(count)", at: node.span)
            }
            let (arguments, start) = try takeNumbers(count)
            let replacements = Dictionary(zip(function.parameters, arguments)) { first, _ in first }
            let value = function.body.substituting(replacements, catalogue)
            if value.expr.isAbsent { try lose(node.span) }
            push(value, node.span, from: start)
            return true
        }
        guard environment.abstractFunctions.contains(name) else { return false }
        guard count > 0 else { throw Diagnostic("wrong-arity", "'\(name)' needs an argument", at: node.span) }
        let (arguments, start) = try takeNumbers(count)
        let head = FunctionHead(name: store.symbol(name), orders: Array(repeating: 0, count: count))
        values.append(Value(expr: store.application(head, arguments), conditionStart: start, span: node.span))
        return true
    }

    /// `f'(x)`.
    func derivativeCall(_ node: SyntaxNode) throws(Diagnostic) {
        let name = Vocabulary.spelledOut(string(node.focus))
        guard environment.abstractFunctions.contains(name) else { throw undeclared(name, node) }
        guard node.childCount == 1 else {
            throw Diagnostic(
                "wrong-arity", "a prime means the derivative of a function of one argument", at: node.focus,
                suggestion: "write D(\(name), 1)(x, y)")
        }
        let argument = try pop()
        try requireNumber(argument)
        let head = FunctionHead(name: store.symbol(name), orders: [UInt16(node.detail)])
        push(store.application(head, [argument.expr]), node, from: argument)
    }

    /// `D(g, 1, 2)(x, y)`.
    func partialCall(_ node: SyntaxNode) throws(Diagnostic) {
        let words = string(node.focus).split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
        let name = Vocabulary.spelledOut(words[0])
        guard environment.abstractFunctions.contains(name) else { throw undeclared(name, node) }
        let (arguments, start) = try takeNumbers(Int(node.childCount))
        var orders = Array(repeating: UInt16(0), count: arguments.count)
        for word in words.dropFirst() {
            guard let position = Int(word), position >= 1, position <= orders.count else {
                throw Diagnostic("wrong-arity", "'\(name)' has no argument number \(word) here", at: node.focus)
            }
            orders[position - 1] += 1
        }
        values.append(
            Value(
                expr: store.application(FunctionHead(name: store.symbol(name), orders: orders), arguments), conditionStart: start,
                span: node.span))
    }

    // MARK: Forms

    private func read(_ form: FormRow, _ node: SyntaxNode) throws(Diagnostic) {
        switch form.id {
        case .identityMatrix, .zeros, .ones, .transpose, .inverse, .norm, .dot, .diagonal, .softmax, .kronecker, .vectorization,
            .commutation:
            try read(form, ofArrays: node)
        case .partialDerivative:
            throw Diagnostic(
                "wrong-arity", "D names a function and its arguments' positions", at: node.span, suggestion: "write \(form.usage)")
        // With an index and a range they do not come here.
        case .sum, .product, .every, .maximum, .minimum: throw wrongUsage(form, node)
        case .delta:
            guard node.childCount == 2 else { throw wrongUsage(form, node) }
            let (indices, start) = try takeNumbers(2)
            let value = store.piecewise([.one, store.relation(.equal, indices[0], indices[1]), .zero])
            values.append(Value(expr: value, conditionStart: start, span: node.span))
        case .condition: try condition(node, form)
        case .cases: try cases(node, form)
        case .indicator:
            guard node.childCount == 1 else { throw wrongUsage(form, node) }
            let value = try pop()
            push(store.piecewise([.one, try condition(value), .zero]), node, from: value)
        }
    }

    private func condition(_ node: SyntaxNode, _ form: FormRow) throws(Diagnostic) {
        guard node.childCount == 3 else { throw wrongUsage(form, node) }
        let taken = try take(3)
        let test = try condition(taken[0])
        guardConditions(from: taken[1].conditionStart, to: taken[2].conditionStart, by: test)
        guardConditions(from: taken[2].conditionStart, to: conditions.count, by: store.negation(test))
        let value = store.piecewise([taken[1].expr, test, taken[2].expr])
        if value.isAbsent { try lose(node.span, "outside-domain", "no branch applies") }
        push(value, node, from: taken[0])
    }

    private func cases(_ node: SyntaxNode, _ form: FormRow) throws(Diagnostic) {
        let count = Int(node.childCount)
        guard count >= 1 else { throw wrongUsage(form, node) }
        var taken: [Value] = []
        for _ in 0..<count {
            let form = values.last?.form ?? .plain
            taken.append(try pop(form == .branch || form == .otherwise ? form : .plain))
        }
        taken.reverse()
        var parts: [Expr] = []
        var earlier = Expr.truth
        for (position, value) in taken.enumerated() {
            let end = position + 1 < count ? taken[position + 1].conditionStart : conditions.count
            guard value.form == .branch || position == count - 1 else {
                throw Diagnostic("misplaced-keyword", "only the last branch has no condition", at: value.span)
            }
            guardConditions(from: value.conditionStart, to: end, by: earlier)
            parts.append(value.expr)
            if value.form == .branch {
                earlier = store.conjunction([earlier, store.negation(value.second)])
                parts.append(value.second)
            }
        }
        if parts.count % 2 == 0 { parts.append(store.constant(.undefined)) }
        let value = store.piecewise(parts)
        if value.isAbsent { try lose(node.span, "outside-domain", "no branch applies") }
        push(value, node, from: taken[0])
    }

    // MARK: Diagnostics

    private func plural(_ count: Int, _ word: String) -> String { count == 1 ? "1 \(word)" : "\(count) \(word)s" }

    private func wrongUsage(_ form: FormRow, _ node: SyntaxNode) -> Diagnostic {
        Diagnostic(
            "wrong-arity", "'\(form.name)' is called with the wrong arguments", at: node.span, suggestion: "write \(form.usage)")
    }

    private func wrongArity(_ node: SyntaxNode, _ row: FunctionRow) -> Diagnostic {
        let wanted = row.isVariadic ? "at least \(plural(row.parameters.count, "argument"))" : plural(row.parameters.count, "argument")
        let call = "\(row.name)(\(row.parameters.joined(separator: ", "))\(row.isVariadic ? ", …" : ""))"
        return Diagnostic(
            "wrong-arity", "'\(row.name)' takes \(wanted), not \(node.childCount)", at: node.span, suggestion: "write \(call)")
    }

    private func undeclared(_ name: String, _ node: SyntaxNode) -> Diagnostic {
        Diagnostic(
            "unknown-function", "'\(name)' is no abstract function", at: node.focus, suggestion: "declare it first: function \(name)")
    }

    private func unknownFunction(_ node: SyntaxNode) -> Diagnostic {
        let name = string(node.focus)
        let known = Vocabulary.functions.map(\.name) + Vocabulary.forms.map(\.name) + operationNames() + environment.names
        if let near = Spelling.nearest(to: name, among: known) {
            return Diagnostic("unknown-function", "unknown function '\(name)'", at: node.focus, suggestion: "did you mean '\(near)'?")
        }
        let rest = string(Span(start: node.focus.end, end: node.span.end))
        let isShown = rest.utf8.count <= 40 && rest.unicodeScalars.allSatisfy(Bytes.isPrintable)
        let product = isShown ? "\(name)*\(rest)" : "\(name)*(…)"
        return Diagnostic(
            "unknown-function", "unknown function '\(name)'", at: node.focus,
            suggestion: "write \(product) for a product, or declare it: function \(name)")
    }
}
