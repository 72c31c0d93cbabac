import Algebra
import Ball
import Certified
import Expressions
import Reading
import Syntax

/// Re-derives every derivative by forward mode at random points before it may be printed.
///
/// Doubles decide the ordinary case. Where they disagree or have no value, balls do, at real and then at complex points.
public final class DerivativeCheck {
    /// The outcome of a check.
    public enum Verdict: Sendable {
        /// Both ways agree at two points or more.
        case verified
        /// They disagree at a point, beyond all doubt.
        case refuted
        /// No point was found at which both could be evaluated.
        case unchecked
    }

    let store: ExprStore
    let catalogue: Catalogue
    private var doubles: ForwardMode
    private var balls: BallForwardMode?
    private static let pointsNeeded = 2

    /// Prepares checks in one store; the ball library is loaded on first need.
    public init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
        doubles = ForwardMode(catalogue.store)
    }

    /// Compares a claimed derivative with the tangent of the expression.
    public func check(_ claim: Expr, isDerivativeOf expr: Expr, by variable: Expr) -> Verdict {
        var agreed = 0
        var doubtful: UInt64?
        let isReal = !store.traits(expr).union(store.traits(claim)).contains(.hasImaginary)
        let isFree = !store.hasAssumptions || !(isTied(expr, claim) || store.hasComplexName(expr))
        if isReal && isFree {
            doubles.prepare(expr, against: claim)
            for round in 0..<24 as Range<UInt64> {
                let result = doubles.tangent(by: variable) { SamplePoint.pair($0, self.store, round) }
                for lane in 0..<2 {
                    let (tangent, value) = (result.tangent[lane], result.claim[lane])
                    guard tangent.isFinite, value.isFinite else { continue }
                    if (tangent - value).magnitude <= 1e-7 * max(tangent.magnitude, value.magnitude, 1e-3) {
                        agreed += 1
                    } else if doubtful == nil {
                        doubtful = round * 2 + UInt64(lane)
                    }
                }
                if doubtful != nil { break }
                if agreed >= DerivativeCheck.pointsNeeded { return .verified }
            }
        }
        return checkInBalls(claim, expr, variable, agreed: doubtful == nil ? agreed : 0, doubtful: doubtful)
    }

    /// Whether not every point will do, even if each coordinate does.
    private func isTied(_ expr: Expr, _ claim: Expr) -> Bool { SamplePoint.isTied(store.symbols(in: [expr, claim]), store) }

    private func checkInBalls(_ claim: Expr, _ expr: Expr, _ variable: Expr, agreed: Int, doubtful: UInt64?) -> Verdict {
        guard let balls = ballForwardMode() else { return agreed > 0 ? .verified : .unchecked }
        let isTied = store.hasAssumptions && isTied(expr, claim)
        let symbols = SamplePoint.related(store.symbols(in: [expr, claim]), store)
        var agreed = agreed
        var numbers = Array(0..<(isTied ? SamplePoint.trialsUnderConditions : 8))
        if let doubtful { numbers.insert(doubtful, at: 0) }
        for (attempt, number) in numbers.enumerated() {
            let isComplex = attempt >= 5
            var point: [Expr: ComplexBall] = [:]
            for symbol in symbols { point[symbol] = SamplePoint.ball(symbol, store, number, isComplex: isComplex) }
            if isTied {
                guard let moved = balls.satisfyingAssumptions(point) else { continue }
                point = moved
            }
            switch balls.compare(expr, by: variable, against: claim, at: point) {
            case .differ: return .refuted
            case .agree: agreed += 1
            case .undecided: break
            }
            if agreed >= DerivativeCheck.pointsNeeded { return .verified }
            if store.budget.isExhausted { break }
        }
        return agreed > 0 ? .verified : .unchecked
    }

    private func ballForwardMode() -> BallForwardMode? {
        if balls == nil { balls = try? BallForwardMode(catalogue) }
        return balls
    }
}
