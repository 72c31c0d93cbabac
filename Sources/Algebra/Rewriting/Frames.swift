/// A stack of plain values that keeps its memory: what a search makes and gives up again.
///
/// It lies outside of Swift's arrays, whose references would be counted at every access.
struct Frames<Element: BitwiseCopyable>: ~Copyable {
    private var elements = UnsafeMutableBufferPointer<Element>.allocate(capacity: 64)
    /// How many there are.
    private(set) var count = 0

    deinit { elements.deallocate() }

    subscript(_ position: Int32) -> Element { elements[Int(position)] }

    mutating func push(_ element: Element) {
        if count == elements.count { grow() }
        elements.initializeElement(at: count, to: element)
        count += 1
    }

    /// Gives up all but the first.
    mutating func truncate(to count: Int) { self.count = count }

    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: 2 * elements.count)
        _ = larger.initialize(fromContentsOf: elements)
        elements.deallocate()
        elements = larger
    }
}

/// A run of positions on a stack.
struct Run: BitwiseCopyable {
    var first: Int32
    var count: Int32

    var isEmpty: Bool { count == 0 }
    var positions: Range<Int32> { first..<first + count }
}
