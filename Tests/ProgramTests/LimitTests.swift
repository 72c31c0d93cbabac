import Testing

/// Inputs of a size that nobody types: answered or refused, in bounded time and memory.
@Suite(.serialized) struct LimitTests {
    @Test("a line of 100 MB is refused and the lines after it are answered", .timeLimit(.minutes(1)), arguments: [(1, 100), (2, 40)])
    func longLine(jobs: Int, megabytes: Int) {
        let middle = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        let pieces = Pieces([Array("x^2\n".utf8)] + Array(repeating: middle, count: megabytes) + [Array("\nx^3\n(\nx^4\n".utf8)])
        let outcome = Program.run(["diff", "x", "--jobs", "\(jobs)"], pieces: { pieces.next() }, limit: 50)
        #expect(outcome.status == 6)
        #expect(outcome.output == "2*x\n\n3*x^2\n\n4*x^3\n")
        #expect(outcome.errors.contains("error: line 2: the line is longer than"))
        #expect(outcome.errors.contains("error: line 4: "))
        #expect(outcome.memory < 400)
    }

    @Test("a million parentheses get an answer") func parentheses() {
        let count = 1_000_000
        let text = String(repeating: "(", count: count) + "x^2" + String(repeating: ")", count: count) + "\nx^3\n"
        let outcome = Program.run(["diff", "x"], input: text)
        #expect(outcome.status == 0)
        #expect(outcome.output == "2*x\n3*x^2\n")
        #expect(outcome.memory < 1000)
    }

    @Test("a million minus signs get an answer") func signs() {
        let outcome = Program.run(["diff", "x"], input: String(repeating: "-", count: 1_000_000) + "x^2\n")
        #expect(outcome.status == 0)
        #expect(outcome.output == "2*x\n")
    }

    @Test("a million open parentheses get an error", arguments: ["(", "sin(", "[", "2^(", "-("]) func unclosed(_ piece: String) {
        let outcome = Program.run(["diff", "x"], input: String(repeating: piece, count: 300_000) + "\nx^2\n")
        #expect(outcome.status == 3)
        #expect(outcome.output == "\n2*x\n")
        #expect(outcome.errors.hasPrefix("error: line 1: "))
        #expect(outcome.errors.utf8.count < 1000)
    }

    @Test("what grows beyond measure is a limit, not a hang", arguments: ["sin(", "exp(", "x*sin("]) func nested(_ piece: String) {
        let count = 20_000
        let text = String(repeating: piece, count: count) + "x" + String(repeating: ")", count: count) + "\nx^2\n"
        let outcome = Program.run(["diff", "x", "--timeout", "2"], input: text, limit: 20)
        #expect(outcome.status == 6)
        #expect(outcome.output == "\n2*x\n")
        #expect(outcome.memory < 3000)
    }

    @Test(
        "memory that the system limits ends a command politely",
        arguments: [
            ["expand", "(a+b+c+d+f+g)^30"], ["diff", "exp(x)^sin(x)*x^(x^x)", "x", "30"], ["eval", "gamma(1/3)", "--digits", "1000000"],
            ["factor", "x^40000-1"], ["-e", "expand((x+1)^20000)"],
        ])
    func scarceMemory(_ arguments: [String]) {
        // Little more than the program itself takes: the memory ends long before the time.
        let process = Running(arguments + ["--timeout", "60"], launcher: ["/usr/bin/prlimit", "--as=150000000"])
        let outcome = process.finish(limit: 90)
        #expect(outcome.status == 6, "\(outcome)")
        #expect(outcome.errors.hasPrefix("error: the memory limit was reached"), "\(outcome.errors)")
    }
}
