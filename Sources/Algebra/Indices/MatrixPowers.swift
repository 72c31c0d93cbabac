import Expressions
import Reading

/// Products of powers of one matrix, the inverse and the matrix itself among them: where an index between two of them is summed over, they
/// are one power.
struct MatrixPowers {
    private let catalogue: Catalogue
    private let store: ExprStore

    init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
    }

    /// An entry of a power of a matrix.
    private struct Entry {
        /// The entry of the matrix itself at two names that are the same everywhere.
        let base: Expr
        let places: [Expr]
        let exponent: Expr
        let size: Expr?

        /// The entry of the transpose, at the places the other way round.
        func transposed(_ base: Expr) -> Entry { Entry(base: base, places: places.reversed(), exponent: exponent, size: size) }
    }

    /// The factors with two powers that an index joins as one, or as 1 at the same places where they cancel; nil where there are none.
    func joined(_ factors: [Expr], over index: Expr, to size: Expr) -> Expr? {
        let holders = factors.indices.filter { store.depends(factors[$0], on: index) }
        guard holders.count == 2, let first = entry(factors[holders[0]]), let second = entry(factors[holders[1]]) else { return nil }
        for (left, right) in [(first, second), (second, first)] {
            for own in [left, turned(left)] {
                for other in [right, turned(right)]
                where own.base == other.base && isShorter(own.exponent, other.exponent) && own.places[1] == index
                    && other.places[0] == index && own.places[0] != index
                    && other.places[1] != index && [own.size, other.size].allSatisfy({ $0 ?? size == size })
                {
                    let rest = factors.indices.filter { !holders.contains($0) }.map { factors[$0] }
                    let exponent = store.sum(own.exponent, other.exponent)
                    return store.product(rest + [power(own.base, [own.places[0], other.places[1]], exponent, size)])
                }
            }
        }
        return nil
    }

    /// An index of a sum, and how far it goes.
    struct Range {
        let index: Expr
        let size: Expr
    }

    /// The factors without an inverse and the matrix it is the inverse of, where that is a product: `(X'*X)^-1*X'*X`.
    ///
    /// - Parameter ranges: the indices that are summed over.
    /// - Returns: the factors, with 1 where the places that are left are the same, and which two indices are gone; nil where there are none.
    func withoutInverse(_ factors: [Expr], _ ranges: [Range]) -> (factors: Expr, gone: [Expr])? {
        for (position, factor) in factors.enumerated() {
            guard let plain = entry(factor), plain.exponent == .minusOne else { continue }
            for inverse in [plain, turned(plain)] {
                guard let range = ranges.first(where: { $0.index == inverse.places[1] }), inverse.size == range.size,
                    store.kind(inverse.base) == .binder, case let inner = store.binder(inverse.base), inner.id == .sum, inner.lower == .one
                else { continue }
                for other in ranges where other.index != range.index && other.size == inner.upper {
                    var rest = factors
                    rest.remove(at: position)
                    guard let place = removeMatrix(inverse.base, range.index, other.index, from: &rest),
                        !rest.contains(where: { store.depends($0, on: range.index) || store.depends($0, on: other.index) })
                    else { continue }
                    let same = store.piecewise([.one, store.relation(.equal, inverse.places[0], place), .zero])
                    return (store.product(rest + [same]), [range.index, other.index])
                }
            }
        }
        return nil
    }

    /// Takes from factors the terms of a sum that is a matrix, at a row and an index of the sum.
    ///
    /// - Returns: the column; nil where the terms are not there.
    private func removeMatrix(_ base: Expr, _ row: Expr, _ index: Expr, from factors: inout [Expr]) -> Expr? {
        catalogue.opening(base) { binder in
            guard store.coefficient(binder.body).isOne else { return nil }
            let parts = store.bareFactors(binder.body).map {
                catalogue.substitute($0, [binder.index: index, names[0]: row])
            }
            for part in parts where !store.depends(part, on: names[1]) {
                guard let place = factors.firstIndex(of: part) else { return nil }
                factors.remove(at: place)
            }
            let columns = parts.filter { store.depends($0, on: names[1]) }
            let candidates = factors.flatMap { store.kind($0) == .element ? store.places($0) : [] }
            for column in candidates where column != row && column != index {
                var rest = factors
                let isThere = columns.allSatisfy { part in
                    guard let place = rest.firstIndex(of: catalogue.substitute(part, [names[1]: column])) else { return false }
                    rest.remove(at: place)
                    return true
                }
                guard isThere else { continue }
                factors = rest
                return column
            }
            return nil
        }
    }

    /// Whether one power is less to write than two: powers with numbers as exponents are products, and only cancel.
    private func isShorter(_ first: Expr, _ second: Expr) -> Bool {
        guard let one = store.wholeValue(first), let other = store.wholeValue(second) else { return true }
        return one.signum() != other.signum()
    }

    private var names: [Expr] { [store.place(axis: 8), store.place(axis: 9)] }

    private func turned(_ entry: Entry) -> Entry {
        entry.transposed(catalogue.substitute(entry.base, [names[0]: names[1], names[1]: names[0]]))
    }

    /// A factor as an entry of a power.
    private func entry(_ factor: Expr) -> Entry? {
        guard store.kind(factor) == .element, case let (array, places) = (store.child(factor, 0), store.places(factor)) else { return nil }
        guard store.kind(array) == .binder else {
            guard places.count == 2 else { return nil }
            return Entry(base: catalogue.element(array, names), places: places, exponent: .one, size: nil)
        }
        let (base, size) = catalogue.opening(matrix: array) { matrix in
            (catalogue.substitute(matrix.entry, [matrix.row: names[0], matrix.column: names[1]]), matrix.size)
        }
        return Entry(base: base, places: Array(places.prefix(2)), exponent: places.count == 3 ? places[2] : .minusOne, size: size)
    }

    private func power(_ base: Expr, _ places: [Expr], _ exponent: Expr, _ size: Expr) -> Expr {
        if exponent == .one { return catalogue.substitute(base, [names[0]: places[0], names[1]: places[1]]) }
        let matrix = SquareMatrix(row: names[0], column: names[1], entry: base, size: size)
        if let whole = store.wholeValue(exponent), whole < 0 { return inverse(matrix, places, -whole) }
        return catalogue.power(matrix, places, exponent)
    }

    private func inverse(_ matrix: SquareMatrix, _ places: [Expr], _ exponent: Int) -> Expr {
        if exponent == 1 { return catalogue.inverse(matrix, places) }
        return store.withIndex { index in
            let rest = inverse(matrix, [index, places[1]], exponent - 1)
            let body = store.product(catalogue.inverse(matrix, [places[0], index]), rest)
            return catalogue.binder(Binder(.sum, index, body, from: .one, to: matrix.size))
        }
    }
}
