import Ball
import Expressions
import Reading

/// Finds the cheapest form of an expression that rules, normal forms and factors lead to. It never raises the cost, and simplifying
/// its answer again changes nothing.
///
/// Sub-expressions first, then the whole, until nothing gets cheaper (Moses, *Algebraic Simplification: A Guide for the Perplexed*,
/// 1971; Carette, *Understanding Expression Simplification*, 2004). `docs/simplify.md` states the cost.
public final class Simplifier {
    private let catalogue: Catalogue
    private let store: ExprStore
    private let engine: RewritingEngine
    private let candidates: CandidateForms
    /// What sub-expressions have become, in this simplification.
    private var known: [Expr: Expr] = [:]
    private var steps: [SimplificationStep] = []

    /// The time after which the best form so far is taken, in seconds.
    public var patience = 5.0
    /// More rounds than this are not made; each makes the expression cheaper.
    private static let mostRounds = 8

    /// Prepares simplification in one store.
    public init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
        engine = RewritingEngine(catalogue, facts: StoreFacts(store: catalogue.store))
        candidates = CandidateForms(catalogue)
    }

    /// The costs by which forms are compared.
    public var costs: CostTable { engine.costs }

    /// Forgets what it knows of expressions, as must be done when the store is rolled back.
    public func forget() {
        engine.forget()
        known = [:]
    }

    /// The cheapest form found. Where time runs out it is the best so far.
    public func simplify(_ expr: Expr) -> Simplification {
        known = [:]
        steps = []
        var best = expr
        let isComplete =
            store.budget.attempt(seconds: min(patience, store.budget.remainingTime * 0.8)) { () -> Bool in
                for _ in 0..<Simplifier.mostRounds {
                    let next = round(best)
                    if store.budget.isExhausted { return false }
                    if next == best { return true }
                    best = next
                }
                return false
            } ?? false
        let used = Simplification(input: expr, result: best, steps: steps, isComplete: isComplete)
        return used
    }

    /// One round: all parts from the leaves upwards, each replaced by its cheapest form.
    private func round(_ root: Expr) -> Expr {
        for node in store.postorder([root]) where known[node] == nil {
            let count = store.childCount(node)
            var current = node
            if count > 0 {
                let parts = store.childArray(node).map { known[$0] ?? $0 }
                current = parts.withUnsafeBufferPointer { catalogue.build(store.shape(node), $0) }
                if current == .undefined || costs.cost(of: node) < costs.cost(of: current) { current = node }
            }
            known[node] = settled(current)
            if store.budget.isExhausted { return root }
        }
        let result = known[root] ?? root
        return costs.cost(of: result) < costs.cost(of: root) ? result : root
    }

    /// The cheapest form of a node whose parts are settled: rules and other forms in turn, as long as the cost falls.
    private func settled(_ node: Expr) -> Expr {
        if store.childCount(node) == 0 { return node }
        if let done = known[node] { return done }
        var current = node
        for _ in 0..<Simplifier.mostRounds {
            if let next = rewritten(current) ?? transformed(current) { current = next } else { break }
            if store.budget.isExhausted { break }
        }
        known[current] = current
        return current
    }

    private func rewritten(_ expr: Expr) -> Expr? {
        guard let step = engine.bestStep(expr) else { return nil }
        steps.append(SimplificationStep(name: step.rule, before: expr, after: step.after, condition: step.condition))
        return step.after
    }

    private func transformed(_ expr: Expr) -> Expr? {
        var best: (form: Expr, name: String, condition: Expr)?
        var cost = costs.cost(of: expr)
        candidates.of(expr) { form, name in
            let rewriting = engine.rewrite(form)
            let own = costs.cost(of: rewriting.result)
            if own < cost { (best, cost) = ((rewriting.result, name, store.conjunction(rewriting.conditions)), own) }
        }
        guard let best else { return nil }
        steps.append(SimplificationStep(name: best.name, before: expr, after: best.form, condition: best.condition))
        return best.form
    }
}

/// One step of a simplification.
public struct SimplificationStep: Sendable, Equatable {
    /// The rule or the method.
    public let name: String
    /// The expression, wherever it occurs.
    public let before: Expr
    /// What it becomes.
    public let after: Expr
    /// Where the step holds; `truth` where it holds wherever the expression is defined.
    public let condition: Expr
}

/// An answer of the simplifier.
public struct Simplification {
    /// The expression that was simplified.
    public let input: Expr
    /// Its cheapest form.
    public let result: Expr
    /// The steps, in an order in which they can be carried out.
    public let steps: [SimplificationStep]
    /// Whether there was time to try everything.
    public let isComplete: Bool
}

/// The facts of a store, for the guards of rules.
struct StoreFacts: FactSource {
    let store: ExprStore

    func facts(of expr: Expr) -> Facts { store.facts(of: expr) }
}
