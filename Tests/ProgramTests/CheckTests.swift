import Testing

/// Checking derivatives as a command.
@Suite struct CheckTests {
    @Test(
        "a claim: the verdict and its exit status",
        arguments: [
            (["check", "x^2", "--against", "2*x"], "right\n", 0),
            (["check", "x^2", "x=3", "--against", "6"], "right at x = 3, but wrong elsewhere, at x = 2\n", 0),
            (["check", "x^2", "x=3", "--against", "2*x"], "right at x = 3, and wherever both are defined\n", 0),
            (["check", "x^2", "--against", "x"], "wrong: x is claimed, 2*x is true; it is too small by the factor 2\n", 1),
            (["check", "-x^2", "--against", "2*x"], "wrong: 2*x is claimed, -2*x is true; it has the wrong sign\n", 1),
            (["check", "x*y", "--against=[x, y]"], "wrong: the components x and y are exchanged\n", 1),
            (
                ["check", "x*sin(10^-300*gamma(1/5))", "--against", "10^-300*gamma(1/5)"],
                "undecided: there is no proof, and the values agree at ", 5
            ),
        ] as [([String], String, Int32)])
    func claims(_ arguments: [String], _ start: String, _ status: Int32) {
        let outcome = Program.run(arguments)
        #expect(outcome.output.hasPrefix(start), "\(outcome.output)")
        #expect(outcome.errors == "")
        #expect(outcome.status == status)
    }

    @Test(
        "problems have their exit statuses",
        arguments: [
            (["check", "abs(x)", "x=0"], 4), (["check", "abs(x)", "x=0", "--against", "1"], 4), (["check", "log(x)", "x=-1"], 4),
            (["check", "x*y", "x=1", "y=I"], 4), (["check", "x^2"], 2), (["check", "x*y", "x=1"], 2), (["check", "3"], 2),
            (["check", "x^2", "z=1"], 2), (["check", "x^2", "x=1", "--step", "0"], 2), (["check", "x^2 +", "x=1"], 3),
            (["check", "x^2", "--against", "log("], 3), (["check", "x*y", "--against", "y"], 2),
            (["check", "x^2", "--against", "2*x", "--sweep"], 2), (["check", "x < 1", "x=1"], 3),
        ] as [([String], Int32)])
    func problems(_ arguments: [String], _ status: Int32) {
        let outcome = Program.run(arguments)
        #expect(outcome.output == "")
        #expect(outcome.errors != "")
        #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
    }

    @Test("a stream has one line for each line") func streams() {
        let outcome = Program.run(["check", "-", "x=2"], input: "x^2\n\nabs(x - 2)\nsin(x\n# nothing\nlog(x)\n")
        let starts = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map { String($0.prefix { $0 != ":" }) }
        #expect(starts == ["[4]", "", "", "", "", "[0.5]", ""])
        #expect(outcome.errors.contains("line 3: no derivative") && outcome.errors.contains("line 4: "))
        #expect(outcome.status == 4)
        let claims = Program.run(["check", "--against", "2*x", "--jobs", "2"], input: "x^2\nx^2 + 1\n-x^2\nx^3/3\n")
        let words = claims.lines.map { String($0.prefix { $0 != ":" }) }
        #expect(words == ["right", "right", "wrong", "wrong"])
        #expect(claims.status == 1)
    }

    @Test("tables are aligned, in text and in LaTeX") func tables() {
        let text = Program.run(["check", "x^2*y + exp(y)", "x=1", "y=2", "--sweep"])
        let lines = text.output.split(separator: "\n").map(String.init)
        #expect(text.status == 0 && lines.count == 3 + 2 * 18)
        let column = lines[0].range(of: "certified")?.lowerBound.utf16Offset(in: lines[0])
        #expect(column == 4)
        let latex = Program.run(["check", "x_1^2", "x_1=1", "--sweep", "--format", "latex"]).output
        #expect(latex.contains("x\\_1 & $2$ & $2$") && latex.contains("10^{-15}"))
        let ends = latex.split(separator: "\n").filter { $0 == "\\end{tabular}" }
        #expect(ends.count == 2)
    }

    @Test("JSON has what the tables have") func json() {
        let line = Program.run(["check", "x^2*sin(y)", "x=1", "y=2", "--format", "json"]).output
        for member in [
            "\"status\": \"ok\"", "\"verified\": true", "\"exact\": \"2*sin(2)\"", "\"forward\": 1.8185948536513634",
            "\"reverse\": 1.8185948536513634", "\"h\": 0.0001", "\"errors\": {\"forward\": ", "\"best\": {\"forward\": {\"h\": ",
        ] { #expect(line.contains(member), "\(member)") }
        let claim = Program.run(["check", "x*y", "x=1", "y=2", "--against", "[y, 2*x]", "--format", "json"])
        for member in ["\"status\": \"no\"", "\"result\": \"wrong\"", "\"claimed-value\": 2, \"value\": 1", "\"identical\": false"] {
            #expect(claim.output.contains(member), "\(claim.output)")
        }
        #expect(claim.status == 1)
    }
}
