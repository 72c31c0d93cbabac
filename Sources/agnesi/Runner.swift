import Glibc
import Session
import Syntax
import Vocabulary

/// Runs requests: on one expression, on a stream, on a script.
struct Runner {
    let settings: Settings
    var jobs = 1

    init(settings: Settings, jobs: Int = 1) {
        self.settings = settings
        self.jobs = jobs
    }

    // MARK: Commands

    /// `diff EXPR VAR…`, or `diff VAR…` on a stream.
    func differentiate(_ words: [String]) -> Int32 {
        let isStream =
            words.first == "-"
            || (words.allSatisfy(Runner.isVariableWord) && (words.isEmpty || Request.isName(words[0])) && Process.hasStreamInput)
        do throws(Diagnostic) {
            if isStream {
                let variables = try Request.variables(Array(words.drop { $0 == "-" }))
                return stream(.derivative(variables))
            }
            guard let expression = words.first else { return usage("diff needs an expression: agnesi diff 'x^x' x") }
            return once(.derivative(try Request.variables(Array(words.dropFirst()))), expression)
        } catch {
            return usage(error.message)
        }
    }

    private static func isVariableWord(_ word: String) -> Bool { Request.isName(word) || Int(word) != nil }

    /// `simplify EXPR`, `collect EXPR VAR`, `equal A B`, …; without the expression, or with `-`, on a stream.
    func transform(_ transform: Transform, _ words: [String]) -> Int32 {
        let most = transform.arity.upperBound
        guard words.count <= most else { return usage("\(transform.rawValue) is called \(transform.usage)") }
        if words.first == "-" { return stream(.transform(transform, arguments: Array(words.dropFirst()))) }
        // With too few words the expressions come from standard input.
        let isEquation = transform == .equal && words.count == 1 && words[0].contains("=")
        if words.count < transform.arity.lowerBound, !isEquation, Process.hasStreamInput {
            return stream(.transform(transform, arguments: words))
        }
        guard let expression = words.first else { return usage("\(transform.rawValue) needs an expression: \(transform.usage)") }
        return once(.transform(transform, arguments: Array(words.dropFirst())), expression)
    }

    /// Statements given with `-e`; without them the interactive session, or statements from standard input.
    func runStatements(_ statements: [String]? = nil) -> Int32 {
        if let status = refusal() { return status }
        if let statements {
            let session = Session(settings: settings)
            var worst: Int32 = 0
            for text in statements { worst = max(worst, respond(session, .statements, text, number: nil)) }
            return worst
        }
        if Process.isTerminal(STDIN_FILENO), Process.isTerminal(STDOUT_FILENO) { return Repl(settings: settings).run() }
        return sequential(.statements, LineReader(STDIN_FILENO))
    }

    /// `run FILE`.
    func runScript(_ file: String) -> Int32 {
        if let status = refusal() { return status }
        if file == "-" { return sequential(.statements, LineReader(STDIN_FILENO)) }
        let descriptor = open(file, O_RDONLY)
        guard descriptor >= 0 else { return usage("cannot read '\(file)': \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        return sequential(.statements, LineReader(descriptor))
    }

    func usage(_ message: String) -> Int32 {
        Output.error("error: \(message)\n")
        return 2
    }

    /// Reports the assumption that cannot be made, if there is one.
    func refusal() -> Int32? {
        if settings.assumptions.isEmpty { return nil }
        var output: [UInt8] = []
        var errors: [UInt8] = []
        guard let status = Session(settings: settings).reportRefusedAssumption(output: &output, errors: &errors) else { return nil }
        Output.flush(&output, to: STDOUT_FILENO)
        Output.flush(&errors, to: STDERR_FILENO)
        return status
    }

    // MARK: One expression

    func once(_ request: Request, _ text: String) -> Int32 {
        if let status = refusal() { return status }
        Signals.limit(settings.timeout)
        return respond(Session(settings: settings), request, text, number: nil)
    }

    private func respond(_ session: Session, _ request: Request, _ text: String, number: Int?) -> Int32 {
        var output: [UInt8] = []
        var errors: [UInt8] = []
        var copy = text
        let status = copy.withUTF8 { session.respond(to: request, $0, number: number, output: &output, errors: &errors) }
        Output.flush(&output, to: STDOUT_FILENO)
        Output.flush(&errors, to: STDERR_FILENO)
        return status
    }

    // MARK: Streams

    func stream(_ request: Request) -> Int32 {
        if let status = refusal() { return status }
        let reader = LineReader(STDIN_FILENO)
        return jobs > 1 ? ParallelStream(request: request, settings: settings, jobs: jobs).run(reader) : sequential(request, reader)
    }

    private func sequential(_ request: Request, _ reader: LineReader) -> Int32 {
        var reader = reader
        var worker = StreamWorker(request: request, settings: settings)
        while true {
            switch reader.next() {
            case .lines(let lines):
                worker.process(lines)
                worker.flush()
                if Signals.isInterrupted { return 130 }
            case .tooLong:
                worker.reportLongLine()
                worker.flush()
            case .end:
                return Signals.isInterrupted ? 130 : worker.status
            case .failed(let reason):
                return max(usage("cannot read the input: \(reason)"), worker.status)
            }
        }
    }
}
