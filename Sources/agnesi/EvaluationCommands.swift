import ArgumentParser
import Session
import Syntax

/// How numbers are shown: the options of commands that evaluate.
struct NumberOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many significant digits.", valueName: "n"))
    var digits: Int?

    @Flag(help: "The exact value.")
    var exact = false

    @Flag(help: "Numbers with the value certainly between them; VAR=A..B stands for an interval.")
    var bounds = false

    func validate() throws {
        if let digits, digits < 1 || digits > 1_000_000 { throw ValidationError("--digits takes a whole number from 1 to 1000000") }
        if (exact ? 1 : 0) + (digits == nil ? 0 : 1) + (bounds ? 1 : 0) > 1 {
            throw ValidationError("--exact, --digits and --bounds exclude each other")
        }
    }

    var form: Request.ValueForm { bounds ? .bounds : exact ? .exact : digits.map { .digits($0) } ?? .nearest }
}

/// Rows of a table in the place of one point.
struct TableOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Answers every row of a table: its columns are the names. '-' is standard input.", valueName: "file.csv"))
    var data: String?

    @Flag(help: "With --data: show the rows of the table before their results.")
    var withInput = false

    @Option(help: ArgumentHelp("With --data: count or report the rows without a derivative or a value.", valueName: "count|report"))
    var kinks: String?

    @Flag(help: "With --data: plain doubles, without bounds of their rounding errors.")
    var fast = false

    func validate() throws {
        if data == nil, withInput || kinks != nil || fast { throw ValidationError("--with-input, --kinks and --fast belong to --data") }
        if let kinks, kinks != "count", kinks != "report" { throw ValidationError("--kinks takes count or report") }
    }

    /// What is asked for; nil for one point.
    func options(_ numbers: NumberOptions, others: Bool) throws -> BatchOptions? {
        guard let data else { return nil }
        if numbers.exact || numbers.bounds || others { throw ValidationError("--exact, --bounds, --why and --count are for one point") }
        if fast, numbers.digits != nil { throw ValidationError("--fast and --digits exclude each other") }
        return BatchOptions(
            file: Arguments.original(data), showsInput: withInput, reportsKinks: kinks == "report", digits: numbers.digits,
            boundsErrors: !fast)
    }
}

struct Eval: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The value of an expression at a point.",
        discussion: "The nearest double unless told otherwise; every digit shown is certain.")

    @OptionGroup var shared: SharedOptions
    @OptionGroup var numbers: NumberOptions
    @OptionGroup var table: TableOptions

    @Flag(help: "Explain a value that is infinite or undefined in double precision: the operations where that arose.")
    var why = false

    @Argument(help: "The expression and values such as x=2.")
    var words: [String] = []

    func run() throws {
        if let options = try table.options(numbers, others: why) {
            try finish(shared.runner.batch(Request.Batch(), Arguments.original(words), options))
        } else {
            try finish(shared.runner.evaluate(Arguments.original(words), why ? .why : numbers.form))
        }
    }
}

/// A command that gives derivatives in several variables, as formulas or at a point.
protocol DerivativeCommand: ParsableCommand {
    static var shape: Request.Derivatives.Shape { get }
    var shared: SharedOptions { get }
    var numbers: NumberOptions { get }
    var table: TableOptions { get }
    var count: Bool { get }
    var words: [String] { get }
}

extension DerivativeCommand {
    func run() throws {
        if let options = try table.options(numbers, others: count) {
            return try finish(shared.runner.batch(Request.Batch(Self.shape), Arguments.original(words), options))
        }
        var wishes = Request.Derivatives(Self.shape)
        wishes.form = numbers.form
        wishes.counts = count
        try finish(shared.runner.derive(wishes, Arguments.original(words)))
    }
}

struct Grad: DerivativeCommand {
    static let shape = Request.Derivatives.Shape.gradient
    static let configuration = CommandConfiguration(
        abstract: "The gradient, as formulas or at a point.",
        discussion: """
            The variables are those named, or all names in alphabetical order. With values for all names the numbers are certified; \
            where there is no derivative, both one-sided slopes are reported, with exit status 4.
            """)

    @OptionGroup var shared: SharedOptions
    @OptionGroup var numbers: NumberOptions
    @OptionGroup var table: TableOptions
    @Flag(help: "Say how many operations the value and the gradient take.") var count = false
    @Argument(help: "The expression, variables, and values such as x=2.") var words: [String] = []
}

struct Jacobian: DerivativeCommand {
    static let shape = Request.Derivatives.Shape.jacobian
    static let configuration = CommandConfiguration(
        abstract: "The first derivatives of several expressions '[f, g]', a row for each.", discussion: Grad.configuration.discussion)

    @OptionGroup var shared: SharedOptions
    @OptionGroup var numbers: NumberOptions
    @OptionGroup var table: TableOptions
    @Flag(help: "Say how many operations the values and the Jacobian take.") var count = false
    @Argument(help: "The expressions in brackets, variables, and values such as x=2.") var words: [String] = []
}

struct Hessian: DerivativeCommand {
    static let shape = Request.Derivatives.Shape.hessian
    static let configuration = CommandConfiguration(
        abstract: "The second derivatives, as formulas or at a point.", discussion: Grad.configuration.discussion)

    @OptionGroup var shared: SharedOptions
    @OptionGroup var numbers: NumberOptions
    @OptionGroup var table: TableOptions
    @Flag(help: "Say how many operations the value and the Hessian take.") var count = false
    @Argument(help: "The expression, variables, and values such as x=2.") var words: [String] = []
}
