/// Rows of cells in aligned columns.
public struct TextTable {
    private var rows: [[String]] = []
    private static let gap = 3

    /// A table without rows.
    public init() {}

    /// Adds a row.
    public mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The rows, each on a line; no line ends with blanks.
    public var text: String {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.unicodeScalars.count)
            }
        }
        var text = ""
        for row in rows {
            var pending = 0
            for (column, cell) in row.enumerated() {
                if !cell.isEmpty { text += String(repeating: " ", count: pending) + cell }
                pending = (cell.isEmpty ? pending : 0) + widths[column] - cell.unicodeScalars.count + TextTable.gap
            }
            text += "\n"
        }
        return text
    }
}
