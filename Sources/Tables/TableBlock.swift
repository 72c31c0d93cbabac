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

    /// The rows, from 0 and in order, with a number that is not finite, or too large or too small for a double of full accuracy.
    public internal(set) var extremeRows: [Int] = []
    /// The byte that parts the fields of rows.
    public internal(set) var delimiter = UInt8(ascii: ",")

    init(capacity: Int) { self.capacity = capacity }

    /// The numbers of a column.
    public func column(_ index: Int) -> ArraySlice<Double> { values[(index * capacity)..<(index * capacity + rowCount)] }

    /// A row as it was read, without its line end; empty unless rows are kept.
    public func text(_ row: Int) -> ArraySlice<UInt8> {
        if textEnds.isEmpty { return [] }
        return texts[(row == 0 ? 0 : textEnds[row - 1])..<textEnds[row]]
    }

    /// What is written in a field of a row, without quotes and blanks around it; nil unless rows are kept.
    public func field(row: Int, column: Int) -> ArraySlice<UInt8>? {
        let text = text(row)
        var (start, place, field) = (text.startIndex, text.startIndex, 0)
        var isQuoted = false
        while place < text.endIndex {
            if text[place] == UInt8(ascii: "\"") { isQuoted.toggle() }
            if text[place] == delimiter, !isQuoted {
                if field == column { break }
                field += 1
                start = place + 1
            }
            place += 1
        }
        guard field == column, !text.isEmpty else { return nil }
        func isAround(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == UInt8(ascii: "\"") }
        return text[start..<place].drop(while: isAround).reversed().drop(while: isAround).reversed()[...]
    }
}
