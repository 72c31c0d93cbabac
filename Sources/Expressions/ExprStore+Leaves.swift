import Exact
import Vocabulary

extension ExprStore {
    // MARK: Numbers

    /// The node of a whole number.
    public func number(_ value: Int) -> Expr {
        if let value = Int32(exactly: value) { return smallNumber(value, 1) }
        return largeNumber(Rational(value))
    }

    /// The node of a rational number.
    public func number(_ value: Rational) -> Expr {
        if let parts = value.smallParts, let numerator = Int32(exactly: parts.numerator),
            let denominator = Int32(exactly: parts.denominator)
        {
            return smallNumber(numerator, denominator)
        }
        return largeNumber(value)
    }

    /// The value of a number.
    public func rational(_ expr: Expr) -> Rational {
        let node = nodes[Int(expr.index)]
        if node.detail == 1 { return largeNumbers[Int(node.start)] }
        return Rational(lowestTerms: Int(Int32(bitPattern: node.start)), Int(node.count))
    }

    /// The value of a number, if it is one.
    public func rationalValue(_ expr: Expr) -> Rational? { kind(expr) == .number ? rational(expr) : nil }

    /// The value of a whole number that fits.
    public func wholeValue(_ expr: Expr) -> Int? {
        let node = nodes[Int(expr.index)]
        guard node.kind == .number else { return nil }
        if node.detail == 1 { return largeNumbers[Int(node.start)].asInt }
        return node.count == 1 ? Int(Int32(bitPattern: node.start)) : nil
    }

    /// Whether a number is negative.
    public func isNegative(_ expr: Expr) -> Bool { sign(expr) < 0 }

    /// Whether a number is whole.
    public func isWhole(_ expr: Expr) -> Bool {
        let node = nodes[Int(expr.index)]
        return node.detail == 1 ? largeNumbers[Int(node.start)].isInteger : node.count == 1
    }

    /// Whether the numerator of a number is 1 or -1.
    public func hasUnitNumerator(_ expr: Expr) -> Bool {
        let node = nodes[Int(expr.index)]
        return node.detail == 0 && Int32(bitPattern: node.start).magnitude == 1
            || node.detail == 1 && largeNumbers[Int(node.start)].numerator.magnitude.isOne
    }

    /// The sign of a number.
    func sign(_ expr: Expr) -> Int {
        let node = nodes[Int(expr.index)]
        if node.detail == 1 { return largeNumbers[Int(node.start)].signum }
        return Int(Int32(bitPattern: node.start)).signum()
    }

    func smallNumber(_ numerator: Int32, _ denominator: Int32) -> Expr {
        let bits = UInt64(UInt32(bitPattern: numerator)) << 32 | UInt64(UInt32(bitPattern: denominator))
        let hash = Hash.kept(Hash.mixed(bits ^ 0x5851_f42d_4c95_7f2d))
        let node = Node(
            hash: hash, start: UInt32(bitPattern: numerator), count: UInt32(bitPattern: denominator), detail: 0, kind: .number, traits: [])
        return leaf(node) { $0.start == node.start && $0.count == node.count && $0.detail == 0 }
    }

    private func largeNumber(_ value: Rational) -> Expr {
        if value.bitLength > 4 * Integer.maximumBits {
            budget.exhaust(.size)
            return .unfinished
        }
        // The text is not wanted here: the hash of the value is the same in every store.
        let hash = Hash.kept(Hash.mixed(StableHash.of(value)))
        let node = Node(hash: hash, start: UInt32(largeNumbers.count), count: 1, detail: 1, kind: .number, traits: [])
        let before = nodes.count
        let expr = leaf(node) { $0.detail == 1 && self.largeNumbers[Int($0.start)] == value }
        if nodes.count > before { largeNumbers.append(value) }
        return expr
    }

    // MARK: Constants and symbols

    /// The node of a constant.
    public func constant(_ id: ConstantID) -> Expr {
        let traits: ExprTraits
        switch id {
        case .imaginaryUnit: traits = .hasImaginary
        case .infinity: traits = .hasInfinity
        case .truth, .falsehood: traits = .isCondition
        case .pi, .e, .undefined: traits = []
        }
        let detail = UInt16(id.rawValue)
        let hash = Hash.kept(Hash.mixed(Hash.seed(.constant, detail)))
        return leaf(Node(hash: hash, start: 0, count: 0, detail: detail, kind: .constant, traits: traits)) { $0.detail == detail }
    }

    /// The symbol of that name.
    public func symbol(_ name: String) -> Expr {
        var copy = name
        return copy.withUTF8 { symbol($0) }
    }

    /// The symbol whose name has these UTF-8 bytes.
    public func symbol(_ name: UnsafeBufferPointer<UInt8>) -> Expr {
        let hash = NameTable.hash(name)
        if let known = names.symbol(name, hash: hash) { return known }
        let detail: UInt16 = name.first == ExprStore.indexMark ? 1 : 0
        let node = Node(hash: Hash.kept(hash), start: UInt32(names.count), count: 0, detail: detail, kind: .symbol, traits: .hasSymbol)
        let expr = leaf(node) { _ in false }
        if !expr.isAbsent { names.append(name, symbol: expr) }
        return expr
    }

    /// The symbol of that name, if one exists already.
    public func existingSymbol(_ name: UnsafeBufferPointer<UInt8>) -> Expr? { names.symbol(name, hash: NameTable.hash(name)) }

    /// The name of a symbol, or of an element whose places are names and numbers.
    public func name(_ expr: Expr) -> String {
        guard kind(expr) == .element else { return String(decoding: nameBytes(expr), as: UTF8.self) }
        let places = places(expr).map { isNumber($0) ? rational($0).description : kind($0) == .symbol ? name($0) : "…" }
        return Vocabulary.element(of: name(child(expr, 0)), places)
    }

    /// The name of a symbol, as UTF-8 bytes.
    public func nameBytes(_ expr: Expr) -> ArraySlice<UInt8> { names.name(Int(nodes[Int(expr.index)].start)) }

    /// A hash of a symbol's name, the same in every store: what random numbers that belong to a name begin with.
    public func nameHash(_ symbol: Expr) -> UInt64 { names.hash(Int(nodes[Int(symbol.index)].start)) }

    private func leaf(_ node: Node, _ matches: (Node) -> Bool) -> Expr {
        var slot = firstSlot(node.hash)
        while slots[slot] != 0 {
            let candidate = nodes.base[Int(slots[slot]) - 1]
            if candidate.hash == node.hash, candidate.kind == node.kind, matches(candidate) { return Expr(index: slots[slot] - 1) }
            slot = nextSlot(slot)
        }
        return add(node, slot)
    }
}

/// A hash of a large number that is the same in every run (Swift's own is seeded).
enum StableHash {
    static func of(_ value: Rational) -> UInt64 {
        // Remainders by a 61-bit prime, which need no memory.
        let residues = value.residues(modulo: (1 << 61) - 1)
        let above = Hash.mixed(0xcbf2_9ce4_8422_2325 &+ UInt64(residues.numerator) &+ UInt64(bitPattern: Int64(value.signum)))
        return Hash.mixed(above &+ UInt64(residues.denominator))
    }
}
