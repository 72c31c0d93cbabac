import Syntax

/// A program for a matrix of derivatives: only those that can be other than zero are computed.
public struct SparseDerivatives: Sendable {
    /// The values of the function, then one output for each entry.
    public let program: Program
    /// The rows and columns of the entries.
    public let entries: [(row: Int, column: Int)]
    /// How many outputs are the values of the function.
    public let valueCount: Int
    /// How many sweeps through the function were needed.
    public let sweepCount: Int
    /// Whether the sweeps went backward.
    public let isReverse: Bool
}

extension Differentiation {
    /// All first derivatives of all outputs: columns that do not meet are found together by forward mode, or rows by reverse mode,
    /// whichever needs fewer sweeps.
    public func jacobian(_ program: Program) throws(Diagnostic) -> SparseDerivatives {
        let pattern = program.sparsity()
        let (columns, rows) = (Colouring.columns(of: pattern), Colouring.rows(of: pattern))
        let valueCount = program.outputs.count
        let isReverse = rows.count < columns.count
        var entries: [(row: Int, column: Int)] = []
        var places: [Int] = []
        let colours = isReverse ? rows : columns
        let width = isReverse ? program.inputCount : valueCount
        for (row, entriesOfRow) in pattern.rows.enumerated() {
            for column in entriesOfRow {
                entries.append((row, Int(column)))
                let (chosen, other) = isReverse ? (row, Int(column)) : (Int(column), row)
                places.append(valueCount + colours.colours[chosen] * width + other)
            }
        }
        let seeds = (0..<colours.count).map { colour in colours.colours.map { $0 == colour ? 1.0 : 0.0 } }
        let full = isReverse ? try adjoints(program, along: seeds) : try tangents(program, along: seeds)
        return SparseDerivatives(
            program: full.selecting(Array(0..<valueCount) + places), entries: entries, valueCount: valueCount, sweepCount: colours.count,
            isReverse: isReverse)
    }

    /// The value, the gradient and, behind them, the entries of the lower triangle of the Hessian of a program with one output:
    /// forward mode over reverse mode, along groups of inputs by a star colouring.
    public func hessian(_ program: Program) throws(Diagnostic) -> SparseDerivatives {
        let gradient = try gradient(program)
        let slopes = gradient.selecting(Array(1..<gradient.outputs.count))
        let pattern = slopes.sparsity().symmetric
        let colouring = Colouring.star(of: pattern)
        let seeds = (0..<colouring.count).map { colour in colouring.colours.map { $0 == colour ? 1.0 : 0.0 } }
        let full = try tangents(gradient, along: seeds)
        let valueCount = gradient.outputs.count
        var entries: [(row: Int, column: Int)] = []
        var places: [Int] = []
        for (row, columns) in pattern.rows.enumerated() {
            for column in columns where Int(column) <= row {
                let isAlone = !columns.contains { $0 != column && colouring.colours[Int($0)] == colouring.colours[Int(column)] }
                let (reading, along) = isAlone ? (row, Int(column)) : (Int(column), row)
                entries.append((row, Int(column)))
                places.append(valueCount + colouring.colours[along] * valueCount + 1 + reading)
            }
        }
        return SparseDerivatives(
            program: full.selecting(Array(0..<valueCount) + places), entries: entries, valueCount: valueCount, sweepCount: colouring.count,
            isReverse: false)
    }
}

extension SparsityPattern {
    /// The pattern of a symmetric matrix: what is found on one side of the diagonal is on the other.
    fileprivate var symmetric: SparsityPattern {
        let columns = self.columns
        return SparsityPattern(
            rows: rows.indices.map { index in Array(Set(rows[index] + columns[index])).sorted() }, columnCount: columnCount)
    }
}
