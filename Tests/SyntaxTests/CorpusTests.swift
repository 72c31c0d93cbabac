import Rendering
import Testing

@testable import Syntax

@Suite("The corpus")
struct CorpusTests {
    /// What comes of an input: one line a statement, or the picture of its first error.
    static func outcome(_ input: [UInt8]) -> (text: String, isAccepted: Bool) {
        input.withUnsafeBufferPointer { bytes in
            var lines: [String] = []
            do throws(Diagnostic) {
                var parser = try Parser(bytes)
                while !parser.isAtEnd {
                    var tree = SyntaxTree()
                    try parser.statement(into: &tree)
                    lines.append(TreeText(tree, of: input).line)
                }
            } catch {
                let picture = DiagnosticRenderer.picture(error, input: bytes)
                return ("\(error.code)\n\(picture)".trimmed, false)
            }
            return (lines.joined(separator: "\n"), true)
        }
    }

    @Test("inputs are read as the corpus has them", arguments: Corpus.files("accepted"))
    func accepted(path: String) throws { try check(path, isAccepted: true) }

    @Test("mistakes are explained as the corpus has them", arguments: Corpus.files("rejected"))
    func rejected(path: String) throws { try check(path, isAccepted: false) }

    private func check(_ path: String, isAccepted: Bool) throws {
        let corpus = try Corpus(path)
        let outcomes = corpus.cases.map { CorpusTests.outcome($0.input) }
        for (item, outcome) in zip(corpus.cases, outcomes) {
            #expect(outcome.isAccepted == isAccepted, "\(path), \(item.title)")
            if !Corpus.isRecording { #expect(outcome.text == item.expected, "\(path), \(item.title)") }
        }
        if Corpus.isRecording { try corpus.record(outcomes.map(\.text)) }
    }

    @Test("the corpus is large, and no title or input stands twice")
    func size() throws {
        for (part, least) in [("accepted", 120), ("rejected", 80)] {
            let cases = try Corpus.files(part).flatMap { try Corpus($0).cases }
            #expect(cases.count >= least, "\(part): \(cases.count)")
            for (title, group) in Dictionary(grouping: cases, by: \.title) { #expect(group.count == 1, "'\(title)' in \(part)") }
            for (input, group) in Dictionary(grouping: cases, by: \.input) where group.count > 1 {
                Issue.record("'\(String(decoding: input, as: UTF8.self))' stands twice in \(part)")
            }
        }
    }

    @Test("every kind of node, every operator and every code of the parser stands in the corpus")
    func coverage() throws {
        let accepted = try Corpus.files("accepted").flatMap { try Corpus($0).cases }.map(\.expected).joined(separator: "\n")
        for head in ["(call ", "(partial ", "(bars ", "(vector ", "(index ", "(branch ", "(otherwise ", "(parentheses ", "''", "empty"] {

            if !accepted.contains(head) { Issue.record("no '\(head)'") }
        }
        for symbol in OperatorWords.all where symbol != "definition" {
            if !accepted.contains("(\(symbol) ") { Issue.record("no operator '\(symbol)'") }
        }
        let codes = Set(try Corpus.files("rejected").flatMap { try Corpus($0).cases }.map { String($0.expected.prefix { $0 != "\n" }) })
        #expect(codes == CorpusTests.codes, "\(codes.symmetricDifference(CorpusTests.codes).sorted())")
    }

    private static let codes: Set<String> = [
        "empty-parentheses", "equation-after-another", "invalid-utf8", "malformed-number", "malformed-statement", "misplaced-comma",
        "misplaced-definition",
        "misplaced-keyword", "misplaced-not", "missing-operand", "missing-operator", "stray-character", "unbalanced-parenthesis",
        "unexpected-end", "unexpected-word", "unknown-operator",
    ]
}

extension String {
    fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
