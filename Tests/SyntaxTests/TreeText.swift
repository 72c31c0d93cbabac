import Vocabulary

@testable import Syntax

/// Writes a parsed statement on one line: what it is, its tree as an S-expression, and the notes.
struct TreeText {
    private let bytes: [UInt8]
    private let tree: SyntaxTree

    init(_ tree: SyntaxTree, of bytes: [UInt8]) {
        self.tree = tree
        self.bytes = bytes
    }

    private func text(_ span: Span) -> String { String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self) }

    var line: String {
        let notes = tree.notes.map { "; \($0.code) at '\(text($0.span))'" }
        return ([heading, expression].filter { !$0.isEmpty } + notes).joined(separator: " ")
    }

    private var heading: String {
        switch tree.statement {
        case .empty: "empty"
        case .expression: ""
        case .definition(let name, nil): "define \(text(name)):"
        case .definition(let name, let parameters?): "define \(text(name))(\(parameters.map(text).joined(separator: ", "))):"
        case .declaration(let names): "declare \(names.map(text).joined(separator: ", "))"
        case .assumption(let name, let property?): "assume \(text(name)) is \(text(property))"
        case .assumption(_, nil): "assume"
        case .given(let name, _): "given \(text(name)):"
        }
    }

    /// The tree, from its nodes in post-order; more than one root would show as more than one expression.
    var expression: String {
        var done: [String] = []
        for node in tree.nodes {
            let count = Int(node.childCount)
            let children = done.suffix(count)
            done.removeLast(count)
            done.append(leaf(node) ?? "(" + ([head(node)] + children).joined(separator: " ") + ")")
        }
        return done.joined(separator: " & ")
    }

    private func leaf(_ node: SyntaxNode) -> String? {
        switch node.kind {
        case .number, .superscript, .name: text(node.focus)
        default: nil
        }
    }

    private func head(_ node: SyntaxNode) -> String {
        switch node.kind {
        case .call: "call \(text(node.focus))"
        case .derivativeCall: "call \(text(node.focus))" + String(repeating: "'", count: Int(node.detail))
        case .partialCall: "partial \(text(node.focus))"
        case .absoluteValue: "bars"
        case .operator: "\(node.symbol)"
        default: "\(node.kind)"
        }
    }
}
