import Expressions
import Reading
import Syntax
import Vocabulary

// What operands mean: reading them, and carrying out the operations inside.
extension Session {
    /// What an operand stands for, and the answers of the operations inside.
    struct Understood {
        var definition: Definition
        /// The answers of the operations inside, the inner ones first.
        var answers: [Answer] = []
        /// Whether the last of them is the answer of the whole operand.
        var isWhole = false
        /// What the operations gave, by their place.
        var results: [Reader.StandIn] = []
    }

    /// The statements of the line as operands.
    ///
    /// Most lines hold one expression: its text and its tree keep their place in memory from line to line.
    func operands(of line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> [Operand] {
        lineText.removeAll(keepingCapacity: true)
        lineText.append(contentsOf: line)
        if parser == nil { parser = try Parser(line) } else { try parser?.restart(line) }
        try parser?.statement(into: &lineTree)
        if lineTree.statement == .expression, parser?.isAtEnd ?? false { return [Operand(ParsedText(lineText, lineTree, isLine: true))] }
        return try Operand.statements(lineText, isLine: true)
    }

    /// What the operand stands for: one expression with where it has a value.
    ///
    /// - Throws: what is wrong with it, with its text where that is not the line.
    func meaning(of operand: Operand) throws(Diagnostic) -> Meaning {
        do throws(Diagnostic) {
            // Most texts have no operations inside.
            if operand.results == nil, !hasOperations(operand) { return try single(try read(operand, []), operand) }
            return try single(try understand(operand).definition, operand)
        } catch {
            throw located(error, operand)
        }
    }

    private func single(_ definition: Definition, _ operand: Operand) throws(Diagnostic) -> Meaning {
        guard case .meaning(let meaning) = definition else { throw severalValues(definition, operand) }
        if meaning.digits != nil { throw misplacedDigits(operand.span) }
        return meaning
    }

    /// Where one expression is expected, and several stand.
    func severalValues(_ definition: Definition, _ operand: Operand) -> Diagnostic {
        if case .array(let meaning) = definition {
            return Diagnostic("misplaced-array", "a number is expected here, not \(meaning.array.shape)", at: operand.span)
        }
        if case .indexedArray(let meaning) = definition {
            return Diagnostic("misplaced-array", "a number is expected here, not \(meaning.array.shape(store))", at: operand.span)
        }
        return Diagnostic(
            "misplaced-list", "a list of several expressions stands alone: take one of them, as in s[1]", at: operand.span)
    }

    func misplacedDigits(_ span: Span) -> Diagnostic {
        Diagnostic("misplaced-numeric", "N(…) gives decimals: what it stands in must be a number, and be shown as one", at: span)
    }

    /// Reads an operand and carries out the operations inside, the inner ones first.
    func understand(_ operand: Operand) throws(Diagnostic) -> Understood {
        do throws(Diagnostic) {
            var found = Understood(definition: .list([]))
            if let results = operand.results { found.results = results } else { found.results = try carryOut(operand, &found) }
            // An answer that is no expression is all there is to read.
            if found.isWhole, found.results.isEmpty { return found }
            found.definition = try read(operand, found.results)
            return found
        } catch {
            throw located(error, operand)
        }
    }

    /// Reads an operand whose operations gave these results.
    ///
    /// - Throws: what is wrong with it, also that it has no value anywhere.
    func read(_ operand: Operand, _ results: [Reader.StandIn]) throws(Diagnostic) -> Definition {
        let result = operand.text.withUnsafeBufferPointer { bytes -> Result<Definition, Diagnostic> in
            do throws(Diagnostic) { return .success(try reader.definition(operand.tree, operand.nodes, bytes, results)) } catch {
                return .failure(error)
            }
        }
        let definition = try result.get()
        if case .meaning(let meaning) = definition { try requireValueSomewhere(meaning) }
        return definition
    }

    private func located(_ problem: Diagnostic, _ operand: Operand) -> Diagnostic {
        operand.isLine ? problem : problem.about(operand.text)
    }

    // MARK: Operations inside

    private func carryOut(_ operand: Operand, _ found: inout Understood) throws(Diagnostic) -> [Reader.StandIn] {
        let nodes = operand.tree.nodes
        guard hasOperations(operand) else { return [] }
        var results: [Reader.StandIn] = []
        var starts: [Int] = []
        for position in operand.nodes {
            let count = Int(nodes[position].childCount)
            let children = Array(starts.suffix(count))
            let start = children.first ?? position
            starts.removeLast(count)
            starts.append(start)
            guard nodes[position].kind == .call, let operation = operation(nodes[position], operand) else { continue }
            let arguments = zip(children, children.dropFirst() + [position]).map {
                Operand(operand.source, $0..<$1, results: results)
            }
            let node = nodes[position]
            let answer = try answer(operation, arguments, node.span)
            found.answers.append(answer)
            found.isWhole = position == operand.nodes.upperBound - 1
            guard let definition = try standIn(answer, operation, node.span) else {
                if found.isWhole { return [] }
                throw Diagnostic(
                    "misplaced-operation", "'\(operation.name)' is no expression: it stands alone, not inside another one", at: node.span)
            }
            results.append(Reader.StandIn(nodes: start..<(position + 1), definition: definition))
        }
        return results
    }

    private func hasOperations(_ operand: Operand) -> Bool {
        operand.tree.nodes[operand.nodes].contains { $0.kind == .call && operation($0, operand) != nil }
    }

    private func operation(_ node: SyntaxNode, _ operand: Operand) -> OperationRow? {
        operand.text.withUnsafeBufferPointer { bytes in
            let word = UnsafeBufferPointer(rebasing: bytes[Int(node.focus.start)..<Int(node.focus.end)])
            // What is part of the language is read, not carried out.
            guard let operation = OperationRow.named(word), Vocabulary.form(named: word) == nil else { return nil }
            if reader.environment.isEmpty { return operation }
            let name = String(decoding: word, as: UTF8.self)
            let isDefined = reader.environment.functions[name] != nil || reader.environment.abstractFunctions.contains(name)
            return isDefined ? nil : operation
        }
    }

    /// Answers a call in a statement.
    private func answer(_ operation: OperationRow, _ arguments: [Operand], _ span: Span) throws(Diagnostic) -> Answer {
        do throws(Diagnostic) {
            let call = try call(operation, arguments)
            guard call.subject.count + call.others.count >= operation.required else {
                throw Diagnostic("bad-arguments", "'\(operation.name)' is called with too few arguments", at: span)
            }
            return try carryOut(call)
        } catch {
            // A problem of the call as a whole has no place of its own.
            var problem = error.span == Span(0, 0) && error.source == nil ? error.moved(to: span) : error
            if ["usage", "bad-arguments", "wrong-arity"].contains(problem.code) {
                problem = Diagnostic(
                    problem.code, problem.message, at: problem.span, suggestion: problem.suggestion ?? "write \(operation.callUsage)",
                    kind: problem.kind)
            }
            throw problem
        }
    }

    /// Tells the arguments of a call from its options: `real`, or `digits = 30`, where the expression has no such name.
    private func call(_ operation: OperationRow, _ arguments: [Operand]) throws(Diagnostic) -> Call {
        var rest = arguments
        var subject: [Operand] = []
        if let place = operation.place(ofSubject: rest) { subject = [rest.remove(at: place)] }
        var options = OptionValues()
        var others: [Operand] = []
        for operand in rest {
            switch operand.form {
            case .name(let name):
                if let option = OptionID(rawValue: name), option.row.value == .flag, operation.options.contains(option),
                    !subject.contains(where: { $0.mentions(name) })
                {
                    try options.set(option)
                    continue
                }
            case .binding(let name, let value):
                if let option = OptionID(rawValue: name), option.row.value != .flag, operation.options.contains(option),
                    !subject.contains(where: { $0.mentions(name) })
                {
                    try options.set(option, value.words)
                    continue
                }
            default: break
            }
            others.append(operand)
        }
        return Call(operation, subject: subject, others: others, options: options)
    }

    /// What stands in an expression in the place of an operation; nil for an answer that is no expression.
    private func standIn(_ answer: Answer, _ operation: OperationRow, _ span: Span) throws(Diagnostic) -> Definition? {
        if case .verdict(.undecided) = answer.content {
            throw Diagnostic("undecided", "it could not be decided whether these are equal", at: span, kind: .undecided)
        }
        return answer.definition(store, domain)
    }
}

extension OperationRow {
    /// Where the expression stands among the operands: first, or after values such as `x=2`.
    ///
    /// - Parameter words: nil stands for one that is no single expression.
    public func place(ofSubject words: [Operand?]) -> Int? {
        if words.isEmpty { return nil }
        return words.firstIndex { word in !(word.map { isValue($0) } ?? false) } ?? 0
    }
}
