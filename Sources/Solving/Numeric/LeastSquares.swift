/// Places at which several functions of several real numbers vanish together, in doubles (Marquardt, *An algorithm for least-squares
/// estimation of nonlinear parameters*, 1963). There may be more functions than numbers, or fewer.
struct LeastSquares {
    /// The values of the functions at a place; nil where one has none.
    let values: ([Double]) -> [Double]?

    private static let mostSteps = 40
    private static let mostTrials = 8
    /// Places farther out are not looked at.
    private static let farthest = 1e4

    /// The common zero to which steps from a place lead, where they come to rest; nil where they do not.
    func zero(from start: [Double]) -> [Double]? {
        guard var found = values(start) else { return nil }
        var (place, damping) = (start, 1e-3)
        for _ in 0..<LeastSquares.mostSteps {
            guard let rates = rates(at: place, found), let step = step(rates, found, damping) else { return nil }
            if isSmall(step, place), size(found) < 1e-22 * scale(rates, place) { return rest(rates, found, place) }
            var isBetter = false
            for _ in 0..<LeastSquares.mostTrials where !isBetter {
                guard let step = self.step(rates, found, damping) else { return nil }
                let next = zip(place, step).map { $0 - $1 }
                if next.allSatisfy({ $0.magnitude < LeastSquares.farthest }), let values = values(next), size(values) < size(found) {
                    (place, found, isBetter) = (next, values, true)
                    damping /= 10
                } else {
                    damping *= 10
                }
            }
            // Rounding keeps what is near enough from coming nearer.
            if !isBetter { return size(found) < 1e-22 * scale(rates, place) ? rest(rates, found, place) : nil }
        }
        return nil
    }

    /// The place after a last step that nothing damps; nil where that leads on, as it does far out, where functions fade.
    private func rest(_ rates: [[Double]], _ found: [Double], _ place: [Double]) -> [Double]? {
        guard let step = step(rates, found, 1e-12), isSmall(step, place) else { return nil }
        let last = zip(place, step).map { $0 - $1 }
        return values(last).map { size($0) <= size(found) ? last : place }
    }

    private func isSmall(_ step: [Double], _ place: [Double]) -> Bool {
        zip(step, place).allSatisfy { $0.magnitude < 1e-8 * max(1, $1.magnitude) }
    }

    private func size(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } }

    /// How large values are that differ by as much as the place is away from zero.
    private func scale(_ rates: [[Double]], _ place: [Double]) -> Double {
        max(1, rates.reduce(0) { $0 + size($1) } * max(1, size(place)))
    }

    /// The derivatives by differences: for each number those of all functions.
    private func rates(at place: [Double], _ found: [Double]) -> [[Double]]? {
        var rates: [[Double]] = []
        for position in place.indices {
            let distance = 1e-7 * max(1, place[position].magnitude)
            var next = place
            next[position] += distance
            guard let values = values(next) else { return nil }
            rates.append(zip(values, found).map { ($0 - $1) / distance })
        }
        return rates
    }

    /// The solution of `(J*J^T + damping*trace)*step = J*values`.
    private func step(_ rates: [[Double]], _ found: [Double], _ damping: Double) -> [Double]? {
        func product(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
        var rows = rates.map { row in rates.map { product(row, $0) } + [product(row, found)] }
        let trace = rows.indices.reduce(0) { $0 + rows[$1][$1] }
        guard trace.isFinite, trace > 0 else { return nil }
        for position in rows.indices { rows[position][position] += damping * trace }
        // The matrix is positive definite: any order of the pivots will do.
        for pivot in rows.indices {
            for other in rows.indices where other != pivot {
                let factor = rows[other][pivot] / rows[pivot][pivot]
                for place in pivot..<rows[other].count { rows[other][place] -= factor * rows[pivot][place] }
            }
        }
        let step = rows.indices.map { rows[$0][rows.count] / rows[$0][$0] }
        return step.allSatisfy(\.isFinite) ? step : nil
    }
}
