import Support
import Testing
import Vocabulary

@testable import Syntax

@Suite("The grammar of expressions")
struct SentenceTests {
    /// A sentence of the grammar as text.
    struct Sample {
        let text: String
        let sentence: SentenceGenerator.Sentence
        let tokens: [Token]
        let kinds: [TerminalSet]
    }

    /// Rules whose sentences are inputs by themselves.
    private static let starts = ["input", "statement", "expression", "product", "power", "functional"]

    /// Generates sentences whose tokens are of the kinds they were derived as.
    ///
    /// A token's neighbours can make it another one (a function's name derived as a plain name, in front of a number); such
    /// sentences are passed over.
    static func samples(_ grammar: Grammar, seed: UInt64, count: Int, visit: (Sample) -> Void) {
        var random = Randomness(seed: seed)
        var generator = SentenceGenerator(grammar, seed: seed + 1)
        var classifier = Classifier(grammar)
        let spelling = Spelling()
        var kept = 0
        var tried = 0
        while kept < count {
            tried += 1
            guard tried < 4 * count else {
                Issue.record("three of four sentences are not what they were derived as: \(kept) of \(tried) are")
                return
            }
            let sentence = generator.sentence(of: random.pick(starts), length: Int.random(in: 1...60, using: &random))
            let text = spelling.text(sentence.terminals, &random)
            guard let (tokens, kinds) = classifier.classify(text), tokens.count == sentence.terminals.count else {
                Issue.record("'\(text)' is not \(sentence.terminals.count) tokens")
                continue
            }
            let isAsDerived = zip(sentence.terminals, kinds).allSatisfy { terminal, kinds in
                grammar.number(of: terminal).map(kinds.contains) ?? false
            }
            guard isAsDerived else { continue }
            kept += 1
            visit(Sample(text: text, sentence: sentence, tokens: tokens, kinds: kinds))
        }
    }

    @Test("every generated sentence is accepted by the parser")
    func generatedSentences() throws {
        let grammar = try GrammarFile.expressions()
        var classifier = Classifier(grammar)
        SentenceTests.samples(grammar, seed: 11, count: 20_000) { sample in
            let outcome = Outcome(sample.text)
            if case .rejected(let problem) = outcome { Issue.record("'\(sample.text)': \(problem.message)") }
            for tree in outcome.trees { #expect(SentenceTests.isWellFormed(tree), "'\(sample.text)'") }
            // Blanks mean nothing where the tokens are the same without them.
            let dense = sample.text.filter { $0 != " " }
            guard let kinds = classifier.classify(dense)?.kinds, kinds.elementsEqual(sample.kinds, by: ==) else { return }
            #expect(Outcome(dense).isAccepted, "'\(dense)'")
        }
    }

    /// Whether the nodes are one tree in post-order.
    static func isWellFormed(_ tree: SyntaxTree) -> Bool {
        var depth = 0
        for node in tree.nodes {
            guard depth >= node.childCount else { return false }
            depth += 1 - Int(node.childCount)
        }
        return depth == 1 || (depth == 0 && tree.nodes.isEmpty)
    }

    @Test("the recogniser accepts every generated sentence")
    func recogniserAcceptsSentences() throws {
        let grammar = try GrammarFile.expressions()
        let recogniser = Recogniser(grammar)
        SentenceTests.samples(grammar, seed: 12, count: 1000) { sample in
            #expect(recogniser.accepts(sample.kinds), "'\(sample.text)'")
        }
    }

    @Test("the parser groups a sentence as it was derived")
    func grouping() throws {
        let grammar = try GrammarFile.expressions()
        var crossing: [String] = []
        SentenceTests.samples(grammar, seed: 13, count: 20_000) { sample in
            if let found = SentenceTests.crossing(sample, grammar) { crossing.append(found) }
        }
        #expect(crossing.isEmpty, "\(crossing.count) sentences, such as \(crossing.prefix(5))")
    }

    @Test(
        "the comparison of groupings can fail",
        arguments: [
            ("sum          = product , { ( \"+\" | minus ) , product } ;", "sum = product , [ ( \"+\" | minus ) , sum ] ;"),
            ("{ postfix } , [ exponent ] | application ;\n\n(*  Powers", "[ exponent ] , { postfix } | application ;\n\n(*  Powers"),
            ("negation     = \"not\" , negation | relation ;", "negation = \"not\" , conjunction | relation ;"),
        ])
    func groupingCanFail(written: String, changed: String) throws {
        let text = try GrammarFile.text("expression")
        #expect(text.contains(written))
        let grammar = try Grammar(text.replacing(written, with: changed), start: "input")
        var crossing = 0
        SentenceTests.samples(grammar, seed: 14, count: 2000) { sample in
            if SentenceTests.crossing(sample, grammar) != nil { crossing += 1 }
        }
        #expect(crossing > 0)
    }

    /// A node of the parser's tree that takes part of a phrase and something beside it; nil where there is none.
    static func crossing(_ sample: Sample, _ grammar: Grammar) -> String? {
        guard !stopsShort(sample, grammar) else { return nil }
        var starts: [UInt32: Int] = [:]
        var ends: [UInt32: Int] = [:]
        for (index, token) in sample.tokens.enumerated() {
            starts[token.start] = index
            ends[token.end] = index + 1
        }
        for tree in Outcome(sample.text).trees {
            for node in tree.nodes {
                guard let start = starts[node.span.start], let end = ends[node.span.end] else {
                    return "'\(sample.text)': a node that begins or ends inside a token"
                }
                for (rule, range) in sample.sentence.phrases {
                    let isInside = range.lowerBound <= start && end <= range.upperBound
                    let isAround = start <= range.lowerBound && range.upperBound <= end
                    let isApart = end <= range.lowerBound || range.upperBound <= start
                    if !(isInside || isAround || isApart) {
                        return "'\(sample.text)': \(node.kind) at \(start)..<\(end) against \(rule) at \(range)"
                    }
                }
            }
        }
        return nil
    }

    /// Whether the derivation stops where the words of the grammar say that it goes on: a function without parentheses takes all
    /// the factors it can, and a name in front of "(" is called.
    private static func stopsShort(_ sample: Sample, _ grammar: Grammar) -> Bool {
        let factors: [Terminal] = [.kind("NAME"), .spelled("("), .kind("OPENING-BAR"), .kind("NEXT-NUMBER")]
        return sample.sentence.phrases.contains { rule, range in
            guard range.upperBound < sample.kinds.count else { return false }
            let next = sample.kinds[range.upperBound]
            switch rule {
            case "application": return factors.contains { grammar.number(of: $0).map(next.contains) ?? false }
            case "named", "functional": return range.count == 1 && sample.tokens[range.upperBound].kind == .openParenthesis
            default: return false
            }
        }
    }
}
