import ArgumentParser
import Session

/// The options that every command takes.
struct SharedOptions: ParsableArguments {
    @Option(help: "How answers are written: text, latex or json.")
    var format = "text"

    @Option(help: ArgumentHelp("How long one answer may take.", valueName: "seconds"))
    var timeout: Double?

    @Option(help: ArgumentHelp("How many lines of a stream are worked on at once.", valueName: "n"))
    var jobs = 1

    @Option(help: ArgumentHelp("Assumes a condition such as 'x > 0' or 'n integer'; may be repeated.", valueName: "condition"))
    var assume: [String] = []

    @Flag(help: "Notes about how an input was read count as errors.")
    var strict = false

    @Flag(help: "Show the steps to an answer: which rules and methods were used.")
    var steps = false

    @Flag(name: .customLong("no-verify"), help: "Do not re-derive answers before they are shown.")
    var noVerify = false

    func validate() throws {
        guard Settings.Format(rawValue: format) != nil || GraphFormat(rawValue: format) != nil else {
            throw ValidationError("'\(format)' is no format: use text, latex or json")
        }
        guard jobs >= 1, jobs <= 256 else { throw ValidationError("--jobs takes a whole number from 1 to 256") }
        if let timeout, !(timeout > 0) { throw ValidationError("--timeout takes a positive number of seconds") }
    }

    var settings: Settings {
        var settings = Settings()
        settings.format = Settings.Format(rawValue: format) ?? .text
        settings.timeout = timeout
        settings.isStrict = strict
        settings.verifies = !noVerify
        settings.showsSteps = steps
        settings.assumptions = Arguments.original(assume)
        return settings
    }

    /// Runs every command but `trace`.
    ///
    /// - Throws: where the format is that of a graph.
    var runner: Runner {
        get throws {
            if GraphFormat(rawValue: format) != nil {
                throw ValidationError("'\(format)' is a format of trace alone: use text, latex or json")
            }
            return Runner(settings: settings, jobs: jobs)
        }
    }
}

/// Ends a command with an exit status; 0 returns.
func finish(_ status: Int32) throws {
    if status != 0 { throw ExitCode(status) }
}

struct Agnesi: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agnesi",
        abstract: "Symbolic calculus for the shell.",
        usage: """
            agnesi diff 'x^x' x                    the derivative:  x^x*(log(x) + 1)
            agnesi diff 'x^5' x 3                  the third derivative:  60*x^2
            agnesi grad 'x^2*y' x=3 y=2            the gradient, at a point or as formulas:  [12, 9]
            agnesi grad 'x^2*y' --data FILE.csv    value and gradient for every row of a table
            agnesi check 'x^2' --against '2*x'     whether that is the derivative:  right
            agnesi eval 'sqrt(2)' --digits 30      the value, every digit certain
            agnesi eval 'x^2 + 1' x=3              the value at a point:  10
            agnesi solve 'x^2 = 2' x               the solutions:  -sqrt(2)  sqrt(2)
            agnesi stationary 'x^2 + y^2'          minima, maxima and saddles:  x = 0, y = 0: minimum
            agnesi trace 'exp(x)*sin(x)'           how the value is found, step by step, with derivatives in both directions
            agnesi simplify 'sin(x)^2 + cos(x)^2'  the simplest form:  1
            agnesi equal '(a+b)^2' 'a^2+b^2'       equal, or different with a point, or undecided
            agnesi diff x < FILE                   one expression a line in, one derivative a line out
            agnesi -e 'f(x) := x^2; diff(f(3*t), t)'   statements
            agnesi                                 the interactive session
            """,
        discussion: """
            Exit status: 0 answered, 1 the answer is no, 2 usage, 3 unreadable, 4 undefined there, 5 undecided, 6 a limit was reached, 7 a self-check \
            failed, 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [
            Diff.self, Grad.self, Jacobian.self, Hessian.self, Check.self, Eval.self, Solve.self, Stationary.self, Trace.self,
        ]
            + transformCommands + [Run.self, Help.self])

    @OptionGroup var shared: SharedOptions

    @Option(name: .customShort("e"), help: ArgumentHelp("Executes statements; may be repeated.", valueName: "statements"))
    var statements: [String] = []

    func run() throws {
        try finish(shared.runner.runStatements(statements.isEmpty ? nil : Arguments.original(statements)))
    }
}

struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The derivative of an expression.",
        discussion: """
            Several variables give the mixed partial derivative; a whole number behind a variable repeats it. Without an expression, \
            or with '-', each line of standard input is one.
            """)

    @OptionGroup var shared: SharedOptions

    @Argument(help: "The expression and the variables.")
    var words: [String] = []

    func run() throws { try finish(shared.runner.differentiate(Arguments.original(words))) }
}

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Executes the statements of a script file.")

    @OptionGroup var shared: SharedOptions

    @Argument(help: "The script; '-' is standard input.")
    var file: String

    func run() throws { try finish(shared.runner.runScript(Arguments.original(file))) }
}

struct Help: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What is known of a function, or what there is.")

    @Argument(help: "A function, constant, operator or command.")
    var topic: String?

    func run() throws {
        guard let topic else {
            Output.text(Agnesi.helpMessage() + "\n\n" + Session().helpOverview())
            return
        }
        if let command = Agnesi.configuration.subcommands.first(where: { $0._commandName == topic }) {
            Output.text(Agnesi.helpMessage(for: command) + "\n")
        } else if let text = Session().help(on: topic) {
            Output.text(text)
        } else {
            Output.error("error: there is no help on '\(topic)'\n")
            throw ExitCode(2)
        }
    }
}
