import Algebra
import Expressions
import Reading
import Rendering
import Support
import Syntax
import Testing

@Suite("The cost of an expression")
struct CostTests {
    /// The nodes of the tree that the parser makes of a text; parentheses are no nodes of their own.
    static func nodeCount(_ text: String) throws -> Int {
        var copy = text
        return try copy.withUTF8 { bytes in
            var parser = try Parser(bytes)
            var tree = SyntaxTree()
            try parser.statement(into: &tree)
            return tree.nodes.count { $0.kind != .parentheses }
        }
    }

    @Test("is the number of nodes of what is printed, for random expressions", arguments: 0..<6)
    func agreesWithTheParser(part: Int) throws {
        let store = ExprStore()
        let catalogue = Catalogue(store: store)
        var renderer = TextRenderer(store)
        let table = CostTable(store)
        var random = RandomExpressions(catalogue, seed: UInt64(part) + 100)
        let mark = store.checkpoint()
        for _ in 0..<3000 {
            store.budget.renew(nodes: store.count)
            let expr = random.expression(depth: 4)
            if store.budget.isExhausted { continue }
            let text = try renderer.text(expr)
            let count = try CostTests.nodeCount(text)
            if table.cost(of: expr).nodes != count { Issue.record("'\(text)' has \(count) nodes, not \(table.cost(of: expr).nodes)") }
            store.rollback(to: mark)
            table.forget()
        }
    }

    @Test(
        "is what a reader counts",
        arguments: [
            ("3*x/4", 5), ("1/x", 3), ("sqrt(x)", 2), ("x^2", 3), ("a - b", 3), ("-3*x^2", 6), ("-1", 2), ("-3/4", 4), ("x^(2/3)", 5),
            ("1/sqrt(x)", 4), ("-x + y", 3), ("-x - y", 4), ("-x^2 + 2*x + 1", 10), ("if(x > 0, x, -x)", 7), ("f(x)", 2), ("f''(x)", 2),
            ("piecewise(1 if x > 0, 2 if x < -1, 3 otherwise)", 14), ("x > 0 and y > 0", 7), ("x^(-y)", 4), ("2/(3*x)", 5),
            ("-10*w1 + 4*w2 - 2*w3", 12), ("(x - 1)/(y*z^2)", 9), ("(-1)^(1/3)", 6), ("1 - cot(x)^2 - y^2", 11), ("exp(-x)", 3),
        ])
    func examples(item: (text: String, nodes: Int)) throws {
        let store = ExprStore()
        let reader = Reader(store: store, catalogue: Catalogue(store: store))
        reader.environment.abstractFunctions = ["f"]
        let expr = try reader.expression(item.text)
        var renderer = TextRenderer(store)
        let text = try renderer.text(expr)
        let count = try CostTests.nodeCount(text)
        #expect(CostTable(store).cost(of: expr).nodes == item.nodes, "\(text)")
        #expect(count == item.nodes, "\(text)")
    }

    @Test("tells expressions of one size apart by what is hard to read")
    func weights() throws {
        let store = ExprStore()
        let reader = Reader(store: store, catalogue: Catalogue(store: store))
        let table = CostTable(store)
        for (easy, hard) in [
            ("x", "I"), ("x*3", "x*12345"), ("x^2", "x^y - 0*x + 0*sin(x)"), ("a*b", "a/b"), ("sin(x)*cos(x)", "sin(cos(x))*x"),
        ] {
            let (left, right) = (table.cost(of: try reader.expression(easy)), table.cost(of: try reader.expression(hard)))
            #expect(left.nodes == right.nodes && left.weight <= right.weight, "\(easy) \(hard)")
        }
    }

    @Test("saturates where a shared graph stands for a huge tree")
    func saturates() throws {
        let store = ExprStore()
        let catalogue = Catalogue(store: store)
        var expr = store.symbol("x")
        for _ in 0..<200 { expr = store.sum(store.power(expr, 2), store.power(expr, .half)) }
        let table = CostTable(store)
        #expect(table.cost(of: expr).nodes == Cost.limit)
        #expect(table.cost(of: catalogue.substitute(expr, [:])) == table.cost(of: expr))
    }
}
