import Testing

@testable import Syntax

/// Inputs of up to a million tokens: the parser keeps its own stacks, so that depth costs memory and nothing else, and takes each
/// token once. A quadratic step anywhere would take longer than the limit.
@Suite("Very large inputs", .timeLimit(.minutes(5)))
struct LimitTests {
    struct Form: Sendable, CustomTestStringConvertible {
        let name: String
        let before: String
        let middle: String
        let after: String
        let isAccepted: Bool
        /// How often the text is repeated.
        let count: Int
        var testDescription: String { name }

        init(_ name: String, _ before: String, _ middle: String = "x", _ after: String = "", isAccepted: Bool = true, count: Int = 150_000)
        {
            self.name = name
            self.before = before
            self.middle = middle
            self.after = after
            self.isAccepted = isAccepted
            self.count = count
        }

        func text(_ count: Int) -> [UInt8] {
            var bytes: [UInt8] = []
            for _ in 0..<count { bytes += before.utf8 }
            bytes += middle.utf8
            for _ in 0..<count { bytes += after.utf8 }
            return bytes
        }
    }

    private static let million = 1_000_000

    private static let forms = [
        Form("parentheses", "(", "x", ")", count: million),
        Form("open parentheses", "(", "", isAccepted: false, count: million),
        Form("minus signs", "-", count: million),
        Form("calls", "sin(", "x", ")", count: million),
        Form("a sum", "x+", count: million),
        Form("closing parentheses", "", "x", ")", isAccepted: false),
        Form("minus signs alone", "-", "", isAccepted: false),
        Form("open calls", "sin(", "", isAccepted: false),
        Form("functions without parentheses", "sin "),
        Form("powers of functions", "sin^2 "),
        Form("a product", "x*"),
        Form("factors side by side", "x "),
        Form("factors of a function without parentheses", "", "sin x", " y"),
        Form("powers", "x^"),
        Form("superscripts", "", "x", " ²"),
        Form("a chain of comparisons", "x<"),
        Form("vectors", "[", "x", "]"),
        Form("indices", "x[", "x", "]"),
        Form("bars in bars", "|", "x", "|"),
        Form("bars side by side", "", "x", "|y|"),
        Form("bars behind negations", "not ", "x", "|y|"),
        Form("negations in bars", "|not ", "x", "|"),
        Form("primes", "", "x", "'"),
        Form("factorials", "", "x", "!"),
        Form("arguments of an open call", "", "f(x", ",x", isAccepted: false),
        Form("commas behind a call", "", "f(x", ",x)", isAccepted: false),
        Form("partial derivatives", "D(g,1)(", "x", ")"),
        Form("almost partial derivatives", "D(g,1,", "x", ")"),
        Form("branches", "f(x if ", "x", ")"),
        Form("statements", "x;"),
        Form("empty statements", ";"),
        Form("lines", "x\n"),
        Form("declared names", "", "function x", ",x"),
        Form("one name", "x"),
        Form("one number", "1", "1"),
        Form("a comment", "#"),
    ]

    /// Whether every statement of the text can be read.
    private static func isAccepted(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { bytes in
            do throws(Diagnostic) {
                var parser = try Parser(bytes)
                var tree = SyntaxTree()
                while !parser.isAtEnd { try parser.statement(into: &tree) }
                return true
            } catch {
                return false
            }
        }
    }

    @Test("are read or refused in linear time", arguments: forms)
    func large(form: Form) {
        #expect(LimitTests.isAccepted(form.text(3)) == form.isAccepted)
        #expect(LimitTests.isAccepted(form.text(form.count)) == form.isAccepted)
    }

    @Test("an error at the end of a long input is shown where it is")
    func farError() {
        let text = Array("1".utf8) + Array(repeating: Array("+x".utf8), count: 500_000).joined() + Array(" 2".utf8)
        let outcome = CorpusTests.outcome(text)
        #expect(!outcome.isAccepted)
        #expect(outcome.text.utf8.count < 400 && outcome.text.contains("there is no operator between 'x' and '2'"))
    }
}
