import Glibc
import Testing

/// `eval`, `grad` and their like over tables, as a process.
@Suite struct TableTests {
    private static func rows(_ count: Int) -> String {
        var text = "x,y\n"
        for row in 0..<count { text += "\(Double(row % 997) / 7),\(row % 13 - 6)\n" }
        return text
    }

    @Test("any number of jobs gives the same bytes") func jobs() {
        let table = TableTests.rows(20_000)
        let arguments = ["grad", "x*abs(y) + sin(x*y)", "--data", "-", "--kinks", "report"]
        let one = Program.run(arguments, input: table)
        #expect(one.lines.count == 20_001)
        #expect(one.status == 4)
        for jobs in ["2", "5"] {
            let several = Program.run(arguments + ["--jobs", jobs], input: table)
            #expect(several.output == one.output)
            #expect(several.errors == one.errors)
            #expect(several.status == one.status)
        }
    }

    /// A formula with sums over rows, and values of its names.
    private static let formulas: [(formula: String, names: [String])] = [
        ("sum((y[i] - a - b*x[i])^2, i = 1..n)/n", ["a=1", "b=0.5"]), ("log(sum(exp(a*x[i]/10 + y[i]), i = 1..n)) - a", ["a=0.3"]),
        ("sqrt(sum((x[i] - m)^2, i = 1..n)/n)*sum(y[i]^2, i = 1..n)", ["m=2"]),
        ("-sum(y[i]*log(sigmoid(w*x[i])) + (6 - y[i])*log(1 - sigmoid(w*x[i])), i = 1..n)", ["w=0.1"]),
    ]

    @Test("sums over all rows, and their gradients, are those of what is written out", arguments: formulas)
    func totals(formula: String, names: [String]) {
        let count = 7
        let rows = TableTests.rows(count).split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
        let entries = rows.enumerated().flatMap { ["x[\($0.offset + 1)]=\($0.element[0])", "y[\($0.offset + 1)]=\($0.element[1])"] }
        let written = Program.run(["grad", formula] + names.map { String($0.prefix { $0 != "=" }) } + names + ["n=\(count)"] + entries)
        let expected = written.output.split { "[], \n".contains($0) }.compactMap { Double($0) }
        #expect(written.status == 0 && expected.count == names.count, "\(written.output)\(written.errors)")
        for jobs in ["1", "3"] {
            let found = Program.run(["grad", formula, "--data", "-", "--jobs", jobs] + names, input: TableTests.rows(count))
            let numbers = found.lines.last?.split(separator: ",").compactMap { Double($0) } ?? []
            #expect(found.status == 0 && numbers.count == expected.count + 1, "\(found.output)\(found.errors)")
            for (number, wanted) in zip(numbers.dropFirst(), expected) {
                #expect((number - wanted).magnitude <= 1e-12 * max(1, wanted.magnitude), "\(formula): \(number), not \(wanted)")
            }
        }
    }

    @Test("sums over many rows lose no digits, and do not depend on the number of jobs")
    func manyRows() {
        let table = "x\n" + String(repeating: "1e16\n1\n-1e16\n", count: 10_000)
        for jobs in ["1", "4"] {
            let found = Program.run(["eval", "sum(x[i], i = 1..n)", "--data", "-", "--jobs", jobs], input: table)
            #expect(found.lines.last == "10000", "\(found.output)")
        }
    }

    @Test(
        "what is made of sums says where it has no value",
        arguments: [
            ("eval", "log(-sum(x[i]^2, i = 1..n))", [], 4), ("eval", "1/(sum(x[i], i = 1..n) - 4)", [], 4),
            ("eval", "sum(log(x[i] - 1), i = 1..n)", [], 4), ("grad", "abs(sum(w*x[i], i = 1..n))", ["w=0"], 5),
            ("eval", "sum(x[i], i = 1..n)/a", ["a=0"], 4), ("eval", "a/a + sum(x[i], i = 1..n)", ["a=0"], 4),
            ("eval", "sum(x[i]*x[i + 1], i = 1..n)", [], 2), ("eval", "sum(x[i], i = 1..n) + x[1]", [], 2),
            ("hessian", "sum((w*x[i])^2, i = 1..n)", ["w=1"], 2), ("eval", "sum(x[i], i = 1..n) + z", [], 2),
        ] as [(String, String, [String], Int32)])
    func withoutTotal(command: String, formula: String, names: [String], status: Int32) {
        let found = Program.run([command, formula, "--data", "-"] + names, input: "x\n1\n3\n")
        #expect(found.status == status && !found.errors.isEmpty, "\(formula): \(found.output)\(found.errors)")
        #expect(!found.output.contains("inf"))
    }

    @Test("a file, a pipe and pieces give the same") func sources() {
        let table = TableTests.rows(5000)
        Files.withDirectory { directory in
            Files.write(table, to: directory + "/table.csv")
            let file = Program.run(["grad", "x*y", "--data", directory + "/table.csv", "--with-input"])
            #expect(file.status == 0)
            #expect(file.lines.first == "x,y,value,d/dx,d/dy")
            let bytes = Array(table.utf8)
            let pieces = Pieces(stride(from: 0, to: bytes.count, by: 4099).map { Array(bytes[$0..<min($0 + 4099, bytes.count)]) })
            let pipe = Program.run(["grad", "x*y", "--data", "-", "--with-input"], pieces: { pieces.next() })
            #expect(pipe.output == file.output)
            #expect(pipe.status == 0)
        }
    }

    @Test("JSON is one object a row") func json() {
        let outcome = Program.run(["grad", "abs(x)*y", "--data", "-", "--format", "json"], input: "x,y\n2,3\n0,1\n")
        #expect(
            outcome.output == """
                {"row": 1, "status": "ok", "value": 6, "gradient": {"x": 3, "y": 2}}
                {"row": 2, "status": "error", "code": "not-differentiable", "value": 0, "gradient": {"x": null, "y": null}}

                """)
        let hessian = Program.run(["hessian", "x^2*y", "--data", "-", "--format", "json", "--with-input"], input: "x,y\n2,3\n")
        #expect(
            hessian.output
                == "{\"row\": 1, \"input\": \"2,3\", \"status\": \"ok\", \"value\": 12, \"gradient\": {\"x\": 12, \"y\": 4}, "
                + "\"hessian\": [[6, 4], [4, 0]]}\n")
        let jacobian = Program.run(["jacobian", "[x, x*y]", "--data", "-", "--format", "json"], input: "x,y\n2,3\n")
        #expect(jacobian.output == "{\"row\": 1, \"status\": \"ok\", \"values\": [2, 6], \"jacobian\": [[1, 0], [3, 2]]}\n")
    }

    @Test(
        "what cannot be read is said with its place, and the rows before it are delivered",
        arguments: [
            ("x,y\n1,2\n3,four\n5,6\n", "value\n2\n", "error: row 2, line 3, column 'y': 'four' is no number\n  four\n  ^^^^\n"),
            ("x,y\n1,2\n\n3,\n", "value\n2\n", "error: row 2, line 4, column 'y': a value is missing"),
            ("x,y\n1,2\n3\n", "value\n2\n", "error: row 2, line 3: the row has 1"),
            ("x,y\n1,2,3\n", "value\n", "error: row 1, line 2: the row has more"),
            ("1,2\n3,4\n", "", "error: line 1: the first row holds numbers, not names"), ("", "", "error: line 1: the table is empty"),
        ], ["1", "3"])
    func unreadable(_ item: (String, String, String), _ jobs: String) {
        let outcome = Program.run(["eval", "x*y", "--data", "-", "--jobs", jobs], input: item.0)
        #expect(outcome.output == item.1)
        #expect(outcome.errors.hasPrefix(item.2), "\(outcome.errors)")
        #expect(outcome.status == 3)
    }

    @Test("a header without rows gives a header") func headerOnly() {
        let outcome = Program.run(["grad", "x*y", "--data", "-"], input: "y,x\n")
        #expect(outcome.output == "value,d/dx,d/dy\n")
        #expect(outcome.errors.isEmpty)
        #expect(outcome.status == 0)
    }

    @Test(
        "a wrong call is refused",
        arguments: [
            (["eval", "x", "--data", "/nowhere/table.csv"], "cannot read '/nowhere/table.csv': No such file or directory"),
            (["eval", "x", "--data", "/"], "cannot read '/': Is a directory"),
            (["eval", "--data", "-"], "the expression is a word of the command line"),
            (["eval", "x", "--data", "-", "--exact"], "one point"),
            (["eval", "x", "--data", "-", "--format", "latex"], "as text or as json"),
            (["eval", "x", "y", "--data", "-"], "'y' is no value"), (["eval", "a", "--data", "-"], "no value is given for a"),
            (["eval", "x", "--with-input"], "--with-input goes with --data"),
        ])
    func wrongCalls(_ arguments: [String], _ message: String) {
        let outcome = Program.run(arguments, input: "x\n1\n")
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test("an interruption delivers the rows so far", arguments: ["1", "2"]) func interruption(jobs: String) {
        let process = Running(["grad", "x*y", "--data", "-", "--jobs", jobs])
        process.write("x,y\n1,2\n3,4\n")
        #expect(process.waitForOutput { $0 == "value,d/dx,d/dy\n2,2,1\n12,4,3\n" })
        process.send(SIGINT)
        let outcome = process.finish(limit: 10)
        #expect(outcome.status == 130)
        #expect(outcome.output == "value,d/dx,d/dy\n2,2,1\n12,4,3\n")
    }

    @Test("a full disk is an error, and a time limit is kept", arguments: ["1", "2"]) func limits(jobs: String) {
        let full = Program.run(["eval", "x", "--data", "-", "--jobs", jobs], input: "x\n1\n", output: .path("/dev/full"))
        #expect(full.status == 2)
        #expect(full.errors.contains("cannot write the answer: No space left on device"))
        let endless = Program.run(
            ["eval", "x", "--data", "-", "--jobs", jobs, "--timeout", "0.5"], pieces: TableTests.endless(), limit: 20)
        #expect(endless.status == 6)
        #expect(endless.errors.contains("the time limit was reached"))
        #expect(endless.seconds < 8)
    }

    /// A table without an end.
    private static func endless() -> @Sendable () -> [UInt8]? {
        let rows = Array(String(repeating: "1.25\n", count: 4000).utf8)
        let first = Pieces([Array("x\n".utf8)])
        return { first.next() ?? rows }
    }

    @Test("a reader that goes away ends an endless table", arguments: ["1", "3"]) func readerGoesAway(jobs: String) {
        let ends = Running.pipe()
        let process = Running(["eval", "x", "--data", "-", "--jobs", jobs], output: .path("/proc/\(getpid())/fd/\(ends[1])"))
        process.feed(TableTests.endless())
        var first = [UInt8](repeating: 0, count: 6)
        _ = read(ends[0], &first, 6)
        close(ends[0])
        close(ends[1])
        let outcome = process.finish()
        #expect(first == Array("value\n".utf8))
        #expect(outcome.status == 128 + SIGPIPE)
        #expect(outcome.errors.isEmpty)
    }

    @Test("memory does not grow with the table", arguments: ["1", "2"]) func memory(jobs: String) {
        let block = Array(String(repeating: "1.25,-3.5\n", count: 10_000).utf8)
        func peak(_ blocks: Int) -> Int {
            let pieces = Pieces([Array("x,y\n".utf8)] + Array(repeating: block, count: blocks))
            let outcome = Program.run(["eval", "x*y", "--data", "-", "--jobs", jobs], pieces: { pieces.next() }, limit: 120)
            #expect(outcome.lines.count == blocks * 10_000 + 1)
            return outcome.memory
        }
        let (short, long) = (peak(4), peak(40))
        #expect(long <= short + 8, "\(short) MiB, then \(long) MiB")
    }
}
