import Algebra
import Expressions
import Reading
import Rendering
import Support
import Testing

@Suite("Steps of simplification")
struct SimplificationReplayTests {
    private let store = ExprStore()
    private let catalogue: Catalogue
    private let reader: Reader
    private let simplifier: Simplifier

    init() {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
        simplifier = Simplifier(catalogue)
        // A build for debugging is slow.
        simplifier.patience = 5
    }

    private func text(_ expr: Expr) -> String {
        var renderer = TextRenderer(store)
        return (try? renderer.text(expr)) ?? "?"
    }

    /// The steps, each carried out wherever its expression stands, from the leaves upwards, until nothing changes.
    private func replayed(_ outcome: Simplification) -> Expr {
        let after = Dictionary(outcome.steps.map { ($0.before, $0.after) }) { first, _ in first }
        var current = outcome.input
        while true {
            var results: [Expr: Expr] = [:]
            for node in store.postorder([current]) {
                let parts = store.childArray(node)
                let changed = outcome.kept.contains(node) ? parts : parts.map { results[$0] ?? $0 }
                let rebuilt = parts == changed ? node : changed.withUnsafeBufferPointer { catalogue.build(store.shape(node), $0) }
                results[node] = after[rebuilt] ?? rebuilt
            }
            let next = results[current] ?? current
            if next == current { return current }
            current = next
        }
    }

    private func checkLaws(_ expr: Expr) {
        let outcome = simplifier.simplify(expr)
        #expect(outcome.isComplete, "\(text(expr))")
        #expect(simplifier.costs.cost(of: outcome.result) <= simplifier.costs.cost(of: expr), "\(text(expr))")
        #expect(outcome.replayed(catalogue) == outcome.result, "\(text(expr))")
        let again = replayed(outcome)
        #expect(again == outcome.result, "\(text(expr)): \(text(again)), not \(text(outcome.result))")
        let second = simplifier.simplify(outcome.result)
        #expect(second.result == outcome.result, "\(text(outcome.result)) -> \(text(second.result))")
    }

    private static let inputs = [
        "(x^2 - 1)/(x - 1)", "sin(x)^2 + cos(x)^2", "x^2 + 2*x + 1", "1/(x - 1) - 1/(x + 1)", "a*x + b*x + c",
        "exp(x)*exp(y)*(sin(t)^2 + cos(t)^2)", "sqrt(x^2 + 2*x + 1)", "log(exp(x)) + (x^2 + x)/(x + 1)",
        "(sin(x)^2 + cos(x)^2)^x + f*(sin(x)^2 + cos(x)^2)", "sign(x)^2 + y", "cos(x)^4 - sin(x)^4", "(exp(2*x) - 1)/(exp(x) + 1)",
        "x/(x + 1)^2 + 1/(x + 1)^2", "2*sin(x)*cos(x) + sin(2*x)", "sqrt(x + 1) - 1/(sqrt(x + 1) + sqrt(x))",
    ]

    @Test("keeps its laws: no dearer, idempotent, replayable", arguments: inputs)
    func laws(input: String) throws { checkLaws(try reader.expression(input)) }

    @Test("keeps its laws for random expressions")
    func randomLaws() {
        var random = RandomExpressions(catalogue, seed: 7)
        for _ in 0..<200 { checkLaws(random.expression(depth: 3)) }
    }

    @Test("states the conditions of the steps that led to the answer, and of no others")
    func conditions() throws {
        let outcome = simplifier.simplify(try reader.expression("sign(x)^2 + y"))
        #expect(text(outcome.result) == "y + 1")
        #expect(outcome.steps.map(\.condition).map(text) == ["x != 0"])
    }
}
