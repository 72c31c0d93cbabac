import Testing
import Vocabulary

@testable import Syntax

/// The names of the operators, as trees are written.
enum OperatorWords {
    static let all = OperatorID.allCases.map { "\($0)" }
}

@Suite("The words of the tables")
struct WordTests {
    /// The tokens of a text, without the end.
    private func tokens(_ text: String) throws -> [Token] {
        var text = text
        return try text.withUTF8 { bytes throws(Diagnostic) in
            var tokens: [Token] = []
            var lexer = Lexer(bytes)
            try lexer.scan(into: &tokens)
            return tokens.dropLast()
        }
    }

    private func only(_ text: String) throws -> Token {
        let tokens = try tokens(text)
        try #require(tokens.count == 1, "'\(text)' is \(tokens.count) tokens")
        #expect(tokens[0].start == 0 && Int(tokens[0].end) == text.utf8.count, "'\(text)'")
        return tokens[0]
    }

    @Test("every spelling of an operator is read as that operator")
    func operators() throws {
        for row in Vocabulary.operators where row.id != .implicitTimes {
            for spelling in [row.spelling] + row.aliases {
                let token = try only(spelling)
                #expect(token.kind == .operator, "'\(spelling)'")
                // A sign is told from an operator by what stands before it.
                let expected: OperatorID = row.id == .negate ? .minus : row.id == .identity ? .plus : row.id
                #expect(token.symbol == expected, "'\(spelling)'")
            }
        }
    }

    @Test("keywords are no names, but parts of names")
    func keywords() throws {
        for row in Vocabulary.keywords {
            #expect(try only(row.word).kind != .name, "'\(row.word)'")
            for name in [row.word + "s", row.word + "_1", "x" + row.word, row.word.uppercased(), "_" + row.word] {
                #expect(try only(name).kind == .name, "'\(name)'")
            }
        }
        #expect(try tokens("if(").first?.kind == .name)
        #expect(try tokens("if (").first?.kind == .branch)
    }

    @Test("every function, constant and operation is one name")
    func names() throws {
        let functions = Vocabulary.functions.flatMap { [$0.name] + $0.aliases }
        let constants = Vocabulary.constants.flatMap { [$0.name] + $0.aliases }
        let operations = Vocabulary.forms.map(\.name).filter { $0 != "if" }
        for word in functions + constants + operations { #expect(try only(word).kind == .name, "'\(word)'") }
    }

    @Test("every Greek letter is a name, alone and within names")
    func greek() throws {
        let constants = Vocabulary.constants.flatMap(\.aliases)
        // The final sigma is a form of sigma and no letter of its own.
        for letter in (0x3B1...0x3C9).compactMap(Unicode.Scalar.init).map(String.init) where letter != "ς" {
            #expect(Vocabulary.greek.contains { $0.letter == letter } || constants.contains(letter), "'\(letter)'")
        }
        for row in Vocabulary.greek {
            for name in [row.letter, row.letter + "_1", "x" + row.letter, row.letter + row.letter, row.name] {
                #expect(try only(name).kind == .name, "'\(name)'")
            }
            #expect(Vocabulary.spelledOut(row.letter) == row.name)
        }
    }

    @Test("superscript digits and signs are one token, whatever their value")
    func superscripts() throws {
        for text in ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻¹", "⁺²", "¹²³⁴⁵⁶⁷⁸⁹⁰"] {
            #expect(try only(text).kind == .superscript, "'\(text)'")
        }
    }

    @Test("blanks and comments separate tokens and are none", arguments: [" ", "\t", "\r", "\u{A0}", "# x + (", "#"])
    func blanks(text: String) throws {
        #expect(try tokens(text).isEmpty)
        #expect(try tokens("a \(text)\nb").count == 3)
    }
}
