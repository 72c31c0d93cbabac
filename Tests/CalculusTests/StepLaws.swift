import Algebra
import Calculus
import Expressions
import Reading
import Rendering
import Support
import Syntax
import Testing

@Suite("Steps of derivatives")
struct StepLaws {
    private let store = ExprStore()
    private let catalogue: Catalogue
    private let reader: Reader
    private let differentiator: Differentiator

    init() {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
        reader.environment.abstractFunctions = ["f", "g"]
        differentiator = Differentiator(catalogue)
    }

    private func text(_ expr: Expr) throws -> String {
        var renderer = TextRenderer(store)
        return try renderer.text(expr)
    }

    /// Every occurrence of one expression replaced by another.
    private func replaced(_ root: Expr, _ before: Expr, by after: Expr) -> Expr {
        var results: [Expr: Expr] = [before: after]
        for node in store.postorder([root]) where results[node] == nil {
            let parts = store.childArray(node)
            let changed = parts.map { results[$0] ?? $0 }
            results[node] = parts == changed ? node : changed.withUnsafeBufferPointer { catalogue.build(store.shape(node), $0) }
        }
        return results[root] ?? root
    }

    /// The result, and what the steps make of the derivative that was asked for, each carried out once from the top.
    private func results(_ expr: Expr, order: Int) throws -> (result: Expr, replayed: Expr, steps: [DerivativeStep]) {
        differentiator.begin(by: store.symbol("x"))
        var (current, replayed) = (expr, expr)
        var steps: [DerivativeStep] = []
        for _ in 0..<order {
            let next = differentiator.presented(try differentiator.derivative(of: current))
            let conditions = differentiator.conditions
            steps += differentiator.steps(of: current, to: next)
            #expect(differentiator.conditions == conditions)
            replayed = differentiator.unevaluated(replayed)
            current = next
        }
        for step in steps { replayed = replaced(replayed, step.before, by: step.after) }
        return (current, replayed, steps)
    }

    @Test(
        "lead from the question to the answer",
        arguments: [
            "x^x", "sin(x)^2*exp(-x)", "log(1 + x^2)/x", "x^(1/3)*cbrt(x)", "atan2(x, y)",
            "exp(exp(x) + exp(x)^2) + sin(exp(x) + exp(x)^2)", "gamma(x)*beta(x, y)", "x^(y*x)", "2^x + x^2", "max(x, y)*min(x, 2)",
            "if(x > 1, x^2, 2*x - 1)", "abs(x)*x", "logsumexp(x, 2*x, y)", "f(x^2)*g(x, y)", "((x + 1)/(x - 1))^(5/2)", "x", "5", "y^2",
            "x^x*(x + 1)^(x + 2)*sin(x)", "3*x^2 + 2*x + x*y", "(x^2 + x)*f(x^2 + x)",
        ])
    func replay(input: String) throws {
        let expr = try reader.expression(input)
        for order in 1...3 {
            let (result, replayed, steps) = try results(expr, order: order)
            let texts = try steps.map { "\($0.name): \(try text($0.before)) -> \(try text($0.after))" }
            #expect(replayed == result, "\(texts)")
        }
    }

    @Test("lead to the answer for random expressions")
    func randomReplay() throws {
        var random = RandomExpressions(catalogue, seed: 11)
        for _ in 0..<300 {
            let expr = random.expression(depth: 3)
            guard let (result, replayed, _) = try? results(expr, order: 1), result != .undefined else { continue }
            let input = try text(expr)
            #expect(replayed == result, "\(input)")
        }
    }

    @Test("name the rules")
    func names() throws {
        let (_, _, steps) = try results(try reader.expression("x^x + 3*sin(x^2)*exp(x)"), order: 1)
        let shown = try steps.map { "\($0.name): \(try text($0.before)) -> \(try text($0.after))" }
        #expect(
            shown == [
                "sum rule: diff(x^x + 3*exp(x)*sin(x^2), x) -> diff(x^x, x) + diff(3*exp(x)*sin(x^2), x)",
                "x^x: diff(x^x, x) -> x^x*(log(x) + 1)",
                "constant factor: diff(3*exp(x)*sin(x^2), x) -> 3*diff(exp(x)*sin(x^2), x)",
                "product rule: diff(exp(x)*sin(x^2), x) -> exp(x)*diff(sin(x^2), x) + sin(x^2)*diff(exp(x), x)",
                "chain rule, sin: diff(sin(x^2), x) -> cos(x^2)*diff(x^2, x)", "power rule: diff(x^2, x) -> 2*x",
                "exp: diff(exp(x), x) -> exp(x)",
            ])
    }
}
