import Exact
import Expressions
import Syntax
import Vocabulary

/// Turns syntax trees into expressions: gives names their meaning, checks the number of arguments, and notes where the input is
/// defined.
///
/// A tree is in post-order, so reading is one forward loop with a stack of values. Chains of `+` and `*` are collected and
/// built once: a sum of a million terms takes linear time.
public final class Reader {
    /// Where expressions are made.
    public let store: ExprStore
    /// How functions are called.
    public let catalogue: Catalogue
    /// What names mean.
    public var environment = Environment()
    /// The sum of an expression over an index between bounds of which one is no number, and what it rests on; nil where no closed form is
    /// known.
    public var closedSum:
        (_ body: Expr, _ index: Expr, _ lower: Expr, _ upper: Expr, Span) throws(Diagnostic) -> (value: Expr, condition: Expr)? = {
            _, _, _, _, _ in nil
        }
    /// Whether a word names an operation, which is carried out on what it is applied to: reading itself evaluates nothing.
    public var isOperation: (UnsafeBufferPointer<UInt8>) -> Bool = { _ in false }
    /// The names of all operations.
    public var operationNames: () -> [String] = { [] }

    /// The conditions under which the input is defined, in the order of the text.
    public internal(set) var conditions: [DomainCondition] = []
    /// The derivatives and digits that definitions brought along.
    var inherited = Meaning(.zero)
    /// What parts without a value say, if they should be needed.
    private(set) var losses: [Diagnostic] = []
    private var nodesRead: [SyntaxNode] = []
    /// Whether the text has branches; found out where it matters.
    private var hasBranches: Bool?

    var values: [Value] = []
    var pending: [Expr] = []
    /// The sums and products over an index in what is read, by where they begin, the outermost last.
    private var indexedForms: [Int: [IndexedForm]] = [:]
    private var standIns: [StandIn] = []
    /// What indices stand for while the terms of a sum are read.
    var indices: [Expr: Expr] = [:]
    /// How many sums and products over an index are open.
    var openSums = 0
    /// The lists that values of that form stand for.
    var lists: [[Meaning]] = []
    /// The arrays that values of that form stand for.
    var arrays: [ReadArray] = []
    /// The inverse of a matrix, and what must not be zero for it to exist, its determinant.
    public var inverse: (ArrayValue, Span) throws(Diagnostic) -> (inverse: ArrayValue, determinant: Expr?) = { _, span throws(Diagnostic) in
        throw Diagnostic("not-supported-yet", "there are no inverses here", at: span, kind: .unsupported)
    }
    var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private var parser: Parser?
    private var tree = SyntaxTree()

    /// A reader in which no name has a meaning.
    public init(store: ExprStore, catalogue: Catalogue) {
        self.store = store
        self.catalogue = catalogue
    }

    /// Whether a name has been given a meaning that is no function. Asking the environment from elsewhere would copy all of it.
    public func hasValue(_ name: String) -> Bool { !environment.isEmpty && environment.hasValue(name) }

    /// An entry of the value stack.
    struct Value {
        enum Form { case plain, sum, product, relation, branch, otherwise, list, array }

        /// The expression; for a collected sum or product, what is in `pending` from `start` on is meant instead.
        var expr: Expr
        var form: Form = .plain
        var start = 0
        /// A branch's condition, or a relation's right side.
        var second = Expr.undefined
        /// How many domain conditions there were before this value's text.
        var conditionStart: Int
        var span: Span
    }

    /// Reads an expression from text that stands by itself.
    ///
    /// - Throws: the first problem, with its place in the text.
    public func expression(_ text: String) throws(Diagnostic) -> Expr {
        var copy = text
        let result = copy.withUTF8 { bytes -> Result<Expr, Diagnostic> in
            do throws(Diagnostic) { return .success(try expression(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// Reads an expression from UTF-8 bytes. Notes about how it was read are left in `notes`.
    public func expression(_ bytes: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> Expr {
        if parser == nil { parser = try Parser(bytes) } else { try parser?.restart(bytes) }
        try parser?.statement(into: &tree)
        guard tree.statement == .expression else {
            if tree.statement == .empty { throw Diagnostic("empty-input", "an expression is expected", at: tree.span) }
            throw Diagnostic("unexpected-statement", "an expression is expected here, not a statement", at: tree.span)
        }
        if let parser, !parser.isAtEnd {
            throw Diagnostic(
                "unexpected-statement", "only one expression is expected", at: Span(Int(tree.span.end), Int(tree.span.end) + 1))
        }
        return try expression(tree, bytes)
    }

    /// The notes of the expression that was read last.
    public var notes: [Note] { tree.notes }

    /// Reads the expression of a parsed statement.
    public func expression(_ tree: SyntaxTree, _ bytes: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> Expr {
        try read(tree, tree.nodes.indices, bytes, [])
        guard var value = values.popLast() else { throw Diagnostic("empty-input", "an expression is expected", at: tree.span) }
        try settle(&value)
        try checkLosses()
        return value.expr
    }

    /// What an operation inside a text gave, and the nodes whose place it takes.
    public struct StandIn: Sendable {
        /// The nodes of the call.
        public let nodes: Range<Int>
        /// What it gave.
        public var definition: Definition

        /// A result in the place of nodes.
        public init(nodes: Range<Int>, definition: Definition) {
            self.nodes = nodes
            self.definition = definition
        }
    }

    /// Reads a part of a tree: the expression and where it has a value.
    ///
    /// - Parameters:
    ///   - nodes: the part, a whole subtree.
    ///   - results: what the operations inside gave.
    public func definition(
        _ tree: SyntaxTree, _ nodes: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, _ results: [StandIn] = []
    ) throws(Diagnostic) -> Definition {
        try read(tree, nodes, bytes, results)
        guard var value = values.popLast() else { throw Diagnostic("empty-input", "an expression is expected", at: tree.span) }
        if value.form == .list { return .list(lists[value.start]) }
        let array = value.form == .array ? arrays[value.start] : nil
        if array == nil { try settle(&value) }
        try checkLosses()
        var meaning = inherited
        meaning.expr = array == nil ? value.expr : .zero
        meaning.domain = conditions
        meaning.notes = tree.notes + inherited.notes
        return switch array {
        case .listed(let array)?: .array(ArrayMeaning(array, meaning))
        case .indexed(let array)?: .indexedArray(IndexedMeaning(array, meaning))
        case nil: .meaning(meaning)
        }
    }

    private func read(
        _ tree: SyntaxTree, _ nodes: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, _ results: [StandIn]
    ) throws(Diagnostic) {
        self.bytes = bytes
        values.removeAll(keepingCapacity: true)
        pending.removeAll(keepingCapacity: true)
        conditions.removeAll(keepingCapacity: true)
        lists.removeAll(keepingCapacity: true)
        arrays.removeAll(keepingCapacity: true)
        inherited = Meaning(.zero)
        losses.removeAll(keepingCapacity: true)
        nodesRead = tree.nodes
        hasBranches = nil
        standIns = results
        indexedForms = tree.hasRanges ? Dictionary(grouping: tree.indexedForms(in: nodes, bytes)) { $0.nodes.lowerBound } : [:]
        try read(nodes)
    }

    /// Reads nodes one after another; what an operation gave, and sums and products over an index, as a whole.
    func read(_ nodes: Range<Int>) throws(Diagnostic) {
        var place = nodes.lowerBound
        while place < nodes.upperBound {
            // Of calls that begin together the outermost counts.
            let result =
                standIns.isEmpty
                ? nil : standIns.last { $0.nodes.lowerBound == place && $0.nodes.upperBound <= nodes.upperBound }
            let form =
                indexedForms.isEmpty ? nil : indexedForms[place]?.last { $0.nodes.upperBound <= nodes.upperBound }
            if let form, form.nodes.upperBound > result?.nodes.upperBound ?? 0 {
                try read(form)
                place = form.nodes.upperBound
            } else if let result {
                try push(indices.isEmpty ? result.definition : instance(of: result.definition), nodesRead[result.nodes.upperBound - 1])
                place = result.nodes.upperBound
            } else {
                try read(nodesRead[place])
                place += 1
            }
            if store.budget.isExhausted { throw exhausted(nodesRead[place - 1].span) }
        }
    }

    func node(_ place: Int) -> SyntaxNode { nodesRead[place] }

    /// Whether the results of operations stand in a range of nodes.
    func hasStandIns(in nodes: Range<Int>) -> Bool { standIns.contains { nodes.contains($0.nodes.lowerBound) } }

    /// Puts in what an operation gave, or what a name stands for, with where that has a value.
    func push(_ definition: Definition, _ node: SyntaxNode) throws(Diagnostic) {
        switch definition {
        case .meaning(let meaning): push(meaning, node.span, from: conditions.count)
        case .array(let meaning): try push(.listed(meaning.array), meaning.text, node)
        case .indexedArray(let meaning): try push(.indexed(meaning.array), meaning.text, node)
        case .list(let list):
            values.append(Value(expr: .undefined, form: .list, start: lists.count, conditionStart: conditions.count, span: node.span))
            lists.append(list)
        }
    }

    /// - Parameter start: how many conditions there were before the text.
    func push(_ meaning: Meaning, _ span: Span, from start: Int) {
        for condition in meaning.domain { conditions.append(condition.moved(to: span)) }
        inherited.takeDigits(of: meaning)
        values.append(Value(expr: meaning.expr, conditionStart: start, span: span))
    }

    private func read(_ node: SyntaxNode) throws(Diagnostic) {
        switch node.kind {
        case .number: push(try number(node), node)
        case .superscript: push(try superscript(node), node)
        case .name: try name(node)
        case .call:
            if !arrays.isEmpty, try callWithArrays(node) { return }
            try call(node)
        case .derivativeCall: try derivativeCall(node)
        case .partialCall: try partialCall(node)
        case .absoluteValue: try unary(node) { self.catalogue.call(KnownFunction.absoluteValue, $0) }
        case .operator:
            if !arrays.isEmpty, try applyToArrays(node) { return }
            try apply(node)
        case .branch: try branch(node)
        case .otherwise: try otherwise(node)
        case .parentheses: values[values.count - 1].form = .plain
        case .vector: try vector(node)
        case .index: try index(node)
        }
    }

    // MARK: The value stack

    func push(_ expr: Expr, _ node: SyntaxNode) {
        values.append(Value(expr: expr, conditionStart: conditions.count, span: node.span))
    }

    /// Takes the top value off the stack, as one finished expression.
    ///
    /// - Parameter allowed: a form that is left as it is.
    func pop(_ allowed: Value.Form = .plain) throws(Diagnostic) -> Value {
        guard var value = values.popLast() else { throw Diagnostic("empty-input", "an expression is expected", at: Span(0, 0)) }
        if value.form != allowed { try settle(&value) }
        return value
    }

    /// Finishes a collected sum or product, and rejects what has a meaning only inside `piecewise`.
    func settle(_ value: inout Value) throws(Diagnostic) {
        switch value.form {
        case .plain, .relation:
            break
        case .sum, .product:
            let isSum = value.form == .sum
            // What a part lacks is said where it stands.
            let isLost = pending[value.start...].contains(where: \.isAbsent)
            value.expr = pending.withUnsafeBufferPointer { parts in
                let own = UnsafeBufferPointer(rebasing: parts[value.start...])
                return isSum ? store.sum(own) : store.product(own)
            }
            pending.removeLast(pending.count - value.start)
            if value.expr.isAbsent, !isLost { throw undefined(value.span) }
        case .list:
            throw Diagnostic(
                "misplaced-list", "a list of several expressions stands alone: take one of them, as in s[1]", at: value.span)
        case .array:
            throw Diagnostic("misplaced-array", "a number is expected here, not \(arrays[value.start].shape(store))", at: value.span)
        case .branch, .otherwise:
            throw Diagnostic(
                "misplaced-keyword", "a branch stands only inside piecewise(…)", at: value.span, suggestion: "write if(condition, a, b)")
        }
        if value.form != .relation { value.form = .plain }
    }

    func require(_ requirement: DomainCondition.Requirement?, _ span: Span) {
        // Of what has no value nothing more is required: that is said already.
        guard let requirement, !requirement.expr.isAbsent else { return }
        conditions.append(DomainCondition(requirement: requirement, span: span, guardCondition: .truth))
    }

    // MARK: Diagnostics

    func text(_ span: Span) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(span.start)..<Int(span.end)])
    }

    func string(_ span: Span) -> String { String(decoding: text(span), as: UTF8.self) }

    func unsupported(_ what: String, _ span: Span) -> Diagnostic {
        Diagnostic("not-supported-yet", "\(what) can be read, but are not supported yet", at: span, kind: .unsupported)
    }

    /// Why an operation had no value: the budget, or mathematics.
    func undefined(_ span: Span, _ code: String = "undefined", _ message: String = "this has no value") -> Diagnostic {
        if store.budget.isExhausted { return exhausted(span) }
        return Diagnostic(code, message, at: span, kind: .undefined)
    }

    /// Goes on after a part without a value where the text has branches: one that is not taken needs none. What the part requires, which
    /// never holds, is guarded by the branch that it stands in.
    ///
    /// - Throws: where there are no branches.
    func lose(
        _ span: Span, _ code: String = "undefined", _ message: String = "this has no value",
        requiring requirement: DomainCondition.Requirement = .holds(.falsehood)
    ) throws(Diagnostic) {
        let problem = undefined(span, code, message)
        guard problem.kind == .undefined, textHasBranches() else { throw problem }
        losses.append(problem)
        require(requirement, span)
    }

    private func textHasBranches() -> Bool {
        if let hasBranches { return hasBranches }
        let found = nodesRead.contains { node in
            node.kind == .call && [.condition, .cases].contains(Vocabulary.form(named: text(node.focus))?.id)
        }
        hasBranches = found
        return found
    }

    /// - Throws: what a part says that has no value and is needed.
    private func checkLosses() throws(Diagnostic) {
        guard !losses.isEmpty else { return }
        let never: Set<DomainCondition.Requirement> = [.holds(.falsehood), .nonzero(.zero)]
        let needed = conditions.first { $0.guardCondition == .truth && never.contains($0.requirement) }
        guard let needed else { return }
        throw losses.first { $0.span == needed.span } ?? losses[0]
    }

    /// The diagnostic for a spent budget.
    public func exhausted(_ span: Span) -> Diagnostic { Diagnostic.exhausted(store.budget.exhaustion, at: span) }
}

extension Diagnostic {
    /// The diagnostic for a spent budget.
    public static func exhausted(_ reason: Budget.Exhaustion?, at span: Span) -> Diagnostic {
        switch reason {
        case .time: Diagnostic("out-of-time", "the time limit was reached", at: span, kind: .limit)
        case .interrupted: Diagnostic("interrupted", "interrupted", at: span, kind: .interrupted)
        case .size: Diagnostic("too-large", "the value would be too large to write down", at: span, kind: .limit)
        case .memory: Diagnostic("out-of-memory", "the memory limit was reached", at: span, kind: .limit)
        case .nodes, nil: Diagnostic("too-large", "the expression would become too large", at: span, kind: .limit)
        }
    }
}
