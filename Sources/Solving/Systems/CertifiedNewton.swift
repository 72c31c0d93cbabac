import Algebra
import Ball
import Calculus
import Certified
import Exact
import Expressions
import Reading

/// Solutions of a system of as many real equations as unknowns, found numerically: Newton's method finds a place, and the operator of Krawczyk
/// proves that there is exactly one solution in a box around it (Krawczyk, *Newton-Algorithmen zur Bestimmung von Nullstellen mit
/// Fehlerschranken*, 1969).
///
/// With a point x, an approximate inverse Y of the Jacobian matrix J at x and a box X around x, every solution in X lies in
/// `x - Y*f(x) + (1 - Y*J(X))*(X - x)`; if that is inside of X, there is one, and only one.
final class CertifiedNewton {
    private let equations: [Expr]
    private let unknowns: [Expr]
    private let jacobian: [[Expr]]
    /// Where the derivatives are those of functions without jumps and kinks.
    private let smoothness: [Expr]
    private let evaluator: BallEvaluator
    private let budget: Budget
    private static let mostSteps = 60
    private static let leastDigits = 20
    private static let mostBits = 1 << 16

    /// - Returns: nil where there are not as many equations as unknowns, other names stand in them, or a derivative is not known.
    init?(_ equations: [Expr], _ unknowns: [Expr], _ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        let store = catalogue.store
        guard equations.count == unknowns.count, store.symbols(in: equations).allSatisfy({ unknowns.contains($0) }) else { return nil }
        var columns: [[Expr]] = []
        var conditions: Set<Expr> = []
        let differentiator = Differentiator(catalogue)
        for unknown in unknowns {
            differentiator.begin(by: unknown)
            var column: [Expr] = []
            for equation in equations {
                guard let derivative = try? differentiator.derivative(of: equation), !derivative.isAbsent else { return nil }
                column.append(derivative)
            }
            columns.append(column)
            conditions.formUnion(differentiator.conditions)
        }
        self.equations = equations
        self.unknowns = unknowns
        self.evaluator = evaluator
        jacobian = equations.indices.map { row in columns.map { $0[row] } }
        smoothness = Array(conditions)
        budget = store.budget
    }

    /// The values of the unknowns at the solution to which Newton's method leads from a place; nil where none is certain.
    ///
    /// - Parameter digits: how many are wanted; nil for those of the nearest doubles.
    func solution(near start: [Double], digits: Int?) -> [Enclosure]? {
        guard let place = approached(start), let inverse = inverse(at: place.map(ball)) else { return nil }
        let wanted = max(digits ?? 0, CertifiedNewton.leastDigits)
        let bits = min(wanted * 4 + 128, CertifiedNewton.mostBits)
        guard let point = refined(place.map(ball), inverse, bits) else { return nil }
        let sizes = place.map { max($0.magnitude, 0x1p-40) }
        // A box in which the solution is the only one.
        let isAlone = [-8, -14, -22, -32, -44].contains { exponent in
            let radii = sizes.map { $0 * Double(sign: .plus, exponent: exponent, significand: 1) }
            return correction(point, radii, inverse, bits: 128) != nil
        }
        guard isAlone else { return nil }
        // A narrow one for the digits.
        let radii = sizes.map { $0 * Double(sign: .plus, exponent: max(-bits + 64, -900), significand: 1) }
        guard let last = correction(point, radii, inverse, bits: bits) else { return nil }
        var values: [Enclosure] = []
        for (middle, shift) in zip(point, last) {
            let ball = ComplexBall()
            ball.add(middle, shift, bits: bits)
            guard let value = Enclosure(ball, digits: digits, atLeast: wanted) else { return nil }
            values.append(value)
        }
        return values
    }

    private func ball(_ value: Double) -> ComplexBall {
        let ball = ComplexBall()
        ball.set(real: value, imaginary: 0)
        return ball
    }

    // MARK: Newton's method

    /// A place at which Newton's method in doubles comes to rest; steps that lead away are shortened.
    private func approached(_ start: [Double]) -> [Double]? {
        var place = start
        guard var size = residual(place) else { return nil }
        for _ in 0..<CertifiedNewton.mostSteps where budget.step() {
            if size == 0 { return place }
            guard let inverse = inverse(at: place.map(ball)), let values = values(at: place.map(ball), bits: 64) else { return nil }
            let step = inverse.map { row in zip(row, values).reduce(0) { $0 + $1.0 * $1.1.midpoint.real } }
            guard step.allSatisfy(\.isFinite) else { return nil }
            var factor = 1.0
            var next = place
            var nextSize: Double?
            for _ in 0..<12 {
                next = zip(place, step).map { $0 - factor * $1 }
                nextSize = residual(next)
                if let found = nextSize, found < size || found < 1e-13 { break }
                factor /= 2
            }
            guard let found = nextSize else { return nil }
            let isAtRest = zip(place, next).allSatisfy { abs($0 - $1) <= 4 * max($0.magnitude, $1.magnitude, 1e-30).ulp }
            if isAtRest { return next }
            if found >= size { return found < 1e-8 ? place : nil }
            (place, size) = (next, found)
        }
        return size < 1e-6 ? place : nil
    }

    /// How far the equations are from holding.
    private func residual(_ place: [Double]) -> Double? {
        guard let values = values(at: place.map(ball), bits: 64) else { return nil }
        let size = values.reduce(0) { max($0, abs($1.midpoint.real)) }
        return size.isFinite ? size : nil
    }

    /// The point moved until so many bits are right, by steps with one inverse matrix.
    private func refined(_ start: [ComplexBall], _ inverse: [[Double]], _ bits: Int) -> [ComplexBall]? {
        let point = start
        let accuracy = Double(sign: .plus, exponent: max(-bits + 72, -1_000), significand: 1)
        for _ in 0..<(CertifiedNewton.mostSteps + bits / 16) where budget.step() {
            guard let values = values(at: point, bits: bits) else { return nil }
            var isDone = true
            for row in point.indices {
                let step = product(inverse[row], values, bits)
                let next = ComplexBall()
                next.subtract(point[row], step, bits: bits)
                if step.magnitudeUpperBound > accuracy * max(abs(next.midpoint.real), 0x1p-40) { isDone = false }
                point[row].set(midpointOf: next)
            }
            if isDone { return point }
        }
        return nil
    }

    // MARK: Krawczyk's operator

    /// How far from a point the solution in a box around it lies, if there is exactly one.
    private func correction(_ point: [ComplexBall], _ radii: [Double], _ inverse: [[Double]], bits: Int) -> [ComplexBall]? {
        guard let values = values(at: point, bits: bits) else { return nil }
        let spans = radii.map { radius in
            let span = ComplexBall()
            span.set(realMidpoint: 0, radius: radius)
            return span
        }
        let box = zip(point, spans).map { middle, span in
            let side = ComplexBall()
            side.add(middle, span, bits: bits)
            return side
        }
        begin(box, bits: bits)
        guard smoothness.allSatisfy({ evaluator.truth(of: $0) == .holds }) else { return nil }
        var slopes: [[ComplexBall]] = []
        for row in jacobian {
            let own = row.map(copied)
            guard own.allSatisfy({ $0.isFinite && $0.isReal }) else { return nil }
            slopes.append(own)
        }
        // The functions themselves must be defined in all of the box.
        guard equations.allSatisfy({ evaluator.value(of: $0).isFinite }) else { return nil }
        var result: [ComplexBall] = []
        for row in point.indices {
            let shift = product(inverse[row], values, bits)
            shift.negate(shift)
            for column in point.indices {
                let entry = product(inverse[row], slopes.map { $0[column] }, bits)
                let rest = ComplexBall()
                rest.set(row == column ? 1 : 0)
                rest.subtract(rest, entry, bits: bits)
                rest.multiply(rest, spans[column], bits: bits)
                shift.add(shift, rest, bits: bits)
            }
            guard shift.isFinite, shift.magnitudeUpperBound < radii[row] else { return nil }
            result.append(shift)
        }
        return result
    }

    private func product(_ row: [Double], _ values: [ComplexBall], _ bits: Int) -> ComplexBall {
        let (sum, factor) = (ComplexBall(), ComplexBall())
        sum.set(0)
        for (number, value) in zip(row, values) {
            factor.set(real: number, imaginary: 0)
            factor.multiply(factor, value, bits: bits)
            sum.add(sum, factor, bits: bits)
        }
        return sum
    }

    // MARK: Values

    private func begin(_ point: [ComplexBall], bits: Int) {
        evaluator.begin(bits: bits, at: Dictionary(uniqueKeysWithValues: zip(unknowns, point)))
    }

    private func copied(_ expr: Expr) -> ComplexBall {
        let ball = ComplexBall()
        ball.set(evaluator.value(of: expr))
        return ball
    }

    private func values(at point: [ComplexBall], bits: Int) -> [ComplexBall]? {
        begin(point, bits: bits)
        let values = equations.map(copied)
        return values.allSatisfy { $0.isFinite && $0.isReal } ? values : nil
    }

    /// About the inverse of the Jacobian matrix at a point, by elimination with the largest pivots.
    private func inverse(at point: [ComplexBall]) -> [[Double]]? {
        begin(point, bits: 64)
        let count = unknowns.count
        var rows: [[Double]] = []
        for (place, row) in jacobian.enumerated() {
            var own = row.map { evaluator.value(of: $0).midpoint.real }
            own += (0..<count).map { $0 == place ? 1 : 0 }
            guard own.allSatisfy(\.isFinite) else { return nil }
            rows.append(own)
        }
        for column in 0..<count {
            guard let pivot = (column..<count).max(by: { rows[$0][column].magnitude < rows[$1][column].magnitude }),
                rows[pivot][column] != 0
            else { return nil }
            rows.swapAt(pivot, column)
            let head = rows[column][column]
            rows[column] = rows[column].map { $0 / head }
            for other in 0..<count where other != column && rows[other][column] != 0 {
                let factor = rows[other][column]
                for place in rows[other].indices { rows[other][place] -= factor * rows[column][place] }
            }
        }
        let result = rows.map { Array($0[count...]) }
        return result.allSatisfy { $0.allSatisfy(\.isFinite) } ? result : nil
    }
}
