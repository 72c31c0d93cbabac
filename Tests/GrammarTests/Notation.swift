/// Reads the notation of ISO 14977 that the grammars are written in.
///
/// Rules are small words; a name in capitals is a kind of token, described between question marks.
struct Notation {
    /// The right side of a rule.
    indirect enum Phrase: Equatable {
        case spelled(String)
        case named(String)
        case described(String)
        case sequence([Phrase])
        case choice([Phrase])
        case optional(Phrase)
        case repeated(Phrase)
    }

    struct Rule {
        let name: String
        let phrase: Phrase
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private enum Symbol: Equatable {
        case word(String)
        case quoted(String)
        case described(String)
        case mark(Character)
    }

    private var symbols: [Symbol] = []
    private var position = 0

    /// The rules of a grammar, in the order they are written in.
    static func rules(_ text: String) throws -> [Rule] {
        var notation = Notation()
        notation.symbols = try scan(text)
        var rules: [Rule] = []
        while notation.position < notation.symbols.count { rules.append(try notation.rule()) }
        return rules
    }

    // MARK: Symbols

    private static func scan(_ text: String) throws -> [Symbol] {
        var rest = Array(text)[...]
        var symbols: [Symbol] = []
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if rest.starts(with: "(*") {
                guard let end = rest.indices.dropFirst(2).first(where: { rest[$0...].starts(with: "*)") }) else {
                    throw Failure(description: "a comment is not closed")
                }
                rest = rest[(end + 2)...]
            } else if first == "\"" || first == "?" {
                guard let end = rest.dropFirst().firstIndex(of: first) else { throw Failure(description: "a \(first) is not closed") }
                let inside = String(rest[(rest.startIndex + 1)..<end])
                symbols.append(first == "?" ? .described(inside) : .quoted(inside))
                rest = rest[(end + 1)...]
            } else if first.isLetter {
                let word = rest.prefix { $0.isLetter || $0 == "-" }
                symbols.append(.word(String(word)))
                rest = rest.dropFirst(word.count)
            } else {
                symbols.append(.mark(first))
                rest.removeFirst()
            }
        }
        return symbols
    }

    // MARK: Rules

    private mutating func rule() throws -> Rule {
        guard case .word(let name) = symbols[position] else {
            throw Failure(description: "a rule begins with its name, not \(symbols[position])")
        }
        position += 1
        try expect("=")
        let phrase = try choice()
        try expect(";")
        return Rule(name: name, phrase: phrase)
    }

    private mutating func choice() throws -> Phrase {
        var options = [try sequence()]
        while take("|") { options.append(try sequence()) }
        return options.count == 1 ? options[0] : .choice(options)
    }

    private mutating func sequence() throws -> Phrase {
        var parts = [try part()]
        while take(",") { parts.append(try part()) }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func part() throws -> Phrase {
        guard position < symbols.count else { throw Failure(description: "the grammar ends inside a rule") }
        position += 1
        switch symbols[position - 1] {
        case .word(let name): return .named(name)
        case .quoted(let text): return .spelled(text)
        case .described(let text): return .described(text)
        case .mark("("): return try choice(until: ")")
        case .mark("["): return .optional(try choice(until: "]"))
        case .mark("{"): return .repeated(try choice(until: "}"))
        case .mark(let mark): throw Failure(description: "unexpected '\(mark)'")
        }
    }

    private mutating func choice(until closing: Character) throws -> Phrase {
        let phrase = try choice()
        try expect(closing)
        return phrase
    }

    private mutating func take(_ mark: Character) -> Bool {
        guard position < symbols.count, symbols[position] == .mark(mark) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ mark: Character) throws {
        guard take(mark) else {
            throw Failure(description: "'\(mark)' is missing before \(symbols[position...].prefix(5))")
        }
    }
}
