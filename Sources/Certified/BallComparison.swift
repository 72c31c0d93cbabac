import Ball
import Expressions
import Reading
import Vocabulary

/// Compares expressions by their values in balls at pseudo-random points.
public final class BallComparison {
    /// What the values say. Agreement at points is strong evidence; a difference at one point is proof.
    public enum Outcome: Sendable, Equatable {
        /// The values agree to some forty digits at that many points, and nowhere differ.
        case agree(points: Int)
        /// The values certainly differ at a point.
        case differ
        /// No point was found at which both could be evaluated.
        case undecided
    }

    private let store: ExprStore
    private let evaluator: BallEvaluator
    private let difference = ComplexBall()

    /// Prepares comparisons in one store.
    ///
    /// - Throws: where the ball library cannot be loaded.
    public init(_ catalogue: Catalogue) throws(BallUnavailable) {
        store = catalogue.store
        evaluator = try BallEvaluator(catalogue)
        evaluator.bits = 256
    }

    /// Whether the expression has a value at one of the points that are tried, which are real where its names are.
    public func findsValue(of expr: Expr) -> Bool {
        let symbols = SamplePoint.related(store.symbols(in: [expr]), store)
        return (0..<UInt64(16)).contains { number in
            evaluator.reset()
            evaluator.point = SamplePoint.point(symbols, store, number, .real)
            return evaluator.value(of: expr).isFinite
        }
    }

    /// Compares two expressions at points that satisfy the assumptions: at real ones, and where too few of those serve and the domain
    /// allows, at complex ones.
    ///
    /// - Parameter wanted: at how many points the values must agree.
    public func compare(_ left: Expr, _ right: Expr, on domain: SampleDomain = .complex, wanted: Int = 3) -> Outcome {
        if left == right { return .agree(points: wanted) }
        let own = store.symbols(in: [left, right])
        let symbols = SamplePoint.related(own, store)
        let isTied = SamplePoint.isTied(own, store)
        // What is known of parts such as im(y) for a real y fails at complex points.
        let domain = domain == .complex && isOfRealNumbers([left, right]) ? .real : domain
        var agreed = 0
        for number in 0..<(isTied ? SamplePoint.trialsUnderConditions : 20) {
            guard store.budget.step() else { break }
            evaluator.reset()
            evaluator.point = SamplePoint.point(symbols, store, number, domain)
            if isTied, !evaluator.satisfyAssumptions() { continue }
            let (a, b) = (evaluator.value(of: left), evaluator.value(of: right))
            guard a.isFinite, b.isFinite else { continue }
            difference.subtract(a, b, bits: evaluator.bits)
            let size = max(a.magnitudeUpperBound, b.magnitudeUpperBound, 1e-30)
            if difference.excludesZero { return .differ }
            if difference.isNegligible(beside: size) { agreed += 1 }
            if agreed >= wanted { break }
        }
        return agreed > 0 ? .agree(points: agreed) : .undecided
    }

    private func isOfRealNumbers(_ exprs: [Expr]) -> Bool {
        store.postorder(exprs).contains { store.kind($0) == .call && Vocabulary.row(store.function($0)).isRealOnly }
    }
}
