/// A small open-addressing map from words (UTF-8 bytes) to numbers, built once and read often.
public struct WordIndex: Sendable {
    private var words: [String] = []
    private var values: [Int] = []
    private var slots: [Int32] = Array(repeating: -1, count: 512)

    /// An index of no words.
    public init() {}

    /// Adds a word. The table is at most half full with the words Agnesi has.
    public mutating func insert(_ word: String, _ value: Int) {
        if words.count * 2 >= slots.count { grow() }
        place(word, at: words.count)
        words.append(word)
        values.append(value)
    }

    /// The value of a word, compared byte by byte.
    public func value(for bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var slot = WordIndex.hash(bytes) & (slots.count - 1)
        while slots[slot] >= 0 {
            let position = Int(slots[slot])
            if WordIndex.equal(words[position], bytes) { return values[position] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (position, word) in words.enumerated() { place(word, at: position) }
    }

    private mutating func place(_ word: String, at position: Int) {
        var copy = word
        var slot = copy.withUTF8 { WordIndex.hash($0) } & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(position)
    }

    private static func equal(_ word: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var copy = word
        return copy.withUTF8 { own in
            own.count == bytes.count && own.elementsEqual(bytes)
        }
    }

    /// FNV-1a, folded to a non-negative Int.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0x7fff_ffff)
    }
}
