import Exact
import Vocabulary

/// The arena that holds expressions: flat arrays, every distinct expression once (hash-consing; Filliâtre and Conchon,
/// *Type-Safe Modular Hash-Consing*, 2006).
///
/// Only the constructors in this module make nodes, so that every expression in a store is in canonical form. A store belongs to
/// one thread. `checkpoint` and `rollback` give back everything made in between.
public final class ExprStore {
    /// A node: 16 bytes. A number that fits keeps its numerator and its denominator in `start` and `count`, a pair its two parts.
    @usableFromInline struct Node: BitwiseCopyable {
        @usableFromInline var hash: UInt32
        // Where the parts begin and how many they are, or a pair's parts: one after the other, so that they may be seen as a list.
        @usableFromInline var first: Expr
        @usableFromInline var second: Expr
        @usableFromInline var detail: UInt16
        @usableFromInline var kind: ExprKind
        @usableFromInline var traits: ExprTraits

        init(hash: UInt32, start: UInt32, count: UInt32, detail: UInt16, kind: ExprKind, traits: ExprTraits) {
            self.hash = hash
            first = Expr(index: start)
            second = Expr(index: count)
            self.detail = detail
            self.kind = kind
            self.traits = traits
        }

        @inlinable var start: UInt32 { first.index }
        @inlinable var count: UInt32 { second.index }
    }

    @usableFromInline var nodes = Arena<Node>()
    @usableFromInline var children = Arena<Expr>()
    /// Numbers too large for a node; the node's `start` is the position here and its `detail` is 1.
    var largeNumbers: [Rational] = []
    var names = NameTable()
    /// A hash table, open to the next free slot: the positions of nodes plus one; 0 where a slot is free. At most two thirds are taken.
    var slots: UnsafeMutablePointer<UInt32>
    var slotCount = 1 << 12
    /// In which slots the first nodes are, so that a line of a stream is forgotten without looking for its nodes.
    let firstSlots: UnsafeMutablePointer<UInt32>
    private static let rememberedSlots = 1 << 14

    /// What the constructors draw on; they return `unfinished` once it is spent.
    public let budget: Budget

    /// Who hears what is tried on the way to an answer.
    public var attempts: AttemptLog?

    /// What is assumed of names.
    public internal(set) var assumptions = Assumptions() {
        didSet {
            hasAssumptions = !assumptions.isEmpty
            forgetInference()
        }
    }
    /// Whether anything is assumed.
    public private(set) var hasAssumptions = false
    var inference = Inference()
    /// Counts how often what was inferred of expressions has been given up, as it is when assumptions change and on a rollback. What
    /// others keep of expressions is good as long as it stands still.
    public private(set) var revision = 0
    /// Whether numbers that are too large to be written down stay the powers and calls that they are: a value in balls is wanted.
    public private(set) var leavesLargeNumbers = false

    // Scratch stacks of the sum and product constructors, which may call themselves.
    var terms: [Term] = []
    var factors: [Factor] = []
    /// How many indices are free for the moment.
    var freeIndices = 0
    /// The names that indices have had in texts, by their levels.
    var indexNames: [String] = []
    /// How many powers are being made of one another's factors.
    var powerDepth = 0

    /// Stamps for the next walk.
    var spareVisits = Visits()
    /// The names in expressions, as far as they were asked for.
    var symbolSets = SymbolSets()

    static let reservedCount = 9

    /// A store with the numbers and constants that code names.
    public init(budget: Budget = Budget()) {
        self.budget = budget
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: 0, count: slotCount)
        firstSlots = .allocate(capacity: ExprStore.rememberedSlots)
        _ = constant(.undefined)
        // A node of its own, which no table finds, and which looks like `undefined` to those who do not tell them apart.
        nodes.append(nodes[0])
        for (numerator, denominator): (Int32, Int32) in [(0, 1), (1, 1), (-1, 1), (2, 1), (1, 2)] {
            _ = smallNumber(numerator, denominator)
        }
        _ = constant(.truth)
        _ = constant(.falsehood)
        assert(nodes.count == ExprStore.reservedCount)
    }

    deinit {
        slots.deallocate()
        firstSlots.deallocate()
        nodes.free()
        children.free()
    }

    /// How many distinct expressions there are.
    public var count: Int { nodes.count }

    /// The memory that the expressions take up, in bytes: nodes, parts, the table, large numbers.
    public var bytes: Int {
        nodes.count * MemoryLayout<Node>.stride + children.count * MemoryLayout<Expr>.stride + slotCount * MemoryLayout<UInt32>.stride
            + largeNumbers.reduce(0) { $0 + MemoryLayout<Rational>.stride + $1.bitLength / 8 }
    }

    // MARK: Reading nodes

    /// What the expression is made of.
    @inlinable public func kind(_ expr: Expr) -> ExprKind { nodes[Int(expr.index)].kind }
    /// What holds of everything the expression is built from.
    @inlinable public func traits(_ expr: Expr) -> ExprTraits { nodes[Int(expr.index)].traits }

    /// A hash of the structure alone: the same in every store, whatever was built before.
    @inlinable public func structuralHash(_ expr: Expr) -> UInt32 { nodes[Int(expr.index)].hash }

    /// The number of parts an expression is built from; 0 for numbers, constants and symbols.
    @inlinable public func childCount(_ expr: Expr) -> Int {
        let node = nodes[Int(expr.index)]
        return node.kind.isPair ? 2 : node.kind.isLeaf ? 0 : Int(node.count)
    }

    /// One of the parts.
    @inlinable public func child(_ expr: Expr, _ position: Int) -> Expr {
        assert(position < childCount(expr), "a part of what has fewer")
        let node = nodes[Int(expr.index)]
        if node.kind.isPair { return position == 0 ? node.first : node.second }
        return children[Int(node.start) + position]
    }

    /// All parts. The view is good until the next construction.
    @inlinable @inline(__always) public func childView(_ expr: Expr) -> UnsafeBufferPointer<Expr> {
        let node = nodes[Int(expr.index)]
        if node.kind.isPair { return pairView(expr) }
        return UnsafeBufferPointer(start: children.base + Int(node.start), count: node.kind.isLeaf ? 0 : Int(node.count))
    }

    /// The two parts of a pair, where its node has them: behind the hash.
    @inlinable func pairView(_ expr: Expr) -> UnsafeBufferPointer<Expr> {
        let parts = UnsafeRawPointer(nodes.base + Int(expr.index)) + MemoryLayout<UInt32>.stride
        return UnsafeBufferPointer(start: parts.assumingMemoryBound(to: Expr.self), count: 2)
    }

    /// All parts, as an array.
    public func childArray(_ expr: Expr) -> [Expr] { Array(childView(expr)) }

    @inlinable func detail(_ expr: Expr) -> UInt16 { nodes[Int(expr.index)].detail }

    /// The function of a call.
    @inlinable public func function(_ expr: Expr) -> FunctionID { FunctionID(index: nodes[Int(expr.index)].detail) }

    /// The relation of a relation.
    public func relation(_ expr: Expr) -> Relation { Relation(rawValue: detail(expr)) ?? .equal }

    /// The constant of a constant.
    public func constantID(_ expr: Expr) -> ConstantID { ConstantID(rawValue: UInt8(detail(expr))) ?? .undefined }

    /// Whether the expression is an exact number.
    @inlinable public func isNumber(_ expr: Expr) -> Bool { kind(expr) == .number }

    /// Whether no symbol occurs.
    @inlinable public func isConstant(_ expr: Expr) -> Bool { !traits(expr).contains(.hasSymbol) }

    /// Whether the expression is that constant.
    public func isConstant(_ expr: Expr, _ id: ConstantID) -> Bool { kind(expr) == .constant && detail(expr) == UInt16(id.rawValue) }

    // MARK: Making nodes

    /// The one node with this content; the parts are the last `count` entries of the scratch that the caller passes. Pairs are made by
    /// `pair`.
    func intern(
        _ kind: ExprKind, detail: UInt16 = 0, _ parts: UnsafeBufferPointer<Expr>, extra: ExprTraits = []
    ) -> Expr {
        assert(!kind.isPair)
        var slot = firstSlot(ExprStore.place(kind, detail, parts))
        while slots[slot] != 0 {
            let node = nodes.base[Int(slots[slot]) - 1]
            if node.kind == kind, node.detail == detail, Int(node.count) == parts.count {
                let own = children.base + Int(node.start)
                var position = 0
                while position < parts.count, own[position] == parts[position] { position += 1 }
                if position == parts.count { return Expr(index: slots[slot] - 1) }
            }
            slot = nextSlot(slot)
        }
        var hash = Hash.seed(kind, detail)
        var traits: ExprTraits = []
        if kind == .sum || kind == .product || kind == .conjunction || kind == .disjunction {
            for part in parts {
                hash &+= Hash.mixed(UInt64(structuralHash(part)))
                traits.formUnion(self.traits(part))
            }
            hash = Hash.mixed(hash)
        } else {
            for part in parts {
                hash = Hash.chained(hash, structuralHash(part))
                traits.formUnion(self.traits(part))
            }
        }
        let start = children.count
        children.append(contentsOf: parts)
        return add(
            Node(
                hash: Hash.kept(hash), start: UInt32(start), count: UInt32(parts.count), detail: detail, kind: kind,
                traits: traits.intersection(.inherited).union(extra)), slot)
    }

    /// The one node that is this pair.
    func pair(_ kind: ExprKind, _ first: Expr, _ second: Expr, extra: ExprTraits = []) -> Expr {
        assert(kind.isPair)
        var slot = firstSlot(ExprStore.place(kind, first, second))
        while slots[slot] != 0 {
            let node = nodes.base[Int(slots[slot]) - 1]
            if node.first == first, node.second == second, node.kind == kind { return Expr(index: slots[slot] - 1) }
            slot = nextSlot(slot)
        }
        let (one, other) = (nodes[Int(first.index)], nodes[Int(second.index)])
        let hash = Hash.chained(Hash.chained(Hash.seed(kind, 0), one.hash), other.hash)
        return add(
            Node(
                hash: Hash.kept(hash), start: first.index, count: second.index, detail: 0, kind: kind,
                traits: one.traits.union(other.traits).intersection(.inherited).union(extra)), slot)
    }

    /// Appends a node that is known to be new, with its place in the table.
    func add(_ node: Node, _ slot: Int) -> Expr {
        // What code names is there, whatever has become of the budget.
        guard nodes.count < ExprStore.reservedCount || budget.allowsNode(nodes.count, children: children.count) else {
            if !node.kind.isLeaf, !node.kind.isPair { children.count = Int(node.start) }
            return .unfinished
        }
        let index = nodes.count
        nodes.append(node)
        fill(slot, with: index)
        if nodes.count * 3 > slotCount * 2 { growTable(to: grownSlotCount) }
        return Expr(index: UInt32(index))
    }

    /// Makes room for so many more nodes and parts of nodes.
    func reserve(nodes more: Int, children parts: Int) {
        nodes.reserve(more)
        children.reserve(parts)
        let needed = (nodes.count + more) * 3 / 2 + 1
        if needed > slotCount { growTable(to: max(needed, grownSlotCount)) }
    }

    // MARK: The table

    /// What a node's place in the table depends on: the handles of its parts. The hash of the structure would not do: in a chain of calls
    /// each follows from the one before, and 32 bits come round in a circle after some ten thousand levels.
    @inline(__always) static func place(_ kind: ExprKind, _ detail: UInt16, _ parts: UnsafeBufferPointer<Expr>) -> UInt32 {
        var hash = UInt64(detail) << 8 | UInt64(kind.rawValue)
        for part in parts { hash = Hash.placed(hash, part) }
        return UInt32(truncatingIfNeeded: hash)
    }

    /// The same of a pair.
    @inline(__always) static func place(_ kind: ExprKind, _ first: Expr, _ second: Expr) -> UInt32 {
        UInt32(truncatingIfNeeded: Hash.placed(Hash.placed(UInt64(kind.rawValue), first), second))
    }

    /// The same of a node that is there.
    private func place(at index: Int) -> UInt32 {
        let node = nodes.base[index]
        if node.kind.isLeaf { return node.hash }
        if node.kind.isPair { return ExprStore.place(node.kind, node.first, node.second) }
        return ExprStore.place(node.kind, node.detail, childView(Expr(index: UInt32(index))))
    }

    /// Where a node is looked for first. Any number of slots will do: the upper half of the
    /// product is the slot (Lemire, *Fast random integer generation in an interval*, 2019).
    @inline(__always) func firstSlot(_ place: UInt32) -> Int {
        Int(truncatingIfNeeded: (UInt64(place) &* UInt64(truncatingIfNeeded: slotCount)) >> 32)
    }

    /// Where it is looked for after that.
    @inline(__always) func nextSlot(_ slot: Int) -> Int { slot + 1 == slotCount ? 0 : slot + 1 }

    /// A table grows by half; a large one, whose memory counts, by a quarter.
    private var grownSlotCount: Int { slotCount + slotCount / (slotCount < 1 << 20 ? 2 : 4) }

    /// Nodes are placed in their order, so that `rollback` may take them out in reverse.
    private func growTable(to size: Int) {
        slots.deallocate()
        slots = .allocate(capacity: size)
        slots.initialize(repeating: 0, count: size)
        slotCount = size
        for index in 0..<nodes.count {
            var slot = firstSlot(place(at: index))
            while slots[slot] != 0 { slot = nextSlot(slot) }
            fill(slot, with: index)
        }
    }

    @inline(__always) private func fill(_ slot: Int, with index: Int) {
        slots[slot] = UInt32(index + 1)
        if index < ExprStore.rememberedSlots { firstSlots[index] = UInt32(slot) }
    }

    // MARK: Checkpoints

    /// A state to return to.
    public struct Checkpoint: Sendable {
        let nodes: Int
        let children: Int
        let largeNumbers: Int
        let names: Int
        let assumptions: Assumptions
        let indexNames: Int
    }

    /// Does something that leaves numbers that are too large to be written down as they are, instead of spending the budget.
    public func leavingLargeNumbers<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        let outside = leavesLargeNumbers
        leavesLargeNumbers = true
        defer { leavesLargeNumbers = outside }
        return try body()
    }

    private func forgetInference() {
        inference.removeAll()
        revision += 1
    }

    /// The present state.
    public func checkpoint() -> Checkpoint {
        Checkpoint(
            nodes: nodes.count, children: children.count, largeNumbers: largeNumbers.count, names: names.count,
            assumptions: assumptions, indexNames: indexNames.count)
    }

    /// Forgets every expression made since the checkpoint, and what was assumed since. Handles to them become invalid.
    ///
    /// Nodes leave the table in the reverse of the order in which they came, so that every probe sequence is as it was.
    public func rollback(to mark: Checkpoint) {
        var index = nodes.count
        while index > mark.nodes {
            index -= 1
            if index < ExprStore.rememberedSlots {
                slots[Int(firstSlots[index])] = 0
                continue
            }
            var slot = firstSlot(place(at: index))
            while slots[slot] != UInt32(index + 1) { slot = nextSlot(slot) }
            slots[slot] = 0
        }
        nodes.count = mark.nodes
        children.count = mark.children
        largeNumbers.removeLast(largeNumbers.count - mark.largeNumbers)
        names.truncate(to: mark.names)
        if indexNames.count > mark.indexNames { indexNames.removeLast(indexNames.count - mark.indexNames) }
        symbolSets.removeAll()
        if hasAssumptions || !mark.assumptions.isEmpty { assumptions = mark.assumptions } else { forgetInference() }
    }
}

/// A 64-bit mixer (the finaliser of SplitMix64; Steele, Lea and Flood, 2014).
enum Hash {
    @inline(__always) static func mixed(_ value: UInt64) -> UInt64 {
        var hash = value &+ 0x9e37_79b9_7f4a_7c15
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        return hash ^ (hash >> 31)
    }

    /// The hash of a part after those of the parts before it.
    @inline(__always) static func chained(_ hash: UInt64, _ part: UInt32) -> UInt64 { mixed(hash &* 31 &+ UInt64(part)) }

    /// A step of the hash of handles, from which a node's place in the table follows: half the work of `mixed`.
    @inline(__always) static func placed(_ hash: UInt64, _ part: Expr) -> UInt64 {
        let product = (hash ^ UInt64(part.index)) &* 0x9e37_79b9_7f4a_7c15
        return product ^ product >> 32
    }

    /// The half of a hash that a node keeps.
    @inline(__always) static func kept(_ hash: UInt64) -> UInt32 { UInt32(hash >> 32) }

    @inline(__always) static func seed(_ kind: ExprKind, _ detail: UInt16) -> UInt64 {
        mixed(UInt64(kind.rawValue) << 16 | UInt64(detail))
    }
}
