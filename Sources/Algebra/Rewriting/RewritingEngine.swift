import Expressions
import Reading

/// Rewrites expressions by rules, from the leaves upwards to a fixpoint. A rule is applied only where the cost falls, so that
/// rewriting ends and no answer is longer than its question.
public final class RewritingEngine {
    private let catalogue: Catalogue
    private let store: ExprStore
    private let application: RuleApplication
    private var memory = ExprMemory<RewritingStep?>()
    private var walk: BottomUpWalk
    /// The rules that the steps in memory were found by.
    private var book: RuleBook?
    /// The costs by which rewriting is steered.
    public let costs: CostTable
    /// How many rules one call applies at most; the rest of the expression is then left as it is.
    public var stepLimit = 20_000

    /// Prepares rewriting in one store.
    ///
    /// - Parameter facts: decides the guards of the rules.
    public init(_ catalogue: Catalogue, facts: any FactSource) {
        self.catalogue = catalogue
        store = catalogue.store
        costs = CostTable(store)
        application = RuleApplication(catalogue, facts, costs)
        walk = BottomUpWalk(catalogue)
    }

    /// Forgets what it knows of expressions, as must be done when the store is rolled back.
    public func forget() {
        costs.forget()
        application.forget()
    }

    /// Rewrites an expression. Where the budget of the store is spent, it is left as it is.
    ///
    /// - Parameter book: the rules; all of them, or one group's: `RuleBook.group("trigonometry")`.
    public func rewrite(_ expr: Expr, using book: RuleBook = .all) -> Rewriting {
        var steps: [RewritingStep] = []
        var kept: Set<Expr> = []
        let result = walk.result(
            of: expr,
            keeps: { node, rebuilt in
                if !rebuilt.isAbsent, isCheaper(rebuilt, than: node) { return false }
                kept.insert(node)
                return true
            },
            change: { node in
                guard steps.count < stepLimit, let step = bestStep(node, book) else { return nil }
                steps.append(step)
                return step.after
            })
        if store.budget.isExhausted { return Rewriting(input: expr, result: expr, steps: [], kept: [], isComplete: false) }
        // Most forms have nothing to rewrite.
        if steps.isEmpty { return Rewriting(input: expr, result: expr, steps: [], kept: [], isComplete: true) }
        let history = walk.history(of: expr, kept: kept)
        return Rewriting(
            input: expr, result: result, steps: steps.filter { history.contains($0.before) }, kept: kept.intersection(history),
            isComplete: steps.count < stepLimit)
    }

    /// Whether a rebuilt expression is cheaper. Where the costs are beyond counting, that of the parts has fallen.
    private func isCheaper(_ rebuilt: Expr, than node: Expr) -> Bool {
        let (after, before) = (costs.cost(of: rebuilt), costs.cost(of: node))
        return after < before || after.nodes == Cost.limit && before.nodes == Cost.limit
    }

    /// The step that makes the expression itself cheapest, if one makes it cheaper.
    ///
    /// It is looked for once as long as nothing new is assumed: the forms that an expression is compared in have most of their parts in common.
    public func bestStep(_ node: Expr, _ book: RuleBook = .all) -> RewritingStep? {
        if book !== self.book {
            self.book = book
            memory = ExprMemory()
        }
        if let known = memory.value(of: node, store) { return known }
        let best = application.best(node, book)
        if store.budget.isExhausted { return nil }
        let step = best.map { best in
            let rule = book.rule(best.rule)
            store.log(.rules, rule.name, node, .became(best.after))
            return RewritingStep(
                rule: rule.name, before: node, after: best.after, condition: application.condition(rule, best.values),
                isGeneric: rule.isGeneric)
        }
        memory.keep(step, of: node)
        return step
    }
}

/// One rule, applied to one expression.
public struct RewritingStep: Sendable, Equatable {
    /// The name of the rule.
    public let rule: String
    /// The expression, wherever it occurs.
    public let before: Expr
    /// What it becomes.
    public let after: Expr
    /// Where the step holds; `truth` where it holds wherever the expression is defined.
    public let condition: Expr
    /// Whether the rule holds only generically.
    public let isGeneric: Bool
}

/// An answer of the engine, with the steps that lead to it.
public struct Rewriting {
    /// The expression that was rewritten.
    public let input: Expr
    /// What it has become.
    public let result: Expr
    /// The steps, in an order in which they can be carried out: each is made wherever its expression has come about.
    public let steps: [RewritingStep]
    /// Expressions that stay as they are although their parts are rewritten elsewhere: they would have become longer.
    public let kept: Set<Expr>
    /// Whether nothing was left undone for want of steps or time.
    public let isComplete: Bool

    /// Where the answer holds, as far as generic rules restrict it: all of these.
    public var conditions: [Expr] { steps.map(\.condition).filter { $0 != .truth } }

    /// Carries out the steps from the input, without looking for any.
    public func replayed(_ catalogue: Catalogue) -> Expr {
        StepReplay.result(of: input, steps.map { ($0.before, $0.after) }, keeping: kept, catalogue)
    }
}
