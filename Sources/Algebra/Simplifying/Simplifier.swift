import Ball
import Expressions
import Reading

/// Finds the cheapest form of an expression that rules, normal forms and factors lead to. It never raises the cost, and simplifying
/// its answer again changes nothing.
///
/// Sub-expressions first, then what they are part of, until nothing gets cheaper (Moses, *Algebraic Simplification: A Guide for the Perplexed*,
/// 1971; Carette, *Understanding Expression Simplification*, 2004). `docs/simplify.md` states the cost.
public final class Simplifier {
    private let catalogue: Catalogue
    private let store: ExprStore
    private let engine: RewritingEngine
    private let candidates: CandidateForms
    private var memory = ExprMemory<SimplificationStep?>()
    private var walk: BottomUpWalk

    /// The time after which the best form so far is taken, in seconds, where no limit was set.
    public var patience = 1.0
    /// More steps than this are not made; each makes the expression cheaper.
    private static let mostSteps = 20_000

    /// Prepares simplification in one store.
    public init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
        engine = RewritingEngine(catalogue, facts: StoreFacts(store: catalogue.store))
        candidates = CandidateForms(catalogue, engine.costs)
        walk = BottomUpWalk(catalogue)
    }

    /// The costs by which forms are compared.
    public var costs: CostTable { engine.costs }

    /// Forgets what it knows of expressions, as must be done when the store is rolled back.
    public func forget() { engine.forget() }

    /// The cheapest form found. Where time runs out it is the best so far.
    public func simplify(_ expr: Expr) -> Simplification {
        var steps: [Expr: SimplificationStep] = [:]
        let complete = store.budget.attempt(seconds: store.budget.remainingTime.isFinite ? store.budget.remainingTime * 0.8 : patience) {
            () -> Simplification? in
            let outcome = walked(expr) { node in
                guard steps.count < Simplifier.mostSteps, let step = step(node), !store.budget.isExhausted else { return nil }
                steps[node] = step
                return step
            }
            return store.budget.isExhausted ? nil : outcome
        }
        if let outcome = complete ?? nil { return outcome }
        // What has been found by now, carried out.
        let outcome = walked(expr) { steps[$0] }
        if store.budget.isExhausted {
            return Simplification(input: expr, result: expr, steps: [], kept: [], undefinedPart: nil, isComplete: false)
        }
        return Simplification(
            input: expr, result: outcome.result, steps: outcome.steps, kept: outcome.kept, undefinedPart: outcome.undefinedPart,
            isComplete: false)
    }

    /// Replaces all parts from the leaves upwards by what they become, each in turn as long as there is a step. A part stays as it
    /// is where it would become dearer.
    private func walked(_ root: Expr, _ step: (Expr) -> SimplificationStep?) -> Simplification {
        var steps: [SimplificationStep] = []
        var kept: Set<Expr> = []
        var undefined: Set<Expr> = []
        let result = walk.result(
            of: root,
            keeps: { node, rebuilt in
                // A step that holds at most places says nothing of the others.
                if rebuilt == .undefined, steps.allSatisfy({ $0.condition == .truth }) { undefined.insert(node) }
                if !rebuilt.isAbsent, costs.cost(of: rebuilt) <= costs.cost(of: node) { return false }
                kept.insert(node)
                return true
            },
            change: { node in
                guard let step = step(node) else { return nil }
                steps.append(step)
                return step.after
            })
        let history = walk.history(of: root, kept: kept)
        return Simplification(
            input: root, result: result, steps: steps.filter { history.contains($0.before) }, kept: kept.intersection(history),
            undefinedPart: walk.used(of: undefined, by: root), isComplete: steps.count < Simplifier.mostSteps)
    }

    /// A cheaper form of a node whose parts are settled. It is looked for once: the solutions of an equation have most parts in common.
    private func step(_ node: Expr) -> SimplificationStep? {
        if store.childCount(node) == 0 { return nil }
        if let known = memory.value(of: node, store) { return known }
        let step = found(node)
        if !store.budget.isExhausted { memory.keep(step, of: node) }
        return step
    }

    /// By a rule, or else by another method.
    private func found(_ node: Expr) -> SimplificationStep? {
        if let step = engine.bestStep(node) {
            return SimplificationStep(name: step.rule, before: node, after: step.after, condition: step.condition)
        }
        var best: SimplificationStep?
        var cost = costs.cost(of: node)
        let most = Cost(nodes: 3 * cost.nodes + 20, weight: 0)
        candidates.of(node) { form, name in
            // No rules make a form as long as that one short again; on long sums they take their time.
            guard costs.cost(of: form) < most else {
                store.log(.rules, name, node, .refused("it is much longer"))
                return
            }
            let rewriting = engine.rewrite(form)
            let own = costs.cost(of: rewriting.result)
            guard own < cost else {
                store.log(.rules, name, node, .refused(best == nil ? "it makes nothing cheaper" : "another form is cheaper"))
                return
            }
            store.log(.rules, name, node, .became(rewriting.result))
            let condition = store.conjunction(rewriting.conditions)
            (best, cost) = (SimplificationStep(name: name, before: node, after: rewriting.result, condition: condition), own)
        }
        return best
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
    /// The steps that lead to it, in an order in which they can be carried out: each is made wherever its expression stands or
    /// comes about.
    public let steps: [SimplificationStep]
    /// Expressions that stay as they are although their parts become others elsewhere: they would have become dearer.
    public let kept: Set<Expr>
    /// A part that has no value anywhere, such as the inverse of what is always zero; nil where none was found.
    public let undefinedPart: Expr?
    /// Whether there was time to try everything.
    public let isComplete: Bool

    /// Carries out the steps from the input, without looking for any.
    public func replayed(_ catalogue: Catalogue) -> Expr {
        StepReplay.result(of: input, steps.map { ($0.before, $0.after) }, keeping: kept, catalogue)
    }
}

/// The facts of a store, for the guards of rules.
struct StoreFacts: FactSource {
    let store: ExprStore

    func facts(of expr: Expr) -> Facts { store.facts(of: expr) }
}
