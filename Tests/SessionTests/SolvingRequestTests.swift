import Syntax
import Testing

@testable import Session

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

    @Test("a name after an equation is an unknown, everything else an equation") func words() throws {
        func answer(_ words: [String], _ options: [OptionID: String] = [:]) throws -> [String] {
            let answer = try Session().answer(command("solve", Array(words.dropFirst()), options), to: words[0])
            guard case .solutions(let found) = answer.content else { return [] }
            return found.unknowns.map { "\($0)" } + ["\(found.set.solutions.count)"]
        }
        #expect(try answer(["x", "x+y=3", "x", "y", "-y"]).count == 3)
        #expect(try answer(["θ^2 = 1", "theta"]) == answer(["theta^2 = 1"]))
        #expect(try answer(["x*y = 2"], [.unknowns: "x"]).last == "1")
        #expect(try answer(["sin(x)"], [.interval: "-pi..2*pi"]).last == "4")
        #expect(try answer(["sin(x)"], [.interval: ".5..3.5"]).last == "1")
        #expect(try answer(["x^2 + y^2 = 5", "x = 2*y"], [.near: "x=atan2(1, 2),y=-1"]).last == "1")
    }

    @Test("words that are neither are refused", arguments: ["3", "pi", "sin", "0.5"])
    func refusedWords(word: String) {
        #expect(throws: Diagnostic.self) { try Session().answer(command("solve", [word]), to: "x = 1") }
    }

    @Test("options that say nothing are refused") func refusedOptions() {
        func refuses(_ option: OptionID, _ text: String) {
            #expect(throws: Diagnostic.self, "\(text)") { try Session().answer(command("solve", [], [option: text]), to: "x*y = 1; x = y") }
        }
        for list in ["", "x,", "3", "x y", "sin"] { refuses(.unknowns, list) }
        for text in ["", "1", "1.2", "..", "1..", "..2"] { refuses(.interval, text) }
        for text in ["", "x=1,", "1,2", "x=1,2"] { refuses(.near, text) }
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
        let answer = problem(command("solve", unknowns), line)
        #expect(answer.status == 2)
        #expect(answer.errors.contains(message) && answer.errors.contains(suggestion), "\(answer.errors)")
    }

    @Test("what cannot be read is shown with its place in the line of all equations") func unreadable() {
        #expect(problem(command("solve", ["x"]), "x = 1; x + = 2").errors.contains("  x = 1; x + = 2\n"))
        for line in ["", "   ", "x = ", "x := 3", "x = 1; assume y > 0", "sin = 1", "x = oo", "x = (1"] {
            #expect(problem(command("solve", ["x"]), line).status == 3, "\(line)")
        }
        #expect(throws: Diagnostic.self) { try Request.command("solve", ["y + "]) }
    }

    @Test("places to look at must be numbers, and there") func places() {
        let requests: [(Request, String)] = [
            (command("solve", ["x"], [.interval: "2..1"]), "is empty"), (command("solve", ["x"], [.interval: "1..1"]), "is empty"),
            (command("solve", ["x"], [.interval: "a..1"]), "must be a number"),
            (command("solve", ["x"], [.interval: "-oo..1"]), "must be a number"),
            (command("solve", ["x", "y"], [.interval: "0..1"]), "single unknown"),
            (command("solve", ["x"], [.near: "z=1"]), "no unknown"), (command("solve", ["x", "y"], [.near: "x=1"]), "no value of y"),
            (command("solve", ["x"], [.near: "y"]), "must be a number"),
        ]
        for (request, message) in requests {
            let answer = problem(request, "x*y = 1; x + y = 2")
            #expect(answer.status == 2)
            #expect(answer.errors.contains(message), "\(answer.errors)")
        }
    }

    @Test(
        "as operations they need names after what they work on",
        arguments: [
            ("2*solve(x^2, x)", 3), ("solve()", 3), ("solve(x = 1, 3)", 2), ("solve(x = 1, y)", 2),
            ("stationary(x = 1, x)", 3), ("stationary(x^2, y)", 2), ("stationary(x^2, 3)", 2), ("stationary(3)", 2),
            ("x := 3; solve(x = 1, x)", 2),
        ])
    func operations(line: String, status: Int32) {
        let answer = problem(.statements, line)
        #expect(answer.status == status, "\(line): \(answer.errors)")
    }
}
