/// A stack of plain values that keeps its memory: what a walk or a search makes and gives up again.
///
/// It lies outside of Swift's arrays, whose references would be counted at every access.
public struct Frames<Element: BitwiseCopyable>: ~Copyable {
    private var elements = UnsafeMutableBufferPointer<Element>.allocate(capacity: 64)
    /// How many there are.
    public private(set) var count = 0

    /// A stack of nothing.
    public init() {}

    deinit { elements.deallocate() }

    /// An element, by its place from the bottom.
    public subscript(_ position: Int32) -> Element { elements[Int(position)] }

    /// Puts an element on top.
    public mutating func push(_ element: Element) {
        if count == elements.count { grow() }
        elements.initializeElement(at: count, to: element)
        count += 1
    }

    /// Takes the topmost element, if there is one.
    public mutating func pop() -> Element? {
        if count == 0 { return nil }
        count -= 1
        return elements[count]
    }

    /// Gives up all but the first.
    public mutating func truncate(to count: Int) { self.count = count }

    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: 2 * elements.count)
        _ = larger.initialize(fromContentsOf: elements)
        elements.deallocate()
        elements = larger
    }
}

/// A run of positions on a stack.
public struct Run: BitwiseCopyable {
    /// Where it begins.
    public var first: Int32
    /// How many positions it has.
    public var count: Int32

    /// A run of so many positions.
    public init(first: Int32, count: Int32) {
        self.first = first
        self.count = count
    }

    /// Whether it has no positions.
    public var isEmpty: Bool { count == 0 }
    /// Its positions in order.
    public var positions: Range<Int32> { first..<first + count }
}
