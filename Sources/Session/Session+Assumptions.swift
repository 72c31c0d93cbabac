import Expressions
import Reading
import Syntax
import Vocabulary

// What is assumed of names: the statement `assume`, the option of the same name, and what contradicts them.
extension Session {
    /// `assume x > 0`, or `assume n integer`.
    func assume(
        _ name: Span, _ property: Span?, _ tree: SyntaxTree, _ line: UnsafeBufferPointer<UInt8>
    ) throws(Diagnostic) -> Answer {
        if let property {
            try assume(name, property, line)
        } else {
            // Read as if nothing were assumed: what follows from earlier assumptions may be said again.
            let condition = try store.withoutAssumptions { () throws(Diagnostic) in try reader.expression(tree, line) }
            let span = Span(start: name.start, end: tree.span.end)
            if numericRequest != nil { throw numericInside(span) }
            if listRequest != nil { throw listInside(span) }
            if store.traits(condition).contains(.hasInfinity) {
                throw Diagnostic("not-supported-yet", "assumptions about infinity are not supported yet", at: span, kind: .unsupported)
            }
            do throws(AssumptionFailure) { try store.assume(condition) } catch { throw diagnostic(error, at: span) }
        }
        renewDefinitions()
        return Answer(.none)
    }

    private func assume(_ name: Span, _ property: Span, _ line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) {
        let word = self.word(property, line)
        let variable = Vocabulary.spelledOut(self.word(name, line))
        guard let row = Vocabulary.properties.first(where: { $0.word == word }) else {
            let words = Vocabulary.properties.map(\.word)
            let near = Spelling.nearest(to: word, among: words)
            throw Diagnostic(
                "unknown-property", "'\(word)' is nothing that can be assumed of a name", at: property,
                suggestion: near.map { "did you mean '\($0)'?" } ?? "a name may be \(words.joined(separator: ", "))")
        }
        guard Request.isName(variable) else {
            throw Diagnostic("reserved-name", "'\(variable)' is a constant: nothing can be assumed of it", at: name)
        }
        guard reader.environment.values[variable] == nil else {
            throw Diagnostic("defined-name", "'\(variable)' has been defined: it is no unknown any more", at: name)
        }
        let span = name.joined(property)
        do throws(AssumptionFailure) { try store.assume(store.symbol(variable), row.id) } catch { throw diagnostic(error, at: span) }
    }

    private func word(_ span: Span, _ line: UnsafeBufferPointer<UInt8>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: line[Int(span.start)..<Int(span.end)]), as: UTF8.self)
    }

    /// Brings what names stand for into the form that the assumptions allow now.
    private func renewDefinitions() {
        // An equation stays what it is: nobody has said that it holds.
        for (name, value) in reader.environment.values where store.kind(value) != .relation {
            let renewed = catalogue.substitute(value, [:])
            if renewed != .undefined { reader.environment.values[name] = renewed }
        }
    }

    // MARK: Contradictions

    private func diagnostic(_ failure: AssumptionFailure, at span: Span) -> Diagnostic {
        switch failure {
        case .notACondition:
            Diagnostic(
                "not-a-condition", "a condition such as x > 0 is expected here", at: span,
                suggestion: "write a condition, or a name and a property: assume n integer")
        case .namesNothing: Diagnostic("no-name", "this says nothing about a name", at: span)
        case .alwaysHolds: Diagnostic("always-holds", "this holds anyway: there is nothing to assume", at: span)
        case .neverHolds: Diagnostic("contradiction", "this never holds: no number satisfies it", at: span)
        case .contradicts(let statements):
            Diagnostic("contradiction", "this contradicts what is assumed: \(described(statements))", at: span)
        }
    }

    /// Why a name cannot have a value.
    func impossible(_ name: Expr, at span: Span) -> Diagnostic {
        Diagnostic(
            "contradiction",
            "this value of '\(store.name(name))' contradicts what is assumed: \(described(store.statements(about: [name])))",
            at: span)
    }

    func described(_ statements: [Assumptions.Statement]) -> String {
        var texts: [String] = []
        for statement in statements {
            switch statement {
            case .condition(let condition): texts.append((try? text.text(condition)) ?? "a condition")
            case .property(let name, let property):
                let word = Vocabulary.properties.first { $0.id == property }?.word ?? ""
                texts.append("\(store.name(name)) \(word)")
            }
        }
        return texts.joined(separator: ", ")
    }

    /// Checks that a point satisfies the assumptions, as far as it says anything about them.
    func checkAssumptions(_ point: [Expr: Expr]) throws(Diagnostic) {
        if !store.hasAssumptions { return }
        for (name, value) in point.sorted(by: { $0.key.index < $1.key.index }) where !store.isPossible(value, for: name) {
            throw outside([name])
        }
        for statement in store.statements(about: Array(point.keys)) {
            guard case .condition(let condition) = statement else { continue }
            let held = store.withoutAssumptions { catalogue.substitute(condition, point) }
            guard store.isConstant(held), try evaluator.decide(held, at: Span(0, 0)) == false else { continue }
            throw outside(store.symbols(in: [condition]))
        }
    }

    private func outside(_ names: [Expr]) -> Diagnostic {
        Diagnostic(
            "outside-assumptions", "this point is outside of what is assumed: \(described(store.statements(about: names)))", at: Span(0, 0),
            kind: .undefined)
    }

    // MARK: The option

    /// Assumes what the settings say, up to the first assumption that cannot be made.
    func assumeSettings() {
        let statement = "assume "
        for text in settings.assumptions {
            var line = statement + text
            let problem = line.withUTF8 { bytes -> Diagnostic? in
                do throws(Diagnostic) { try assumeOnly(bytes) } catch { return error }
                return nil
            }
            guard let problem else { continue }
            // The places are those of the text that the user wrote.
            let shift = UInt32(statement.utf8.count)
            let end = UInt32(text.utf8.count)
            let start = min(problem.span.start > shift ? problem.span.start - shift : 0, end)
            let last = min(problem.span.end > shift ? problem.span.end - shift : 1, max(end, 1))
            refusedAssumption = (text, problem.moved(to: Span(Int(start), Int(max(last, start)))))
            return
        }
    }

    private func assumeOnly(_ line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) {
        var parser = try Parser(line)
        var tree = SyntaxTree()
        try parser.statement(into: &tree)
        guard case .assumption(let name, let property) = tree.statement, parser.isAtEnd else {
            throw Diagnostic("unexpected-statement", "only one condition is expected", at: Span(Int(tree.span.end), line.count))
        }
        _ = try assume(name, property, tree, line)
    }

    /// Reports the assumption of the settings that cannot be made, if there is one: nothing should be answered then.
    ///
    /// - Returns: the exit status that belongs to it.
    public func reportRefusedAssumption(output: inout [UInt8], errors: inout [UInt8]) -> Int32? {
        guard let (text, problem) = refusedAssumption else { return nil }
        var line = text
        return line.withUTF8 { report(problem, $0, nil, &output, &errors, keepsLine: false) }
    }
}
