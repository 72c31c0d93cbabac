import Rendering
import Support
import Testing

@testable import Syntax

@Suite("Mutations of bytes")
struct ByteMutationTests {
    /// Bytes that begin or break tokens.
    private static let bytes =
        Array("()[]|,;:='!^*/+-<>.#_ \n\t\0\\\"e1x²πθ≤∞\u{7F}".utf8) + [0x80, 0xBF, 0xC0, 0xC2, 0xCE, 0xE2, 0xF0, 0xFF]

    private static func mutate(_ text: inout [UInt8], _ random: inout Randomness) {
        let byte =
            random.next() % 4 == 0 ? UInt8.random(in: 0...255, using: &random) : bytes[Int.random(in: 0..<bytes.count, using: &random)]
        let place = Int.random(in: 0...text.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0 where place < text.count: text.remove(at: place)
        case 1 where place < text.count: text[place] = byte
        case 2: text.removeSubrange(place...)
        case 3:
            let end = Int.random(in: place...text.count, using: &random)
            text.insert(contentsOf: text[place..<end], at: Int.random(in: 0...text.count, using: &random))
        default: text.insert(byte, at: place)
        }
    }

    /// Reads all statements, behind errors too, and returns what is wrong with the answers.
    private static func complaint(_ text: [UInt8], _ tree: inout SyntaxTree) -> String? {
        text.withUnsafeBufferPointer { bytes in
            func isInside(_ span: Span) -> Bool { span.start <= span.end && Int(span.end) <= bytes.count }
            func complaint(_ problem: Diagnostic) -> String? {
                if !isInside(problem.span) { return "the span \(problem.span) is outside" }
                let lines = DiagnosticRenderer.picture(problem, input: bytes).split(separator: "\n")
                return lines.count == 3 && lines[2].contains("^") ? nil : "the picture has \(lines.count) lines"
            }
            var parser: Parser
            do throws(Diagnostic) { parser = try Parser(bytes) } catch { return complaint(error) }
            var count = 0
            while !parser.isAtEnd {
                count += 1
                guard count <= bytes.count + 1 else { return "the statements do not end" }
                do throws(Diagnostic) {
                    try parser.statement(into: &tree)
                } catch {
                    if let wrong = complaint(error) { return wrong }
                    parser.skipStatement()
                    continue
                }
                var depth = 0
                for node in tree.nodes {
                    guard isInside(node.span), isInside(node.focus) else { return "a node is outside" }
                    guard depth >= Int(node.childCount) else { return "a node lacks children" }
                    depth += 1 - Int(node.childCount)
                }
                if depth > 1 { return "\(depth) roots" }
            }
            return nil
        }
    }

    @Test("never crash the parser nor make it hang, and errors stay inside the text", arguments: 0..<4)
    func mutations(part: Int) throws {
        var random = Randomness(seed: UInt64(part))
        let seeds = try (Corpus.files("accepted") + Corpus.files("rejected")).flatMap { try Corpus($0).cases.map(\.input) }
        var tree = SyntaxTree()
        for _ in 0..<25_000 {
            var text = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) { ByteMutationTests.mutate(&text, &random) }
            if let complaint = ByteMutationTests.complaint(text, &tree) { Issue.record("\(text): \(complaint)") }
        }
    }
}
