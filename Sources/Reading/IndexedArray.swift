import Expressions
import Vocabulary

/// A vector, matrix or tensor whose sizes are names, by the expression of its entries: whatever is worked out of it is worked out in
/// these. An axis has sizes, of which the number of places is the product: one as a rule, none where there is one place only, and two in a
/// Kronecker product.
///
/// Source of the method: Laue, Mitterreiter & Giesen, *A simple and efficient tensor calculus*, 2020.
public struct IndexedArray: Sendable, Equatable {
    /// The sizes along each axis: of a vector one axis, of a matrix rows and columns.
    public let axes: [[Expr]]
    /// The entry, in the names `places` of the store.
    public let entry: Expr

    /// An array with that entry at the places of the store.
    public init(axes: [[Expr]], entry: Expr) { (self.axes, self.entry) = (axes, entry) }

    /// A declared array. A size that is 1 leaves no index.
    public init(_ name: Expr, _ sizes: [Expr], _ catalogue: Catalogue) {
        let store = catalogue.store
        let places = sizes.indices.map { sizes[$0] == .one ? .one : store.place(axis: $0) }
        self.init(axes: sizes.map { $0 == .one ? [] : [$0] }, entry: catalogue.element(name, places))
    }

    /// More entries than this are not listed.
    public static let mostListed = 1_000_000

    /// An array whose entries are listed.
    public init(_ array: ArrayValue, _ store: ExprStore) {
        let axes = array.sizes.map { $0 == 1 ? [] : [store.number($0)] }
        // The entries along an axis, each at its place.
        func chosen(_ axis: Int, _ entries: [Expr]) -> Expr {
            var branches: [Expr] = []
            for (position, entry) in entries.enumerated().dropLast() {
                branches += [entry, store.relation(.equal, store.place(axis: axis), store.number(position + 1))]
            }
            return store.piecewise(branches + [entries[entries.count - 1]])
        }
        let rows = (0..<array.rowCount).map { row in
            array.isVector ? array[row, 0] : chosen(1, (0..<array.columnCount).map { array[row, $0] })
        }
        self.init(axes: axes, entry: chosen(0, rows))
    }

    /// Whether it has one axis.
    public var isVector: Bool { axes.count == 1 }
    /// Whether it has rows and columns.
    public var isMatrix: Bool { axes.count == 2 }
    /// Whether there are as many rows as columns.
    public var isSquare: Bool { isMatrix && axes[0] == axes[1] }

    /// The names of the places along an axis.
    public func places(_ axis: Int, _ store: ExprStore) -> [Expr] { axes[axis].indices.map { store.place(axis: axis, part: $0) } }

    /// All of them, axis after axis.
    public func places(_ store: ExprStore) -> [Expr] { axes.indices.flatMap { places($0, store) } }

    /// The entry at places, a list for each axis.
    public func at(_ places: [[Expr]], _ catalogue: Catalogue) -> Expr {
        var values: [Expr: Expr] = [:]
        for (axis, own) in places.enumerated() {
            for (part, place) in own.enumerated() { values[catalogue.store.place(axis: axis, part: part)] = place }
        }
        values = values.filter { $0.key != $0.value }
        return values.isEmpty ? entry : catalogue.substitute(entry, values)
    }

    /// The array of the same shape with another entry.
    public func with(_ entry: Expr) -> IndexedArray { IndexedArray(axes: axes, entry: entry) }

    /// The shape in words: `a vector of n entries`, `a matrix of m by n`.
    public func shape(_ store: ExprStore) -> String {
        let sizes = axes.map { axis in axis.isEmpty ? "1" : axis.map { IndexedArray.text($0, store) }.joined(separator: "*") }
        switch axes.count {
        case 1: return "a vector of \(sizes[0]) entries"
        case 2: return "a matrix of \(sizes[0]) by \(sizes[1])"
        default: return "an array of \(sizes.joined(separator: " by "))"
        }
    }

    private static func text(_ size: Expr, _ store: ExprStore) -> String {
        switch store.kind(size) {
        case .symbol: store.name(size)
        case .number: store.rational(size).description
        default: "…"
        }
    }

    /// Conditions on an entry, for all entries.
    public func everywhere(_ conditions: [Expr], _ catalogue: Catalogue) -> [Expr] {
        let store = catalogue.store
        var conditions = conditions
        for (place, size) in zip(places(store), axes.flatMap { $0 }) {
            conditions = store.withIndex { index in
                let inside = catalogue.substitute(conditions, [place: index])
                return catalogue.everywhere(inside, Binder(.every, index, .truth, from: .one, to: size))
            }
        }
        return conditions
    }

    // MARK: What is made of arrays

    /// The Kronecker product: along each axis, the places of the left one and within each of them those of the right one.
    public func kronecker(_ other: IndexedArray, _ catalogue: Catalogue) -> IndexedArray {
        let store = catalogue.store
        let inner = axes.indices.map { axis in
            other.axes[axis].indices.map { store.place(axis: axis, part: axes[axis].count + $0) }
        }
        return IndexedArray(
            axes: axes.indices.map { axes[$0] + other.axes[$0] }, entry: store.product(entry, other.at(inner, catalogue)))
    }

    /// Rows become columns; a vector becomes a matrix of one row.
    public func transposed(_ catalogue: Catalogue) -> IndexedArray {
        let turned = isVector ? [[], axes[0]] : [axes[1], axes[0]]
        let store = catalogue.store
        let places = (0..<2).map { axis in turned[1 - axis].indices.map { store.place(axis: 1 - axis, part: $0) } }
        return IndexedArray(axes: turned, entry: at(isVector ? [places[0]] : places, catalogue))
    }

    /// The columns one below the other.
    public func vectorized(_ catalogue: Catalogue) -> IndexedArray {
        let store = catalogue.store
        let axis = axes[1] + axes[0]
        let places = axis.indices.map { store.place(axis: 0, part: $0) }
        return IndexedArray(
            axes: [axis], entry: at([Array(places.suffix(axes[0].count)), Array(places.prefix(axes[1].count))], catalogue))
    }

    /// The matrix that makes of the columns of a matrix, one below the other, those of its transpose.
    ///
    /// Source: Magnus & Neudecker, *The commutation matrix: some properties and applications*, 1979.
    public static func commutation(_ rows: [Expr], _ columns: [Expr], _ store: ExprStore) -> IndexedArray {
        let axes = [rows + columns, columns + rows]
        let below = axes[0].indices.map { store.place(axis: 0, part: $0) }
        let across = axes[1].indices.map { store.place(axis: 1, part: $0) }
        let moved = Array(across.suffix(rows.count)) + across.prefix(columns.count)
        let equal = zip(below, moved).map { store.relation(.equal, $0, $1) }
        return IndexedArray(axes: axes, entry: store.piecewise([.one, store.conjunction(equal), .zero]))
    }

    /// Second derivatives in a matrix, as those in its columns one below the other: four axes become two.
    public func asHessianOfColumns(_ catalogue: Catalogue) -> IndexedArray {
        guard axes.count == 4 else { return self }
        let store = catalogue.store
        let halves = [[axes[1], axes[0]], [axes[3], axes[2]]]
        var places: [[Expr]] = [[], [], [], []]
        for (half, parts) in halves.enumerated() {
            let names = parts.flatMap { $0 }.indices.map { store.place(axis: half, part: $0) }
            places[2 * half] = Array(names.suffix(parts[1].count))
            places[2 * half + 1] = Array(names.prefix(parts[0].count))
        }
        return IndexedArray(axes: halves.map { $0.flatMap { $0 } }, entry: at(places, catalogue))
    }

    /// The array with its first axes behind the others.
    public func movingAxes(_ count: Int, _ catalogue: Catalogue) -> IndexedArray {
        let order = Array(axes.indices.dropFirst(count)) + Array(0..<count)
        let places = axes.indices.map { axis -> [Expr] in
            let moved = order.firstIndex(of: axis) ?? axis
            return axes[axis].indices.map { catalogue.store.place(axis: moved, part: $0) }
        }
        return IndexedArray(axes: order.map { axes[$0] }, entry: at(places, catalogue))
    }

    /// The product: the last axis of the left one and the first of the right one are summed over; nil where they are not the same.
    public func times(_ other: IndexedArray, _ catalogue: Catalogue) -> IndexedArray? {
        guard let inner = axes.last, other.axes.first == inner else { return nil }
        let store = catalogue.store
        let outer = Array(axes.dropLast())
        let entry = IndexedArray.sum(inner, catalogue) { indices in
            let left = at(outer.indices.map { places($0, store) } + [indices], catalogue)
            // The axes that the right one keeps come after those of the left one.
            let kept = other.axes.indices.dropFirst().map { axis in
                other.axes[axis].indices.map { store.place(axis: axis - 1 + outer.count, part: $0) }
            }
            return store.product(left, other.at([indices] + kept, catalogue))
        }
        return IndexedArray(axes: outer + other.axes.dropFirst(), entry: entry)
    }

    /// The sum over all places of an axis of these sizes.
    static func sum(_ sizes: [Expr], _ catalogue: Catalogue, _ body: ([Expr]) -> Expr) -> Expr { fold(.sum, sizes, catalogue, body) }

    /// What a binder makes of the values over all places of an axis of these sizes.
    private static func fold(_ id: BinderID, _ sizes: [Expr], _ catalogue: Catalogue, _ body: ([Expr]) -> Expr) -> Expr {
        guard let size = sizes.first else { return body([]) }
        return catalogue.store.withIndex { index in
            let inside = fold(id, Array(sizes.dropFirst()), catalogue) { body([index] + $0) }
            return catalogue.binder(Binder(id, index, inside, from: .one, to: size))
        }
    }

    /// The sum of all entries.
    public func total(_ catalogue: Catalogue) -> Expr { folded(.sum, catalogue) }

    /// What a binder makes of all entries.
    func folded(_ id: BinderID, _ catalogue: Catalogue) -> Expr {
        IndexedArray.fold(id, axes.flatMap { $0 }, catalogue) { indices in
            var rest = indices[...]
            let places = axes.map { axis -> [Expr] in
                defer { rest = rest.dropFirst(axis.count) }
                return Array(rest.prefix(axis.count))
            }
            return at(places, catalogue)
        }
    }

    /// The sum of the diagonal of a square matrix.
    public func trace(_ catalogue: Catalogue) -> Expr { IndexedArray.sum(axes[0], catalogue) { at([$0, $0], catalogue) } }

    /// The matrix as one whose indices are free for the moment; nil where it is none with one size for rows and columns.
    public func withSquare<Result>(_ catalogue: Catalogue, _ body: (SquareMatrix) -> Result) -> Result? {
        guard isSquare, axes[0].count == 1 else { return nil }
        return catalogue.store.withIndex { row in
            catalogue.store.withIndex { column in
                body(SquareMatrix(row: row, column: column, entry: at([[row], [column]], catalogue), size: axes[0][0]))
            }
        }
    }

    /// The inverse of a square matrix, and its determinant, which must not be 0; nil for other arrays.
    public func inverse(_ catalogue: Catalogue) -> (array: IndexedArray, determinant: Expr)? {
        let places = [catalogue.store.place(axis: 0), catalogue.store.place(axis: 1)]
        return withSquare(catalogue) { (with(catalogue.inverse($0, places)), catalogue.determinant($0)) }
    }

    /// A number times the unit matrix.
    public static func scalar(_ value: Expr, _ axis: [Expr], _ store: ExprStore) -> IndexedArray {
        let equal = axis.indices.map { store.relation(.equal, store.place(axis: 0, part: $0), store.place(axis: 1, part: $0)) }
        return IndexedArray(axes: [axis, axis], entry: store.piecewise([value, store.conjunction(equal), .zero]))
    }

    /// The array with expressions in place of names; listed entries where all sizes have become whole numbers.
    public func substituting(_ replacements: [Expr: Expr], _ catalogue: Catalogue) -> IndexedArray {
        IndexedArray(
            axes: axes.map { $0.map { catalogue.substitute($0, replacements) }.filter { $0 != .one } },
            entry: catalogue.substitute(entry, replacements))
    }

    /// The entries one by one, where all sizes are whole numbers of at most that many entries in all; nil for others.
    public func listed(_ catalogue: Catalogue, most: Int) -> ArrayValue? {
        let store = catalogue.store
        guard axes.count <= 2, axes.allSatisfy({ $0.count <= 1 }) else { return nil }
        var counts: [Int] = []
        for axis in axes {
            guard let size = axis.isEmpty ? 1 : store.wholeValue(axis[0]), size >= 1, size <= most else { return nil }
            counts.append(size)
        }
        guard counts.reduce(1, *) <= most else { return nil }
        let columns = counts.count == 1 ? 1 : counts[1]
        let entries = (0..<counts[0] * columns).map { place -> Expr in
            let numbers = [store.number(place / columns + 1), store.number(place % columns + 1)]
            return at(axes.indices.map { axes[$0].isEmpty ? [] : [numbers[$0]] }, catalogue)
        }
        return ArrayValue(rows: counts[0], columns: columns, isVector: isVector, entries)
    }
}

/// What a text that is an array of symbolic size stands for: the entry, and where the text has a value.
public struct IndexedMeaning: Sendable {
    /// The array.
    public var array: IndexedArray
    /// Where the text has a value, and how it was read; its expression stands for nothing.
    public var text: Meaning

    /// An array that has a value everywhere.
    public init(_ array: IndexedArray, _ text: Meaning = Meaning(.zero)) { (self.array, self.text) = (array, text) }

    /// The array with expressions in place of names: its entries are listed where all sizes have become whole numbers.
    public func substituting(_ replacements: [Expr: Expr], _ catalogue: Catalogue) -> Definition {
        let (array, text) = (array.substituting(replacements, catalogue), text.substituting(replacements, catalogue))
        if let listed = array.listed(catalogue, most: IndexedArray.mostListed) { return .array(ArrayMeaning(listed, text)) }
        return .indexedArray(IndexedMeaning(array, text))
    }

    /// The entry, with where the whole has a value.
    public var entry: Meaning {
        var meaning = text
        meaning.expr = array.entry
        return meaning
    }
}
