/// A constant of the table.
public enum ConstantID: UInt8, Sendable, CaseIterable {
    case pi, e, imaginaryUnit, infinity, undefined, truth, falsehood
}

/// One row of the table of constants.
public struct ConstantRow: Sendable {
    /// Which constant.
    public let id: ConstantID
    /// The spelling that is printed.
    public let name: String
    /// Other spellings that are read.
    public let aliases: [String]
    /// The LaTeX form.
    public let latex: String
    /// One sentence: what it is.
    public let summary: String
}

extension Vocabulary {
    /// All constants, in the order of `ConstantID`.
    public static let constants: [ConstantRow] = [
        .init(id: .pi, name: "pi", aliases: ["π"], latex: "\\pi", summary: "the ratio of a circle's circumference to its diameter"),
        .init(id: .e, name: "e", aliases: [], latex: "e", summary: "the base of the natural logarithm"),
        .init(id: .imaginaryUnit, name: "I", aliases: [], latex: "i", summary: "the imaginary unit, whose square is -1"),
        .init(id: .infinity, name: "oo", aliases: ["∞"], latex: "\\infty", summary: "positive infinity"),
        .init(id: .undefined, name: "undefined", aliases: [], latex: "\\text{undefined}", summary: "no value"),
        .init(id: .truth, name: "true", aliases: [], latex: "\\top", summary: "the condition that always holds"),
        .init(id: .falsehood, name: "false", aliases: [], latex: "\\bot", summary: "the condition that never holds"),
    ]

    /// The row of a constant.
    public static func row(_ id: ConstantID) -> ConstantRow { constants[Int(id.rawValue)] }
}
