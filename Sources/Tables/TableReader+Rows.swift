extension TableReader {
    /// Reads rows until the block is full (true) or the bytes run out (false).
    mutating func readRows() throws(TableProblem) -> Bool {
        while true {
            let outcome = scanRows()
            buffer.discard(before: outcome == .outOfBytes ? cursor.place : cursor.rowStart)
            switch outcome {
            case .blockIsFull: return true
            case .outOfBytes: return false
            case .unusualField: if try !readUnusualField() { return false }
            case .tooManyFields: throw raggedRow("the row has more than the header's \(fields(slots.count))", end: cursor.place - 1)
            case .tooFewFields: throw raggedRow("the row has \(cursor.field) of the header's \(fields(slots.count))", end: buffer.end)
            case .longRow: throw longRow()
            }
        }
    }

    private mutating func scanRows() -> RowScanner.Outcome {
        var cursor = self.cursor
        var rowCount = block.rowCount
        var texts: [UInt8] = []
        var textEnds: [Int] = []
        swap(&texts, &block.texts)
        swap(&textEnds, &block.textEnds)
        let (base, end, delimiter, slots, capacity) = (UnsafePointer(buffer.base), buffer.end, delimiter, slots, block.capacity)
        let keepsTexts = keepsTexts
        let outcome = slots.withUnsafeBufferPointer { slots in
            block.values.withUnsafeMutableBufferPointer { values -> RowScanner.Outcome in
                // A header has at least one column.
                guard let slotBase = slots.baseAddress, let valueBase = values.baseAddress else { return .outOfBytes }
                let scanner = RowScanner(
                    base: base, end: end, delimiter: delimiter, slots: slotBase, columnCount: slots.count, values: valueBase,
                    capacity: capacity, keepsTexts: keepsTexts)
                return scanner.scan(&cursor, rowCount: &rowCount, texts: &texts, textEnds: &textEnds)
            }
        }
        swap(&texts, &block.texts)
        swap(&textEnds, &block.textEnds)
        self.cursor = cursor
        block.rowCount = rowCount
        return outcome
    }

    /// Reads the field at the cursor with care; false if bytes are missing.
    private mutating func readUnusualField() throws(TableProblem) -> Bool {
        guard let text = try fieldText(at: cursor.place, isHeader: false) else { return false }
        let slot = Int(slots[cursor.field])
        if slot >= 0 {
            guard let number = numbers.number(text.bytes) else { throw notANumber(text) }
            block.values[slot * block.capacity + block.rowCount] = number
            if number.magnitude < .leastNormalMagnitude || !number.isFinite {
                if NumberReader.hasLargeExponent(text.bytes) {
                    let message = "the number is too \(number == 0 ? "small" : "large") to be computed with"
                    throw problem("number-size", message, at: cursor.place, end: text.end, nil)
                }
                if block.extremeRows.last != block.rowCount { block.extremeRows.append(block.rowCount) }
            }
        }
        cursor.line += text.lineCount
        cursor.place = text.end
        cursor.isFieldRead = true
        return true
    }

    // MARK: Problems

    private func notANumber(_ text: FieldText) -> TableProblem {
        let kind = FieldProblem(text.bytes)
        let shown = text.bytes.withUnsafeBufferPointer { TableProblem.text($0) }
        let message: String
        if case .missing = kind {
            message = "a value is missing" + (text.bytes.isEmpty ? "" : ": '\(shown)' is no number")
        } else {
            message = "'\(shown)' is no number"
        }
        return problem(kind.code, message, at: cursor.place, end: text.end, kind.suggestion)
    }

    private func fields(_ count: Int) -> String { count == 1 ? "one field" : "\(count) fields" }

    private func raggedRow(_ message: String, end: Int) -> TableProblem {
        let suggestion = delimiter == UInt8(ascii: ",") ? "a decimal sign is a point, and text with commas stands in quotes" : nil
        return rowProblem("ragged-row", message, end: end, suggestion)
    }

    func longRow() -> TableProblem {
        let message = "the row is longer than \(TableReader.longestRow >> 20) MiB"
        return rowProblem("long-row", message, end: buffer.end, "look for a quote that is not closed")
    }

    /// A problem with the row at the cursor, of which the first line is shown. Bytes behind `end` must not matter, for they may not
    /// be there yet.
    func rowProblem(_ code: String, _ message: String, end limit: Int, _ suggestion: String?) -> TableProblem {
        var end = cursor.rowStart
        while end < limit, buffer.base[end] != 10, buffer.base[end] != 13 { end += 1 }
        return TableProblem(
            code: code, message: message, row: state == .header ? nil : rowCount + block.rowCount + 1, line: cursor.rowLine, column: nil,
            offset: buffer.offset + cursor.rowStart, excerpt: excerpt(cursor.rowStart, end), suggestion: suggestion)
    }

    /// A problem with the field at the cursor.
    func problem(_ code: String, _ message: String, at place: Int, end: Int, _ suggestion: String?) -> TableProblem {
        TableProblem(
            code: code, message: message, row: state == .header ? nil : rowCount + block.rowCount + 1, line: cursor.line,
            column: state == .header ? nil : columnNames[cursor.field], offset: buffer.offset + place, excerpt: excerpt(place, end),
            suggestion: suggestion)
    }

    private func excerpt(_ start: Int, _ end: Int) -> String {
        TableProblem.text(UnsafeBufferPointer(start: buffer.base + start, count: max(end - start, 0)))
    }
}
