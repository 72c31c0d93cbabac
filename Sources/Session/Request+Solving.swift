import Syntax
import Vocabulary

extension Request {
    /// What is wished of solving, beside the equations of the line.
    public struct Solving: Sendable {
        /// Equations that belong to every line.
        public var equations: [String] = []
        /// The unknowns. None: the free names, where they are as few as the equations.
        public var unknowns: [String] = []
        /// Whether only real solutions are wanted.
        public var isReal = false
        /// The ends of the interval in which a single unknown is looked for, as texts.
        public var interval: (lower: String, upper: String)?
        /// The values near which one solution is looked for; one without a name is that of the single unknown.
        public var start: [(name: String?, value: String)] = []
        /// How many certified digits are shown instead of exact values.
        public var digits: Int?

        /// Nothing but what follows from the equations.
        public init() {}
    }

    /// Tells equations and unknowns apart, in the words of a command: a name by itself that stands behind an equation is an unknown.
    ///
    /// - Parameter isStream: whether the equations, or the first of them, come from elsewhere.
    /// - Throws: a word that is neither.
    public static func equationsAndUnknowns(
        _ words: [String], isStream: Bool
    ) throws(Diagnostic) -> (equations: [String], unknowns: [String]) {
        var equations: [String] = []
        var unknowns: [String] = []
        for word in words {
            if equations.isEmpty, !isStream {
                equations.append(word)
            } else if isName(word) {
                unknowns.append(try unknown(word))
            } else if isValue(word) {
                throw usage("'\(word)' is no unknown: a name is expected")
            } else {
                equations.append(word)
            }
        }
        return (equations, unknowns)
    }

    /// Reads a list of unknowns such as `x,y`.
    public static func unknowns(_ list: String) throws(Diagnostic) -> [String] {
        var unknowns: [String] = []
        for part in parts(of: list) {
            let word = String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            guard isName(word) else { throw usage("'\(word)' is no unknown: --for takes names, such as --for x,y") }
            unknowns.append(try unknown(word))
        }
        return unknowns
    }

    /// Reads an interval such as `0..2*pi`.
    public static func interval(_ text: String) throws(Diagnostic) -> (lower: String, upper: String) {
        let bytes = Array(text.utf8)
        for position in bytes.indices.dropFirst().dropLast(2) where bytes[position] == 46 && bytes[position + 1] == 46 {
            return (
                String(decoding: bytes[..<position], as: UTF8.self), String(decoding: bytes[(position + 2)...], as: UTF8.self)
            )
        }
        throw usage("'\(text)' is no interval: --in takes two numbers, such as --in 0..2*pi")
    }

    /// Reads where to look for a solution: `2`, or `x=2,y=1`.
    public static func start(_ text: String) throws(Diagnostic) -> [(name: String?, value: String)] {
        let parts = parts(of: text)
        var start: [(name: String?, value: String)] = []
        for part in parts {
            if let binding = binding(part) {
                start.append((binding.name, binding.value))
            } else if parts.count == 1, !part.isEmpty {
                start.append((nil, part))
            } else {
                throw usage("'\(part)' is no value: --near takes a number, or values such as x=2,y=1")
            }
        }
        return start
    }

    /// The equations of a command as one line: what is written behind them stays behind.
    public static func line(_ equations: [String]) -> String {
        equations.count == 1 ? equations[0] : equations.map { String($0.prefix { $0 != "#" }) }.joined(separator: "; ")
    }

    /// The name of an unknown, in its one spelling.
    private static func unknown(_ word: String) throws(Diagnostic) -> String {
        var copy = word
        guard copy.withUTF8({ !Vocabulary.isReserved($0) }) else {
            throw usage("'\(word)' is a function: it cannot be an unknown")
        }
        return Vocabulary.spelledOut(word)
    }

    /// Whether the word is a number or a constant by itself.
    private static func isValue(_ word: String) -> Bool {
        var copy = word
        return copy.withUTF8 { Vocabulary.constant(named: $0) } != nil
            || (!word.isEmpty && word.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || $0 == 46 })
    }

    /// Splits at the commas outside of brackets.
    private static func parts(of text: String) -> [String] {
        var parts: [String] = [""]
        var depth = 0
        for character in text {
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth -= 1 }
            if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts
    }
}
