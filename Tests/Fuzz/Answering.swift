import Session
import Syntax

/// What must hold of the answers to one line.
struct Answering {
    /// Exit statuses that a line may have: those the program documents, without usage errors of the command line and Ctrl-C.
    private static let documented: Set<Int32> = [0, 2, 3, 4, 5, 6]
    /// A session is thrown away after so many lines, so that definitions do not pile up and a failure is soon repeated.
    private static let sessionLength = 500
    /// Longer answers are not read again: the time would be the second reading's, not the answer's.
    private static let longestReading = 100_000

    private var sessions: [Session]
    private var age = 0

    init() { sessions = Answering.fresh() }

    private static func fresh() -> [Session] {
        var settings = Settings()
        settings.timeout = 2
        return (0..<3).map { _ in Session(settings: settings) }
    }

    /// What is asked about an input.
    enum Question: CaseIterable {
        case derivative, thirdDerivative, freeDerivative, value, exactValue, digits, bounds, gradient, slopes, curvatures, statements

        /// Whether the answer is an expression that means what it is printed as.
        var readsBack: Bool {
            switch self {
            case .derivative, .thirdDerivative, .freeDerivative, .exactValue: true
            case .value, .digits, .bounds, .gradient, .slopes, .curvatures, .statements: false
            }
        }

        var label: StaticString {
            switch self {
            case .derivative: "diff x"
            case .thirdDerivative: "diff x 2 y"
            case .freeDerivative: "diff"
            case .value: "eval x=2 y=1/3 t=-1 n=5 a_1=0"
            case .exactValue: "eval --exact x=2 y=1/3"
            case .digits: "eval --digits 40 x=2 y=1/3 t=-1 n=5 a_1=0"
            case .bounds: "eval --bounds x=2 y=0.3..0.4 t=-1 n=5 a_1=0"
            case .gradient: "grad"
            case .slopes: "grad x=0 y=1/3 t=-1 n=5 a_1=0"
            case .curvatures: "hessian x y x=0 y=1/3 t=-1 n=5 a_1=0"
            case .statements: "statements"
            }
        }
    }

    private static func request(_ question: Question) throws(Diagnostic) -> Request {
        let point = ["x=2", "y=1/3", "t=-1", "n=5", "a_1=0"]
        let origin = ["x=0"] + point.dropFirst()
        return switch question {
        case .derivative: try .command("diff", ["x"])
        case .thirdDerivative: try .command("diff", ["x", "2", "y"])
        case .freeDerivative: try .command("diff")
        case .value: try .command("eval", point)
        case .exactValue: try .command("eval", Array(point.prefix(2)), [.exact: ""])
        case .digits: try .command("eval", point, [.digits: "40"])
        case .bounds: try .command("eval", point.map { $0.hasPrefix("y") ? "y=0.3..0.4" : $0 }, [.bounds: ""])
        case .gradient: try .command("grad")
        case .slopes: try .command("grad", origin)
        case .curvatures: try .command("hessian", ["x", "y"] + origin)
        case .statements: .statements
        }
    }

    private static let requests: [Question: Request] = Dictionary(
        uniqueKeysWithValues: Question.allCases.map { question in (question, (try? request(question)) ?? .statements) })

    /// A sentence about what is wrong with the answer; nil where nothing is.
    mutating func problem(_ question: Question, _ bytes: [UInt8], _ counts: inout Counts) -> String? {
        age += 1
        if age % Answering.sessionLength == 0 { sessions = Answering.fresh() }
        let isStatements = question == .statements
        let (status, output, errors) = Answering.respond(
            sessions[isStatements ? 1 : 0], Answering.requests[question] ?? .statements, bytes, number: 1)
        counts.add(status)
        if !Answering.documented.contains(status) { return "exit status \(status): \(Answering.text(errors))" }
        if let problem = Answering.problem(errors: errors, status) { return problem }
        if isStatements {
            return status == 0 || output.isEmpty || output.last == 10 ? nil : "an answer without a line end"
        }
        let lines = output.split(separator: 10, omittingEmptySubsequences: false)
        if lines.count != 2 || lines[1].count > 0 { return "one input line gives \(lines.count - 1) output lines" }
        let isAnswered = !lines[0].isEmpty
        let isBlank = Answering.isBlank(bytes)
        if isAnswered != (status == 0 && !isBlank) { return "exit status \(status) with the answer '\(Answering.text(Array(lines[0])))'" }
        guard isAnswered, lines[0].count < Answering.longestReading, question.readsBack else { return nil }
        return reading(Array(lines[0]))
    }

    /// Whether the answer, given to the program again, is printed as it was.
    private mutating func reading(_ answer: [UInt8]) -> String? {
        let (status, output, errors) = Answering.respond(sessions[2], .statements, answer, number: nil)
        // `ans` means something else in a session of statements; what takes too long to read again says nothing about the answer.
        if status == 6 || String(decoding: answer, as: UTF8.self).contains("ans") { return nil }
        if status != 0 { return "the answer '\(Answering.text(answer))' is refused, status \(status): \(Answering.text(errors))" }
        if output.dropLast() != answer[...] { return "the answer '\(Answering.text(answer))' is read as '\(Answering.text(output))'" }
        return nil
    }

    private static func problem(errors: [UInt8], _ status: Int32) -> String? {
        guard let text = String(validating: errors, as: UTF8.self) else { return "words that are no UTF-8: \(Answering.text(errors))" }
        let saysError = text.hasPrefix("error: ") || text.contains("\nerror: ")
        if saysError != (status != 0) { return "exit status \(status) with the words: \(text)" }
        // A control character in a message would reach the user's terminal.
        let isPlain = text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)) }
        return isPlain ? nil : "a control character in the words: \(Failure.escaped(errors))"
    }

    private static func respond(_ session: Session, _ request: Request, _ bytes: [UInt8], number: Int?) -> (Int32, [UInt8], [UInt8]) {
        var output: [UInt8] = []
        var errors: [UInt8] = []
        let status = bytes.withUnsafeBufferPointer { session.respond(to: request, $0, number: number, output: &output, errors: &errors) }
        return (status, output, errors)
    }

    private static func isBlank(_ bytes: [UInt8]) -> Bool {
        let first = bytes.first { $0 != 32 && $0 != 9 && $0 != 13 }
        return first == nil || first == UInt8(ascii: "#")
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix(600), as: UTF8.self) }
}
