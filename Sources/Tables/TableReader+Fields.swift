/// A field, read with care.
struct FieldText {
    /// What the field says, without quotes; without blanks around it unless it was quoted text of the header.
    var bytes: [UInt8]
    /// Where the delimiter or the line end behind it stands.
    var end: Int
    /// How many lines end inside.
    var lineCount: Int
    /// Whether it stands in quotes.
    var isQuoted: Bool
}

extension TableReader {
    /// The field that begins at `start`, nil if bytes are missing. Names in quotes keep their blanks.
    func fieldText(at start: Int, isHeader: Bool) throws(TableProblem) -> FieldText? {
        buffer.base[start] == UInt8(ascii: "\"")
            ? try quotedText(at: start, keepsBlanks: isHeader) : try plainText(at: start)
    }

    private func plainText(at start: Int) throws(TableProblem) -> FieldText? {
        var place = start
        while true {
            let byte = buffer.base[place]
            if byte == delimiter || byte == 10 || byte == 13 { break }
            if place == buffer.end { return nil }
            if byte == 0 { throw zeroByte(start, place) }
            place += 1
            if place - start > TableReader.longestField { throw longField(start, isQuoted: false) }
        }
        return FieldText(bytes: trimmed(bytes(start, place)), end: place, lineCount: 0, isQuoted: false)
    }

    private func quotedText(at start: Int, keepsBlanks: Bool) throws(TableProblem) -> FieldText? {
        var content: [UInt8] = []
        var place = start + 1
        var lineCount = 0
        var isInside = true
        while true {
            let byte = buffer.base[place]
            if place == buffer.end {
                if isFinished, isInside { throw openQuote(start) }
                return nil
            }
            if byte == 0 { throw zeroByte(start, place) }
            if isInside {
                if byte == UInt8(ascii: "\"") {
                    if place + 1 == buffer.end { return nil }
                    if buffer.base[place + 1] == UInt8(ascii: "\"") {
                        content.append(byte)
                        place += 1
                    } else {
                        isInside = false
                    }
                } else {
                    content.append(byte)
                    if byte == 10 || (byte == 13 && buffer.base[place + 1] != 10) {
                        // Whether a line feed follows is not known yet.
                        if byte == 13, place + 1 == buffer.end { return nil }
                        lineCount += 1
                    }
                }
            } else {
                if byte == delimiter || byte == 10 || byte == 13 { break }
                guard byte == 32 || byte == 9 else { throw textBehindQuote(start, place) }
            }
            place += 1
            if place - start > TableReader.longestField { throw longField(start, isQuoted: true) }
        }
        return FieldText(bytes: keepsBlanks ? content : trimmed(content[...]), end: place, lineCount: lineCount, isQuoted: true)
    }

    func bytes(_ start: Int, _ end: Int) -> ArraySlice<UInt8> {
        Array(UnsafeBufferPointer(start: buffer.base + start, count: end - start))[...]
    }

    private func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) }) else { return [] }
        return Array(bytes[first...last])
    }

    // MARK: Problems

    private func zeroByte(_ start: Int, _ place: Int) -> TableProblem {
        problem("not-text", "a zero byte stands where text should", at: start, end: place, "save the table as text in UTF-8")
    }

    private func longField(_ start: Int, isQuoted: Bool) -> TableProblem {
        problem(
            "long-field", "a field is longer than \(TableReader.longestField >> 10) KiB", at: start, end: start + TableReader.longestField,
            isQuoted ? "look for the end of the quote that begins there" : nil)
    }

    private func openQuote(_ start: Int) -> TableProblem {
        problem("open-quote", "a quote is not closed", at: start, end: buffer.end - 1, "a quote inside a quoted field is written twice")
    }

    private func textBehindQuote(_ start: Int, _ place: Int) -> TableProblem {
        problem(
            "text-after-quote", "text follows a closed quote", at: start, end: min(place + 1, buffer.end),
            "a quote inside a quoted field is written twice")
    }
}
