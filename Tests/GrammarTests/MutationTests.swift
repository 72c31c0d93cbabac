import Support
import Testing
import Vocabulary

@testable import Syntax

@Suite("Mutations of sentences")
struct MutationTests {
    /// A token with or without a blank before it.
    private struct Piece {
        var text: String
        var touches: Bool
    }

    private static let words = [
        "x", "y", "f", "D", "sin", "gamma", "if", "otherwise", "otherwise", "function", "given", "assume", "not", "and", "or", "2", "0.5",
        "²", "(", ")", "[",
        "]", "|", ",", ";", ":", ":=", "'", "!", "!!", "^", "**", "-", "+", "*", "/", "=", "<", "..", ".^", "≠", "integer", "\n",
    ]

    /// Rules whose sentences are inputs by themselves, or arguments of a call. What a random input seldom reaches stands here.
    private static let starts = [
        "input", "input", "statement", "expression", "definition", "array", "named", "functional", "application", "product", "cases",
        "case",
    ]

    private static func mutate(_ pieces: inout [Piece], _ random: inout Randomness) {
        let place = Int.random(in: 0..<max(pieces.count, 1), using: &random)
        let piece = Piece(text: random.pick(words), touches: random.oneIn(6))
        guard !pieces.isEmpty else { return pieces.append(piece) }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: pieces.remove(at: place)
        case 1, 2: pieces.insert(piece, at: place)
        case 3: pieces[place] = piece
        case 4: pieces.swapAt(place, Int.random(in: 0..<pieces.count, using: &random))
        default: pieces[place].touches.toggle()
        }
    }

    private static func text(_ pieces: [Piece]) -> String {
        pieces.map { $0.touches ? $0.text : " " + $0.text }.joined()
    }

    /// Compares parser and recogniser on mutated sentences; returns how many texts both accept, both reject, and where they differ.
    private static func compare(_ grammar: Grammar, from starts: [String] = starts, seed: UInt64, count: Int)
        -> (accepted: Int, rejected: Int, differing: [String])
    {
        var random = Randomness(seed: seed)
        var generator = SentenceGenerator(grammar, seed: seed + 1)
        var classifier = Classifier(grammar)
        let recogniser = Recogniser(grammar)
        let spelling = Spelling()
        var result: (accepted: Int, rejected: Int, differing: [String]) = (0, 0, [])
        while result.accepted + result.rejected + result.differing.count < count {
            let start = random.pick(starts)
            let sentence = generator.sentence(of: start, length: Int.random(in: 1...40, using: &random))
            var pieces = sentence.terminals.map { Piece(text: spelling.text($0, &random), touches: spelling.touches($0)) }
            if start.hasPrefix("case") {
                pieces = [Piece(text: "f", touches: true), Piece(text: "(", touches: true)] + pieces + [Piece(text: ")", touches: false)]
            }
            for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&pieces, &random) }
            let text = text(pieces)
            guard let kinds = classifier.classify(text)?.kinds else { continue }
            switch (Outcome(text).isAccepted, recogniser.accepts(kinds)) {
            case (true, true): result.accepted += 1
            case (false, false): result.rejected += 1
            case (true, false): result.differing.append("only the parser accepts '\(text)'")
            case (false, true): result.differing.append("only the grammar accepts '\(text)'")
            }
        }
        return result
    }

    @Test("the parser and the Earley recogniser accept the same mutations", arguments: 0..<4)
    func sameMutations(part: Int) throws {
        let result = MutationTests.compare(try GrammarFile.expressions(), seed: UInt64(100 + part), count: 5000)
        #expect(result.differing.isEmpty, "\(result.differing.count): \(result.differing.prefix(8))")
        #expect(result.accepted > 1000 && result.rejected > 1000, "\(result.accepted) accepted, \(result.rejected) rejected")
    }

    @Test(
        "a change of the grammar is noticed",
        arguments: [
            ("case", "expression , [ \"if\" , expression | \"otherwise\" ]", "expression , [ \"if\" , expression ] , [ \"otherwise\" ]"),
            ("product", "( NEXT-NUMBER | plain | functional )", "( NUMBER | plain | functional )"),
            ("declaration", "\"function\" , name", "\"function\" , ( name | NUMBER )"),
            (
                "definition", "\"(\" , name , { \",\" , name } , \")\" ] , \":=\"",
                "\"(\" , name , { \",\" , name } , [ \",\" ] , \")\" ] , \":=\""
            ),
            ("product", "[ cases ] , \")\" | TOUCHING-PRIME", "cases , \")\" | TOUCHING-PRIME"),
        ])
    func changesAreNoticed(start: String, written: String, changed: String) throws {
        let text = try GrammarFile.text("expression")
        #expect(text.contains(written))
        let grammar = try Grammar(text.replacing(written, with: changed), start: "input")
        #expect(!MutationTests.compare(grammar, from: [start], seed: 200, count: 1500).differing.isEmpty)
    }
}
