/// A kind of token: of one spelling, or described in words.
enum Terminal: Hashable {
    case spelled(String)
    case kind(String)
}

/// A grammar as it is written, and flattened to productions for the recogniser.
struct Grammar {
    /// A terminal if below `terminals.count`, else a rule.
    typealias Symbol = Int

    let rules: [String: Notation.Phrase]
    let start: String
    private(set) var terminals: [Terminal] = []
    private(set) var productions: [[[Symbol]]] = []
    private(set) var startSymbol = 0
    private var terminalNumbers: [Terminal: Int] = [:]
    private var ruleNumbers: [String: Int] = [:]

    /// - Throws: a `Notation.Failure` where the text is malformed or names a rule that is not there.
    init(_ text: String, start: String) throws {
        let written = try Notation.rules(text)
        var rules: [String: Notation.Phrase] = [:]
        for rule in written {
            guard rules.updateValue(rule.phrase, forKey: rule.name) == nil else {
                throw Notation.Failure(description: "'\(rule.name)' has two rules")
            }
        }
        self.rules = rules
        self.start = start
        for rule in written { collect(rule.phrase) }
        for rule in written {
            guard case .described = rule.phrase else {
                ruleNumbers[rule.name] = productions.count
                productions.append([])
                continue
            }
        }
        for rule in written {
            if let number = ruleNumbers[rule.name] { productions[number] = try alternatives(rule.phrase) }
        }
        startSymbol = try symbol(named: start)
    }

    private mutating func collect(_ phrase: Notation.Phrase) {
        switch phrase {
        case .spelled(let text): add(.spelled(text))
        case .named(let name): if case .described = rules[name] { add(.kind(name)) }
        case .described: break
        case .sequence(let parts), .choice(let parts): for part in parts { collect(part) }
        case .optional(let part), .repeated(let part): collect(part)
        }
    }

    private mutating func add(_ terminal: Terminal) {
        guard terminalNumbers[terminal] == nil else { return }
        terminalNumbers[terminal] = terminals.count
        terminals.append(terminal)
    }

    func number(of terminal: Terminal) -> Int? { terminalNumbers[terminal] }

    /// The spelled tokens.
    var spellings: Set<String> {
        Set(terminals.compactMap { if case .spelled(let text) = $0 { text } else { nil } })
    }

    /// The rules that no derivation reaches.
    var unreachable: Set<String> {
        var reached: Set<String> = []
        var waiting = [start]
        while let name = waiting.popLast() {
            guard reached.insert(name).inserted, let phrase = rules[name] else { continue }
            waiting += Grammar.names(in: phrase)
        }
        return Set(rules.keys).subtracting(reached)
    }

    private static func names(in phrase: Notation.Phrase) -> [String] {
        switch phrase {
        case .spelled, .described: []
        case .named(let name): [name]
        case .sequence(let parts), .choice(let parts): parts.flatMap(names)
        case .optional(let part), .repeated(let part): names(in: part)
        }
    }

    // MARK: Productions

    private func symbol(named name: String) throws -> Symbol {
        if let number = ruleNumbers[name] { return terminals.count + number }
        if let number = terminalNumbers[.kind(name)] { return number }
        throw Notation.Failure(description: "there is no rule '\(name)'")
    }

    private mutating func alternatives(_ phrase: Notation.Phrase) throws -> [[Symbol]] {
        guard case .choice(let options) = phrase else { return [try sequence(phrase)] }
        return try options.map { try sequence($0) }
    }

    private mutating func sequence(_ phrase: Notation.Phrase) throws -> [Symbol] {
        guard case .sequence(let parts) = phrase else { return [try symbol(phrase)] }
        return try parts.map { try symbol($0) }
    }

    /// The symbol of a part; brackets become rules of their own.
    private mutating func symbol(_ phrase: Notation.Phrase) throws -> Symbol {
        switch phrase {
        case .spelled(let text): return terminalNumbers[.spelled(text)] ?? 0
        case .named(let name): return try symbol(named: name)
        case .described(let text): throw Notation.Failure(description: "the description '\(text)' needs a rule of its own")
        case .sequence, .choice:
            let inner = try alternatives(phrase)
            return append(inner)
        case .optional(let part):
            let inner = try alternatives(part)
            return append([[]] + inner)
        case .repeated(let part):
            let inner = try alternatives(part)
            let own = terminals.count + productions.count
            return append([[]] + inner.map { [own] + $0 })
        }
    }

    private mutating func append(_ alternatives: [[Symbol]]) -> Symbol {
        productions.append(alternatives)
        return terminals.count + productions.count - 1
    }
}
