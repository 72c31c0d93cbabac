import Testing

/// What cannot be read or has no value: a sentence and a picture on standard error, nothing on standard output.
@Suite struct UnreadableInputTests {
    /// An input, the exit status it must have, and words that must be said.
    struct Case: Sendable, CustomStringConvertible {
        let text: String
        let status: Int32
        let words: String
        var description: String { text.isEmpty ? "nothing" : text }

        init(_ text: String, _ status: Int32, _ words: String) { (self.text, self.status, self.words) = (text, status, words) }
    }

    static let unreadable = [
        Case("(x", 3, "never closed"), Case("x)", 3, "closes nothing"), Case("[x)", 3, "does not close"), Case("|x", 3, "never closed"),
        Case("((x)", 3, "never closed"), Case("", 3, "an expression is expected"), Case("   ", 3, "an expression is expected"),
        Case("# only a comment", 3, "an expression is expected"), Case("()", 3, "nothing between"), Case("x +", 3, "on its right"),
        Case("* x", 3, "on its left"), Case("x + * y", 3, "on its left"), Case("1 2", 3, "no operator between"), Case("x, y", 3, "comma"),
        Case("sine(x)^2", 3, "did you mean 'sin'?"), Case("foo(x)", 3, "unknown function 'foo'"), Case("x(x+1)", 3, "write x*(x+1)"),
        Case("sin()", 3, "takes 1 argument, not 0"), Case("sin(x, y)", 3, "takes 1 argument, not 2"),
        Case("atan2(x)", 3, "takes 2 arguments"),
        Case("x @ y", 3, "'@' has no meaning"), Case("x $ y", 3, "'$' has no meaning"), Case("\"x\"", 3, "no meaning"),
        Case("x\u{1}", 3, "control character"),
        Case("x 😀", 3, "no meaning"), Case("1__0", 3, "underscore"), Case("x == 1", 3, "write '='"), Case("x = 1", 3, "no derivative"),
        Case("x; y", 3, "only one expression"), Case("a := 3", 3, "not a statement"), Case("f'(x)", 3, "f"),
        Case("[1, 2] + 1", 3, "a vector of 2 entries and a number"), Case("[[1], [2, 3]]", 3, "as many entries each"),
        Case("assume x > 0", 3, "not a statement"),
    ]

    @Test("an unreadable expression is explained with a picture", arguments: unreadable)
    func explained(_ input: Case) { check(input, Program.run(["diff", "--", input.text, "x"])) }

    static let undefined = [
        Case("1/0", 4, "division by zero"), Case("0^(-1/2)", 4, "division by zero"), Case("log(0)", 4, "undefined"),
        Case("0/0", 4, "division by zero"),
        Case("1/(x - x)", 4, "division by zero"), Case("undefined", 4, "no value"), Case("0^(-1)", 4, "division by zero"),
    ]

    @Test("what has no value is refused", arguments: undefined)
    func refused(_ input: Case) {
        check(input, Program.run(["diff", input.text, "x"]))
        check(input, Program.run(["eval", input.text, "x=1"]))
    }

    static let tooLarge = [
        Case("2^(10^12)", 6, "too large"), Case("10^10^10", 6, "too large"), Case("(10^9)!", 6, "too large"),
        Case("1e1000000000", 6, "too large"),
        Case("1e-1000000000", 6, "too large"), Case("(1/3)^(10^12)", 6, "too large"), Case("binomial(10^12, 10^11)", 6, "too large"),
    ]

    @Test("a number that would not fit is refused before it is computed", arguments: tooLarge)
    func oversized(_ input: Case) {
        let outcome = Program.run(["diff", input.text, "x"])
        check(input, outcome)
        #expect(outcome.memory < 200)
        #expect(outcome.seconds < 5)
    }

    private func check(_ input: Case, _ outcome: Outcome) {
        #expect(outcome.status == input.status)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("error: "))
        #expect(outcome.errors.contains(input.words))
        #expect(outcome.errors.contains("^"))
        #expect(outcome.errors.utf8.filter { $0 == 10 }.count == 3)
    }

    @Test("the caret stands under the exact place") func caret() {
        let picture = "error: unknown function 'sine'\n  sine(x)^2\n  ^^^^ did you mean 'sin'?\n"
        #expect(Program.run(["diff", "sine(x)^2", "x"]).errors == picture)
        #expect(Program.run(["diff", "θ + sine(x)", "x"]).errors.contains("\n  θ + sine(x)\n      ^^^^ "))
    }

    static let misuses: [[String]] = [
        ["diff", "x", "2x"], ["diff", "x", "y", "3", "4"], ["diff", "x*y"], ["diff", "x^2", "x", "--bogus"], ["bogus"],
        ["diff", "x", "--format", "xml"],
        ["diff", "x", "--timeout", "-1"], ["diff", "x", "--timeout", "soon"], ["diff", "x", "--jobs", "0"],
        ["eval", "2", "--digits", "0"],
        ["eval", "2", "--digits", "5", "--exact"], ["eval", "x"], ["eval", "x", "x=y"], ["eval", "2", "3"], ["run", "/nonexistent"],
        ["run", "/"],
        ["help", "nothing-like-it"], ["-e"],
    ]

    @Test("a wrong call is a usage error", arguments: misuses) func usage(_ arguments: [String]) {
        let outcome = Program.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.lowercased().hasPrefix("error: "))
    }

    @Test("bytes that are no UTF-8 are named as such, in an argument and in a stream") func invalidUTF8() {
        let outcome = Program.run(["diff", "x"], bytes: Array("x^2\nx+".utf8) + [0xFF] + Array("\nx^3\n".utf8) + [0xC3, 10])
        #expect(outcome.status == 3)
        #expect(outcome.output == "2*x\n\n3*x^2\n\n")
        #expect(outcome.errors.contains("line 2: this byte is not valid UTF-8"))
        #expect(outcome.errors.contains("line 4: this byte is not valid UTF-8"))
    }

    @Test("a NUL byte spoils its line only") func zeroByte() {
        let outcome = Program.run(["diff", "x"], bytes: Array("x\0^2\nx^2\n".utf8))
        #expect(outcome.status == 3)
        #expect(outcome.output == "\n2*x\n")
        #expect(outcome.errors.contains("line 1: a NUL byte"))
    }

    @Test("no control character of the input reaches the terminal", arguments: ["\u{1B}[31mx", "x\u{9B}31m", "x\u{7F}", "x\u{8}\u{8}y"])
    func escapes(_ text: String) {
        let outcome = Program.run(["diff", text, "x"])
        #expect(outcome.status == 3)
        #expect(outcome.errors.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)) })
    }
}
