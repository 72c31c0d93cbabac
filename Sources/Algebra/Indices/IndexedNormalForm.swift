import Certified
import Exact
import Expressions
import Reading
import Syntax
import Vocabulary

/// A form of what is indexed that does not depend on how sums and products over an index are nested, split, or merged: every sum is a sum
/// of terms, each of them a product of factors summed over all its indices at once, deltas contracted.
///
/// Places of arrays are taken to be within the bounds of the sums over them, and sums to have terms: what that asks for is among the
/// conditions.
public final class IndexedNormalForm {
    let catalogue: Catalogue
    let store: ExprStore
    let transforms: Transforms
    /// The names that are places of arrays.
    private let places: Set<Expr>
    /// How many conditions are being looked into, one inside another; more than `deepestCondition` are not.
    private var openConditions = 0
    private static let deepestCondition = 32
    /// The forms of sums: they may be shared by many.
    private var forms: [Expr: Expr] = [:]
    /// What the forms made so far rest on.
    public private(set) var conditions: [Expr] = []
    /// Sums over more indices at once are left in the order they came in: all orders are tried.
    private static let mostIndices = 5
    /// Powers of sums up to this are sums over as many indices.
    private static let mostPower = 3

    /// - Parameter samples: which names stand for sizes and places.
    public init(_ catalogue: Catalogue, _ transforms: Transforms, _ samples: SizeSamples) {
        self.catalogue = catalogue
        places = Set(samples.places)
        self.transforms = transforms
        store = catalogue.store
    }

    /// An index of a sum, and its bounds.
    struct Range {
        let index: Expr
        let lower: Expr
        let upper: Expr
    }

    /// The normal form of a term, a sum, or a whole; what is not indexed is left as it is.
    public func normal(_ expr: Expr) -> Expr {
        guard store.traits(expr).contains(.isIndexed) else { return expr }
        var replaced: [Expr: Expr] = [:]
        // Inner ones first: a branch may hold sums, and a sum branches.
        for node in store.postorder([expr], isLeaf: { self.store.kind($0) == .binder }) {
            switch store.kind(node) {
            case .binder: replaced[node] = normal(binder: node)
            case .piecewise:
                let parts = store.childArray(node).map { catalogue.substitute($0, replaced) }
                replaced[node] = branches(parts)
            case .call where store.function(node) == KnownFunction.logarithm:
                if let sum = IndexedSums(catalogue).logarithm(of: store.child(node, 0)) { replaced[node] = normal(sum) }
            default: continue
            }
        }
        return replaced.isEmpty ? expr : catalogue.substitute(expr, replaced)
    }

    // MARK: Branches

    /// The value of the first branch whose condition holds, as a sum: each value times an indicator, which is 1 or 0.
    private func branches(_ parts: [Expr]) -> Expr {
        var (sum, open): ([Expr], Expr) = ([], .one)
        for position in stride(from: 0, to: parts.count - 1, by: 2) {
            let indicator = indicator(parts[position + 1])
            sum.append(store.product([open, indicator, parts[position]]))
            open = store.product(open, store.difference(.one, indicator))
        }
        if let last = parts.last, !last.isAbsent { sum.append(store.product(open, last)) }
        return store.sum(sum)
    }

    /// 1 where a condition holds, else 0: a product over the parts of a conjunction, each in one form.
    private func indicator(_ condition: Expr) -> Expr {
        guard openConditions < IndexedNormalForm.deepestCondition else { return store.piecewise([.one, condition, .zero]) }
        openConditions += 1
        defer { openConditions -= 1 }
        return store.product(
            store.conjuncts(condition).map { part in
                if store.kind(part) == .negation { return store.difference(.one, indicator(store.child(part, 0))) }
                guard store.kind(part) == .relation else { return store.piecewise([.one, part, .zero]) }
                let relation = store.relation(part)
                var difference = sum(store.difference(store.child(part, 1), store.child(part, 0)), [])
                if relation == .notEqual { return store.difference(.one, indicator(store.negation(part))) }
                if relation == .equal {
                    // One sign of the two.
                    let other = sum(store.negated(difference), [])
                    if store.structuralHash(other) < store.structuralHash(difference) { difference = other }
                    return store.piecewise([.one, store.relation(.equal, difference, .zero), .zero])
                }
                // Between whole numbers `a < b` is `a <= b - 1`.
                let isWhole = store.facts(of: difference).isInteger
                if isWhole, relation == .less { difference = store.difference(difference, .one) }
                if isWhole { return store.piecewise([.one, store.relation(.lessOrEqual, .zero, difference), .zero]) }
                guard store.facts(of: difference).isNonzero else {
                    return store.piecewise([.one, store.relation(relation, .zero, difference), .zero])
                }
                // What is not zero is positive, or its negative is: one sign of the two.
                let other = sum(store.negated(difference), [])
                let isTurned = store.structuralHash(other) < store.structuralHash(difference)
                let positive = store.piecewise([.one, store.relation(.less, .zero, isTurned ? other : difference), .zero])
                return isTurned ? store.difference(.one, positive) : positive
            })
    }

    private func normal(binder node: Expr) -> Expr {
        guard store.budget.step() else { return .unfinished }
        if let known = forms[node] { return known }
        let form = catalogue.opening(node) { binder -> Expr in
            if binder.id == .product { return product(binder) }
            let range = Range(index: binder.index, lower: binder.lower, upper: binder.upper)
            let body = withinBounds(normal(binder.body), range)
            if binder.id == .sum { return aligned(body, range) }
            return catalogue.binder(Binder(binder.id, binder.index, body, from: binder.lower, to: binder.upper))
        }
        forms[node] = form
        return form
    }

    // MARK: Sums

    /// The sum over a range that begins at 1 where it may, and ends at a name where it may, with the terms that are missing or too many.
    private func aligned(_ body: Expr, _ range: Range) -> Expr {
        if goesDown(body, range.index) { return sum(body, [range]) }
        guard let (shift, lower) = shift(body, range) else { return sum(body, [range]) }
        let shifted = { (place: Expr) in self.catalogue.substitute(body, [range.index: self.store.sum(place, self.store.number(shift))]) }
        let bare = store.difference(range.upper, store.number(shift))
        let last = store.terms(bare).first { store.isNumber($0) }.flatMap { store.wholeValue($0) } ?? 0
        let end = store.difference(bare, store.number(last))
        // A sum of one size or more from `lower` to `end + last` has as many terms as that says, or is empty where that says 0.
        let isWhole =
            store.kind(end) == .symbol && !store.isIndex(end) && (0...2).contains(lower) && (-1...2).contains(last) && lower <= last + 2
        guard isWhole, lower != 1 || last != 0 else {
            return sum(shifted(range.index), [Range(index: range.index, lower: store.number(lower), upper: bare)])
        }
        var parts = [sum(shifted(range.index), [Range(index: range.index, lower: .one, upper: end)])]
        if lower == 0 { parts.append(normal(shifted(.zero))) }
        for place in 1..<max(lower, 1) { parts.append(store.negated(normal(shifted(store.number(place))))) }
        for place in 1..<max(last + 1, 1) { parts.append(normal(shifted(store.sum(end, store.number(place))))) }
        if last == -1 { parts.append(store.negated(normal(shifted(end)))) }
        return store.sum(parts)
    }

    /// Whether elements stand at places that go down as an index goes up: then the sum may be read in two directions.
    private func goesDown(_ body: Expr, _ index: Expr) -> Bool {
        store.postorder([body]).contains { node in
            store.kind(node) == .element
                && store.places(node).contains { store.depends($0, on: index) && !store.depends(store.sum($0, index), on: index) }
        }
    }

    /// Factors with the terms of a sum from the first to the last or from the last to the first: one of the two stands for both.
    private func inOneDirection(_ factors: [Expr], _ ranges: [Range]) -> [Expr] {
        var factors = factors
        for range in ranges where factors.contains(where: { goesDown($0, range.index) }) {
            let turned = store.sum([range.lower, range.upper, store.negated(range.index)])
            let other = factors.map { catalogue.substitute($0, [range.index: turned]) }
            if hash(store.product(other)) < hash(store.product(factors)) { factors = other }
        }
        return factors
    }

    /// By how much the index is moved, so that elements stand at the index itself and not before it, and where the range then begins; nil
    /// where it begins at no number.
    private func shift(_ body: Expr, _ range: Range) -> (shift: Int, lower: Int)? {
        guard let lower = store.wholeValue(range.lower) else { return nil }
        var offsets: [Int] = []
        for node in store.postorder([body]) where store.kind(node) == .element {
            for place in store.places(node) where store.depends(place, on: range.index) {
                guard let offset = store.wholeValue(store.difference(place, range.index)) else { return (0, lower) }
                offsets.append(offset)
            }
        }
        let shift = offsets.min().map { -$0 } ?? lower - 1
        return (shift, lower - shift)
    }

    private func expanded(_ expr: Expr) -> [Expr] {
        let expanded = (try? transforms.expand(expr, at: Span(0, 0))) ?? expr
        guard store.traits(expr).contains(.isIndexed) else { return store.terms(expanded) }
        return store.terms(expanded).map { term in
            store.product([store.number(store.coefficient(term))] + store.bareFactors(term).map(withoutPower))
        }
    }

    /// Whether an expression is 1 where a condition holds, else 0.
    private func isIndicator(_ expr: Expr) -> Bool {
        store.kind(expr) == .piecewise && store.childArray(expr).count == 3 && store.child(expr, 0) == .one && store.child(expr, 2) == .zero
    }

    /// A power of an indicator is the indicator.
    private func withoutPower(_ factor: Expr) -> Expr {
        guard store.kind(factor) == .power, case let base = store.child(factor, 0), isIndicator(base),
            let power = store.wholeValue(store.child(factor, 1)), power > 0
        else { return factor }
        return base
    }

    func sum(_ body: Expr, _ ranges: [Range]) -> Expr {
        store.sum(expanded(body).map { ranges.isEmpty ? merged($0) : term(merged($0), ranges) })
    }

    /// The form with one name wherever an indicator says that two places are the same.
    func mergingPlaces(_ expr: Expr) -> Expr { store.traits(expr).contains(.isIndexed) ? sum(expr, []) : expr }

    /// A term in which an indicator says that two places are the same, with one name for both in its other factors.
    private func merged(_ term: Expr) -> Expr {
        guard store.traits(term).contains(.isIndexed) else { return term }
        let factors = store.bareFactors(term)
        for (position, factor) in factors.enumerated() where isIndicator(factor) {
            guard let (name, place) = place(saidBy: store.child(factor, 1)) else { continue }
            var rest = factors
            rest.remove(at: position)
            let others = store.product([store.number(store.coefficient(term))] + rest)
            guard store.depends(others, on: name) else { continue }
            return merged(store.product(factor, catalogue.substitute(others, [name: place])))
        }
        return term
    }

    /// A name that a condition asks to be another place: that of the two which comes last.
    private func place(saidBy condition: Expr) -> (name: Expr, place: Expr)? {
        guard store.kind(condition) == .relation, store.relation(condition) == .equal else { return nil }
        let difference = store.difference(store.child(condition, 0), store.child(condition, 1))
        guard store.facts(of: difference).isInteger else { return nil }
        for name in store.symbols(in: [difference]).reversed() {
            let slope = store.difference(difference, catalogue.substitute(difference, [name: .zero]))
            if slope == name { return (name, store.difference(name, difference)) }
            if slope == store.negated(name) { return (name, store.sum(name, difference)) }
        }
        return nil
    }

    /// A term summed over all indices: sums among its factors become part of it, then deltas are contracted.
    private func term(_ term: Expr, _ ranges: [Range]) -> Expr {
        guard store.budget.step() else { return .unfinished }
        let factors = store.bareFactors(term).filter { !holds($0, ranges) }
        let number = store.number(store.coefficient(term))
        for (position, factor) in factors.enumerated() {
            var (base, power) = (factor, 1)
            if store.kind(factor) == .power, let whole = store.wholeValue(store.child(factor, 1)) {
                (base, power) = (store.child(factor, 0), whole)
            }
            guard store.kind(base) == .binder, store.binder(base).id == .sum, (1...IndexedNormalForm.mostPower).contains(power),
                ranges.count < IndexedNormalForm.mostIndices, ranges.contains(where: { store.depends(base, on: $0.index) })
            else { continue }
            var rest = factors
            rest.remove(at: position)
            if power > 1 { rest.append(store.power(base, store.number(power - 1))) }
            return catalogue.opening(base) { inner in
                let range = Range(index: inner.index, lower: inner.lower, upper: inner.upper)
                return sum(store.product([number, inner.body] + rest), ranges + [range])
            }
        }
        return contracted(number, factors, ranges)
    }

    /// Whether a factor is 1 because an index is within the bounds of its sum.
    private func holds(_ factor: Expr, _ ranges: [Range]) -> Bool {
        guard isIndicator(factor), case let condition = store.child(factor, 1), store.kind(condition) == .relation,
            store.relation(condition) == .lessOrEqual
        else { return false }
        let difference = store.difference(store.child(condition, 1), store.child(condition, 0))
        return ranges.contains { range in
            [store.difference(range.index, range.lower), store.difference(range.upper, range.index)].contains { known in
                store.rationalValue(store.difference(difference, known)).map { $0.signum >= 0 } ?? false
            }
        }
    }

    /// An expression without what says no more than that an index is within its bounds, wherever that stands in it.
    private func withinBounds(_ body: Expr, _ range: Range) -> Expr {
        let held = store.postorder([body]).filter { holds($0, [range]) }
        return held.isEmpty ? body : catalogue.substitute(body, Dictionary(uniqueKeysWithValues: held.map { ($0, .one) }))
    }

    private func contracted(_ number: Expr, _ factors: [Expr], _ ranges: [Range]) -> Expr {
        let whole = ranges.filter { $0.lower == .one }.map { MatrixPowers.Range(index: $0.index, size: $0.upper) }
        if let (joined, gone) = MatrixPowers(catalogue).withoutInverse(factors, whole) {
            let left = ranges.filter { !gone.contains($0.index) }
            let product = store.product(number, joined)
            return left.isEmpty ? normal(product) : sum(product, left)
        }
        for (position, range) in ranges.enumerated() where range.lower == .one {
            guard let joined = MatrixPowers(catalogue).joined(factors, over: range.index, to: range.upper) else { continue }
            var left = ranges
            left.remove(at: position)
            let whole = store.product(number, joined)
            return left.isEmpty ? normal(whole) : sum(whole, left)
        }
        for (position, range) in ranges.enumerated() {
            guard let place = IndexedSums(catalogue).deltaPlace(store.product(factors), range.index) else { continue }
            var left = ranges
            left.remove(at: position)
            // Other bounds may depend on the index that is gone.
            left = left.map { other in
                let ends = catalogue.substitute([other.lower, other.upper], [range.index: place])
                return Range(index: other.index, lower: ends[0], upper: ends[1])
            }
            let value = catalogue.substitute(store.product([number] + factors), [range.index: place])
            let whole = store.product(value, indicator(isInside(place, range, ranges)))
            return left.isEmpty ? normal(whole) : sum(whole, left)
        }
        return nested(number, factors, ranges)
    }

    /// The condition that a place is within the bounds. A name in a sum over all of an array is a place of the array.
    private func isInside(_ place: Expr, _ range: Range, _ ranges: [Range]) -> Expr {
        let binder = Binder(.sum, range.index, .zero, from: range.lower, to: range.upper)
        if store.isOfSize(binder), places.contains(place) {
            note(store.relation(.lessOrEqual, range.lower, place))
            note(store.relation(.lessOrEqual, place, range.upper))
            return .truth
        }
        if let other = ranges.first(where: { $0.index == place }), other.lower == range.lower, other.upper == range.upper { return .truth }
        return IndexedSums(catalogue).inside(place, binder)
    }

    /// The product summed over the indices one inside another, in the order that gives the form with the smallest hash, each sum holding
    /// only the factors that depend on its index.
    private func nested(_ number: Expr, _ factors: [Expr], _ ranges: [Range]) -> Expr {
        let factors = inOneDirection(factors, ranges)
        let orders = ranges.count <= IndexedNormalForm.mostIndices ? permutations(Array(ranges.indices)) : [Array(ranges.indices)]
        var (best, found): (Expr?, Set<Expr>) = (nil, [])
        for order in orders {
            // Bounds that depend on an index keep their sum inside of its.
            let isPossible = order.indices.allSatisfy { position in
                order[position...].allSatisfy { later in
                    let range = ranges[order[position]]
                    return !store.depends(range.lower, on: ranges[later].index) && !store.depends(range.upper, on: ranges[later].index)
                }
            }
            guard isPossible else { continue }
            // The order is the same for multiples.
            let form = order.reversed().reduce(store.product(factors)) { gathered($0, ranges[$1]) }
            // What is its own negative, as the sum over an antisymmetric matrix is, is zero.
            found.insert(form)
            if store.kind(form) == .scaled || store.kind(form) == .binder, found.contains(store.negated(form)) { return .zero }
            if best.map({ hash(store.barePart(form)) < hash(store.barePart($0)) }) ?? true { best = form }
        }
        return store.product(number, best ?? .undefined)
    }

    /// A hash that does not depend on the names of the indices that are free meanwhile, which follow from how sums were nested.
    private func hash(_ form: Expr) -> UInt32 {
        let free = store.symbols(in: [form]).filter { store.isFreeIndex($0) }
        if free.isEmpty { return store.structuralHash(form) }
        let name = store.place(axis: 9)
        return store.structuralHash(catalogue.substitute(form, Dictionary(uniqueKeysWithValues: free.map { ($0, name) })))
    }

    private func gathered(_ body: Expr, _ range: Range) -> Expr {
        let factors = store.bareFactors(body)
        let inside = factors.filter { store.depends($0, on: range.index) }
        let outside = factors.filter { !store.depends($0, on: range.index) }
        let sum =
            inside.isEmpty
            ? count(range.lower, range.upper)
            : catalogue.binder(Binder(.sum, range.index, store.product(inside), from: range.lower, to: range.upper))
        return store.product([store.number(store.coefficient(body)), sum] + outside)
    }

    func count(_ lower: Expr, _ upper: Expr) -> Expr {
        var sums = IndexedSums(catalogue)
        let count = sums.count(Binder(.sum, .zero, .one, from: lower, to: upper))
        for condition in sums.conditions { note(condition) }
        return count
    }

    private func note(_ condition: Expr) {
        if condition != .truth, !conditions.contains(condition) { conditions.append(condition) }
    }

    private func permutations(_ items: [Int]) -> [[Int]] {
        if items.count < 2 { return [items] }
        return items.indices.flatMap { place -> [[Int]] in
            var rest = items
            let first = rest.remove(at: place)
            return permutations(rest).map { [first] + $0 }
        }
    }
}
