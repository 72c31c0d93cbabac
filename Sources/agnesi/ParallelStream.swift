import Glibc
import Session

/// Answers a stream with several workers, each with a session of its own, and writes the answers in the order of the lines.
///
/// The input is cut into blocks of whole lines. Blocks pass through a ring of slots: the reader fills them, any worker answers
/// them, the writer empties them in order. One monitor guards the ring.
final class ParallelStream: @unchecked Sendable {
    private struct Slot {
        enum State { case free, filled, taken, answered }

        var state = State.free
        var block: [UInt8] = []
        var firstLine = 0
        var isTooLong = false
        var output: [UInt8] = []
        var errors: [UInt8] = []
    }

    private let request: Request
    private let settings: Settings
    private let jobs: Int
    private static let blockSize = 1 << 14

    // Guarded by `monitor`.
    private var slots: [Slot]
    private var filled = 0
    private var taken = 0
    private var written = 0
    private var isComplete = false
    private var status: Int32 = 0
    private let monitor = Monitor()

    init(request: Request, settings: Settings, jobs: Int) {
        self.request = request
        self.settings = settings
        self.jobs = jobs
        slots = Array(repeating: Slot(), count: jobs * 4)
    }

    /// Answers the whole stream and returns the exit status of its worst line.
    func run(_ input: LineReader) -> Int32 {
        let threads = (0..<jobs).map { _ in Threads.start { self.work() } } + [Threads.start { self.write() }]
        let failure = read(input)
        for thread in threads { pthread_join(thread, nil) }
        if Signals.isInterrupted { return 130 }
        if let failure {
            Output.error("error: cannot read the input: \(failure)\n")
            return max(2, status)
        }
        return status
    }

    // MARK: The three parts

    private func read(_ input: LineReader) -> String? {
        var input = input
        var line = 1
        defer {
            locked { isComplete = true }
        }
        while true {
            switch input.next() {
            case .lines(let lines):
                for block in ParallelStream.cut(lines) {
                    fill(block, firstLine: line, isTooLong: false)
                    line += block.reduce(0) { $0 + ($1 == 10 ? 1 : 0) }
                }
            case .tooLong:
                fill([], firstLine: line, isTooLong: true)
                line += 1
            case .end: return nil
            case .failed(let reason): return reason
            }
        }
    }

    private func work() {
        do {
            var worker = StreamWorker(request: request, session: Session(settings: settings), writes: false)
            while let (place, slot) = take() {
                worker.lineNumber = slot.firstLine - 1
                if slot.isTooLong { worker.reportLongLine() } else { worker.process(slot.block) }
                let (output, errors) = worker.take()
                locked {
                    slots[place].output = output
                    slots[place].errors = errors
                    slots[place].state = .answered
                    status = max(status, worker.status)
                }
            }
        }
        Session.releaseThreadMemory()
    }

    private func write() {
        while true {
            monitor.lock()
            while slots[written % slots.count].state != .answered, !(isComplete && written == filled) { monitor.wait() }
            let place = written % slots.count
            guard slots[place].state == .answered else {
                monitor.unlock()
                return
            }
            var (output, errors) = (slots[place].output, slots[place].errors)
            slots[place] = Slot()
            written += 1
            monitor.announce()
            monitor.unlock()
            Output.flush(&output, to: STDOUT_FILENO)
            Output.flush(&errors, to: STDERR_FILENO)
        }
    }

    // MARK: The ring

    private func fill(_ block: [UInt8], firstLine: Int, isTooLong: Bool) {
        monitor.lock()
        while slots[filled % slots.count].state != .free { monitor.wait() }
        slots[filled % slots.count] = Slot(state: .filled, block: block, firstLine: firstLine, isTooLong: isTooLong)
        filled += 1
        monitor.announce()
        monitor.unlock()
    }

    private func take() -> (place: Int, slot: Slot)? {
        monitor.lock()
        defer { monitor.unlock() }
        while taken == filled {
            if isComplete { return nil }
            monitor.wait()
        }
        let place = taken % slots.count
        taken += 1
        slots[place].state = .taken
        return (place, slots[place])
    }

    private func locked(_ body: () -> Void) {
        monitor.lock()
        body()
        monitor.announce()
        monitor.unlock()
    }

    /// Blocks of whole lines, of about `blockSize` bytes.
    private static func cut(_ lines: [UInt8]) -> [[UInt8]] {
        var blocks: [[UInt8]] = []
        var start = 0
        while start < lines.count {
            let near = min(start + blockSize, lines.count) - 1
            let end = lines[near...].firstIndex(of: 10).map { $0 + 1 } ?? lines.count
            blocks.append(Array(lines[start..<end]))
            start = end
        }
        return blocks
    }
}
