import CFLINT
import Exact
import Expressions

/// A matrix of rational numbers. It does not change once it is made. It exists only where `PolynomialRing.load()` succeeds.
///
/// Operations draw on the budget; one that is cut short spends it and gives a zero matrix, or nil.
public final class RationalMatrix: Equatable {
    /// The number of rows.
    public let rowCount: Int
    /// The number of columns.
    public let columnCount: Int
    private let budget: Budget
    private let pointer: OpaquePointer

    /// The matrix of that size whose entries are given by row and column.
    public convenience init(rows: Int, columns: Int, budget: Budget = Budget(), _ entry: (Int, Int) -> Rational) {
        self.init(rows, columns, budget)
        for row in 0..<rows {
            for column in 0..<columns { set(entry(row, column), row, column) }
        }
    }

    /// The unit matrix.
    public static func identity(_ size: Int, budget: Budget = Budget()) -> RationalMatrix {
        RationalMatrix(rows: size, columns: size, budget: budget) { $0 == $1 ? 1 : 0 }
    }

    /// The zero matrix, to be filled by whoever makes it.
    private init(_ rows: Int, _ columns: Int, _ budget: Budget) {
        if let reason = agnesi_flint_load() { preconditionFailure(String(cString: reason)) }
        rowCount = rows
        columnCount = columns
        self.budget = budget
        pointer = agnesi_matrix_new(rows, columns)
    }

    deinit { agnesi_matrix_free(pointer) }

    private func set(_ value: Rational, _ row: Int, _ column: Int) {
        if value.isZero { return }
        value.numerator.withMPZ { above in
            value.denominator.withMPZ { below in
                agnesi_matrix_set(pointer, row, column, UnsafeRawPointer(above), UnsafeRawPointer(below))
            }
        }
    }

    /// The entry at a row and a column, counted from 0.
    public subscript(row: Int, column: Int) -> Rational {
        precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount)
        return Rational(part(row, column, 0), part(row, column, 1))
    }

    private func part(_ row: Int, _ column: Int, _ part: Int32) -> Integer {
        var small = 0
        if agnesi_matrix_small_part(pointer, row, column, part, &small) != 0 { return Integer(small) }
        return Integer(copyingGMP: agnesi_matrix_large_part(pointer, row, column, part))
    }

    /// Whether size and entries are the same.
    public static func == (left: RationalMatrix, right: RationalMatrix) -> Bool {
        left.rowCount == right.rowCount && left.columnCount == right.columnCount
            && agnesi_matrix_equal(left.pointer, right.pointer) != 0
    }

    private func guarded(_ operation: () -> Int32) -> Bool {
        let answer = drawing(on: budget, operation)
        if answer == Int32(AGNESI_STOPPED) { budget.exhaust(.size) }
        return answer == Int32(AGNESI_YES)
    }

    /// The product.
    public static func * (left: RationalMatrix, right: RationalMatrix) -> RationalMatrix {
        precondition(left.columnCount == right.rowCount)
        let result = RationalMatrix(left.rowCount, right.columnCount, left.budget)
        _ = left.guarded { agnesi_matrix_mul(result.pointer, left.pointer, right.pointer) }
        return result
    }

    /// The reduced row echelon form, and the rank.
    public var reduced: (matrix: RationalMatrix, rank: Int) {
        let result = RationalMatrix(rowCount, columnCount, budget)
        var rank = 0
        _ = guarded { agnesi_matrix_reduce(result.pointer, &rank, pointer) }
        return (result, rank)
    }

    /// The number of independent rows.
    public var rank: Int { reduced.rank }

    /// The determinant of a square matrix.
    public var determinant: Rational {
        precondition(rowCount == columnCount)
        let result = RationalMatrix(1, 1, budget)
        _ = guarded { agnesi_matrix_determinant(result.pointer, pointer) }
        return result[0, 0]
    }

    /// The inverse of a square matrix; nil if it has none.
    public var inverse: RationalMatrix? {
        precondition(rowCount == columnCount)
        let result = RationalMatrix(rowCount, columnCount, budget)
        return guarded { agnesi_matrix_inverse(result.pointer, pointer) } ? result : nil
    }

    /// Some `x` with `self * x = right`; nil if there is none. All others differ by columns of the null space.
    public func solve(_ right: RationalMatrix) -> RationalMatrix? {
        precondition(rowCount == right.rowCount)
        let result = RationalMatrix(columnCount, right.columnCount, budget)
        return guarded { agnesi_matrix_solve(result.pointer, pointer, right.pointer) } ? result : nil
    }

    /// A basis of the columns that the matrix maps to zero, as the columns of a matrix.
    public var nullSpace: RationalMatrix {
        let (matrix, rank) = reduced
        let pivots = (0..<rank).map { row in (0..<columnCount).first { !matrix[row, $0].isZero } ?? 0 }
        let free = (0..<columnCount).filter { !pivots.contains($0) }
        return RationalMatrix(rows: columnCount, columns: free.count, budget: budget) { row, column in
            if let pivot = pivots.firstIndex(of: row) { return -matrix[pivot, free[column]] }
            return row == free[column] ? 1 : 0
        }
    }
}
