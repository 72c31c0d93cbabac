import Algebra
import Arrays
import Ball
import Calculus
import Certified
import Expressions
import Reading
import Rendering
import Syntax
import Tape
import Vocabulary

/// What is asked of a line of text.
public enum Request: Sendable {
    /// The statements of the line: expressions, definitions, declarations.
    case statements
    /// An operation on the expression of the line.
    case call(Call)
}

/// Everything one user (or one worker of a stream) has going: the store, the names that have a meaning, the settings.
///
/// A session touches no terminal and no files: it takes bytes and appends bytes. It belongs to one thread.
public final class Session {
    /// The version of the program.
    public static let version = "0.1.0"

    /// How answers are found and shown.
    public var settings: Settings
    let store: ExprStore
    let catalogue: Catalogue
    let reader: Reader
    let differentiator: Differentiator
    let check: DerivativeCheck
    let evaluator: NumericEvaluator
    let domain: Domain
    private(set) lazy var simplifier = Simplifier(catalogue)
    private(set) lazy var transforms = Transforms(catalogue)
    private(set) lazy var pointDerivatives = PointDerivatives(catalogue)
    private(set) lazy var vanishingScreen = VanishingScreen(store)
    private(set) lazy var functionLibrary = FunctionLibrary()
    private let libraryWatch: BallLibrary.Watch
    var parser: Parser?
    var lineTree = SyntaxTree()
    var lineText: [UInt8] = []
    /// Whether the simplifier knows of expressions that a line made.
    var hasSimplified = false
    private var knownEquality: Equality?
    private var knownComparison: BallComparison?
    var text: TextRenderer
    var latex: LatexRenderer
    private var knownNotation: (format: Format, width: Int, notation: any Notation)?
    /// What was tried on the way to the answer, as lines.
    var attempts: [UInt8] = []
    /// The first statement of the settings that cannot be carried out, and why.
    var refusedStart: (text: String, problem: Diagnostic)?

    /// Starts with an empty store and the definitions and assumptions of the settings.
    public init(settings: Settings = Settings()) {
        self.settings = settings
        let budget = Budget(seconds: settings.timeout)
        store = ExprStore(budget: budget)
        libraryWatch = BallLibrary.Watch(bytes: 0) {
            budget.poll()
            return budget.isExhausted
        }
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
        differentiator = Differentiator(catalogue)
        check = DerivativeCheck(catalogue)
        evaluator = NumericEvaluator(catalogue)
        domain = Domain(catalogue)
        text = TextRenderer(store)
        latex = LatexRenderer(store)
        reader.isOperation = { OperationRow.named($0) != nil }
        reader.closedSum = { [unowned self] body, index, lower, upper, span throws(Diagnostic) in
            if let value = try self.closedSum(body, index, lower, upper, span) { return (value, .truth) }
            return try self.geometricSum(body, index, lower, upper, span)
        }
        reader.inverse = { [unowned self] array, span throws(Diagnostic) in try self.inverse(of: array, at: span) }
        reader.operationNames = { OperationRow.all.map(\.name) }
        begin()
    }

    /// Answers one line and appends what is to be shown.
    ///
    /// - Parameters:
    ///   - line: the text, without its line end.
    ///   - number: its place in a stream, for diagnostics.
    ///   - output: takes the answer, ended by a newline; a line that fails gives an empty line in a stream of expressions.
    ///   - errors: takes diagnostics and notes.
    /// - Returns: the exit status that belongs to the line.
    public func respond(
        to request: Request, _ line: UnsafeBufferPointer<UInt8>, number: Int? = nil, output: inout [UInt8], errors: inout [UInt8]
    ) -> Int32 {
        withFreshBudget {
            beginLog(number)
            defer { endLog(into: &errors) }
            return switch request {
            case .statements: statements(line, number: number, &output, &errors)
            case .call(let call): answer(call, line, number, &output, &errors)
            }
        }
    }

    /// Does something with a budget of its own, on which the libraries draw too.
    func withFreshBudget<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        store.budget.renew(nodes: store.count)
        return try libraryWatch.during(body)
    }

    private func answer(
        _ call: Call, _ line: UnsafeBufferPointer<UInt8>, _ number: Int?, _ output: inout [UInt8], _ errors: inout [UInt8]
    ) -> Int32 {
        let mark = store.checkpoint()
        defer { forget(since: mark) }
        if number != nil, isBlank(line) {
            output.append(UInt8(ascii: "\n"))
            return 0
        }
        let start = output.count
        do throws(Diagnostic) {
            return try write(try answer(call, to: line, isStreaming: number != nil), line, number, &output, &errors, of: call)
        } catch {
            output.removeLast(output.count - start)
            if error.code == "usage", number == nil {
                return Session.report(error, see: call.operation.name, isJSON: settings.format == .json, output: &output, errors: &errors)
            }
            return report(placed(error, line), line, number, &output, &errors, keepsLine: number != nil, of: call)
        }
    }

    /// What an operation answers on the expression of a line.
    func answer(_ call: Call, to line: UnsafeBufferPointer<UInt8>, isStreaming: Bool) throws(Diagnostic) -> Answer {
        var call = call
        call.subject = try operands(of: line)
        call.isStreaming = isStreaming
        var answer = try carryOut(call)
        if case .expression(let meaning) = answer.content, let operand = call.subject.first { try requireValue(meaning, operand) }
        let remarks = remarks(on: call)
        if !remarks.isEmpty { answer.notes += remarks }
        return answer
    }

    /// A problem of the whole line is shown so.
    private func placed(_ problem: Diagnostic, _ line: UnsafeBufferPointer<UInt8>) -> Diagnostic {
        problem.span == Span(0, 0) && problem.source == nil ? problem.moved(to: Span(0, line.count)) : problem
    }

    /// Gives back what a line made.
    private func forget(since mark: ExprStore.Checkpoint) {
        store.rollback(to: mark)
        if hasSimplified { simplifier.forget() }
        hasSimplified = false
    }

    /// Whether a line holds nothing but blanks and a comment.
    private func isBlank(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in line {
            if byte == UInt8(ascii: "#") { return true }
            if byte != UInt8(ascii: " "), byte != UInt8(ascii: "\t"), byte != UInt8(ascii: "\r") { return false }
        }
        return true
    }

    /// What sets documents in a format.
    func notation(_ format: Format) -> any Notation {
        if let known = knownNotation, known.format == format, known.width == settings.width { return known.notation }
        let fresh = format.notation(store, width: settings.width)
        knownNotation = (format, settings.width, fresh)
        return fresh
    }

    /// Decides equalities; made on first need, for it opens the ball library.
    func equality() throws(BallUnavailable) -> Equality {
        if let knownEquality { return knownEquality }
        let fresh = try Equality(catalogue)
        knownEquality = fresh
        return fresh
    }

    /// Compares values in balls; made on first need.
    func ballComparison() throws(BallUnavailable) -> BallComparison {
        if let knownComparison { return knownComparison }
        let fresh = try BallComparison(catalogue)
        knownComparison = fresh
        return fresh
    }
}

extension Session {
    /// Frees what libraries keep for the calling thread; for a thread about to end, whose sessions are gone.
    public static func releaseThreadMemory() {
        BallLibrary.releaseThreadMemory()
    }
}
