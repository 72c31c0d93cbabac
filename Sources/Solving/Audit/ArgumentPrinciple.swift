import Ball
import Certified
import Expressions
import Glibc

/// Counts the zeros of an analytic function in a square by how often its value goes round zero on the way round the square: the
/// argument principle (Henrici, *Applied and Computational Complex Analysis*, vol. 1, 4.10), with pieces of the boundary so short that
/// balls tell how far the value turns on each.
struct ArgumentPrinciple {
    private let equation: ScannedEquation
    private let places: AnalyticPlaces
    private var budget: Budget { equation.solver.store.budget }
    /// How often a side is halved, at most, and into how many pieces all sides together.
    private static let finest = 7
    private static let mostPieces = 160

    init(_ equation: ScannedEquation, _ places: AnalyticPlaces) {
        self.equation = equation
        self.places = places
    }

    /// What a square holds.
    enum Content: Equatable {
        /// So many zeros, counted with multiplicity.
        case zeros(Int)
        /// A pole, a cut, a zero next to the boundary: smaller squares may tell.
        case unknown
    }

    /// The zeros in a square on which the function is analytic.
    func content(of square: PlaneSquare) -> Content {
        let value = equation.value(at: square.ball, bits: 64)
        if value.isFinite, value.excludesZero { return .zeros(0) }
        // Where the values on the whole square are bounded there is no pole in it.
        guard value.isFinite, places.isAnalytic(), equation.isOutsideDomain(square.ball) == false else { return .unknown }
        return winding(around: square).map { .zeros($0) } ?? .unknown
    }

    /// How often the value goes round zero; nil where a piece of the boundary comes too near to a zero.
    private func winding(around square: PlaneSquare) -> Int? {
        let corners = square.corners
        var pieces: [(start: PlanePoint, end: PlanePoint, depth: Int)] = (0..<4).map { (corners[$0], corners[($0 + 1) % 4], 0) }
        var angle = 0.0
        var looked = 0
        while let piece = pieces.popLast() {
            looked += 1
            guard looked <= ArgumentPrinciple.mostPieces, budget.step() else { return nil }
            let value = equation.value(at: PlaneSquare.segment(piece.start, piece.end), bits: 64)
            if value.isFinite, value.excludesZero {
                // The values lie in a rectangle without zero: they turn by less than half a turn.
                guard let turned = turn(from: piece.start, to: piece.end) else { return nil }
                angle += turned
                continue
            }
            guard piece.depth < ArgumentPrinciple.finest else { return nil }
            let middle = 0.5 * (piece.start + piece.end)
            pieces.append((piece.start, middle, piece.depth + 1))
            pieces.append((middle, piece.end, piece.depth + 1))
        }
        let turns = angle / (2 * .pi)
        // Rounding is far smaller; what is no whole number was no analytic function.
        return abs(turns - turns.rounded()) < 1e-3 && turns > -0.5 ? Int(turns.rounded()) : nil
    }

    private func turn(from start: PlanePoint, to end: PlanePoint) -> Double? {
        let (before, after) = (value(at: start), value(at: end))
        guard let before, let after else { return nil }
        return atan2(
            after.imaginary * before.real - after.real * before.imaginary, after.real * before.real + after.imaginary * before.imaginary)
    }

    private func value(at point: PlanePoint) -> PlanePoint? {
        let ball = equation.value(at: point.ball(within: 0), bits: 64)
        guard ball.isFinite, ball.excludesZero else { return nil }
        let (middle, size) = (ball.midpoint, ball.magnitudeUpperBound)
        guard size > 0, size.isFinite else { return nil }
        return PlanePoint(middle.real / size, middle.imaginary / size)
    }
}
