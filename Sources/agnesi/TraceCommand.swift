import ArgumentParser
import Session
import Syntax

struct Trace: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The evaluation of an expression, step by step, with its derivatives forward and reverse.",
        discussion: """
            Instead of an expression there may be assignments, 'z = w*x + b; h = exp(z)', each of them one step; the last one is the \
            output. With values such as x=2 the trace is in numbers. Without an expression, or with '-', each line of standard input \
            is one, and the format must be json. The formats dot and svg show the trace as a graph.
            """)

    @OptionGroup var shared: SharedOptions

    @Option(help: "The directions of derivatives: forward, reverse or both.")
    var mode = Request.Trace.Mode.both

    @Option(help: ArgumentHelp("In which names derivatives are taken, such as x,y.", valueName: "names"))
    var wrt: String?

    @Option(help: ArgumentHelp("How many significant digits numbers have in text.", valueName: "n"))
    var digits = 6

    @Argument(help: "The expression or the assignments, and values such as x=2.")
    var words: [String] = []

    func validate() throws {
        if digits < 1 || digits > 1000 { throw ValidationError("--digits takes a whole number from 1 to 1000") }
    }

    func run() throws {
        var wishes = Request.Trace()
        wishes.mode = mode
        wishes.digits = digits
        let graph = GraphFormat(rawValue: shared.format)
        wishes.isGraph = graph != nil
        let runner = Runner(settings: shared.settings, jobs: shared.jobs)
        do throws(Diagnostic) {
            if let wrt { wishes.variables = try Request.unknowns(Arguments.original(wrt)) }
        } catch {
            return try finish(runner.usage(error.message))
        }
        try finish(runner.trace(Arguments.original(words), wishes, isDrawn: graph == .svg))
    }
}

/// The notations of graphs, which traces have besides those of every answer.
enum GraphFormat: String, CaseIterable {
    case dot, svg
}

extension Request.Trace.Mode: ExpressibleByArgument {}
