import Expressions
import Reading
import Rendering
import Support
import Testing
import Vocabulary

/// What limits computations.
@Suite struct BudgetTests {
    /// Works until it is told to stop, at most so many seconds of the processor.
    private func work(_ budget: Budget, atMost seconds: Double = 5) {
        let begun = Budget.processorClock()
        while budget.step(), Budget.processorClock() - begun < seconds {}
    }

    /// What something gives, and how many seconds the processor worked for it.
    private func measured<Result>(_ body: () -> Result) -> (Result, time: Double) {
        let begun = Budget.processorClock()
        let result = body()
        return (result, Budget.processorClock() - begun)
    }

    @Test("what is limited ends in time, says so, and leaves the rest its time") func limited() {
        let budget = Budget()
        let (outcome, time) = measured { budget.limited(seconds: 0.05) { work(budget) } }
        #expect(outcome.isCut)
        #expect(time >= 0.05 && time < 1)
        #expect(!budget.isExhausted)
        #expect(budget.limited(seconds: 5) { work(budget, atMost: 0.01) }.isCut == false)
        #expect(budget.remainingWork == .infinity)
    }

    @Test("the shorter of two limits holds, whichever is inside") func nested() {
        for (outer, inner) in [(0.05, 5.0), (5.0, 0.05)] {
            let budget = Budget()
            let (outcome, time) = measured { budget.limited(seconds: outer) { budget.limited(seconds: inner) { work(budget) }.result } }
            #expect(time < 1)
            #expect(outcome.isCut == (outer < inner))
            #expect(!budget.isExhausted)
        }
    }

    @Test("an attempt that takes too long has no result, and one inside a shorter limit ends with that") func attempts() {
        let budget = Budget()
        #expect(budget.attempt(seconds: 0.02) { work(budget) } == nil)
        #expect(budget.attempt(seconds: 5) { 7 } == 7)
        let (result, isCut): (Void?, Bool) = budget.limited(seconds: 0.02) { budget.attempt(seconds: 5) { work(budget) } }
        #expect(result == nil && isCut)
    }

    @Test("a step may count for many") func weights() {
        let budget = Budget(seconds: 0.01)
        var steps = 0
        while budget.step(1000), steps < 1_000_000 { steps += 1 }
        #expect(budget.exhaustion == .time && steps < 1_000_000)
    }

    @Test("nothing spends an unbounded budget") func unbounded() {
        let store = ExprStore(budget: .unbounded)
        for number in 0..<5000 { _ = store.sum([store.symbol("x"), store.number(number)]) }
        store.budget.poll()
        #expect(!store.budget.isExhausted)
    }

    /// "There is no value" is a fact, of which a solver may conclude that there is no solution; a spent budget says nothing.
    @Test("a spent budget makes no expression undefined", arguments: 0..<4) func spentIsNotUndefined(part: Int) throws {
        var cut = 0
        for seed in 0..<1500 {
            let seed = UInt64(part * 1500 + seed)
            let whole = ExprStore()
            var random = RandomExpressions(Catalogue(store: whole), seed: seed)
            let meant = random.expression(depth: 4)
            let reserved = ExprStore().count
            guard whole.count > reserved + 2 else { continue }
            let store = ExprStore(budget: Budget(nodes: reserved + Int(seed) % (whole.count - reserved)))
            let found = copy(of: meant, in: whole, into: store)
            #expect(found != .undefined)
            if store.budget.isExhausted {
                cut += 1
                #expect(found == .unfinished)
            } else {
                var (text, wanted) = (TextRenderer(store), TextRenderer(whole))
                #expect(try text.text(found) == wanted.text(meant))
            }
        }
        #expect(cut > 500)
    }

    /// The expression, made anew from the leaves upwards.
    private func copy(of expr: Expr, in whole: ExprStore, into store: ExprStore) -> Expr {
        var copies: [Expr: Expr] = [:]
        for node in whole.postorder([expr]) {
            switch whole.kind(node) {
            case .number: copies[node] = store.number(whole.rational(node))
            case .constant: copies[node] = store.constant(whole.constantID(node))
            case .symbol: copies[node] = store.symbol(whole.name(node))
            default:
                copies[node] = whole.childArray(node).map { copies[$0] ?? .undefined }.withUnsafeBufferPointer {
                    store.build(whole.shape(node), $0)
                }
            }
        }
        return copies[expr] ?? .undefined
    }

    @Test("what is made of something unfinished is unfinished, not undefined") func unfinishedStays() {
        let store = ExprStore()
        let (catalogue, x) = (Catalogue(store: store), store.symbol("x"))
        let condition = store.relation(.less, x, .zero)
        let made = [
            store.sum(x, .unfinished), store.product(x, .unfinished), store.product(.zero, .unfinished), store.power(.unfinished, x),
            store.power(x, .unfinished), store.negated(.unfinished), catalogue.call(KnownFunction.sine, .unfinished),
            store.relation(.less, x, .unfinished), store.conjunction([condition, .unfinished]), store.negation(.unfinished),
            store.piecewise([.unfinished, condition, x]), store.piecewise([x, condition, .unfinished]),
            store.piecewise([x, .unfinished, .one]), store.sum([.unfinished, x, .one]), store.product([x, .unfinished, condition]),
        ]
        for expr in made { #expect(expr == .unfinished) }
        #expect(store.constant(.undefined) == .undefined)
    }
}
