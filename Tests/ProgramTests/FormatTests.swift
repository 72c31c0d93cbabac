import Foundation
import Testing

/// `--format`: the same answers in other notations.
@Suite struct FormatTests {
    private func objects(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return try #require(value as? [String: Any])
        }
    }

    @Test("an answer in JSON has its members") func answer() throws {
        let outcome = Program.run(["diff", "x^2", "x", "--format", "json"])
        let object = try #require(try objects(outcome.output).first)
        #expect(outcome.output.utf8.filter { $0 == 10 }.count == 1)
        #expect(object["input"] as? String == "x^2")
        #expect(object["status"] as? String == "ok")
        #expect(object["verified"] as? Bool == true)
        #expect(object["result"] as? String == "2*x")
        #expect(object["latex"] as? String == "2 x")
        #expect(outcome.errors == "")
        #expect(outcome.status == 0)
    }

    @Test("an unchecked answer says null") func unchecked() throws {
        let object = try #require(try objects(Program.run(["diff", "x^2", "x", "--format", "json", "--no-verify"]).output).first)
        #expect(object["verified"] is NSNull)
    }

    @Test("an error in JSON has code, message and the span in bytes") func error() throws {
        let outcome = Program.run(["diff", "θ + sine(x)", "x", "--format", "json"])
        let object = try #require(try objects(outcome.output).first)
        #expect(object["input"] as? String == "θ + sine(x)")
        #expect(object["status"] as? String == "error")
        #expect(object["verified"] is NSNull)
        #expect(object["code"] as? String == "unknown-function")
        #expect(object["message"] as? String == "unknown function 'sine'")
        #expect(object["span"] as? [Int] == [5, 9])
        #expect(outcome.status == 3)
    }

    @Test("a stream in JSON is one object a line") func stream() throws {
        let input = ["x^2", "(", "1/0", "\"\\\t\u{1}", "abs(x)", "x/3", "sin 2x"]
        let outcome = Program.run(["diff", "x", "--format", "json"], input: input.joined(separator: "\n") + "\n")
        let objects = try objects(outcome.output)
        #expect(outcome.lines.count == input.count)
        #expect(objects.map { $0["input"] as? String } == input)
        #expect(objects.map { $0["status"] as? String } == ["ok", "error", "error", "error", "ok", "ok", "ok"])
        for object in objects {
            #expect(object.keys.contains("verified"))
            let isError = object["status"] as? String == "error"
            #expect((object["code"] is String) == isError)
            #expect((object["message"] is String) == isError)
            #expect((object["span"] is [Int]) == isError)
            #expect((object["result"] is String) == !isError)
            #expect((object["latex"] is String) == !isError)
        }
        #expect(outcome.status == 4)
    }

    @Test("values in JSON are numbers") func values() throws {
        let outcome = Program.run(["eval", "x=2", "--format", "json"], input: "x/4\nsqrt(x)\n1 + I\n2^2000\n")
        let objects = try objects(outcome.output)
        #expect(objects.count == 4)
        #expect(objects[0]["value"] as? Double == 0.5)
        #expect(objects[0]["result"] as? String == "0.5")
        #expect(objects[1]["value"] as? Double == 2.0.squareRoot())
        #expect(objects[2]["value"] as? [Double] == [1, 1])
        #expect((objects[3]["result"] as? String)?.hasSuffix("e+602") == true)
    }

    @Test("bytes that are no UTF-8 still give JSON") func invalidUTF8() throws {
        let outcome = Program.run(["diff", "x", "--format", "json"], bytes: [0x78, 0xFF, 10, 0x78, 10])
        #expect(try objects(outcome.output).map { $0["status"] as? String } == ["error", "ok"])
    }

    @Test(
        "LaTeX is one line an answer",
        arguments: [
            ("x^2", "2 x"), ("sqrt(x)", "\\frac{1}{2 \\sqrt{x}}"), ("sin(theta*x)", "\\theta \\cos\\left(\\theta x\\right)"),
        ])
    func latex(_ text: String, _ latex: String) {
        #expect(Program.run(["diff", text, "x", "--format", "latex"]).output == latex + "\n")
        #expect(Program.run(["diff", "x", "--format", "latex"], input: text + "\n").output == latex + "\n")
    }

    @Test(
        "text re-parses to the same text",
        arguments: [
            "x^x", "2*x*(x-5)", "tan(x)^3", "1/(1+1/(1+1/x))", "atan2(x, 2)*|x|", "x^sqrt(1+sqrt(1+sqrt(1+x)))",
        ])
    func reparses(_ text: String) {
        let answer = Program.run(["diff", text, "x"]).output
        #expect(Program.run([], input: answer).output == answer)
    }
}
