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

    /// Reads the statements of a call and checks that every name is assigned once, before it is used.
    func traceProgram(_ call: Call, _ point: [Expr: Expr]) throws(Diagnostic) -> TraceProgram {
        var program = TraceProgram()
        var uses: [(operand: Operand, symbols: [Expr])] = []
        for statement in call.subject {
            if let (_, span) = program.result {
                throw Diagnostic(
                    "unexpected-statement", "only the last statement of a trace may be an expression: the others are assignments", at: span,
                    suggestion: "write name = expression")
            }
            program.notes += statement.tree.notes
            if case .expression = statement.form, let (name, _) = statement.tree.assignment { _ = try definable(name, statement.text) }
            guard case .binding(_, let value) = statement.form, let nameSpan = statement.tree.nodes.first?.focus else {
                let meaning = try step(statement, in: &program)
                uses.append((statement, store.symbols(in: [meaning.expr])))
                program.result = (meaning.expr, statement.span)
                continue
            }
            let name = store.symbol(try definable(nameSpan, statement.text))
            let meaning = try step(value, in: &program)
            uses.append((value, store.symbols(in: [meaning.expr])))
            program.assignments.append(.init(name: name, expression: meaning.expr, span: statement.span))
            program.places.append((name, nameSpan))
        }
        try checkNames(program, uses, point)
        return program
    }

    private func step(_ operand: Operand, in program: inout TraceProgram) throws(Diagnostic) -> Meaning {
        let meaning = try meaning(of: operand)
        if store.traits(meaning.expr).contains(.isCondition) {
            throw Diagnostic(
                "not-a-number", "a step is an expression, not an equation or a condition", at: operand.span,
                suggestion: "write name = expression")
        }
        program.domain += meaning.domain
        return meaning
    }

    /// Every name is assigned once, before it is used, and not given a value as well.
    private func checkNames(
        _ program: TraceProgram, _ uses: [(operand: Operand, symbols: [Expr])], _ point: [Expr: Expr]
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
                    at: use.operand.place(of: word) ?? use.operand.span)
            }
        }
    }

    /// The inputs in which derivatives are wanted.
    func traceVariables(_ words: [String], _ trace: EvaluationTrace, _ span: Span) throws(Diagnostic) -> [Expr] {
        if words.isEmpty { return trace.inputs.filter { !store.facts(of: $0).isInteger } }
        var variables: [Expr] = []
        for word in words {
            let variable = store.symbol(word)
            guard trace.inputs.contains(variable) else {
                let names = trace.inputs.map { store.name($0) }.joined(separator: ", ")
                let inputs = names.isEmpty ? "there is no input" : names.contains(",") ? "the inputs are \(names)" : "the input is \(names)"
                throw Diagnostic("missing-variable", "'\(word)' is no input: \(inputs)", at: span, kind: .usage)
            }
            guard !store.facts(of: variable).isInteger else {
                throw Diagnostic(
                    "not-differentiable", "'\(word)' is assumed to be a whole number: there is no derivative in it", at: span,
                    kind: .undefined)
            }
            variables.append(variable)
        }
        return variables
    }
}
