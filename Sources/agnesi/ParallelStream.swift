import Glibc
import Session
import Synchronization

/// Answers a stream with several workers, each with a session of its own, and writes the answers in the order of the lines.
///
/// The input is cut into blocks of whole lines.
final class ParallelStream: Sendable {
    /// Whole lines, or one that is too long to be read.
    private struct Block {
        let lines: [UInt8]
        let firstLine: Int
        let isTooLong: Bool
    }

    private typealias Answered = (output: [UInt8], errors: [UInt8])
    private typealias Workers = OrderedWorkers<Block, Answered>

    private let request: Request
    private let settings: Settings
    private let jobs: Int
    private let status = Atomic<Int32>(0)
    /// Blocks are no longer than this, or a line.
    private static let longestBlock = 1 << 14

    init(request: Request, settings: Settings, jobs: Int) {
        self.request = request
        self.settings = settings
        self.jobs = jobs
    }

    /// Answers the whole stream and returns the exit status of its worst line.
    func run(_ input: LineReader) -> Int32 {
        let workers = Workers(jobs: jobs)
        let failure = workers.run(read: { read(input, workers) }, worker: work) { answered in
            var (output, errors) = answered
            Output.flush(&output, to: STDOUT_FILENO)
            Output.flush(&errors, to: STDERR_FILENO)
            return true
        }
        let status = status.load(ordering: .relaxed)
        if Signals.isInterrupted { return 130 }
        if let failure {
            Output.error("error: cannot read the input: \(failure)\n")
            return max(2, status)
        }
        return status
    }

    private func read(_ input: LineReader, _ workers: Workers) -> String? {
        var input = input
        var line = 1
        while true {
            switch input.next() {
            case .lines(let lines):
                for block in cut(lines) {
                    _ = workers.give(Block(lines: block, firstLine: line, isTooLong: false))
                    line += block.reduce(0) { $0 + ($1 == 10 ? 1 : 0) }
                }
            case .tooLong:
                _ = workers.give(Block(lines: [], firstLine: line, isTooLong: true))
                line += 1
            case .end: return nil
            case .failed(let reason): return reason
            }
        }
    }

    private func work(_ workers: Workers) {
        do {
            var worker = StreamWorker(request: request, session: Session(settings: settings), writes: false)
            workers.answerAll { block in
                worker.lineNumber = block.firstLine - 1
                if block.isTooLong { worker.reportLongLine() } else { worker.process(block.lines) }
                status.max(worker.status, ordering: .relaxed)
                return worker.take()
            }
        }
        Session.releaseThreadMemory()
    }

    /// Blocks of whole lines: several for every worker, for a line may take a second.
    private func cut(_ lines: [UInt8]) -> [[UInt8]] {
        var blocks: [[UInt8]] = []
        var start = 0
        let size = min(max(lines.count / (4 * jobs), 1), ParallelStream.longestBlock)
        while start < lines.count {
            let near = min(start + size, lines.count) - 1
            let end = lines[near...].firstIndex(of: 10).map { $0 + 1 } ?? lines.count
            blocks.append(Array(lines[start..<end]))
            start = end
        }
        return blocks
    }
}
