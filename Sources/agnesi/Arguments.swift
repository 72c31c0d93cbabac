/// What is done to the words of the command line before options are looked for.
enum Arguments {
    /// Marks an expression that begins with a minus sign, so that it is not taken for an option: the words of a command line
    /// never hold a NUL themselves.
    private static let mark: Character = "\0"

    /// Protects words such as `-x^2`, `-3` and `-(a+b)`; `-e`, `-h` and words with two dashes stay options.
    static func protected(_ words: [String]) -> [String] {
        var result: [String] = []
        var isBehindTerminator = false
        for word in words {
            if word == "--" { isBehindTerminator = true }
            result.append(!isBehindTerminator && isExpression(word) ? "\(mark)\(word)" : word)
        }
        return result
    }

    /// The word as it was typed.
    static func original(_ word: String) -> String { word.first == mark ? String(word.dropFirst()) : word }

    static func original(_ words: [String]) -> [String] { words.map(original) }

    /// A text that quotes words, as they were typed.
    static func withoutMarks(_ text: String) -> String { text.filter { $0 != mark } }

    private static func isExpression(_ word: String) -> Bool {
        guard word.hasPrefix("-"), word != "-e", word != "-h", let second = word.dropFirst().unicodeScalars.first else { return false }
        return second == "(" || second == "." || second == "|" || second.properties.isAlphabetic
            || (second.value >= 48 && second.value <= 57)
    }
}
