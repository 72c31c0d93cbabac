import Syntax

/// The options of one call, as texts, each of the kind that its row tells.
public struct OptionValues: Sendable {
    /// An option as it was given. A list is searched: a table would cost a start more than it saves.
    private struct Given: Sendable {
        let id: OptionID
        let text: String
    }

    private var given: [Given] = []

    /// No options.
    public init() {}

    /// Sets an option; one that is not repeatable takes the place of an earlier one.
    ///
    /// - Throws: a value that is none of the option's kind.
    public mutating func set(_ id: OptionID, _ text: String = "") throws(Diagnostic) {
        let row = id.row
        switch row.value {
        case .flag, .text, .file: break
        case .whole(let range):
            guard let number = Int(text), range.contains(number) else {
                throw Diagnostic.usage("\(row.spelling) takes a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
        case .positive:
            guard let number = Double(text), number > 0, number.isFinite else {
                throw Diagnostic.usage("\(row.spelling) takes a positive number")
            }
        case .choice(let words):
            guard words.contains(text) || id == .format else {
                throw Diagnostic.usage("'\(text)' is no value of \(row.spelling): use \(OptionValues.list(words))")
            }
        }
        if !row.isRepeatable { given.removeAll { $0.id == id } }
        given.append(Given(id: id, text: text))
    }

    static func list(_ words: [String]) -> String {
        words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
    }

    /// Whether the option was given.
    public func has(_ id: OptionID) -> Bool { given.contains { $0.id == id } }
    /// Its value.
    public func text(_ id: OptionID) -> String? { given.last { $0.id == id }?.text }
    /// All its values.
    public func all(_ id: OptionID) -> [String] { given.filter { $0.id == id }.map(\.text) }
    /// Its value as a whole number.
    public func whole(_ id: OptionID) -> Int? { text(id).flatMap { Int($0) } }
    /// Its value as a number.
    public func number(_ id: OptionID) -> Double? { text(id).flatMap { Double($0) } }

    /// Refuses options that exclude each other.
    func exclude(_ ids: OptionID...) throws(Diagnostic) {
        let given = ids.filter { has($0) }
        if given.count > 1 {
            throw Diagnostic.usage("\(given.map(\.row.spelling).joined(separator: " and ")) exclude each other")
        }
    }

    /// Refuses options that say nothing without another one.
    func require(_ needed: OptionID, for ids: OptionID...) throws(Diagnostic) {
        if has(needed) { return }
        if let lonely = ids.first(where: { has($0) }) {
            throw Diagnostic.usage("\(lonely.row.spelling) goes with \(needed.row.spelling)")
        }
    }
}

extension Diagnostic {
    /// A command that was called wrongly.
    public static func usage(_ message: String, _ suggestion: String? = nil) -> Diagnostic {
        Diagnostic("usage", message, at: Span(0, 0), suggestion: suggestion, kind: .usage)
    }
}
