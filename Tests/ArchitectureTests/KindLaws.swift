import Testing

/// Who must know a new kind of node: the compiler names the switches without a default, and docs/architecture.md lists their files.
@Suite("Kinds of node")
struct KindLaws {
    /// The files in which a switch over the kind of a node has no default.
    private func interpretations() -> Set<String> {
        var found: Set<String> = []
        for file in SourceTree.files(under: "Sources", endingWith: ".swift") {
            let lines = file.code.split(separator: "\n", omittingEmptySubsequences: false)
            for (number, line) in lines.enumerated()
            where line.contains("switch store.kind(") || line.contains("switch kind(") || line.contains("switch self.kind(") {
                let indent = line.prefix { $0 == " " }
                let cases = lines[(number + 1)...].prefix { $0 != indent + "}" && $0 != indent + "}()" }
                let isOpen = cases.contains { $0.hasPrefix(indent + "default") || $0.hasPrefix(indent + "case let") }
                if !isOpen { found.insert(file.path) }
            }
        }
        return found
    }

    @Test("only the interpretations that docs/architecture.md lists tell all of them apart")
    func interpretationsAreListed() throws {
        let text = try SourceTree.text("docs/architecture.md")
        let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("| what a node means") })
        let listed = row.split(separator: "`").filter { $0.hasPrefix("Sources/") }.map(String.init)
        #expect(Set(listed) == interpretations())
    }
}
