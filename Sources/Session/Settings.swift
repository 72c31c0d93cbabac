import Expressions
import Rendering
import Syntax

/// How answers are found and shown; the options that every operation takes.
public struct Settings: Sendable {
    /// The notation of answers.
    public typealias Format = Rendering.Format

    /// The notation of answers.
    public var format = Format.text
    /// How many columns a line of two-dimensional text should keep to.
    public var width = 80
    /// Whether answers are re-derived before they are shown.
    public var verifies = true
    /// Whether notes about how an input was read count as errors.
    public var isStrict = false
    /// Whether the steps to an answer are shown.
    public var showsSteps = false
    /// Of which attempts on the way to an answer a log is kept.
    public var debugTopics: Set<AttemptLog.Topic> = []
    /// Whether nothing is said but answers and problems.
    public var isQuiet = false
    /// How long one statement may take, in seconds.
    public var timeout: Double?
    /// What is assumed from the start: conditions such as `x > 0`, and properties such as `n integer`.
    public var assumptions: [String] = []
    /// What is declared from the start: arrays such as `X: matrix(n, d)`.
    public var declarations: [String] = []
    /// Definitions that are made at the start: texts of statements.
    public var definitions: [String] = []
    /// Texts of scripts whose statements are executed at the start, without showing anything.
    public var scripts: [String] = []

    /// The defaults.
    public init() {}

    /// What options say.
    ///
    /// - Parameter formats: the formats of an operation besides those of all.
    public init(_ options: OptionValues, formats: [String] = []) throws(Diagnostic) {
        if let word = options.text(.format) {
            if let format = Format(rawValue: word) {
                self.format = format
            } else if !formats.contains(word) {
                let known = Format.allCases.map(\.rawValue) + formats
                if let other = OperationRow.all.first(where: { $0.formats.contains(word) }) {
                    throw Diagnostic.usage("'\(word)' is a format of \(other.name) alone: use \(OptionValues.list(known))")
                }
                throw Diagnostic.usage("'\(word)' is no format here: use \(OptionValues.list(known))")
            }
        }
        verifies = !options.has(.verify)
        isStrict = options.has(.strict)
        showsSteps = options.has(.steps)
        isQuiet = options.has(.quiet)
        for word in options.text(.debug)?.split(separator: ",", omittingEmptySubsequences: false) ?? [] {
            guard let topic = AttemptLog.Topic(rawValue: String(word)) else {
                throw Diagnostic.usage(
                    "'\(word)' is no topic of --debug: use \(OptionValues.list(AttemptLog.Topic.allCases.map(\.rawValue)))")
            }
            debugTopics.insert(topic)
        }
        timeout = options.number(.timeout)
        assumptions = options.all(.assume)
        declarations = options.all(.given)
        for text in options.all(.sizes) { definitions += try Settings.sizes(text) }
        definitions += options.all(.define)
    }

    /// The definitions that `n=3,d=2` stands for.
    private static func sizes(_ text: String) throws(Diagnostic) -> [String] {
        var definitions: [String] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard case .binding(let name, let value)? = (try? Operand(word: String(part)))?.form, value.wholeNumber != nil else {
                throw Diagnostic.usage("'\(part)' is no size: write --with n=3,d=2")
            }
            definitions.append("\(name) := \(value.words)")
        }
        return definitions
    }
}
