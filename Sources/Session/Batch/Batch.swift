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

    private var known: [[UInt64]: BatchVerdict] = [:]
    private var processorTime = 0.0
    private var counts: [BatchVerdict.Kind: RowList] = [:]
    private var decisionCount = 0
    /// How many verdicts are kept for equal rows.
    private static let memory = 10_000
    /// How many different rows are decided, and how many seconds of the processor that may take.
    private static let allowance = (rows: 1_000_000, seconds: 60.0)

    init(session: Session, question: Session.BatchQuestion, plan: BatchPlan, notes: [Note]) {
        self.session = session
        self.question = question
        self.plan = plan
        self.notes = notes
    }

    /// The first rows of a kind, and how many there are.
    private struct RowList {
        var first: [Int] = []
        var count = 0
    }

    /// Appends how the expression was read, where that may surprise.
    public func appendNotes(to errors: inout [UInt8]) {
        question.text.withUnsafeBufferPointer { line in
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

    // MARK: Rows in doubt

    /// Decides the suspect rows of a block, in order: results that exist are put in, others become NaN.
    ///
    /// - Returns: false where the user interrupted.
    public func settle(_ results: inout BatchResults, _ block: TableBlock, errors: inout [UInt8]) -> Bool {
        for row in results.suspects {
            guard let verdict = verdict(block, row, results) else { return false }
            for column in 0..<plan.shape.count {
                let place = column * results.capacity + row
                switch verdict.entries[column] {
                case .certified(let number): results.values[place] = number
                case .missing: results.values[place] = .nan
                case .computed: continue
                }
            }
            guard let kind = verdict.kind else { continue }
            results.problems.append((row, kind))
            let number = block.firstRow + row
            counts[kind, default: RowList()].count += 1
            if counts[kind]?.count ?? 0 <= 8 { counts[kind]?.first.append(number) }
            if reportsRows { errors.append(contentsOf: "note: row \(number): \(verdict.reason)\n".utf8) }
        }
        return true
    }

    /// What is decided of a row; nil where the user interrupted. Equal rows are decided once.
    private func verdict(_ block: TableBlock, _ row: Int, _ results: BatchResults) -> BatchVerdict? {
        let numbers = question.names.indices.map { block.values[$0 * block.capacity + row] }
        // Both zeros are the same number.
        let key = numbers.map { ($0 + 0).bitPattern }
        if let verdict = known[key] { return verdict }
        if let strange = numbers.first(where: { !$0.isFinite }) {
            let isComputed = (0..<plan.shape.count).allSatisfy { results.values[$0 * results.capacity + row].isFinite }
            let name = numbers.firstIndex { !$0.isFinite }.map { session.store.name(question.names[$0]) } ?? ""
            return isComputed
                ? BatchVerdict(entries: plan.shape.entries(.computed))
                : BatchVerdict(.noValue, "no value, for \(name) is \(strange.isNaN ? "nan" : "infinite")", plan.shape.entries(.missing))
        }
        guard decisionCount < Batch.allowance.rows, processorTime < Batch.allowance.seconds else {
            return BatchVerdict(
                .undecided, "too many different rows are in doubt: it was not decided whether there is a derivative or a value",
                plan.shape.unvouched)
        }
        let begun = Budget.processorClock()
        let verdict = session.verdict(question, plan.shape, numbers)
        processorTime += Budget.processorClock() - begun
        decisionCount += 1
        if let verdict, known.count < Batch.memory { known[key] = verdict }
        return verdict
    }

    // MARK: The end

    /// Appends how many rows are not as they should be. Returns the exit status: 5 if some rows are undecided, 4 if some have no value
    /// or no derivative, else 0.
    public func finish(errors: inout [UInt8]) -> Int32 {
        let kinds: [(BatchVerdict.Kind, String)] = [
            (.noDerivative, "no derivative"), (.noValue, "no value"), (.undecided, ""), (.partialOnly, "partial derivatives only"),
        ]
        for (kind, words) in kinds {
            guard let rows = counts[kind] else { continue }
            let isOne = rows.count == 1
            let list = rows.first.map(String.init).joined(separator: ", ") + (rows.count > rows.first.count ? ", …" : "")
            let what = kind == .undecided ? "stayed undecided" : "\(isOne ? "has" : "have") \(words)"
            errors.append(contentsOf: "note: \(rows.count) \(isOne ? "row" : "rows") \(what) (\(isOne ? "row" : "rows") \(list))\n".utf8)
        }
        if counts[.undecided] != nil { return 5 }
        return counts.keys.allSatisfy { $0 == .partialOnly } ? 0 : 4
    }
}
