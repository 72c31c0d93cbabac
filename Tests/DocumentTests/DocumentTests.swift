import Foundation
import Testing

/// Runs the commands that the documents show, and compares what they print with what the documents say they print.
///
/// A block marked `console` holds commands behind `$ ` and their output, standard error included. With RECORD=1 in the
/// environment the outputs are written anew.
@Suite("The documents")
struct DocumentTests {
    private static let root = Command.root

    private static let documents: [String] = {
        let pages = ["docs", "examples"].flatMap { folder -> [String] in
            let files = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
            return (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
        }
        return ["README.md"] + pages
    }()

    @Test("show what the program prints", arguments: documents)
    func examplesAreTrue(path: String) throws {
        let file = DocumentTests.root.appendingPathComponent(path)
        let text = try String(contentsOf: file, encoding: .utf8)
        let renewed = try renew(text)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try renewed.write(to: file, atomically: true, encoding: .utf8)
        } else {
            for (shown, printed) in zip(text.split(separator: "\n"), renewed.split(separator: "\n")) where shown != printed {
                Issue.record("\(path) shows '\(shown)', the program prints '\(printed)'")
                break
            }
            #expect(text == renewed, "\(path) is stale: make record")
        }
    }

    @Test("README has ten examples")
    func readmeHasTenExamples() throws {
        let text = try String(contentsOf: DocumentTests.root.appendingPathComponent("README.md"), encoding: .utf8)
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("$ ") }.count >= 10)
    }

    /// The text with every output taken from a fresh run.
    private func renew(_ text: String) throws -> String {
        var result: [Substring] = []
        var isConsole = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isConsole = line == "```console"
                result.append(line)
            } else if !isConsole {
                result.append(line)
            } else if line.hasPrefix("$ ") {
                result.append(line)
                let output = try Command.run(String(line.dropFirst(2))).text
                result += output.split(separator: "\n", omittingEmptySubsequences: false).dropLast(output.hasSuffix("\n") ? 1 : 0)
            }
        }
        return result.joined(separator: "\n")
    }
}
