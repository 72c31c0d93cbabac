import Expressions

/// A square matrix by the expression of its entries.
public struct SquareMatrix {
    /// The indices of the row and the column, free for the moment.
    public let row: Expr, column: Expr
    /// The entry there.
    public let entry: Expr
    /// How many rows there are.
    public let size: Expr

    /// A matrix with that entry at a row and a column.
    public init(row: Expr, column: Expr, entry: Expr, size: Expr) {
        (self.row, self.column, self.entry, self.size) = (row, column, entry, size)
    }
}

// Determinants and inverses of matrices of any size: nodes that bind the indices of a row and a column. The entry of an inverse is an
// element whose array is such a node.
extension Catalogue {
    /// What is known of a matrix by the form of its entries.
    private enum Structure {
        /// Entries off the diagonal are 0; the others are this, in the index of the row.
        case diagonal(Expr)
        /// A number times another matrix.
        case multiple(Expr, Expr)
        /// The product of two square matrices, each in the indices of the row and the column.
        case product(Expr, Expr)
        /// The inverse of a matrix, or its transpose.
        case inverse(of: Expr, isTransposed: Bool)
        /// An invertible matrix and the product of a column, in the index of the row, and a row, in that of the column.
        case rankOne(base: Expr, column: Expr, row: Expr)
        case plain
    }

    /// Larger matrices are left to linear algebra, which knows how to do without minors.
    private static let largestByMinors = 10

    /// The determinant of a matrix.
    public func determinant(_ matrix: SquareMatrix) -> Expr {
        if let absent = [matrix.entry, matrix.size].first(where: \.isAbsent) { return absent }
        if store.wholeValue(matrix.size) == nil {
            switch structure(matrix) {
            case .diagonal(let entry):
                return binder(Binder(.product, matrix.row, entry, from: .one, to: matrix.size))
            case .multiple(let number, let rest):
                return store.product(store.power(number, matrix.size), determinant(matrix.with(rest)))
            case .product(let left, let right):
                return store.product(determinant(matrix.with(left)), determinant(matrix.with(right)))
            case .inverse(let base, _):
                return store.power(opening(matrix: base) { determinant($0) }, .minusOne)
            case .rankOne(let base, let column, let row):
                return store.product(determinant(matrix.with(base)), changeByRankOne(matrix.with(base), column, row))
            case .plain: break
            }
        }
        let node = self.matrix(.determinant, turned(matrix).matrix)
        return entries(node, [:]).map { determinant(of: $0) } ?? node
    }

    /// An entry of the inverse of a matrix.
    public func inverse(_ matrix: SquareMatrix, _ places: [Expr]) -> Expr {
        if let absent = (places + [matrix.entry, matrix.size]).first(where: \.isAbsent) { return absent }
        if store.wholeValue(matrix.size) == nil {
            switch structure(matrix) {
            case .diagonal(let entry):
                let value = store.power(substitute(entry, [matrix.row: places[0]]), .minusOne)
                return store.piecewise([value, store.relation(.equal, places[0], places[1]), .zero])
            case .multiple(let number, let rest):
                return store.quotient(inverse(matrix.with(rest), places), number)
            case .product(let left, let right):
                return store.withIndex { index in
                    let body = store.product(
                        inverse(matrix.with(right), [places[0], index]), inverse(matrix.with(left), [index, places[1]]))
                    return binder(Binder(.sum, index, body, from: .one, to: matrix.size))
                }
            case .inverse(let base, let isTransposed):
                return opening(matrix: base) { inner in
                    substitute(inner.entry, [inner.row: places[isTransposed ? 1 : 0], inner.column: places[isTransposed ? 0 : 1]])
                }
            case .rankOne(let base, let column, let row):
                // Sherman & Morrison, *Adjustment of an inverse matrix corresponding to a change in one element*, 1950.
                let base = matrix.with(base)
                let left = sum(base.size) { store.product(inverse(base, [places[0], $0]), substitute(column, [matrix.row: $0])) }
                let right = sum(base.size) { store.product(substitute(row, [matrix.column: $0]), inverse(base, [$0, places[1]])) }
                let change = store.quotient(store.product(left, right), changeByRankOne(base, column, row))
                return store.difference(inverse(base, places), change)
            case .plain: break
            }
        }
        let turned = turned(matrix)
        let base = self.matrix(.inverse, turned.matrix)
        if base.isAbsent { return base }
        if let row = store.wholeValue(places[0]), let column = store.wholeValue(places[1]), let entries = entries(base, [:]) {
            guard (1...entries.count).contains(row), (1...entries.count).contains(column) else { return .undefined }
            return entry(ofInverse: entries, turned.isTurned ? column - 1 : row - 1, turned.isTurned ? row - 1 : column - 1)
        }
        // Of a symmetric matrix one order of the places stands for both.
        let isExchanged = turned.isTurned || turned.isSymmetric && isBefore(places[1], places[0])
        return store.element(base, isExchanged ? [places[1], places[0]] : places)
    }

    /// An entry of a power of a matrix, whose exponent is a whole number not below 0. Powers up to `mostWritten` are products.
    public func power(_ matrix: SquareMatrix, _ places: [Expr], _ exponent: Expr) -> Expr {
        if let absent = (places + [matrix.entry, matrix.size, exponent]).first(where: \.isAbsent) { return absent }
        if let whole = store.wholeValue(exponent), (0...Catalogue.mostWritten).contains(whole) {
            return power(matrix, places, whole)
        }
        if store.wholeValue(matrix.size) == nil {
            switch structure(matrix) {
            case .diagonal(let entry):
                let value = store.power(substitute(entry, [matrix.row: places[0]]), exponent)
                return store.piecewise([value, store.relation(.equal, places[0], places[1]), .zero])
            case .multiple(let number, let rest):
                return store.product(store.power(number, exponent), power(matrix.with(rest), places, exponent))
            case .product, .inverse, .rankOne, .plain: break
            }
        }
        let turned = turned(matrix)
        let base = self.matrix(.powers, turned.matrix)
        if base.isAbsent { return base }
        let isExchanged = turned.isTurned || turned.isSymmetric && isBefore(places[1], places[0])
        return store.element(base, (isExchanged ? [places[1], places[0]] : places) + [exponent])
    }

    /// Higher powers stay powers.
    private static let mostWritten = 64

    private func power(_ matrix: SquareMatrix, _ places: [Expr], _ exponent: Int) -> Expr {
        if exponent == 0 { return store.piecewise([.one, store.relation(.equal, places[0], places[1]), .zero]) }
        let entry = { (row: Expr, column: Expr) in self.substitute(matrix.entry, [matrix.row: row, matrix.column: column]) }
        // From the right, one factor after another.
        var column = { (row: Expr) in entry(row, places[1]) }
        for _ in 1..<exponent {
            let rest = column
            if let size = store.wholeValue(matrix.size), size <= Catalogue.mostTerms {
                let (work, overflow) = size.multipliedReportingOverflow(by: size)
                guard !overflow, store.budget.step(work) else { return .unfinished }
                // With listed entries the next column is listed, too: every entry is worked out once.
                let values = (1...max(size, 1)).map { rest(store.number($0)) }
                column = { row in
                    self.store.sum(values.indices.map { self.store.product(entry(row, self.store.number($0 + 1)), values[$0]) })
                }
            } else {
                column = { row in self.sum(matrix.size) { self.store.product(entry(row, $0), rest($0)) } }
            }
            if store.budget.isExhausted { return .unfinished }
        }
        return column(places[0])
    }

    /// By which factor the determinant of a matrix changes where the product of a column and a row is added.
    private func changeByRankOne(_ base: SquareMatrix, _ column: Expr, _ row: Expr) -> Expr {
        let product = sum(base.size) { first in
            sum(base.size) { second in
                store.product([
                    substitute(row, [base.column: first]), inverse(base, [first, second]), substitute(column, [base.row: second]),
                ])
            }
        }
        return store.sum(.one, product)
    }

    private func sum(_ size: Expr, _ body: (Expr) -> Expr) -> Expr {
        store.withIndex { index in binder(Binder(.sum, index, body(index), from: .one, to: size)) }
    }

    /// Does something with a matrix whose determinant or inverse a node is.
    public func opening<Result>(matrix node: Expr, _ body: (SquareMatrix) -> Result) -> Result {
        opening(node) { rows in
            opening(rows.body) { columns in
                body(SquareMatrix(row: rows.index, column: columns.index, entry: columns.body, size: rows.upper))
            }
        }
    }

    /// The node of a binder over the rows and the columns of a matrix.
    private func matrix(_ id: BinderID, _ matrix: SquareMatrix) -> Expr {
        let row = named(Binder(.row, matrix.column, matrix.entry, from: .one, to: matrix.size))
        return named(Binder(id, matrix.row, row, from: .one, to: matrix.size))
    }

    /// The matrix or its transpose, of which one stands for both, and whether they are the same.
    private func turned(_ matrix: SquareMatrix) -> (matrix: SquareMatrix, isTurned: Bool, isSymmetric: Bool) {
        // Hashes are those of the same names everywhere.
        let (first, second) = (store.place(axis: 0, part: 9), store.place(axis: 1, part: 9))
        let plain = substitute(matrix.entry, [matrix.row: first, matrix.column: second])
        let transposed = substitute(matrix.entry, [matrix.row: second, matrix.column: first])
        if plain == transposed { return (matrix, false, true) }
        guard store.structuralHash(transposed) < store.structuralHash(plain) else { return (matrix, false, false) }
        let exchanged = substitute(matrix.entry, [matrix.row: matrix.column, matrix.column: matrix.row])
        return (matrix.with(exchanged), true, false)
    }

    // MARK: Structure

    private func structure(_ matrix: SquareMatrix) -> Structure {
        let factors = store.bareFactors(matrix.entry)
        let outside = factors.filter { !store.depends($0, on: matrix.row) && !store.depends($0, on: matrix.column) }
        let number = store.product([store.number(store.coefficient(matrix.entry))] + outside)
        let inside = factors.filter { !outside.contains($0) }
        if let diagonal = diagonal(matrix) { return .diagonal(diagonal) }
        if store.kind(matrix.entry) == .sum, case let sizes = Set(store.childArray(matrix.entry).map { store.coefficient($0).magnitude }),
            sizes.count == 1, let size = sizes.first, !size.isOne
        {
            let number = store.number(size)
            return .multiple(number, store.sum(store.childArray(matrix.entry).map { store.quotient($0, number) }))
        }
        if store.kind(matrix.entry) == .sum, let structure = rankOne(matrix) { return structure }
        if number != .one, !inside.isEmpty { return .multiple(number, store.product(inside)) }
        guard inside.count == 1 else { return .plain }
        switch store.kind(inside[0]) {
        case .element where store.kind(store.child(inside[0], 0)) == .binder:
            let (base, places) = (store.child(inside[0], 0), store.places(inside[0]))
            let isFixed = !store.depends(base, on: matrix.row) && !store.depends(base, on: matrix.column)
            if isFixed, places == [matrix.row, matrix.column] { return .inverse(of: base, isTransposed: false) }
            if isFixed, places == [matrix.column, matrix.row] { return .inverse(of: base, isTransposed: true) }
        case .binder: return productStructure(inside[0], matrix)
        default: break
        }
        return .plain
    }

    /// The diagonal of a matrix whose other entries are 0 by their form.
    private func diagonal(_ matrix: SquareMatrix) -> Expr? {
        let isDelta = { (factor: Expr) -> Bool in
            guard self.store.kind(factor) == .piecewise, case let (list, otherwise) = self.store.branches(factor), otherwise == .zero,
                list.count == 1
            else { return false }
            return self.store.conjuncts(list[0].condition).contains(self.store.relation(.equal, matrix.row, matrix.column))
        }
        guard store.bareFactors(matrix.entry).contains(where: isDelta) else { return nil }
        return substitute(matrix.entry, [matrix.column: matrix.row])
    }

    /// A matrix with a term that is a column times a row, beside one that is known to have an inverse.
    private func rankOne(_ matrix: SquareMatrix) -> Structure? {
        for term in store.childArray(matrix.entry) {
            let factors = store.bareFactors(term)
            let columns = factors.filter { store.depends($0, on: matrix.row) }
            let rows = factors.filter { store.depends($0, on: matrix.column) }
            guard !columns.isEmpty, !rows.isEmpty, !columns.contains(where: { rows.contains($0) }) else { continue }
            let base = store.difference(matrix.entry, term)
            guard isInvertible(matrix.with(base)) else { continue }
            let outside = factors.filter { !columns.contains($0) && !rows.contains($0) }
            let column = store.product([store.number(store.coefficient(term))] + outside + columns)
            return .rankOne(base: base, column: column, row: store.product(rows))
        }
        return nil
    }

    /// Whether a matrix is known to have an inverse: a diagonal one with values that are not 0, or one whose determinant is assumed not to
    /// be 0.
    private func isInvertible(_ matrix: SquareMatrix) -> Bool {
        if let diagonal = diagonal(matrix) { return store.facts(of: diagonal).isNonzero }
        return store.hasAssumptions && store.decided(store.relation(.notEqual, determinant(matrix), .zero)) == true
    }

    private func productStructure(_ sum: Expr, _ matrix: SquareMatrix) -> Structure {
        let range = store.binder(sum)
        guard range.id == .sum, range.lower == .one, range.upper == matrix.size else { return .plain }
        return opening(sum) { inner in
            var (left, right): ([Expr], [Expr]) = ([], [])
            for factor in store.bareFactors(inner.body) {
                let dependsOnColumn = store.depends(factor, on: matrix.column)
                if dependsOnColumn, store.depends(factor, on: matrix.row) { return .plain }
                if dependsOnColumn { right.append(factor) } else { left.append(factor) }
            }
            let isMatrix = [left, right].allSatisfy { $0.contains { store.depends($0, on: inner.index) } }
            let hasRow = left.contains { store.depends($0, on: matrix.row) }
            guard isMatrix, hasRow, !right.isEmpty else { return .plain }
            return .product(
                substitute(store.product(left), [inner.index: matrix.column]), substitute(store.product(right), [inner.index: matrix.row]))
        }
    }

    // MARK: Entries

    /// The entries of the matrix of a node whose size is a whole number, with expressions in place of names; nil for others.
    func entries(_ node: Expr, _ replacements: [Expr: Expr]) -> [[Expr]]? {
        let rows = store.binder(node)
        guard let size = store.wholeValue(substitute(rows.upper, replacements)) else { return nil }
        guard (1...Catalogue.largestByMinors).contains(size), store.budget.step(size * size) else {
            store.budget.exhaust(.size)
            return nil
        }
        return opening(matrix: node) { matrix in
            (1...size).map { row in
                (1...size).map { column in
                    var values = replacements
                    values[matrix.row] = store.number(row)
                    values[matrix.column] = store.number(column)
                    return substitute(matrix.entry, values)
                }
            }
        }
    }

    /// The determinant of entries, as it is written down by minors: each of them once.
    func determinant(of rows: [[Expr]]) -> Expr {
        if rows.contains(where: { $0.contains { $0.isAbsent } }) { return .undefined }
        var minors: [UInt32: Expr] = [:]
        return minor(rows, (1 << UInt32(rows.count)) - 1, rows.count, &minors)
    }

    /// The determinant of the last rows in a set of as many columns.
    private func minor(_ rows: [[Expr]], _ columns: UInt32, _ count: Int, _ known: inout [UInt32: Expr]) -> Expr {
        if count == 0 { return .one }
        if let value = known[columns] { return value }
        var (terms, isNegative): ([Expr], Bool) = ([], false)
        for column in rows.indices where columns & 1 << UInt32(column) != 0 {
            let entry = rows[rows.count - count][column]
            if entry != .zero {
                let term = store.product(entry, minor(rows, columns & ~(1 << UInt32(column)), count - 1, &known))
                terms.append(isNegative ? store.negated(term) : term)
            }
            isNegative.toggle()
        }
        let value = store.sum(terms)
        known[columns] = value
        return value
    }

    /// By Cramer's rule.
    private func entry(ofInverse rows: [[Expr]], _ row: Int, _ column: Int) -> Expr {
        var rest = rows
        rest.remove(at: column)
        let cofactor = determinant(
            of: rest.map { entries in
                var entries = entries
                entries.remove(at: row)
                return entries
            })
        let signed = (row + column) % 2 == 0 ? cofactor : store.negated(cofactor)
        return store.quotient(signed, determinant(of: rows))
    }
}

extension SquareMatrix {
    fileprivate func with(_ entry: Expr) -> SquareMatrix { SquareMatrix(row: row, column: column, entry: entry, size: size) }
}
