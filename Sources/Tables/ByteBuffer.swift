/// Bytes that wait to be read, with zeros behind them.
struct ByteBuffer: ~Copyable {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    /// Where the bytes end. Zeros follow, so that a search for the end of a field needs no other bound.
    private(set) var end = 0
    /// Where the bytes begin that are still needed.
    private(set) var start = 0
    /// How many bytes of the file came before the memory's first.
    private(set) var offset = 0

    init() {
        capacity = 1 << 17
        base = UnsafeMutablePointer.allocate(capacity: capacity)
        base.initialize(repeating: 0, count: NumberReader.padding)
    }

    deinit { base.deallocate() }

    /// The bytes before are not needed any more.
    mutating func discard(before place: Int) { start = place }

    /// Adds bytes; what is still needed may move to the front. By how far it moved.
    mutating func append(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return 0 }
        let moved = makeRoom(bytes.count + NumberReader.padding)
        UnsafeMutableRawPointer(base + end).copyMemory(from: source, byteCount: bytes.count)
        end += bytes.count
        (base + end).initialize(repeating: 0, count: NumberReader.padding)
        return moved
    }

    private mutating func makeRoom(_ count: Int) -> Int {
        if end + count <= capacity { return 0 }
        let (moved, kept) = (start, end - start)
        if kept + count <= capacity / 2 {
            base.update(from: base + start, count: kept)
        } else {
            let larger = max(2 * capacity, 2 * (kept + count))
            let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
            memory.initialize(from: base + start, count: kept)
            base.deallocate()
            base = memory
            capacity = larger
        }
        offset += moved
        start = 0
        end = kept
        return moved
    }
}
