import ArgumentParser
import Session
import Syntax

struct Solve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The solutions of equations and inequalities.",
        discussion: """
            An expression alone is to be zero. Names behind the first equation are the unknowns; without any, all names are, where \
            there are no more of them than equations. Without an equation, or with '-', each line of standard input is one, or \
            several joined by ';'. Without --timeout a search stops after 9 seconds of the processor's time.
            """)

    @OptionGroup var shared: SharedOptions

    @Option(name: .customLong("for"), help: ArgumentHelp("The unknowns.", valueName: "names"))
    var unknowns: String?

    @Flag(help: "Real solutions only.")
    var real = false

    @Option(name: .customLong("in"), help: ArgumentHelp("Where to look for a single unknown, such as 0..2*pi.", valueName: "interval"))
    var interval: String?

    @Option(help: ArgumentHelp("Finds one solution near a value, or near x=2,y=1, by numbers.", valueName: "value"))
    var near: String?

    @Option(help: ArgumentHelp("Shows values as decimals with so many certain digits.", valueName: "n"))
    var digits: Int?

    @Argument(help: "The equations and the unknowns.")
    var words: [String] = []

    func validate() throws {
        if let digits, digits < 1 || digits > 1_000_000 { throw ValidationError("--digits takes a whole number from 1 to 1000000") }
        if near != nil, interval != nil { throw ValidationError("--near and --in exclude each other") }
    }

    func run() throws {
        var wishes = Request.Solving()
        wishes.isReal = real
        wishes.digits = digits
        do throws(Diagnostic) {
            if let unknowns { wishes.unknowns = try Request.unknowns(Arguments.original(unknowns)) }
            if let interval { wishes.interval = try Request.interval(Arguments.original(interval)) }
            if let near { wishes.start = try Request.start(Arguments.original(near)) }
        } catch {
            return try finish(shared.runner.usage(error.message))
        }
        try finish(shared.runner.solve(Arguments.original(words), wishes))
    }
}

struct Stationary: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The points where all derivatives are zero: minima, maxima and saddles.",
        discussion: """
            Without variables, in all names of the expression. Without an expression, or with '-', each line of standard input is \
            one.
            """)

    @OptionGroup var shared: SharedOptions

    @Argument(help: "The expression and the variables.")
    var words: [String] = []

    func run() throws { try finish(shared.runner.findStationaryPoints(Arguments.original(words))) }
}
