import Expressions
import Reading

/// A product of factors summed over indices, as a graph: `MatrixNotation` tells how.
struct IndexGraph {
    private let writer: MatrixNotation
    private let store: ExprStore
    private var algebra: MatrixAlgebra { writer.algebra }
    /// The indices that are not summed over.
    private let ends: [MatrixNotation.Vertex]
    private var summed: [MatrixNotation.Vertex]
    private var number = Expr.one
    /// Vectors along an index.
    private var labels: [Expr: Label] = [:]
    private var edges: [Edge] = []
    /// Indices that deltas have made the same as others.
    private var same: [Expr: Expr] = [:]

    private struct Label {
        var above: [Expr] = []
        var below: [Expr] = []
    }

    private struct Edge {
        var from: Expr
        var to: Expr
        var matrix: Expr

        func touches(_ vertex: Expr) -> Bool { from == vertex || to == vertex }
    }

    init(_ writer: MatrixNotation, ends: [MatrixNotation.Vertex], summed: [MatrixNotation.Vertex]) {
        self.writer = writer
        store = writer.store
        (self.ends, self.summed) = (ends, summed)
    }

    private var vertices: [MatrixNotation.Vertex] { ends + summed }

    // MARK: Making the graph

    /// Takes in the factors of a term; false where one of them has no place in such a graph.
    mutating func add(_ term: Expr) -> Bool {
        number = store.product(number, store.number(store.coefficient(term)))
        for factor in store.bareFactors(term) {
            guard store.budget.step(), add(factor: factor) else { return false }
        }
        return true
    }

    private mutating func add(factor: Expr) -> Bool {
        let own = vertices.filter { store.depends(factor, on: $0.index) }
        if own.isEmpty {
            number = store.product(number, writer.number(factor))
            return true
        }
        switch store.kind(factor) {
        case .binder where store.binder(factor).id == .sum:
            let (terms, vertex) = writer.opened(factor)
            guard terms.count == 1 else { break }
            guard vertex.size != nil else { return false }
            summed.append(vertex)
            return add(terms[0])
        case .piecewise: return add(branches: factor)
        case .power where store.isNumber(store.child(factor, 1)):
            guard own.count <= 2, let base = writer.expression(store.child(factor, 0), own) else { return false }
            let exponent = store.rational(store.child(factor, 1))
            let size = store.number(exponent.magnitude)
            let power = size == .one ? base : algebra.elementwisePower(base, size)
            return add(power, own, isInverted: exponent.signum < 0)
        case .power:
            guard !own.contains(where: { store.depends(store.child(factor, 1), on: $0.index) }), own.count <= 2,
                let base = writer.expression(store.child(factor, 0), own)
            else { return false }
            return add(algebra.elementwisePower(base, writer.number(store.child(factor, 1))), own, isInverted: false)
        default: break
        }
        guard own.count <= 2, let array = writer.expression(factor, own) else { return false }
        return add(array, own, isInverted: false)
    }

    private mutating func add(_ array: Expr, _ own: [MatrixNotation.Vertex], isInverted: Bool) -> Bool {
        if own.count == 2 {
            let matrix = isInverted ? algebra.elementwise([], over: [array]) : array
            edges.append(Edge(from: own[0].index, to: own[1].index, matrix: matrix))
        } else if isInverted {
            labels[own[0].index, default: Label()].below.append(array)
        } else {
            labels[own[0].index, default: Label()].above.append(array)
        }
        return true
    }

    /// A value where indices are the same, else 0.
    private mutating func add(branches: Expr) -> Bool {
        let (list, otherwise) = store.branches(branches)
        guard otherwise == .zero, list.count == 1 else { return false }
        for part in store.conjuncts(list[0].condition) where !writer.isWithinSize(part, vertices) {
            guard store.kind(part) == .relation, store.relation(part) == .equal,
                let left = vertices.first(where: { $0.index == store.child(part, 0) }),
                let right = vertices.first(where: { $0.index == store.child(part, 1) }), let size = left.size, size == right.size
            else { return false }
            let (first, second) = (found(left.index), found(right.index))
            if first == second { continue }
            func isEnd(_ index: Expr) -> Bool { ends.contains { $0.index == index } }
            if isEnd(first), isEnd(second) {
                edges.append(Edge(from: first, to: second, matrix: algebra.identity(size)))
            } else {
                same[isEnd(first) ? second : first] = isEnd(first) ? first : second
            }
        }
        return add(list[0].value)
    }

    private func found(_ index: Expr) -> Expr {
        var index = index
        while let next = same[index] { index = next }
        return index
    }

    // MARK: Taking it apart

    /// What is left when all vertices that are summed over are taken out; nil where the graph cannot be taken apart so.
    mutating func notation() -> Expr? {
        settleNames()
        while store.budget.step(), reduce() {}
        guard summed.isEmpty else { return nil }
        switch ends.count {
        case 0: return number
        case 1: return algebra.times(number, label(ends[0].index) ?? algebra.ones(ends.compactMap(\.size)))
        case 2: return algebra.times(number, matrix(ends))
        default: return kronecker().map { algebra.times(number, $0) }
        }
    }

    /// The Kronecker product of a matrix in two of four ends and one in the others: the first of the row and the first of the column, or
    /// the first and the second.
    private mutating func kronecker() -> Expr? {
        func joins(_ edge: Edge, _ first: Int, _ second: Int) -> Bool {
            edge.touches(ends[first].index) && edge.touches(ends[second].index)
        }
        if edges.allSatisfy({ joins($0, 0, 2) || joins($0, 1, 3) }) {
            return algebra.kronecker(matrix([ends[0], ends[2]]), matrix([ends[1], ends[3]]))
        }
        guard edges.allSatisfy({ joins($0, 0, 3) || joins($0, 1, 2) }) else { return nil }
        let sizes = [ends[3], ends[2]].compactMap(\.size)
        return algebra.kronecker(matrix([ends[0], ends[3]]), matrix([ends[1], ends[2]]), commuting: sizes)
    }

    /// The matrix along two ends.
    private mutating func matrix(_ ends: [MatrixNotation.Vertex]) -> Expr {
        let arrays = ends.map { label($0.index) }
        mergeParallel(between: ends[0].index, and: ends[1].index)
        guard let edge = edges.first(where: { $0.touches(ends[0].index) && $0.touches(ends[1].index) }) else {
            let left = arrays[0] ?? algebra.ones(ends[..<1].compactMap(\.size))
            if arrays[0] == nil, arrays[1] == nil { return algebra.ones(ends.compactMap(\.size)) }
            return algebra.product([left, algebra.row(arrays[1] ?? algebra.ones(ends[1...].compactMap(\.size)))])
        }
        let matrix = edge.from == ends[0].index ? edge.matrix : algebra.transpose(edge.matrix)
        if store.kind(matrix) == .matrix, store.matrixForm(matrix) == .identity {
            let both = arrays.compactMap { $0 }
            return both.isEmpty ? matrix : algebra.diagonalMatrix(algebra.elementwise(both, over: []))
        }
        return algebra.product(
            [arrays[0].map { algebra.diagonalMatrix($0) }, matrix, arrays[1].map { algebra.diagonalMatrix($0) }].compactMap { $0 })
    }

    private mutating func settleNames() {
        if !same.isEmpty {
            for place in edges.indices {
                edges[place].from = found(edges[place].from)
                edges[place].to = found(edges[place].to)
            }
            for (index, label) in labels where found(index) != index {
                labels[index] = nil
                labels[found(index), default: Label()].above += label.above
                labels[found(index), default: Label()].below += label.below
            }
            summed = summed.filter { found($0.index) == $0.index }
        }
        takeLoops()
    }

    /// A matrix at the same index twice is its diagonal.
    private mutating func takeLoops() {
        for edge in edges where edge.from == edge.to { labels[edge.from, default: Label()].above.append(algebra.diagonal(edge.matrix)) }
        edges.removeAll { $0.from == $0.to }
    }

    /// The vector along an index; nil where there is none.
    private func label(_ index: Expr) -> Expr? { labels[index].map { algebra.elementwise($0.above, over: $0.below) } }

    /// Takes out one vertex, or merges edges; false where nothing can be done.
    private mutating func reduce() -> Bool {
        for (place, vertex) in summed.enumerated() {
            guard let size = vertex.size else { return false }
            let own = edges.indices.filter { edges[$0].touches(vertex.index) }
            switch own.count {
            case 0:
                let label = labels[vertex.index]
                number = store.product(number, label.map { algebra.total($0.above, over: $0.below) } ?? size)
            case 1:
                let edge = oriented(edges[own[0]], to: vertex.index)
                // A matrix that stands alone.
                let isAlone = summed.contains { $0.index == edge.from } && edges.count { $0.touches(edge.from) } == 1
                if isAlone, labels[edge.from] == nil, labels[vertex.index] == nil {
                    number = store.product(number, algebra.total([edge.matrix], over: []))
                    edges.remove(at: own[0])
                    summed.removeAll { $0.index == edge.from || $0 == vertex }
                    return true
                }
                let product = algebra.product([edge.matrix, label(vertex.index) ?? algebra.ones([size])])
                edges.remove(at: own[0])
                labels[edge.from, default: Label()].above.append(product)
            case 2:
                let (first, second) = (oriented(edges[own[0]], to: vertex.index), oriented(edges[own[1]], to: vertex.index))
                let isEnd = ends.contains { $0.index == first.from }
                // Two matrices at an end and the same index are one at each place.
                if first.from == second.from, isEnd { continue }
                let middle = label(vertex.index).map { [algebra.diagonalMatrix($0)] } ?? []
                let product = algebra.product([first.matrix] + middle + [algebra.transpose(second.matrix)])
                edges.remove(at: own[1])
                edges.remove(at: own[0])
                edges.append(Edge(from: first.from, to: second.from, matrix: product))
                takeLoops()
            default: continue
            }
            labels[vertex.index] = nil
            summed.remove(at: place)
            return true
        }
        for vertex in summed {
            for other in vertices where other != vertex && mergeParallel(between: vertex.index, and: other.index) { return true }
        }
        return false
    }

    private func oriented(_ edge: Edge, to vertex: Expr) -> Edge {
        edge.to == vertex ? edge : Edge(from: edge.to, to: edge.from, matrix: algebra.transpose(edge.matrix))
    }

    /// Makes the matrices between two indices one, entry by entry; false where there are not several.
    @discardableResult
    private mutating func mergeParallel(between first: Expr, and second: Expr) -> Bool {
        let own = edges.indices.filter { edges[$0].touches(first) && edges[$0].touches(second) }
        guard own.count > 1 else { return false }
        var matrices = own.map { oriented(edges[$0], to: second).matrix }
        for place in own.reversed() { edges.remove(at: place) }
        // A unit matrix takes the diagonal of the others.
        if let place = matrices.firstIndex(where: { store.kind($0) == .matrix && store.matrixForm($0) == .identity }) {
            let unit = matrices.remove(at: place)
            for matrix in matrices { labels[first, default: Label()].above.append(algebra.diagonal(matrix)) }
            matrices = [unit]
        }
        edges.append(Edge(from: first, to: second, matrix: algebra.elementwise(matrices, over: [])))
        return true
    }
}
