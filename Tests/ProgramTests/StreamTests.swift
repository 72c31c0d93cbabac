import Testing

/// One line in, one line out, in order.
@Suite struct StreamTests {
    static let mixed = [
        ("x^2", "2*x"), ("", ""), ("# a comment", ""), ("sin(x", ""), ("x*exp(x)", "x*exp(x) + exp(x)"), ("  ", ""), ("1/0", ""),
        ("\t# another", ""),
        ("foo(x)", ""), ("2^(10^12)", ""), ("-x^2", "-2*x"), ("x # behind", "1"), ("7", "0"), ("x = 1", ""), ("abs(x)", "sign(x)"),
        ("x\r", "1"),
    ]

    @Test("exactly one output line per input line, in order; the worst status") func lines() {
        let outcome = Program.run(["diff", "x"], input: StreamTests.mixed.map(\.0).joined(separator: "\n") + "\n")
        #expect(outcome.lines.map(String.init) == StreamTests.mixed.map(\.1))
        #expect(outcome.status == 6)
        let problems = [
            (4, "never closed"), (7, "division by zero"), (9, "unknown function"), (10, "too large"), (14, "no derivative"),
        ]
        for (line, words) in problems {
            #expect(outcome.errors.contains("error: line \(line): "))
            #expect(outcome.errors.contains(words))
        }
        #expect(outcome.errors.contains("note: line 15: "))
    }

    @Test("the last line needs no newline") func lastLine() {
        #expect(Program.run(["diff", "x"], input: "x^2\nx^3").output == "2*x\n3*x^2\n")
        #expect(Program.run(["diff", "x"], input: "").output == "")
        #expect(Program.run(["diff", "x"], input: "").status == 0)
        #expect(Program.run(["diff", "x"], input: "\n\n").output == "\n\n")
    }

    static let statuses: [(String, Int32)] = [
        ("x\n", 0), ("x\n(\n", 3), ("1/0\n(\nx\n", 4), ("2^(10^12)\n1/0\n(\n", 6), ("x*y\n", 0), ("# only\n", 0),
    ]

    @Test("the exit status is the worst line's", arguments: statuses) func status(_ input: String, _ status: Int32) {
        #expect(Program.run(["diff", "x"], input: input).status == status)
    }

    @Test("workers change neither a byte of the answers nor of the errors", arguments: [2, 4]) func jobs(_ jobs: Int) {
        var lines: [String] = []
        for number in 0..<3000 {
            switch number % 10 {
            case 3: lines.append("sin(x^\(number)")
            case 5: lines.append("1/0 + \(number)")
            case 7: lines.append(number % 3 == 0 ? "" : "# \(number)")
            case 8: lines.append("1/\(number)x + abs(x - \(number))")
            default: lines.append("x^\(number)*sin(\(number)*x) + log(x)/\(number + 1)")
            }
        }
        let input = lines.joined(separator: "\n") + "\n"
        let one = Program.run(["diff", "x"], input: input)
        let many = Program.run(["diff", "x", "--jobs", "\(jobs)"], input: input)
        #expect(one.lines.count == lines.count)
        #expect(one.status == 4)
        #expect(many.status == one.status)
        #expect(many.output == one.output)
        #expect(many.errors == one.errors)
    }

    @Test(
        "a stream is asked for by leaving the expression out, or by a dash",
        arguments: [
            (["diff"], "x^2\n", "2*x\n"), (["diff", "x"], "x^2\n", "2*x\n"), (["diff", "-"], "y^2\n", "2*y\n"),
            (["diff", "-", "x", "2"], "x^3\n", "6*x\n"),
            (["diff", "x", "3"], "x^3\n", "6\n"), (["eval"], "1/4\n", "0.25\n"),
            (["eval", "-"], "1/4\n", "0.25\n"),
            (["eval", "x=2"], "x^2\n\nx^3\n", "4\n\n8\n"), (["eval", "x=1/3", "--exact"], "x^2\n", "1/9\n"),
        ])
    func reading(_ arguments: [String], _ input: String, _ output: String) {
        let outcome = Program.run(arguments, input: input)
        #expect(outcome.output == output)
        #expect(outcome.errors == "")
        #expect(outcome.status == 0)
    }

    @Test("a line is answered as soon as it is there") func promptness() {
        let process = Running(["diff", "x"])
        process.write("x^2\n")
        #expect(process.waitForOutput { $0 == "2*x\n" })
        process.write("x^3\nx^")
        #expect(process.waitForOutput { $0 == "2*x\n3*x^2\n" })
        process.write("4\n")
        #expect(process.waitForOutput { $0.hasSuffix("4*x^3\n") })
        process.closeInput()
        #expect(process.finish().status == 0)
    }

    @Test("a line leaves nothing behind for the next") func independence() {
        let outcome = Program.run(["diff", "x"], input: "ans^2\nx^2\nans*x\n")
        #expect(outcome.output == "0\n2*x\nans\n")
    }

    @Test("ten thousand lines need no more memory than a few") func memory() {
        let pieces = Pieces((0..<100).map { part in (0..<100).flatMap { Array("x^\(part * 100 + $0)*exp(sin(x))\n".utf8) } })
        let outcome = Program.run(["diff", "x"], pieces: { pieces.next() })
        #expect(outcome.status == 0)
        #expect(outcome.lines.count == 10_000)
        #expect(outcome.memory < 100)
    }
}
