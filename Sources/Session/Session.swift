import Algebra
import Ball
import Calculus
import Expressions
import Reading
import Rendering
import Syntax
import Tape
import Vocabulary

/// Everything one user (or one worker of a stream) has going: the store, the names that have a meaning, the settings.
///
/// A session touches no terminal and no files: it takes bytes and appends bytes. It belongs to one thread.
public final class Session {
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
    private(set) lazy var functionLibrary = FunctionLibrary()
    private let libraryWatch: BallLibrary.Watch
    /// The operand of a command that could not be read.
    var refusedOperand: String?
    /// Whether the line is one of a stream.
    var isStreaming = false
    /// Whether the simplifier knows of expressions that a line made.
    var hasSimplified = false
    private var knownEquality: Equality?
    private var knownComparison: BallComparison?
    var text: TextRenderer
    var latex: LatexRenderer
    /// The last answer.
    var answer: Expr?
    /// What `N(…)` asked for while a statement was read.
    var numericRequest: (expr: Expr, digits: Int)?
    /// What an operation with several answers gave while a statement was read, and the expression in its place.
    var listRequest: (expr: Expr, operation: String, answer: Answer)?
    /// Conditions and verdicts of derivatives taken inside the expression that is being read.
    var innerConditions: [Expr] = []
    var innerDerivatives: [InnerDerivative] = []
    var innerVerified: Bool?
    /// The first assumption of the settings that cannot be made, and why.
    var refusedAssumption: (text: String, problem: Diagnostic)?

    /// Starts with an empty store and no definitions.
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
        reader.operation = { [unowned self] operation, arguments throws(OperationFailure) in
            try self.perform(operation, arguments)
        }
        if !settings.assumptions.isEmpty { assumeSettings() }
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
        isStreaming = number != nil
        return withFreshBudget { answer(to: request, line, number, &output, &errors) }
    }

    /// Does something with a budget of its own, on which the libraries draw too.
    func withFreshBudget<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        store.budget.renew(nodes: store.count)
        return try libraryWatch.during(body)
    }

    private func answer(
        to request: Request, _ line: UnsafeBufferPointer<UInt8>, _ number: Int?, _ output: inout [UInt8], _ errors: inout [UInt8]
    ) -> Int32 {
        switch request {
        case .statements:
            return statements(line, number: number, &output, &errors)
        case .derivative, .value, .derivatives, .check, .transform, .solutions, .stationary, .trace:
            let mark = store.checkpoint()
            defer { forget(since: mark) }
            if number != nil, isBlank(line) {
                output.append(UInt8(ascii: "\n"))
                return 0
            }
            let start = output.count
            do throws(Diagnostic) {
                let answer = try self.answer(request, line)
                return try write(answer, line, number, &output, &errors)
            } catch {
                output.removeLast(output.count - start)
                guard var word = refusedOperand else { return report(error, line, number, &output, &errors, keepsLine: number != nil) }
                refusedOperand = nil
                return word.withUTF8 { report(error, $0, number, &output, &errors, keepsLine: number != nil) }
            }
        }
    }

    /// Gives back what a line made.
    private func forget(since mark: ExprStore.Checkpoint) {
        store.rollback(to: mark)
        if hasSimplified { simplifier.forget() }
        hasSimplified = false
    }

    private func answer(_ request: Request, _ line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> Answer {
        switch request {
        case .derivative(let variables): try derivative(line, variables)
        case .value(let bindings, let form): try value(line, bindings, form)
        case .derivatives(let wishes): try derivatives(line, wishes)
        case .check(let wishes): try check(line, wishes)
        case .transform(let transform, let arguments): try self.transform(line, transform, arguments)
        case .solutions(let wishes): try solutions(line, wishes)
        case .stationary(let variables): try stationaryPoints(line, variables)
        case .trace(let wishes): try trace(line, wishes)
        case .statements: Answer(.none)
        }
    }

    /// Whether a line holds nothing but blanks and a comment.
    private func isBlank(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in line {
            if byte == UInt8(ascii: "#") { return true }
            if byte != UInt8(ascii: " "), byte != UInt8(ascii: "\t"), byte != UInt8(ascii: "\r") { return false }
        }
        return true
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

    // MARK: Operations inside expressions

    private func perform(_ operation: OperationID, _ arguments: [Expr]) throws(OperationFailure) -> Expr {
        if listRequest != nil { throw .failed(listInside(Span(0, 0))) }
        switch operation {
        case .derivative: return try differentiate(arguments)
        case .substitution: return try substitute(arguments)
        case .numeric:
            guard arguments.count >= 1, arguments.count <= 2 else { throw .badArguments("N takes an expression and a number of digits") }
            let digits = arguments.count == 2 ? store.wholeValue(arguments[1]) : 16
            guard let digits, digits >= 1, digits <= 1_000_000 else {
                throw .badArguments("the number of digits is a whole number from 1 to 1000000")
            }
            numericRequest = (arguments[0], digits)
            return arguments[0]
        case .transform(let transform):
            return try transformed(arguments, transform)
        case .solutions, .stationaryPoints:
            return try solved(arguments, operation)
        default:
            throw .unsupported
        }
    }

    private func substitute(_ arguments: [Expr]) throws(OperationFailure) -> Expr {
        guard arguments.count >= 2 else { throw .badArguments("subs takes an expression and equations such as x = 2") }
        var replacements: [Expr: Expr] = [:]
        for equation in arguments.dropFirst() {
            guard store.kind(equation) == .relation, store.relation(equation) == .equal, store.kind(store.child(equation, 0)) == .symbol
            else {
                throw .badArguments("subs takes equations with a name on the left, such as x = 2")
            }
            let (name, value) = (store.child(equation, 0), store.child(equation, 1))
            guard store.isPossible(value, for: name) else { throw .failed(impossible(name, at: Span(0, 0))) }
            replacements[name] = value
        }
        return catalogue.substitute(arguments[0], replacements)
    }
}

extension Session {
    /// Frees what libraries keep for the calling thread; for a thread about to end, whose sessions are gone.
    public static func releaseThreadMemory() {
        BallLibrary.releaseThreadMemory()
    }
}
