import Expressions
import Glibc
import Session
import Syntax
import Tables

/// Runs one expression over the rows of a table, which may be longer than memory.
struct BatchRunner {
    let settings: Settings
    let jobs: Int
    let options: OptionValues
    private var file: String { options.text(.data) ?? "-" }
    /// Rows are computed in blocks of so many.
    static let rowsPerBlock = 2048

    /// Answers every row, in order, and returns the exit status.
    func run(_ text: String, _ call: Call) -> Int32 {
        var descriptor = STDIN_FILENO
        if file != "-" { descriptor = open(file, O_RDONLY) }
        guard descriptor >= 0 else { return fail("cannot read '\(file)': \(String(cString: strerror(errno)))") }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        Signals.limit(settings.timeout)
        let source = TableSource(descriptor, rowsPerBlock: BatchRunner.rowsPerBlock, seconds: settings.timeout)
        let batch: Batch
        let session = Session(settings: settings)
        var (output, messages): ([UInt8], [UInt8]) = ([], [])
        if let status = session.reportRefusedStart(output: &output, errors: &messages) {
            Output.flush(&output, to: STDOUT_FILENO)
            Output.flush(&messages, to: STDERR_FILENO)
            return status
        }
        do throws(TableSource.Failure) {
            // The first part is the header.
            _ = try source.next()
        } catch {
            return report(error)
        }
        do throws(Diagnostic) {
            batch = try session.batch(Array(text.utf8), call, columns: source.reader.columnNames)
        } catch {
            let status = session.report(error, on: Array(text.utf8), output: &output, errors: &messages)
            Output.flush(&output, to: STDOUT_FILENO)
            Output.flush(&messages, to: STDERR_FILENO)
            return status
        }
        batch.reportsRows = options.text(.kinks) == "report"
        batch.appendNotes(to: &messages)
        Output.flush(&messages, to: STDERR_FILENO)
        source.reader.select(batch.plan.columns)
        let formatter = BatchFormatter(
            batch.shownPlan, isJSON: settings.format == .json, showsInput: options.has(.withInput), delimiter: source.reader.delimiter)
        formatter.writeHeader(after: source.reader.headerText, to: &output)
        Output.flush(&output, to: STDOUT_FILENO)
        let failure =
            jobs > 1 ? ParallelBatch(batch, formatter, jobs: jobs).run(source) : sequential(batch, formatter, source)
        if failure == nil, let total = batch.total() {
            formatter.writeTotal(total.results, rowCount: total.rowCount, to: &output)
            Output.flush(&output, to: STDOUT_FILENO)
        }
        let status = batch.finish(errors: &messages)
        Output.flush(&messages, to: STDERR_FILENO)
        return failure.map { report($0) } ?? status
    }

    private func sequential(_ batch: Batch, _ formatter: BatchFormatter, _ source: TableSource) -> TableSource.Failure? {
        let evaluator = BatchEvaluator(batch.plan, rowsPerBlock: BatchRunner.rowsPerBlock)
        var writer = BatchWriter(batch, formatter)
        var output: [UInt8] = []
        defer { writer.finish() }
        while true {
            do throws(TableSource.Failure) {
                if try source.next() == .end { return nil }
            } catch {
                return error
            }
            evaluator.evaluate(source.reader.block)
            if evaluator.results.suspects.isEmpty, batch.isTotal {
                writer.add(batch.plan.sums(of: evaluator.results))
            } else if evaluator.results.suspects.isEmpty {
                formatter.writeRows(evaluator.results, source.reader.block, to: &output)
                writer.write(&output, rows: source.reader.block.rowCount)
            } else {
                guard writer.settle(evaluator.results, source.reader.block) else { return .interrupted }
            }
        }
    }

    private func fail(_ message: String) -> Int32 {
        Output.error("error: \(message)\n")
        return 2
    }

    private func report(_ failure: TableSource.Failure) -> Int32 {
        switch failure {
        case .table(let problem):
            var messages: [UInt8] = []
            let status = Batch.report(problem, errors: &messages)
            Output.flush(&messages, to: STDERR_FILENO)
            return status
        case .unreadable(let reason):
            return fail("cannot read \(file == "-" ? "the table" : "'\(file)'"): \(reason)")
        case .interrupted: return 130
        case .outOfTime:
            Output.error("error: the time limit was reached\n")
            return 6
        }
    }
}

/// Decides the rows in doubt and writes results in their order; it belongs to one thread.
struct BatchWriter {
    private let batch: Batch
    private let formatter: BatchFormatter
    private var progress = Progress()
    private var rowCount = 0

    init(_ batch: Batch, _ formatter: BatchFormatter) {
        self.batch = batch
        self.formatter = formatter
    }

    /// Writes rows without doubts, and empties the buffer.
    mutating func write(_ output: inout [UInt8], rows: Int) {
        Output.flush(&output, to: STDOUT_FILENO)
        rowCount += rows
        progress.show(rowCount)
    }

    /// Adds rows to what is summed over all.
    mutating func add(_ rows: RowSums) {
        batch.add(rows)
        rowCount += rows.rowCount
        progress.show(rowCount)
    }

    /// Decides the rows in doubt and writes the block; false where the user interrupted.
    mutating func settle(_ results: BatchResults, _ block: TableBlock) -> Bool {
        var (results, output, messages) = (results, [UInt8](), [UInt8]())
        guard batch.settle(&results, block, errors: &messages) else { return false }
        if batch.isTotal {
            add(batch.plan.sums(of: results))
            if !messages.isEmpty { progress.erase() }
            Output.flush(&messages, to: STDERR_FILENO)
            return true
        }
        formatter.writeRows(results, block, to: &output)
        write(&output, rows: block.rowCount)
        if !messages.isEmpty { progress.erase() }
        Output.flush(&messages, to: STDERR_FILENO)
        return true
    }

    /// Takes the display of progress away.
    mutating func finish() { progress.erase() }
}
