import Glibc
import Session
import Tables

/// Runs a batch with several workers and writes the rows in their order.
///
/// Blocks of rows pass through a ring of slots: the reader fills them, any worker computes them, the writer empties them in order and
/// decides the rows in doubt, so that nothing depends on how many workers there are. One monitor guards the ring.
final class ParallelBatch: @unchecked Sendable {
    private struct Slot {
        enum State { case free, filled, taken, answered }

        var state = State.free
        var block: TableBlock?
        /// The results of a block with rows in doubt; the others are text already.
        var results: BatchResults?
        var output: [UInt8] = []
    }

    private let batch: Batch
    private let formatter: BatchFormatter
    private let jobs: Int

    // Guarded by `monitor`.
    private var slots: [Slot]
    private var filled = 0
    private var taken = 0
    private var written = 0
    private var isComplete = false
    private var isInterrupted = false
    private let monitor = Monitor()

    init(_ batch: Batch, _ formatter: BatchFormatter, jobs: Int) {
        self.batch = batch
        self.formatter = formatter
        self.jobs = jobs
        slots = Array(repeating: Slot(), count: jobs * 4)
    }

    /// Answers all rows; why the table ended early, if it did.
    func run(_ source: TableSource) -> TableSource.Failure? {
        let threads = (0..<jobs).map { _ in Threads.start { self.work() } } + [Threads.start { self.write() }]
        let failure = read(source)
        for thread in threads { pthread_join(thread, nil) }
        return isInterrupted ? .interrupted : failure
    }

    // MARK: The three parts

    private func read(_ source: TableSource) -> TableSource.Failure? {
        defer { locked { isComplete = true } }
        while true {
            do throws(TableSource.Failure) {
                if try source.next() == .end { return nil }
            } catch {
                return error
            }
            guard fill(source.reader.block) else { return .interrupted }
        }
    }

    private func work() {
        let evaluator = BatchEvaluator(batch.plan, rowsPerBlock: BatchRunner.rowsPerBlock)
        while let (place, block) = take() {
            evaluator.evaluate(block)
            var output: [UInt8] = []
            let isClear = evaluator.results.suspects.isEmpty
            if isClear {
                output.reserveCapacity(block.rowCount * 24 * batch.plan.resultNames.count)
                formatter.writeRows(evaluator.results, block, to: &output)
            }
            locked {
                slots[place].results = isClear ? nil : evaluator.results
                slots[place].output = output
                slots[place].state = .answered
            }
        }
    }

    private func write() {
        var writer = BatchWriter(batch, formatter)
        defer { writer.finish() }
        while true {
            monitor.lock()
            while slots[written % slots.count].state != .answered, !(isComplete && written == filled) { monitor.wait() }
            let place = written % slots.count
            guard slots[place].state == .answered else {
                monitor.unlock()
                return
            }
            var slot = slots[place]
            slots[place] = Slot()
            written += 1
            monitor.announce()
            monitor.unlock()
            guard let block = slot.block, !isInterrupted else { continue }
            if let results = slot.results {
                if !writer.settle(results, block) { locked { isInterrupted = true } }
            } else {
                writer.write(&slot.output, rows: block.rowCount)
            }
        }
    }

    // MARK: The ring

    /// Hands a block to the workers; false where nothing more is wanted.
    private func fill(_ block: TableBlock) -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        while slots[filled % slots.count].state != .free { monitor.wait() }
        if isInterrupted { return false }
        slots[filled % slots.count] = Slot(state: .filled, block: block)
        filled += 1
        monitor.announce()
        return true
    }

    private func take() -> (place: Int, block: TableBlock)? {
        monitor.lock()
        defer { monitor.unlock() }
        while true {
            while taken < filled {
                let place = taken % slots.count
                taken += 1
                slots[place].state = .taken
                if let block = slots[place].block { return (place, block) }
            }
            if isComplete { return nil }
            monitor.wait()
        }
    }

    private func locked(_ body: () -> Void) {
        monitor.lock()
        body()
        monitor.announce()
        monitor.unlock()
    }
}
