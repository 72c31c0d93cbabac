/// A growing array of trivial values without bounds checks or copies on write: the storage of the expression store.
@usableFromInline struct Arena<Element: BitwiseCopyable> {
    @usableFromInline var base: UnsafeMutablePointer<Element>
    @usableFromInline var count = 0
    @usableFromInline var capacity: Int

    init(capacity: Int = 1024) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    @inlinable subscript(_ position: Int) -> Element {
        @inline(__always) get {
            assert(position >= 0 && position < count)
            return base[position]
        }
    }

    mutating func append(_ element: Element) {
        if count == capacity { grow(to: capacity * 2) }
        base[count] = element
        count += 1
    }

    /// Appends a buffer, which may lie in this arena.
    mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
        let needed = count + elements.count
        if needed > capacity {
            let fresh = UnsafeMutablePointer<Element>.allocate(capacity: max(needed, capacity * 2))
            fresh.update(from: base, count: count)
            if let source = elements.baseAddress { (fresh + count).update(from: source, count: elements.count) }
            base.deallocate()
            base = fresh
            capacity = max(needed, capacity * 2)
        } else if let source = elements.baseAddress {
            (base + count).update(from: source, count: elements.count)
        }
        count = needed
    }

    /// Makes room for so many more.
    mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(to: max(count + more, capacity * 2)) }
    }

    private mutating func grow(to size: Int) {
        let fresh = UnsafeMutablePointer<Element>.allocate(capacity: size)
        fresh.update(from: base, count: count)
        base.deallocate()
        base = fresh
        capacity = size
    }

    func free() { base.deallocate() }
}
