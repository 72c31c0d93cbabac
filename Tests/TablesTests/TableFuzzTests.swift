import Support
import Testing

@testable import Tables

@Suite("Tables in pieces")
struct TableFuzzTests {
    private let rounds = 1000

    /// A table that is well-formed more often than not.
    private func randomTable(_ random: inout Randomness) -> [UInt8] {
        let delimiter = [",", ",", ",", ";", "\t"].randomElement(using: &random) ?? ","
        let lineEnd = ["\n", "\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
        let columnCount = Int.random(in: 1...5, using: &random)
        func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        var text = Int.random(in: 0..<4, using: &random) == 0 ? "\u{FEFF}" : ""
        let names = (0..<columnCount).map { index in
            switch Int.random(in: 0..<6, using: &random) {
            case 0: quoted("a\(delimiter) \"b\"\n\(index)")
            case 1: " x\(index) "
            default: "x\(index)"
            }
        }
        text += names.joined(separator: delimiter) + lineEnd
        for row in 0..<Int.random(in: 0...12, using: &random) {
            if Int.random(in: 0..<8, using: &random) == 0 { text += ["", "  ", lineEnd].randomElement(using: &random) ?? "" + lineEnd }
            let fields = (0..<columnCount).map { _ in
                switch Int.random(in: 0..<14, using: &random) {
                case 0: quoted("\(Int.random(in: -9...9, using: &random))")
                case 1: " \(Double.random(in: -1...1, using: &random)) "
                case 2: ["nan", "inf", "-Infinity", "+1.5E+3", ".5", "2."].randomElement(using: &random) ?? "0"
                case 3: "\"  12.50 \" "
                case 4: "\(random.next())\(random.next())e-\(Int.random(in: 0...40, using: &random))"
                case 5: "\(Double(bitPattern: random.next()))"
                default: "\(Double.random(in: -1000...1000, using: &random))"
                }
            }
            text += fields.joined(separator: delimiter)
            if row > 0 || Bool.random(using: &random) { text += lineEnd }
        }
        return Array(text.utf8)
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout Randomness) {
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: if place < bytes.count { bytes.remove(at: place) }
            case 1: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
            case 2: bytes.insert(contentsOf: bytes[place..<min(place + 9, bytes.count)], at: bytes.count - place)
            default:
                let pieces = [",", "\"", "\n", "\r", "\r\n", ";", "\t", " ", "e", "-", "\0", "na", "1,5", "\"a\nb\"", "\u{2212}"]
                bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: place)
            }
        }
    }

    @Test("a table fed in any pieces is the table fed whole, and a plain parser agrees", arguments: [1, 2, 3, 4])
    func pieces(seed: UInt64) {
        var random = Randomness(seed: seed)
        var wellFormed = 0
        for round in 0..<rounds {
            var bytes = randomTable(&random)
            if round % 2 == 0 { mutate(&bytes, &random) }
            let select = Bool.random(using: &random) ? nil : [1, 0].filter { _ in Bool.random(using: &random) }
            let whole = Reading(bytes, select: select, keepsTexts: true)
            let borders = (0..<Int.random(in: 1...12, using: &random)).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
            let pieces = Reading(
                bytes, borders: borders, rowsPerBlock: Int.random(in: 1...5, using: &random), select: select, keepsTexts: true,
                isHasty: Bool.random(using: &random))
            let single = Reading(bytes, borders: Array(0..<bytes.count), select: select, keepsTexts: true)
            let plain = PlainParser(bytes, select: select)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(pieces == whole, "\(text.debugDescription) at \(borders)")
            #expect(single == whole, "\(text.debugDescription)")
            let failure = whole.problem.map { PlainParser.Failure(code: $0.code, row: $0.row, line: $0.line) }
            #expect(failure == plain.failure, "\(text.debugDescription) \(String(describing: select))")
            #expect(whole.names == plain.names, "\(text.debugDescription)")
            #expect(whole.numbers.map { $0.map(\.description) } == plain.rows.map { $0.map(\.description) }, "\(text.debugDescription)")
            if whole.problem == nil { wellFormed += 1 }
        }
        #expect(wellFormed > rounds / 4 && wellFormed < rounds)
    }

    @Test("memory does not grow with the table")
    func constantMemory() throws {
        let piece = Array(String(repeating: "1.5,\"a\"\n2,\n", count: 6000).utf8)
        var reader = TableReader(rowsPerBlock: 5000)
        reader.feed(Array("x,y\n".utf8))
        for round in 0..<50 {
            reader.feed(piece)
            while let part = try reader.next() { if part == .header { reader.select([0]) } }
            #expect(reader.buffer.capacity <= 4 * piece.count, "\(round)")
        }
        #expect(reader.rowCount == 600_000)
    }

    @Test("pieces around the buffer's size lose nothing")
    func largePieces() {
        var random = Randomness(seed: 20)
        var text = "a,b,c\n"
        for row in 0..<20_000 { text += "\(row),\"some text, and \"\"more\"\"\",\(Double(row) / 7)\n" }
        let bytes = Array(text.utf8)
        let whole = Reading(bytes, rowsPerBlock: 1000, select: [0, 2])
        #expect(whole.problem == nil && whole.rows.count == 20_000)
        #expect(whole.numbers.enumerated().allSatisfy { $1 == [Double($0), Double($0) / 7] })
        for size in [1000, 65_536, 131_071, 131_072, 131_073, 300_000] {
            var borders = Array(stride(from: size, to: bytes.count, by: size))
            if size == 1000 { borders = borders.map { $0 + Int.random(in: 0..<1000, using: &random) }.filter { $0 < bytes.count }.sorted() }
            #expect(Reading(bytes, borders: borders, rowsPerBlock: 777, select: [0, 2]).rows == whole.rows, "\(size)")
        }
    }
}
