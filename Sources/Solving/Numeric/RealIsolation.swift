import Expressions

/// Finds intervals that hold exactly one zero each, by bisection, exclusion and monotonicity (Moore, Kearfott and Cloud, *Introduction
/// to Interval Analysis*, 2009).
struct RealIsolation {
    private let function: RealFunction
    private let budget: Budget
    private let exclusion: Exclusion

    /// Intervals that hold one zero each, and those of which nothing could be told.
    struct Outcome {
        var isolated: [RealInterval] = []
        var undecided: [RealInterval] = []
    }

    private static let mostIntervals = 40_000
    /// Among more intervals than these none is looked at once more.
    private static let mostClusters = 50
    /// More zeros are not told apart.
    private static let mostZeros = 1_000
    /// Intervals of this part of their place's size are not divided any more.
    private static let leastWidth = 0x1p-38

    init(_ function: RealFunction, _ exclusion: Exclusion, _ budget: Budget) {
        self.function = function
        self.exclusion = exclusion
        self.budget = budget
    }

    /// Every zero between the ends lies in one of the intervals of the outcome.
    func zeros(in interval: RealInterval) -> Outcome {
        var outcome = Outcome()
        // The widest first: where zeros crowd together the others are found nevertheless.
        var queue = [interval]
        var count = 0
        while count < queue.count {
            let next = queue[count]
            count += 1
            guard count < RealIsolation.mostIntervals, outcome.isolated.count < RealIsolation.mostZeros, budget.step() else {
                outcome.undecided.append(next)
                continue
            }
            let range = function.range(next)
            if range.isFree { continue }
            if range.isMonotone, let left = function.sign(0, at: next.lower), let right = function.sign(0, at: next.upper) {
                if left != right { outcome.isolated.append(next) }
                continue
            }
            if next.width < RealIsolation.leastWidth * max(1, abs(next.middle)) {
                outcome.undecided.append(next)
                continue
            }
            let (left, right) = next.halves
            queue.append(left)
            queue.append(right)
        }
        let clusters = RealInterval.clusters(outcome.undecided)
        outcome.undecided =
            clusters.count > RealIsolation.mostClusters ? clusters : clusters.filter { !exclusion.isFree(lower: $0.lower, upper: $0.upper) }
        return outcome
    }
}
