import ArgumentParser
import Session
import Syntax

/// Tells options from the other words of a command line.
///
/// What options there are is read off the rows of the one operation that is called: to the option parser they look like the properties
/// of a type. Declaring those of all operations as types of their own would cost every call with an option two milliseconds.
struct OptionParser: ParsableArguments, CustomReflectable {
    /// The options of the operation that is called.
    @TaskLocal private static var rows: [OptionRow] = []

    /// The options that were given, in the order of their rows.
    private var given: [(id: OptionID, text: String)] = []
    /// The other words.
    private var words: [String] = []

    init() {}

    /// Parses the words behind the name of a command.
    ///
    /// - Throws: a `Diagnostic` for what is no option, or no value of one.
    static func parse(_ words: [String], _ options: [OptionID]) throws(Diagnostic) -> (options: OptionValues, words: [String]) {
        let rows = options.map(\.row)
        let result = $rows.withValue(rows) { () -> Result<OptionParser, Diagnostic> in
            do { return .success(try OptionParser.parse(words)) } catch {
                return .failure(problem(Arguments.withoutMarks(OptionParser.message(for: error)), rows))
            }
        }
        let parsed = try result.get()
        var values = OptionValues()
        for (id, text) in parsed.given { try values.set(id, Arguments.original(text)) }
        return (values, Arguments.original(parsed.words))
    }

    private static func problem(_ message: String, _ rows: [OptionRow]) -> Diagnostic {
        let quoted = message.split(separator: "'", omittingEmptySubsequences: false)
        guard message.hasPrefix("Unknown option"), quoted.count > 2 else {
            let sentence = message.prefix(1).lowercased() + message.dropFirst()
            return Diagnostic.usage(String(sentence.prefix { $0 != "\n" }))
        }
        let word = String(quoted[1])
        if let id = OptionID(rawValue: String(word.drop { $0 == "-" })) {
            return Diagnostic.usage("\(id.row.spelling) is no option of this command")
        }
        return Diagnostic.usage("unknown option '\(word)'", Session.nearest(to: word, among: rows.map(\.spelling)))
    }

    // MARK: For the option parser

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private static func name(_ row: OptionRow) -> NameSpecification {
        row.spelling.hasPrefix("--") ? .customLong(row.id.rawValue) : .customShort(Character(row.id.rawValue))
    }

    var customMirror: Mirror {
        var children: [Mirror.Child] = []
        for row in OptionParser.rows {
            let name = OptionParser.name(row)
            let property: Any =
                if row.value == .flag { Flag(wrappedValue: false, name: name) } else { Option<[String]>(wrappedValue: [], name: name) }
            children.append((row.id.rawValue, property))
        }
        children.append(("words", Argument<[String]>(wrappedValue: [])))
        return Mirror(self, children: children, displayStyle: .struct)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        for row in OptionParser.rows {
            let key = Key(stringValue: row.id.rawValue)
            if row.value == .flag {
                if try container.decode(Flag<Bool>.self, forKey: key).wrappedValue { given.append((row.id, "")) }
            } else {
                for text in try container.decode(Option<[String]>.self, forKey: key).wrappedValue { given.append((row.id, text)) }
            }
        }
        words = try container.decode(Argument<[String]>.self, forKey: Key(stringValue: "words")).wrappedValue
    }
}
