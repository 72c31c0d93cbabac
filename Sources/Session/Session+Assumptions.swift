import Expressions
import Reading
import Syntax
import Vocabulary

// What is assumed of names: the statement `assume`, the option of the same name, and what contradicts them.
extension Session {
    /// `assume x > 0`, or `assume n integer`.
    func assume(_ name: Span, _ property: Span?, _ operand: Operand) throws(Diagnostic) -> Answer {
        if let property {
            try assume(name, property, operand.text)
        } else {
            // Read as if nothing were assumed: what follows from earlier assumptions may be said again.
            let condition = try store.withoutAssumptions { () throws(Diagnostic) in try meaning(of: operand).expr }
            let span = Span(start: name.start, end: operand.tree.span.end)
            if store.traits(condition).contains(.hasInfinity) {
                throw Diagnostic("not-supported-yet", "assumptions about infinity are not supported yet", at: span, kind: .unsupported)
            }
            do throws(AssumptionFailure) { try store.assume(condition) } catch { throw diagnostic(error, at: span) }
        }
        renewDefinitions()
        return Answer(.none)
    }

    private func assume(_ name: Span, _ property: Span, _ text: [UInt8]) throws(Diagnostic) {
        let word = self.word(property, text)
        let variable = Vocabulary.spelledOut(self.word(name, text))
        guard let row = Vocabulary.properties.first(where: { $0.word == word }) else {
            let words = Vocabulary.properties.map(\.word)
            let near = Spelling.nearest(to: word, among: words)
            throw Diagnostic(
                "unknown-property", "'\(word)' is nothing that can be assumed of a name", at: property,
                suggestion: near.map { "did you mean '\($0)'?" } ?? "a name may be \(words.joined(separator: ", "))")
        }
        guard (try? Operand(word: variable))?.name != nil else {
            throw Diagnostic("reserved-name", "'\(variable)' is a constant: nothing can be assumed of it", at: name)
        }
        guard !reader.hasValue(variable) else {
            throw Diagnostic("defined-name", "'\(variable)' has been defined: it is no unknown any more", at: name)
        }
        let span = name.joined(property)
        do throws(AssumptionFailure) { try store.assume(store.symbol(variable), row.id) } catch { throw diagnostic(error, at: span) }
    }

    func word(_ span: Span, _ text: [UInt8]) -> String {
        String(decoding: text[Int(span.start)..<Int(span.end)], as: UTF8.self)
    }

    /// Brings what names stand for into the form that the assumptions allow now.
    private func renewDefinitions() {
        // An equation stays what it is: nobody has said that it holds.
        for (name, value) in reader.environment.values where store.kind(value.expr) != .relation {
            let renewed = catalogue.substitute(value.expr, [:])
            if !renewed.isAbsent { reader.environment.values[name]?.expr = renewed }
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
}
