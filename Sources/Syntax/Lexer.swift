import Vocabulary

/// Splits source text, as UTF-8 bytes, into tokens.
///
/// The text need not be valid: a byte that begins no token is reported with its place, and nothing is ever read beyond the end.
struct Lexer {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, from position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// Appends all tokens up to the end of the text; the last one is `.end`.
    mutating func scan(into tokens: inout [Token]) throws(Diagnostic) {
        while true {
            skipBlanks()
            let start = position
            guard start < bytes.count else {
                tokens.append(Token(kind: .end, symbol: .plus, start: UInt32(bytes.count), end: UInt32(bytes.count)))
                return
            }
            let token = try next(bytes[start])
            tokens.append(Token(kind: token.kind, symbol: token.symbol, start: UInt32(start), end: UInt32(position)))
        }
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                position += 1
            case UInt8(ascii: "#"):
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
            case 0xC2 where peek(1) == 0xA0:
                position += 2
            default:
                return
            }
        }
    }

    private func peek(_ offset: Int) -> UInt8 {
        position + offset < bytes.count ? bytes[position + offset] : 0
    }

    private typealias Scanned = (kind: Token.Kind, symbol: OperatorID)

    private mutating func next(_ byte: UInt8) throws(Diagnostic) -> Scanned {
        if Bytes.isDigit(byte) || (byte == UInt8(ascii: ".") && Bytes.isDigit(peek(1))) { return try number() }
        if Bytes.isLetter(byte) { return name() }
        if let punctuation = punctuation(byte) {
            position += 1
            return (punctuation, .plus)
        }
        if let (symbol, length) = asciiOperator(byte) {
            position += length
            return (.operator, symbol)
        }
        if byte >= 0x80 { return try beyondASCII() }
        throw stray(length: 1)
    }

    private func punctuation(_ byte: UInt8) -> Token.Kind? {
        switch byte {
        case UInt8(ascii: "("): .openParenthesis
        case UInt8(ascii: ")"): .closeParenthesis
        case UInt8(ascii: "["): .openBracket
        case UInt8(ascii: "]"): .closeBracket
        case UInt8(ascii: ","): .comma
        case UInt8(ascii: ";"): .semicolon
        case UInt8(ascii: "\n"): .newline
        case UInt8(ascii: "|"): .bar
        case UInt8(ascii: ":") where peek(1) != UInt8(ascii: "="): .colon
        default: nil
        }
    }

    private func asciiOperator(_ byte: UInt8) -> (OperatorID, Int)? {
        let second = peek(1)
        let equalsFollows = second == UInt8(ascii: "=")
        switch byte {
        case UInt8(ascii: "+"): return (.plus, 1)
        case UInt8(ascii: "-"): return (.minus, 1)
        case UInt8(ascii: "*"): return second == byte ? (.power, 2) : (.times, 1)
        case UInt8(ascii: "/"): return (.divide, 1)
        case UInt8(ascii: "^"): return (.power, 1)
        case UInt8(ascii: "!") where equalsFollows: return (.notEqual, 2)
        case UInt8(ascii: "!"): return second == byte && peek(2) != UInt8(ascii: "=") ? (.doubleFactorial, 2) : (.factorial, 1)
        case UInt8(ascii: "'"): return (.prime, 1)
        case UInt8(ascii: "="): return (.equal, 1)
        case UInt8(ascii: "<"): return equalsFollows ? (.lessOrEqual, 2) : (.less, 1)
        case UInt8(ascii: ">"): return equalsFollows ? (.greaterOrEqual, 2) : (.greater, 1)
        case UInt8(ascii: ":"): return (.definition, 2)
        case UInt8(ascii: "."):
            switch second {
            case UInt8(ascii: "."): return (.range, 2)
            case UInt8(ascii: "*"): return (.elementwiseTimes, 2)
            case UInt8(ascii: "/"): return (.elementwiseDivide, 2)
            case UInt8(ascii: "^"): return (.elementwisePower, 2)
            default: return nil
            }
        default: return nil
        }
    }

    /// Digits, with single underscores between digits.
    private mutating func digits() throws(Diagnostic) {
        while position < bytes.count {
            if Bytes.isDigit(bytes[position]) {
                position += 1
            } else if bytes[position] == UInt8(ascii: "_") {
                guard Bytes.isDigit(peek(1)), Bytes.isDigit(bytes[position - 1]) else {
                    throw Diagnostic(
                        "malformed-number", "an underscore in a number stands between two digits", at: Span(position, position + 1))
                }
                position += 1
            } else {
                return
            }
        }
    }

    /// `0x1F`, `0b101`, `0o17`; nil where neither letters nor digits follow, as in `0x`.
    private mutating func basedNumber() throws(Diagnostic) -> Scanned? {
        guard let base = Bytes.base(bytes[position...]), Bytes.isDigit(peek(2)) || Bytes.isLetter(peek(2)) else { return nil }
        let start = position
        position += 2
        while position < bytes.count, let digit = Bytes.digit(bytes[position]), digit < base { position += 1 }
        if position < bytes.count, Bytes.isDigit(bytes[position]) || Bytes.isLetter(bytes[position]) {
            throw Diagnostic(
                "malformed-number",
                "this is no digit of a number that begins with '\(String(decoding: bytes[start..<start + 2], as: UTF8.self))'",
                at: Span(position, position + 1))
        }
        return (.number, .plus)
    }

    private mutating func number() throws(Diagnostic) -> Scanned {
        if let based = try basedNumber() { return based }
        try digits()
        // `1..N` is a range and `2.*x` an elementwise product: the point belongs to the number otherwise.
        if peek(0) == UInt8(ascii: "."), !".*/^".utf8.contains(peek(1)) {
            position += 1
            try digits()
        }
        if peek(0) | 0x20 == UInt8(ascii: "e") {
            let signLength = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
            if Bytes.isDigit(peek(1 + signLength)) {
                position += 1 + signLength
                try digits()
            }
        }
        return (.number, .plus)
    }

    private mutating func name() -> Scanned {
        let start = position
        while position < bytes.count, Bytes.isLetter(bytes[position]) || Bytes.isDigit(bytes[position]) || isBeyondASCIILetter() {
            position += bytes[position] < 0x80 ? 1 : 2
        }
        switch position - start {
        case 2 where matches("or", start): return (.operator, .or)
        case 2 where matches("if", start): return peek(0) == UInt8(ascii: "(") ? (.name, .plus) : (.branch, .plus)
        case 3 where matches("and", start): return (.operator, .and)
        case 3 where matches("not", start): return (.operator, .not)
        case 5 where matches("given", start): return (.given, .plus)
        case 6 where matches("assume", start): return (.assume, .plus)
        case 8 where matches("function", start): return (.function, .plus)
        case 9 where matches("otherwise", start): return (.otherwise, .plus)
        default: return (.name, .plus)
        }
    }

    private func matches(_ word: StaticString, _ start: Int) -> Bool {
        word.withUTF8Buffer { word in
            for offset in 0..<word.count where bytes[start + offset] != word[offset] { return false }
            return true
        }
    }

    /// Whether a letter of two UTF-8 bytes stands here: Latin with accents or Greek.
    private func isBeyondASCIILetter() -> Bool {
        let lead = bytes[position]
        guard lead >= 0xC3, lead <= 0xCF, position + 1 < bytes.count, bytes[position + 1] & 0xC0 == 0x80 else { return false }
        let scalar = UInt32(lead & 0x1F) << 6 | UInt32(bytes[position + 1] & 0x3F)
        // × and ÷ stand among the Latin letters, π is a constant by itself and part of names otherwise.
        return scalar != 0xD7 && scalar != 0xF7 && (scalar <= 0x24F || scalar >= 0x370)
    }

    private mutating func beyondASCII() throws(Diagnostic) -> Scanned {
        if isBeyondASCIILetter() { return name() }
        if let length = Bytes.superscriptLength(bytes, at: position) {
            position += length
            while let length = Bytes.superscriptLength(bytes, at: position) { position += length }
            return (.superscript, .plus)
        }
        for row in Vocabulary.operators {
            for alias in row.aliases where alias.utf8.count > 1 && Bytes.hasPrefix(bytes, alias, at: position) {
                position += alias.utf8.count
                return (.operator, row.id == .negate ? .minus : row.id)
            }
        }
        for row in Vocabulary.constants {
            for alias in row.aliases where Bytes.hasPrefix(bytes, alias, at: position) {
                position += alias.utf8.count
                return (.name, .plus)
            }
        }
        guard let length = Bytes.scalarLength(bytes, at: position) else {
            throw Diagnostic("invalid-utf8", "this byte is not valid UTF-8", at: Span(position, position + 1))
        }
        throw stray(length: length)
    }

    private func stray(length: Int) -> Diagnostic {
        let span = Span(position, position + length)
        let byte = bytes[position]
        if byte == 0 { return Diagnostic("stray-character", "a NUL byte has no meaning here", at: span) }
        if byte < 0x20 || byte == 0x7F { return Diagnostic("stray-character", "a control character has no meaning here", at: span) }
        // What a system makes of bytes that are no UTF-8.
        if Bytes.hasPrefix(bytes, "\u{FFFD}", at: position) { return Diagnostic("invalid-utf8", "this is not valid UTF-8", at: span) }
        if !Bytes.isPrintable(bytes, at: position) {
            return Diagnostic("stray-character", "an invisible character has no meaning here", at: span)
        }
        let character = String(decoding: bytes[position..<position + length], as: UTF8.self)
        return Diagnostic(
            "stray-character", "the character '\(character)' has no meaning here", at: span,
            suggestion: Lexer.suggestions[character] ?? Lexer.hint(character))
    }

    /// What to write instead of characters that mean something elsewhere.
    private static let suggestions = [
        "&": "write 'and'", "∧": "write 'and'", "∨": "write 'or'", "¬": "write 'not'", "~": "write 'not'", "{": "write '('",
        "}": "write ')'",
        "?": "write if(c, a, b)", "%": "write a fraction such as 5/100", "√": "write sqrt(x)", "–": "write '-'", "—": "write '-'",
        "∗": "write '*'", "∕": "write '/'", "…": "write '..'", "₀": "write x_0", "₁": "write x_1", "₂": "write x_2",
        "\\": "write names without a backslash", "\"": "write names without quotes",
    ]

    private static func hint(_ character: String) -> String? {
        guard let scalar = character.unicodeScalars.first, scalar.properties.isAlphabetic else { return nil }
        return "names are of Latin and Greek letters"
    }
}
