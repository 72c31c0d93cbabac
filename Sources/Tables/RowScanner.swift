/// Reads rows of plain fields as fast as it can, and leaves whatever is unusual to others.
struct RowScanner {
    /// Where the reading stands. Places count from the beginning of the buffer.
    struct Cursor {
        /// Where the field begins that is to be read next, or where the field ends that was just read.
        var place = 0
        /// Whether the field was read already, its number included.
        var isFieldRead = false
        /// Where the field's row begins.
        var rowStart = 0
        /// How many fields of the row come before.
        var field = 0
        /// The line of the file that `place` is on, from 1.
        var line = 1
        /// The line that the row begins on.
        var rowLine = 1
        /// Whether a line feed would end no line, because its carriage return did.
        var isBehindReturn = false
    }

    /// Why a scan ended.
    enum Outcome {
        case blockIsFull
        /// The field at the cursor is not plain or not complete.
        case unusualField
        /// The bytes end before a row.
        case outOfBytes
        case tooManyFields
        case tooFewFields
        case longRow
    }

    let base: UnsafePointer<UInt8>
    /// Where the bytes end; a zero stands there.
    let end: Int
    let delimiter: UInt8
    let slots: UnsafePointer<Int32>
    let columnCount: Int
    let values: UnsafeMutablePointer<Double>
    let capacity: Int
    let keepsTexts: Bool

    /// Reads rows into the block until something stops it. The cursor then stands at the field that did.
    @inline(__always)
    func scan(_ cursor: inout Cursor, rowCount: inout Int, texts: inout [UInt8], textEnds: inout [Int]) -> Outcome {
        let numbers = NumberReader()
        let delimiters = UInt64(delimiter) &* 0x0101_0101_0101_0101
        // A delimiter is no blank.
        let tab: UInt8 = delimiter == 9 ? 32 : 9
        var place = base + cursor.place
        var field = cursor.field
        var row = rowCount
        var line = cursor.line
        var isFieldRead = cursor.isFieldRead
        defer {
            cursor.place = place - base
            cursor.field = field
            cursor.line = line
            cursor.isFieldRead = isFieldRead
            rowCount = row
        }
        while true {
            if field == 0, !isFieldRead {
                if row == capacity { return .blockIsFull }
                if place.pointee <= 32 {
                    var next = place
                    while next.pointee == 32 || next.pointee == tab { next += 1 }
                    if next - base == end { return .outOfBytes }
                    if next.pointee == 10 || next.pointee == 13 {
                        if !(cursor.isBehindReturn && next == place && next.pointee == 10) { line &+= 1 }
                        cursor.isBehindReturn = next.pointee == 13
                        place = next + 1
                        continue
                    }
                }
                cursor.isBehindReturn = false
                cursor.rowStart = place - base
                cursor.rowLine = line
            }
            var stop = place
            if isFieldRead {
                isFieldRead = false
            } else {
                let slot = Int(slots[field])
                let isQuoted = place.pointee == 34
                if isQuoted { stop += 1 }
                if slot >= 0 {
                    while stop.pointee == 32 || stop.pointee == tab { stop += 1 }
                    let (end, value) = numbers.scan(stop)
                    if end == stop { return .unusualField }
                    stop = end
                    while stop.pointee == 32 || stop.pointee == tab { stop += 1 }
                    values[slot &* capacity &+ row] = value
                } else if isQuoted {
                    while stop.pointee >= 32, stop.pointee != 34 { stop += 1 }
                } else {
                    stop = RowScanner.endOfText(stop, delimiters)
                }
                if isQuoted {
                    if stop.pointee != 34 { return .unusualField }
                    stop += 1
                }
                if stop - place > TableReader.longestField { return .unusualField }
            }
            let byte = stop.pointee
            if byte == delimiter {
                if stop - base &- cursor.rowStart > TableReader.longestRow { return .longRow }
                field &+= 1
                place = stop + 1
                if field == columnCount { return .tooManyFields }
                continue
            }
            guard byte == 10 || byte == 13 else { return .unusualField }
            field &+= 1
            if field != columnCount { return .tooFewFields }
            if stop - base &- cursor.rowStart > TableReader.longestRow { return .longRow }
            if keepsTexts {
                texts.append(contentsOf: UnsafeBufferPointer(start: base + cursor.rowStart, count: stop - base - cursor.rowStart))
                textEnds.append(texts.count)
            }
            field = 0
            row &+= 1
            line &+= 1
            cursor.isBehindReturn = byte == 13
            place = stop + 1
        }
    }

    /// The first byte from `start` that is the delimiter, a line end or zero; eight bytes are tried at once.
    @inline(__always)
    private static func endOfText(_ start: UnsafePointer<UInt8>, _ delimiters: UInt64) -> UnsafePointer<UInt8> {
        var place = start
        while true {
            let eight = UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
            // The lowest sign bit marks the first byte that is 0 once the delimiter is taken away, or below 16.
            let others = eight ^ delimiters
            let isDelimiter = (others &- 0x0101_0101_0101_0101) & ~others
            let isControl = (eight &- 0x1010_1010_1010_1010) & ~eight
            let marks = (isDelimiter | isControl) & 0x8080_8080_8080_8080
            if marks == 0 {
                place += 8
                continue
            }
            place += marks.trailingZeroBitCount >> 3
            let byte = place.pointee
            if byte >= 16 || byte == 10 || byte == 13 || byte == 0 || byte == UInt8(truncatingIfNeeded: delimiters) { return place }
            place += 1
        }
    }
}
