/// Rows of cells: in aligned columns, or as a table in LaTeX, whose first row is the heading.
public struct TextTable {
    private var rows: [[String]] = []
    private var setOff: Set<Int> = []
    private static let gap = 3

    /// A table without rows, or with one.
    public init(_ headings: [String] = []) { if !headings.isEmpty { rows.append(headings) } }

    /// Adds a row.
    ///
    /// - Parameter isSetOff: whether a line separates it from those above in LaTeX.
    public mutating func add(_ cells: [String], isSetOff: Bool = false) {
        if isSetOff { setOff.insert(rows.count) }
        rows.append(cells)
    }

    /// The rows, parted by line ends; no line ends with blanks.
    public var text: String {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.unicodeScalars.count)
            }
        }
        var text = ""
        for (number, row) in rows.enumerated() {
            if number > 0 { text += "\n" }
            var pending = 0
            for (column, cell) in row.enumerated() {
                if !cell.isEmpty { text += String(repeating: " ", count: pending) + cell }
                pending = (cell.isEmpty ? pending : 0) + widths[column] - cell.unicodeScalars.count + TextTable.gap
            }
        }
        return text
    }

    /// A tabular environment.
    public var latex: String {
        let columns = "l" + String(repeating: "r", count: max(0, (rows.first?.count ?? 1) - 1))
        var lines = ["\\begin{tabular}{\(columns)}"]
        for (number, row) in rows.enumerated() {
            if number == 1 || setOff.contains(number) { lines.append("\\hline") }
            lines.append(row.map(TextTable.latex).joined(separator: " & ") + " \\\\")
        }
        return (lines + ["\\end{tabular}"]).joined(separator: "\n")
    }

    /// Numbers with an exponent as products, names and words as they are.
    private static func latex(_ cell: String) -> String {
        let isNumber = cell.utf8.first.map { $0 >= 48 && $0 <= 57 || $0 == 45 } ?? false
        if isNumber, cell != "-" {
            let isMarked = cell.hasSuffix("*")
            let digits = isMarked ? cell.dropLast() : cell[...]
            let parts = digits.split(separator: "e")
            guard parts.count == 2 else { return "$\(digits)$\(isMarked ? "*" : "")" }
            let exponent = parts[1].hasPrefix("+") ? parts[1].dropFirst() : parts[1]
            return "$\(parts[0]) \\cdot 10^{\(exponent)}$\(isMarked ? "*" : "")"
        }
        return cell.flatMap { "_%#&".contains($0) ? ["\\", $0] : [$0] }.reduce(into: "") { $0.append($1) }
    }
}
