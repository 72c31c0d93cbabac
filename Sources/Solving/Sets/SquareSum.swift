import Exact
import Expressions
import Polynomials

/// A quadratic polynomial with rational coefficients as a sum of squares of linear forms with factors of one sign, by completing
/// squares (Lagrange's reduction). Over the real numbers it is zero only where all forms are.
struct SquareSum {
    /// The linear forms.
    private(set) var forms: [Expr] = []
    private static let mostVariables = 12

    /// Finds the forms; nil for other expressions, and where a name may be complex.
    init?(_ expr: Expr, _ store: ExprStore) {
        guard store.kind(expr) == .sum, let kernels = try? Kernels(store, of: [expr]), kernels.list.count <= SquareSum.mostVariables,
            kernels.list.allSatisfy({ store.kind($0.expression) == .symbol && !store.assumptions.isComplex($0.expression) })
        else { return nil }
        var reader = PolynomialReader(kernels)
        guard let polynomial = try? reader.read(expr).numerator, polynomial.totalDegree == 2 else { return nil }
        let count = kernels.list.count
        // The last row and column stand for the number 1.
        var matrix = Array(repeating: Array(repeating: Rational(0), count: count + 1), count: count + 1)
        polynomial.forEachTerm { exponents, coefficient in
            var places: [Int] = []
            for place in 0..<count { places += Array(repeating: place, count: Int(exponents[place])) }
            while places.count < 2 { places.append(count) }
            let half = Rational(coefficient) / Rational(2)
            matrix[places[0]][places[1]] = matrix[places[0]][places[1]] + half
            matrix[places[1]][places[0]] = matrix[places[1]][places[0]] + half
        }
        let variables = kernels.list.map(\.expression) + [.one]
        var sign = 0
        for pivot in 0...count where !matrix[pivot][pivot].isZero {
            let head = matrix[pivot][pivot]
            if sign != 0, head.signum != sign { return nil }
            sign = head.signum
            let row = matrix[pivot]
            forms.append(store.sum((0...count).map { store.scaled(row[$0] / head, variables[$0]) }))
            for first in 0...count {
                for second in 0...count { matrix[first][second] = matrix[first][second] - row[first] * row[second] / head }
            }
        }
        guard matrix.allSatisfy({ $0.allSatisfy(\.isZero) }) else { return nil }
    }
}
