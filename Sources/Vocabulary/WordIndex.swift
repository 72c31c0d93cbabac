/// A small open-addressing map from words (UTF-8 bytes) to numbers, built once and read often.
public struct WordIndex: Sendable {
    private struct Entry {
        var start: Int32
        var count: Int32
        var value: Int
    }

    /// The words one after another.
    private var letters: [UInt8] = []
    private var entries: [Entry] = []
    private var slots: [Int32] = Array(repeating: -1, count: 512)
    /// The lengths of the words, as bits, by the last five bits of their first byte: most of what is no word is told by it.
    private var lengths: [UInt64] = Array(repeating: 0, count: 32)

    /// An index of no words.
    public init() {}

    /// Adds a word. The table is at most half full with the words Agnesi has.
    public mutating func insert(_ word: String, _ value: Int) {
        if entries.count * 2 >= slots.count { grow() }
        let entry = Entry(start: Int32(letters.count), count: Int32(word.utf8.count), value: value)
        letters.append(contentsOf: word.utf8)
        letters.withUnsafeBufferPointer {
            let bytes = WordIndex.word(entry, $0)
            lengths[WordIndex.row(bytes)] |= WordIndex.bit(bytes)
            WordIndex.place(bytes, at: entries.count, in: &slots)
        }
        entries.append(entry)
    }

    /// The value of a word, compared byte by byte.
    public func value(for bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        if lengths[WordIndex.row(bytes)] & WordIndex.bit(bytes) == 0 { return nil }
        return letters.withUnsafeBufferPointer { letters in
            var slot = WordIndex.hash(bytes) & (slots.count - 1)
            while slots[slot] >= 0 {
                let entry = entries[Int(slots[slot])]
                if Int(entry.count) == bytes.count, WordIndex.word(entry, letters).elementsEqual(bytes) { return entry.value }
                slot = (slot + 1) & (slots.count - 1)
            }
            return nil
        }
    }

    private mutating func grow() {
        var larger: [Int32] = Array(repeating: -1, count: slots.count * 2)
        letters.withUnsafeBufferPointer {
            for (position, entry) in entries.enumerated() { WordIndex.place(WordIndex.word(entry, $0), at: position, in: &larger) }
        }
        slots = larger
    }

    private static func place(_ word: UnsafeBufferPointer<UInt8>, at position: Int, in slots: inout [Int32]) {
        var slot = hash(word) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(position)
    }

    private static func word(_ entry: Entry, _ letters: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: letters[Int(entry.start)..<Int(entry.start + entry.count)])
    }

    private static func row(_ word: UnsafeBufferPointer<UInt8>) -> Int { Int(word.first ?? 0) & 31 }

    private static func bit(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 { 1 << UInt64(min(word.count, 63)) }

    /// FNV-1a, folded to a non-negative Int.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0x7fff_ffff)
    }
}
