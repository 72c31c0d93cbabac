import Foundation
import Session
import Testing

/// Files that are made from the tables of operations and options.
@Suite("Files made from the tables")
struct GeneratedFiles {
    static let files: [(path: String, text: String)] = [
        ("grammar/command.ebnf", CommandGrammar.text), ("docs/agnesi.1", Manual.page), ("packaging/completions/agnesi.bash", Manual.bash),
        ("packaging/completions/_agnesi", Manual.zsh), ("packaging/completions/agnesi.fish", Manual.fish),
    ]

    @Test("are in step with them", arguments: files.map(\.path))
    func filesAreInStep(path: String) throws {
        let file = Command.root.appendingPathComponent(path)
        let wanted = try #require(GeneratedFiles.files.first { $0.path == path }?.text)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" { try wanted.write(to: file, atomically: true, encoding: .utf8) }
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text == wanted, "\(path) is stale: make record")
    }

    @Test("the examples of every operation are answered", arguments: OperationRow.all.map(\.name))
    func examples(name: String) throws {
        let operation = try #require(OperationRow.named(name))
        #expect(!operation.examples.isEmpty && operation.help.contains("agnesi \(operation.examples[0])"))
        for example in operation.examples {
            #expect(example.hasPrefix(name + " "), "\(example)")
            let result = try Command.run("agnesi " + example)
            #expect(result.status == 0 || result.status == 1 && name == "equal", "\(example): \(result.text)")
            #expect(!result.text.isEmpty && !result.text.contains("error:"), "\(example): \(result.text)")
        }
    }
}
