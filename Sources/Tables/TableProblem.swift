/// Why a table cannot be read on: what, where, and what to do about it.
public struct TableProblem: Error, Sendable, Equatable {
    /// The problem's name, a phrase such as `ragged-row`; scripts may rely on it.
    public let code: String
    /// One sentence without a full stop, which names neither row nor line.
    public let message: String
    /// The row, the first behind the header being 1; nil for the header and what comes before it.
    public let row: Int?
    /// The line of the file, the first being 1.
    public let line: Int
    /// The name of the column, if the problem lies in one field.
    public let column: String?
    /// The byte of the file where the problem begins, the first being 0.
    public let offset: Int
    /// The beginning of the field or row that is meant, on one line.
    public let excerpt: String
    /// What to do, if that is known.
    public let suggestion: String?

    /// How many bytes an excerpt shows.
    static let excerptLength = 40

    /// Bytes of a table as one line of text.
    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let shown = bytes.prefix(excerptLength).map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 }
        let isWhole = bytes.count <= excerptLength
        // A character that the cut parts is left out.
        var kept = shown[...]
        if !isWhole {
            while let last = kept.last, last & 0xC0 == 0x80 { kept.removeLast() }
            if let last = kept.last, last >= 0xC0 { kept.removeLast() }
        }
        return String(decoding: kept, as: UTF8.self) + (isWhole ? "" : "…")
    }
}

/// What stands in a field that should hold a number.
enum FieldProblem {
    /// Nothing, or a word for nothing.
    case missing
    case decimalComma
    case groupedDigits
    case typographicMinus
    case text

    /// Judges the bytes of a field, without quotes and blanks around them.
    init(_ field: [UInt8]) {
        let text = String(decoding: field, as: UTF8.self)
        if FieldProblem.wordsForNothing.contains(text.lowercased()) {
            self = .missing
        } else if text.contains("\u{2212}") {
            self = .typographicMinus
        } else if field.contains(UInt8(ascii: ",")), NumberReader().number(field.filter { $0 != UInt8(ascii: ",") }) != nil {
            let isOnce = field.count { $0 == UInt8(ascii: ",") } == 1
            self = isOnce && !field.contains(UInt8(ascii: ".")) ? .decimalComma : .groupedDigits
        } else {
            self = .text
        }
    }

    private static let wordsForNothing: Set<String> = ["", "na", "n/a", "#n/a", "null", "none", "<na>", "missing"]

    var code: String {
        switch self {
        case .missing: "missing-value"
        case .decimalComma, .groupedDigits, .typographicMinus, .text: "not-a-number"
        }
    }

    var suggestion: String? {
        switch self {
        case .missing: "write nan where a value is not known, or leave out the row"
        case .decimalComma: "write the decimal sign as a point, not as a comma"
        case .groupedDigits: "write numbers without signs between groups of digits"
        case .typographicMinus: "write the minus sign as '-'"
        case .text: nil
        }
    }
}
