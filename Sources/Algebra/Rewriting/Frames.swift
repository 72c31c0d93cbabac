/// A stack of plain values that keeps its memory: what a search makes and gives up again.
struct Frames<Element: BitwiseCopyable> {
    private var elements: [Element] = []
    /// How many there are.
    private(set) var count = 0

    subscript(_ position: Int32) -> Element {
        get { elements[Int(position)] }
        set { elements[Int(position)] = newValue }
    }

    mutating func push(_ element: Element) {
        if count == elements.count { elements.append(element) } else { elements[count] = element }
        count += 1
    }

    /// Gives up all but the first.
    mutating func truncate(to count: Int) { self.count = count }
}

/// A run of positions on a stack.
struct Run: BitwiseCopyable {
    var first: Int32
    var count: Int32

    var isEmpty: Bool { count == 0 }
    var positions: Range<Int32> { first..<first + count }
}
