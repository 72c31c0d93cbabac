/// A small open-addressing map from words (UTF-8 bytes) to numbers, built once and read often.
public struct WordIndex: Sendable {
    /// The words one after another, where each begins, and where the last ends.
    private var letters: [UInt8] = []
    private var starts: [Int32] = [0]
    private var values: [Int] = []
    private var slots: [Int32] = Array(repeating: -1, count: 512)
    /// The lengths of the words, as bits, by the last five bits of their first byte: most of what is no word is told by it.
    private var lengths: [Int] = Array(repeating: 0, count: 32)

    /// An index of no words.
    public init() {}

    /// How many words there are.
    public var count: Int { values.count }

    /// Adds a word. The table is at most half full.
    public mutating func insert(_ word: String, _ value: Int) {
        var copy = word
        copy.withUTF8 { insert($0, value) }
    }

    /// Adds a word of any bytes.
    public mutating func insert(_ bytes: UnsafeBufferPointer<UInt8>, _ value: Int) {
        if count * 2 >= slots.count { grow() }
        lengths[WordIndex.row(bytes)] |= WordIndex.bit(bytes)
        place(bytes, at: count)
        letters.append(contentsOf: bytes)
        starts.append(Int32(letters.count))
        values.append(value)
    }

    /// The value of a word, compared byte by byte.
    public func value(for bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        if lengths[WordIndex.row(bytes)] & WordIndex.bit(bytes) == 0 { return nil }
        return letters.withUnsafeBufferPointer { letters in
            var slot = WordIndex.hash(bytes) & (slots.count - 1)
            while slots[slot] >= 0 {
                let position = Int(slots[slot])
                if word(position, letters).elementsEqual(bytes) { return values[position] }
                slot = (slot + 1) & (slots.count - 1)
            }
            return nil
        }
    }

    private mutating func grow() {
        let words = letters
        slots = Array(repeating: -1, count: slots.count * 2)
        words.withUnsafeBufferPointer {
            for position in values.indices { place(word(position, $0), at: position) }
        }
    }

    private mutating func place(_ word: UnsafeBufferPointer<UInt8>, at position: Int) {
        var slot = WordIndex.hash(word) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(position)
    }

    private func word(_ position: Int, _ letters: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: letters[Int(starts[position])..<Int(starts[position + 1])])
    }

    private static func row(_ word: UnsafeBufferPointer<UInt8>) -> Int { Int(word.first ?? 0) & 31 }

    private static func bit(_ word: UnsafeBufferPointer<UInt8>) -> Int { 1 << min(word.count, 62) }

    /// FNV-1a, folded to a non-negative Int.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0x7fff_ffff)
    }
}
