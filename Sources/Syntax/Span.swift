/// A range of bytes in the source text, half open.
public struct Span: Hashable, Sendable {
    /// The first byte.
    public var start: UInt32
    /// The byte behind the last.
    public var end: UInt32

    /// The bytes from `start` up to `end`.
    @inlinable public init(_ start: Int, _ end: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
    }

    /// The bytes from `start` up to `end`.
    @inlinable public init(start: UInt32, end: UInt32) {
        self.start = start
        self.end = end
    }

    /// The smallest span that holds both.
    @inlinable public func joined(_ other: Span) -> Span {
        Span(start: min(start, other.start), end: max(end, other.end))
    }
}
