import Glibc

/// Reads the text form of formulas, relations and conditions, as Agnesi prints them.
struct TermReader {
    struct Unreadable: Error { var text: String }

    private let text: [UInt8]
    private var place = 0
    private var depth = 0
    private static let deepest = 400

    static func term(_ text: String) throws -> Term {
        var reader = TermReader(text: Array(text.utf8))
        let term = try reader.alternatives()
        reader.skipSpaces()
        guard reader.place == reader.text.count else { throw Unreadable(text: text) }
        return term
    }

    private init(text: [UInt8]) { self.text = text }

    private var failure: Unreadable { Unreadable(text: String(decoding: text, as: UTF8.self)) }

    private mutating func skipSpaces() { while place < text.count, text[place] == 32 { place += 1 } }

    private mutating func takes(_ symbol: String) -> Bool {
        skipSpaces()
        let bytes = Array(symbol.utf8)
        guard place + bytes.count <= text.count, Array(text[place..<place + bytes.count]) == bytes else { return false }
        if TermReader.isLetter(bytes[0]), place + bytes.count < text.count, TermReader.isNamePart(text[place + bytes.count]) {
            return false
        }
        place += bytes.count
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) || byte >= 128 }
    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isNamePart(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == 95 }

    private mutating func alternatives() throws -> Term {
        var left = try conjunction()
        while takes("or") { left = .call(.or, [left, try conjunction()]) }
        return left
    }

    private mutating func conjunction() throws -> Term {
        var left = try negation()
        while takes("and") { left = .call(.and, [left, try negation()]) }
        return left
    }

    private mutating func negation() throws -> Term {
        if takes("not") { return .call(.not, [try negation()]) }
        return try relations()
    }

    /// A chain `a < b <= c` is what its links are together.
    private mutating func relations() throws -> Term {
        var left = try sum()
        var chain: Term?
        while true {
            let link: (Operation, swapped: Bool)
            if takes("<=") {
                link = (.lessOrEqual, false)
            } else if takes(">=") {
                link = (.lessOrEqual, true)
            } else if takes("!=") {
                link = (.unequal, false)
            } else if takes("<") {
                link = (.less, false)
            } else if takes(">") {
                link = (.less, true)
            } else if takes("=") {
                link = (.equal, false)
            } else {
                return chain ?? left
            }
            let right = try sum()
            let relation = Term.call(link.0, link.swapped ? [right, left] : [left, right])
            chain = chain.map { .call(.and, [$0, relation]) } ?? relation
            left = right
        }
    }

    private mutating func sum() throws -> Term {
        var left = try product()
        while true {
            if takes("+") {
                left = left + (try product())
            } else if takes("-") {
                left = left - (try product())
            } else {
                return left
            }
        }
    }

    private mutating func product() throws -> Term {
        var left = try signed()
        while true {
            if takes("*") {
                left = left * (try signed())
            } else if takes("/") {
                left = left / (try signed())
            } else {
                return left
            }
        }
    }

    private mutating func signed() throws -> Term {
        if takes("-") { return .call(.negated, [try signed()]) }
        let base = try primary()
        return takes("^") ? base ^ (try signed()) : base
    }

    private mutating func primary() throws -> Term {
        depth += 1
        defer { depth -= 1 }
        guard depth < TermReader.deepest else { throw failure }
        if takes("(") {
            let inner = try alternatives()
            guard takes(")") else { throw failure }
            return inner
        }
        guard place < text.count else { throw failure }
        if TermReader.isDigit(text[place]) { return try number() }
        guard TermReader.isLetter(text[place]) else { throw failure }
        let start = place
        while place < text.count, TermReader.isNamePart(text[place]) { place += 1 }
        let word = String(decoding: text[start..<place], as: UTF8.self)
        guard takes("(") else { return .name(word) }
        guard let operation = Operation.named[word] else { throw failure }
        var operands = [try alternatives()]
        while takes(",") { operands.append(try alternatives()) }
        guard takes(")") else { throw failure }
        return .call(operation, operands)
    }

    /// A decimal of many digits is a rounded number, right to half a unit in its last place; shorter ones are exact.
    private mutating func number() throws -> Term {
        let start = place
        var decimals = 0
        var isFraction = false
        while place < text.count, TermReader.isDigit(text[place]) || text[place] == 46 && !isFraction {
            if isFraction { decimals += 1 }
            if text[place] == 46 { isFraction = true }
            place += 1
        }
        let digits = place - start - (isFraction ? 1 : 0)
        if place + 1 < text.count, text[place] == 101, TermReader.isDigit(text[place + 1]) || text[place + 1] == 45 {
            let mantissaEnd = place
            place += 2
            while place < text.count, TermReader.isDigit(text[place]) { place += 1 }
            decimals -= Int(String(decoding: text[mantissaEnd + 1..<place], as: UTF8.self)) ?? 0
            isFraction = true
        }
        guard let value = Double(String(decoding: text[start..<place], as: UTF8.self)) else { throw failure }
        if !isFraction { return .number(value, error: value < 0x1p53 ? 0 : value.ulp) }
        let isExact = digits < 10 && value * 1024 == (value * 1024).rounded()
        let rounding = digits < 10 ? 0 : pow(10, -Double(decimals))
        return .number(value, error: isExact ? 0 : rounding + value.ulp)
    }
}
