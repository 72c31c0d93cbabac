import Glibc
import Session
import Syntax

/// Runs questions: on one expression, on a stream, on a table, on a script.
struct Runner {
    let options: OptionValues
    var jobs: Int { options.whole(.jobs) ?? 1 }

    init(_ options: OptionValues) { self.options = options }

    // MARK: Operations

    /// An operation on the words of a command line: the expression and what goes with it; or without the expression, on a stream.
    func run(_ operation: OperationRow, _ words: [String]) -> Int32 {
        do throws(Diagnostic) {
            let settings = try settings(operation)
            let isDashed = words.first == "-"
            let words = Array(isDashed ? words.dropFirst() : words[...])
            let operands = words.map { word in try? Operand(word: word) }
            if isDashed || operation.leavesExpression(operands) && operation.takesStream && Process.hasStreamInput {
                if options.has(.data) { throw Diagnostic.usage("with --data the expression is a word of the command line") }
                guard !operation.hasManyLines || settings.format == .json else {
                    throw Diagnostic.usage("a \(operation.name) has many lines: from a stream it is written with --format json")
                }
                let others = try words.map { word throws(Diagnostic) in try Operand(word: word) }
                return stream(.call(Call(operation, others: others, options: options)), settings)
            }
            guard let place = operation.place(ofSubject: operands) else {
                let what = operation.operands.first?.name ?? "EXPR"
                throw Diagnostic.usage("\(operation.name) needs \(what): agnesi \(operation.examples.first ?? operation.name)")
            }
            var others: [Operand] = []
            for (position, word) in words.enumerated() where position != place {
                if let operand = operands[position] { others.append(operand) } else { others.append(try Operand(word: word)) }
            }
            let call = Call(operation, others: others, options: options)
            if options.has(.data) { return try runBatch(call, words[place], settings) }
            return answer(call, words[place], settings)
        } catch {
            return fail(error, see: operation.name)
        }
    }

    private func answer(_ call: Call, _ text: String, _ settings: Settings) -> Int32 {
        Signals.limit(settings.timeout)
        let session = Session(settings: settings)
        if let status = refusal(session) { return status }
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        let status = respond(session, .call(call), text, &output, &errors)
        if options.text(.format) == "svg", !output.isEmpty {
            Output.flush(&errors, to: STDERR_FILENO)
            return draw(output, status)
        }
        Output.flush(&output, to: STDOUT_FILENO)
        Output.flush(&errors, to: STDERR_FILENO)
        return status
    }

    /// Lets Graphviz draw a graph.
    private func draw(_ graph: [UInt8], _ status: Int32) -> Int32 {
        switch Filter.run(["dot", "-Tsvg"], input: graph) {
        case .success(var drawing):
            Output.flush(&drawing, to: STDOUT_FILENO)
            return status
        case .failure(let failure): return fail(Diagnostic.usage(failure.sentence), see: nil)
        }
    }

    /// One answer for every row of a table.
    private func runBatch(_ call: Call, _ expression: String, _ settings: Settings) throws(Diagnostic) -> Int32 {
        if settings.format == .latex { throw Diagnostic.usage("rows are written as text or as json") }
        return BatchRunner(settings: settings, jobs: jobs, options: options).run(expression, call)
    }

    // MARK: Statements

    /// Statements given as words; without them the interactive session, or statements from standard input.
    func runStatements(_ statements: [String]? = nil) -> Int32 {
        do throws(Diagnostic) {
            let settings = try settings(nil)
            guard let statements else {
                if Process.isTerminal(STDIN_FILENO), Process.isTerminal(STDOUT_FILENO) { return Repl(settings: settings).run() }
                return sequential(.statements, settings, LineReader(STDIN_FILENO))
            }
            let session = Session(settings: settings)
            if let status = refusal(session) { return status }
            var worst: Int32 = 0
            for text in statements {
                var (output, errors): ([UInt8], [UInt8]) = ([], [])
                worst = max(worst, respond(session, .statements, text, &output, &errors))
                Output.flush(&output, to: STDOUT_FILENO)
                Output.flush(&errors, to: STDERR_FILENO)
            }
            return worst
        } catch {
            return fail(error, see: nil)
        }
    }

    /// `run FILE`.
    func runScript(_ words: [String]) -> Int32 {
        guard words.count == 1 else { return fail(Diagnostic.usage("run takes the path of a script, or '-'"), see: "run") }
        do throws(Diagnostic) {
            let settings = try settings(nil)
            if words[0] == "-" { return sequential(.statements, settings, LineReader(STDIN_FILENO)) }
            let descriptor = open(words[0], O_RDONLY)
            guard descriptor >= 0 else { throw Files.unreadable(words[0]) }
            defer { close(descriptor) }
            return sequential(.statements, settings, LineReader(descriptor))
        } catch {
            return fail(error, see: nil)
        }
    }

    private func respond(
        _ session: Session, _ request: Request, _ text: String, _ output: inout [UInt8], _ errors: inout [UInt8]
    ) -> Int32 {
        var copy = text
        return copy.withUTF8 { session.respond(to: request, $0, output: &output, errors: &errors) }
    }

    // MARK: Settings and problems

    private func settings(_ operation: OperationRow?) throws(Diagnostic) -> Settings {
        var settings = try Settings(options, formats: operation?.formats ?? [])
        if let columns = Process.columns {
            // What is read by a person is set in two dimensions.
            settings.width = max(columns, 20)
            if !options.has(.format) { settings.format = .pretty }
        }
        for file in options.all(.load) { settings.scripts.append(try Files.text(of: file)) }
        return settings
    }

    /// Says what is wrong with a command: one line, and where to read more. Returns the exit status.
    func fail(_ problem: Diagnostic, see topic: String?) -> Int32 {
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        let status = Session.report(problem, see: topic, isJSON: options.text(.format) == "json", output: &output, errors: &errors)
        Output.flush(&output, to: STDOUT_FILENO)
        Output.flush(&errors, to: STDERR_FILENO)
        return status
    }

    /// Reports the statement of the options that cannot be carried out, if there is one.
    func refusal(_ session: Session) -> Int32? {
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        guard let status = session.reportRefusedStart(output: &output, errors: &errors) else { return nil }
        Output.flush(&output, to: STDOUT_FILENO)
        Output.flush(&errors, to: STDERR_FILENO)
        return status
    }

    /// Lets answers go to the file of `--output`. Returns the exit status where that cannot be written.
    func redirectOutput() -> Int32? {
        guard let path = options.text(.output) else { return nil }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0, dup2(descriptor, STDOUT_FILENO) >= 0 else {
            return fail(Diagnostic.usage("cannot write '\(path)': \(String(cString: strerror(errno)))"), see: nil)
        }
        close(descriptor)
        return nil
    }

    // MARK: Streams

    private func stream(_ request: Request, _ settings: Settings) -> Int32 {
        let reader = LineReader(STDIN_FILENO)
        if jobs == 1 { return sequential(request, settings, reader) }
        if let status = refusal(Session(settings: settings)) { return status }
        return ParallelStream(request: request, settings: settings, jobs: jobs).run(reader)
    }

    private func sequential(_ request: Request, _ settings: Settings, _ reader: LineReader) -> Int32 {
        var reader = reader
        let session = Session(settings: settings)
        if let status = refusal(session) { return status }
        var worker = StreamWorker(request: request, session: session)
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
                return max(fail(Diagnostic.usage("cannot read the input: \(reason)"), see: nil), worker.status)
            }
        }
    }
}
