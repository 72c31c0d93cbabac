import Support
import Testing

@testable import Session

/// What a text, a name, a function, an operation stand for carries where it has a value.
@Suite("Expressions carry their domain")
struct DomainLaws {
    private func respond(_ request: Request, _ line: String) -> (status: Int32, output: String, errors: String) {
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        let status = Array(line.utf8).withUnsafeBufferPointer { Session().respond(to: request, $0, output: &output, errors: &errors) }
        return (status, String(decoding: output, as: UTF8.self), String(decoding: errors, as: UTF8.self))
    }

    /// Texts that look as if they had a value at 0, and have none.
    private static let holes = [
        "x/x", "x^2/x", "(x^2 + x)/x", "x*(1/x)", "sin(x)/sin(x)", "x^3/x^2", "(x - 0*x)/x", "0/x", "1/x - 1/x", "log(x) - log(x)",
    ]

    @Test("a value is refused where the text has none, whatever way names get values", arguments: holes)
    func refusals(text: String) {
        for line in [
            "f(x) := \(text); f(0)", "subs(\(text), x = 0)", "p := \(text); subs(p, x = 0)", "p := \(text); q := p + 1; subs(q, x = 0)",
            "f(x) := \(text); g(t) := 2*f(t - 1); g(1)", "subs(simplify(\(text)), x = 0)", "subs(subs(\(text), x = y), y = 0)",
            "f(x) := simplify(\(text)); f(0)", "g := grad(\(text)); subs(g[1], x = 0)", "subs(diff(\(text), x), x = 0)",
            "eval(\(text), x = 0)",
        ] {
            let found = respond(.statements, line)
            #expect(found.status == 4 && found.output.isEmpty, "\(line): \(found)")
        }
        #expect(respond(command("eval", ["x=0"]), text).status == 4)
        #expect(respond(command("subs", ["x=0"]), text).status == 4)
        for operation in ["simplify", "expand", "together"] {
            let found = respond(.statements, "\(operation)(\(text))")
            #expect(found.status == 0 && found.errors.contains("holds where"), "\(operation) \(text): \(found)")
        }
        // Elsewhere there is a value.
        #expect(respond(.statements, "f(x) := \(text); f(2)").status == 0)
    }

    /// Zero for all values of `x`, which only a proof tells.
    private static let zeros = [
        "abs(x) - sqrt(x^2)", "abs(-x^2) - x^2", "sin(x)^2 + cos(x)^2 - 1", "(x + 1)^2 - x^2 - 2*x - 1", "exp(2*x) - exp(x)^2",
        "max(x, -x) - abs(x)", "exp(I*x) - cos(x) - I*sin(x)",
    ]

    @Test("a text whose denominator is zero for all values is refused by every operation, and not where it is almost so", arguments: zeros)
    func nowhere(zero: String) {
        let texts = ["1/Z", "0/(Z)", "(Z)/(Z)", "x + 1/(Z) - 1/(Z)", "(Z)^(-1/2)", "2*(x*(Z))^(-3)", "root(x, Z)", "mod(x, Z)"]
        for text in texts.map({ $0.replacing("/Z", with: "/(\(zero))").replacing("Z", with: zero) }) {
            for operation in ["simplify", "expand", "factor", "together", "diff", "grad", "solve"] {
                let found = respond(command(operation), text)
                #expect(found.status == 4 && found.output.isEmpty, "\(operation) \(text): \(found)")
            }
            for line in [text, "f(x) := \(text)", "p := \(text)", "equal(\(text), 1)", "2*diff(\(text), x)"] {
                let found = respond(.statements, line)
                #expect(found.status == 4 && found.output.isEmpty, "\(line): \(found)")
            }
        }
        for text in ["1/(\(zero) + 10^(-20))", "1/(\(zero) + 10^(-20)*x)", "if(x > 0, x, 1/(\(zero)))"] {
            let found = respond(command("diff"), text)
            #expect(found.status == 0, "\(text): \(found)")
        }
        // Where a value is put in, and other names are left.
        for text in ["t + 1/ceil(cot(x))", "mod(t, ceil(cot(x)))", "t/(x - 2)", "t*x/(\(zero) + x - 2)"] {
            for operation in [command("subs", ["x=2"]), command("eval", ["x=2"], [.exact: ""])] {
                let found = respond(operation, text)
                #expect(found.status == 4 && found.output.isEmpty, "\(text): \(found)")
            }
        }
        // A derivative that divides by it is no answer, though the function has values.
        let root = respond(command("diff"), "sqrt(\(zero))")
        let isRefused = root.status == 4 && root.output.isEmpty
        #expect(isRefused || respond(.statements, String(root.output.dropLast())).status == 0, "\(root)")
    }

    @Test("looking for values leaves no trace", arguments: ["10^x*log(10)*log(theta)/sqrt(1 - (theta^10^x + sec(I))^2)"])
    func somewhere(text: String) {
        let found = respond(.statements, text)
        #expect(found.status == 0 && found.output == "\(text)\n", "\(found)")
    }

    @Test("what a text excludes is no solution, by whatever name it is called", arguments: ["x^2/x", "x*(x - 1)/x", "(x^2 - x)/x"])
    func solutions(text: String) {
        let (direct, named) = (respond(command("solve"), "\(text) = 0"), respond(.statements, "g := \(text); solve(g = 0, x)"))
        #expect(direct.output == named.output && direct.status == named.status, "\(direct) and \(named)")
        let function = respond(.statements, "g(t) := \(text.replacing("x", with: "t")); solve(g(x) = 0, x)")
        #expect(function.output == direct.output && function.status == direct.status, "\(function)")
    }

    @Test(
        "the formula of a derivative is not its value at a kink",
        arguments: [
            ("abs(x)", "0", 4), ("floor(x)", "2", 4), ("sign(x)", "0", 4), ("cbrt(x)", "0", 4), ("log(x)", "-1", 4), ("x*abs(x)", "0", 0),
            ("if(x = 1, 1, x^2)", "1", 0), ("relu(x) - relu(-x)", "0", 0),
            ("cbrt(x^4)", "0", 0), ("sqrt(x^4)*x", "0", 0), ("sqrt(x)", "0", 4), ("abs(x)^(3/2)", "0", 0),
        ])
    func kinks(text: String, place: String, status: Int32) {
        let eval = respond(command("eval", ["x=\(place)"]), "diff(\(text), x)")
        #expect(eval.status == status, "\(text) at \(place): \(eval)")
        let function = respond(.statements, "f(x) := diff(\(text), x); f(\(place))")
        // Where the formula fails, its value is never shown: it is put right, or refused.
        #expect(status == 4 ? function.status == 4 : function.status >= 4 || function.output == eval.output, "\(text): \(function)")
        // In a branch that is not taken a derivative need not exist; in one that is, it must.
        let (outside, inside) = ("if(x != \(place), diff(\(text), x), 7)", "if(x = \(place), diff(\(text), x), 7)")
        for body in [outside, inside] {
            let ways = [
                respond(command("eval", ["x=\(place)"]), body), respond(command("subs", ["x=\(place)"]), body),
                respond(.statements, "f(x) := \(body); f(\(place))"), respond(.statements, "p := \(body); subs(p, x = \(place))"),
            ]
            for way in ways {
                if body == outside {
                    #expect(way.status == 0 && way.output == "7\n" && way.errors.isEmpty, "\(body): \(way)")
                } else {
                    #expect(status == 4 ? way.status == 4 : way.status >= 4 || way.output == eval.output, "\(body): \(way)")
                }
            }
        }
        let equation = respond(command("solve"), "diff(\(text), x) = diff(\(text), x) + x - \(place)")
        #expect(status != 4 || equation.output.isEmpty, "\(text): \(equation)")
        // The gradient at the point knows nothing of formulas.
        let gradient = respond(command("grad", ["x=\(place)"]), text)
        #expect(gradient.status == status, "\(gradient)")
        if status == 0 { #expect("[\(eval.output.dropLast())]\n" == gradient.output, "\(eval) and \(gradient)") }
    }

    @Test(
        "operations stand in expressions and definitions as their answers do",
        arguments: [
            ("simplify(diff(x^2*sin(x), x) - x^2*cos(x))", "2*x*sin(x)"), ("N(pi, 5)*2", "6.2832"), ("N(pi, 5) - 3.1415", "0.000092654"),
            ("s := solve(x^2 = 4, x); s[1] + s[2]", "0"), ("solve(x^2 = 4, x); ans[2]", "-2\n2\n2"), ("if(equal(x, x + 0), 1, 2)", "1"),
            ("grad(x^2*y, x = 1, y = 2)", "[4, 1]"), ("g := grad(x^2*y); g[1]", "2*x*y"), ("eval(x^2, x = 3) + 1", "10"),
            ("subs(diff(x^3, x), x = 2)", "12"), ("check(x^2, against = 2*x)", "right"),
            ("solve(x^3 = 8, x, real)", "2"), ("coefficients(3*x^2 + 1, x)", "3\n0\n1"), ("degree(x^5)^2", "25"),
        ])
    func nesting(line: String, output: String) {
        let found = respond(.statements, line)
        #expect(found.status == 0, "\(line): \(found)")
        #expect(found.output.hasPrefix(output.prefix(5)) && (line.contains("check") || found.output == output + "\n"), "\(line): \(found)")
    }

    @Test(
        "a part without a value is refused where it is needed, and costs nothing in a branch that is not taken",
        arguments: ["1/0", "log(0)", "0^(-2)", "gamma(-1)", "3*(1/(2 - 2)) + 1", "atanh(1)", "sqrt(1/0)", "if(2 > 1, 1/0, 5)"])
    func branches(hole: String) {
        #expect(respond(.statements, hole).status == 4 && respond(.statements, "\(hole) + if(x > 0, 1, 2)").status == 4)
        for body in ["if(x > 0, \(hole), 7)", "piecewise(\(hole) if x > 0, 7)", "if(x <= 0, 7, \(hole)*x)"] {
            for (place, status) in [("-1", Int32(0)), ("1", 4)] {
                let ways = [
                    respond(command("eval", ["x=\(place)"]), body), respond(command("subs", ["x=\(place)"]), body),
                    respond(.statements, "f(x) := \(body); f(\(place))"), respond(.statements, "p := \(body); subs(p, x = \(place))"),
                ]
                for way in ways { #expect(way.status == status && (status == 4 || way.output == "7\n"), "\(body) at \(place): \(way)") }
            }
            #expect(respond(.statements, "solve(\(body) = 7, x)").output == "x <= 0\n", "\(body)")
        }
    }

    @Test(
        "what asks for the order of complex numbers is refused wherever it is needed",
        arguments: ["floor(I)", "max(1, I)", "I < 1", "ceil(sqrt(-2))", "atan2(I, 1)", "min(2, 1 + I*pi)", "floor(I*exp(1))"])
    func orders(text: String) {
        for found in [
            respond(command("eval"), text), respond(.statements, text), respond(.statements, "p := \(text)"),
            respond(.statements, "f(x) := \(text.replacing("I", with: "x*I")); f(1)"),
        ] {
            #expect(found.status == 4 && found.output.isEmpty, "\(text): \(found)")
        }
        guard !text.contains("<") else { return }
        #expect(respond(.statements, "x + \(text)").status == 4 && respond(command("simplify"), "x*\(text)").status == 4)
        #expect(respond(.statements, "if(x > 0, \(text), 7)").status == 0)
    }

    @Test("parts and moduli of complex numbers have values", arguments: ["abs(I)", "sign(I)", "re(I)", "floor(I*I)", "floor(abs(1 + I))"])
    func complexValues(text: String) { #expect(respond(.statements, text).status == 0) }

    @Test(
        "a real value is asked for where names stand for real numbers",
        arguments: [("sqrt(x)", "-4"), ("log(x)", "-1"), ("x^(1/3)", "-8"), ("asin(x)", "2"), ("x^(-1/2)", "-1")])
    func reals(text: String, place: String) {
        #expect(respond(command("subs", ["x=\(place)"]), text).errors.contains("not a real number"), "\(text)")
    }

    @Test("deeply nested operations are carried out without recursion") func depth() {
        let count = 3000
        let line = String(repeating: "expand(", count: count) + "x" + String(repeating: ")", count: count)
        #expect(respond(.statements, line).output == "x\n")
    }

    @Test(
        "both notations of branches require the same",
        arguments: ["log(x)", "1/x", "x/x", "sqrt(x - 1)", "asin(x)", "1/(x - y)"], ["x > 1", "1/x > 0", "log(x) < y", "x/x > 0 and y < 2"])
    func notationsOfBranches(value: String, condition: String) {
        let texts = [
            "if(\(condition), \(value), y/y)", "piecewise(\(value) if \(condition), y/y)",
            "piecewise(\(value) if \(condition), y/y otherwise)",
        ]
        let answers = texts.map { respond(command("simplify"), $0) }
        for (text, answer) in zip(texts, answers) { #expect(answer == answers[0], "\(text)") }
    }
}
