import Session
import Testing
import Vocabulary

@Suite("The examples of the table")
struct ExampleTests {
    @Test("print what they promise", arguments: Vocabulary.functions.map(\.name))
    func examplesHold(name: String) throws {
        let row = Vocabulary.row(try #require(Vocabulary.function(named: name)))
        for example in row.examples {
            var input = example.input
            var output: [UInt8] = []
            var errors: [UInt8] = []
            let status = input.withUTF8 { Session().respond(to: .statements, $0, output: &output, errors: &errors) }
            #expect(status == 0)
            #expect(String(decoding: output, as: UTF8.self) == example.output + "\n", "\(example.input)")
        }
    }

    @Test("help shows a row with its examples run")
    func helpRuns() throws {
        for row in Vocabulary.functions {
            let text = try #require(Session().help(on: row.name))
            #expect(text.contains(row.summary))
            for example in row.examples { #expect(text.contains("> \(example.input)\n    \(example.output)\n"), "\(row.name)") }
        }
        #expect(Session().help(on: "no such thing") == nil)
    }
}
