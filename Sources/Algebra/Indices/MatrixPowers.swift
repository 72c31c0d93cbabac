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
