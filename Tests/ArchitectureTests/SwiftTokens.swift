/// A word, a punctuation mark or an opaque literal of Swift source text.
struct SwiftToken {
    let text: String
    let line: Int

    var isWord: Bool { text.utf8.first.map(SwiftTokens.isPartOfWord) ?? false }
}

/// Source text as tokens. Comments are left out; a string literal is `"`, followed by the tokens of what it interpolates.
struct SwiftTokens {
    private(set) var tokens: [SwiftToken] = []
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1

    static func read(_ text: String) -> [SwiftToken] {
        var reader = SwiftTokens(text)
        reader.read()
        return reader.tokens
    }

    static func isPartOfWord(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 128
    }

    /// Zeros behind the text spare tests for its end.
    private init(_ text: String) { bytes = Array(text.utf8) + [0, 0, 0] }

    private func starts(with word: StaticString) -> Bool {
        for index in 0..<word.utf8CodeUnitCount where bytes[min(place + index, bytes.count - 1)] != word.utf8Start[index] { return false }
        return true
    }

    private mutating func add(_ start: Int) {
        tokens.append(SwiftToken(text: String(decoding: bytes[start..<place], as: UTF8.self), line: line))
    }

    /// Reads to the end. Parentheses that are open in an interpolation are counted in `levels`, one number for each string literal around.
    private mutating func read() {
        /// The open literals: how many parentheses the interpolation has open, and how the literal ends.
        var levels: [(depth: Int, isLong: Bool)] = []
        while bytes[place] != 0 {
            let byte = bytes[place]
            if byte == 10 {
                line += 1
                place += 1
            } else if byte <= 32 {
                place += 1
            } else if starts(with: "//") {
                while bytes[place] != 10, bytes[place] != 0 { place += 1 }
            } else if byte == UInt8(ascii: "\"") {
                let isLong = starts(with: "\"\"\"")
                place += isLong ? 3 : 1
                tokens.append(SwiftToken(text: "\"", line: line))
                if readLiteral(isLong) { levels.append((0, isLong)) }
            } else if SwiftTokens.isPartOfWord(byte) || byte == UInt8(ascii: "`") {
                if byte == UInt8(ascii: "`") { place += 1 }
                let start = place
                while SwiftTokens.isPartOfWord(bytes[place]) { place += 1 }
                add(start)
                if bytes[place] == UInt8(ascii: "`") { place += 1 }
            } else {
                place += 1
                add(place - 1)
                if let level = levels.last {
                    if byte == UInt8(ascii: "(") { levels[levels.count - 1].depth += 1 }
                    if byte == UInt8(ascii: ")") {
                        if level.depth == 1 {
                            levels.removeLast()
                            if readLiteral(level.isLong) { levels.append((0, level.isLong)) }
                        } else {
                            levels[levels.count - 1].depth -= 1
                        }
                    }
                }
            }
        }
    }

    /// Passes the text of a literal to its end (false) or to the parenthesis of an interpolation (true).
    private mutating func readLiteral(_ isLong: Bool) -> Bool {
        while bytes[place] != 0 {
            if starts(with: "\\(") {
                place += 1
                return true
            }
            if bytes[place] == UInt8(ascii: "\\") {
                place += 1
            } else if isLong ? starts(with: "\"\"\"") : bytes[place] == UInt8(ascii: "\"") {
                place += isLong ? 3 : 1
                return false
            }
            if bytes[place] == 10 { line += 1 }
            place += 1
        }
        return false
    }
}

// What stands where among tokens.
extension SwiftTokens {
    /// The first such mark outside of angle brackets.
    static func place(of mark: String, in tokens: [SwiftToken], from start: Int) -> Int {
        var place = start
        var depth = 0
        while place < tokens.count {
            if tokens[place].text == mark, depth == 0 { return place }
            if tokens[place].text == "<" { depth += 1 }
            if tokens[place].text == ">", tokens[place - 1].text != "-" { depth -= 1 }
            place += 1
        }
        return place
    }

    /// What stands between the commas of a bracket that opens at `start`, as ranges of tokens; `end` is the place of the closing bracket.
    static func parts(_ tokens: [SwiftToken], _ start: Int, _ end: inout Int) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var depth = 0
        var first = start + 1
        for place in start..<tokens.count {
            switch tokens[place].text {
            case "(", "[", "{": depth += 1
            case ")", "]", "}":
                depth -= 1
                if depth == 0 {
                    end = place
                    return parts + [first..<place]
                }
            case "," where depth == 1:
                parts.append(first..<place)
                first = place + 1
            default: break
            }
        }
        end = tokens.count
        return parts
    }

    /// The place of the bracket that opens what is closed at `end`.
    static func opening(_ tokens: [SwiftToken], _ end: Int) -> Int {
        var depth = 0
        for place in (0...end).reversed() {
            switch tokens[place].text {
            case ")", "]", "}": depth += 1
            case "(", "[", "{":
                depth -= 1
                if depth == 0 { return place }
            default: break
            }
        }
        return 0
    }

    /// The type that is written from `place` on, without attributes and question marks; `place` moves behind it.
    static func type(_ tokens: [SwiftToken], _ place: inout Int) -> String {
        var text = ""
        while place < tokens.count {
            switch tokens[place].text {
            case "@": place += 1
            case "inout", "borrowing", "consuming", "sending", "some", "any": break
            case "(", "[":
                var end = place
                _ = parts(tokens, place, &end)
                text += tokens[place...min(end, tokens.count - 1)].map(\.text).joined()
                place = end
            case "<":
                var depth = 0
                repeat {
                    depth += tokens[place].text == "<" ? 1 : tokens[place].text == ">" ? -1 : 0
                    text += tokens[place].text
                    place += 1
                } while depth > 0 && place < tokens.count
                place -= 1
            case "." where place + 1 < tokens.count && tokens[place + 1].isWord:
                // Only the last name counts.
                text = ""
            case "?": break
            default:
                guard tokens[place].isWord, text.isEmpty else { return text }
                text = tokens[place].text
            }
            place += 1
        }
        return text
    }
}
