import Foundation
import Testing

@Suite("The laws of the architecture")
struct Laws {
    private let sources = SourceTree.files(under: "Sources", endingWith: ".swift")
    private let tests = SourceTree.files(under: "Tests", endingWith: ".swift")
    private let sourcesInC = [".c", ".h"].flatMap { SourceTree.files(under: "Sources", endingWith: $0) }

    /// What docs/architecture.md allows each target to import.
    private func allowedImports() throws -> [String: Set<String>] {
        var allowed: [String: Set<String>] = [:]
        for line in try SourceTree.text("docs/architecture.md").split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimming(" `") }
            guard cells.count == 3, !cells[0].contains("/") else { continue }
            for name in cells[0].split(separator: " ").map({ $0.trimming("`") }) {
                allowed[name] = Set(cells[2].split(separator: " ").map { $0.trimming("`,") })
            }
        }
        return allowed
    }

    @Test("a target imports only what docs/architecture.md allows it")
    func importsFollowTheTable() throws {
        let allowed = try allowedImports()
        let system: Set<String> = ["Glibc", "Synchronization", "ArgumentParser"]
        for file in sources {
            let known = try #require(allowed[file.target], "docs/architecture.md has no row for \(file.target)")
            for line in file.lines where line.hasPrefix("import ") {
                let name = String(line.dropFirst("import ".count))
                #expect(known.contains(name) || system.contains(name), "\(file.path) imports \(name)")
            }
        }
    }

    @Test("C includes headers of its own target, and of those that docs/architecture.md allows it")
    func includesFollowTheTable() throws {
        let allowed = try allowedImports()
        let owners = Dictionary(grouping: sourcesInC, by: \.name).mapValues { Set($0.map(\.target)) }
        var count = 0
        for file in sourcesInC {
            let known = try #require(allowed[file.target], "docs/architecture.md has no row for \(file.target)").union([file.target])
            for line in file.lines where line.hasPrefix("#include \"") {
                let name = line.dropFirst("#include \"".count).prefix { $0 != "\"" }
                #expect(!known.isDisjoint(with: owners[String(name)] ?? []), "\(file.path) includes \(name)")
                count += 1
            }
        }
        #expect(count > 50)
    }

    /// A build that has everything at hand finds a module that a target does not name; one from scratch may not.
    @Test("a test imports only what Package.swift gives its target")
    func testsImportWhatTheyAreGiven() throws {
        let package = try SourceTree.text("Package.swift").split { $0.isWhitespace }.joined(separator: " ")
        var given: [String: Set<String>] = [:]
        for part in package.components(separatedBy: "tests(").dropFirst() {
            let words = part.prefix { $0 != "]" }.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
            let names = stride(from: 1, to: words.count, by: 2).map { words[$0] }
            if let name = names.first { given[name] = Set(names.dropFirst() + ["Support"]) }
        }
        #expect(given.count > 10)
        let own = Set(sources.map(\.target))
        for file in tests {
            guard let allowed = given[file.target] else { continue }
            for line in file.lines where line.hasPrefix("import ") || line.hasPrefix("@testable import ") {
                let name = line.split(separator: " ").last.map(String.init) ?? ""
                #expect(!own.contains(name) || allowed.contains(name), "\(file.path) imports \(name)")
            }
        }
    }

    @Test("only the executable touches the terminal, files and the environment")
    func onlyTheExecutableTouchesTheWorld() {
        // Without the C library there is nothing to open or to leave.
        for file in sources where file.target != "agnesi" && file.code.contains("import Glibc") {
            for word in ["print(", "fopen(", "open(", "getenv(", "isatty(", "readLine(", "CommandLine", "FileHandle", "exit("] {
                #expect(!file.code.containsCall(word), "\(file.path) uses \(word)")
            }
        }
        for file in sources {
            #expect(!file.code.contains("import Foundation"), "\(file.path)")
            if file.target != "agnesi" {
                #expect(!file.code.containsCall("print(") && !file.code.containsCall("readLine("), "\(file.path)")
            }
        }
    }

    @Test("the tanh score is 1: a function is known to one file")
    func tanhScore() {
        // The texts of rules are Agnesi's own syntax; the code around them mentions no function.
        let mentioning = sources.filter { ($0.isRuleText ? $0.textOutsideLiterals : $0.text).containsWord("tanh") }.map(\.path)
        #expect(mentioning == ["Sources/Vocabulary/Functions/Hyperbolic.swift"])
        #expect(sources.contains { $0.isRuleText && $0.text.containsWord("tanh") })
    }

    @Test("only Expressions makes sum, product and power nodes")
    func onlyExpressionsMakesNodes() {
        for file in sources where file.target != "Expressions" {
            #expect(!file.code.contains("intern("), "\(file.path)")
            #expect(!file.code.contains("rawPower("), "\(file.path)")
        }
    }

    @Test("files stay small")
    func filesStaySmall() {
        for file in sources + tests + sourcesInC {
            let limit = file.path.contains("/Vocabulary/Functions/") ? 600 : 400
            #expect(file.lines.count <= limit, "\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test("nothing is forced, and nothing is left open")
    func nothingIsForced() {
        for file in sources {
            for word in ["try!", "as!", "TODO", "FIXME", "XXX"] { #expect(!file.text.contains(word), "\(file.path) has \(word)") }
            #expect(!file.code.containsForceUnwrap, "\(file.path) unwraps by force")
        }
    }

    /// The first element of a lazy sequence is computed twice; a transformation that answers differently then ends the program.
    @Test("nothing is transformed lazily")
    func nothingIsLazy() {
        for file in sources {
            for word in [".lazy.map", ".lazy.compactMap", ".lazy.flatMap"] {
                #expect(!file.code.contains(word), "\(file.path) has \(word)")
            }
        }
    }

    /// What `undefined` says is a fact; see `Expr.unfinished`.
    @Test("where the budget is spent, nothing is undefined")
    func spentIsUnfinished() {
        let spent = ["isExhausted", "budget.step", "exhaust("]
        for file in sources {
            var previous = ""
            for line in file.code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
                let place = line.contains("return") ? previous + line : line
                let isSpent = spent.contains { place.contains($0) } && !["throw", "kind: .undefined"].contains { place.contains($0) }
                #expect(!(isSpent && line.contains(".undefined")), "\(file.path): \(line)")
                previous = line
            }
        }
    }

    @Test("no recursion runs over input of a user's size")
    func recursionIsBounded() {
        for problem in Recursion.problems(sources, counted: Recursion.counted, bounded: Recursion.bounded) { Issue.record("\(problem)") }
        #expect(Recursion.bounded.allSatisfy { !$0.reason.isEmpty })
    }

    @Test("every path that docs/architecture.md names is there")
    func namedPathsExist() throws {
        let text = try SourceTree.text("docs/architecture.md")
        var count = 0
        for quoted in text.split(separator: "`").enumerated().filter({ $0.offset % 2 == 1 }).map(\.element)
        where quoted.contains("/") && !quoted.contains(" ") && !quoted.contains("://") {
            #expect(SourceTree.exists(String(quoted)), "docs/architecture.md names \(quoted)")
            count += 1
        }
        #expect(count > 20)
    }

    @Test("the laws can fail: planted violations are seen")
    func plantedViolations() {
        let planted = SourceTree.File(path: "Sources/Exact/Planted.swift", text: "let a = b! // fine!\nlet c = \"try!\"\nlet d = x != y\n")
        #expect(planted.code.containsForceUnwrap)
        #expect(!SourceTree.File(path: "Sources/Exact/Fine.swift", text: "let d = x != y && !z\nlet e = \"wow!\"").code.containsForceUnwrap)
        let rules = SourceTree.File(
            path: "Sources/Algebra/Rules/Planted.swift", text: "let a = f(tanh)\nlet b = \"\"\"\n  sin(u)\n  \"\"\"\n")
        #expect(rules.isRuleText && rules.textOutsideLiterals.containsWord("tanh") && !rules.textOutsideLiterals.containsWord("sin"))
        #expect(" x tanh(y)".containsWord("tanh") && !"atanh(y)".containsWord("tanh"))
    }

    /// The problems with one file.
    private func recursion(
        _ text: String, counted: [(function: String, limit: String)] = [], bounded: [String] = []
    ) -> [String] {
        Recursion.problems(
            [SourceTree.File(path: "Sources/Exact/Planted.swift", text: text)], counted: counted, bounded: [("it is", bounded)])
    }

    @Test(
        "the law of recursion can fail: planted functions that call themselves are seen",
        arguments: [
            "func depth(_ node: Node) -> Int { 1 + (node.parts.map { depth($0) }.max() ?? 0) }",
            "struct A { func f(of x: Int) { if x > 0 { self.f(of: x - 1) } } }",
            "struct A { static func f(_ x: Int) { A.f(x) }\nfunc f(_ x: String) {} }",
            "struct A { let b: B\nfunc f() { b.g(self) } }\nstruct B { func g(_ a: A, _ n: Int = 0) { a.f() } }",
            "struct A { init(_ text: String) { _ = A(text) } }",
            "func f(_ x: Int) { func inner() { f(x) }\ninner() }",
            "func f(_ x: Int) -> String { \"a \\(g(x)) b\" }\nfunc g(_ x: Int) -> String { f(x) }",
            "extension A { func f(_ x: [Int]) { x.forEach { f([$0]) } } }",
        ])
    func plantedRecursion(_ text: String) { #expect(recursion(text).count == 1, "\(text)") }

    @Test("calls of other functions are no recursion, and a word too many in the lists is seen")
    func plantedLists() {
        let others = [
            "struct A { func append(_ x: Int) { list.append(x) } }",
            "func f(_ x: Int) { f(x, of: 1) }\nfunc f(_ x: Int, of y: Int) {}",
            "struct A { func f(_ x: Int) { f(\"1\") }\nfunc f(_ x: String) {} }",
            "// f(x)\nfunc f(_ x: Int) { print(\"f(x)\") }",
            "struct A { func f() { B().f() } }\nstruct B { func f() {} }",
        ]
        for text in others { #expect(recursion(text).isEmpty, "\(text)") }
        let text = "func f(_ x: Int) { if depth < deepest { f(x) } }"
        #expect(recursion(text, bounded: ["f(_:)"]).isEmpty)
        #expect(recursion(text, counted: [("f(_:)", "deepest")]).isEmpty)
        #expect(recursion(text, counted: [("f(_:)", "most")]).count == 1)
        #expect(recursion(text, bounded: ["f(_:)", "g(_:)"]).count == 1)
        #expect(recursion("func g() {}", counted: [("g()", "deepest")]).count == 2)
    }
}

extension StringProtocol {
    func trimming(_ characters: String) -> String {
        String(self.drop { characters.contains($0) }.reversed().drop { characters.contains($0) }.reversed())
    }

    func containsWord(_ word: String) -> Bool {
        split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { $0 == word }
    }

    /// Whether a call of that free function occurs (`print(`, not `reprint(` or `x.print(`).
    func containsCall(_ call: String) -> Bool {
        var rest = self[...]
        while let found = rest.range(of: call) {
            let before = found.lowerBound == startIndex ? " " : self[index(before: found.lowerBound)]
            if !before.isLetter, before != ".", before != "_", !self[..<found.lowerBound].hasSuffix("func ") { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }

    /// Whether a `!` stands directly behind an operand.
    var containsForceUnwrap: Bool {
        var previous: Character = " "
        for (character, next) in zip(self, String(dropFirst()) + " ") {
            if character == "!", previous.isLetter || previous.isNumber || previous == ")" || previous == "]", next != "=" { return true }
            previous = character
        }
        return false
    }
}
