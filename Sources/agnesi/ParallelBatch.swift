import Session
import Synchronization
import Tables

/// Runs a batch with several workers and writes the rows in their order.
///
/// The writer decides the rows in doubt, so that nothing depends on how many workers there are. Only its thread touches what is not
/// `Sendable`.
final class ParallelBatch: @unchecked Sendable {
    /// The answer to a block of rows.
    private struct Answered {
        let block: TableBlock
        /// The results of a block with rows in doubt; the others are text already.
        let results: BatchResults?
        let output: [UInt8]
        /// The sums of the rows, where these are what is wanted.
        var sums: RowSums?
    }

    private let batch: Batch
    private let formatter: BatchFormatter
    private let jobs: Int
    private let isInterrupted = Atomic(false)
    private var writer: BatchWriter

    init(_ batch: Batch, _ formatter: BatchFormatter, jobs: Int) {
        self.batch = batch
        self.formatter = formatter
        self.jobs = jobs
        writer = BatchWriter(batch, formatter)
    }

    /// Answers all rows; why the table ended early, if it did.
    func run(_ source: TableSource) -> TableSource.Failure? {
        let workers = OrderedWorkers<TableBlock, Answered>(jobs: jobs)
        let failure = workers.run(read: { read(source, workers) }, worker: work) { self.write($0) }
        writer.finish()
        return isInterrupted.load(ordering: .relaxed) ? .interrupted : failure
    }

    private func read(_ source: TableSource, _ workers: OrderedWorkers<TableBlock, Answered>) -> TableSource.Failure? {
        while true {
            do throws(TableSource.Failure) {
                if try source.next() == .end { return nil }
            } catch {
                return error
            }
            guard workers.give(source.reader.block) else { return .interrupted }
        }
    }

    private func work(_ workers: OrderedWorkers<TableBlock, Answered>) {
        let evaluator = BatchEvaluator(batch.plan, rowsPerBlock: BatchRunner.rowsPerBlock)
        workers.answerAll { block in
            evaluator.evaluate(block)
            guard evaluator.results.suspects.isEmpty else { return Answered(block: block, results: evaluator.results, output: []) }
            if batch.isTotal {
                return Answered(block: block, results: nil, output: [], sums: batch.plan.sums(of: evaluator.results))
            }
            var output: [UInt8] = []
            output.reserveCapacity(block.rowCount * 24 * batch.plan.resultNames.count)
            formatter.writeRows(evaluator.results, block, to: &output)
            return Answered(block: block, results: nil, output: output)
        }
    }

    /// Writes a block, unless something is decided no more; false from then on.
    private func write(_ answered: Answered) -> Bool {
        if isInterrupted.load(ordering: .relaxed) { return false }
        if let results = answered.results {
            if !writer.settle(results, answered.block) { isInterrupted.store(true, ordering: .relaxed) }
        } else if let sums = answered.sums {
            writer.add(sums)
        } else {
            var output = answered.output
            writer.write(&output, rows: answered.block.rowCount)
        }
        return !isInterrupted.load(ordering: .relaxed)
    }
}
