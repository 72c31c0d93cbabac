import Ball
import Certified
import Expressions

/// Looks for common zeros of the equations of a system as they were written, from many places. It knows nothing of how solutions were
/// found.
struct SystemScan {
    private let equations: [Expr]
    private let unknowns: [Expr]
    private let conditions: Expr
    private let isReal: Bool
    private let solver: Solver
    private var evaluator: BallEvaluator { solver.evaluator }
    private static let starts = 48
    /// Zeros farther out are not asked for: families are not counted so far.
    private static let farthest = 20.0

    /// - Parameters:
    ///   - conditions: what must hold at a zero for it to count.
    ///   - isReal: whether only real zeros are looked for.
    init(_ equations: [Expr], _ unknowns: [Expr], where conditions: Expr, isReal: Bool, _ solver: Solver) {
        self.equations = equations
        self.unknowns = unknowns
        self.conditions = conditions
        self.isReal = isReal
        self.solver = solver
    }

    /// The first zero that satisfies something, a number for each unknown.
    func first(where isWanted: ([PlanePoint]) -> Bool) -> [PlanePoint]? {
        let search = LeastSquares { values(at: points($0)) }
        let count = isReal ? unknowns.count : 2 * unknowns.count
        for round in 0..<SystemScan.starts where solver.store.budget.step(64) {
            let start = (0..<count).map { position in
                // Among complex numbers the real ones come first.
                position >= unknowns.count && round % 3 == 0 ? 0 : SystemScan.coordinate(round, position)
            }
            guard let place = search.zero(from: start) else { continue }
            let found = points(place)
            if found.allSatisfy({ $0.magnitude < SystemScan.farthest }), counts(found), isWanted(found) { return found }
        }
        return nil
    }

    /// Numbers that fill boxes of several sizes evenly, by multiples of irrational numbers.
    private static func coordinate(_ round: Int, _ position: Int) -> Double {
        let turn = Double(round + 1) * [0.754877666, 0.569840291, 0.618033989, 0.819172513, 0.671043607, 0.549700478][position % 6]
        return (turn - turn.rounded(.down) - 0.5) * [3, 8, 16][round % 3]
    }

    private func points(_ place: [Double]) -> [PlanePoint] {
        unknowns.indices.map { PlanePoint(place[$0], isReal ? 0 : place[$0 + unknowns.count]) }
    }

    /// The values of all equations, their real parts first.
    private func values(at points: [PlanePoint]) -> [Double]? {
        guard solver.store.budget.step() else { return nil }
        evaluator.begin(bits: 64, at: balls(points, margin: 0))
        let values = equations.map { evaluator.value(of: $0) }
        guard values.allSatisfy(\.isFinite) else { return nil }
        return values.map(\.midpoint.real) + values.map(\.midpoint.imaginary)
    }

    /// Whether the equations have no jump near a place, such as the cut of a root, and the conditions certainly hold around it.
    private func counts(_ points: [PlanePoint]) -> Bool {
        let around = balls(points, margin: 1e-7)
        evaluator.begin(bits: 128, at: around)
        let isSmooth = equations.allSatisfy { equation in
            let value = evaluator.value(of: equation)
            return value.isFinite
                && [ComplexBall.Part.real, .imaginary].allSatisfy { part in
                    let bounds = value.bounds(part)
                    return bounds.upper - bounds.lower < 1e-3
                }
        }
        return isSmooth && (conditions == .truth || evaluator.decides(conditions, at: around, [128]) == true)
    }

    private func balls(_ points: [PlanePoint], margin: Double) -> [Expr: ComplexBall] {
        Dictionary(
            uniqueKeysWithValues: zip(unknowns, points).map { name, point in
                let ball = SystemScan.interval(point.real, margin)
                if !isReal {
                    let unit = ComplexBall()
                    unit.set(real: 0, imaginary: 1)
                    unit.multiply(unit, SystemScan.interval(point.imaginary, margin), bits: 128)
                    ball.add(ball, unit, bits: 128)
                }
                return (name, ball)
            })
    }

    private static func interval(_ middle: Double, _ margin: Double) -> ComplexBall {
        RealInterval(lower: middle - margin, upper: middle + margin).ball
    }
}
