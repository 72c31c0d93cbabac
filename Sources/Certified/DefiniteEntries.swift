import Exact
import Expressions
import Reading

/// Entries of positive definite matrices at sample points: numbers put in for them one by one would make no such matrix.
///
/// A matrix `M'*D*M` is positive definite for every upper triangular `M` with ones on its diagonal and every diagonal `D` of positive numbers,
/// and there is no other one. The names of the entries stand for those of `M`, and for roots of those of `D`.
public struct DefiniteEntries {
    private let catalogue: Catalogue
    /// What is put in for each entry.
    private let values: [Expr: Expr]

    /// What is put in for the entries of positive definite matrices in expressions.
    public init(in exprs: [Expr], _ catalogue: Catalogue) {
        self.catalogue = catalogue
        let store = catalogue.store
        var values: [Expr: Expr] = [:]
        if store.hasAssumptions, store.assumptions.arrays.values.contains(where: { $0.structure == .positiveDefinite }) {
            for name in store.symbols(in: exprs) {
                guard let (array, places) = catalogue.elementParts(name), places.count == 2,
                    store.assumptions.arrays[array]?.structure == .positiveDefinite,
                    let row = store.wholeValue(places[0]), let column = store.wholeValue(places[1])
                else { continue }
                values[name] = DefiniteEntries.entry(array, row, column, catalogue)
            }
        }
        self.values = values
    }

    private static func entry(_ array: Expr, _ row: Int, _ column: Int, _ catalogue: Catalogue) -> Expr {
        let store = catalogue.store
        func name(_ row: Int, _ column: Int) -> Expr { catalogue.element(array, [store.number(row), store.number(column)]) }
        // The numbers of the diagonal keep away from 0, where the matrix would be none.
        return store.sum(
            (1...max(1, min(row, column))).map { place in
                let diagonal = store.sum(store.power(name(place, place), 2), store.number(Rational(1, 8)))
                let sides = [row, column].map { $0 == place ? .one : name(place, $0) }
                return store.product([diagonal] + sides)
            })
    }

    /// Whether there is nothing to put in.
    public var isEmpty: Bool { values.isEmpty }

    /// The expressions with such matrices in the place of names.
    public func substituted(in exprs: [Expr]) -> [Expr] { isEmpty ? exprs : catalogue.substitute(exprs, values) }

    /// What a condition of a text becomes.
    public func substituted(in condition: DomainCondition) -> DomainCondition {
        isEmpty ? condition : condition.substituting(values, catalogue)
    }

    /// A point in the names that were put in as one in the entries themselves.
    public func entries(at point: [(name: Expr, value: Expr)]) -> [(name: Expr, value: Expr)] {
        if isEmpty { return point }
        let numbers = Dictionary(point.map { ($0.name, $0.value) }) { first, _ in first }
        let own = catalogue.store.symbols(in: Array(values.keys)).map { name in
            (name: name, value: catalogue.substitute(values[name] ?? name, numbers))
        }
        return point.filter { values[$0.name] == nil && catalogue.elementParts($0.name).map { !isOfDefinite($0.array) } ?? true } + own
    }

    private func isOfDefinite(_ array: Expr) -> Bool { catalogue.store.assumptions.arrays[array]?.structure == .positiveDefinite }
}
