import Foundation

/// Inputs and what is expected of them, in readable files:
///
///     ==== a title
///     the input, on one or more lines
///     ----
///     what is expected
///
/// A byte that cannot stand in a text is written `\xFF`. With RECORD=1 in the environment the expectations are written anew.
struct Corpus {
    struct Case {
        let title: String
        let input: [UInt8]
        fileprivate let written: Substring
        let expected: String
    }

    private let file: URL
    private let preamble: Substring
    let cases: [Case]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Corpus")
    static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD"] == "1" }

    /// The files of a part of the corpus.
    static func files(_ part: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(part).path)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().map { "\(part)/\($0)" }
    }

    init(_ path: String) throws {
        file = Corpus.folder.appendingPathComponent(path)
        let text = try String(contentsOf: file, encoding: .utf8)
        var parts = text.split(separator: "==== ", omittingEmptySubsequences: false)[...]
        preamble = parts.removeFirst()
        cases = parts.map { part in
            let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
            let rule = lines.firstIndex(of: "----") ?? lines.count
            let written = lines.dropFirst().prefix(max(rule - 1, 0)).joined(separator: "\n")
            let expected = lines.dropFirst(rule + 1).joined(separator: "\n").trimmingSuffix { $0.isNewline }
            return Case(title: String(lines[0]), input: Corpus.unescaped(written), written: Substring(written), expected: String(expected))
        }
    }

    /// Writes the file anew with these expectations.
    func record(_ expectations: [String]) throws {
        var text = String(preamble)
        for (item, expected) in zip(cases, expectations) { text += "==== \(item.title)\n\(item.written)\n----\n\(expected)\n\n" }
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    private static func unescaped(_ text: String) -> [UInt8] {
        var rest = Array(text.utf8)[...]
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"), rest.count >= 3,
                let escaped = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(escaped)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}

extension String {
    fileprivate func trimmingSuffix(while isSuperfluous: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isSuperfluous(last) { rest.removeLast() }
        return rest
    }
}
