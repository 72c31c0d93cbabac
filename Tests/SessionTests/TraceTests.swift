import Session
import Testing

@Suite("Traces in a session")
struct TraceTests {
    private func respond(
        _ text: String, _ point: [(String, String)] = [], format: Settings.Format = .text, number: Int? = nil,
        _ options: [OptionID: String] = [:]
    ) -> Response {
        var settings = Settings()
        settings.format = format
        let request = command("trace", point.map { "\($0.0)=\($0.1)" }, options)
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        var copy = text
        let status = copy.withUTF8 {
            Session(settings: settings).respond(to: request, $0, number: number, output: &output, errors: &errors)
        }
        return Response(status: status, output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self))
    }

    private struct Response {
        var status: Int32
        var output: String
        var errors: String
    }

    private static let neuron = "z = w*x + b; h = tanh(z); L = (y-h)^2/2"
    private static let neuronPoint = [("x", "2"), ("y", "1"), ("w", "0.5"), ("b", "0")]

    @Test("a neuron at a point")
    func neuron() {
        let response = respond(TraceTests.neuron, TraceTests.neuronPoint, [.digits: "4"])
        #expect(response.status == 0 && response.errors == "", "\(response)")
        for text in [
            "h = tanh(z)       0.7616", "L = (y - h)^2/2   0.02842", "z: 0.4200", "h: -0.2384", "dL/dw = -0.2002", "dL/db = -0.1001",
            "b: 1, w: 2, x: 0.5",
        ] {
            #expect(response.output.contains(text), "\(text) in \(response.output)")
        }
    }

    @Test("numbers are the nearest doubles in JSON, and exact where the inputs are")
    func json() {
        let exact = respond("0.1*x + 0.2", [("x", "1")], format: .json).output
        #expect(exact.contains("\"name\": \"z1\", \"expr\": \"x/10 + 1/5\", \"value\": 0.3, \"tangent\": 0.1, \"adjoint\": 1"), "\(exact)")
        #expect(exact.contains("\"status\": \"ok\", \"verified\": true"))
        let neuron = respond(TraceTests.neuron, TraceTests.neuronPoint, format: .json).output
        #expect(neuron.contains("\"value\": 0.7615941559557649"), "\(neuron)")
        #expect(neuron.hasSuffix("}\n") && !neuron.dropLast().contains("\n"))
        let symbolic = respond("x^2", format: .json).output
        let step =
            "{\"name\": \"z1\", \"expr\": \"x^2\", \"value\": null, \"tangent\": \"2*x\", \"adjoint\": \"1\", \"partials\": {\"x\": \"2*x\"}}"
        #expect(symbolic.contains(step) && symbolic.contains("\"gradient\": {\"x\": \"2*x\"}"), "\(symbolic)")
    }

    @Test("one direction is shown where one is asked for")
    func modes() {
        let forward = respond("x*y", format: .json, [.mode: "forward"]).output
        #expect(forward.contains("\"tangent\": {\"x\": \"y\", \"y\": \"x\"}") && !forward.contains("adjoint"), "\(forward)")
        let reverse = respond("x*y", format: .json, [.mode: "reverse"]).output
        #expect(!reverse.contains("tangent") && reverse.contains("\"adjoint\": \"1\""), "\(reverse)")
        #expect(
            forward.contains("\"gradient\": {\"x\": \"y\", \"y\": \"x\"}") && reverse.contains("\"gradient\": {\"x\": \"y\", \"y\": \"x\"}")
        )
        let single = respond("x*y", format: .json, [.wrt: "y"]).output
        #expect(single.contains("\"tangent\": \"x\"") && single.contains("\"gradient\": {\"y\": \"x\"}"), "\(single)")
    }

    static let wrong: [Problem] = [
        Problem(text: "a = x; a = x^2", point: [], status: 3, code: "repeated-assignment"),
        Problem(text: "a = b; b = x", point: [], status: 3, code: "circular-definition"),
        Problem(text: "a = a + 1; a", point: [], status: 3, code: "circular-definition"),
        Problem(text: "a = x; 2*a", point: [("a", "1"), ("x", "2")], status: 2, code: "assigned-input"),
        Problem(text: "x*y", point: [("x", "1")], status: 2, code: "missing-value"),
        Problem(text: "x^2; x^3", point: [], status: 3, code: "unexpected-statement"),
        Problem(text: "x = 2 = y", point: [], status: 3, code: "not-a-number"),
        Problem(text: "f(t) := t", point: [], status: 3, code: "unexpected-statement"),
        Problem(text: "e = x; e", point: [], status: 3, code: "reserved-name"),
        Problem(text: "", point: [], status: 3, code: "empty-input"),
        Problem(text: "a = x < 2; a", point: [], status: 3, code: "not-a-number"),
        Problem(text: "1/(x - 1)", point: [("x", "1")], status: 4, code: "division-by-zero"),
        Problem(text: "sqrt(x - 3)", point: [("x", "1")], status: 4, code: "outside-domain"),
        Problem(text: "z = 1/x; log(z)", point: [("x", "-1")], status: 4, code: "outside-domain"),
        Problem(text: "N(2, 3)*x", point: [], status: 3, code: "misplaced-numeric"),
        Problem(text: "sine(x)", point: [], status: 3, code: "unknown-function"),
        Problem(text: "polygamma(n, x)", point: [], status: 5, code: "unknown-derivative"),
    ]

    @Test("problems have a code, a status and a caret", arguments: wrong)
    func problems(item: Problem) {
        let response = respond(item.text, item.point, format: .json)
        #expect(response.status == item.status && response.output.contains("\"code\": \"\(item.code)\""), "\(response)")
        #expect(response.errors.contains("^"))
    }

    struct Problem: Sendable {
        let text: String
        let point: [(String, String)]
        let status: Int32
        let code: String
    }

    @Test("a domain error names the step")
    func domain() {
        #expect(respond("log(x)/x", [("x", "0")]).errors.hasPrefix("error: 'log' is undefined there, in the step z1 = log(x)\n"))
        #expect(respond("a = x - 1; 1/a + x", [("x", "1")]).errors.hasPrefix("error: division by zero, in the step y = x + 1/a\n"))
        #expect(respond("x/x", [("x", "0")]).errors.hasPrefix("error: division by zero\n"))
    }

    @Test("values are shown where a step has no derivative")
    func kinks() {
        let kink = respond("abs(x - 1) + x", [("x", "1")])
        #expect(kink.status == 4 && kink.output.contains("dz3/dx = undefined"), "\(kink)")
        #expect(kink.errors.hasPrefix("error: the step z2 = abs(z1) has no derivative where z1 = 0\n"))
        #expect(respond("abs(x - 1) + x", [("x", "2")]).status == 0)
        #expect(respond("abs(x) + y", [("x", "0"), ("y", "1")], [.wrt: "y"]).status == 0)
        let border = respond("if(x > 0, x, x^2)", [("x", "0")], format: .json)
        #expect(border.status == 4 && border.output.contains("\"status\": \"error\"") && border.output.contains("\"not-differentiable\""))
        #expect(respond("sqrt(x)", [("x", "0")]).errors.contains("z1 = sqrt(x) has no derivative there"))
    }

    @Test("a branch that is not taken needs no value")
    func branches() {
        let response = respond("if(x > 0, log(x), x^2)", [("x", "-2")])
        #expect(response.status == 0 && response.output.contains("dz3/dx = -4"), "\(response)")
        #expect(response.output.contains("z1 = log(x)              -"))
    }

    @Test("conditions and zeros are those of the whole")
    func wholes() {
        #expect(respond("abs(x)").errors == "note: holds where x != 0\n")
        #expect(respond("x/x").errors == "note: holds where x != 0\n")
        #expect(respond("1/x^2 + 3/y").errors == "")
        #expect(respond("z = x - 1; y = abs(z)").errors == "note: holds where x != 1\n")
        #expect(respond("sin(x)^2 + cos(x)^2 - 1", [("x", "1")]).output.contains("dz5/dx = 0\n"))
    }

    @Test("a graph has every step and every local derivative")
    func graph() {
        let response = respond("x^2*y", [("x", "2"), ("y", "3")], [.format: "dot"])
        #expect(response.output.hasPrefix("digraph trace {\n") && response.output.hasSuffix("}\n"))
        for line in ["\"x\" -> \"z1\" [label=\"4\"];", "\"z1\" -> \"z2\" [label=\"3\"];", "\"y\" -> \"z2\" [label=\"4\"];"] {
            #expect(response.output.contains("  \(line)\n"), "\(response.output)")
        }
        #expect(response.output.contains("z1 = x^2\\n4"))
    }

    @Test("LaTeX has dots, bars and partial derivatives")
    func latex() {
        let output = respond("a = x^2; sin(a)", format: .latex).output
        for text in [
            "\\begin{align*}\n  a &= x^{2} & \\dot{a} &= 2 x",
            "\\bar{a} &= \\bar{y} \\frac{\\partial y}{\\partial a} = \\cos\\left(a\\right)",
            "\\frac{\\partial y}{\\partial x} &= \\bar{a} \\frac{\\partial a}{\\partial x} = 2 x \\cos\\left(a\\right)",
        ] {
            #expect(output.contains(text), "\(output)")
        }
    }
}
