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
    /// The names of which it is assumed that they are places of the arrays that are summed over: the places of the variable.
    private let places: Set<Expr>

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

    /// How many terms a sum has; that its bounds are in order is noted.
    public mutating func count(_ range: Binder) -> Expr {
        note(store.relation(.lessOrEqual, store.difference(range.lower, .one), range.upper))
        return store.sum([range.upper, store.negated(range.lower), .one])
    }

    private mutating func note(_ condition: Expr) {
        for part in store.conjuncts(condition) where part != .truth && !conditions.contains(part) { conditions.append(part) }
    }

    /// Terms that have the index, under one sum, with the factors before it that all have in common and that do not depend on it.
    private func gathered(_ terms: [Expr], _ range: Binder) -> Expr {
        func isFree(_ factor: Expr) -> Bool { !store.depends(factor, on: range.index) }
        var common = store.factors(store.barePart(terms[0])).filter(isFree)
        for term in terms.dropFirst() {
            let factors = Set(store.factors(store.barePart(term)))
            common.removeAll { !factors.contains($0) }
        }
        let outside = store.product(common)
        let inside = common.isEmpty ? terms : terms.map { store.quotient($0, outside) }
        var binder = range
        binder.body = store.sum(inside)
        // A number that all terms have goes before the sum, too.
        let number = inside.count > 1 ? commonNumber(inside) : .one
        if number != .one { binder.body = store.sum(inside.map { store.quotient($0, number) }) }
        return store.product([number, outside, catalogue.binder(binder)])
    }

    private func commonNumber(_ terms: [Expr]) -> Expr {
        let numbers = terms.map { store.coefficient($0) }
        guard let first = numbers.first, numbers.allSatisfy({ $0.magnitude == first.magnitude }) else { return .one }
        return store.number(numbers.allSatisfy { $0 == first } ? first : first.magnitude)
    }

    // MARK: Deltas

    /// The terms, with factors that hold deltas in the index multiplied out.
    private func terms(_ body: Expr, _ index: Expr) -> [Expr] {
        store.terms(body).flatMap { term -> [Expr] in
            let factors = store.factors(store.barePart(term))
            guard let place = factors.firstIndex(where: { store.kind($0) == .sum && holdsDelta($0, index) }) else { return [term] }
            var rest = factors
            let sum = rest.remove(at: place)
            let number = store.number(store.coefficient(term))
            return store.childArray(sum).flatMap { terms(store.product([number, $0] + rest), index) }
        }
    }

    private func holdsDelta(_ expr: Expr, _ index: Expr) -> Bool {
        store.terms(expr).contains { term in
            store.factors(store.barePart(term)).contains { solution($0, for: index) != nil || store.kind($0) == .sum && holdsDelta($0, index) }
        }
    }

    /// A term with a delta in the index: its value at the place that the delta asks for, where that is within the bounds.
    private mutating func contracted(_ term: Expr, _ range: Binder) -> Expr? {
        var factors = store.factors(store.barePart(term))
        for (position, factor) in factors.enumerated() {
            guard let (place, value, rest) = solution(factor, for: range.index) else { continue }
            factors.remove(at: position)
            let number = store.number(store.coefficient(term))
            let whole = store.product([number, value] + factors)
            let inside = store.conjunction([
                store.relation(.lessOrEqual, range.lower, place), store.relation(.lessOrEqual, place, range.upper),
            ])
            var condition = catalogue.substitute(rest, [range.index: place])
            if places.contains(place) { note(inside) } else { condition = store.conjunction([inside, condition]) }
            return store.piecewise([catalogue.substitute(whole, [range.index: place]), condition, .zero])
        }
        return nil
    }

    /// For `if(k = p and c, v, 0)` the place p, the value v and the condition c; nil for others.
    func solution(_ factor: Expr, for index: Expr) -> (place: Expr, value: Expr, rest: Expr)? {
        guard store.kind(factor) == .piecewise, store.childCount(factor) == 3, store.child(factor, 2) == .zero else { return nil }
        let conditions = store.conjuncts(store.child(factor, 1))
        for (position, condition) in conditions.enumerated() {
            guard store.kind(condition) == .relation, store.relation(condition) == .equal,
                let place = root(store.difference(store.child(condition, 0), store.child(condition, 1)), index)
            else { continue }
            var rest = conditions
            rest.remove(at: position)
            return (place, store.child(factor, 0), store.conjunction(rest))
        }
        return nil
    }

    /// Where an expression that has the index with the factor 1 or -1 is zero.
    private func root(_ expr: Expr, _ index: Expr) -> Expr? {
        guard store.depends(expr, on: index) else { return nil }
        let start = catalogue.substitute(expr, [index: .zero])
        let slope = store.difference(catalogue.substitute(expr, [index: .one]), start)
        guard slope == .one || slope == .minusOne, store.difference(expr, store.product(slope, index)) == start else { return nil }
        return store.product(store.negated(slope), start)
    }
}
