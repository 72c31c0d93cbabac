import Exact
import Expressions
import Rendering
import Syntax
import Tables

/// A question about every row of a table: the compiled programs, and the judge of rows that doubles cannot vouch for.
///
/// It belongs to one thread, as its session does; its plan can be run by any.
public final class Batch {
    /// What is computed for every row.
    public let plan: BatchPlan
    let session: Session
    let question: Session.BatchQuestion
    private let notes: [Note]
    /// Whether every row without a derivative or a value is reported with its reason.
    public var reportsRows = false

    private var known: [[UInt8]: BatchVerdict] = [:]
    private var processorTime = 0.0
    private var counts: [BatchVerdict.Kind: RowList] = [:]
    /// The rows that were computed again because doubles had lost digits.
    private var recomputed = RowList()
    private var decisionCount = 0
    /// How many verdicts are kept for equal rows.
    private static let memory = 10_000
    /// How many different rows are decided, and how many seconds of the processor that may take.
    private static let allowance = (rows: 1_000_000, seconds: 60.0)

    /// What is made of the sums over all rows, and the shape of that; nil where every row has an answer of its own.
    private let totals: (closing: RowTotals, shape: BatchShape)?
    private var sums: RowSums
    /// What is the matter with the answer for all rows.
    private var problem: RowTotals.Problem?

    init(
        session: Session, question: Session.BatchQuestion, plan: BatchPlan, notes: [Note],
        totals: (closing: RowTotals, shape: BatchShape)? = nil
    ) {
        self.totals = totals
        sums = RowSums(count: plan.shape.count)
        self.session = session
        self.question = question
        self.plan = plan
        self.notes = notes
    }

    /// The first rows of a kind, and how many there are.
    private struct RowList {
        var first: [Int] = []
        var count = 0

        mutating func add(_ row: Int) {
            count += 1
            if count <= 8 { first.append(row) }
        }

        /// `rows 1, 2, …`
        var text: String {
            let list = first.map(String.init).joined(separator: ", ") + (count > first.count ? ", …" : "")
            return "\(count == 1 ? "row" : "rows") \(list)"
        }
    }

    /// Appends how the expression was read, where that may surprise.
    public func appendNotes(to errors: inout [UInt8]) {
        question.operand.text.withUnsafeBufferPointer { line in
            for note in notes { errors.append(contentsOf: DiagnosticRenderer.picture(note, input: line).utf8) }
        }
    }

    /// Appends what is wrong with a table, with the place in it. Returns the exit status that belongs to it.
    public static func report(_ problem: TableProblem, errors: inout [UInt8]) -> Int32 {
        var place = problem.row.map { "row \($0), line \(problem.line)" } ?? "line \(problem.line)"
        if let column = problem.column { place += ", column '\(column)'" }
        let diagnostic = Diagnostic(
            problem.code, "\(place): \(problem.message)", at: Span(0, problem.excerpt.utf8.count), suggestion: problem.suggestion)
        if problem.excerpt.isEmpty {
            errors.append(contentsOf: "error: \(diagnostic.message)\(problem.suggestion.map { ": \($0)" } ?? "")\n".utf8)
            return diagnostic.exitStatus
        }
        var excerpt = problem.excerpt
        errors.append(contentsOf: excerpt.withUTF8 { DiagnosticRenderer.picture(diagnostic, input: $0) }.utf8)
        return diagnostic.exitStatus
    }

    // MARK: Sums over all rows

    /// Whether the answer is one for all rows.
    public var isTotal: Bool { totals != nil }

    /// The plan whose results are shown.
    public var shownPlan: BatchPlan { totals.map { plan.showing($0.shape) } ?? plan }

    /// Adds rows whose results are settled.
    public func add(_ rows: RowSums) { sums.add(rows) }

    /// The answer for all rows, and how many there were; nil where every row has one of its own.
    public func total() -> (results: BatchResults, rowCount: Int)? {
        guard let totals else { return nil }
        let found = totals.closing.results(sums, plan.shape, session.functionLibrary)
        // Rows that have no value or no derivative say so themselves.
        if counts.isEmpty { problem = found.problem }
        var results = BatchResults(values: found.numbers, capacity: 1)
        results.rowCount = 1
        return (results, sums.rowCount)
    }

    // MARK: Rows in doubt

    /// Decides the suspect rows of a block, in order: results that exist are put in, others become NaN.
    ///
    /// - Returns: false where the user interrupted.
    public func settle(_ results: inout BatchResults, _ block: TableBlock, errors: inout [UInt8]) -> Bool {
        for suspect in results.suspects {
            let row = suspect.row
            guard var verdict = verdict(block, row, results) else { return false }
            if suspect.isInaccurate { verdict = verdict.withoutOtherDoubts }
            for column in 0..<plan.shape.count {
                let place = column * results.capacity + row
                switch verdict.entries[column] {
                case .certified(let number): results.values[place] = number
                case .written(let text, let number):
                    results.values[place] = number
                    results.written.append(WrittenNumber(row: row, column: column, text: Array(text.utf8)))
                case .missing: results.values[place] = .nan
                case .computed: continue
                }
            }
            let number = block.firstRow + row
            if suspect.isInaccurate, verdict.kind == nil || verdict.kind == .partialOnly { recomputed.add(number) }
            guard let kind = verdict.kind else { continue }
            results.problems.append((row, kind))
            counts[kind, default: RowList()].add(number)
            if reportsRows { errors.append(contentsOf: "note: row \(number): \(verdict.reason)\n".utf8) }
        }
        return true
    }

    /// What is decided of a row; nil where the user interrupted. Equal rows are decided once.
    private func verdict(_ block: TableBlock, _ row: Int, _ results: BatchResults) -> BatchVerdict? {
        let numbers = question.names.indices.map { block.values[$0 * block.capacity + row] }
        let texts = numbers.indices.map { block.field(row: row, column: plan.columns[$0]) ?? Batch.text(numbers[$0]) }
        let key = Array(texts.joined(separator: [UInt8(ascii: ",")]))
        if let verdict = known[key] { return verdict }
        var exact: [Rational] = []
        for (place, text) in texts.enumerated() {
            let name = session.store.name(question.names[place])
            if NumberReader.isWord(text) {
                // What the result does not depend on matters where the text does.
                let isComputed =
                    !question.isSilent[place] && (0..<plan.shape.count).allSatisfy { results.values[$0 * results.capacity + row].isFinite }
                if isComputed { return BatchVerdict(entries: plan.shape.entries(.computed)) }
                let strange = numbers[place].isNaN ? "nan" : "infinite"
                return BatchVerdict(.noValue, "no value, for \(name) is \(strange)", plan.shape.entries(.missing))
            }
            guard let number = Rational(signedDecimal: text) else {
                return BatchVerdict(
                    .undecided, "the number in column '\(name)' would be too large to write down", plan.shape.entries(.missing))
            }
            exact.append(number)
        }
        guard decisionCount < Batch.allowance.rows, processorTime < Batch.allowance.seconds else {
            return BatchVerdict(.undecided, "too many different rows are in doubt: this one was not decided", plan.shape.unvouched)
        }
        let begun = Budget.processorClock()
        let verdict = session.verdict(question, plan.shape, exact)
        processorTime += Budget.processorClock() - begun
        decisionCount += 1
        if let verdict, known.count < Batch.memory { known[key] = verdict }
        return verdict
    }

    /// The shortest decimal that reads back as the number.
    private static func text(_ number: Double) -> ArraySlice<UInt8> {
        var text: [UInt8] = []
        NumberWriter().write(number, to: &text)
        return text[...]
    }

    // MARK: The end

    /// Appends how many rows are not as they should be. Returns the exit status: 5 if some rows are undecided, 4 if some have no value
    /// or no derivative, else 0.
    public func finish(errors: inout [UInt8]) -> Int32 {
        if recomputed.count > 0 {
            let what = recomputed.count == 1 ? "row was" : "rows were"
            errors.append(
                contentsOf: "note: \(recomputed.count) \(what) computed again, for too few digits were certain (\(recomputed.text))\n".utf8)
        }
        let kinds: [(BatchVerdict.Kind, String)] = [
            (.noDerivative, "no derivative"), (.noValue, "no value"), (.undecided, ""), (.partialOnly, "partial derivatives only"),
        ]
        for (kind, words) in kinds {
            guard let rows = counts[kind] else { continue }
            let isOne = rows.count == 1
            let what = kind == .undecided ? "stayed undecided" : "\(isOne ? "has" : "have") \(words)"
            errors.append(contentsOf: "note: \(rows.count) \(isOne ? "row" : "rows") \(what) (\(rows.text))\n".utf8)
        }
        switch problem {
        case .noValue:
            errors.append(contentsOf: "note: what is made of the sums has no value\n".utf8)
            return 4
        case .mayHaveKink:
            errors.append(contentsOf: "note: a kink or a jump is met: whether there are derivatives was not decided\n".utf8)
            return 5
        case nil: break
        }
        if counts[.undecided] != nil { return 5 }
        return counts.keys.allSatisfy { $0 == .partialOnly } ? 0 : 4
    }
}
