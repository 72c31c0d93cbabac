import Rendering

/// An option of the command line: its name, the kind of its value, and what it means, the same for all operations that take it.
public struct OptionRow: Sendable {
    /// What its value is; a flag has none.
    public enum Value: Sendable, Equatable {
        case flag
        case whole(ClosedRange<Int>)
        case positive
        case choice([String])
        case text
        /// The path of a file.
        case file
    }

    /// Which option it is.
    public let id: OptionID
    /// The kind of its value.
    public let value: Value
    /// What the value is called in help.
    public let valueName: String
    /// One sentence: what it does.
    public let summary: String
    /// Whether it may be given several times.
    public let isRepeatable: Bool

    init(_ id: OptionID, _ value: Value, _ valueName: String, isRepeatable: Bool = false, _ summary: String) {
        self.id = id
        self.value = value
        self.valueName = valueName
        self.isRepeatable = isRepeatable
        self.summary = summary
    }

    /// A flag.
    init(_ id: OptionID, _ summary: String) { self.init(id, .flag, "", summary) }

    /// How it is written: `--digits`.
    public var spelling: String { id == .execute ? "-e" : "--\(id.rawValue)" }
}

/// The options, by name.
public enum OptionID: String, Sendable, CaseIterable {
    case format, timeout, jobs, assume, given, sizes = "with", define, load, strict, steps, debug, verify = "no-verify", quiet, output
    case execute = "e"
    case digits, exact, bounds, why, count
    case data, columns, withInput = "with-input", kinks, fast
    case against, tolerance, step, sweep
    case unknowns = "for", real, interval = "in", near
    case mode, wrt, layout, field = "extension"

    /// The options that every operation takes.
    public static let shared: [OptionID] = [
        .format, .timeout, .jobs, .assume, .given, .sizes, .define, .load, .strict, .steps, .debug, .verify, .quiet, .output,
    ]

    /// What it is and means.
    public var row: OptionRow { OptionRow.all.first { $0.id == self } ?? OptionRow(self, "") }
}

extension OptionRow {
    /// All options.
    public static let all: [OptionRow] = [
        .init(
            .format, .choice(Format.allCases.map(\.rawValue)), "format",
            "How answers are written: text that reads back, in two dimensions (the default on a terminal), LaTeX, MathML, JSON, or the tree."
        ),
        .init(.timeout, .positive, "seconds", "How long one answer may take."),
        .init(.jobs, .whole(1...256), "n", "How many lines of a stream are worked on at once."),
        .init(.assume, .text, "condition", isRepeatable: true, "Assumes a condition such as 'x > 0' or 'n integer'."),
        .init(.given, .text, "declaration", isRepeatable: true, "Declares an array such as 'X: matrix(n, d)', or 'n: integer'."),
        .init(.sizes, .text, "sizes", isRepeatable: true, "Puts whole numbers in for sizes, such as n=3,d=2: sums are written out."),
        .init(.define, .text, "definition", isRepeatable: true, "Defines a name or a function first: 'f(x) := x^2'."),
        .init(.load, .file, "file", isRepeatable: true, "Executes the definitions and assumptions of a file first."),
        .init(.strict, "Notes about how an input was read count as errors."),
        .init(.steps, "Shows the steps to an answer: which rules and methods were used."),
        .init(.debug, .text, "topics", "Logs what was tried and refused on the way to an answer: 'rules', 'solve' or 'rules,solve'."),
        .init(.verify, "Does not derive answers a second time before they are shown."),
        .init(.quiet, "Shows answers and errors, and no notes."),
        .init(.output, .file, "file", "Writes the answers to a file."),
        .init(.execute, .text, "statements", isRepeatable: true, "Executes statements."),
        .init(.digits, .whole(1...1_000_000), "n", "How many significant digits numbers have."),
        .init(.exact, "The exact value."),
        .init(.bounds, "Numbers with the value certainly between them; VAR=A..B stands for an interval."),
        .init(.why, "Explains a value that is infinite or undefined in double precision: the operations where that arose."),
        .init(.count, "Says how many operations the value and the derivatives take."),
        .init(.data, .file, "file.csv", "Answers every row of a table: its columns are the names. '-' is standard input."),
        .init(
            .columns, .text, "names", isRepeatable: true,
            "With --data: a matrix of several columns, as in X=x1,x2. Columns stand for vectors where they have an index, as in sum(x[i], i = 1..n)."
        ),
        .init(.withInput, "With --data: shows the rows of the table before their results."),
        .init(.kinks, .choice(["count", "report"]), "how", "With --data: counts or reports the rows without a derivative or a value."),
        .init(.fast, "With --data: plain doubles, without bounds of their rounding errors."),
        .init(.against, .text, "claim", "What is claimed to be the derivative, or the list '[g1, g2]' of derivatives."),
        .init(.tolerance, .text, "size", "How far numbers that are claimed may be off, besides what their digits leave open."),
        .init(.step, .positive, "h", "The step of the differences, instead of the best one."),
        .init(.sweep, "Shows the errors of the differences for all steps."),
        .init(.unknowns, .text, "names", "The unknowns."),
        .init(.real, "Real solutions only."),
        .init(.interval, .text, "interval", "Where to look for a single unknown, such as 0..2*pi."),
        .init(.near, .text, "value", "Finds one solution near a value, or near x=2,y=1, numerically."),
        .init(.mode, .choice(["forward", "reverse", "both"]), "mode", "The directions of derivatives."),
        .init(.wrt, .text, "names", "In which variables derivatives are taken, such as x,y."),
        .init(
            .layout, .choice(["numerator", "denominator"]), "layout",
            "The order of the indices of the derivative of an array in an array: first those of the expression, or first those of the variable."
        ),
        .init(.field, .text, "root", "Factors over the rational numbers with this root, such as 'sqrt(2)' or 'I'."),
    ]
}
