import Expressions
import Reading
import Syntax
import Vocabulary

extension Session {
    /// Executes the statements of a text, one answer a line. A statement that fails does not stop the ones behind it.
    func statements(_ line: UnsafeBufferPointer<UInt8>, number: Int?, _ output: inout [UInt8], _ errors: inout [UInt8]) -> Int32 {
        var worst: Int32 = 0
        var parser: Parser
        do throws(Diagnostic) { parser = try Parser(line) } catch {
            return report(error, line, number, &output, &errors, keepsLine: false)
        }
        var tree = SyntaxTree()
        while !parser.isAtEnd {
            do throws(Diagnostic) { try parser.statement(into: &tree) } catch {
                worst = max(worst, report(error, line, number, &output, &errors, keepsLine: false))
                parser.skipStatement()
                continue
            }
            let start = output.count
            do throws(Diagnostic) {
                store.budget.renew(nodes: store.count)
                let answer = try execute(tree, line)
                if case .none = answer.content, settings.format != .json { continue }
                worst = max(worst, try write(answer, line, number, &output, &errors))
            } catch {
                output.removeLast(output.count - start)
                worst = max(worst, report(error, line, number, &output, &errors, keepsLine: false))
                if error.kind == .interrupted { return worst }
            }
        }
        return worst
    }

    private func execute(_ tree: SyntaxTree, _ line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> Answer {
        beginReading()
        switch tree.statement {
        case .empty:
            return Answer(.none)
        case .expression:
            return try evaluate(tree, line)
        case .definition(let name, let parameters):
            return try define(name, parameters, tree, line)
        case .declaration(let names):
            for span in names {
                let name = try definable(span, line)
                reader.environment.abstractFunctions.insert(name)
                reader.environment.functions[name] = nil
            }
            return Answer(.none)
        case .assumption(let name, let property):
            return try assume(name, property, tree, line)
        case .given:
            throw Diagnostic(
                "not-supported-yet", "declared arrays can be read, but are not supported yet", at: tree.span, kind: .unsupported)
        }
    }

    private func evaluate(_ tree: SyntaxTree, _ line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> Answer {
        let expr = try reader.expression(tree, line)
        var answer = Answer(.expression(expr))
        if let request = numericRequest {
            guard request.expr == expr else { throw numericInside(tree.span) }
            answer.content = .number(try evaluator.value(of: expr, digits: request.digits, at: tree.span))
        }
        if let request = listRequest {
            guard request.expr == expr else { throw listInside(tree.span) }
            answer = request.answer
        }
        answer.notes = tree.notes
        if case .solutions = answer.content { return answer }
        answer.conditions = domain.stated(reader.conditions, innerConditions, for: expr)
        answer.isVerified = innerConditions.isEmpty && innerVerified == nil ? nil : innerVerified
        // Several expressions are no answer to go on with.
        if listRequest != nil { return answer }
        self.answer = expr
        reader.environment.values["ans"] = expr
        return answer
    }

    /// The problem of an operation with several answers that does not stand alone.
    func listInside(_ span: Span) -> Diagnostic {
        let operation = listRequest?.operation ?? ""
        return Diagnostic(
            "misplaced-list", "'\(operation)' gives several expressions: it stands alone, not inside another expression", at: span)
    }

    private func define(
        _ name: Span, _ parameters: [Span]?, _ tree: SyntaxTree, _ line: UnsafeBufferPointer<UInt8>
    ) throws(Diagnostic) -> Answer {
        let word = try definable(name, line)
        guard let parameters else {
            let value = try reader.expression(tree, line)
            if listRequest != nil { throw listInside(tree.span) }
            if store.symbols(in: [value]).contains(store.symbol(word)) {
                throw Diagnostic("circular-definition", "'\(word)' cannot be defined by itself", at: name)
            }
            guard store.isPossible(value, for: store.symbol(word)) else { throw impossible(store.symbol(word), at: name) }
            reader.environment.values[word] = value
            return Answer(.none)
        }
        // While the body is read, a parameter hides what its name means outside.
        let names = try parameters.map { span throws(Diagnostic) in try definable(span, line, isParameter: true) }
        guard Set(names).count == names.count else {
            throw Diagnostic("repeated-parameter", "the parameters of '\(word)' must differ", at: parameters[parameters.count - 1])
        }
        let outside = reader.environment.values
        for name in names { reader.environment.values[name] = nil }
        defer { reader.environment.values = outside }
        let symbols = names.map { store.symbol($0) }
        // What is assumed outside is not true of every argument.
        let body = try store.hidingAssumptions(about: symbols) { () throws(Diagnostic) in try reader.expression(tree, line) }
        if listRequest != nil { throw listInside(tree.span) }
        reader.environment.functions[word] = Environment.Function(parameters: symbols, body: body)
        reader.environment.abstractFunctions.remove(word)
        return Answer(.none)
    }

    /// The name in a definition, if it may be given a meaning.
    func definable(_ span: Span, _ line: UnsafeBufferPointer<UInt8>, isParameter: Bool = false) throws(Diagnostic) -> String {
        let bytes = UnsafeBufferPointer(rebasing: line[Int(span.start)..<Int(span.end)])
        let name = Vocabulary.spelledOut(String(decoding: bytes, as: UTF8.self))
        let isTaken =
            Vocabulary.constant(named: bytes) != nil
            || (Vocabulary.isCallable(bytes) && !(isParameter || Vocabulary.isGreek(bytes) || name.count == 1))
        guard !isTaken else {
            throw Diagnostic("reserved-name", "'\(name)' has a meaning of its own and cannot be redefined", at: span)
        }
        return name
    }
}
