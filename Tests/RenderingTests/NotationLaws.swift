import Exact
import Expressions
import Foundation
import FoundationXML
import Reading
import Support
import Syntax
import Testing
import Vocabulary

@testable import Rendering

@Suite("Laws of notations")
struct NotationLaws {
    private static let texts = [
        "x^2 - 3*x + 2", "sqrt(x + 1)/(1 + 1/y)", "-(a/b)*(c + d)^2", "if(x > 0, x^2/3, abs(x - 1))", "sin(x)^2*exp(-x^2/2)", "cbrt(x)/3",
        "x_1 + theta_12*lambertw(-1, x)", "(n + 1)!*floor(x/2)*ceil(y)", "x < 1 and (y >= 2 or not (x = y))", "2*pi*k + asin(a)", "-1/3",
        "conjugate(z + I)", "atan2(y, x)^(a + 1)", "x^(y/2) + x^y^z", "1/(1 + 1/(1 + 1/x))", "rootof(x^5 - x - 1, 1)*x", "-x^(-2)",
        "oo", "gamma(x)/gamma(1 - x)", "sqrt(sqrt(x)) - 7/3", "2*3^x/7!",
    ]

    private struct Bench {
        let store = ExprStore()
        let reader: Reader
        init() { reader = Reader(store: store, catalogue: Catalogue(store: store)) }
    }

    /// A random expression of names, numbers and functions.
    private static func random(_ random: inout Randomness, _ depth: Int) -> String {
        if depth == 0 { return random.pick(["x", "y", "z", "2", "7", "a_1", "pi", "1/3"]) }
        func part() -> String { self.random(&random, depth - 1) }
        switch random.below(8) {
        case 0: return "(\(part()) + \(part()))"
        case 1: return "(\(part()) - \(part()))*\(part())"
        case 2: return "\(part())/(\(part()) + 5)"
        case 3: return "(\(part()))^\(random.pick(["2", "3", "x", "(1/2)", "(-1)"]))"
        case 4: return "sqrt(\(part()))"
        case 5: return "\(random.pick(["sin", "log", "abs", "floor", "gamma"]))(\(part()))"
        case 6: return "if(x < \(part()), \(part()), \(part()))"
        default: return "\(part())*\(part())"
        }
    }

    @Test("MathML is well formed, of elements that there are, each with as many children as it must have", arguments: 0..<40)
    func markup(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        let bench = Bench()
        for text in NotationLaws.texts + (0..<5).map({ _ in NotationLaws.random(&random, 3) }) {
            guard let expr = try? bench.reader.expression(text) else { continue }
            var notation = Format.mathml.notation(bench.store, width: 80)
            let markup = try notation.text(.expression(expr))
            let checker = MarkupChecker()
            let parser = XMLParser(data: Data(markup.utf8))
            parser.delegate = checker
            #expect(parser.parse() && checker.faults.isEmpty, "\(text): \(checker.faults) in \(markup)")
            // Two numbers side by side would be read as one.
            let afterTimes = markup.components(separatedBy: "<mo>\u{2062}</mo>").dropFirst().map { rest in
                rest.split(separator: "<").first { !["mrow>", "mfrac>", "msup>", "msub>", "mover>"].contains($0) }
            }
            #expect(!afterTimes.contains { $0?.hasPrefix("mn>") ?? false }, "\(text): \(markup)")
        }
    }

    @Test("two-dimensional text keeps to its width, has no ragged rows, and loses no name or digit", arguments: 0..<40)
    func boxes(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        let bench = Bench()
        for text in NotationLaws.texts + (0..<5).map({ _ in NotationLaws.random(&random, 3) }) {
            guard let expr = try? bench.reader.expression(text) else { continue }
            var walk = PresentationWalk(bench.store, PrettyRules())
            let piece = try #require(try walk.piece(of: expr))
            #expect(Set(piece.box.rows.map(\.count)).count == 1 && piece.box.rows.indices.contains(piece.box.baseline), "\(text)")
            for width in [20, 40, 80] {
                let folded = piece.folded(width)
                // A part that cannot be folded may be wider.
                let widest = piece.parts.map(\.width).max() ?? piece.box.width
                #expect(folded.allSatisfy { $0.width <= max(width, widest + 4) }, "\(text) in \(width)")
                func letters(_ boxes: [Box]) -> [Character] {
                    boxes.flatMap { $0.rows.joined() }.filter { $0.isLetter || $0.isNumber }.sorted()
                }
                #expect(letters(folded) == letters([piece.box]), "\(text) in \(width)")
            }
        }
    }

    @Test("the tree is balanced, and names every name", arguments: texts)
    func trees(text: String) throws {
        let bench = Bench()
        let expr = try bench.reader.expression(text)
        var notation = Format.tree.notation(bench.store, width: 80)
        let tree = try notation.text(.expression(expr))
        var depth = 0
        for character in tree {
            depth += character == "(" ? 1 : character == ")" ? -1 : 0
            #expect(depth >= 0)
        }
        #expect(depth == 0)
        for name in bench.store.symbols(in: [expr]) { #expect(tree.contains(bench.store.name(name)), "\(tree)") }
    }

    // What copies its parts at every level is quadratic, and takes minutes.
    @Test("a hundred thousand nested parts are no trouble to any notation", .timeLimit(.minutes(1)), arguments: Format.allCases)
    func depth(format: Format) throws {
        let bench = Bench()
        var expr = bench.store.symbol("x")
        for _ in 0..<100_000 { expr = bench.store.call(try #require(Vocabulary.function(named: "sin")), expr) }
        var notation = format.notation(bench.store, width: 80)
        #expect(try notation.text(.expression(expr)).utf8.count > 100_000)
    }
}

/// Checks the elements of MathML as they come.
private final class MarkupChecker: NSObject, XMLParserDelegate {
    var faults: [String] = []
    private var counts: [Int] = []
    private static let known: Set = [
        "math", "mrow", "mi", "mn", "mo", "mtext", "mfrac", "msqrt", "mroot", "msup", "msub", "msubsup", "mover", "mtable", "mtr", "mtd",
    ]
    private static let children = ["mfrac": 2, "mroot": 2, "msup": 2, "msub": 2, "msubsup": 3, "mover": 2]

    func parser(_: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]) {
        if !MarkupChecker.known.contains(name) { faults.append("no element \(name)") }
        if !counts.isEmpty { counts[counts.count - 1] += 1 }
        counts.append(0)
    }

    func parser(_: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        let count = counts.popLast() ?? 0
        if let wanted = MarkupChecker.children[name], count != wanted { faults.append("\(name) has \(count) children") }
    }
}
