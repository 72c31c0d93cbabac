import Expressions
import Vocabulary

// Binders and elements as canonical constructors make them, and what is put in under them.
extension Catalogue {
    /// A binder of so many terms at the most is worked out where its bounds are whole numbers.
    public static let mostTerms = 1_000_000

    /// What is made of the values of an expression over a range of an index. Between whole numbers it is worked out.
    ///
    /// - Parameter binder: its index is a name of an index; the body may hold others that are free for the moment.
    public func binder(_ binder: Binder) -> Expr {
        switch binder.id {
        // A row and an inverse are no numbers that anything could be made of.
        case .row, .inverse, .powers: return named(binder)
        case .determinant:
            return opening(binder.body) { row in
                determinant(SquareMatrix(row: binder.index, column: row.index, entry: row.body, size: binder.upper))
            }
        case .sum, .product, .every, .maximum, .minimum: break
        }
        if let value = settled(binder) { return value }
        if let terms = terms(binder, [:]) { return terms }
        if binder.id == .sum, store.kind(binder.body) == .scaled {
            let bare = Binder(.sum, binder.index, store.child(binder.body, 1), from: binder.lower, to: binder.upper)
            return store.product(store.child(binder.body, 0), self.binder(bare))
        }
        return named(binder)
    }

    /// The node of a binder whose index has the name of its level.
    func named(_ binder: Binder) -> Expr {
        if let absent = [binder.body, binder.lower, binder.upper].first(where: \.isAbsent) { return absent }
        let (body, level): (Expr, Int) = named(binder)
        // An entry of an antisymmetric matrix may have changed its sign with the names of its places.
        if binder.id == .sum, store.kind(body) == .scaled {
            let bare = Binder(.sum, store.boundIndex(level), store.child(body, 1), from: binder.lower, to: binder.upper)
            return store.product(store.child(body, 0), store.binder(bare, level: level))
        }
        return store.binder(Binder(binder.id, store.boundIndex(level), body, from: binder.lower, to: binder.upper), level: level)
    }

    /// What the value is where there are no terms, or where all of them are neutral.
    private func settled(_ binder: Binder) -> Expr? {
        if let absent = [binder.body, binder.lower, binder.upper].first(where: \.isAbsent) { return absent }
        for end in [binder.lower, binder.upper] where store.isNumber(end) && !store.isWhole(end) { return .undefined }
        let neutral = Catalogue.neutral(binder.id)
        if binder.body == neutral, neutral != .undefined { return neutral }
        if let steps = store.rationalValue(store.difference(binder.upper, binder.lower)), steps.signum < 0 { return neutral }
        // The greatest of equal numbers is that number.
        if neutral == .undefined, !store.depends(binder.body, on: binder.index) { return binder.body }
        if binder.lower == binder.upper { return substitute(binder.body, [binder.index: binder.lower]) }
        return nil
    }

    /// What there is without terms.
    private static func neutral(_ id: BinderID) -> Expr {
        switch id {
        case .sum: .zero
        case .product: .one
        case .every: .truth
        case .maximum, .minimum, .determinant, .inverse, .powers, .row: .undefined
        }
    }

    /// All terms one by one; nil where the bounds are no whole numbers.
    private func terms(_ binder: Binder, _ replacements: [Expr: Expr]) -> Expr? {
        if binder.id == .determinant || binder.id.isOfMatrix { return nil }
        guard let lower = store.wholeValue(binder.lower), let upper = store.wholeValue(binder.upper) else { return nil }
        let (steps, overflow) = upper.subtractingReportingOverflow(lower)
        guard !overflow, steps < Catalogue.mostTerms else {
            store.budget.exhaust(.size)
            return .unfinished
        }
        var values = replacements
        var parts: [Expr] = []
        if steps >= 0 {
            for number in lower...upper {
                values[binder.index] = store.number(number)
                let part = substitute(binder.body, values)
                if part.isAbsent { return part }
                parts.append(part)
            }
        }
        return joined(binder.id, parts)
    }

    /// What is made of values one by one.
    func joined(_ id: BinderID, _ parts: [Expr]) -> Expr {
        switch id {
        case .sum: store.sum(parts)
        case .product: store.product(parts)
        case .every: store.conjunction(parts)
        case .maximum, .minimum:
            parts.isEmpty ? .undefined : call(id == .maximum ? KnownFunction.maximum : KnownFunction.minimum, parts)
        case .determinant, .inverse, .powers, .row: .undefined
        }
    }

    // MARK: Names of indices

    /// The body with the index named by its level, and that level.
    ///
    /// A body that was rebuilt under other binders may hold binders whose names are not those of their levels: they are named anew.
    private func named(_ binder: Binder) -> (body: Expr, level: Int) {
        guard store.traits(binder.body).contains(.isIndexed) else {
            return (substitute([binder.body], [binder.index: store.boundIndex(1)], isRenaming: true)[0], 1)
        }
        let (depth, isInOrder) = depth(binder.body)
        // The names of binders further out that are free here are not taken.
        let outer = store.symbols(in: [binder.body]).filter { $0 != binder.index }.compactMap { store.level(ofIndex: $0) }.max() ?? 0
        let level = max(depth, outer) + 1
        guard isInOrder || outer > 0 else {
            return store.withIndex { index in
                let renamed = substitute([binder.body], [binder.index: index], isRenaming: true)[0]
                let body = substitute(renamed, [:])
                let depth = self.depth(body).depth
                return (substitute([body], [index: store.boundIndex(depth + 1)], isRenaming: true)[0], depth + 1)
            }
        }
        if binder.index == store.boundIndex(level) { return (binder.body, level) }
        return (substitute([binder.body], [binder.index: store.boundIndex(level)], isRenaming: true)[0], level)
    }

    /// How deep binders stand in each other, and whether each has the name of its level.
    private func depth(_ body: Expr) -> (depth: Int, isInOrder: Bool) {
        var depths: [Expr: Int] = [:]
        var (isInOrder, greatest) = (true, 0)
        for node in store.postorder([body], isLeaf: { !self.store.traits($0).contains(.isIndexed) }) {
            guard store.traits(node).contains(.isIndexed) else { continue }
            let parts = store.childView(node).compactMap { depths[$0] }.max() ?? 0
            guard store.kind(node) == .binder else {
                depths[node] = parts
                continue
            }
            let own = (depths[store.child(node, 1)] ?? 0) + 1
            if store.level(node) != own { isInOrder = false }
            depths[node] = max(own, parts)
            greatest = max(greatest, max(own, store.level(node)))
        }
        return (greatest, isInOrder)
    }

    /// Does something with the body of a binder, whose index is free meanwhile.
    public func opening<Result, Failure: Error>(
        _ expr: Expr, _ body: (Binder) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let binder = store.binder(expr)
        return try store.withIndex { index throws(Failure) in
            let inside = substitute([binder.body], [binder.index: index], isRenaming: true)[0]
            return try body(Binder(binder.id, index, inside, from: binder.lower, to: binder.upper))
        }
    }

    /// The conditions that the nodes of an expression ask for. What is under a sum asks for all its terms.
    ///
    /// - Parameter isLeaf: nodes that are not entered.
    public func conditions(in root: Expr, isLeaf: (Expr) -> Bool = { _ in false }, of node: (Expr) -> Expr?) -> [Expr] {
        var known: [Expr: [Expr]] = [:]
        return conditions(in: root, &known, isLeaf, of: node)
    }

    /// - Parameter known: those of sums that were looked into: they may be shared by many.
    private func conditions(
        in root: Expr, _ known: inout [Expr: [Expr]], _ isLeaf: (Expr) -> Bool, of node: (Expr) -> Expr?
    ) -> [Expr] {
        var found: [Expr] = []
        for part in store.postorder([root], isLeaf: { self.store.kind($0) == .binder || isLeaf($0) }) {
            guard store.kind(part) == .binder else {
                found += node(part).map { store.conjuncts($0) } ?? []
                continue
            }
            let own =
                known[part]
                ?? opening(part) { binder in everywhere(conditions(in: binder.body, &known, isLeaf, of: node), binder) }
            known[part] = own
            found += own.filter { !found.contains($0) }
        }
        return found
    }

    /// Conditions for all values of the index of a binder.
    public func everywhere(_ conditions: [Expr], _ range: Binder) -> [Expr] {
        conditions.map { condition in
            guard store.depends(condition, on: range.index) else { return condition }
            if followsFromLower(condition, range) { return .truth }
            return binder(Binder(.every, range.index, condition, from: range.lower, to: range.upper))
        }
    }

    /// Whether a condition `a <= k` holds because the index begins no lower.
    private func followsFromLower(_ condition: Expr, _ range: Binder) -> Bool {
        guard store.kind(condition) == .relation, [.less, .lessOrEqual].contains(store.relation(condition)),
            store.isNumber(store.difference(store.difference(store.child(condition, 1), store.child(condition, 0)), range.index))
        else { return false }
        return substitute(condition, [range.index: range.lower]) == .truth
    }

    // MARK: Putting in

    /// A binder with other expressions in place of names.
    func substitute(inBinder expr: Expr, _ replacements: [Expr: Expr], isRenaming: Bool) -> Expr {
        let binder = store.binder(expr)
        // What holds none of the names stays what it is: a sum may be shared by many.
        let names = store.symbols(in: [expr])
        if replacements.isEmpty ? depth(expr).isInOrder : replacements.keys.allSatisfy({ store.kind($0) == .symbol && !names.contains($0) })
        {
            return expr
        }
        let ends = substitute([binder.lower, binder.upper], replacements, isRenaming: isRenaming)
        if isRenaming {
            let body = substitute([binder.body], replacements, isRenaming: true)[0]
            return store.binder(Binder(binder.id, binder.index, body, from: ends[0], to: ends[1]), level: store.level(expr))
        }
        let moved = Binder(binder.id, binder.index, binder.body, from: ends[0], to: ends[1])
        if let terms = terms(moved, replacements) { return terms }
        return store.withIndex { index in
            var values = replacements
            values[binder.index] = index
            return self.binder(Binder(binder.id, index, substitute(binder.body, values), from: ends[0], to: ends[1]))
        }
    }

    /// An element at these places: a name of its own where all are whole numbers, and nothing where one is none or below 1.
    public func element(_ array: Expr, _ places: [Expr]) -> Expr {
        if store.kind(array) == .binder {
            return opening(matrix: array) { matrix in
                places.count == 3 ? power(matrix, Array(places.prefix(2)), places[2]) : inverse(matrix, places)
            }
        }
        var places = places
        if store.hasAssumptions, let structure = store.assumptions.arrays[array]?.structure, structure != .general, places.count == 2 {
            switch structure {
            case .diagonal where places[0] != places[1]:
                return store.piecewise([
                    element(array, [places[0], places[0]]), store.relation(.equal, places[0], places[1]), .zero,
                ])
            case .antisymmetric where places[0] == places[1]: return .zero
            case .antisymmetric where isBefore(places[1], places[0]): return store.negated(element(array, places.reversed()))
            case .symmetric where isBefore(places[1], places[0]), .positiveDefinite where isBefore(places[1], places[0]):
                places.swapAt(0, 1)
            default: break
            }
        }
        var numbers: [Int] = []
        for place in places where store.isNumber(place) {
            guard let number = store.wholeValue(place), number >= 1 else { return .undefined }
            numbers.append(number)
        }
        if numbers.count < places.count { return store.element(array, places) }
        let element = store.symbol(Vocabulary.element(of: store.name(array), numbers))
        if store.hasAssumptions, !element.isAbsent { store.inheritFacts(element, of: array) }
        return element
    }

    /// Which of two places of a symmetric matrix comes first.
    func isBefore(_ left: Expr, _ right: Expr) -> Bool {
        if let first = store.wholeValue(left), let second = store.wholeValue(right) { return first < second }
        return store.structuralHash(left) < store.structuralHash(right)
    }

    /// The array and the places of an element, be it a node or a name of its own; nil for others.
    public func elementParts(_ expr: Expr) -> (array: Expr, places: [Expr])? {
        if store.kind(expr) == .element { return (store.child(expr, 0), store.places(expr)) }
        guard store.kind(expr) == .symbol, store.nameBytes(expr).last == UInt8(ascii: "]"),
            let (array, places) = Vocabulary.element(store.name(expr)), case let numbers = places.compactMap({ Int($0) })
        else { return nil }
        return (store.symbol(array), numbers.map { store.number($0) })
    }

    /// The variable of a name: a symbol, or an element of an array at places that are names or numbers.
    public func variable(_ name: String) -> Expr {
        guard let (array, places) = Vocabulary.element(name) else { return store.symbol(name) }
        return element(store.symbol(array), places.map { place in Int(place).map { store.number($0) } ?? store.symbol(place) })
    }
}
