import Expressions
import Reading
import Vocabulary

/// Sums over an index as one writes them: deltas contracted, factors that do not depend on the index before the sum, terms that do not
/// depend on it counted.
///
/// Source of the method: Laue, Mitterreiter & Giesen, *A simple and efficient tensor calculus*, 2020.
public struct IndexedSums {
    private let catalogue: Catalogue
    private let store: ExprStore
    /// What the sums rest on beside their terms: bounds that are in order, places that are within them.
    public private(set) var conditions: [Expr] = []
    /// Sums that were split: they may be shared by many.
    private var splits: [Expr: Expr] = [:]
    /// The names of which it is assumed that they are places of the arrays that are summed over: the places of the variable.
    private let places: Set<Expr>
    /// Deltas deeper inside an expression are not looked for.
    private static let deepestDelta = 32

    /// - Parameter places: names that may be assumed to be within the bounds of sums; the assumptions are among `conditions`.
    public init(_ catalogue: Catalogue, places: Set<Expr> = []) {
        self.catalogue = catalogue
        store = catalogue.store
        self.places = places
    }

    /// The sum of an expression over the index and the bounds of a binder.
    public mutating func sum(_ body: Expr, over range: Binder) -> Expr {
        var (settled, open): ([Expr], [Expr]) = ([], [])
        for term in terms(body, range.index) {
            if let value = contracted(term, range) {
                settled.append(value)
            } else if !store.depends(term, on: range.index) {
                settled.append(store.product(count(range), term))
            } else {
                open.append(term)
            }
        }
        if !open.isEmpty { settled.append(gathered(open, range)) }
        return store.sum(settled)
    }

    /// An expression with sums split into sums of single terms, and factors that do not depend on an index before them.
    public mutating func split(_ expr: Expr) -> Expr {
        guard store.traits(expr).contains(.isIndexed) else { return expr }
        var replaced: [Expr: Expr] = [:]
        for node in store.postorder([expr], isLeaf: { self.store.kind($0) == .binder }) {
            if store.kind(node) == .call, store.function(node) == KnownFunction.logarithm, let sum = logarithm(of: store.child(node, 0)) {
                replaced[node] = split(sum)
            }
            guard store.kind(node) == .binder else { continue }
            if let known = splits[node] {
                replaced[node] = known
                continue
            }
            // The index is free in the split body, and the sums over it are closed again here.
            var inner = IndexedSums(catalogue, places: places)
            inner.splits = splits
            let split = catalogue.opening(node) { binder in
                let body = inner.split(binder.body)
                guard binder.id == .sum else {
                    return catalogue.binder(Binder(binder.id, binder.index, body, from: binder.lower, to: binder.upper))
                }
                return store.sum(store.terms(body).map { inner.sum($0, over: binder) })
            }
            for condition in inner.conditions { note(condition) }
            splits = inner.splits
            splits[node] = split
            replaced[node] = split
        }
        return replaced.isEmpty ? expr : catalogue.substitute(expr, replaced)
    }

    /// The logarithm of a product over an index as a sum, where all factors are known to be positive.
    func logarithm(of product: Expr) -> Expr? {
        guard store.kind(product) == .binder else { return nil }
        return catalogue.opening(product) { binder in
            let factors = store.bareFactors(binder.body)
            let number = store.number(store.coefficient(binder.body))
            guard binder.id == .product, ([number] + factors).allSatisfy({ store.facts(of: $0).isPositive }) else { return nil }
            let logarithms = factors.map { factor -> Expr in
                if store.kind(factor) == .call, store.function(factor) == KnownFunction.exponential { return store.child(factor, 0) }
                let isPower = store.kind(factor) == .power && store.facts(of: store.child(factor, 0)).isPositive
                let base = catalogue.call(KnownFunction.logarithm, isPower ? store.child(factor, 0) : factor)
                return isPower ? store.product(store.child(factor, 1), base) : base
            }
            let body = store.sum(logarithms + [catalogue.call(KnownFunction.logarithm, number)])
            return catalogue.binder(Binder(.sum, binder.index, body, from: binder.lower, to: binder.upper))
        }
    }

    /// How many terms a sum has; that its bounds are in order is noted.
    public mutating func count(_ range: Binder) -> Expr {
        if store.isOfSize(range) { return range.upper }
        note(store.relation(.lessOrEqual, store.difference(range.lower, .one), range.upper))
        return store.sum([range.upper, store.negated(range.lower), .one])
    }

    private mutating func note(_ condition: Expr) {
        for part in store.conjuncts(condition) where part != .truth && !conditions.contains(part) { conditions.append(part) }
    }

    /// Terms that have the index, under one sum, with the factors before it that all have in common and that do not depend on it.
    private func gathered(_ terms: [Expr], _ range: Binder) -> Expr {
        func isFree(_ factor: Expr) -> Bool { !store.depends(factor, on: range.index) }
        var common = store.bareFactors(terms[0]).filter(isFree)
        for term in terms.dropFirst() {
            let factors = Set(store.bareFactors(term))
            common.removeAll { !factors.contains($0) }
        }
        let outside = store.product(common)
        let inside = common.isEmpty ? terms : terms.map { store.quotient($0, outside) }
        var binder = Binder(.sum, range.index, store.sum(inside), from: range.lower, to: range.upper)
        // A number that all terms have goes before the sum, too.
        let number = inside.count > 1 ? commonNumber(inside) : .one
        if number != .one { binder.body = store.sum(inside.map { store.quotient($0, number) }) }
        return store.product([number, outside, catalogue.binder(narrowed(binder))])
    }

    private func commonNumber(_ terms: [Expr]) -> Expr {
        let numbers = terms.map { store.coefficient($0) }
        guard let first = numbers.first, numbers.allSatisfy({ $0.magnitude == first.magnitude }) else { return .one }
        return store.number(numbers.allSatisfy { $0 == first } ? first : first.magnitude)
    }

    // MARK: Deltas

    /// The terms, with factors that hold deltas in the index multiplied out.
    private func terms(_ body: Expr, _ index: Expr) -> [Expr] {
        var open = Array(store.terms(body).reversed())
        var terms: [Expr] = []
        while let term = open.popLast() {
            var factors = store.bareFactors(term)
            guard store.budget.step(), deltaPlace(term, index) == nil,
                let place = factors.firstIndex(where: { store.kind($0) == .sum && holdsDelta($0, index) })
            else {
                terms.append(term)
                continue
            }
            let sum = factors.remove(at: place)
            let number = store.number(store.coefficient(term))
            open += store.childArray(sum).reversed().map { store.product([number, $0] + factors) }
        }
        return terms
    }

    private func holdsDelta(_ expr: Expr, _ index: Expr, depth: Int = 0) -> Bool {
        guard depth < IndexedSums.deepestDelta else { return false }
        return store.terms(expr).contains { term in
            deltaPlace(term, index) != nil
                || store.bareFactors(term).contains { store.kind($0) == .sum && holdsDelta($0, index, depth: depth + 1) }
        }
    }

    /// A term that is zero but at one place: its value there, where that is within the bounds.
    private mutating func contracted(_ term: Expr, _ range: Binder) -> Expr? {
        guard let place = deltaPlace(term, range.index) else { return nil }
        let value = catalogue.substitute(term, [range.index: place])
        let condition = inside(place, range)
        let isFixed = !store.symbols(in: [condition]).contains { store.isIndex($0) }
        guard isFixed, places.contains(place) else { return store.piecewise([value, condition, .zero]) }
        note(condition)
        return value
    }

    /// That a place is within the bounds. Numbers stand on the side of the bounds: `2 <= j` for `1 <= j - 1`.
    func inside(_ place: Expr, _ range: Binder) -> Expr {
        let number = store.isNumber(place) ? .zero : store.terms(place).first { store.isNumber($0) } ?? .zero
        let bare = store.difference(place, number)
        return store.conjunction([
            store.relation(.lessOrEqual, store.difference(range.lower, number), bare),
            store.relation(.lessOrEqual, bare, store.difference(range.upper, number)),
        ])
    }

    /// The only place at which an expression in the index is not zero, as it is for `if(k = p, v, 0)`; nil where there may be several.
    func deltaPlace(_ expr: Expr, _ index: Expr, depth: Int = 0) -> Expr? {
        guard depth < IndexedSums.deepestDelta, store.depends(expr, on: index) else { return nil }
        switch store.kind(expr) {
        case .scaled: return deltaPlace(store.child(expr, 1), index, depth: depth + 1)
        case .product:
            for factor in store.childArray(expr) {
                if let place = deltaPlace(factor, index, depth: depth + 1) { return place }
            }
            return nil
        case .sum: return common(store.childArray(expr), index, depth)
        case .piecewise:
            let (list, otherwise) = store.branches(expr)
            if otherwise == .zero, list.count == 1, let place = root(of: list[0].condition, index) { return place }
            return common(list.map(\.value) + [otherwise], index, depth)
        default: return nil
        }
    }

    /// The place that all expressions but zeros have in common.
    private func common(_ exprs: [Expr], _ index: Expr, _ depth: Int) -> Expr? {
        let places = exprs.filter { $0 != .zero }.map { deltaPlace($0, index, depth: depth + 1) }
        guard let first = places.first, places.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    /// The place that a condition asks an index to be at.
    private func root(of condition: Expr, _ index: Expr) -> Expr? {
        for part in store.conjuncts(condition) where store.kind(part) == .relation && store.relation(part) == .equal {
            if let place = root(store.difference(store.child(part, 0), store.child(part, 1)), index) { return place }
        }
        return nil
    }

    /// Where an expression that has the index with the factor 1 or -1 is zero.
    private func root(_ expr: Expr, _ index: Expr) -> Expr? {
        guard let (slope, start) = line(expr, index) else { return nil }
        // Each term by itself: `j - 1`, not `-(1 - j)`.
        return slope == .minusOne ? start : store.sum(store.terms(start).map { store.negated($0) })
    }

    /// The factor 1 or -1 of the index in an expression, and the rest; nil for others.
    private func line(_ expr: Expr, _ index: Expr) -> (slope: Expr, start: Expr)? {
        guard store.depends(expr, on: index) else { return nil }
        let start = catalogue.substitute(expr, [index: .zero])
        let slope = store.difference(catalogue.substitute(expr, [index: .one]), start)
        guard slope == .one || slope == .minusOne, store.difference(expr, store.product(slope, index)) == start else { return nil }
        return (slope, start)
    }

    // MARK: Bounds in conditions

    /// `sum(if(j <= k, f, 0), k = 1..n)` is the sum from j on, where j is known to be no less than 1.
    private func narrowed(_ range: Binder) -> Binder {
        var range = range
        while store.budget.step(), let next = narrowedOnce(range) { range = next }
        return range
    }

    private func narrowedOnce(_ range: Binder) -> Binder? {
        var factors = store.bareFactors(range.body)
        for (position, factor) in factors.enumerated() where store.kind(factor) == .piecewise {
            let (list, otherwise) = store.branches(factor)
            guard otherwise == .zero, list.count == 1 else { continue }
            for condition in store.conjuncts(list[0].condition) {
                guard let bounds = narrowed(range, by: condition) else { continue }
                let rest = store.conjunction(store.conjuncts(list[0].condition).filter { $0 != condition })
                factors[position] = store.piecewise([list[0].value, rest, .zero])
                let body = store.product([store.number(store.coefficient(range.body))] + factors)
                return Binder(.sum, range.index, body, from: bounds.lower, to: bounds.upper)
            }
        }
        return nil
    }

    private func narrowed(_ range: Binder, by condition: Expr) -> (lower: Expr, upper: Expr)? {
        guard store.kind(condition) == .relation, case let relation = store.relation(condition),
            relation == .lessOrEqual || relation == .less,
            let (slope, start) = line(store.difference(store.child(condition, 1), store.child(condition, 0)), range.index)
        else { return nil }
        let (step, negated) = (relation == .less ? Expr.one : .zero, store.sum(store.terms(start).map { store.negated($0) }))
        func isKnown(_ low: Expr, _ high: Expr) -> Bool { store.decided(store.relation(.lessOrEqual, low, high)) == true }
        // 0 <= k - p, or 0 <= p - k.
        if slope == .one {
            let lower = store.sum(negated, step)
            return isKnown(range.lower, lower) ? (lower, range.upper) : nil
        }
        let upper = store.difference(start, step)
        return isKnown(upper, range.upper) ? (range.lower, upper) : nil
    }
}
