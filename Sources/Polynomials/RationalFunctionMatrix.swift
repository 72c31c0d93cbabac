import Exact
import Expressions

/// A matrix of fractions of polynomials of one ring.
///
/// Elimination is fraction-free (Bareiss, *Sylvester's identity and multistep integer-preserving Gaussian elimination*, 1968): rows
/// are cleared of denominators, and every step divides exactly by the pivot before the last.
public struct RationalFunctionMatrix: Equatable {
    /// The entries, row after row; every row has the same length.
    public let rows: [[RationalFunction]]
    /// The number of columns.
    public let columnCount: Int
    private let ring: PolynomialRing

    /// The matrix of these rows over a ring.
    public init(_ rows: [[RationalFunction]], columns: Int, ring: PolynomialRing) {
        precondition(rows.allSatisfy { $0.count == columns })
        self.rows = rows
        columnCount = columns
        self.ring = ring
    }

    /// Whether the entries are the same.
    public static func == (left: RationalFunctionMatrix, right: RationalFunctionMatrix) -> Bool { left.rows == right.rows }

    /// What elimination leaves: an echelon form of polynomials, where its pivots stand, and what the determinant is of a square one.
    private struct Echelon {
        var rows: [[Polynomial]]
        var pivots: [Int]
        var determinant: RationalFunction
    }

    /// Eliminates below the pivots; pivots are sought in the first columns only.
    private func eliminated(columns: Int) -> Echelon {
        var work: [[Polynomial]] = []
        var factor = RationalFunction(ring.one)
        for row in rows {
            var common = ring.one
            for entry in row { common = common * Polynomial.gcdAndCofactors(common, entry.denominator).second }
            work.append(row.map { $0.numerator * (common.dividedExactly(by: $0.denominator) ?? ring.zero) })
            factor = factor * RationalFunction(lowestTerms: ring.one, common)
        }
        var previous = ring.one
        var pivots: [Int] = []
        var sign = 1
        for column in 0..<columns where pivots.count < work.count {
            let top = pivots.count
            // The shortest pivot keeps the others short.
            let candidates = (top..<work.count).filter { !work[$0][column].isZero }
            guard let chosen = candidates.min(by: { work[$0][column].termCount < work[$1][column].termCount }) else { continue }
            if chosen != top {
                work.swapAt(chosen, top)
                sign = -sign
            }
            let pivot = work[top][column]
            for row in (top + 1)..<max(work.count, top + 1) {
                let head = work[row][column]
                for place in 0..<columnCount {
                    let value = pivot * work[row][place] - head * work[top][place]
                    work[row][place] = value.dividedExactly(by: previous) ?? ring.zero
                    guard ring.budget.step() else { return Echelon(rows: work, pivots: [], determinant: factor) }
                }
            }
            previous = pivot
            pivots.append(column)
        }
        // The last pivot is the determinant of the cleared rows.
        let isRegular = pivots.count == rows.count && rows.count == columns
        let last = isRegular ? previous.scaled(by: Integer(sign)) : ring.zero
        return Echelon(rows: work, pivots: pivots, determinant: RationalFunction(last) * factor)
    }

    /// The number of independent rows.
    public var rank: Int { eliminated(columns: columnCount).pivots.count }

    /// The determinant of a square matrix.
    public var determinant: RationalFunction {
        precondition(rows.count == columnCount)
        return eliminated(columns: columnCount).determinant
    }

    /// The reduced row echelon form of the first columns, with the pivots.
    private func reduced(columns: Int) -> (rows: [[RationalFunction]], pivots: [Int]) {
        let echelon = eliminated(columns: columns)
        var result: [[RationalFunction]] = echelon.rows.map { $0.map { RationalFunction($0) } }
        for (position, pivot) in echelon.pivots.enumerated().reversed() {
            let head = echelon.rows[position][pivot]
            result[position] = echelon.rows[position].map { RationalFunction($0, over: head) ?? RationalFunction(ring.zero) }
            for (other, otherPivot) in echelon.pivots.enumerated() where other > position {
                let factor = result[position][otherPivot]
                if factor.isZero { continue }
                for place in 0..<columnCount { result[position][place] = result[position][place] - factor * result[other][place] }
            }
        }
        return (result, echelon.pivots)
    }

    /// The reduced row echelon form.
    public var reduced: RationalFunctionMatrix {
        RationalFunctionMatrix(reduced(columns: columnCount).rows, columns: columnCount, ring: ring)
    }

    /// Some `x` with `self * x = right`; nil if there is none for general values of the variables. All others differ by the null
    /// space.
    public func solve(_ right: [RationalFunction]) -> [RationalFunction]? {
        precondition(right.count == rows.count)
        let joined = RationalFunctionMatrix(zip(rows, right).map { $0 + [$1] }, columns: columnCount + 1, ring: ring)
        let (result, pivots) = joined.reduced(columns: columnCount)
        if ring.budget.isExhausted { return nil }
        for row in result.dropFirst(pivots.count) where !row[columnCount].isZero { return nil }
        var solution = Array(repeating: RationalFunction(ring.zero), count: columnCount)
        for (row, pivot) in pivots.enumerated() { solution[pivot] = result[row][columnCount] }
        return solution
    }

    /// A basis of the vectors that the matrix maps to zero for general values of the variables.
    public var nullSpace: [[RationalFunction]] {
        let (result, pivots) = reduced(columns: columnCount)
        return (0..<columnCount).filter { !pivots.contains($0) }.map { free in
            var vector = Array(repeating: RationalFunction(ring.zero), count: columnCount)
            vector[free] = RationalFunction(ring.one)
            for (row, pivot) in pivots.enumerated() { vector[pivot] = -result[row][free] }
            return vector
        }
    }

    /// The inverse of a square matrix; nil if its determinant is 0.
    public var inverse: RationalFunctionMatrix? {
        precondition(rows.count == columnCount)
        let size = columnCount
        let unit = { (row: Int) in (0..<size).map { RationalFunction($0 == row ? ring.one : ring.zero) } }
        let joined = RationalFunctionMatrix(rows.enumerated().map { $0.element + unit($0.offset) }, columns: 2 * size, ring: ring)
        let (result, pivots) = joined.reduced(columns: size)
        guard pivots.count == size, !ring.budget.isExhausted else { return nil }
        return RationalFunctionMatrix(result.map { Array($0[size...]) }, columns: size, ring: ring)
    }

    /// The image of a vector.
    public static func * (matrix: RationalFunctionMatrix, vector: [RationalFunction]) -> [RationalFunction] {
        matrix.rows.map { row in zip(row, vector).reduce(RationalFunction(matrix.ring.zero)) { $0 + $1.0 * $1.1 } }
    }
}
