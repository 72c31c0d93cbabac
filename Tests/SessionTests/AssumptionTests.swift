import Session
import Support
import Syntax
import Testing

@Suite("Assumptions in a session")
struct AssumptionTests {
    private struct Response: Equatable {
        var status: Int32
        var output: String
        var errors: String
    }

    private func respond(_ request: Request, _ line: String, assuming assumptions: [String] = []) -> Response {
        var settings = Settings()
        settings.assumptions = assumptions
        let session = Session(settings: settings)
        var copy = line
        var output: [UInt8] = []
        var errors: [UInt8] = []
        if let status = session.reportRefusedStart(output: &output, errors: &errors) {
            return Response(status: status, output: "", errors: String(decoding: errors, as: UTF8.self))
        }
        let status = copy.withUTF8 { session.respond(to: request, $0, output: &output, errors: &errors) }
        return Response(status: status, output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self))
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
        "bring roots, signs and branches into the form that they allow",
        arguments: [
            Case("assume x > 0", ""), Case("assume x > 0; sqrt(x^2)", "x"), Case("assume x >= 0; sqrt(x^2); abs(x)", "x\nx"),
            Case("assume x < 0; sqrt(x^2); abs(x); sign(x)", "-x\n-x\n-1"), Case("assume x real; sqrt(x^2); (x^4)^(1/4)", "abs(x)\nabs(x)"),
            Case("assume x real; abs(x)^2; abs(x)^4", "x^2\nx^4"), Case("sqrt(x^2); assume y > 0; sqrt(x^2)", "sqrt(x^2)\nsqrt(x^2)"),
            Case("assume x > 0; assume a real; (x^a)^b; (x^a)^(1/a)", "x^(a*b)\nx"), Case("assume x > 0; (x^a)^b", "(x^a)^b"),
            Case("assume x > 0; sqrt(x)*sqrt(y) - sqrt(x*y); sqrt(x)*sqrt(y)/sqrt(x*y)", "0\n1"),
            Case("sqrt(x)*sqrt(y)/sqrt(x*y) - 1", "sqrt(x)*sqrt(y)/sqrt(x*y) - 1"),
            Case("assume x positive; assume y positive; sqrt(8*x^3*y)", "2*sqrt(2)*x^(3/2)*sqrt(y)"),
            Case("assume x > 0; sqrt(-2*x)", "sqrt(2)*I*sqrt(x)"),
            Case("assume x > 0; sqrt(pi*x) - sqrt(pi)*sqrt(x)", "0"), Case("assume x < 0; sqrt(-3*x) - sqrt(3)*sqrt(-x)", "0"),
            Case("assume x real; log(exp(x)); log(exp(y)); log(exp(x + y))", "x\nlog(exp(y))\nlog(exp(x + y))"),
            Case("assume n integer; (-1)^(2n); ((-1)^n)^2; (-1)^(n + 1); (-1)^(3n)*(-1)^n", "1\n1\n-(-1)^n\n1"),
            Case("assume n even; (-1)^n; (-1)^(n + 3); 3^n", "1\n-1\n3^n"), Case("(-1)^(2n); (-1)^(n + 1)", "(-1)^(2*n)\n(-1)^(n + 1)"),
            Case("assume n integer; cos(n*pi); sin(n*pi); tan(x + n*pi); cos(x + 3*n*pi)", "(-1)^n\n0\ntan(x)\n(-1)^n*cos(x)"),
            Case("assume n integer; exp(2*pi*I*n); exp(x + I*pi*n); sin(pi/2 + 2*pi*n)", "1\n(-1)^n*exp(x)\n1"),
            Case("sin(n*pi)", "sin(pi*n)"),
            Case("assume n integer; (x*y)^n; (x^a)^n; floor(n); ceil(n + 1)", "x^n*y^n\nx^(a*n)\nn\nn + 1"),
            Case("assume 0 < x < 1; floor(x); ceil(x); floor(x + 2)", "0\n1\n2"),
            Case("assume x > 0; max(x, 0); max(x, -1, y); min(x, -2); relu(x); step(x)", "x\nmax(x, y)\n-2\nx\n1"),
            Case("assume x > 0; if(x > 0, 1, 2); if(x < -1, 1, x); x >= 0; x = 0; if(x = 0, 1, 2); x > 2", "1\nx\ntrue\nx = 0\n2\nx > 2"),
            Case("assume x > 0; abs(x*y); abs(x*y/z); x*y > 0; x*y != 0", "x*abs(y)\nx*abs(y/z)\ny > 0\ny != 0"),
            Case("assume x < y; max(x, y); x <= y; y < x; x != y; min(x, y, 3)", "y\ntrue\nfalse\ntrue\nmin(x, 3)"),
            Case("assume -pi/2 <= x and x <= pi/2; x <= pi/2; x < 2", "true\ntrue"), Case("assume θ > 0; abs(theta)", "theta"),
            Case("assume z complex; sqrt(z^2); abs(z); assume z nonzero; z != 0", "sqrt(z^2)\nabs(z)\ntrue"),
            Case("assume x = 3; x^2; x > 2", "x^2\ntrue"),
        ])
    func canonicalForms(item: Case) {
        let response = respond(.statements, item.input)
        #expect(response.status == 0, "\(response.errors)")
        #expect(response.output == (item.output.isEmpty ? "" : item.output + "\n"))
    }

    @Test(
        "add up, and stay what they were where a new one cannot be made",
        arguments: [
            ("assume x > 0; assume x < -1; abs(x)", "x\n", "contradicts what is assumed: x > 0"),
            ("assume n integer; assume 0 < n < 1; cos(n*pi)", "(-1)^n\n", "contradicts what is assumed: n integer"),
            ("assume n even; assume n odd; (-1)^n", "1\n", "contradicts what is assumed: n even"),
            ("assume z complex; assume z > 0; sqrt(z^2)", "sqrt(z^2)\n", "contradicts what is assumed: z complex"),
            ("assume x > 0; assume x complex; abs(x)", "x\n", "contradicts what is assumed: x > 0"),
            ("assume x < y; assume y < x; max(x, y)", "y\n", "contradicts what is assumed: x < y"),
            ("assume x > 1; assume y < 0; assume x < y; x", "x\n", "contradicts what is assumed: x > 1, y < 0"),
            ("assume x < y; assume x > 1; assume y < 0; abs(x)", "x\n", "contradicts what is assumed: x < y"),
            ("assume x > 0; assume x > 0; assume x > -1; assume x >= 2; x > 1", "true\n", ""),
            ("assume x > 0; assume n integer; assume x + n > 0; x + n > 0", "true\n", ""),
            ("assume x^2 + y^2 < 1; x^2 + y^2 < 1; x^2 + y^2 <= 1", "true\ntrue\n", ""),
            ("assume x < -1 or x > 1; abs(x)", "abs(x)\n", ""), ("assume x > 0; x := -1; x", "x\n", "contradicts what is assumed: x > 0"),
            ("assume x > 0; x := 3; x^2; sqrt(x^2)", "9\n3\n", ""), ("assume x > 0; x := y - 1; x", "y - 1\n", ""),
            ("assume n integer; n := 1/2; n", "n\n", "contradicts"), ("assume n even; n := 3; n", "n\n", "contradicts"),
            ("assume x > 0; subs(x^2, x = -2)", "", "contradicts"), ("assume x > 0; subs(x^2, x = 2)", "4\n", ""),
            ("assume x = 2; subs(x^2, x = 2)", "4\n", ""),
            ("r := sqrt(x^2); assume x > 0; r", "x\n", ""), ("assume x > 0; f(x) := sqrt(x^2); f(-3); f(x); f(y)", "3\nx\nsqrt(y^2)\n", ""),
            ("f(t) := sqrt(t^2); assume x < 0; f(x)", "-x\n", ""), ("x := 3; assume x > 0", "", "holds anyway"),
            ("x := 3; assume x integer", "", "'x' has been defined"), ("assume n integer; diff(x^n, n)", "", "no derivative in it"),
            ("assume z != 0; assume z complex; z != 0", "true\n", ""),
        ])
    func accumulation(input: String, output: String, problem: String) {
        let response = respond(.statements, input)
        #expect(response.output == output, "\(response)")
        #expect((response.status == 0) == problem.isEmpty, "\(response)")
        #expect(response.errors.contains(problem), "\(response)")
    }

    @Test(
        "name each problem",
        arguments: [
            ("assume x positve", "unknown-property"), ("assume x + 1", "not-a-condition"), ("assume 2 > 1", "always-holds"),
            ("assume x^2 >= 0", "always-holds"), ("assume x = x", "always-holds"), ("assume x^2 < 0", "contradiction"),
            ("assume 1 > 2", "contradiction"), ("assume x < 1 and x > 2", "contradiction"), ("assume pi > 3", "no-name"),
            ("assume pi positive", "reserved-name"), ("assume x < oo", "not-supported-yet"), ("assume x > N(pi, 3)", "misplaced-numeric"),
            ("assume", "missing-operand"), ("assume x integer real", "not-a-condition"),
            ("assume n integer; assume n = 1/2", "contradiction"),
        ])
    func problems(input: String, code: String) {
        var settings = Settings()
        settings.format = .json
        let session = Session(settings: settings)
        var line = input
        var output: [UInt8] = []
        var errors: [UInt8] = []
        let status = line.withUTF8 { session.respond(to: .statements, $0, output: &output, errors: &errors) }
        #expect(status == 3)
        #expect(String(decoding: output, as: UTF8.self).contains("\"code\": \"\(code)\""), "\(String(decoding: output, as: UTF8.self))")
        #expect(String(decoding: errors, as: UTF8.self).contains("^"))
    }

    @Test("of the settings hold for every command, and an impossible one is pointed at")
    func settings() {
        let diff = command("diff", ["x"])
        func value(_ text: String, _ x: String) -> Request { command("eval", ["x=\(x)"]) }
        #expect(respond(diff, "sqrt(x^2)", assuming: ["x > 0"]) == Response(status: 0, output: "1\n", errors: ""))
        #expect(respond(diff, "log(x)", assuming: ["x > 0"]).errors == "")
        #expect(respond(diff, "abs(x)", assuming: ["x nonzero", "x >= 0"]) == Response(status: 0, output: "1\n", errors: ""))
        #expect(respond(diff, "max(x, y)*x", assuming: ["x < y", "y < 3"]) == Response(status: 0, output: "y\n", errors: ""))
        #expect(respond(diff, "x", assuming: ["x >"]).errors == "error: the operator '>' needs something on its right\n  x >\n    ^\n")
        #expect(
            respond(diff, "x", assuming: ["x > 0", "x < 0"]).errors == "error: this contradicts what is assumed: x > 0\n  x < 0\n  ^^^^^\n")
        #expect(respond(diff, "x", assuming: ["x > 0; 1"]).status == 3)
        #expect(respond(diff, "x", assuming: [""]).status == 3)
        #expect(respond(value("", "2"), "sqrt(x^2)", assuming: ["x > 0"]).output == "2\n")
        #expect(respond(value("", "-2"), "sqrt(x^2)", assuming: ["x > 0"]).status == 4)
        #expect(respond(value("", "2"), "sqrt(x^2)", assuming: ["x^2 < 3"]).status == 4)
        #expect(respond(value("", "-4"), "sqrt(x)", assuming: ["x complex"]).output == "2*I\n")
        #expect(respond(value("", "-4"), "log(x) - log(4) - I*pi", assuming: ["x complex"]).status != 4)
    }

    @Test("keep the store of a stream small, and hold on every line")
    func streams() {
        var settings = Settings()
        settings.assumptions = ["x > 0", "n integer", "x < y"]
        let session = Session(settings: settings)
        for number in 1...300 {
            var line = "sqrt(x^2)^\(number)*max(x, y)*cos(n*pi)^2"
            var output: [UInt8] = []
            var errors: [UInt8] = []
            let request = command("diff", ["y"])
            let status = line.withUTF8 { session.respond(to: request, $0, number: number, output: &output, errors: &errors) }
            #expect(status == 0)
            #expect(String(decoding: output, as: UTF8.self) == (number == 1 ? "x\n" : "x^\(number)\n"))
        }
    }

    @Test("help names every property")
    func help() {
        let text = Session().help(on: "assume") ?? ""
        for word in ["real", "complex", "integer", "even", "odd", "positive", "negative", "nonnegative", "nonpositive", "nonzero"] {
            #expect(text.contains("\n  \(word) "))
            #expect(Session().help(on: word)?.contains("assume") == true)
        }
    }

    @Test("orders of names are transitive", arguments: 0..<20)
    func orders(seed: UInt64) {
        var random = Randomness(seed: seed)
        var names = ["a", "b", "c", "d", "f"]
        names.shuffle(using: &random)
        let isStrict = (0..<4).map { _ in random.oneIn(2) }
        var statements = (0..<4).map { "assume \(names[$0]) \(isStrict[$0] ? ">" : ">=") \(names[$0 + 1])" }
        statements.shuffle(using: &random)
        let (start, end) = (random.below(4), 4)
        let (great, small) = (names[start], names[end])
        let relation = isStrict[start..<end].contains(true) ? ">" : ">="
        let questions = [
            "\(great) - \(small) \(relation) 0", "\(small) - \(great) > 0", "abs(\(small) - \(great))", "max(\(small), \(great))",
            "\(great) + 1 > \(small)", "abs(3*\(small) - 3*\(great) - 1)",
        ]
        let found = respond(.statements, (statements + questions).joined(separator: "; ")).output.split(separator: "\n").map(String.init)
        #expect(found.count == questions.count, "\(found)")
        guard found.count == questions.count else { return }
        #expect(found[0] == "true" && found[1] == "false" && found[4] == "true", "\(statements): \(found)")
        #expect(found[3] == great, "\(statements): \(found)")
        if relation == ">" { #expect(!found[2].contains("abs") && !found[5].contains("abs"), "\(statements): \(found)") }
    }

    @Test("an order that goes round in a circle is refused")
    func circles() {
        #expect(respond(.statements, "assume a > b; assume b >= c; assume c > a").status == 3)
        #expect(respond(.statements, "assume a >= b; assume b >= a; a - b").status == 0)
    }

    @Test(
        "parts of complex numbers are worked out",
        arguments: [
            Case("assume x real; re(x); im(x); conjugate(x)", "x\n0\nx"),
            Case("assume x real; assume y real; re(x + I*y); im(x + I*y)", "x\ny"),
            Case("assume a real; assume b real; conjugate(a + I*b)", "a - I*b"),
            Case("assume x real; assume y real; abs(x + I*y)", "sqrt(x^2 + y^2)"),
            Case("assume x real; abs(exp(I*x))", "1"), Case("abs(3 + 4*I); re((1 + I)^2); im(1/(1 + I))", "5\n0\n-1/2"),
            Case("arg(1 + I); assume x > 0; arg(x); arg(-x); arg(I*x)", "pi/4\n0\npi\npi/2"),
            Case("simplify(re(x + I*y)); simplify(conjugate(x)); simplify(im(3*I*x))", "x\nx\n3*x"),
        ])
    func complexParts(item: Case) {
        #expect(respond(.statements, item.input).output == item.output + "\n", "\(item.input)")
    }

    @Test(
        "a derivative in a complex variable holds in all directions, and there is none on a cut across which a function jumps",
        arguments: [
            "log(z)", "sqrt(z)", "cos(sqrt(z))", "z^(1/3)", "asin(z)", "atan(z)", "exp(log(z))", "log(exp(z))", "z^(3/2)", "lgamma(z)",
            "softplus(z)", "z^I", "log(z)^2", "acosh(z)", "exp(300*z)", "z*sqrt(z - 1)", "(z + 1)^2*log(z)",
        ])
    func complexDerivatives(function: String) {
        var claimed = 0
        for place in ["-1", "1/2", "2", "-3", "I", "2*I", "-2 + I", "I*pi", "1 + I*pi", "-2 - I/10", "-1/2"] {
            let found = respond(command("eval", ["z=\(place)"]), "diff(\(function), z)", assuming: ["z complex"])
            #expect([0, 4, 5].contains(found.status), "\(function) at \(place): \(found)")
            guard found.status == 0 else { continue }
            claimed += 1
            for direction in ["1", "-1", "I", "-I"] {
                func value(_ argument: String) -> String { function.replacing(/\bz\b/, with: "(\(argument))") }
                let quotient = "(\(value("\(place) + \(direction)/10^8")) - \(value(place)))/(\(direction)/10^8)"
                let slope = found.output.dropLast()
                let line = "abs(\(quotient) - (\(slope))) < abs(\(slope))/1000 + 1/1000"
                #expect(respond(command("eval"), line).output == "true\n", "\(function) at \(place) in direction \(direction)")
            }
        }
        #expect(claimed > 2)
    }

    @Test(
        "moduli, signs and parts have no derivative in a complex variable, and one in a real variable beside it",
        arguments: ["abs(z)", "sign(z)", "re(z)", "im(z)", "conjugate(z)", "arg(z)", "abs(exp(z))", "log(abs(z))", "max(z, 1)", "floor(z)"])
    func parts(function: String) {
        #expect(respond(command("diff", ["z"]), function, assuming: ["z complex"]).status == 4)
        let claim = respond(command("check", ["z"], [.against: "sign(z)"]), function, assuming: ["z complex"])
        #expect(claim.status == 4 && claim.output.isEmpty, "\(claim)")
        guard ["re", "im", "conjugate", "arg", "abs"].contains(function.prefix { $0 != "(" }) else { return }
        let moved = function.replacing("(z)", with: "(z + x^2*(2 - z))")
        let slope = respond(command("diff", ["x"]), moved, assuming: ["z complex"])
        #expect(slope.status == 0, "\(moved): \(slope)")
        let number = respond(command("eval", ["x=1/3", "z=1 + 2*I"]), String(slope.output.dropLast()), assuming: ["z complex"])
        func value(_ x: String) -> String { moved.replacing(/\bx\b/, with: "(\(x))").replacing(/\bz\b/, with: "(1 + 2*I)") }
        let quotient = "(\(value("1/3 + 10^(-8)")) - \(value("1/3")))*10^8"
        let agreement = respond(command("eval"), "abs(\(quotient) - (\(number.output.dropLast()))) < 1/1000")
        #expect(agreement.output == "true\n", "\(moved): \(slope), \(number), \(agreement)")
    }
}
