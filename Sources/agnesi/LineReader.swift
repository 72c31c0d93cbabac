import Glibc

/// Reads lines from a file descriptor, in blocks.
struct LineReader {
    private let descriptor: Int32
    /// The beginning of a line whose end is not read yet.
    private var rest: [UInt8] = []
    /// Whole lines that were read behind a line that is too long.
    private var waiting: [UInt8] = []
    private var block = [UInt8](repeating: 0, count: 1 << 16)
    /// Whether the line that is being read is too long to be kept.
    private var isTooLong = false
    private var isAtEnd = false

    /// Longer lines are not kept: they are reported, and the stream goes on behind them.
    static let longestLine = 32 << 20

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// What was read.
    enum Block {
        /// Whole lines, the last one with its newline unless the input ended without.
        case lines([UInt8])
        /// A line too long to be kept.
        case tooLong
        case end
        case failed(String)
    }

    /// The next whole lines, as many as one read brings.
    mutating func next() -> Block {
        if !waiting.isEmpty {
            defer { waiting = [] }
            return .lines(waiting)
        }
        while true {
            if isAtEnd { return finish() }
            let count = read(descriptor, &block, block.count)
            if Signals.isInterrupted { return .end }
            if count < 0, errno != EINTR { return .failed(String(cString: strerror(errno))) }
            if count == 0 { isAtEnd = true }
            if count > 0, let result = isTooLong ? skip(count) : take(count) { return result }
        }
    }

    /// Adds the block to what is there. Only the block is searched for the ends of lines.
    private mutating func take(_ count: Int) -> Block? {
        guard let end = newline(in: 0..<count, isLast: true) else {
            rest += block[..<count]
            isTooLong = rest.count > LineReader.longestLine
            if isTooLong { rest = [] }
            return nil
        }
        rest += block[...end]
        defer { rest = Array(block[(end + 1)..<count]) }
        return .lines(rest)
    }

    /// Looks in the block for the end of a line that is too long.
    private mutating func skip(_ count: Int) -> Block? {
        guard let end = newline(in: 0..<count, isLast: false) else { return nil }
        isTooLong = false
        let lastEnd = newline(in: (end + 1)..<count, isLast: true) ?? end
        waiting = Array(block[(end + 1)..<(lastEnd + 1)])
        rest = Array(block[(lastEnd + 1)..<count])
        return .tooLong
    }

    private func newline(in range: Range<Int>, isLast: Bool) -> Int? {
        block.withUnsafeBufferPointer { bytes in
            if isLast {
                var position = range.upperBound
                while position > range.lowerBound {
                    position -= 1
                    if bytes[position] == 10 { return position }
                }
                return nil
            }
            guard let base = bytes.baseAddress, let found = memchr(base + range.lowerBound, 10, range.count) else { return nil }
            return UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }

    private mutating func finish() -> Block {
        if isTooLong {
            isTooLong = false
            return .tooLong
        }
        if rest.isEmpty { return .end }
        defer { rest = [] }
        return .lines(rest)
    }
}
