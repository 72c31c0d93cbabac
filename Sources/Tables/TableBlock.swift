/// Rows of a table, as columns of numbers.
public struct TableBlock: Sendable {
    /// The numbers, column behind column: that of column `c` and row `r` stands at `c · capacity + r`.
    public internal(set) var values: [Double] = []
    /// How many rows a block can hold, which is the distance of columns.
    public let capacity: Int
    /// How many columns there are: those that were selected.
    public internal(set) var columnCount = 0
    /// How many rows there are.
    public internal(set) var rowCount = 0
    /// The first row's number in the table, from 1.
    public internal(set) var firstRow = 1
    /// The rows as they were read, without line ends, one behind the other; empty unless they are kept.
    public internal(set) var texts: [UInt8] = []
    /// Where each row ends in `texts`.
    public internal(set) var textEnds: [Int] = []

    init(capacity: Int) { self.capacity = capacity }

    /// The numbers of a column.
    public func column(_ index: Int) -> ArraySlice<Double> { values[(index * capacity)..<(index * capacity + rowCount)] }

    /// Hands the numbers of a column to a function, which must not keep the pointer.
    public func withColumn<Result>(_ index: Int, _ body: (UnsafeBufferPointer<Double>) throws -> Result) rethrows -> Result {
        try values.withUnsafeBufferPointer {
            try body(UnsafeBufferPointer(rebasing: $0[(index * capacity)..<(index * capacity + rowCount)]))
        }
    }

    /// A row as it was read, without its line end; empty unless rows are kept.
    public func text(_ row: Int) -> ArraySlice<UInt8> {
        if textEnds.isEmpty { return [] }
        return texts[(row == 0 ? 0 : textEnds[row - 1])..<textEnds[row]]
    }
}
