import Calculus
import Expressions
import Reading
import Syntax
import Vocabulary

// Reading what is to be traced: an expression, or assignments with or without one.
extension Session {
    /// What a text says, statement by statement.
    struct TraceProgram {
        var assignments: [TraceBuilder.Assignment] = []
        var domain: [DomainCondition] = []
        var notes: [Note] = []
        /// The last statement, where it is no assignment.
        var result: (expression: Expr, span: Span)?
        /// The name each assignment gives, and where it stands.
        var places: [(name: Expr, span: Span)] = []
    }

    /// Reads the statements of a line and checks that every name is assigned once, before it is used.
    func traceProgram(_ line: UnsafeBufferPointer<UInt8>, _ point: [Expr: Expr]) throws(Diagnostic) -> TraceProgram {
        beginReading()
        var program = TraceProgram()
        var uses: [(tree: SyntaxTree, symbols: [Expr])] = []
        var parser = try Parser(line)
        var tree = SyntaxTree()
        while !parser.isAtEnd {
            try parser.statement(into: &tree)
            if tree.statement == .empty { continue }
            if let (_, span) = program.result {
                throw Diagnostic(
                    "unexpected-statement", "only the last statement of a trace may be an expression: the others are assignments", at: span,
                    suggestion: "write name = expression")
            }
            guard tree.statement == .expression else {
                throw Diagnostic("unexpected-statement", "an expression or name = expression is expected here", at: tree.span)
            }
            program.notes += tree.notes
            guard let (nameSpan, value) = tree.assignment else {
                let expression = try reader.expression(tree, line)
                try requireNumber(expression, tree.span)
                uses.append((tree, store.symbols(in: [expression])))
                program.domain += reader.conditions
                program.result = (expression, tree.span)
                continue
            }
            let name = store.symbol(try definable(nameSpan, line))
            let expression = try reader.expression(value, line)
            try requireNumber(expression, value.span)
            uses.append((value, store.symbols(in: [expression])))
            program.domain += reader.conditions
            program.assignments.append(.init(name: name, expression: expression, span: tree.span))
            program.places.append((name, nameSpan))
        }
        try checkNames(program, uses, point, line)
        return program
    }

    private func requireNumber(_ expression: Expr, _ span: Span) throws(Diagnostic) {
        if numericRequest != nil { throw numericInside(span) }
        if listRequest != nil { throw listInside(span) }
        if store.traits(expression).contains(.isCondition) {
            throw Diagnostic(
                "not-a-number", "a step is an expression, not an equation or a condition", at: span, suggestion: "write name = expression")
        }
    }

    /// Every name is assigned once, before it is used, and not given a value as well.
    private func checkNames(
        _ program: TraceProgram, _ uses: [(tree: SyntaxTree, symbols: [Expr])], _ point: [Expr: Expr], _ line: UnsafeBufferPointer<UInt8>
    ) throws(Diagnostic) {
        var first: [Expr: Int] = [:]
        for (position, (name, span)) in program.places.enumerated() {
            let word = store.name(name)
            if first[name] != nil { throw Diagnostic("repeated-assignment", "'\(word)' is assigned twice", at: span) }
            if point[name] != nil {
                throw Diagnostic("assigned-input", "'\(word)' is assigned here: it cannot be given a value", at: span, kind: .usage)
            }
            first[name] = position
        }
        for (position, use) in uses.enumerated() {
            for symbol in use.symbols {
                guard let assigned = first[symbol], assigned >= position else { continue }
                let word = store.name(symbol)
                throw Diagnostic(
                    "circular-definition",
                    assigned == position ? "'\(word)' is used in its own assignment" : "'\(word)' is used before it is assigned",
                    at: place(of: word, use.tree, line))
            }
        }
    }

    private func place(of word: String, _ tree: SyntaxTree, _ line: UnsafeBufferPointer<UInt8>) -> Span {
        let node = tree.nodes.first { node in
            let bytes = UnsafeBufferPointer(rebasing: line[Int(node.focus.start)..<Int(node.focus.end)])
            return node.kind == .name && Vocabulary.spelledOut(String(decoding: bytes, as: UTF8.self)) == word
        }
        return node?.span ?? tree.span
    }

    /// The inputs in which derivatives are wanted.
    func traceVariables(_ words: [String], _ trace: EvaluationTrace, _ span: Span) throws(Diagnostic) -> [Expr] {
        if words.isEmpty { return trace.inputs.filter { !store.assumptions.facts(ofName: $0).isInteger } }
        var variables: [Expr] = []
        for word in words {
            let variable = store.symbol(word)
            guard trace.inputs.contains(variable) else {
                let names = trace.inputs.map { store.name($0) }.joined(separator: ", ")
                let inputs = names.isEmpty ? "there is no input" : names.contains(",") ? "the inputs are \(names)" : "the input is \(names)"
                throw Diagnostic("missing-variable", "'\(word)' is no input: \(inputs)", at: span, kind: .usage)
            }
            guard !store.assumptions.facts(ofName: variable).isInteger else {
                throw Diagnostic(
                    "not-differentiable", "'\(word)' is assumed to be a whole number: there is no derivative in it", at: span,
                    kind: .undefined)
            }
            variables.append(variable)
        }
        return variables
    }
}
