import Algebra
import Certified
import Exact
import Expressions
import Reading
import Rendering
import Support
import Syntax
import Testing
import Vocabulary

@Suite("Algebraic numbers")
struct AlgebraicNumberTests {
    private let store = ExprStore()
    private let catalogue: Catalogue
    private let reader: Reader

    init() {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
    }

    @Test("read back from what is printed, whatever the polynomial", arguments: 0..<30)
    func readBack(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        let degree = Int.random(in: 1...8, using: &random)
        let coefficients = (0...degree).map { _ in Integer(Int.random(in: -9...9, using: &random)) }
        for position in 1...degree {
            let root = catalogue.root(position, of: coefficients)
            if root == .undefined { continue }
            var renderer = TextRenderer(store)
            #expect(try reader.expression(try renderer.text(root)) == root)
        }
    }

    @Test("do not depend on how often a root is repeated, on factors in front, or on the name")
    func areCanonical() throws {
        let plain = try reader.expression("rootof(x^3 - x - 1, 2)")
        for text in ["rootof(-5*t^3 + 5*t + 5, 2)", "rootof((z^3 - z - 1)^4/7, 2)", "rootof(w*(w^2 - 1) - 1, 2)"] {
            #expect(try reader.expression(text) == plain, "\(text)")
        }
        #expect(try reader.expression("rootof((2*x - 3)^5, 1)") == store.number(Rational(3, 2)))
    }

    @Test(
        "that are none are refused",
        arguments: [
            ("rootof(x*y, 1)", "several-names"), ("rootof(2, 1)", "not-a-polynomial"), ("rootof(sin(x), 1)", "not-a-polynomial"),
            ("rootof(1/x, 1)", "not-a-polynomial"), ("rootof(sqrt(2)*x, 1)", "not-a-polynomial"), ("rootof(x^2 - 2, 3)", "outside-domain"),
            ("rootof((x - 1)^2, 2)", "outside-domain"), ("rootof(x^2 - 2, 0)", "bad-arguments"), ("rootof(x^2 - 2, y)", "bad-arguments"),
            ("rootof(x^2 - 2)", "wrong-arity"), ("rootof(x^5000 - 2, 1)", "too-large"), ("rootof(x > 2, 1)", "condition-as-number"),
        ])
    func areRefused(input: String, code: String) {
        do {
            _ = try reader.expression(input)
            Issue.record("\(input) is read")
        } catch { #expect(error.code == code || code == "condition-as-number", "\(input): \(error.message)") }
    }

    @Test("have certain values, and satisfy their equations exactly")
    func haveValues() throws {
        let evaluator = NumericEvaluator(catalogue)
        func value(_ text: String) throws -> String {
            try evaluator.value(of: try reader.expression(text), digits: 20, at: Span(0, 0)).text
        }
        #expect(try value("rootof(x^5 - x - 1, 1)") == "1.1673039782614186843")
        #expect(try value("rootof(x^2 + 1, 1)^2") == "-1.0000000000000000000")
        #expect(try value("rootof(x^5 - x - 1, 1)^5 - rootof(x^5 - x - 1, 1) - 1") == "0")
        #expect(try value("rootof(x^4 + 1, 1) + rootof(x^4 + 1, 4)") == "0")
    }

    @Test("are known to be real where the degree or the signs say so, and different from zero")
    func facts() throws {
        for (text, isReal) in [("rootof(x^5 - x - 1, 1)", true), ("rootof(x^4 - x - 1, 2)", true), ("rootof(x^4 + x + 1, 1)", false)] {
            let facts = store.facts(of: try reader.expression(text))
            #expect(facts.isReal == isReal && facts.isNonzero)
        }
        #expect(!store.facts(of: try reader.expression("rootof(x^3 - x, 1)")).isNonzero)
    }
}
