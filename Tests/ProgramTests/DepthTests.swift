import Testing

/// Texts that nest as deeply as only a program would write them, on a stack that holds some 300 bytes for each level: an answer, a limit
/// or an error, and the next statement is answered.
@Suite struct DepthTests {
    struct Nest: Sendable, CustomTestStringConvertible {
        let statement: String
        let piece: String
        var testDescription: String { "\(statement), \(piece)" }

        init(_ statement: String, _ piece: String) {
            self.statement = statement
            self.piece = piece
        }

        /// The statement with the piece in the place of `@`, in it the piece again, and so on.
        func text(_ count: Int) -> String {
            let parts = piece.split(separator: "@", omittingEmptySubsequences: false)
            let nest = String(repeating: String(parts[0]), count: count) + "x" + String(repeating: String(parts[1]), count: count)
            return statement.split(separator: "@", omittingEmptySubsequences: false).joined(separator: nest)
        }
    }

    private static let stack = 600 << 10
    private static let count = 2_000

    private static let nests = [
        Nest("solve(@ = y, x)", "atan(tan(@))"), Nest("solve(@ = 0, x)", "sin(asin(@))"),
        Nest("solve(x + @ = 3, x)", "log(@)"), Nest("solve(@ = y, x)", "if(@ > 0, 1, 2)"),
        Nest("solve(@ < y, x)", "exp(@)"), Nest("solve(@ < y, x)", "log(1 + @)"), Nest("solve(@ < y, x)", "abs(x - @)"),
        Nest("solve(@ < y, x)", "max(x, @)"), Nest("solve(@ < 1, x)", "if(@ > 0, x, y)"),
        Nest("solve(@, x)", "(x < y or (x > 1 and @ > 0))"),
        Nest("equal(@, x)", "if(@ > 0, 1, 2)"), Nest("equal(@, 2)", "max(x + @, y + @)"),
        Nest("eval(@, x = 2.5, y = 1/3)", "if(x > 0 and @ > 1, x, y)"), Nest("eval(if(@, 1, 2), x = 1/3)", "(x > 1 or (x < 2 and @ > 0))"),
        Nest("grad(sqrt(@ + 1) - sqrt(@), x = 2, y = 3)", "sqrt(y + @)"), Nest("expand(@^2)", "1/(1 + @)"),
        Nest("(@)^(2^2000)", "(@*y)^(1/2)"), Nest("eval(x, @)", "(@ = 1)"), Nest("subs([@], x = 1)", "[@, x]"),
        Nest("simplify(@)", "(x + @)^2"), Nest("diff(@, x)", "abs(x*@)"), Nest("trace(@, x = 2)", "sqrt(1 + @)"),
    ]

    @Test("are answered or refused", arguments: nests) func nested(_ nest: Nest) {
        let process = Running(["--timeout", "2"], launcher: ["/usr/bin/prlimit", "--stack=\(DepthTests.stack)"])
        let pieces = Pieces([Array((nest.text(DepthTests.count) + "\n1 + 1\n").utf8)])
        process.feed { pieces.next() }
        let outcome = process.finish(limit: 60)
        #expect((0...6).contains(outcome.status), "\(outcome.errors.suffix(200))")
        #expect(outcome.output.hasSuffix("2\n"), "\(outcome.output.suffix(100))")
    }

    @Test("a factor after another leaves a sum") func factors() {
        let product = (0..<2_000).map { "a\($0)" }.joined(separator: "*")
        let process = Running(["--timeout", "5"], launcher: ["/usr/bin/prlimit", "--stack=\(DepthTests.stack)"])
        let pieces = Pieces([Array("simplify(\(product)*x + \(product)*y)\n1 + 1\n".utf8)])
        process.feed { pieces.next() }
        let outcome = process.finish(limit: 60)
        // All, what was found in time, or the limit.
        #expect([0, 5, 6].contains(outcome.status), "\(outcome.errors.suffix(200))")
        #expect(outcome.output.hasSuffix("2\n"), "\(outcome.output.suffix(100))")
    }

    @Test(
        "what is stopped, wherever it is, is a limit",
        arguments: [Nest("together(@)", "1/(x + @)"), Nest("solve(@ = 0, x)", "(2 + @)^(1/2)")])
    func stopped(_ nest: Nest) {
        let text = nest.text(1_200)
        for seconds in ["0.5", "1", "4"] {
            let outcome = Program.run(["--timeout", seconds], input: text + "\n", limit: 60)
            #expect([0, 1, 5, 6].contains(outcome.status), "\(outcome.errors.suffix(200))")
        }
    }
}
