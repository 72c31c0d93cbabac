/// The names of symbols: text in one buffer, found by hash.
struct NameTable {
    private var text: [UInt8] = []
    private var ends: [UInt32] = []
    /// The symbol of each name.
    private var symbols: [Expr] = []
    private var slots: [UInt32] = Array(repeating: 0, count: 256)

    var count: Int { ends.count }

    /// The symbol with that name, if there is one.
    func symbol(_ name: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Expr? {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let position = Int(slots[slot]) - 1
            if equal(position, name) { return symbols[position] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a new name and returns its position.
    mutating func append(_ name: UnsafeBufferPointer<UInt8>, symbol: Expr) {
        text.append(contentsOf: name)
        ends.append(UInt32(text.count))
        symbols.append(symbol)
        if ends.count * 2 > slots.count {
            slots = Array(repeating: 0, count: slots.count * 2)
            for position in ends.indices { place(position) }
        } else {
            place(ends.count - 1)
        }
    }

    /// Forgets the latest names.
    mutating func truncate(to count: Int) {
        while ends.count > count {
            let position = ends.count - 1
            var slot = Int(truncatingIfNeeded: hash(position)) & (slots.count - 1)
            while slots[slot] != UInt32(position + 1) { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = 0
            ends.removeLast()
            symbols.removeLast()
            text.removeLast(text.count - Int(ends.last ?? 0))
        }
    }

    func name(_ position: Int) -> ArraySlice<UInt8> { text[start(position)..<Int(ends[position])] }

    private func start(_ position: Int) -> Int { position == 0 ? 0 : Int(ends[position - 1]) }

    private func equal(_ position: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let own = self.start(position)
        guard Int(ends[position]) - own == name.count else { return false }
        for offset in 0..<name.count where text[own + offset] != name[offset] { return false }
        return true
    }

    private mutating func place(_ position: Int) {
        var slot = Int(truncatingIfNeeded: hash(position)) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(position + 1)
    }

    /// The hash of the name at a position.
    func hash(_ position: Int) -> UInt64 {
        text.withUnsafeBufferPointer { text in
            NameTable.hash(UnsafeBufferPointer(rebasing: text[start(position)..<Int(ends[position])]))
        }
    }

    /// FNV-1a, mixed.
    static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Hash.mixed(hash)
    }
}
