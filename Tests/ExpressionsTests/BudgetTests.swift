import Expressions
import Testing

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
}
