import Expressions
import Reading
import Rendering
import Support
import Syntax
import Testing

@Suite("Printing and reading")
struct RoundTripTests {
    @Test("what is printed reads back as the same expression", arguments: 0..<10)
    func textReadsBack(part: Int) throws {
        let store = ExprStore()
        let catalogue = Catalogue(store: store)
        let reader = Reader(store: store, catalogue: catalogue)
        reader.environment.abstractFunctions = ["f"]
        var renderer = TextRenderer(store)
        var random = RandomExpressions(catalogue, seed: UInt64(part) + 1)
        let mark = store.checkpoint()
        for _ in 0..<10_000 {
            store.budget.renew(nodes: store.count)
            let expr = random.expression(depth: 3)
            if store.budget.isExhausted { continue }
            let text = try renderer.text(expr)
            let again: Expr
            do { again = try reader.expression(text) } catch {
                Issue.record("'\(text)' does not read back: \(error.message)")
                return
            }
            if again != expr { Issue.record("'\(text)' reads back as '\(try renderer.text(again))'") }
            store.rollback(to: mark)
        }
    }

    @Test("the text does not depend on what was built before")
    func textIsAFunctionOfTheStructure() throws {
        let inputs = [
            "26*w1 - 10*w2 + 4", "x^2*y + x*y^2 + y^3 + 1", "cos(x) - x*sin(x)", "exp(x)*(x + 1)/sqrt(y)", "1 - tanh(x)^2",
            "a*b*c + b*c*d + a*c*d", "sin(x)^2 + cos(x)^2 + tan(x)", "if(x > 0 and y < 1, x + y, x*y)",
        ]
        let noise = ["y + x", "d*c*b*a", "sin(y)/cos(x)", "w2*w1", "tan(x) + cos(x)^2", "y^3 + x*y^2", "1/sqrt(y)", "q"]
        for input in inputs {
            var texts: Set<String> = []
            for rotation in noise.indices {
                let store = ExprStore()
                let reader = Reader(store: store, catalogue: Catalogue(store: store))
                for position in 0..<rotation { _ = try reader.expression(noise[(position * 3 + rotation) % noise.count]) }
                var renderer = TextRenderer(store)
                texts.insert(try renderer.text(try reader.expression(input)))
            }
            #expect(texts.count == 1, "\(input) prints as \(texts)")
        }
    }

    @Test("fractional degrees add up to the same order of terms, however the factors are stored", arguments: 0..<20 as Range<UInt64>)
    func fractionalDegrees(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        let bases = ["x", "(x + 1)", "(x - 1)", "y", "(a - x)", "(x + y)", "b"]
        for _ in 0..<200 {
            let factors = bases.map {
                "\($0)^(\(Int.random(in: -7...7, using: &random))/\([2, 3, 5, 6, 7].randomElement(using: &random) ?? 2))"
            }
            let terms = (0..<3).map { _ in factors.shuffled(using: &random).prefix(4) }
            func text(_ terms: [some Sequence<String>]) -> String { terms.map { $0.joined(separator: "*") }.joined(separator: " + ") }
            var texts: Set<String> = []
            for input in [text(terms), text(terms.reversed().map { $0.reversed() })] {
                let store = ExprStore()
                var renderer = TextRenderer(store)
                texts.insert(try renderer.text(try Reader(store: store, catalogue: Catalogue(store: store)).expression(input)))
            }
            #expect(texts.count == 1)
        }
    }

    @Test(
        "expressions look as a person would write them",
        arguments: [
            ("1 + 2*x + x^2", "x^2 + 2*x + 1"), ("4 - 10*w2 + 26*w1", "26*w1 - 10*w2 + 4"), ("-2 - 10*w1 + 4*w2", "-10*w1 + 4*w2 - 2"),
            ("1-p", "1 - p"), ("x/2", "x/2"), ("-x/2", "-x/2"), ("(x+1)/(2*y)", "(x + 1)/(2*y)"), ("1/x^2", "1/x^2"), ("x^-y", "x^(-y)"),
            ("2^3^x", "2^3^x"), ("(x^y)^z", "(x^y)^z"), ("sqrt(8)", "2*sqrt(2)"), ("x^(3/2)", "x^(3/2)"), ("1/sqrt(x)", "1/sqrt(x)"),
            ("x>0", "x > 0"), ("|x|", "abs(x)"), ("x y 2", "2*x*y"), ("0.1 + 0.2", "3/10"), ("x²", "x^2"), ("π·r²", "pi*r^2"),
            ("a*phi*(1-phi)", "a*phi*(1 - phi)"), ("-(a+b)", "-(a + b)"), ("3(x+1)", "3*(x + 1)"), ("2*x*cos(x^2)", "2*x*cos(x^2)"),
            ("a < b < c", "a < b < c"), ("10^x*5^(1/3)*2^(1/3)", "10^(x + 1/3)"),
            ("piecewise(x if x > 0, -x if x < -1, 0 otherwise)", "piecewise(x if x > 0, -x if x < -1, 0 otherwise)"),
            ("(x+1)!", "factorial(x + 1)"), ("θ + 1", "theta + 1"), ("x/x", "1"), ("-3^2", "-9"), ("2^3^2", "512"), ("1/2x", "x/2"),
            ("rootof(1 - 3/2*t^3 + t, 2)^2", "rootof(3*x^3 - 2*x - 2, 2)^2"),
            ("-rootof((y + 1)^2*(2*y - 3), 2)", "-rootof(2*x^2 - x - 3, 2)"),
        ].map { Pair(input: $0.0, output: $0.1) })
    func canonicalText(pair: Pair) throws {
        let store = ExprStore()
        var renderer = TextRenderer(store)
        let reader = Reader(store: store, catalogue: Catalogue(store: store))
        let input = pair.input == "x y 2" ? "2 x y" : pair.input
        #expect(try renderer.text(try reader.expression(input)) == pair.output)
    }

    struct Pair: Sendable, CustomStringConvertible {
        let input: String
        let output: String
        var description: String { input }
    }

    @Test(
        "LaTeX looks as in a paper",
        arguments: [
            Pair(input: "x^2/(x+1)", output: "\\frac{x^{2}}{x + 1}"), Pair(input: "sin(x)^2", output: "\\sin^{2}\\left(x\\right)"),
            Pair(input: "sqrt(x)/2", output: "\\frac{\\sqrt{x}}{2}"), Pair(input: "theta_1 + w1", output: "\\theta_{1} + w_{1}"),
            Pair(input: "-(x+1)", output: "-\\left(x + 1\\right)"), Pair(input: "2*3^x", output: "2 \\cdot 3^{x}"),
            Pair(input: "abs(x)", output: "\\left|x\\right|"), Pair(input: "x!", output: "x!"),
            Pair(input: "rootof(3*t^5 - t - 1, 2)", output: "\\operatorname{root}_{2}\\left(3 x^{5} - x - 1\\right)"),
            Pair(input: "binomial(n, k)", output: "\\binom{n}{k}"),
            Pair(input: "if(x>0,1,-1)", output: "\\begin{cases}1 & \\text{if } x > 0 \\\\ -1 & \\text{otherwise}\\end{cases}"),
        ])
    func latexText(pair: Pair) throws {
        let store = ExprStore()
        var renderer = LatexRenderer(store)
        let reader = Reader(store: store, catalogue: Catalogue(store: store))
        #expect(try renderer.text(try reader.expression(pair.input)) == pair.output)
    }
}
