import Vocabulary

@testable import Syntax

/// Says of what kinds the tokens of a text are, as the descriptions at the end of `expression.ebnf` have it.
///
/// The parser takes these decisions where it meets them; here they are taken in one pass before, from the tokens around alone.
struct Classifier {
    private let grammar: Grammar
    private var tokens: [Token] = []
    private var texts: [String] = []
    private var kinds: [TerminalSet] = []

    init(_ grammar: Grammar) { self.grammar = grammar }

    /// The kinds of each token; nil where the text does not split into tokens.
    mutating func classify(_ text: String) -> (tokens: [Token], kinds: [TerminalSet])? {
        var text = text
        let isSplit = text.withUTF8 { bytes in
            tokens.removeAll(keepingCapacity: true)
            var lexer = Lexer(bytes)
            do throws(Diagnostic) { try lexer.scan(into: &tokens) } catch { return false }
            texts = tokens.map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
            return true
        }
        guard isSplit else { return nil }
        tokens.removeLast()
        texts.removeLast()
        kinds = Array(repeating: TerminalSet(), count: tokens.count)
        for index in tokens.indices { classify(index) }
        classifyBars()
        return (tokens, kinds)
    }

    private mutating func add(_ terminal: Terminal, _ index: Int) {
        if let number = grammar.number(of: terminal) { kinds[index].insert(number) }
    }

    private func kind(_ index: Int) -> Token.Kind? { tokens.indices.contains(index) ? tokens[index].kind : nil }
    private func text(_ index: Int) -> String { texts.indices.contains(index) ? texts[index] : "" }
    private func touches(_ index: Int) -> Bool { index > 0 && tokens[index - 1].end == tokens[index].start }

    private mutating func classify(_ index: Int) {
        switch tokens[index].kind {
        case .number:
            add(.kind("NUMBER"), index)
            if [")", "]", "|", "!", "!!", "'"].contains(text(index - 1)) { add(.kind("NEXT-NUMBER"), index) }
        case .superscript: add(.kind("SUPERSCRIPT"), index)
        case .name: classifyName(index)
        case .newline: add(.kind("NEWLINE"), index)
        case .bar: break
        case .openBracket:
            add(.spelled("["), index)
            if touches(index), [.name, .closeParenthesis, .closeBracket].contains(kind(index - 1)) {
                add(.kind("TOUCHING-BRACKET"), index)
            }
        case .openParenthesis:
            add(.spelled("("), index)
            if touches(index), text(index - 1) == "'" { add(.kind("TOUCHING-PARENTHESIS"), index) }
        case .operator where texts[index] == "'":
            var last = index
            while text(last + 1) == "'" { last += 1 }
            let beginsCall = kind(index - 1) == .name && touches(index) && kind(last + 1) == .openParenthesis && touches(last + 1)
            add(beginsCall ? .kind("TOUCHING-PRIME") : .spelled("'"), index)
        default: add(.spelled(texts[index]), index)
        }
    }

    private mutating func classifyName(_ index: Int) {
        let isGreek = Vocabulary.greek.contains { $0.name == texts[index] }
        guard Vocabulary.function(named: texts[index]) != nil, !isGreek || kind(index + 1) == .openParenthesis else {
            add(.kind("NAME"), index)
            if texts[index] == "D" { add(.spelled("D"), index) }
            return
        }
        let power = isGreek ? 0 : powerLength(index + 1)
        switch kind(index + 1 + power) {
        case .name where !isGreek, .number where !isGreek, .bar where !isGreek: add(.kind("APPLIED"), index)
        case .openParenthesis where power > 0: add(.kind("POWERED"), index)
        default: add(.kind("FUNCTION"), index)
        }
    }

    /// How many tokens the power of a function without parentheses takes.
    private func powerLength(_ index: Int) -> Int {
        if kind(index) == .superscript { return 1 }
        return ["^", "**"].contains(text(index)) && kind(index + 1) == .number ? 2 : 0
    }

    /// Bars open where an operand must begin; elsewhere the brackets around decide.
    private mutating func classifyBars() {
        var open: [String] = []
        var needsOperand = true
        var argumentStart = -1
        for index in tokens.indices {
            switch tokens[index].kind {
            case .bar:
                if index == argumentStart || needsOperand || open.last != "|" {
                    add(.kind("OPENING-BAR"), index)
                    open.append("|")
                    needsOperand = true
                } else {
                    add(.kind("CLOSING-BAR"), index)
                    open.removeLast()
                    needsOperand = false
                }
            case .openParenthesis, .openBracket:
                open.append(texts[index])
                needsOperand = true
            case .closeParenthesis, .closeBracket:
                _ = open.popLast()
                needsOperand = false
            case .operator: needsOperand = !["!", "!!", "'"].contains(texts[index])
            case .semicolon, .newline:
                open = []
                needsOperand = true
            case .number, .superscript, .otherwise: needsOperand = false
            case .name:
                needsOperand = false
                if let applied = grammar.number(of: .kind("APPLIED")), kinds[index].contains(applied) {
                    argumentStart = index + 1 + powerLength(index + 1)
                }
            default: needsOperand = true
            }
        }
    }
}
