import Expressions
import Glibc
import Session

/// Answers the lines of a stream one by one.
struct StreamWorker {
    private let request: Request
    private let session: Session
    private var output: [UInt8] = []
    private var errors: [UInt8] = []
    /// How many lines came before.
    var lineNumber = 0
    /// The exit status of the worst line so far.
    private(set) var status: Int32 = 0

    /// Whether long output is written as it comes; otherwise someone else takes it.
    private let writes: Bool
    /// When answers were written last, and how long they may wait while others are computed: an interruption loses none.
    private var lastFlush = Budget.clock()
    private static let longestWait = 0.05

    init(request: Request, session: Session, writes: Bool = true) {
        self.writes = writes
        self.request = request
        self.session = session
        output.reserveCapacity(1 << 16)
    }

    /// Answers every line of a block of whole lines.
    mutating func process(_ block: [UInt8]) {
        block.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count, !Signals.isInterrupted {
                let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
                lineNumber += 1
                if writes, !output.isEmpty || !errors.isEmpty, Budget.clock() - lastFlush > StreamWorker.longestWait { flush() }
                let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
                status = max(status, session.respond(to: request, line, number: lineNumber, output: &output, errors: &errors))
                start = end + 1
                if writes, output.count > 1 << 16 { flush() }
            }
        }
    }

    mutating func reportLongLine() {
        lineNumber += 1
        output.append(10)
        errors.append(contentsOf: "error: line \(lineNumber): the line is longer than \(LineReader.longestLine >> 20) MiB\n".utf8)
        status = max(status, 6)
    }

    /// Writes what has come together: answers first, then what there is to say about them.
    mutating func flush() {
        Output.flush(&output, to: STDOUT_FILENO)
        Output.flush(&errors, to: STDERR_FILENO)
        lastFlush = Budget.clock()
    }

    /// Takes what has come together, for someone else to write.
    mutating func take() -> (output: [UInt8], errors: [UInt8]) {
        defer {
            output = []
            errors = []
        }
        return (output, errors)
    }
}
