import Algebra
import Certified
import Expressions
import Reading
import Rendering
import Support
import Testing

@Suite("Rewriting")
struct EngineTests {
    /// Everything needed to rewrite text.
    private struct Bench {
        let store = ExprStore()
        let catalogue: Catalogue
        let reader: Reader
        let facts: SimpleFacts
        let engine: RewritingEngine

        init() throws {
            catalogue = Catalogue(store: store)
            reader = Reader(store: store, catalogue: catalogue)
            facts = try SimpleFacts(catalogue)
            engine = RewritingEngine(catalogue, facts: facts)
        }

        func text(_ expr: Expr) -> String {
            var renderer = TextRenderer(store)
            return (try? renderer.text(expr)) ?? "?"
        }

        func suppose(_ name: String, _ requirement: Guard.Requirement) {
            facts.given[store.symbol(name), default: Facts()].meet(requirement)
        }
    }

    @Test(
        "gives the cheaper form",
        arguments: [
            // Sums, scaled by numbers and by factors, and turned round.
            ("sin(x)^2 + cos(x)^2", "1"), ("3*sin(x)^2 + 3*cos(x)^2", "3"), ("a*sin(x)^2 + a*cos(x)^2 + y", "a + y"),
            ("1 - sin(x)^2", "cos(x)^2"),
            ("-sin(x)^2 - cos(x)^2", "-1"), ("5*sin(x)^2 + 3*cos(x)^2", "4 - cos(2*x)"), ("sin(2*x + 1)^2 + y + cos(2*x + 1)^2", "y + 1"),
            ("a - a*sin(x)^2", "a*cos(x)^2"), ("2 + 2*tan(x)^2", "2*sec(x)^2"), ("1 - tanh(x)^2", "sech(x)^2"),
            ("cosh(x)^2 - 1", "sinh(x)^2"),
            ("sin(x)^3 + sin(x)*cos(x)^2", "sin(x)"), ("exp(x)*sin(x)^2 + exp(x)*cos(x)^2", "exp(x)"),
            ("sin(x)^2 + cos(x)^2 + sin(y)^2 + cos(y)^2", "2"),
            // Products, with what is left of them.
            ("y*sin(x)/cos(x)", "y*tan(x)"), ("sin(x)^2/cos(x)^2", "tan(x)^2"), ("2*sin(x)*cos(x)*y", "y*sin(2*x)"),
            ("tan(x)*cos(x)^2", "cos(x)*sin(x)"),
            ("exp(x)*exp(y)/exp(z)", "exp(x + y - z)"), ("exp(x)^2", "exp(2*x)"), ("exp(x)*exp(-x)", "1"),
            ("sin(x)*cos(x)", "cos(x)*sin(x)"),
            // Calls and what they hold.
            ("sqrt(x^2)", "abs(x)"), ("sqrt(x^2*y^4)", "y^2*abs(x)"), ("exp(2*log(x))", "x^2"), ("log(exp(x + 1))", "x + 1"),
            ("exp(x*log(2))", "2^x"),
            ("1/(1 + exp(-x))", "sigmoid(x)"), ("1/(1 + exp(-(x - 1)))", "sigmoid(x - 1)"), ("exp(x)/(1 + exp(x))", "sigmoid(x)"),
            ("1 - 1/(1 + exp(-x))", "sigmoid(-x)"), ("log(1 + exp(-x))", "softplus(-x)"),
            ("(exp(x) - exp(-x))/(exp(x) + exp(-x))", "tanh(x)"),
            ("(exp(2*x) - 1)/(exp(2*x) + 1)", "tanh(x)"), ("(exp(x) + exp(-x))/2", "cosh(x)"), ("y*exp(x) + y*exp(-x)", "2*y*cosh(x)"),
            ("sin(x + pi/2)", "cos(x)"), ("cos(x - 3*pi/2)", "-sin(x)"), ("sin(7*pi - x)", "sin(x)"), ("tan(x + 5*pi/2)", "-cot(x)"),
            ("sin(x)*cos(y) + cos(x)*sin(y)", "sin(x + y)"), ("3*cos(x)*cos(y) - 3*sin(x)*sin(y)", "3*cos(x + y)"),
            ("pi/2 - asin(x)", "acos(x)"), ("cos(asin(3/5))", "4/5"), ("sin(acos(x))^2", "1 - x^2"), ("sqrt(1 - sin(x)^2)", "abs(cos(x))"),
            ("abs(-3*x)", "3*abs(x)"), ("abs(x)^4", "x^4"), ("max(x, y) + min(x, y)", "x + y"), ("max(x, -x)", "abs(x)"),
            ("max(x, y, x)", "max(x, y)"),
            ("max(x + z, y + z)", "z + max(x, y)"), ("if(x < 1, 1 - x, x - 1)", "abs(x - 1)"), ("if(x > 2, x - 2, 0)", "relu(x - 2)"),
            ("floor(x + 3)", "floor(x) + 3"),
            ("factorial(n + 1)/factorial(n)", "n + 1"), ("n*factorial(n - 1)", "factorial(n)"), ("gamma(x + 1)/gamma(x)", "x"),
            ("1 - erf(x)", "erfc(x)"),
            ("(x - y)/(sqrt(x) + sqrt(y))", "sqrt(x) - sqrt(y)"), ("1/(sqrt(2) + sqrt(3))", "sqrt(3) - sqrt(2)"),
            ("cos(x) + I*sin(x)", "exp(I*x)"),
            // Nothing to be gained.
            ("x + y", "x + y"), ("log(x) + log(y)", "log(x) + log(y)"), ("sqrt(x)*sqrt(y)", "sqrt(x)*sqrt(y)"),
            ("asin(sin(x))", "asin(sin(x))"), ("x", "x"), ("3/4", "3/4"),
        ].map { Case($0.0, $0.1) })
    func examples(item: Case) throws {
        let bench = try Bench()
        let expr = try bench.reader.expression(item.input)
        let rewriting = bench.engine.rewrite(expr)
        #expect(bench.text(rewriting.result) == item.output, "\(rewriting.steps.map(\.rule))")
        #expect(bench.engine.costs.cost(of: rewriting.result) <= bench.engine.costs.cost(of: expr))
    }

    struct Case: Sendable, CustomStringConvertible {
        let input: String
        let output: String
        init(_ input: String, _ output: String) {
            self.input = input
            self.output = output
        }
        var description: String { input }
    }

    @Test("uses what is known of names")
    func facts() throws {
        let bench = try Bench()
        bench.suppose("p", .positive)
        bench.suppose("q", .positive)
        bench.suppose("n", .even)
        for (input, output) in [
            ("log(p) + log(q)", "log(p*q)"), ("log(p^2)", "2*log(p)"), ("abs(p)", "p"), ("sqrt(p)*sqrt(q)", "sqrt(p*q)"), ("(-1)^n", "1"),
            ("cos(n*pi + x)", "cos(x)"), ("atan(p) + atan(1/p)", "pi/2"), ("sign(p)*x", "x"),
        ] {
            let result = bench.engine.rewrite(try bench.reader.expression(input)).result
            #expect(bench.text(result) == output)
        }
    }

    @Test("notes where a generic rule does not hold")
    func conditions() throws {
        let bench = try Bench()
        let rewriting = bench.engine.rewrite(try bench.reader.expression("sign(x)^2 + y"))
        #expect(bench.text(rewriting.result) == "y + 1")
        #expect(rewriting.steps.map(\.isGeneric) == [true])
        #expect(rewriting.conditions.map { bench.text($0) } == ["x != 0"])
    }

    @Test("by one group leaves the others alone")
    func groups() throws {
        let bench = try Bench()
        let expr = try bench.reader.expression("exp(x)*exp(y) + sin(x)^2 + cos(x)^2")
        let book = try #require(RuleBook.group("trigonometry"))
        #expect(bench.text(bench.engine.rewrite(expr, using: book).result) == "exp(x)*exp(y) + 1")
        #expect(RuleBook.group("nothing") == nil)
    }

    /// Expressions in which rules meet.
    private static let pieces = [
        "sin(x)^2", "cos(x)^2", "sin(x)/cos(x)", "exp(x)", "exp(-x)", "1/(1 + exp(-x))", "tanh(x)", "sqrt(x^2)", "log(exp(y))", "abs(y)",
        "cosh(x)^2", "sinh(x)^2",
        "sin(x)*cos(y)", "cos(x)*sin(y)", "max(x, y)", "min(x, y)", "2*sin(x)*cos(x)", "1", "y", "erf(y)", "sigmoid(y)", "tan(y)^2",
        "asin(y)", "acos(y)", "sec(x)^2",
    ]

    private func random(_ bench: Bench, _ random: inout Randomness, depth: Int) throws -> Expr {
        if depth == 0 { return try bench.reader.expression(random.pick(EngineTests.pieces)) }
        let left = try self.random(bench, &random, depth: depth - 1)
        let right = try self.random(bench, &random, depth: depth - 1)
        switch random.below(5) {
        case 0, 1: return bench.store.sum(left, right)
        case 2: return bench.store.difference(left, right)
        case 3: return bench.store.product(left, right)
        default: return bench.store.quotient(left, bench.store.sum(.two, right))
        }
    }

    @Test("never raises the cost, changes no value, comes to rest, and can be replayed", arguments: 0..<4)
    func laws(part: Int) throws {
        let bench = try Bench()
        let comparison = try BallComparison(bench.catalogue)
        var generator = Randomness(seed: UInt64(part) + 7)
        for _ in 0..<60 {
            bench.store.budget.renew(nodes: bench.store.count)
            let expr = try random(bench, &generator, depth: 3)
            if expr == .undefined { continue }
            let rewriting = bench.engine.rewrite(expr)
            let text = bench.text(expr)
            #expect(rewriting.isComplete)
            #expect(bench.engine.costs.cost(of: rewriting.result) <= bench.engine.costs.cost(of: expr), "\(text)")
            #expect(comparison.compare(expr, rewriting.result, on: .real) != .differ, "\(text) -> \(bench.text(rewriting.result))")
            #expect(rewriting.replayed(bench.catalogue) == rewriting.result, "\(text)")
            let again = bench.engine.rewrite(rewriting.result)
            #expect(again.result == rewriting.result, "\(text) -> \(bench.text(rewriting.result)) -> \(bench.text(again.result))")
            for step in rewriting.steps {
                #expect(comparison.compare(step.before, step.after, on: .real) != .differ, "\(step.rule)")
            }
        }
    }

    @Test("works on a shared graph in time that its nodes, not its tree, tell")
    func sharedGraph() throws {
        let bench = try Bench()
        var expr = try bench.reader.expression("sin(x)^2 + cos(x)^2 + y")
        for _ in 0..<100 { expr = bench.store.sum(bench.store.power(expr, 2), bench.store.power(expr, .half)) }
        let rewriting = bench.engine.rewrite(expr)
        #expect(
            rewriting.isComplete && rewriting.steps.map(\.rule) == ["pythagoras"],
            "\(rewriting.steps.map(\.rule)) \(bench.store.budget.exhaustion.debugDescription)")
    }

    @Test("of a deep expression needs no deep stack")
    func deepExpression() throws {
        let bench = try Bench()
        var expr = bench.store.symbol("x")
        for _ in 0..<3000 {
            expr = bench.catalogue.call(bench.store.function(try bench.reader.expression("sin(x)")), bench.store.sum(expr, .one))
        }
        #expect(bench.engine.rewrite(expr).result == expr)
    }

    @Test("leaves an expression as it is when the budget is spent")
    func spentBudget() throws {
        let bench = try Bench()
        let expr = try bench.reader.expression("sin(x)^2 + cos(x)^2")
        bench.store.budget.exhaust(.interrupted)
        let rewriting = bench.engine.rewrite(expr)
        #expect(rewriting.result == expr && !rewriting.isComplete)
    }
}
