/// How answers are found and shown; the options that every command shares.
public struct Settings: Sendable {
    /// The notation of answers.
    public enum Format: String, Sendable, CaseIterable { case text, latex, json }

    /// The notation of answers.
    public var format = Format.text
    /// Whether answers are re-derived before they are shown.
    public var verifies = true
    /// Whether notes about how an input was read count as errors.
    public var isStrict = false
    /// Whether the steps to an answer are shown.
    public var showsSteps = false
    /// How long one statement may take, in seconds.
    public var timeout: Double?
    /// What is assumed from the start: conditions such as `x > 0`, and properties such as `n integer`.
    public var assumptions: [String] = []
    /// Whether diagnostics give the number of the input line.
    public var showsLineNumbers = false

    /// The defaults.
    public init() {}
}
