import Expressions

/// A vector, or a matrix row by row, of expressions. A vector is a column.
public struct ArrayValue: Sendable, Equatable {
    /// How many rows there are; at least one.
    public let rowCount: Int
    /// How many columns there are; 1 for a vector.
    public let columnCount: Int
    /// Whether it is a vector, not a matrix of one column.
    public let isVector: Bool
    /// Whether it is a vector laid down, not a matrix of one row: times a vector it is a number.
    public let isRow: Bool
    /// The entries, row after row.
    public let entries: [Expr]

    /// A vector.
    public init(vector entries: [Expr]) { self.init(rows: entries.count, columns: 1, isVector: true, entries) }

    /// A matrix.
    public init(rows: Int, columns: Int, _ entry: (Int, Int) -> Expr) {
        self.init(
            rows: rows, columns: columns, isVector: false, (0..<rows).flatMap { row in (0..<columns).map { entry(row, $0) } })
    }

    /// An array of any shape.
    public init(rows: Int, columns: Int, isVector: Bool, isRow: Bool = false, _ entries: [Expr]) {
        precondition(entries.count == rows * columns && rows > 0 && columns > 0)
        rowCount = rows
        columnCount = columns
        self.isVector = isVector
        self.isRow = isRow
        self.entries = entries
    }

    /// The entry at a row and a column, counted from 0.
    public subscript(row: Int, column: Int) -> Expr { entries[row * columnCount + column] }

    /// How far each index goes.
    public var sizes: [Int] { isVector ? [rowCount] : [rowCount, columnCount] }

    /// Whether there are as many rows as columns.
    public var isSquare: Bool { !isVector && rowCount == columnCount }

    /// The shape in words: `a vector of 3 entries`, `a matrix of 2 by 3`.
    public var shape: String {
        isVector ? "a vector of \(rowCount) \(rowCount == 1 ? "entry" : "entries")" : "a matrix of \(rowCount) by \(columnCount)"
    }

    /// Whether both have entries at the same places.
    public func hasShape(of other: ArrayValue) -> Bool {
        isVector == other.isVector && rowCount == other.rowCount && columnCount == other.columnCount
    }

    /// The array of the same shape with other entries.
    public func map(_ change: (Expr) -> Expr) -> ArrayValue {
        ArrayValue(rows: rowCount, columns: columnCount, isVector: isVector, isRow: isRow, entries.map(change))
    }

    /// Rows become columns; a vector becomes a row, and a row a vector.
    public var transposed: ArrayValue {
        if isRow { return ArrayValue(vector: entries) }
        let turned = ArrayValue(rows: columnCount, columns: rowCount) { self[$1, $0] }
        return isVector ? ArrayValue(rows: 1, columns: rowCount, isVector: false, isRow: true, turned.entries) : turned
    }

    /// The product of matrices; nil where the columns are not as many as the other's rows. A matrix times a vector is a vector. Entries are
    /// `unfinished` once the budget is spent.
    public func times(_ other: ArrayValue, _ store: ExprStore) -> ArrayValue? {
        guard columnCount == other.rowCount else { return nil }
        let product = ArrayValue(rows: rowCount, columns: other.columnCount) { row, column in
            if !store.budget.step(columnCount) { return .unfinished }
            return store.sum((0..<columnCount).map { store.product(self[row, $0], other[$0, column]) })
        }
        if other.isVector { return ArrayValue(vector: product.entries) }
        return ArrayValue(rows: rowCount, columns: other.columnCount, isVector: false, isRow: isRow, product.entries)
    }

    /// An expression times the unit matrix.
    public static func scalar(_ value: Expr, _ size: Int) -> ArrayValue {
        ArrayValue(rows: size, columns: size) { $0 == $1 ? value : .zero }
    }

    /// The unit matrix.
    public static func identity(_ size: Int) -> ArrayValue { scalar(.one, size) }

    /// One of the columns, as a vector.
    public func column(_ place: Int) -> ArrayValue { ArrayValue(vector: (0..<rowCount).map { self[$0, place] }) }
}

/// What a text that is an array stands for: the entries, and where the text has a value.
public struct ArrayMeaning: Sendable {
    /// The entries.
    public var array: ArrayValue
    /// Where the text has a value, and how it was read; its expression stands for nothing.
    public var text: Meaning

    /// An array that has a value everywhere.
    public init(_ array: ArrayValue, _ text: Meaning = Meaning(.zero)) {
        self.array = array
        self.text = text
    }

    /// The entries, each with where the whole has a value.
    public var entries: [Meaning] {
        array.entries.map { entry in
            var meaning = text
            meaning.expr = entry
            return meaning
        }
    }

    /// The array with expressions in place of names.
    public func substituting(_ replacements: [Expr: Expr], _ catalogue: Catalogue) -> ArrayMeaning {
        ArrayMeaning(array.map { catalogue.substitute($0, replacements) }, text.substituting(replacements, catalogue))
    }
}
