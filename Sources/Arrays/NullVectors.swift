import Expressions
import Reading

extension ArrayValue {
    /// The vectors that a matrix in reduced row echelon form takes to zero: one for each column without a pivot.
    ///
    /// - Parameter pivots: the columns of the pivots, one for each row that is not zero.
    public static func nullVectors(of form: ArrayValue, pivots: [Int], _ store: ExprStore) -> [ArrayValue] {
        (0..<form.columnCount).filter { !pivots.contains($0) }.map { free in
            var entries = Array(repeating: Expr.zero, count: form.columnCount)
            entries[free] = .one
            for (row, pivot) in pivots.enumerated() { entries[pivot] = store.negated(form[row, free]) }
            return ArrayValue(vector: entries)
        }
    }
}
