import Exact
import Expressions
import Polynomials
import Reading
import Syntax

/// Exact linear algebra with matrices of expressions. Kernels such as `sin(x)` count as names: where a pivot or a determinant is not zero for
/// all their values, the answer holds where it is not.
public struct LinearAlgebra {
    private let store: ExprStore

    /// Linear algebra with the expressions of one store.
    public init(_ store: ExprStore) { self.store = store }

    /// The determinant of a square matrix.
    public func determinant(_ array: ArrayValue, at span: Span) throws(Diagnostic) -> Expr {
        try requireSquare(array, span)
        let matrix = try FractionMatrix(array, store, at: span)
        var writer = PolynomialWriter(matrix.kernels)
        return finished(try matrix.determinant(at: span), &writer)
    }

    /// The inverse of a square matrix, and its determinant where that is not a number.
    ///
    /// - Throws: where the determinant is zero.
    public func inverse(_ array: ArrayValue, at span: Span) throws(Diagnostic) -> (inverse: ArrayValue, determinant: Expr?) {
        try requireSquare(array, span)
        if let numbers = numbers(in: array) { return (try inverse(numbers, at: span), nil) }
        let matrix = try FractionMatrix(array, store, at: span)
        let determinant = try matrix.determinant(at: span)
        guard !determinant.isZero else { throw LinearAlgebra.singular(span) }
        let inverse = try matrix.inverse(determinant, at: span)
        var writer = PolynomialWriter(matrix.kernels)
        let result = ArrayValue(rows: array.rowCount, columns: array.columnCount) { finished(inverse[$0][$1], &writer) }
        return (result, determinant.constantValue == nil ? finished(determinant, &writer) : nil)
    }

    /// That there is no inverse.
    public static func singular(_ span: Span) -> Diagnostic {
        Diagnostic("singular", "the matrix has no inverse: its determinant is 0", at: span, kind: .undefined)
    }

    private func numbers(in array: ArrayValue) -> RationalMatrix? {
        let numbers = array.entries.compactMap { store.rationalValue($0) }
        guard numbers.count == array.entries.count else { return nil }
        return RationalMatrix(rows: array.rowCount, columns: array.columnCount, budget: store.budget) {
            numbers[$0 * array.columnCount + $1]
        }
    }

    private func inverse(_ matrix: RationalMatrix, at span: Span) throws(Diagnostic) -> ArrayValue {
        let inverse = matrix.inverse
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        guard let inverse else { throw LinearAlgebra.singular(span) }
        guard matrix * inverse == .identity(matrix.rowCount, budget: store.budget) else { throw FractionMatrix.noInverse(span) }
        return ArrayValue(rows: matrix.rowCount, columns: matrix.rowCount) { store.number(inverse[$0, $1]) }
    }

    /// The characteristic polynomial `det(x*1 - A)` of a square matrix.
    public func characteristicPolynomial(_ array: ArrayValue, in variable: Expr, at span: Span) throws(Diagnostic) -> Expr {
        try determinant(characteristicMatrix(array, variable, at: span), at: span)
    }

    /// The matrix `x*1 - A`.
    public func characteristicMatrix(_ array: ArrayValue, _ value: Expr, at span: Span) throws(Diagnostic) -> ArrayValue {
        try requireSquare(array, span)
        return ArrayValue(rows: array.rowCount, columns: array.columnCount) { row, column in
            store.difference(row == column ? value : .zero, array[row, column])
        }
    }

    /// The reduced row echelon form, the columns of its pivots, and what must not be zero for it to be that.
    ///
    /// - Parameter isZero: tells whether an expression of functions is always zero; asked of pivots where functions occur.
    public func echelon(
        _ array: ArrayValue, at span: Span, isZero: (Expr) throws(Diagnostic) -> Bool
    ) throws(Diagnostic) -> (form: ArrayValue, pivots: [Int], conditions: [Expr]) {
        let matrix = try FractionMatrix(array, store, at: span)
        var writer = PolynomialWriter(matrix.kernels)
        let hasFunctions = matrix.kernels.list.contains { store.kind($0.expression) != .symbol }
        let (rows, pivots, divisors) = try matrix.reducedRows(at: span) { value throws(Diagnostic) in
            guard hasFunctions, value.constantValue == nil else { return false }
            return try isZero(finished(value, &writer))
        }
        let form = ArrayValue(rows: array.rowCount, columns: array.columnCount) { finished(rows[$0][$1], &writer) }
        var conditions: [Expr] = []
        for divisor in divisors where divisor.constantValue == nil { conditions.append(finished(divisor, &writer)) }
        return (form, pivots, conditions)
    }

    /// The adjugate of a square matrix: the determinant times the inverse, of numbers, where there is one; else the minors of the transpose,
    /// with signs in turn.
    public func adjugate(_ array: ArrayValue, at span: Span) throws(Diagnostic) -> ArrayValue {
        try requireSquare(array, span)
        if let inverse = numbers(in: array)?.inverse {
            let determinant = try determinant(array, at: span)
            return ArrayValue(rows: array.rowCount, columns: array.rowCount) {
                store.product(determinant, store.number(inverse[$0, $1]))
            }
        }
        var columns: [ArrayValue] = []
        for place in 0..<array.rowCount { columns.append(try adjugateColumn(array, place, at: span)) }
        return ArrayValue(rows: array.rowCount, columns: array.rowCount) { columns[$1].entries[$0] }
    }

    /// A column of the adjugate of a square matrix, which takes it to the determinant times a unit vector.
    public func adjugateColumn(_ array: ArrayValue, _ column: Int, at span: Span) throws(Diagnostic) -> ArrayValue {
        try requireSquare(array, span)
        let size = array.rowCount
        guard size > 1 else { return ArrayValue(vector: [.one]) }
        var entries: [Expr] = []
        for row in 0..<size {
            let minor = ArrayValue(rows: size - 1, columns: size - 1) {
                array[$0 < column ? $0 : $0 + 1, $1 < row ? $1 : $1 + 1]
            }
            let value = try determinant(minor, at: span)
            entries.append((row + column) % 2 == 0 ? value : store.negated(value))
        }
        return ArrayValue(vector: entries)
    }

    private func requireSquare(_ array: ArrayValue, _ span: Span) throws(Diagnostic) {
        guard !array.isSquare else { return }
        throw Diagnostic("bad-shape", "a square matrix is expected here, not \(array.shape)", at: span)
    }

    private func finished(_ value: RationalFunction, _ writer: inout PolynomialWriter) -> Expr {
        writer.writeDivided(value) ?? writer.write(value)
    }
}
