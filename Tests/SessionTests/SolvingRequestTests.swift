import Session
import Syntax
import Testing

@Suite("What is asked of solving")
struct SolvingRequestTests {
    private func problem(_ request: Request, _ line: String, assuming assumptions: [String] = []) -> (status: Int32, errors: String) {
        var settings = Settings()
        settings.assumptions = assumptions
        var copy = line
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        let status = copy.withUTF8 { Session(settings: settings).respond(to: request, $0, output: &output, errors: &errors) }
        #expect(output.isEmpty, "\(line): \(String(decoding: output, as: UTF8.self))")
        return (status, String(decoding: errors, as: UTF8.self))
    }

    private func solving(_ unknowns: String..., change: (inout Request.Solving) -> Void = { _ in }) -> Request {
        var wishes = Request.Solving()
        wishes.unknowns = unknowns
        change(&wishes)
        return .solutions(wishes)
    }

    @Test("a name behind an equation is an unknown, everything else an equation") func words() throws {
        let (equations, unknowns) = try Request.equationsAndUnknowns(["x", "x+y=3", "x", "θ", "-y"], isStream: false)
        #expect(equations == ["x", "x+y=3", "-y"] && unknowns == ["x", "theta"])
        #expect(try Request.equationsAndUnknowns(["x", "y=1"], isStream: true) == (["y=1"], ["x"]))
        #expect(Request.line(["x = 1 # one", "y = 2"]) == "x = 1 ; y = 2")
        #expect(try Request.unknowns("x, y") == ["x", "y"])
        #expect(try Request.interval("-pi..2*pi") == ("-pi", "2*pi"))
        #expect(try Request.interval(".5..1.5") == (".5", "1.5"))
        let start = try Request.start("x=atan2(1, 2),y=-1")
        #expect(start.map(\.name) == ["x", "y"] && start.map(\.value) == ["atan2(1, 2)", "-1"])
        #expect(try Request.start("-1/2").map(\.value) == ["-1/2"])
    }

    @Test("words that are neither are refused", arguments: [["x=1", "3"], ["x=1", "pi"], ["x=1", "sin"], ["x=1", "0.5"]])
    func refusedWords(words: [String]) {
        #expect(throws: Diagnostic.self) { try Request.equationsAndUnknowns(words, isStream: false) }
    }

    @Test("options that say nothing are refused") func refusedOptions() {
        for list in ["", "x,", "3", "x y", "sin"] { #expect(throws: Diagnostic.self, "\(list)") { try Request.unknowns(list) } }
        for text in ["", "1", "1.2", "..", "1..", "..2"] { #expect(throws: Diagnostic.self, "\(text)") { try Request.interval(text) } }
        for text in ["", "x=1,", "1,2", "x=1,2"] { #expect(throws: Diagnostic.self, "\(text)") { try Request.start(text) } }
    }

    @Test(
        "a question without a clear unknown says which names there are",
        arguments: [
            ("a*x = b", [], "there are several names to solve for: a, b, x", "say which: solve EQUATION x"),
            ("x*y", [], "several names to solve for: x, y", "solve EQUATION x"), ("a = b", [], "several names", "solve EQUATION b"),
            ("x = 1", ["y"], "'y' does not occur: the name in it is x", ""),
            ("a*x = b", ["y"], "'y' does not occur: the names in it are a, b, x", ""),
            ("1 = 2", [], "there is no unknown in it", ""), ("2", ["x"], "'x' does not occur: there is no name in it", ""),
        ])
    func unclear(line: String, unknowns: [String], message: String, suggestion: String) {
        let answer = problem(solving { $0.unknowns = unknowns }, line)
        #expect(answer.status == 2)
        #expect(answer.errors.contains(message) && answer.errors.contains(suggestion), "\(answer.errors)")
    }

    @Test("what cannot be read is shown with its place in the line of all equations") func unreadable() {
        #expect(problem(solving("x"), "x = 1; x + = 2").errors.contains("  x = 1; x + = 2\n"))
        for line in ["", "   ", "x = ", "x := 3", "x = 1; assume y > 0", "sin = 1", "x = oo", "x = (1"] {
            #expect(problem(solving("x"), line).status == 3, "\(line)")
        }
        #expect(problem(solving("x") { $0.equations = ["y + "] }, "x = 1").errors.contains("  y + \n"))
    }

    @Test("places to look at must be numbers, and there") func places() {
        let requests: [(Request, String)] = [
            (solving("x") { $0.interval = ("2", "1") }, "is empty"), (solving("x") { $0.interval = ("1", "1") }, "is empty"),
            (solving("x") { $0.interval = ("a", "1") }, "must be a number"),
            (solving("x") { $0.interval = ("-oo", "1") }, "must be a number"),
            (solving("x", "y") { $0.interval = ("0", "1") }, "single unknown"), (solving("x") { $0.start = [("z", "1")] }, "no unknown"),
            (solving("x", "y") { $0.start = [("x", "1")] }, "no value of y"),
            (solving("x") { $0.start = [(nil, "y")] }, "must be a number"),
        ]
        for (request, message) in requests {
            let answer = problem(request, "x*y = 1; x + y = 2")
            #expect(answer.status == 2)
            #expect(answer.errors.contains(message), "\(answer.errors)")
        }
    }

    @Test(
        "as operations they stand alone, with names behind what they work on",
        arguments: [
            ("2*solve(x^2, x)", 3), ("y := solve(x = 1, x)", 3), ("solve()", 3), ("solve(x = 1, 3)", 3), ("solve(x = 1, y)", 2),
            ("stationary(x = 1, x)", 3), ("stationary(x^2, y)", 2), ("stationary(x^2, 3)", 3), ("stationary(3)", 2),
            ("x := 3; solve(x = 1, x)", 3),
        ])
    func operations(line: String, status: Int32) {
        let answer = problem(.statements, line)
        #expect(answer.status == status, "\(line): \(answer.errors)")
    }
}
