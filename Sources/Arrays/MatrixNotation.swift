import Exact
import Expressions
import Reading
import Vocabulary

/// Writes expressions of entries with vectors and matrices, where they can be written so.
///
/// What is summed over indices is a graph: an index is a vertex, a matrix at two indices an edge, a vector at one index a label. Vertices
/// that are summed over are taken out one by one: one with two edges is a matrix product, one with a single edge a product of matrix and
/// vector, one that stands alone a sum of entries.
public final class MatrixNotation {
    let catalogue: Catalogue
    let store: ExprStore
    let algebra: MatrixAlgebra
    private var names = 0
    /// How many arrays stand around the one being written.
    private var depth = 0
    private static let deepest = 64

    /// Writes expressions with the arrays that are declared in their store.
    public init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
        algebra = MatrixAlgebra(catalogue.store)
    }

    /// An index, and how far it goes.
    struct Vertex: Equatable {
        let index: Expr
        /// Nil where the index does not go from 1 to a size.
        let size: Expr?
    }

    /// An array written without indices; nil where it cannot be.
    public func array(_ array: IndexedArray) -> Expr? {
        guard array.axes.count <= 2, array.axes.allSatisfy({ $0.count <= 2 }) else { return nil }
        let ends = array.axes.indices.flatMap { axis in
            array.axes[axis].indices.map { Vertex(index: store.place(axis: axis, part: $0), size: array.axes[axis][$0]) }
        }
        if array.axes.contains(where: { $0.count == 2 }) {
            return array.isMatrix && ends.count == 4 ? kronecker(array.entry, ends) : nil
        }
        if array.isMatrix, ends.count < 2 {
            // A matrix of one column has no notation of its own.
            guard array.axes[0].isEmpty, ends.count == 1 else { return nil }
            return expression(array.entry, ends).map { algebra.row($0) }
        }
        return expression(array.entry, ends)
    }

    /// A sum of Kronecker products, in the two indices of the row and the two of the column.
    private func kronecker(_ expr: Expr, _ ends: [Vertex]) -> Expr? {
        var parts: [Expr] = []
        for term in store.terms(expr) {
            guard let part = self.term(term, ends, []) else { return nil }
            parts.append(part)
        }
        let sum = store.sum(parts)
        return sum == .zero ? nil : sum
    }

    /// A number, with what is summed over all places of arrays written without indices.
    public func number(_ expr: Expr) -> Expr {
        guard store.traits(expr).contains(.isIndexed), depth < MatrixNotation.deepest else { return expr }
        var written: [Expr: Expr] = [:]
        for node in store.postorder([expr], isLeaf: { self.store.kind($0) == .binder || self.isOfInverse($0) }) {
            if store.kind(node) == .binder { written[node] = number(binder: node) ?? withWritten(body: node) }
            if isOfInverse(node), let array = array(ofEntry: node) {
                written[node] = store.matrix(.entry, [array] + store.places(node).prefix(2).map { number($0) })
            }
        }
        return written.isEmpty ? expr : catalogue.substitute(expr, written)
    }

    /// A sum that stays one, with what is under it written without indices where it can be.
    private func withWritten(body node: Expr) -> Expr {
        guard depth < MatrixNotation.deepest, store.binder(node).id != .determinant, !store.binder(node).id.isOfMatrix else { return node }
        depth += 1
        defer { depth -= 1 }
        return catalogue.opening(node) { binder in
            let body = number(binder.body)
            return body == binder.body
                ? node : catalogue.binder(Binder(binder.id, binder.index, body, from: binder.lower, to: binder.upper))
        }
    }

    private func isOfInverse(_ node: Expr) -> Bool { store.kind(node) == .element && store.kind(store.child(node, 0)) == .binder }

    private func number(binder node: Expr) -> Expr? {
        switch store.binder(node).id {
        case .sum:
            let (list, vertex) = opened(node)
            var sum: [Expr] = []
            for term in list {
                guard let value = self.term(term, [], [vertex]) else { return nil }
                sum.append(value)
            }
            return store.sum(sum)
        case .determinant: return matrix(node).map { algebra.determinant($0) }
        default: return nil
        }
    }

    /// The matrix whose determinant or inverse a node is.
    private func matrix(_ node: Expr) -> Expr? {
        let (row, column) = (name(), name())
        let (entry, size) = catalogue.opening(matrix: node) { matrix in
            (catalogue.substitute(matrix.entry, [matrix.row: row, matrix.column: column]), matrix.size)
        }
        return expression(entry, [Vertex(index: row, size: size), Vertex(index: column, size: size)])
    }

    /// The inverse or the power that an element is an entry of.
    private func array(ofEntry node: Expr) -> Expr? {
        let places = store.places(node)
        guard let matrix = matrix(store.child(node, 0)) else { return nil }
        return places.count == 3 ? algebra.power(matrix, number(places[2])) : algebra.inverse(matrix)
    }

    /// A name for an index that stands nowhere else.
    private func name() -> Expr {
        names += 1
        return store.symbol("#vertex \(names)")
    }

    /// The terms under a sum, and its index.
    func opened(_ node: Expr) -> (terms: [Expr], vertex: Vertex) {
        let index = name()
        let range = store.binder(node)
        let body = catalogue.opening(node) { catalogue.substitute($0.body, [$0.index: index]) }
        return (store.terms(body), Vertex(index: index, size: range.lower == .one ? range.upper : nil))
    }

    /// An expression in one or two indices as a vector or matrix along them.
    func expression(_ expr: Expr, _ ends: [Vertex]) -> Expr? {
        guard depth < MatrixNotation.deepest, store.budget.step() else { return nil }
        depth += 1
        defer { depth -= 1 }
        if expr == .zero { return algebra.zeros(ends.compactMap(\.size)) }
        let own = ends.filter { store.depends(expr, on: $0.index) }
        if own.isEmpty { return algebra.times(number(expr), algebra.ones(ends.compactMap(\.size))) }
        if own.count < ends.count { return term(expr, ends, []) }
        switch store.kind(expr) {
        case .sum:
            var parts: [Expr] = []
            for term in store.terms(expr) {
                guard let part = expression(term, ends) else { return nil }
                parts.append(part)
            }
            return algebra.sum(parts, ends.compactMap(\.size))
        case .binder where store.binder(expr).id == .sum:
            let (terms, vertex) = opened(expr)
            if vertex.size == nil { return parameterSum(expr, ends) { self.expression($0, ends) } }
            var parts: [Expr] = []
            for term in terms {
                // An index that is no place of an array is left to the sum.
                guard let part = self.term(term, ends, [vertex]) else { return parameterSum(expr, ends) { self.expression($0, ends) } }
                parts.append(part)
            }
            return algebra.sum(parts, ends.compactMap(\.size))
        case .call:
            guard store.childCount(expr) == 1, let argument = expression(store.child(expr, 0), ends) else { return nil }
            return algebra.elementwise(store.function(expr), argument)
        case .element: return element(expr, ends)
        case .piecewise, .scaled, .product, .power: return term(expr, ends, [])
        default: return nil
        }
    }

    private func term(_ term: Expr, _ ends: [Vertex], _ summed: [Vertex]) -> Expr? {
        guard depth < MatrixNotation.deepest, !summed.contains(where: { $0.size == nil }), store.budget.step() else { return nil }
        depth += 1
        defer { depth -= 1 }
        var graph = IndexGraph(self, ends: ends, summed: summed)
        if graph.add(term), let notation = graph.notation() { return notation }
        return multipliedOut(term, ends, summed)
    }

    /// A sum of numbers or arrays over an index that is no place of theirs.
    private func parameterSum(_ expr: Expr, _ ends: [Vertex], _ write: (_ body: Expr) -> Expr?) -> Expr? {
        let whole = store.binder(expr)
        let index = name()
        let body = catalogue.opening(expr) { catalogue.substitute($0.body, [$0.index: index]) }
        guard let part = write(body) else { return nil }
        if !store.depends(part, on: index) {
            let count = store.sum([whole.upper, store.negated(whole.lower), .one])
            return ends.isEmpty ? store.product(count, part) : algebra.times(count, part)
        }
        let sum = catalogue.binder(Binder(.sum, index, part, from: whole.lower, to: whole.upper))
        if !ends.isEmpty { algebra.note(sum, .general) }
        return sum
    }

    /// Whether a condition says no more than that an index is within its size.
    func isWithinSize(_ condition: Expr, _ vertices: [Vertex]) -> Bool {
        guard store.kind(condition) == .relation, store.relation(condition) == .lessOrEqual else { return false }
        let (left, right) = (store.child(condition, 0), store.child(condition, 1))
        return vertices.contains { left == .one && right == $0.index || left == $0.index && right == $0.size }
    }

    /// A value that stands wherever indices are within their sizes; nil for other branches.
    private func settled(_ branches: Expr, _ vertices: [Vertex]) -> Expr? {
        let (list, otherwise) = store.branches(branches)
        guard otherwise == .zero, list.count == 1, store.conjuncts(list[0].condition).allSatisfy({ isWithinSize($0, vertices) }) else {
            return nil
        }
        return list[0].value
    }

    /// A term with a sum among its factors, as the sum of the terms with each of its terms; nil where there is none.
    private func multipliedOut(_ term: Expr, _ ends: [Vertex], _ summed: [Vertex]) -> Expr? {
        let factors = store.bareFactors(term)
        for (place, factor) in factors.enumerated() {
            var (parts, vertices) = ([factor], summed)
            if store.kind(factor) == .sum {
                parts = store.childArray(factor)
            } else if store.kind(factor) == .binder, store.binder(factor).id == .sum {
                let (terms, vertex) = opened(factor)
                (parts, vertices) = (terms, summed + [vertex])
            } else if store.kind(factor) == .piecewise, let value = settled(factor, ends + summed) {
                parts = store.terms(value)
            }
            guard parts.count > 1 || parts[0] != factor else { continue }
            var rest = factors
            rest.remove(at: place)
            let outside = store.product([store.number(store.coefficient(term))] + rest)
            if vertices.last?.size == nil, vertices.count > summed.count {
                return parameterSum(factor, ends) { self.term(self.store.product(outside, $0), ends, summed) }
            }
            var sum: [Expr] = []
            for part in parts {
                guard let value = self.term(store.product(outside, part), ends, vertices) else { return nil }
                sum.append(value)
            }
            return ends.isEmpty ? store.sum(sum) : algebra.sum(sum, ends.compactMap(\.size))
        }
        return nil
    }

    /// An array at just these indices, or at both orders of two.
    private func element(_ node: Expr, _ ends: [Vertex]) -> Expr? {
        guard let (array, places) = catalogue.elementParts(node) else { return nil }
        let indices = ends.map(\.index)
        if store.kind(array) == .binder {
            let others = [array] + places.dropFirst(2)
            guard !indices.contains(where: { index in others.contains { store.depends($0, on: index) } }),
                let own = self.array(ofEntry: node)
            else { return nil }
            return oriented(own, Array(places.prefix(2)), indices)
        }
        guard let shape = store.assumptions.arrays[array], shape.sizes.count == places.count else { return nil }
        for (place, size) in zip(places, shape.sizes) {
            guard let end = ends.first(where: { $0.index == place }), end.size == size else { return nil }
        }
        algebra.note(array, shape.structure)
        return places.count == 1 ? array : oriented(array, places, indices)
    }

    private func oriented(_ array: Expr, _ places: [Expr], _ indices: [Expr]) -> Expr? {
        guard places.count == 2 else { return nil }
        if places[0] == places[1] { return indices == [places[0]] ? algebra.diagonal(array) : nil }
        if places == indices { return array }
        return places.reversed() == indices ? algebra.transpose(array) : nil
    }
}
