import Tables

/// All that a reader makes of a table.
struct Reading: Equatable {
    var names: [String]?
    /// The bit patterns of the numbers, row by row.
    var rows: [[UInt64]] = []
    var texts: [String] = []
    var problem: TableProblem?

    var numbers: [[Double]] { rows.map { $0.map(Double.init(bitPattern:)) } }

    /// Reads a table fed in pieces that end at the borders given.
    init(
        _ bytes: [UInt8], borders: [Int] = [], rowsPerBlock: Int = 4, select: [Int]? = nil, keepsTexts: Bool = false, isHasty: Bool = false
    ) {
        var reader = TableReader(rowsPerBlock: rowsPerBlock, keepsTexts: keepsTexts)
        var start = 0
        do throws(TableProblem) {
            for end in borders + [bytes.count] {
                reader.feed(Array(bytes[start..<end]))
                start = end
                while let part = try reader.next(allowsPartialBlock: isHasty) { take(part, &reader, select) }
            }
            reader.finish()
            while let part = try reader.next() {
                take(part, &reader, select)
                if part == .end { return }
            }
        } catch {
            problem = error
        }
    }

    init(_ text: String, select: [Int]? = nil, keepsTexts: Bool = false) {
        self.init(Array(text.utf8), select: select, keepsTexts: keepsTexts)
    }

    private mutating func take(_ part: TableReader.Part, _ reader: inout TableReader, _ select: [Int]?) {
        switch part {
        case .header:
            names = reader.columnNames
            if let select { reader.select(select.filter { $0 < reader.columnNames.count }) }
        case .rows:
            let block = reader.block
            precondition(block.firstRow == rows.count + 1 && block.rowCount > 0)
            for row in 0..<block.rowCount {
                rows.append((0..<block.columnCount).map { block.values[$0 * block.capacity + row].bitPattern })
                texts.append(String(decoding: block.text(row), as: UTF8.self))
            }
        case .end: break
        }
    }
}
