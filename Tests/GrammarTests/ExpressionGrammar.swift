import Foundation

@testable import Syntax

/// The grammars as they stand beside the sources.
enum GrammarFile {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ name: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent("grammar/\(name).ebnf"), encoding: .utf8)
    }

    static func expressions() throws -> Grammar { try Grammar(text("expression"), start: "input") }
    static func commands() throws -> Grammar { try Grammar(text("command"), start: "command-line") }
}

/// What the parser makes of a text.
enum Outcome {
    case accepted([SyntaxTree])
    case rejected(Diagnostic)

    init(_ text: String) {
        var text = text
        self = text.withUTF8 { bytes in
            var trees: [SyntaxTree] = []
            do throws(Diagnostic) {
                var parser = try Parser(bytes)
                while !parser.isAtEnd {
                    var tree = SyntaxTree()
                    try parser.statement(into: &tree)
                    trees.append(tree)
                }
            } catch {
                return .rejected(error)
            }
            return .accepted(trees)
        }
    }

    var isAccepted: Bool { if case .accepted = self { true } else { false } }
    var trees: [SyntaxTree] { if case .accepted(let trees) = self { trees } else { [] } }
}
