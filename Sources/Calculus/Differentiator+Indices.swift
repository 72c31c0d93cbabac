import Algebra
import Expressions
import Reading
import Syntax
import Vocabulary

// Derivatives of what is indexed: `x[i]` in `x[j]` is 1 where i = j, else 0, and sums contract such deltas.
extension Differentiator {
    /// The derivative of an element of an array, or of a name: not zero where it is the variable.
    func element(_ node: Expr) throws(Diagnostic) -> Expr {
        if node == variable, !isOfStructure { return .one }
        if store.kind(node) == .element, store.kind(store.child(node, 0)) == .binder { return try inverse(node) }
        if store.kind(node) == .element { try requireFixed(store.places(node)) }
        guard let variable = variableParts, let own = catalogue.elementParts(node), own.array == variable.array,
            own.places.count == variable.places.count
        else { return .zero }
        let direct = delta(own.places, variable.places)
        switch store.hasAssumptions ? store.assumptions.arrays[own.array]?.structure ?? .general : .general {
        case .general, .diagonal: return direct
        case .symmetric, .positiveDefinite:
            let mirrored = delta(own.places, variable.places.reversed())
            if isOfStructure { return store.quotient(store.sum(direct, mirrored), .two) }
            // Off the diagonal the variable stands at two places.
            let onDiagonal = store.relation(.equal, variable.places[0], variable.places[1])
            return store.sum(direct, store.piecewise([.zero, onDiagonal, mirrored]))
        case .antisymmetric:
            let change = store.difference(direct, delta(own.places, variable.places.reversed()))
            return isOfStructure ? store.quotient(change, .two) : change
        }
    }

    /// 1 where places are the same, else 0.
    private func delta(_ left: [Expr], _ right: [Expr]) -> Expr {
        store.piecewise([.one, store.conjunction(zip(left, right).map { store.relation(.equal, $0, $1) }), .zero])
    }

    /// The derivative of a sum or product over an index.
    func binder(_ node: Expr) throws(Diagnostic) -> Expr {
        // A sum that does not depend on an index outside may be shared by many.
        let isClosed = !store.symbols(in: [node]).contains { store.isIndex($0) }
        if isClosed, let known = ofBinders[node] {
            for condition in known.conditions { exclude(store.negation(condition)) }
            return known.rate
        }
        let before = conditions.count
        let rate = try rate(ofBinder: node)
        if isClosed { ofBinders[node] = (rate, Array(conditions[before...])) }
        return rate
    }

    private func rate(ofBinder node: Expr) throws(Diagnostic) -> Expr {
        let whole = store.binder(node)
        if whole.id == .determinant { return try determinant(node) }
        guard whole.id != .every else { return .zero }
        try requireFixed([whole.lower, whole.upper])
        return try catalogue.opening(node) { binder throws(Diagnostic) in
            let rate = try derivative(under: binder)
            if rate == .zero { return .zero }
            if binder.id == .sum { return sum(rate, over: binder) }
            if binder.id != .product { return extreme(rate, binder, node) }
            // The other factors, also where one of them is zero.
            let others = store.withIndex { other in
                let factor = catalogue.substitute(binder.body, [binder.index: other])
                let kept = store.piecewise([.one, store.relation(.equal, other, binder.index), factor])
                return catalogue.binder(Binder(.product, other, kept, from: binder.lower, to: binder.upper))
            }
            return sum(store.product(rate, others), over: binder)
        }
    }

    /// The greatest of several varies as that one of them, where there is no other as great.
    private func extreme(_ rate: Expr, _ binder: Binder, _ value: Expr) -> Expr {
        let isReached = store.piecewise([.one, store.relation(.equal, binder.body, value), .zero])
        let places = catalogue.binder(Binder(.sum, binder.index, isReached, from: binder.lower, to: binder.upper))
        exclude(store.relation(.notEqual, places, .one))
        return sum(store.product(rate, isReached), over: binder)
    }

    // MARK: Determinants and inverses

    /// Jacobi's formula: the determinant times the trace of the inverse times the derivative.
    private func determinant(_ node: Expr) throws(Diagnostic) -> Expr {
        let change = try sum(overEntriesOf: node) { matrix, rate in
            store.product(catalogue.inverse(matrix, [matrix.column, matrix.row]), rate)
        }
        return store.product(node, change)
    }

    /// An entry of the inverse: that of the inverse times the derivative times the inverse, taken away.
    private func inverse(_ node: Expr) throws(Diagnostic) -> Expr {
        let places = store.places(node)
        try requireFixed(places)
        if places.count == 3 { return try power(node) }
        let change = try sum(overEntriesOf: store.child(node, 0)) { matrix, rate in
            store.product([
                catalogue.inverse(matrix, [places[0], matrix.row]), rate, catalogue.inverse(matrix, [matrix.column, places[1]]),
            ])
        }
        return store.negated(change)
    }

    /// An entry of a power: the sum over all ways to put the derivative in the place of one of the factors.
    private func power(_ node: Expr) throws(Diagnostic) -> Expr {
        let (base, places) = (store.child(node, 0), store.places(node))
        return try store.withIndex { before throws(Diagnostic) in
            let after = store.sum([places[2], .minusOne, store.negated(before)])
            let body = try sum(overEntriesOf: base) { matrix, rate in
                store.product([
                    catalogue.power(matrix, [places[0], matrix.row], before), rate,
                    catalogue.power(matrix, [matrix.column, places[1]], after),
                ])
            }
            return catalogue.binder(Binder(.sum, before, body, from: .zero, to: store.difference(places[2], .one)))
        }
    }

    /// The sum over all entries of a matrix of something made of their derivatives.
    private func sum(
        overEntriesOf node: Expr, _ term: (_ matrix: SquareMatrix, _ rate: Expr) -> Expr
    ) throws(Diagnostic) -> Expr {
        try catalogue.opening(node) { rows throws(Diagnostic) in
            try catalogue.opening(rows.body) { columns throws(Diagnostic) in
                let rate = try derivative(under: columns, rows)
                if rate == .zero { return .zero }
                let matrix = SquareMatrix(row: rows.index, column: columns.index, entry: columns.body, size: rows.upper)
                return sum(sum(term(matrix, rate), over: columns), over: rows)
            }
        }
    }

    private func sum(_ body: Expr, over binder: Binder) -> Expr {
        var sums = IndexedSums(catalogue, places: isUniform ? Set(variableParts?.places ?? []) : [])
        let sum = sums.sum(body, over: binder)
        for condition in sums.conditions { exclude(store.negation(condition)) }
        return sum
    }

    /// Whether each place of the variable's array is an index that goes over one range, the same everywhere: then a place outside of it is
    /// none. Where ranges differ, as in `x[k]*x[k + 1]`, the derivative has cases.
    func isUniform(_ root: Expr) -> Bool {
        guard let variable = variableParts else { return true }
        // What is known of the places of a declared array is all that need be known.
        if store.hasAssumptions, store.assumptions.arrays[variable.array] != nil { return false }
        var ranges: [[Expr]?] = variable.places.map { _ in nil }
        return isUniform(root, variable.array, [:], &ranges)
    }

    private func isUniform(_ root: Expr, _ array: Expr, _ bound: [Expr: [Expr]], _ ranges: inout [[Expr]?]) -> Bool {
        for node in store.postorder([root], isLeaf: { self.store.kind($0) == .binder }) {
            switch store.kind(node) {
            case .binder:
                let binder = store.binder(node)
                var inside = bound
                let isFixed = !store.symbols(in: [binder.lower, binder.upper]).contains { store.isIndex($0) }
                inside[binder.index] = isFixed ? [binder.lower, binder.upper] : nil
                guard isUniform(binder.body, array, inside, &ranges) else { return false }
            case .element where store.child(node, 0) == array:
                for (position, place) in store.places(node).enumerated() where position < ranges.count {
                    guard let range = bound[place] else {
                        // A name that is free is a place like any other.
                        if store.kind(place) == .symbol { continue }
                        return false
                    }
                    guard ranges[position] ?? range == range else { return false }
                    ranges[position] = range
                }
            default: continue
            }
        }
        return true
    }

    /// Whole numbers do not vary.
    private func requireFixed(_ exprs: [Expr]) throws(Diagnostic) {
        guard exprs.contains(where: { dependsOnVariable($0) }) else { return }
        throw Diagnostic(
            "not-differentiable", "a place or a bound of an index is a whole number: there is no derivative in it", at: Span(0, 0),
            kind: .undefined)
    }
}
