extension TableReader {
    /// Reads the names of the columns; false if bytes are missing.
    mutating func readHeader() throws(TableProblem) -> Bool {
        guard try readMark(), try skipBlankLines(), try findDelimiter() else { return false }
        var names: [[UInt8]] = []
        var quoted: [Bool] = []
        var place = cursor.place
        let firstLine = cursor.line
        while true {
            guard let text = try fieldText(at: place, isHeader: true) else {
                cursor.line = firstLine
                return false
            }
            names.append(text.bytes)
            quoted.append(text.isQuoted)
            cursor.line += text.lineCount
            place = text.end
            if place - cursor.rowStart > TableReader.longestRow { throw longRow() }
            if buffer.base[place] != delimiter { break }
            place += 1
        }
        try check(names)
        columnNames = names.map { String(decoding: $0, as: UTF8.self) }
        headerText = Array(bytes(cursor.rowStart, place))
        (headerLine, headerOffset) = (firstLine, buffer.offset + cursor.rowStart)
        cursor.isBehindReturn = buffer.base[place] == 13
        cursor.place = place + 1
        cursor.line += 1
        return true
    }

    /// Skips a byte order mark, and refuses what is not text; false if bytes are missing.
    private mutating func readMark() throws(TableProblem) -> Bool {
        if buffer.offset + cursor.place > 0 { return true }
        let count = buffer.end
        let first = (buffer.base[0], buffer.base[1], buffer.base[2])
        if count == 0 || (count < 3 && !isFinished && first.0 >= 0x80) { return false }
        if first == (0xEF, 0xBB, 0xBF) { cursor.place = 3 }
        let kind: String? =
            switch (first.0, first.1) {
            case (0xFF, 0xFE), (0xFE, 0xFF): "text in UTF-16"
            case (0x1F, 0x8B): "compressed"
            case (UInt8(ascii: "P"), UInt8(ascii: "K")) where first.2 < 0x20: "a spreadsheet or an archive"
            default: nil
            }
        guard let kind else { return true }
        throw headerProblem("not-text", "the table is \(kind)", "save the table as text in UTF-8", isShown: false)
    }

    /// Goes to the first row; false if bytes are missing.
    private mutating func skipBlankLines() throws(TableProblem) -> Bool {
        while true {
            var place = cursor.place
            while buffer.base[place] == 32 || buffer.base[place] == 9 { place += 1 }
            if place == buffer.end {
                if isFinished { throw headerProblem("empty-table", "the table is empty", "the first row names the columns") }
                return false
            }
            let byte = buffer.base[place]
            guard byte == 10 || byte == 13 else { break }
            if !(cursor.isBehindReturn && place == cursor.place && byte == 10) { cursor.line += 1 }
            cursor.isBehindReturn = byte == 13
            cursor.place = place + 1
        }
        cursor.rowStart = cursor.place
        cursor.rowLine = cursor.line
        return true
    }

    /// Counts what could part the names; false if bytes are missing. A quote opens behind each of the delimiters in question.
    private mutating func findDelimiter() throws(TableProblem) -> Bool {
        var counts: [UInt8: Int] = [:]
        var place = cursor.place
        var isInside = false
        var previous = UInt8(ascii: ",")
        while true {
            let byte = buffer.base[place]
            if place == buffer.end {
                if isFinished { break }
                if place - cursor.place > TableReader.longestRow { throw longRow() }
                return false
            }
            if byte == UInt8(ascii: "\"") {
                if isInside {
                    isInside = false
                    // The second one of a doubled quote opens again.
                    previous = UInt8(ascii: ",")
                } else {
                    isInside = previous == UInt8(ascii: ",") || previous == UInt8(ascii: ";") || previous == 9
                    previous = byte
                }
            } else if !isInside {
                if byte == 10 || byte == 13 { break }
                if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 9 { counts[byte, default: 0] += 1 }
                previous = byte
            }
            place += 1
        }
        let (commas, tabs, semicolons) = (
            counts[UInt8(ascii: ","), default: 0], counts[9, default: 0], counts[UInt8(ascii: ";"), default: 0]
        )
        delimiter = commas > 0 || tabs + semicolons == 0 ? UInt8(ascii: ",") : tabs >= semicolons ? 9 : UInt8(ascii: ";")
        return true
    }

    private func check(_ names: [[UInt8]]) throws(TableProblem) {
        let values = names.map { numbers.number($0) }
        if values.allSatisfy({ $0 != nil }), values.contains(where: { $0?.isFinite == true }) {
            throw headerProblem("missing-header", "the first row holds numbers, not names", "the first row names the columns")
        }
        // Names that look the same cannot be told apart, whatever their bytes. Tables with row names often have none for their column.
        var seen: Set<String> = []
        for name in names where !name.isEmpty && !seen.insert(String(decoding: name, as: UTF8.self)).inserted {
            let shown = name.withUnsafeBufferPointer { TableProblem.text($0) }
            throw headerProblem("duplicate-column", "two columns are named '\(shown)'", "give each column a name of its own")
        }
    }

    func missingColumn(_ name: String) -> TableProblem {
        let similar = columnNames.first { $0.lowercased() == name.lowercased() }
        let named = columnNames.filter { !$0.isEmpty }
        let shown = named.prefix(8).map { "'\($0)'" }.joined(separator: ", ") + (named.count > 8 ? ", …" : "")
        return TableProblem(
            code: "missing-column", message: "the table has no column '\(name)'", row: nil, line: headerLine, column: nil,
            offset: headerOffset, excerpt: headerText.withUnsafeBufferPointer { TableProblem.text($0) },
            suggestion: similar.map { "did you mean '\($0)'?" } ?? "the columns are \(shown)")
    }

    private func headerProblem(_ code: String, _ message: String, _ suggestion: String, isShown: Bool = true) -> TableProblem {
        rowProblem(code, message, end: isShown ? buffer.end : cursor.rowStart, suggestion)
    }
}
