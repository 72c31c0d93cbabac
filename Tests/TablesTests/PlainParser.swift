import Foundation

/// A second reader of tables, which takes the whole text and one byte after the other, and shares nothing with the first.
struct PlainParser {
    struct Failure: Error, Equatable {
        let code: String
        let row: Int?
        let line: Int
    }

    var names: [String]?
    var rows: [[Double]] = []
    var failure: Failure?

    private struct Field {
        var text = ""
        var isQuoted = false
        var line = 1
    }

    private let bytes: [UInt8]
    private var place = 0
    private var line = 1
    private var delimiter: UInt8 = 44

    init(_ bytes: [UInt8], select: [Int]?) {
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes
        do {
            try read(select)
        } catch {
            failure = error as? Failure
        }
    }

    private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func read(_ select: [Int]?) throws {
        if let first = bytes.first, [0xFE, 0xFF, 0x1F].contains(first), bytes.count > 1, [0xFE, 0xFF, 0x8B].contains(bytes[1]),
            first != bytes[1]
        {
            throw Failure(code: "not-text", row: nil, line: 1)
        }
        skipBlankLines(isHeader: true)
        if place == bytes.count { throw Failure(code: "empty-table", row: nil, line: 1) }
        delimiter = guessDelimiter()
        let firstLine = line
        var header: [Field] = []
        while true {
            header.append(try field(row: nil))
            if byte != delimiter { break }
            place += 1
        }
        endLine()
        let values = header.map { number($0.text.trimmingCharacters(in: .init(charactersIn: " \t"))) }
        if values.allSatisfy({ $0 != nil }), values.contains(where: { $0?.isFinite == true }) {
            throw Failure(code: "missing-header", row: nil, line: firstLine)
        }
        let texts = header.map { $0.isQuoted ? $0.text : $0.text.trimmingCharacters(in: .init(charactersIn: " \t")) }
        let named = texts.filter { !$0.isEmpty }
        if Set(named).count < named.count { throw Failure(code: "duplicate-column", row: nil, line: firstLine) }
        names = texts
        let wanted = select?.filter { $0 < texts.count } ?? Array(texts.indices)
        while true {
            skipBlankLines(isHeader: false)
            if place == bytes.count { return }
            try row(texts.count, wanted)
        }
    }

    private mutating func row(_ count: Int, _ wanted: [Int]) throws {
        let (number, firstLine) = (rows.count + 1, line)
        var found: [Double?] = []
        while true {
            let field = try field(row: number)
            let text = field.text.trimmingCharacters(in: .init(charactersIn: " \t"))
            let value = self.number(text)
            if wanted.contains(found.count), value == nil {
                let words = ["", "na", "n/a", "#n/a", "null", "none", "<na>", "missing"]
                throw Failure(code: words.contains(text.lowercased()) ? "missing-value" : "not-a-number", row: number, line: field.line)
            }
            if wanted.contains(found.count), let value, value == 0 || value.isInfinite {
                let parts = text.lowercased().split(separator: "e")
                let isZero = !(parts.first ?? "").contains { "123456789".contains($0) }
                if parts.count == 2, !isZero, Double(parts[1]).map({ $0.magnitude >= 1e6 }) ?? false {
                    throw Failure(code: "number-size", row: number, line: field.line)
                }
            }
            found.append(value)
            let isLast = byte != delimiter
            if isLast ? found.count < count : found.count == count { throw Failure(code: "ragged-row", row: number, line: firstLine) }
            if isLast { break }
            place += 1
        }
        endLine()
        rows.append(wanted.map { found[$0] ?? .nan })
    }

    private func number(_ text: String) -> Double? {
        let lowered = text.lowercased()
        let unsigned = lowered.hasPrefix("+") || lowered.hasPrefix("-") ? String(lowered.dropFirst()) : lowered
        if unsigned == "nan" { return .nan }
        if !["inf", "infinity"].contains(unsigned) {
            guard unsigned.utf8.contains(where: { (48...57).contains($0) }) else { return nil }
            guard let first = unsigned.utf8.first, first != 43, first != 45, !unsigned.contains("x"), !unsigned.contains("n") else {
                return nil
            }
        }
        if text.utf8.contains(where: { $0 <= 32 }) { return nil }
        return text.withCString { start in
            var end: UnsafeMutablePointer<CChar>?
            let value = strtod(start, &end)
            return end.map { UnsafePointer($0) - start } == text.utf8.count ? value : nil
        }
    }

    private mutating func skipBlankLines(isHeader: Bool) {
        while true {
            var look = place
            while look < bytes.count, bytes[look] == 32 || (bytes[look] == 9 && (isHeader || delimiter != 9)) { look += 1 }
            if look == bytes.count {
                place = look
                return
            }
            guard bytes[look] == 10 || bytes[look] == 13 else { return }
            place = look
            endLine()
        }
    }

    private mutating func endLine() {
        if byte == 13, place + 1 < bytes.count, bytes[place + 1] == 10 { place += 1 }
        if byte != nil { place += 1 }
        line += 1
    }

    private func guessDelimiter() -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isInside = false
        var isFresh = true
        var look = place
        while look < bytes.count {
            let byte = bytes[look]
            if isInside {
                if byte == 34 {
                    if look + 1 < bytes.count, bytes[look + 1] == 34 { look += 1 } else { isInside = false }
                }
                isFresh = false
            } else if byte == 34, isFresh {
                isInside = true
            } else if byte == 10 || byte == 13 {
                break
            } else {
                isFresh = [44, 59, 9].contains(byte)
                if isFresh { counts[byte, default: 0] += 1 }
            }
            look += 1
        }
        if counts[44] != nil || counts.isEmpty { return 44 }
        return counts[9, default: 0] >= counts[59, default: 0] ? 9 : 59
    }

    private mutating func field(row: Int?) throws -> Field {
        var field = Field(line: line)
        var content: [UInt8] = []
        func failure(_ code: String) -> Failure { Failure(code: code, row: row, line: field.line) }
        if byte == 34 {
            field.isQuoted = true
            place += 1
            while true {
                guard let byte else { throw failure("open-quote") }
                if byte == 0 { throw failure("not-text") }
                place += 1
                if byte == 34 {
                    guard self.byte == 34 else { break }
                    place += 1
                }
                if byte == 10 || (byte == 13 && self.byte != 10) { line += 1 }
                content.append(byte)
            }
            while let byte, byte != delimiter, byte != 10, byte != 13 {
                if byte == 0 { throw failure("not-text") }
                if byte != 32, byte != 9 { throw failure("text-after-quote") }
                place += 1
            }
        } else {
            while let byte, byte != delimiter, byte != 10, byte != 13 {
                if byte == 0 { throw failure("not-text") }
                content.append(byte)
                place += 1
            }
        }
        field.text = String(decoding: content, as: UTF8.self)
        return field
    }
}
