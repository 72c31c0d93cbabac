import Vocabulary

/// The names that occur in the expressions of a store, found once for each node: whoever asks it of every part of an expression does
/// not pay for the parts of the parts each time.
struct SymbolSets: ~Copyable {
    /// More names than this are not remembered.
    static let largest = 64
    private static let mostLists = 4096
    /// Unions of at most so many different sets are made two at a time, and remembered.
    static let few = 8
    /// Stands for a set that is too large.
    static let unknown: Int32 = -1

    /// The number of each node's set.
    private var places = ExprMap<Int32>()
    private var lists: [[Expr]] = [[]]
    /// The number of each list, which is looked for as bytes: a dictionary would cost a process a tenth of a millisecond of looking for
    /// conformances.
    private var numbers = WordIndex()
    /// The number of the union of two sets, by their numbers as bytes.
    private var unions = WordIndex()

    subscript(_ expr: Expr) -> Int32? { places[expr] }

    /// The names of a set, in the order in which they were given.
    func list(_ number: Int32) -> [Expr] { lists[Int(number)] }

    mutating func set(_ expr: Expr, _ number: Int32) { places.set(expr, number) }

    /// The number of a set.
    mutating func number(_ list: [Expr]) -> Int32 {
        if list.count > SymbolSets.largest { return SymbolSets.unknown }
        if list.isEmpty { return 0 }
        return list.withUnsafeBytes { bytes in
            let word = bytes.bindMemory(to: UInt8.self)
            if let known = numbers.value(for: word) { return Int32(known) }
            let number = lists.count
            lists.append(list)
            numbers.insert(word, number)
            return Int32(number)
        }
    }

    /// The number of the union of two different sets, which is made of their lists where it is not known yet.
    mutating func union(_ left: Int32, _ right: Int32, _ joined: ([Expr]) -> [Expr]) -> Int32 {
        if left == 0 || right == 0 { return max(left, right) }
        return withUnsafeBytes(of: SIMD2(min(left, right), max(left, right))) { bytes in
            let pair = bytes.bindMemory(to: UInt8.self)
            if let known = unions.value(for: pair) { return Int32(known) }
            let result = number(joined(lists[Int(left)] + lists[Int(right)]))
            unions.insert(pair, Int(result))
            return result
        }
    }

    /// Forgets which nodes have which sets, as must be done when nodes are forgotten. A list stays what it is.
    mutating func removeAll() {
        places.removeAll()
        // The handles in the lists may come to stand for other names, whose order is another.
        if unions.count > 0 { unions = WordIndex() }
        if lists.count < SymbolSets.mostLists { return }
        lists = [[]]
        numbers = WordIndex()
    }
}

extension ExprStore {
    /// The symbols in the expressions, by name; those that only name abstract functions are none.
    public func symbols(in roots: [Expr]) -> [Expr] {
        let numbers = roots.map { symbolSet(of: $0) }
        if numbers.contains(SymbolSets.unknown) { return walkedSymbols(in: roots) }
        if let first = numbers.first, numbers.allSatisfy({ $0 == first }) { return symbolSets.list(first) }
        return inOrder(numbers.flatMap { symbolSets.list($0) })
    }

    /// The number of the set of an expression's names.
    private func symbolSet(of root: Expr) -> Int32 {
        if !traits(root).contains(.hasSymbol) { return 0 }
        if let known = symbolSets[root] { return known }
        for node in postorder([root], isLeaf: { !self.traits($0).contains(.hasSymbol) || self.symbolSets[$0] != nil })
        where traits(node).contains(.hasSymbol) && symbolSets[node] == nil {
            symbolSets.set(node, symbolSet(ofNode: node))
        }
        return symbolSets[root] ?? SymbolSets.unknown
    }

    /// The set of a node whose parts have theirs.
    private func symbolSet(ofNode node: Expr) -> Int32 {
        if kind(node) == .symbol { return symbolSets.number([node]) }
        let holders = valueParts(node)
        if kind(node) == .binder { return unionOfMany(holders, without: child(node, 0)) }
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: SymbolSets.few) { distinct in
            var count = 0
            for part in holders where traits(part).contains(.hasSymbol) {
                guard let number = symbolSets[part], number != SymbolSets.unknown else { return SymbolSets.unknown }
                if distinct[..<count].contains(number) { continue }
                guard count < SymbolSets.few else { return unionOfMany(holders) }
                distinct.initializeElement(at: count, to: number)
                count += 1
            }
            var union: Int32 = 0
            for number in distinct[..<count] {
                union = symbolSets.union(union, number) { inOrder($0) }
                if union == SymbolSets.unknown { break }
            }
            return union
        }
    }

    /// In one go, for unions of the first two, three and so on would have to be made and kept.
    private func unionOfMany(_ parts: Slice<UnsafeBufferPointer<Expr>>, without bound: Expr? = nil) -> Int32 {
        var several: [Int32] = []
        for part in parts where traits(part).contains(.hasSymbol) {
            guard let number = symbolSets[part], number != SymbolSets.unknown else { return SymbolSets.unknown }
            if several.last != number { several.append(number) }
        }
        several.sort()
        let distinct = several.indices.filter { $0 == 0 || several[$0] != several[$0 - 1] }.map { several[$0] }
        return symbolSets.number(inOrder(distinct.flatMap { symbolSets.list($0) }.filter { $0 != bound }))
    }

    private func inOrder(_ names: [Expr]) -> [Expr] {
        // The first bytes decide between most names.
        var sorted = names.map { (start: nameStart($0), name: $0) }
        sorted.sort { left, right in
            if left.start != right.start { return left.start < right.start }
            return left.name != right.name && nameBytes(left.name).lexicographicallyPrecedes(nameBytes(right.name))
        }
        return sorted.indices.filter { $0 == 0 || sorted[$0].name != sorted[$0 - 1].name }.map { sorted[$0].name }
    }

    /// The first eight bytes of a name as a number that is in order as they are; no name has a byte that is zero.
    private func nameStart(_ name: Expr) -> UInt64 {
        let bytes = nameBytes(name).prefix(8)
        return bytes.reduce(0) { $0 << 8 | UInt64($1) } << UInt64(8 * (8 - bytes.count))
    }

    /// The same by a walk, for sets that are not remembered.
    private func walkedSymbols(in roots: [Expr]) -> [Expr] {
        var names: Set<Expr> = []
        for node in postorder(roots, isLeaf: { !self.traits($0).contains(.hasSymbol) || self.kind($0) == .binder }) {
            if kind(node) == .binder {
                let binder = binder(node)
                names.formUnion(walkedSymbols(in: [binder.lower, binder.upper]))
                names.formUnion(walkedSymbols(in: [binder.body]).filter { $0 != binder.index })
                continue
            }
            for part in valueParts(node) where kind(part) == .symbol { names.insert(part) }
        }
        for root in roots where kind(root) == .symbol { names.insert(root) }
        return inOrder(Array(names))
    }
}
