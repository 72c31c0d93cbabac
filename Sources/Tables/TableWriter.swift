/// A number of a table whose text is given.
public struct WrittenNumber: Sendable, Equatable {
    /// Its row and its column, from 0.
    public let row, column: Int
    /// What is written.
    public let text: [UInt8]

    /// A text in its place.
    public init(row: Int, column: Int, text: [UInt8]) {
        self.row = row
        self.column = column
        self.text = text
    }
}

/// Writes tables of numbers (RFC 4180, lines ended by LF).
public struct TableWriter: Sendable {
    /// The byte that parts fields.
    public let delimiter: UInt8
    private let numbers = NumberWriter()

    /// A writer of fields parted by commas, or by another byte.
    public init(delimiter: UInt8 = UInt8(ascii: ",")) { self.delimiter = delimiter }

    /// Appends the row of names, behind the text of a header that was read if there is one. Names stand in quotes where they must.
    public func writeHeader(_ names: [String], after text: [UInt8] = [], to output: inout [UInt8]) {
        output.append(contentsOf: text)
        for (index, name) in names.enumerated() {
            if index > 0 || !text.isEmpty { output.append(delimiter) }
            writeText(name, to: &output)
        }
        output.append(UInt8(ascii: "\n"))
    }

    /// Appends rows of numbers, that of column `c` and row `r` being `values[c * capacity + r]`; behind the rows of a block that keeps
    /// their texts if one is given. Numbers that are `written`, in the order of rows and columns, take the place of others.
    public func writeRows(
        _ values: UnsafeBufferPointer<Double>, columnCount: Int, capacity: Int, rowCount: Int, after block: TableBlock? = nil,
        written: [WrittenNumber] = [], to output: inout [UInt8]
    ) {
        if rowCount == 0 { return }
        precondition(columnCount == 0 || values.count >= (columnCount - 1) * capacity + rowCount, "columns end early")
        let delimiter = delimiter
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: TableWriter.pieceLength + NumberWriter.room + 1) { piece in
            guard let start = piece.baseAddress else { return }
            var place = start
            var next = written.startIndex
            func flush() {
                output.append(contentsOf: UnsafeBufferPointer(start: start, count: place - start))
                place = start
            }
            for row in 0..<rowCount {
                var isFirst = true
                if let text = block?.text(row), !text.isEmpty {
                    if place - start + text.count > TableWriter.pieceLength { flush() }
                    if text.count > TableWriter.pieceLength {
                        output.append(contentsOf: text)
                    } else {
                        text.withUnsafeBufferPointer { _ = UnsafeMutableBufferPointer(start: place, count: text.count).update(from: $0) }
                        place += text.count
                    }
                    isFirst = false
                }
                for column in 0..<columnCount {
                    if place - start > TableWriter.pieceLength { flush() }
                    if !isFirst {
                        place.pointee = delimiter
                        place += 1
                    }
                    isFirst = false
                    if next < written.endIndex, written[next].row == row, written[next].column == column {
                        flush()
                        output.append(contentsOf: written[next].text)
                        next += 1
                        continue
                    }
                    place = numbers.put(values[column &* capacity &+ row], at: place)
                }
                if place - start > TableWriter.pieceLength { flush() }
                place.pointee = UInt8(ascii: "\n")
                place += 1
            }
            flush()
        }
    }

    /// Appends rows of numbers; see above.
    public func writeRows(
        _ values: [Double], columnCount: Int, capacity: Int, rowCount: Int, after block: TableBlock? = nil,
        written: [WrittenNumber] = [], to output: inout [UInt8]
    ) {
        values.withUnsafeBufferPointer {
            writeRows(
                $0, columnCount: columnCount, capacity: capacity, rowCount: rowCount, after: block, written: written,
                to: &output)
        }
    }

    private static let pieceLength = 1 << 14

    /// Text with a delimiter, a quote, a line end or blanks at its ends stands in quotes, and so does no text at all.
    private func writeText(_ text: String, to output: inout [UInt8]) {
        let bytes = Array(text.utf8)
        let isPlain =
            !bytes.isEmpty && !bytes.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13 }
            && bytes.first != 32 && bytes.first != 9 && bytes.last != 32 && bytes.last != 9
        if isPlain {
            output.append(contentsOf: bytes)
            return
        }
        output.append(UInt8(ascii: "\""))
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { output.append(byte) }
            output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
    }
}
