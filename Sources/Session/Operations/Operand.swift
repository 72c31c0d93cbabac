import Expressions
import Reading
import Syntax
import Vocabulary

/// A text of the user with its syntax tree.
final class ParsedText: Sendable {
    let bytes: [UInt8]
    let tree: SyntaxTree
    /// Whether it is the line that is answered, not a word beside it.
    let isLine: Bool

    init(_ bytes: [UInt8], _ tree: SyntaxTree, isLine: Bool) {
        self.bytes = bytes
        self.tree = tree
        self.isLine = isLine
    }
}

/// What an operation is applied to: a part of a text of the user, with its syntax.
///
/// Words of a command line, lines of a stream and arguments of a call are all operands: none of them is taken apart by hand.
public struct Operand: Sendable {
    /// The text that the operand is a part of.
    let source: ParsedText
    /// The operand's nodes in the tree, a whole subtree.
    let nodes: Range<Int>
    /// What the operations inside gave; nil where they have not been carried out.
    var results: [Reader.StandIn]?

    var text: [UInt8] { source.bytes }
    var tree: SyntaxTree { source.tree }
    var isLine: Bool { source.isLine }

    /// The forms that operands are told apart by.
    indirect enum Form: Sendable {
        case name(String)
        case number
        /// `x = 2`: a name and the operand that is its value.
        case binding(name: String, value: Operand)
        case range(lower: Operand, upper: Operand)
        case vector([Operand])
        case expression
    }

    /// A whole text.
    init(_ source: ParsedText) { self.init(source, source.tree.nodes.indices, results: nil) }

    init(_ source: ParsedText, _ nodes: Range<Int>, results: [Reader.StandIn]?) {
        self.source = source
        self.nodes = nodes
        self.results = results
    }

    /// A word of a command line, or the value of an option: one expression.
    ///
    /// - Throws: what is wrong with it, with its text.
    public init(word: String) throws(Diagnostic) {
        let operands = try Operand.statements(Array(word.utf8), isLine: false)
        let text = Array(word.utf8)
        guard let first = operands.first else {
            throw Diagnostic("empty-input", "an expression is expected", at: Span(0, text.count)).about(text)
        }
        guard operands.count == 1 else {
            let end = Int(first.tree.span.end)
            throw Diagnostic("unexpected-statement", "only one expression is expected", at: Span(end, end + 1)).about(text)
        }
        self = first
    }

    /// The statements of a text that are expressions or relations.
    static func statements(_ text: [UInt8], isLine: Bool) throws(Diagnostic) -> [Operand] {
        let result = text.withUnsafeBufferPointer { bytes -> Result<[Operand], Diagnostic> in
            var operands: [Operand] = []
            do throws(Diagnostic) {
                var parser = try Parser(bytes)
                while !parser.isAtEnd {
                    var tree = SyntaxTree()
                    try parser.statement(into: &tree)
                    if tree.statement == .empty { continue }
                    guard tree.statement == .expression else {
                        throw Diagnostic("unexpected-statement", "an expression is expected here, not a statement", at: tree.span)
                    }
                    operands.append(Operand(ParsedText(text, tree, isLine: isLine)))
                }
            } catch {
                return .failure(isLine ? error : error.about(text))
            }
            return .success(operands)
        }
        return try result.get()
    }

    /// The operand's place in its text.
    var span: Span { nodes == tree.nodes.indices ? tree.span : root?.span ?? tree.span }

    /// The operand as it was written.
    var words: String { String(decoding: text[Int(span.start)..<Int(span.end)], as: UTF8.self) }

    private var root: SyntaxNode? { nodes.isEmpty ? nil : tree.nodes[nodes.upperBound - 1] }

    /// The name that a node of the tree spells.
    private func name(_ node: SyntaxNode) -> String {
        Vocabulary.spelledOut(String(decoding: text[Int(node.focus.start)..<Int(node.focus.end)], as: UTF8.self))
    }

    private func isConstant(_ node: SyntaxNode) -> Bool {
        text[Int(node.focus.start)..<Int(node.focus.end)].withUnsafeBufferPointer { Vocabulary.constant(named: $0) } != nil
    }

    /// What the operand is, by its syntax.
    var form: Form {
        guard let root else { return .expression }
        if let name { return .name(name) }
        switch root.kind {
        case .number where nodes.count == 1: return .number
        case .vector: return .vector(children)
        case .operator where root.symbol == .equal && root.childCount == 2:
            let parts = children
            guard parts.count == 2, let name = parts[0].name else { return .expression }
            return .binding(name: name, value: parts[1])
        case .operator where root.symbol == .range && root.childCount == 2:
            let parts = children
            return .range(lower: parts[0], upper: parts[1])
        default: return .expression
        }
    }

    /// The name that the operand is.
    var name: String? {
        guard let root else { return nil }
        if nodes.count == 1 { return root.kind == .name && !isConstant(root) ? name(root) : nil }
        return root.kind == .index ? element : nil
    }

    /// The name of an element, as `x[1]` or `x[j]`.
    private var element: String? {
        let parts = children
        guard let array = parts.first?.name, case let places = parts.dropFirst().map({ $0.wholeNumber.map(String.init) ?? $0.name }) else {
            return nil
        }
        return places.contains(nil) ? nil : Vocabulary.element(of: array, places.compactMap { $0 })
    }

    /// Whether the operand is nothing but the name of a constant.
    var isConstantName: Bool { nodes.count == 1 && root.map { $0.kind == .name && isConstant($0) } ?? false }

    /// The whole number that the operand is.
    var wholeNumber: Int? { if case .number = form { Int(words) } else { nil } }

    /// Whether the operand is a call.
    var isCall: Bool { root?.kind == .call }

    /// The subtrees below the root.
    var children: [Operand] {
        guard let root else { return [] }
        let starts = tree.subtrees(in: nodes.lowerBound..<(nodes.upperBound - 1)).top.suffix(Int(root.childCount))
        let ends = starts.dropFirst() + [nodes.upperBound - 1]
        return zip(starts, ends).map { Operand(source, $0..<$1, results: results) }
    }

    /// Whether a name stands somewhere in the operand.
    func mentions(_ name: String) -> Bool { place(of: name) != nil }

    /// Where a name first stands in the operand.
    func place(of name: String) -> Span? {
        let (bytes, text, all) = (name.utf8, source.bytes, source.tree.nodes)
        if name.contains("[") { return elements.first { $0.name == name }?.span }
        return all[nodes].first { node in
            guard node.kind == .name else { return false }
            let spelled = text[Int(node.focus.start)..<Int(node.focus.end)]
            return spelled.elementsEqual(bytes) || spelled.contains { $0 >= 0x80 } && self.name(node) == name
        }?.span
    }

    /// The names that stand in the operand, constants aside.
    var names: [String] {
        var names: [String] = []
        let bound = bound
        for place in nodes where tree.nodes[place].kind == .name && !isConstant(tree.nodes[place]) {
            let name = name(tree.nodes[place])
            if names.contains(name) || bound.contains(where: { $0.nodes.contains(place) && $0.index == name }) { continue }
            names.append(name)
        }
        return names
    }

    /// The sums and products over an index, and the name of each index.
    private var bound: [(nodes: Range<Int>, index: String)] {
        guard tree.hasRanges else { return [] }
        return text.withUnsafeBufferPointer { bytes in
            tree.indexedForms(in: nodes, bytes).map { ($0.nodes, name(tree.nodes[$0.index])) }
        }
    }

    /// The names that stand in bounds of indices and in places of elements, indices aside.
    var placeNames: [String] {
        guard tree.hasRanges || tree.nodes[nodes].contains(where: { $0.kind == .index }) else { return [] }
        let starts = tree.subtrees(in: nodes).starts
        let bound = bound
        var names: [String] = []
        for root in nodes where tree.nodes[root].kind == .index || tree.nodes[root].kind == .operator && tree.nodes[root].symbol == .range {
            // The first name of an element is that of its array.
            let first = starts[root - nodes.lowerBound] + (tree.nodes[root].kind == .index ? 1 : 0)
            for place in first..<max(first, root) where tree.nodes[place].kind == .name && !isConstant(tree.nodes[place]) {
                let name = name(tree.nodes[place])
                if !bound.contains(where: { $0.nodes.contains(place) && $0.index == name }) { names.append(name) }
            }
        }
        return names
    }

    /// The parts that are elements of arrays.
    private var elements: [Operand] {
        let starts = tree.subtrees(in: nodes).starts
        return nodes.filter { tree.nodes[$0].kind == .index }.map {
            Operand(source, starts[$0 - nodes.lowerBound]..<($0 + 1), results: results)
        }
    }

    /// Whether one of the operators stands in the operand.
    func holds(_ operators: Set<OperatorID>) -> Bool {
        tree.nodes[nodes].contains { $0.kind == .operator && operators.contains($0.symbol) }
    }
}
