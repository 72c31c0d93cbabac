import Certified
import Expressions
import Reading
import Syntax
import Vocabulary

// Operations on what has entries: one after another for an array, and with values of sizes for what is indexed.
extension Session {
    // MARK: Sizes

    /// The call without the values of names that bounds and places of indices hold, and these values: with them the expression has
    /// entries, and no index. Nil where there are none.
    private func withoutSizes(_ call: Call) throws(Diagnostic) -> (call: Call, sizes: [(name: String, value: Int)])? {
        guard call.operation.accepts(.binding) || call.operation.accepts(.replacement) else { return nil }
        let names = Set(call.subject.flatMap { sizeNames(in: $0) })
        if names.isEmpty { return nil }
        var (kept, sizes): ([Operand], [(name: String, value: Int)]) = ([], [])
        for (operand, form) in zip(call.others, call.forms) {
            guard case .binding(let name, let value) = form, names.contains(name),
                case .meaning(let meaning)? = try? understand(value).definition,
                let number = store.wholeValue(meaning.expr)
            else {
                kept.append(operand)
                continue
            }
            sizes.append((name, number))
        }
        return sizes.isEmpty ? nil : (call.withSizes(others: kept), sizes)
    }

    /// The answer with values of sizes, which names stand for while the texts are read; what operations inside gave is there already.
    private func carryOut(_ call: Call, _ sizes: [(name: String, value: Int)]) throws(Diagnostic) -> Answer {
        let outside = reader.environment
        defer { reader.environment = outside }
        var values: [Expr: Expr] = [:]
        for (name, value) in sizes {
            values[store.symbol(name)] = store.number(value)
            reader.environment.define(name, as: .meaning(Meaning(store.number(value))))
        }
        var call = call
        for position in call.subject.indices {
            call.subject[position].results = call.subject[position].results?.map { result in
                Reader.StandIn(nodes: result.nodes, definition: result.definition.substituting(values, catalogue))
            }
        }
        return try carryOut(call)
    }

    /// The names that bounds and places in a text hold, and those of the sizes of the arrays in it.
    func sizeNames(in operand: Operand) -> [String] {
        guard store.hasAssumptions, !store.assumptions.arrays.isEmpty else { return operand.placeNames }
        let shapes = operand.names.compactMap { store.assumptions.arrays[store.symbol($0)] }
        return operand.placeNames + store.symbols(in: shapes.flatMap(\.sizes)).map { store.name($0) }
    }

    /// - Throws: where an operation is for entries, and sizes have no values; where it is about one element, and which elements the others are
    ///   is not known.
    private func requireEntries(_ call: Call) throws(Diagnostic) {
        if call.operation.indices == .none { try requireSizes(call) }
        for operand in call.subject where !operand.placeNames.isEmpty {
            guard case .meaning(let meaning) = try understand(operand).definition, store.traits(meaning.expr).contains(.isIndexed) else {
                continue
            }
            if call.operation.indices == .none, let name = operand.placeNames.first(where: { !reader.hasValue($0) }) {
                throw Diagnostic(
                    "missing-value", "\(call.operation.name) works with the entries of arrays: no value is given for \(name)",
                    at: operand.place(of: name) ?? operand.span, suggestion: "put it in first: subs(…, \(name) = 3)", kind: .usage)
            }
            for form in call.forms {
                switch form {
                case .name(let name) where call.operation.indices != .variables:
                    try requireAlone(catalogue.variable(name), in: meaning.expr, operand.span)
                case .binding(let name, _): try requireAlone(catalogue.variable(name), in: meaning.expr, operand.span)
                default: continue
                }
            }
        }
    }

    /// - Throws: where an operation is for entries, and an array has names as sizes.
    private func requireSizes(_ call: Call) throws(Diagnostic) {
        guard store.hasAssumptions, !store.assumptions.arrays.isEmpty else { return }
        for operand in call.subject where !operand.names.isEmpty {
            let sizes: [Expr] =
                switch try understand(operand).definition {
                case .indexedArray(let meaning): meaning.array.axes.flatMap { $0 }
                case .meaning(let meaning) where meaning.isOfMatrices: SizeSamples([meaning.expr], catalogue).sizes
                default: []
                }
            guard let name = store.symbols(in: sizes).first.map({ store.name($0) }) else { continue }
            throw Diagnostic(
                "missing-value", "\(call.operation.name) works with the entries of arrays: no value is given for \(name)",
                at: operand.span, suggestion: "give the size a value: --with \(name)=3", kind: .usage)
        }
    }

    /// - Throws: where an element stands beside others of its array, at places that may be the same.
    func requireAlone(_ element: Expr, in expr: Expr, _ span: Span) throws(Diagnostic) {
        guard let array = catalogue.elementParts(element)?.array,
            let other = store.postorder([expr]).first(where: { store.kind($0) == .element && store.child($0, 0) == array && $0 != element })
        else { return }
        let names = store.symbols(in: store.places(other)).filter { !store.isIndex($0) } + SizeSamples([expr], catalogue).sizes
        let hint = names.first.map { "give \(store.name($0)) a value: --with \(store.name($0))=3" }
        throw Diagnostic(
            "missing-value", "which elements of '\(store.name(array))' stand here is not known: \(store.name(element)) may be among them",
            at: span,
            suggestion: hint, kind: .usage)
    }

    // MARK: Entry by entry

    /// The answer of an operation; of an array, that of every entry where the operation is one for numbers.
    func carryOut(_ call: Call) throws(Diagnostic) -> Answer {
        if let (call, sizes) = try withoutSizes(call) { return try carryOut(call, sizes) }
        try requireEntries(call)
        guard call.operation.isEntrywise, let operand = call.subject.first, call.subject.count == 1, mayBeArray(operand) else {
            return try call.operation.answer(self, call)
        }
        let found = try understand(operand)
        if case .indexedArray(let meaning) = found.definition {
            // What varies may be an array, too.
            return try call.operation.indices == .variables ? call.operation.answer(self, call) : carryOut(call, on: meaning, operand)
        }
        guard case .array(let meaning) = found.definition else { return try call.operation.answer(self, call) }
        let call = try inOneVariable(call, meaning.array)
        var answers: [Answer] = []
        for entry in meaning.entries {
            var own = call
            var part = operand
            part.results = [Reader.StandIn(nodes: operand.nodes, definition: .meaning(entry))]
            own.subject = [part]
            answers.append(try call.operation.answer(self, own))
        }
        let (width, array) = (meaning.array.isVector ? answers.count : meaning.array.columnCount, meaning.array)
        let rows = stride(from: 0, to: answers.count, by: width).map { Array(answers[$0..<($0 + width)]) }
        var answer = Answer(.array(rows, isVector: array.isVector))
        answer.notes = meaning.text.notes
        answer.steps = answers.flatMap(\.steps)
        answer.isComplete = answers.allSatisfy(\.isComplete)
        answer.isVerified = answers.contains { $0.isVerified == false } ? false : answers.allSatisfy { $0.isVerified == true } ? true : nil
        return answer
    }

    /// The answer of an operation for numbers on the entry of an array whose sizes are names.
    private func carryOut(_ call: Call, on meaning: IndexedMeaning, _ operand: Operand) throws(Diagnostic) -> Answer {
        var own = call
        var part = operand
        part.results = [Reader.StandIn(nodes: operand.nodes, definition: .meaning(meaning.entry))]
        own.subject = [part]
        func found() -> Result<Answer, Diagnostic> {
            do throws(Diagnostic) { return .success(try call.operation.answer(self, own)) } catch { return .failure(error) }
        }
        // The places are those of the array.
        let range = range(meaning.array.places(store), meaning.array.axes.flatMap { $0 })
        var answer = try (range == .truth ? found() : store.supposing(range, found) ?? found()).get()
        guard case .expression(let entry) = answer.content else { return answer }
        if let listed = meaning.array.with(entry.expr).listed(catalogue, most: IndexedArray.mostListed) {
            return self.answer(ArrayMeaning(listed, entry))
        }
        answer.content = .indexedArray(IndexedMeaning(meaning.array.with(entry.expr), entry))
        return answer
    }

    /// The call with the variable that it leaves to be found: the same for all entries.
    private func inOneVariable(_ call: Call, _ array: ArrayValue) throws(Diagnostic) -> Call {
        let takesVariable = call.operation.operands.contains { $0.isOptional && ($0.kind == .variable || $0.kind == .repeatedVariable) }
        let free = takesVariable && call.others.isEmpty ? store.symbols(in: array.entries) : []
        guard let name = free.first else { return call }
        guard free.count == 1 else {
            let names = free.map { store.name($0) }.joined(separator: ", ")
            throw Diagnostic(
                "ambiguous-variable", "there are several names: \(names)", at: call.span, suggestion: "say which is the variable",
                kind: .usage)
        }
        var own = Call(call.operation, subject: call.subject, others: [try Operand(word: store.name(name))], options: call.options)
        own.isStreaming = call.isStreaming
        return own
    }

    /// Whether an operand may be a vector or a matrix: most texts show that they are none.
    func mayBeArray(_ operand: Operand) -> Bool {
        if !reader.environment.arrays.isEmpty || !store.assumptions.arrays.isEmpty { return true }
        if operand.results?.contains(where: { $0.definition.isArray }) ?? false { return true }
        return operand.text.withUnsafeBufferPointer { bytes in
            operand.tree.nodes[operand.nodes].contains { node in
                node.kind == .vector || node.kind == .call && isOfArrays(node, bytes)
            }
        }
    }

    private func isOfArrays(_ node: SyntaxNode, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let word = UnsafeBufferPointer(rebasing: bytes[Int(node.focus.start)..<Int(node.focus.end)])
        return Vocabulary.form(named: word)?.isOfArrays ?? OperationRow.named(word).map { $0.givesArrays } ?? false
    }
}
