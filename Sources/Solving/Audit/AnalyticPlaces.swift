import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Where an expression in one complex unknown is analytic, as far as the table of functions and balls tell: where no part is one that
/// knows real numbers only, or stands on its branch cut.
final class AnalyticPlaces {
    private let solver: Solver
    private let unknown: Expr
    /// The parts that jump, each with the lines in pieces, a ball for each argument.
    private var jumps: [(arguments: [Expr], lines: [Piece])] = []
    private var store: ExprStore { solver.store }

    /// A piece of a line on which a function jumps.
    private struct Piece {
        let balls: [ComplexBall]
        /// Whether the line is one of a series, of which those near zero are there.
        let isOfSeries: Bool
    }

    private static let turns = -12...12
    /// Parts beyond this are on none of the lines of a series that are there.
    private static let reach = 30.0

    /// Nil where the expression is analytic nowhere.
    init?(_ expr: Expr, _ unknown: Expr, _ solver: Solver) {
        self.solver = solver
        self.unknown = unknown
        for node in store.postorder([expr]) where store.depends(node, on: unknown) {
            switch store.kind(node) {
            case .symbol, .sum, .scaled, .product, .power: break
            case .call where !Vocabulary.row(store.function(node)).isRealOnly && !Vocabulary.row(store.function(node)).isVariadic: break
            default: return nil
            }
            let (places, arguments) = solver.catalogue.jumps(at: node)
            if places.isEmpty { continue }
            // A spent budget makes no names any more.
            guard parameters.t != parameters.k else { return nil }
            jumps.append((arguments, places.flatMap { lines($0) }))
        }
    }

    /// What a line, and a series of lines, is written in.
    private var parameters: (t: Expr, k: Expr) { (store.symbol("t of a cut"), store.symbol("k of a cut")) }

    /// The line in pieces that grow with their distance from its start.
    private func lines(_ place: JumpPlace) -> [Piece] {
        let (t, k) = parameters
        let point = place.point(t, k, solver.catalogue)
        let isOfSeries = store.symbols(in: point).contains(k)
        let pieces = [(0.0, 1.0)] + (0..<40).map { (Double(sign: .plus, exponent: $0, significand: 1), 2 * Double(1 << $0)) }
        let evaluator = solver.evaluator
        return (isOfSeries ? AnalyticPlaces.turns : 0...0).flatMap { turn in
            pieces.map { lower, upper in
                evaluator.reset()
                evaluator.bits = 64
                let (along, number) = (ComplexBall(), ComplexBall())
                along.set(realMidpoint: lower + (upper - lower) / 2, radius: (upper - lower) / 2)
                number.set(turn)
                evaluator.point = [t: along, k: number]
                let balls = point.map { coordinate in
                    let ball = ComplexBall()
                    ball.set(evaluator.value(of: coordinate))
                    return ball
                }
                return Piece(balls: balls, isOfSeries: isOfSeries)
            }
        }
    }

    /// Whether no part jumps on a ball, at whose points the evaluator stands.
    func isAnalytic() -> Bool {
        jumps.allSatisfy { arguments, lines in
            let values = arguments.map { solver.evaluator.value(of: $0) }
            guard values.allSatisfy(\.isFinite) else { return false }
            return !lines.contains { piece in
                if piece.isOfSeries, values.contains(where: { $0.magnitudeUpperBound > AnalyticPlaces.reach }) { return true }
                return zip(piece.balls, values).allSatisfy { $0.overlaps($1) }
            }
        }
    }
}
