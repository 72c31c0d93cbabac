import Expressions
import Session
import Syntax
import Testing

@Suite("A session")
struct SessionTests {
    @Test(
        "answers statements",
        arguments: [
            ("1/3 + 1/6", "1/2\n"), ("a := 3; a^2 + a", "12\n"), ("f(x) := x^2; f(f(t))", "t^4\n"), ("2; ans^3", "2\n8\n"),
            ("diff(x^5, x, 3)", "60*x^2\n"),
            ("diff(x*y^2, x, y)", "2*y\n"), ("function f; diff(f(x^2), x)", "2*x*f'(x^2)\n"), ("subs(x^2 + y, x = 3, y = a)", "a + 9\n"),
            ("N(pi, 30)", "3.14159265358979323846264338328\n"),
            ("# nothing", ""), ("x = 2", "x = 2\n"), ("f(x, y) := x/y; f(1, 3)", "1/3\n"), ("θ + theta", "2*theta\n"),
            ("g(x) := x + 1; x := 5; g(2) + x", "8\n"),
            ("function g; diff(g(x, x^2), x)", "2*x*D(g, 2)(x, x^2) + D(g, 1)(x, x^2)\n"), ("indicator(x > 0)", "if(x > 0, 1, 0)\n"),
            ("1;;2", "1\n2\n"),
        ].map { Case($0.0, $0.1) })
    func statements(item: Case) {
        let response = respond(Session(), .statements, item.input)
        #expect(response.status == 0, "\(response.errors)")
        #expect(response.output == item.output)
    }

    struct Case: Sendable, CustomStringConvertible {
        let input: String
        let output: String
        init(_ input: String, _ output: String) {
            self.input = input
            self.output = output
        }
        var description: String { input }
    }

    @Test(
        "names each problem, with its exit status",
        arguments: [
            ("sine(x)", 3, "unknown-function"), ("x(x+1)", 3, "unknown-function"), ("sin(x, y)", 3, "wrong-arity"),
            ("sin", 3, "missing-argument"), ("(x", 3, "unbalanced-parenthesis"),
            ("1/0", 4, "division-by-zero"), ("0^(-2)", 4, "division-by-zero"), ("log(0)", 4, "outside-domain"),
            ("2^(10^12)", 6, "too-large"),
            ("x[k > 1]", 3, "not-a-number"), ("sum(1/i, i = 1..oo)", 3, "not-supported-yet"), ("x[0]", 4, "no-element"),
            ("sum(i, i = 1..1/2)", 3, "bad-bound"), ("sum(1/i, i = 1..10^9)", 6, "too-large"), ("sum(1, pi = 1..3)", 3, "bad-index"),
            ("sum(x, 3)", 3, "wrong-arity"), ("delta(1)", 3, "wrong-arity"), ("sum(1/(i - 2), i = 1..3)", 4, "division-by-zero"),
            ("given X: matrixx(N, d)", 3, "unknown-kind"), ("sin := 2", 3, "reserved-name"), ("x := x + 1", 3, "circular-definition"),
            ("(x > 0) + 1", 3, "not-a-number"),
            ("if(x, 1, 2)", 3, "not-a-condition"), ("N(pi, 5) + x", 3, "misplaced-numeric"), ("diff(x*y)", 2, "ambiguous-variable"),

            ("X'", 3, "bad-shape"), ("[1, 2] + 3", 3, "bad-shape"), ("[[1, 2], [3]]", 3, "bad-shape"),
            ("tan(pi/2)", 4, "outside-domain"),
            ("x + undefined", 4, "undefined"), ("1 if x > 0", 3, "misplaced-keyword"), ("oo - oo", 3, "not-supported-yet"),
            ("h'(x)", 3, "unknown-function"), ("f(x) := x^2; diff(f, x)", 3, "missing-argument"),
            ("function f; f + 1", 3, "missing-argument"), ("gamma(-2)", 4, "outside-domain"),
            ("function f; N(f(2), 5)", 4, "abstract-function"),
        ].map { Problem(input: $0.0, status: Int32($0.1), code: $0.2) })
    func problems(item: Problem) {
        var settings = Settings()
        settings.format = .json
        let response = respond(Session(settings: settings), .statements, item.input)
        #expect(response.status == item.status, "\(response)")
        #expect(response.output.contains("\"code\": \"\(item.code)\""), "\(response.output)")
        #expect(response.errors.contains("^"), "an error has a caret")
    }

    struct Problem: Sendable, CustomStringConvertible {
        let input: String
        let status: Int32
        let code: String
        var description: String { input }
    }

    @Test("goes on after an error")
    func goesOn() {
        let session = Session()
        let response = respond(session, .statements, "1 + 1; sine(x); (; 2 + 2")
        #expect(response.status == 3)
        #expect(response.output == "2\n4\n")
        #expect(respond(session, .statements, "ans + 1").output == "5\n")
    }

    @Test("shows the steps that are asked for, and no others")
    func steps() {
        var settings = Settings()
        let diff = command("diff", ["x"])
        #expect(respond(Session(settings: settings), diff, "sin(x^2)").errors == "")
        settings.showsSteps = true
        let shown = "step: chain rule, sin: diff(sin(x^2), x) -> cos(x^2)*diff(x^2, x)\nstep: power rule: diff(x^2, x) -> 2*x\n"
        #expect(respond(Session(settings: settings), diff, "sin(x^2)").errors == shown)
        settings.format = .json
        let response = respond(Session(settings: settings), diff, "sin(x)")
        #expect(response.output.contains("\"steps\": [{\"rule\": \"sin\", \"before\": \"diff(sin(x), x)\", \"after\": \"cos(x)\"}]"))
        #expect(response.errors == "")
    }

    /// Steps are what became of attempts, and no answer depends on who listens.
    @Test(
        "the log of attempts holds every step, and changes no answer",
        arguments: [
            ("simplify", [], "(sin(x)^2 + cos(x)^2)*(x^2 + 2*x + 1)/(x + 1)"), ("simplify", [], "exp(log(x) + y) + sqrt(3 + 2*sqrt(2))"),
            ("simplify", [], "asin(sin(2)) + log(a^2)/log(a)"), ("solve", ["x"], "sqrt(x + 1) = x - 1"),
            ("solve", ["x"], "sin(2*x + 1) = cos(x)"),
            ("solve", ["x"], "x*exp(x) = a"), ("diff", ["x"], "x^x"),
        ])
    func log(operation: String, arguments: [String], text: String) {
        var settings = Settings()
        settings.showsSteps = true
        let plain = respond(Session(settings: settings), command(operation, arguments), text)
        settings.debugTopics = Set(AttemptLog.Topic.allCases)
        let logged = respond(Session(settings: settings), command(operation, arguments), text)
        let lines = logged.errors.split(separator: "\n").map(String.init)
        #expect(plain.output == logged.output && plain.status == logged.status)
        #expect(lines.filter { !$0.hasPrefix("debug: ") } == plain.errors.split(separator: "\n").map(String.init))
        guard operation == "simplify" else { return }
        for step in lines.filter({ $0.hasPrefix("step: ") }) {
            let wanted = "debug: rules: \(step.dropFirst("step: ".count).replacing(" -> ", with: ": -> "))"
            #expect(lines.contains(wanted), "\(step) is not in \(logged.errors)")
        }
        #expect(lines.contains { (line: String) -> Bool in line.hasPrefix("debug: rules: ") && line.contains("refused: ") })
    }

    @Test("states where an answer holds")
    func conditions() {
        let diff = command("diff", ["x"])
        #expect(respond(Session(), diff, "abs(x)").errors == "note: holds where x != 0\n")
        #expect(respond(Session(), diff, "log(x)").errors == "note: holds where x > 0\n")
        #expect(respond(Session(), diff, "x*log(x)").errors == "")
        #expect(respond(Session(), diff, "sqrt(x)").errors == "")
        #expect(respond(Session(), diff, "(x^2-1)*x/x").errors == "note: holds where x != 0\n")
        #expect(respond(Session(), diff, "x/(y*z)").errors == "")
    }

    @Test(
        "evaluates with every digit right",
        arguments: [
            ("0.1 + 0.2", "0.3\n"), ("sin(10^22)", "-0.8522008497671888\n"), ("exp(-800)", "3.6678745841776872e-348\n"),
            ("sqrt(-1)", "I\n"),
            ("(-8)^(1/3)", "1 + 1.7320508075688772*I\n"), ("cbrt(-8)", "-2\n"), ("10^30", "1e+30\n"), ("1/3", "0.3333333333333333\n"),
            ("2 < 3", "true\n"), ("sin(pi)", "0\n"), ("sqrt(8 + 2*sqrt(15)) - sqrt(5) - sqrt(3)", "0\n"),
            ("sqrt(8 + 2*sqrt(15)) - sqrt(5) - sqrt(3) + 1e-80", "1e-80\n"),
            ("1/(sqrt(2)*sqrt(3) - sqrt(6))", ""), ("1/(sqrt(3 + 2*sqrt(2)) - 1 - sqrt(2))", ""),
        ].map { Case($0.0, $0.1) })
    func values(item: Case) {
        let response = respond(Session(), command("eval"), item.input)
        #expect(response.output == item.output, "\(response)")
    }

    @Test("refuses a point outside the domain of the text")
    func domains() {
        func value(_ text: String, _ x: String) -> Response {
            respond(Session(), command("eval", ["x=\(x)"]), text)
        }
        #expect(value("x/x", "0").status == 4)
        #expect(value("x/x", "2").output == "1\n")
        #expect(value("if(x = 0, 1, sin(x)/x)", "0").output == "1\n")
        #expect(value("if(x > 0, sqrt(x), 0)", "-1").output == "0\n")
        #expect(value("sqrt(x)", "-4").status == 4)
        #expect(value("sqrt(x)*sqrt(x)", "-4").output == "-4\n")
        #expect(value("log(x)", "0").status == 4)
        #expect(value("tan(x)", "pi/2").status == 4)
        #expect(value("1/(x^2 - 2)", "sqrt(2)").status == 4)
        #expect(value("x + y", "1").status == 2)
    }

    @Test("differentiates a stream line by line, and keeps the store small")
    func streams() {
        let session = Session()
        let diff = command("diff", ["x"])
        for number in 1...2000 {
            #expect(respond(session, diff, "x^\(number)*sin(\(number)*x)", number: number).status == 0)
        }
        #expect(respond(session, diff, "", number: 1).output == "\n")
        #expect(respond(session, diff, "# a comment", number: 1).output == "\n")
        #expect(respond(session, diff, "sin(", number: 7) == respond(session, diff, "sin(", number: 7))
        #expect(respond(session, diff, "sin(", number: 7).output == "\n")
        #expect(respond(session, diff, "sin(", number: 7).errors.hasPrefix("error: line 7: "))
    }

    @Test("stops at a time limit")
    func timeLimit() {
        var settings = Settings()
        settings.timeout = 0.05
        let response = respond(Session(settings: settings), command("diff", ["x", "60"]), "exp(sin(x))*tan(x)/(1+x^2)")
        #expect(response.status == 6)
        #expect(response.output == "")
    }
}
