/// Reads comma-separated numbers (RFC 4180) in pieces of any size, a block of rows at a time, in memory that does not grow.
///
/// Feed it bytes, and ask for what comes `next` until it needs more:
///
///     var reader = TableReader(rowsPerBlock: 1024)
///     while let bytes = nextBytes() {
///         reader.feed(bytes)
///         while let part = try reader.next() { use(part, &reader) }
///     }
///     reader.finish()
///     while let part = try reader.next(), part != .end { use(part, &reader) }
///
/// where `use` selects columns when the part is the header, and takes the rows from `block` when it is rows.
///
/// The first row that is not blank names the columns, and every further one has as many fields. Fields are parted by commas; if the
/// header has none outside quotes but tabs or semicolons, by the more frequent of these. A field may stand in quotes (`"`), which are doubled inside;
/// delimiters and line ends inside belong to it. A quote elsewhere in a field is a character like others. Lines end with LF, CR LF
/// or CR. Lines without anything but blanks are skipped, as pandas and csvkit do. Blanks around numbers and names do not count,
/// nor does a byte order mark.
public struct TableReader: ~Copyable {
    /// What was read.
    public enum Part: Sendable, Equatable {
        /// The names of the columns.
        case header
        /// Rows: `block` holds them until more is asked for.
        case rows
        /// All rows were read.
        case end
    }

    /// No field may be longer, in bytes.
    public static let longestField = 1 << 17
    /// No row may be longer, in bytes.
    public static let longestRow = 1 << 24

    /// The names of all columns of the table.
    public internal(set) var columnNames: [String] = []
    /// The header as it was read, without its line end.
    public internal(set) var headerText: [UInt8] = []
    /// The line and the byte where the header begins.
    var (headerLine, headerOffset) = (1, 0)
    /// The byte that parts fields.
    public internal(set) var delimiter = UInt8(ascii: ",")
    /// The rows that were read last.
    public internal(set) var block: TableBlock
    /// How many rows were read.
    public internal(set) var rowCount = 0

    let numbers = NumberReader()
    let keepsTexts: Bool
    var buffer = ByteBuffer()
    /// What is read at the moment.
    var state = State.header
    /// The problem that ended the reading.
    var problem: TableProblem?
    /// Whether the input has ended.
    var isFinished = false

    /// For each column its place in the block, -1 if it is not wanted.
    var slots: [Int32] = []
    var cursor = RowScanner.Cursor()

    enum State { case header, rows, delivered, end }

    /// A reader of blocks of so many rows. If the rows' texts are kept, they stand in the blocks too.
    public init(rowsPerBlock: Int = 1024, keepsTexts: Bool = false) {
        block = TableBlock(capacity: max(rowsPerBlock, 1))
        self.keepsTexts = keepsTexts
    }

    /// Adds bytes of the table. What was fed before should have been read by `next` until it returned nil: the rest is kept.
    public mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        if isFinished || problem != nil { return }
        move(by: buffer.append(bytes))
    }

    /// Adds bytes of the table.
    public mutating func feed(_ bytes: [UInt8]) { bytes.withUnsafeBytes { feed($0) } }

    /// There are no more bytes.
    public mutating func finish() {
        if isFinished { return }
        // A last line without an end gets one; another one would be a blank line, which counts for nothing.
        feed([UInt8(ascii: "\n")])
        isFinished = true
    }

    /// The next part of the table, nil if more bytes are needed.
    ///
    /// Blocks are full but for the last one, and but for the one before a problem; with `allowsPartialBlock` also rows that are
    /// there are delivered when bytes run out. Throws what makes reading on impossible, after all rows before it were
    /// delivered; then again with every call.
    public mutating func next(allowsPartialBlock: Bool = false) throws(TableProblem) -> Part? {
        if state == .delivered {
            clearBlock()
            state = .rows
        }
        if let problem { throw problem }
        do throws(TableProblem) {
            if state == .header {
                guard try readHeader() else { return nil }
                select(Array(columnNames.indices))
                state = .rows
                return .header
            }
            if state == .end { return .end }
            let isFull = try readRows()
            if isFull || (block.rowCount > 0 && (isFinished || allowsPartialBlock)) { return deliver() }
            if !isFinished { return nil }
            state = .end
            return .end
        } catch {
            problem = error
            if block.rowCount > 0 { return deliver() }
            throw error
        }
    }

    /// The places of columns in `columnNames`. Throws `missing-column` if the table has no column of a name.
    public func columns(named names: [String]) throws(TableProblem) -> [Int] {
        var columns: [Int] = []
        for name in names {
            guard let column = columnNames.firstIndex(of: name) else { throw missingColumn(name) }
            columns.append(column)
        }
        return columns
    }

    /// Says which columns are read as numbers, by their places in `columnNames`, each once; the others are skipped. To be called when
    /// the header was read; without it all columns are.
    public mutating func select(_ columns: [Int]) {
        slots = [Int32](repeating: -1, count: columnNames.count)
        for (slot, column) in columns.enumerated() {
            precondition(slots[column] < 0, "a column is selected twice")
            slots[column] = Int32(slot)
        }
        block.columnCount = columns.count
        block.delimiter = delimiter
        // One place more than none, so that there is an address.
        block.values = [Double](repeating: 0, count: max(columns.count * block.capacity, 1))
    }

    private mutating func deliver() -> Part {
        rowCount += block.rowCount
        state = .delivered
        return .rows
    }

    private mutating func clearBlock() {
        // A row may have been begun behind those that were delivered.
        for slot in slots[..<cursor.field] where slot >= 0 && block.rowCount < block.capacity {
            let first = Int(slot) * block.capacity
            block.values[first] = block.values[first + block.rowCount]
        }
        block.extremeRows = block.extremeRows.contains(block.rowCount) ? [0] : []
        block.firstRow = rowCount + 1
        block.rowCount = 0
        block.texts.removeAll(keepingCapacity: true)
        block.textEnds.removeAll(keepingCapacity: true)
    }

    private mutating func move(by distance: Int) {
        cursor.place -= distance
        cursor.rowStart -= distance
    }
}
