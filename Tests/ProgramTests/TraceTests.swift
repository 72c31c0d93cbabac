import Testing

@testable import agnesi

/// `trace`: streams, graphs and drawings.
@Suite struct TraceTests {
    @Test("an expression, its values in any order") func traces() {
        let outcome = Program.run(["trace", "x=2", "x^2*y", "y=3", "--mode", "reverse"])
        #expect(outcome.status == 0 && outcome.errors == "")
        #expect(outcome.output.hasSuffix("dz2/dx = 12\ndz2/dy = 4\n"), "\(outcome)")
        #expect(Program.run(["trace", "y = x^2", "x=3"]).output.hasSuffix("dy/dx = 6\n"))
        #expect(Program.run(["trace", "x^2", "x=1/3", "--digits", "12"]).output.hasSuffix("= 0.666666666667\n"))
        #expect(Program.run(["trace", "x*y", "--wrt", "y"]).output.hasSuffix("\n\ndz1/dy = x\n"))
        #expect(Program.run(["trace", "-x^2"]).output.hasSuffix("dz2/dx = -2*x\n"))
    }

    @Test("a stream is one object a line, and JSON alone") func streams() {
        let outcome = Program.run(["trace", "-", "x=2", "--format", "json"], input: "x^2\n\nx^\na = x; sin(a)\n# none\n")
        #expect(outcome.lines.count == 5 && outcome.status == 3, "\(outcome)")
        #expect(outcome.lines[1].isEmpty && outcome.lines[4].isEmpty)
        #expect(outcome.lines[0].contains("\"gradient\": {\"x\": 4}") && outcome.lines[2].contains("\"status\": \"error\""))
        #expect(Program.run(["trace", "--format", "json"], input: "x\n").lines.count == 1)
        for format in ["text", "latex", "dot", "svg"] {
            let refused = Program.run(["trace", "-", "--format", format], input: "x\n")
            #expect(refused.status == 2 && refused.output == "" && refused.errors.contains("--format json"), "\(refused)")
        }
    }

    @Test("graphs are formats of trace alone") func graphs() {
        let graph = Program.run(["trace", "x^2*y", "--format", "dot"])
        #expect(graph.status == 0 && graph.output.hasPrefix("digraph trace {\n") && graph.output.hasSuffix("}\n"))
        for words in [["diff", "x^2", "x"], ["eval", "2"], ["solve", "x"], ["simplify", "x"], ["stationary", "x^2"], ["-e", "1"]] {
            let refused = Program.run(words + ["--format", "dot"])
            #expect(refused.status == 2 && refused.output == "" && refused.errors.contains("a format of trace alone"), "\(refused)")
        }
    }

    @Test("a program that is missing or fails is an error") func filters() {
        let missing = Filter.run(["agnesi-has-no-such-program"], input: [65])
        guard case .failure(.missing) = missing else { return #expect(Bool(false), "\(missing)") }
        let failed = Filter.run(["false"], input: Array(repeating: 65, count: 1 << 20))
        guard case .failure(.failed) = failed else { return #expect(Bool(false), "\(failed)") }
        guard case .success(let same) = Filter.run(["cat"], input: [65, 66]) else { return #expect(Bool(false)) }
        #expect(same == [65, 66])
    }

    @Test("a drawing needs Graphviz, and says so") func drawings() {
        let failed = Program.run(["trace", "1/x", "x=0", "--format", "svg"])
        #expect(failed.status == 4 && failed.output == "" && failed.errors.contains("division by zero"))
        let drawing = Program.run(["trace", "x^2", "--format", "svg"])
        guard drawing.status == 0 else { return #expect(drawing.errors.contains("Graphviz")) }
        #expect(drawing.output.contains("<svg") && drawing.output.contains("</svg>"))
    }
}
