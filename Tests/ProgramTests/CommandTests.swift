import Testing

/// The commands on one expression.
@Suite struct CommandTests {
    /// Words of a command line and what is printed.
    static let answers: [([String], String)] = [
        (["diff", "x^x", "x"], "x^x*(log(x) + 1)"), (["diff", "x^5", "x", "3"], "60*x^2"), (["diff", "x^5", "x", "0"], "x^5"),
        (["diff", "x^2*y^3", "x", "y"], "6*x*y^2"), (["diff", "x^2*y^3", "y", "x"], "6*x*y^2"),
        (["diff", "x^2*y^3", "x", "2", "y", "3"], "12"),
        (["diff", "x^2*y^3", "x", "y", "2"], "12*x*y"), (["diff", "x^2"], "2*x"), (["diff", "theta^2"], "2*theta"),
        (["diff", "θ^2", "θ"], "2*theta"),
        (["diff", "5"], "0"), (["diff", "5", "x"], "0"), (["diff", "-x^2", "x"], "-2*x"),
        (["diff", "-x^2"], "-2*x"),
        (["diff", "--", "-x^2", "x"], "-2*x"), (["diff", "-(x+1)^2", "x"], "-2*(x + 1)"), (["diff", "-3*x", "x"], "-3"),
        (["diff", "-sin(x)", "x"], "-cos(x)"),
        (["diff", "-x^2", "x", "--no-verify"], "-2*x"), (["diff", "2*x*(x-5)", "x"], "2*(2*x - 5)"),
        (["diff", "tan(100)*x", "x"], "tan(100)"),
        (["eval", "0.1 + 0.2"], "0.3"), (["eval", "x^2 + 1", "x=3"], "10"), (["eval", "x*y", "x=1/2", "y=-4"], "-2"),
        (["eval", "-3^2"], "-9"),
        (["eval", "sqrt(2)"], "1.4142135623730951"), (["eval", "pi", "--digits", "30"], "3.14159265358979323846264338328"),
        (["eval", "1/3", "--exact"], "1/3"), (["eval", "x^2 + y", "x=2/3", "--exact"], "y + 4/9"),
        (["eval", "2^100", "--exact"], "1267650600228229401496703205376"),
        (["eval", "x > 1", "x=2"], "true"), (["eval", "theta + 1", "θ=1"], "2"), (["eval", "2^2000", "--digits", "5"], "1.1481e+602"),
        (["eval", "exp(-10000)", "--digits", "5"], "1.1355e-4343"),
        (["-e", "a := 3", "-e", "a + 1; a^2"], "4\n9"), (["-e", "f(x) := x^2; diff(f(3*t), t)"], "18*t"),
        (["-e", "x + x", "-e", "ans^2"], "2*x\n4*x^2"),
        (["-e", "-x + 1"], "1 - x"), (["-e", "function g; diff(g(x^2), x)"], "2*x*g'(x^2)"),
    ]

    @Test("a command prints its answer and nothing else", arguments: answers) func answer(_ arguments: [String], _ answer: String) {
        let outcome = Program.run(arguments)
        #expect(outcome.output == answer + "\n")
        #expect(outcome.errors == "")
        #expect(outcome.status == 0)
    }

    @Test(
        "a number beyond the range of doubles is written in digits",
        arguments: [
            ("2^2000", "e+602"), ("-(2^2000)", "e+602"), ("2^-2000", "e-603"),
        ])
    func beyondDoubles(_ text: String, _ ending: String) {
        let outcome = Program.run(["eval", "--", text])
        #expect(outcome.output.hasSuffix(ending + "\n"))
        #expect(outcome.status == 0)
    }

    @Test("options that all commands have may stand before the command", arguments: answers.filter { $0.0[0] != "-e" })
    func early(_ arguments: [String], _ answer: String) {
        let outcome = Program.run(["--quiet", "--format", "text"] + arguments)
        #expect(outcome.output == answer + "\n" && outcome.errors == "" && outcome.status == 0, "\(outcome)")
    }

    @Test("several free names are listed") func ambiguous() {
        let outcome = Program.run(["diff", "x*y + z"])
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("x, y, z"))
    }

    @Test("statements come from a pipe, one answer a line") func statementsFromPipe() {
        let outcome = Program.run([], input: "# start\nf(x) := x^2\nf(3)\n\nans + 1; ans*2\nfoo(1)\ndiff(f(x), x)\n")
        #expect(outcome.output == "9\n10\n20\n2*x\n")
        #expect(outcome.errors.hasPrefix("error: line 6: unknown function 'foo'\n"))
        #expect(outcome.status == 3)
    }

    @Test("--assume goes with every command and every line; one that cannot be made is the only thing that is said") func assumptions() {
        #expect(Program.run(["diff", "sqrt(x^2)", "x", "--assume", "x > 0"]).output == "1\n")
        #expect(Program.run(["diff", "sqrt(x^2)", "--assume=-x > 0", "x"]).output == "-1\n")
        #expect(Program.run(["eval", "abs(x)", "x=2", "--assume", "x integer", "--assume", "x > 1"]).output == "2\n")
        #expect(Program.run(["--assume", "x > 0", "-e", "abs(x)", "-e", "assume x > 1; x > 1"]).output == "x\ntrue\n")
        #expect(Program.run(["--assume", "x > 0"], input: "abs(x)\nassume n even\n(-1)^n\n").output == "x\n1\n")
        for jobs in ["1", "3"] {
            let stream = Program.run(["diff", "x", "--jobs", jobs, "--assume", "x > 0"], input: "abs(x)\n\nlog(x)\n")
            #expect(stream.output == "1\n\n1/x\n")
            #expect(stream.errors == "")
        }
        for arguments in [["diff", "x^2", "x"], ["eval", "2"], ["-e", "2"], ["run", "-"], ["diff", "x"], []] {
            let refused = Program.run(arguments + ["--assume", "x > 0", "--assume", "x < 0"], input: "x\nx^2\n")
            #expect(refused.output == "")
            #expect(refused.errors == "error: this contradicts what is assumed: x > 0\n  x < 0\n  ^^^^^\n")
            #expect(refused.status == 3)
        }
        #expect(Program.run(["diff", "x^2", "--assume", "x >", "--format", "json"]).output.contains("\"span\": [2, 3]"))
        #expect(Program.run(["help", "assume"]).output.contains("nonnegative"))
    }

    @Test("a script file is executed") func script() {
        Files.withDirectory { directory in
            Files.write("a := 2 # two\na*x\ndiff(ans^2, x)\n1/0\na", to: directory + "/s.agn")
            let outcome = Program.run(["run", directory + "/s.agn"])
            #expect(outcome.output == "2*x\n8*x\n2\n")
            #expect(outcome.errors.contains("error: line 4: division by zero"))
            #expect(outcome.status == 4)
            #expect(Program.run(["run", "-"], input: "1 + 1\n").output == "2\n")
        }
    }

    @Test("notes go to standard error; --strict makes them errors") func notes() {
        let lenient = Program.run(["diff", "1/2x", "x"])
        #expect(lenient.output == "1/2\n")
        #expect(lenient.errors.hasPrefix("note: "))
        #expect(lenient.status == 0)
        let strict = Program.run(["diff", "1/2x", "x", "--strict"])
        #expect(strict.output == "")
        #expect(strict.errors.hasPrefix("error: "))
        #expect(strict.status == 3)
        let stream = Program.run(["diff", "x", "--strict"], input: "x^2\nsin 2x\n1/(2*x)\n")
        #expect(stream.output == "2*x\n\n-1/(2*x^2)\n")
        #expect(stream.status == 3)
    }

    @Test("conditions are stated on standard error") func conditions() {
        let outcome = Program.run(["diff", "abs(x)", "x"])
        #expect(outcome.output == "sign(x)\n")
        #expect(outcome.errors == "note: holds where x != 0\n")
    }

    @Test("help begins with examples") func help() throws {
        for arguments in [["--help"], ["-h"], ["help"]] {
            let outcome = Program.run(arguments)
            #expect(outcome.status == 0)
            #expect(outcome.errors.isEmpty)
            let example = try #require(outcome.output.firstRange(of: "agnesi diff 'x^x' x"))
            let options = try #require(outcome.output.firstRange(of: "--format"))
            #expect(example.lowerBound < options.lowerBound)
        }
        for command in ["diff", "eval", "run"] {
            #expect(Program.run([command, "--help"]).output.contains("--format"))
            #expect(Program.run(["help", command]).output.contains("--format"))
        }
    }

    @Test("help on a name tells its derivative and shows examples") func topic() {
        let outcome = Program.run(["help", "sin"])
        #expect(outcome.output.hasPrefix("sin(x)\n"))
        #expect(outcome.output.contains("derivative: cos(x)"))
        for topic in ["pi", "diff", "+", "and", "log"] { #expect(Program.run(["help", topic]).status == 0, "\(topic)") }
    }

    @Test("the version is one line") func version() {
        let outcome = Program.run(["--version"])
        #expect(outcome.lines.count == 1)
        #expect(outcome.output.contains("0."))
        #expect(outcome.status == 0)
    }
}
