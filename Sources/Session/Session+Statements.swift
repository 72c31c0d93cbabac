import Expressions
import Reading
import Syntax
import Vocabulary

extension Session {
    /// Executes the statements of a text, one answer a line. A statement that fails does not stop the ones after it.
    func statements(_ line: UnsafeBufferPointer<UInt8>, number: Int?, _ output: inout [UInt8], _ errors: inout [UInt8]) -> Int32 {
        var worst: Int32 = 0
        var parser: Parser
        do throws(Diagnostic) { parser = try Parser(line) } catch {
            return report(error, line, number, &output, &errors, keepsLine: false)
        }
        let text = Array(line)
        while !parser.isAtEnd {
            var tree = SyntaxTree()
            do throws(Diagnostic) { try parser.statement(into: &tree) } catch {
                worst = max(worst, report(error, line, number, &output, &errors, keepsLine: false))
                parser.skipStatement()
                continue
            }
            let start = output.count
            do throws(Diagnostic) {
                store.budget.renew(nodes: store.count)
                let answer = try execute(tree, text)
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

    private func execute(_ tree: SyntaxTree, _ text: [UInt8]) throws(Diagnostic) -> Answer {
        let operand = Operand(ParsedText(text, tree, isLine: true))
        switch tree.statement {
        case .empty:
            return Answer(.none)
        case .expression:
            return try evaluate(operand)
        case .definition(let name, let parameters):
            return try define(name, parameters, operand)
        case .declaration(let names):
            for span in names {
                let name = try definable(span, text)
                reader.environment.abstractFunctions.insert(name)
                reader.environment.functions[name] = nil
            }
            return Answer(.none)
        case .assumption(let name, let property):
            return try assume(name, property, operand)
        case .given(let name, let kind):
            return try declare(name, kind, operand)
        }
    }

    /// The value of a statement: what an operation answers, or the expression itself.
    private func evaluate(_ operand: Operand) throws(Diagnostic) -> Answer {
        // The name of a function by itself shows what it is.
        if let name = operand.name, reader.environment.isFunction(name), let text = known(of: name) {
            return Answer(.explanation([String(text.prefix { $0 != "\n" })]))
        }
        let found = try understand(operand)
        var answer: Answer
        var inner = found.answers
        if found.isWhole, let whole = inner.popLast() {
            answer = whole
        } else {
            answer = try shown(found.definition, operand)
            answer.isVerified = inner.contains { $0.isVerified == false } ? false : inner.last?.isVerified
            answer.isComplete = inner.allSatisfy(\.isComplete)
        }
        answer.notes = inner.flatMap(\.notes) + answer.notes + remarks(on: operand)
        answer.steps = inner.flatMap(\.steps) + answer.steps
        if let definition = answer.definition(store, domain) {
            // Of what stands in the text itself, reading has refused what has no value; names and operations bring more. Only what asks for
            // the order of complex numbers needs a look at values.
            let bringsMore = !found.results.isEmpty || operand.isOfDefinitions(reader)
            if case .meaning(let meaning) = definition, answer.meaning == nil {
                try bringsMore ? requireValue(meaning, operand) : requireOrder(meaning, operand)
            }
            reader.environment.define("ans", as: definition)
        }
        return answer
    }

    private func shown(_ definition: Definition, _ operand: Operand) throws(Diagnostic) -> Answer {
        guard case .meaning(var meaning) = definition else {
            if case .list(let list) = definition { return Answer(.list(list)) }
            if case .array(let array) = definition { return answer(array) }
            if case .indexedArray(let meaning) = definition { return Answer(.indexedArray(meaning)) }
            return Answer(.none)
        }
        var answer = Answer(.expression(meaning))
        answer.notes = meaning.notes
        if let digits = meaning.digits {
            guard store.isConstant(meaning.expr), !store.traits(meaning.expr).contains(.isCondition) else {
                throw misplacedDigits(operand.span)
            }
            answer = Answer(.number(try evaluator.value(of: meaning.expr, digits: digits, at: operand.span)))
            meaning.notes = []
            answer.meaning = meaning
        }
        return answer
    }

    private func define(_ name: Span, _ parameters: [Span]?, _ operand: Operand) throws(Diagnostic) -> Answer {
        let word = try definable(name, operand.text)
        guard let parameters else {
            let definition = try understand(operand).definition
            let symbol = store.symbol(word)
            for meaning in definition.meanings {
                if store.depends(meaning.expr, on: symbol) {
                    throw Diagnostic("circular-definition", "'\(word)' cannot be defined by itself", at: name)
                }
                guard store.isPossible(meaning.expr, for: symbol) else { throw impossible(symbol, at: name) }
                try requireValue(meaning, operand)
            }
            reader.environment.define(word, as: definition)
            return Answer(.none)
        }
        // While the body is read, a parameter hides what its name means outside.
        let names = try parameters.map { span throws(Diagnostic) in try definable(span, operand.text, isParameter: true) }
        guard Set(names).count == names.count else {
            throw Diagnostic("repeated-parameter", "the parameters of '\(word)' must differ", at: parameters[parameters.count - 1])
        }
        let outside = reader.environment
        for name in names { reader.environment.define(name, as: nil) }
        defer {
            reader.environment.values = outside.values
            reader.environment.lists = outside.lists
            reader.environment.arrays = outside.arrays
            reader.environment.indexedArrays = outside.indexedArrays
        }
        let symbols = names.map { store.symbol($0) }
        // What is assumed outside is not true of every argument.
        let body = try store.hidingAssumptions(about: symbols) { () throws(Diagnostic) in try meaning(of: operand) }
        reader.environment.functions[word] = Environment.Function(parameters: symbols, body: body)
        reader.environment.abstractFunctions.remove(word)
        return Answer(.none)
    }

    /// The name in a definition, if it may be given a meaning.
    func definable(_ span: Span, _ text: [UInt8], isParameter: Bool = false) throws(Diagnostic) -> String {
        let isTaken: Bool
        let name = Vocabulary.spelledOut(String(decoding: text[Int(span.start)..<Int(span.end)], as: UTF8.self))
        isTaken = text[Int(span.start)..<Int(span.end)].withUnsafeBufferPointer { bytes in
            Vocabulary.constant(named: bytes) != nil
                || ((Vocabulary.isCallable(bytes) || OperationRow.named(bytes) != nil)
                    && !(isParameter || Vocabulary.isGreek(bytes) || name.count == 1))
        }
        guard !isTaken else {
            throw Diagnostic("reserved-name", "'\(name)' has a meaning of its own and cannot be redefined", at: span)
        }
        return name
    }

    // MARK: The start

    /// Executes the assumptions and definitions of the settings, up to the first that cannot be carried out.
    func begin() {
        for text in settings.scripts {
            guard refusedStart == nil else { return }
            if let problem = carryOut(Array(text.utf8), isAllowed: { _ in true }) { refusedStart = (text, problem) }
        }
        for text in settings.definitions {
            guard refusedStart == nil else { return }
            if let problem = carryOut(Array(text.utf8), isAllowed: { if case .expression = $0 { false } else { true } }) {
                refusedStart = (text, problem)
            }
        }
        begin(settings.declarations, with: "given ") { if case .given = $0 { true } else { false } }
        begin(settings.assumptions, with: "assume ") { if case .assumption = $0 { true } else { false } }
    }

    /// Executes statements of one kind that options have without the word they begin with.
    private func begin(_ texts: [String], with word: String, isAllowed: (Statement) -> Bool) {
        for text in texts {
            guard refusedStart == nil else { return }
            let heading = Array(word.utf8)
            guard let problem = carryOut(heading + text.utf8, isAllowed: isAllowed) else { continue }
            // The places are those of the text that the user wrote.
            let (shift, end) = (UInt32(heading.count), UInt32(text.utf8.count))
            let start = min(problem.span.start > shift ? problem.span.start - shift : 0, end)
            let last = min(problem.span.end > shift ? problem.span.end - shift : 1, max(end, 1))
            refusedStart = (text, problem.moved(to: Span(Int(start), Int(max(last, start)))))
        }
    }

    /// Executes statements that show nothing.
    private func carryOut(_ text: [UInt8], isAllowed: (Statement) -> Bool) -> Diagnostic? {
        text.withUnsafeBufferPointer { bytes in
            do throws(Diagnostic) {
                var parser = try Parser(bytes)
                while !parser.isAtEnd {
                    var tree = SyntaxTree()
                    try parser.statement(into: &tree)
                    guard isAllowed(tree.statement) || tree.statement == .empty else {
                        throw Diagnostic(
                            "unexpected-statement", "only definitions and assumptions are read at the start, such as f(x) := x^2",
                            at: tree.span)
                    }
                    _ = try execute(tree, text)
                }
            } catch {
                return error
            }
            return nil
        }
    }

    /// Reports the statement of the settings that cannot be carried out, if there is one: nothing should be answered then.
    ///
    /// - Returns: the exit status that belongs to it.
    public func reportRefusedStart(output: inout [UInt8], errors: inout [UInt8]) -> Int32? {
        guard let (text, problem) = refusedStart else { return nil }
        var line = text
        return line.withUTF8 { report(problem, $0, nil, &output, &errors, keepsLine: false) }
    }
}

extension Definition {
    /// The meaning, or those of the list.
    var meanings: [Meaning] {
        switch self {
        case .meaning(let meaning): [meaning]
        case .list(let list): list
        case .array(let array): array.entries
        case .indexedArray(let meaning): [meaning.entry]
        }
    }
}
