import Algebra
import Expressions
import Reading
import Rendering
import Testing

@Suite("Guards")
struct GuardTests {
    /// Whether a rule fires on an expression, with `p` positive, `m` not positive, `h` at most 1, `k` odd and `d` not zero.
    private func fires(_ rule: String, on text: String) throws -> Bool {
        let store = ExprStore()
        let catalogue = Catalogue(store: store)
        let facts = try SimpleFacts(catalogue)
        let said: [(String, Guard.Requirement)] = [("p", .positive), ("m", .nonpositive), ("k", .odd), ("d", .nonzero), ("b", .negative)]
        for (name, requirement) in said { facts.given[store.symbol(name), default: Facts()].meet(requirement) }
        facts.given[store.symbol("h")] = {
            var facts = Facts()
            facts.isReal = true
            facts.upper = .init(1, isStrict: false)
            return facts
        }()
        let rules = try RuleReader().rules(of: RuleGroup("trial", "Trial", variables: "u v whole n", "trial \(rule)"))
        let engine = RewritingEngine(catalogue, facts: facts)
        let reader = Reader(store: store, catalogue: catalogue)
        return engine.bestStep(try reader.expression(text), RuleBook(rules)) != nil
    }

    @Test(
        "let a rule be used only where they are known to hold",
        arguments: [
            ("atan2(u, v) -> u where free(u, v)", "atan2(x, y)", "atan2(x*y, y)"), ("sin(u) -> u where number(u)", "sin(2/3)", "sin(x)"),
            ("sin(u) -> u where odd(u)", "sin(k)", "sin(p)"), ("sin(u) -> u where even(u)", "sin(4)", "sin(3)"),
            ("sin(u) -> u where nonzero(u)", "sin(d)", "sin(x)"), ("sin(u) -> u where negative(u)", "sin(b)", "sin(m)"),
            ("sin(u) -> u where nonpositive(u)", "sin(m)", "sin(p)"), ("sin(u) -> u where integer(u)", "sin(k)", "sin(x)"),
            ("sin(n) -> n", "sin(k)", "sin(x)"), ("sin(u) -> u where u <= 1", "sin(h)", "sin(x)"),
            ("sin(u) -> u where u < 3/2", "sin(h)", "sin(p)"),
            ("sin(u) -> u where u <= 2, 0 < u", "sin(1/2)", "sin(h)"), ("sin(u) -> u where u < 0 or u > 0", "sin(p)", "sin(x)"),
            ("sin(u) -> u where u != 0", "sin(p)", "sin(x)"), ("sin(u) -> u where positive(u), real(v + u*0)", "sin(p)", "sin(m)"),
            ("sin(u) ~> u unless u = 3", "sin(x)", "sin(3)"),
        ].map { Case(rule: $0.0, yes: $0.1, no: $0.2) })
    func guards(item: Case) throws {
        // A guard over a variable that the left side does not bind is refused.
        if item.rule.contains("v + u*0") {
            #expect(throws: RuleError.self) { try fires(item.rule, on: item.yes) }
            return
        }
        let (yes, no) = (try fires(item.rule, on: item.yes), try fires(item.rule, on: item.no))
        #expect(yes && !no)
    }

    struct Case: Sendable, CustomStringConvertible {
        let rule: String
        let yes: String
        let no: String
        var description: String { rule }
    }

    @Test("the condition of a generic rule needs no words where facts decide it")
    func decidedCondition() throws {
        let store = ExprStore()
        let catalogue = Catalogue(store: store)
        let facts = try SimpleFacts(catalogue)
        facts.given[store.symbol("d"), default: Facts()].meet(.nonzero)
        facts.given[store.symbol("d"), default: Facts()].meet(.real)
        let engine = RewritingEngine(catalogue, facts: facts)
        let reader = Reader(store: store, catalogue: catalogue)
        let rewriting = engine.rewrite(try reader.expression("sign(d)^2"))
        #expect(rewriting.result == .one && rewriting.conditions.isEmpty && rewriting.steps.map(\.isGeneric) == [true])
        #expect(engine.rewrite(try reader.expression("sign(x)^2")).conditions.count == 1)
    }
}
