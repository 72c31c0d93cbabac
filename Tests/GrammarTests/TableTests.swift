import Testing
import Vocabulary

@Suite("The grammars and the tables")
struct TableTests {
    @Test("the grammar names every operator and keyword of the table, and no others")
    func spellings() throws {
        let operators = Vocabulary.operators.flatMap { [$0.spelling] + $0.aliases }.filter { !$0.isEmpty }
        let keywords = Vocabulary.keywords.map(\.word)
        let brackets = ["(", ")", "[", "]", ",", ";", ":"]
        let derivative = Vocabulary.forms.filter { $0.id == .partialDerivative }.map(\.name)
        let known = Set(operators + keywords + brackets + derivative)
        let written = try GrammarFile.expressions().spellings
        #expect(known.subtracting(written).isEmpty, "not in the grammar: \(known.subtracting(written).sorted())")
        #expect(written.subtracting(known).isEmpty, "not in the table: \(written.subtracting(known).sorted())")
    }

    @Test("the grammar layers the operators as the table ranks them")
    func ranks() throws {
        let grammar = try GrammarFile.expressions()
        let layers = ["expression", "conjunction", "negation", "relation", "range", "sum", "product", "signed", "power", "postfix"]
        let symbols: [[OperatorID]] = [
            [.or], [.and], [.not], [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual], [.range], [.plus, .minus],
            [.times, .divide, .elementwiseTimes, .elementwiseDivide, .implicitTimes], [.negate, .identity], [.power, .elementwisePower],
            [.factorial, .doubleFactorial, .prime],
        ]
        var last = Precedence.definition
        for (layer, symbols) in zip(layers, symbols) {
            let ranks = Set(symbols.map { Vocabulary.row($0).precedence })
            #expect(ranks.count == 1 && ranks.allSatisfy { $0 > last }, "\(layer)")
            last = ranks.max() ?? last
            let written = spellings(of: layer, beyond: layers.drop { $0 != layer }.dropFirst().first, in: grammar)
            for symbol in symbols where symbol != .implicitTimes {
                #expect(written.contains(Vocabulary.row(symbol).spelling), "'\(Vocabulary.row(symbol).spelling)' in \(layer)")
            }
        }
        #expect(Set(symbols.joined()).union([.definition]).count == OperatorID.allCases.count)
    }

    /// The tokens that a rule names, itself or by a rule that only chooses between tokens.
    private func spellings(of rule: String, beyond next: String?, in grammar: Grammar) -> Set<String> {
        var visited: Set = [rule, next]
        func visit(_ phrase: Notation.Phrase) -> Set<String> {
            switch phrase {
            case .spelled(let text): return [text]
            case .described: return []
            case .named(let name):
                guard ["minus", "comparison", "multiplier", "exponent", "raising"].contains(name), visited.insert(name).inserted else {
                    return []
                }
                return grammar.rules[name].map(visit) ?? []
            case .sequence(let parts), .choice(let parts): return parts.reduce(into: []) { $0.formUnion(visit($1)) }
            case .optional(let part), .repeated(let part): return visit(part)
            }
        }
        return grammar.rules[rule].map(visit) ?? []
    }

    @Test("every rule is used", arguments: ["expression", "command"])
    func everyRuleIsUsed(name: String) throws {
        let grammar = try name == "expression" ? GrammarFile.expressions() : GrammarFile.commands()
        #expect(grammar.unreachable.isEmpty, "\(grammar.unreachable.sorted())")
    }

    @Test(
        "a malformed grammar is refused",
        arguments: ["a = b ;", "a = \"x\" , ;", "a = [ \"x\" ;", "a = \"x\"", "a = \"x\" ; a = \"y\" ;", "(* a"])
    func malformedGrammars(text: String) {
        #expect(throws: Notation.Failure.self) { try Grammar(text, start: "a") }
    }

    @Test("the recogniser knows small languages")
    func smallLanguages() throws {
        let palindromes = try Grammar("p = [ \"a\" , p , \"a\" | \"b\" , p , \"b\" | \"a\" | \"b\" ] ;", start: "p")
        let lists = try Grammar("l = { i } , [ \"b\" ] ; i = e , \"a\" ; e = { \"b\" , \"b\" } ;", start: "l")
        for (grammar, text, isIn) in [
            (palindromes, "", true), (palindromes, "abba", true), (palindromes, "ababa", true), (palindromes, "ab", false),
            (palindromes, "aab", false),
            (lists, "", true), (lists, "b", true), (lists, "abba", true), (lists, "abbbbab", true), (lists, "bba", true),
            (lists, "ba", false), (lists, "abb", false),
        ] {
            let kinds = text.map { letter in
                var set = TerminalSet()
                if let number = grammar.number(of: .spelled(String(letter))) { set.insert(number) }
                return set
            }
            #expect(Recogniser(grammar).accepts(kinds) == isIn, "'\(text)'")
        }
    }
}
