import Algebra
import Foundation
import Testing
import Vocabulary

@Suite("The page of the rules")
struct RuleDocumentTests {
    @Test("is in step with the rule book")
    func pageIsInStep() throws {
        let text = try recorded("docs/rules.md", RuleBook.page())
        for rule in RuleBook.all.rules { #expect(text.contains(rule.text), "\(rule.name)") }
    }

    @Test("and the table of their places are in step") func placesAreInStep() throws {
        _ = try recorded("Sources/Algebra/Rules/RuleBook+Places.swift", RuleBook.placesFile())
    }

    /// The text of a file that is written from the rules.
    private func recorded(_ path: String, _ wanted: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appendingPathComponent(path)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" { try wanted.write(to: file, atomically: true, encoding: .utf8) }
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text == wanted, "\(path) is stale: make record")
        return text
    }

    @Test("help tells of groups and of rules, whose names mean nothing else")
    func help() throws {
        for group in RuleBook.groups { #expect(RuleBook.helpOverview().contains(group.title)) }
        for rule in RuleBook.all.rules { #expect(RuleBook.help(on: rule.name)?.contains(rule.text) == true, "\(rule.name)") }
        #expect(RuleBook.help(on: "trigonometry")?.contains("sin(u)^2 + cos(u)^2 -> 1") == true)
        #expect(RuleBook.help(on: "nothing") == nil)
        let names = RuleBook.all.rules.map(\.name) + RuleBook.groups.map(\.name)
        let words = Set(Vocabulary.words + Vocabulary.functions.flatMap(\.aliases) + Vocabulary.greek.map(\.name) + ["rules"])
        #expect(Set(names).isDisjoint(with: words), "\(Set(names).intersection(words))")
        #expect(Set(names).count == names.count)
    }
}
