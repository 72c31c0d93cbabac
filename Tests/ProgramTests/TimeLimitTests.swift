import Testing

/// What takes too long ends when the time is up.
@Suite(.serialized) struct TimeLimitTests {
    @Test(
        "the time limit ends a long computation",
        arguments: [
            ["diff", "exp(x)^sin(x)*x^(x^x)", "x", "30"],
            ["-e", "diff(exp(x)^sin(x)*x^(x^x), x, 30)"],
        ])
    func timeout(_ arguments: [String]) {
        let outcome = Program.run(arguments + ["--timeout", "0.2"], limit: 20)
        #expect(outcome.status == 6)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("error: the time limit was reached\n"))
        #expect(outcome.seconds < 3)
    }

    @Test(
        "the time limit ends what a library computes",
        arguments: ["N(digamma(1/3), 100000)", "N(erf(1/3), 1000000)", "N(polygamma(3, 1/7), 100000)"])
    func timeoutInLibrary(_ statement: String) {
        let outcome = Program.run(["--timeout", "1", "-e", statement], limit: 20)
        #expect(outcome.status == 6)
        #expect(outcome.errors.hasPrefix("error: the time limit was reached\n"))
        #expect(outcome.seconds < 2.5)
    }

    @Test("the time limit ends the ordering of long products of long products") func timeoutInPrinting() {
        let text = String(repeating: "sin(", count: 2000) + "x*y" + String(repeating: ")", count: 2000)
        for arguments in [["-e", "diff(\(text), x, y)"], ["diff", text, "x", "y"]] {
            let outcome = Program.run(arguments + ["--timeout", "1"], limit: 30)
            #expect(outcome.status == 6 && outcome.output.isEmpty)
            // The place is shown: the command ends by itself, before it is ended.
            #expect(outcome.errors.contains("^"), "\(outcome.errors)")
            #expect(outcome.seconds < 4)
        }
    }

    @Test("the time limit may strike anywhere", arguments: ["x*sin(", "sin(", "(x+", "x^("]) func timeoutAnywhere(_ piece: String) {
        let count = 20_000
        let text = String(repeating: piece, count: count) + "x" + String(repeating: ")", count: count)
        for step in 1...12 {
            let outcome = Program.run(["diff", "x", "--timeout", "\(Double(step) / 16)"], input: text + "\n", limit: 20)
            #expect([0, 6].contains(outcome.status), "\(piece) with \(Double(step) / 16) s: \(outcome.status)")
        }
    }

    static let hostile = ["1/(1+", "(", "sqrt(1+", "cbrt(x+", "log(2+", "abs(1-", "1/(x+", "(1+x*", "if(x>0,x,", "max(x,", "x^("]

    @Test("deep equations keep to the time limit", arguments: hostile) func deepEquation(_ piece: String) {
        let count = 10_000
        let end = piece == "(" ? ")^2" : ")"
        let text = String(repeating: piece, count: count) + "x" + String(repeating: end, count: count) + " = 2\nx + 1 = 2\n"
        let outcome = Program.run(["solve", "x", "--timeout", "1"], input: text, limit: 30)
        #expect([0, 1, 5, 6].contains(outcome.status))
        #expect(outcome.output.hasSuffix("\nx = 1\n") || outcome.output.hasSuffix("\n1\n"), "\(outcome.output.suffix(100))")
        #expect(outcome.seconds < 8)
        #expect(outcome.memory < 2000)
    }

    @Test("the time limit holds for each line of a stream") func timeoutInStream() {
        let outcome = Program.run(["diff", "x", "12", "--timeout", "0.2"], input: "x^12\nexp(x)^sin(x)*x^(x^x)\nx^13\n", limit: 20)
        #expect(outcome.status == 6)
        #expect(outcome.output == "479001600\n\n6227020800*x\n")
        #expect(outcome.errors.hasPrefix("error: line 2: the time limit was reached\n"))
    }
}
