/// A JSON text, read.
indirect enum JSONText {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONText])
    case object([String: JSONText])

    init?(_ line: String) {
        var reader = Reader(bytes: Array(line.utf8))
        guard let value = reader.value() else { return nil }
        self = value
    }

    subscript(_ key: String) -> JSONText? {
        if case .object(let members) = self { return members[key] }
        return nil
    }

    var string: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    var items: [JSONText] {
        if case .list(let items) = self { return items }
        return []
    }

    var keys: [String] {
        if case .object(let members) = self { return members.keys.sorted() }
        return []
    }

    var isTrue: Bool {
        if case .flag(true) = self { return true }
        return false
    }

    private struct Reader {
        var bytes: [UInt8]
        var place = 0

        private mutating func skipSpaces() { while place < bytes.count, bytes[place] <= 32 { place += 1 } }

        private mutating func takes(_ word: StaticString) -> Bool {
            let matches = word.withUTF8Buffer { bytes[place...].starts(with: $0) }
            if matches { place += word.utf8CodeUnitCount }
            return matches
        }

        mutating func value() -> JSONText? {
            skipSpaces()
            guard place < bytes.count else { return nil }
            if takes("null") { return .null }
            if takes("true") { return .flag(true) }
            if takes("false") { return .flag(false) }
            if takes("\"") { return text().map { .text($0) } }
            if takes("[") { return list() }
            if takes("{") { return object() }
            let start = place
            while place < bytes.count, !(bytes[place] <= 32 || bytes[place] == 44 || bytes[place] == 93 || bytes[place] == 125) {
                place += 1
            }
            return Double(String(decoding: bytes[start..<place], as: UTF8.self)).map { .number($0) }
        }

        private mutating func list() -> JSONText? {
            var items: [JSONText] = []
            skipSpaces()
            if takes("]") { return .list(items) }
            while let item = value() {
                items.append(item)
                skipSpaces()
                if takes("]") { return .list(items) }
                guard takes(",") else { return nil }
            }
            return nil
        }

        private mutating func object() -> JSONText? {
            var members: [String: JSONText] = [:]
            skipSpaces()
            if takes("}") { return .object(members) }
            while true {
                skipSpaces()
                guard takes("\""), let key = text() else { return nil }
                skipSpaces()
                guard takes(":"), let member = value() else { return nil }
                members[key] = member
                skipSpaces()
                if takes("}") { return .object(members) }
                guard takes(",") else { return nil }
            }
        }

        private mutating func text() -> String? {
            var result: [UInt8] = []
            while place < bytes.count {
                let byte = bytes[place]
                place += 1
                if byte == 34 { return String(decoding: result, as: UTF8.self) }
                guard byte == 92, place < bytes.count else {
                    result.append(byte)
                    continue
                }
                let escaped = bytes[place]
                place += 1
                switch escaped {
                case 110: result.append(10)
                case 116: result.append(9)
                case 114: result.append(13)
                case 117:
                    guard place + 4 <= bytes.count, let code = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16),
                        let scalar = Unicode.Scalar(code)
                    else { return nil }
                    place += 4
                    result += Array(String(Character(scalar)).utf8)
                default: result.append(escaped)
                }
            }
            return nil
        }
    }
}
