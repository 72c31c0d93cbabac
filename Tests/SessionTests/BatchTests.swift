import Session
import Syntax
import Tables
import Testing

/// Expressions over the rows of a table.
@Suite("A batch")
struct BatchTests {
    /// What a batch gave.
    struct Outcome {
        var output = ""
        var errors = ""
        var status: Int32 = 0
        var rows: [[Double]] {
            output.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map { Double($0) ?? .nan } }
        }
    }

    static func run(
        _ text: String, _ shape: Answer.Derivatives.Shape? = nil, _ words: [String] = [], table: String, rowsPerBlock: Int = 100,
        showsInput: Bool = false, reports: Bool = false, assumptions: [String] = [],
        options: [OptionID: String] = [:]
    ) throws -> Outcome {
        var outcome = Outcome()
        guard case .call(let call) = try Request.command(shape?.rawValue ?? "eval", words, options) else { return outcome }
        var reader = TableReader(rowsPerBlock: rowsPerBlock, keepsTexts: true)
        reader.feed(Array(table.utf8))
        reader.finish()
        guard try reader.next() == .header else { return outcome }
        var settings = Settings()
        settings.assumptions = assumptions
        let batch = try Session(settings: settings).batch(Array(text.utf8), call, columns: reader.columnNames)
        batch.reportsRows = reports
        reader.select(batch.plan.columns)
        let formatter = BatchFormatter(batch.plan, isJSON: false, showsInput: showsInput, delimiter: reader.delimiter)
        let evaluator = BatchEvaluator(batch.plan, rowsPerBlock: rowsPerBlock)
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        formatter.writeHeader(after: reader.headerText, to: &output)
        while try reader.next() == .rows {
            evaluator.evaluate(reader.block)
            var results = evaluator.results
            #expect(batch.settle(&results, reader.block, errors: &errors))
            formatter.writeRows(results, reader.block, to: &output)
        }
        outcome.status = batch.finish(errors: &errors)
        outcome.output = String(decoding: output, as: UTF8.self)
        outcome.errors = String(decoding: errors, as: UTF8.self)
        return outcome
    }

    @Test("a column with the name of a constant is not taken for it in silence", arguments: ["e", "pi"])
    func constantColumns(name: String) throws {
        for (text, isMentioned) in [("x*\(name)", true), ("x", false)] {
            guard case .call(let call) = command("eval") else { return }
            var notes: [UInt8] = []
            try Session().batch(Array(text.utf8), call, columns: [name, "x"]).appendNotes(to: &notes)
            #expect(String(decoding: notes, as: UTF8.self).contains("'\(name)' is the constant") == isMentioned, "\(text)")
        }
    }

    @Test("gives values and derivatives, in order and by name")
    func names() throws {
        let table = "y,t,x\n2,7,3\n1,8,-1\n"
        #expect(try BatchTests.run("x^2*y", table: table).output == "value\n18\n1\n")
        #expect(try BatchTests.run("x^2*y", .gradient, table: table).output == "value,d/dx,d/dy\n18,12,9\n1,-2,1\n")
        #expect(try BatchTests.run("x^2*y", .gradient, ["y"], table: table).output == "value,d/dy\n18,9\n1,1\n")
        #expect(
            try BatchTests.run("x^2*y", .hessian, table: table).output
                == "value,d/dx,d/dy,d2/dx2,d2/dxdy,d2/dy2\n18,12,9,4,6,0\n1,-2,1,2,-2,0\n")
        #expect(
            try BatchTests.run("[x*y, x + y]", .jacobian, table: table).output
                == "value1,value2,d1/dx,d1/dy,d2/dx,d2/dy\n6,5,2,3,1,1\n-1,0,1,-1,1,1\n")
        #expect(try BatchTests.run("a*x + b", .gradient, ["a", "a=1/2", "b=1"], table: table).output == "value,d/da\n2.5,3\n0.5,-1\n")
        #expect(
            try BatchTests.run("x", nil, table: table, showsInput: true).output == "y,t,x,value\n2,7,3,3\n1,8,-1,-1\n")
        #expect(try BatchTests.run("x > y", table: table).output == "value\n1\n0\n")
        #expect(try BatchTests.run("x - x", .gradient, table: table).output == "value,d/dx\n0,0\n0,0\n")
        #expect(try BatchTests.run("sin(x) - sin(x)", .gradient, table: "sin,x\n1,2\n").output == "value,d/dx\n0,0\n")
        #expect(try BatchTests.run("θ + 1", table: "theta\n1\n").output == "value\n2\n")
    }

    /// An expression, a row, and what is said of it.
    struct Place: Sendable {
        let text: String
        let row: String
        let answer: String
        let status: Int32
        let reason: String

        init(_ text: String, _ row: String, _ answer: String, _ status: Int32, _ reason: String = "") {
            (self.text, self.row, self.answer, self.status, self.reason) = (text, row, answer, status, reason)
        }
    }

    @Test(
        "decides kinks, jumps and holes exactly",
        arguments: [
            Place("abs(x)", "0", "0,nan", 4, "a kink, with slope -1 from the left and 1 from the right"),
            Place("x*abs(x)", "0", "0,0", 0), Place("max(x, 0) - max(-x, 0)", "0", "0,1", 0), Place("max(x, 0)", "0", "0,nan", 4, "a kink"),
            Place("sign(x)", "0", "0,nan", 4, "a jump"), Place("1/x", "0", "nan,nan", 4, "division by zero"),
            Place("x/x", "0", "nan,nan", 4, "division by zero"), Place("x/x", "2", "1,0", 0),
            Place("log(x)", "-1", "nan,nan", 4), Place("sqrt(x)", "0", "0,nan", 4), Place("sqrt(x)^3", "0", "0,nan", 4),
            Place("if(x = 0, 1, sin(x)/x)", "0", "1,0", 0), Place("if(x < 1, x^2, 2*x - 1)", "1", "1,2", 0),
            Place("floor(10*x)", "0.3", "3,nan", 4, "a jump"), Place("abs(x - 1/10)", "0.1", "0,nan", 4, "a kink"),
            Place("exp(x)", "nan", "nan,nan", 4, "nan"),
        ])
    func kinks(place: Place) throws {
        let outcome = try BatchTests.run(place.text, .gradient, table: "x\n\(place.row)\n", reports: true)
        #expect(outcome.output == "value,d/dx\n\(place.answer)\n", "\(place.text) at \(place.row)")
        #expect(outcome.status == place.status)
        #expect(outcome.errors.isEmpty == (place.status == 0), "\(outcome.errors)")
        #expect(outcome.errors.contains(place.reason), "\(outcome.errors)")
    }

    @Test("counts rows without a derivative or a value")
    func counts() throws {
        let outcome = try BatchTests.run("abs(x) + log(y)", .gradient, table: "x,y\n0,1\n1,1\n2,-1\n0,2\n")
        #expect(outcome.errors == "note: 2 rows have no derivative (rows 1, 4)\nnote: 1 row has no value (row 3)\n")
        #expect(outcome.status == 4)
        let values = try BatchTests.run("abs(x) + log(y)", table: "x,y\n0,1\n1,1\n2,-1\n0,2\n")
        #expect(values.errors == "note: 1 row has no value (row 3)\n")
    }

    @Test("says which Hessian entries there are none of")
    func secondDerivatives() throws {
        #expect(try BatchTests.run("x*abs(x)", .hessian, table: "x\n0\n1\n").output == "value,d/dx,d2/dx2\n0,0,nan\n1,2,2\n")
        #expect(try BatchTests.run("x^2*abs(x)", .hessian, table: "x\n0\n").output == "value,d/dx,d2/dx2\n0,0,0\n")
    }

    @Test("keeps to what is assumed")
    func assumptions() throws {
        let outcome = try BatchTests.run("sqrt(x^2)", table: "x\n2\n-2\n", reports: true, assumptions: ["x > 0"])
        #expect(outcome.output == "value\n2\nnan\n")
        #expect(outcome.errors.contains("outside of what is assumed"))
        let whole = try BatchTests.run("cos(2*pi*n)", table: "n\n2\n0.5\n", assumptions: ["n integer"])
        #expect(whole.output == "value\n1\nnan\n")
        let odd = try BatchTests.run("(-1)^n", table: "n\n3\n2\n", assumptions: ["n odd"])
        #expect(odd.output == "value\n-1\nnan\n")
    }

    @Test(
        "names what is missing, twice there or of no use",
        arguments: [
            ("x*wieght", [], "missing-value", "did you mean 'weight'?"), ("x*z", ["z=1", "q=2"], "surplus-value", nil),
            ("x*y", ["x=1"], "column-and-value", "leave out x=…"), ("x*(", [], "incomplete-input", nil),
            ("1/(a - 1)", ["a=1"], "undefined", nil),
        ] as [(String, [String], String, String?)])
    func mistakes(_ text: String, _ words: [String], _ code: String, _ suggestion: String?) throws {
        let problem = #expect(throws: Diagnostic.self) { try BatchTests.run(text, .gradient, words, table: "x,weight,y\n1,2,3\n") }
        if code != "incomplete-input" { #expect(problem?.code == code) }
        if let suggestion { #expect(problem?.suggestion == suggestion) }
    }

    @Test("a million rows at kinks do not take a million decisions: equal ones are one, the rest is undecided")
    func limits() throws {
        let equal = try BatchTests.run("abs(x)", .gradient, table: "x\n" + String(repeating: "0\n", count: 20_000))
        #expect(equal.status == 4)
        #expect(equal.errors.hasPrefix("note: 20000 rows have no derivative (rows 1, 2, 3, 4, 5, 6, 7, 8, …)"))
    }
}
