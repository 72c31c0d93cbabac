/// Rows of cells under headings: aligned text, or LaTeX.
struct TextTable {
    private var rows: [[String]]
    private var setOff: Set<Int> = []

    init(_ headings: [String]) { rows = [headings] }

    /// Adds a row.
    ///
    /// - Parameter isSetOff: whether a line separates it from those above in LaTeX.
    mutating func add(_ cells: [String], isSetOff: Bool = false) {
        if isSetOff { setOff.insert(rows.count) }
        rows.append(cells)
    }

    /// Columns two blanks apart, numbers to the left: their digits begin alike.
    var text: String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                line += String(repeating: " ", count: widths[column] - cell.count + 2)
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }

    /// A tabular environment.
    var latex: String {
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
