import Session
import Support
import Syntax
import Testing
import Vocabulary

@Suite("Gradients, Hessians and values at a point")
struct EvaluationTests {
    private struct Response {
        let status: Int32
        let output: String
        let errors: String
    }

    private func respond(_ request: Request, _ line: String, _ settings: Settings = Settings()) -> Response {
        var copy = line
        var output: [UInt8] = []
        var errors: [UInt8] = []
        let status = copy.withUTF8 { Session(settings: settings).respond(to: request, $0, output: &output, errors: &errors) }
        return Response(status: status, output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self))
    }

    private func derivatives(
        _ shape: Answer.Derivatives.Shape, _ line: String, _ words: [String] = [], _ options: [OptionID: String] = [:]
    ) throws -> Response {
        respond(try Request.command(shape.rawValue, words, options), line)
    }

    /// A function, a point, and what is true there: derivatives, or words of the report.
    struct Truth: Sendable {
        let line: String
        let point: [String]
        let gradient: String
        var hessian: String?
    }

    @Test(
        "the derivative is found where there is one, and the sides are told where there is none",
        arguments: [
            Truth(line: "abs(x)", point: ["x=0"], gradient: "kink, with slope -1 from the left and 1 from the right"),
            Truth(line: "max(x,0)-max(-x,0)", point: ["x=0"], gradient: "[1]"),
            Truth(line: "if(x>0,x,0)-if(-x>0,-x,0)", point: ["x=0"], gradient: "[1]"),
            Truth(line: "x*abs(x)", point: ["x=0"], gradient: "[0]", hessian: "slope -2 from the left and 2 from the right"),
            Truth(line: "sqrt(x^4)", point: ["x=0"], gradient: "[0]", hessian: "[[2]]"),
            Truth(line: "cbrt(x^3)", point: ["x=0"], gradient: "[1]"),
            Truth(line: "if(x=0, 1, sin(x)/x)", point: ["x=0"], gradient: "[0]", hessian: "[[-0.3333333333333333]]"),
            Truth(line: "x^x", point: ["x=0"], gradient: "only defined on the right, with slope -oo"),
            Truth(line: "floor(x)", point: ["x=1"], gradient: "a jump, from 0 on the left to 1 on the right"),
            Truth(line: "1/x", point: ["x=0"], gradient: "a pole, -oo from the left and oo from the right"),
            Truth(line: "log(1+exp(x))", point: ["x=800"], gradient: "[1]"),
            Truth(line: "x/x", point: ["x=0"], gradient: "division by zero"),
            Truth(line: "sqrt(x)^2", point: ["x=-1"], gradient: "[1]"),
            Truth(line: "log(x)", point: ["x=-1"], gradient: "not a real number there"),
            Truth(line: "max(x,y)", point: ["x=1", "y=1"], gradient: "no derivative in x"),
            Truth(line: "abs(x*y)", point: ["x=0", "y=0"], gradient: "[0, 0]"),
            Truth(line: "x^2*y", point: ["x=3", "y=2"], gradient: "[12, 9]", hessian: "[[4, 6], [6, 0]]"),
            Truth(line: "exp(log(x))", point: ["x=-2"], gradient: "[1]", hessian: "[[0]]"),
            Truth(line: "exp(I*x)+exp(-I*x)", point: ["x=1"], gradient: "[-1.682941969615793]", hessian: "[[-1.0806046117362795]]"),
            Truth(line: "log(y+I*x)+log(y-I*x)", point: ["x=1", "y=-1"], gradient: "[1, -1]", hessian: "[[0, 1], [1, 0]]"),
            Truth(line: "sin(asin(x))", point: ["x=2"], gradient: "[1]"),
            Truth(line: "exp(I*x)", point: ["x=1"], gradient: "not a real number there"),
            Truth(line: "sqrt(I*(x-1)-4)^2", point: ["x=1"], gradient: "beside it there are no real values"),
            Truth(
                line: "max(x^2,y^2)", point: ["x=0", "y=0"], gradient: "[0, 0]", hessian: "along (1, 1) the second derivative is 2, not 4"),
            Truth(
                line: "x + abs(x - y)*(x - y) + x^2", point: ["x=1", "y=1"], gradient: "[3, 0]",
                hessian: "no second derivative d^2/(dx dx)"),
            Truth(line: "abs(x)^3 + y^2", point: ["x=0", "y=0"], gradient: "[0, 0]", hessian: "[[0, 0], [0, 2]]"),
            Truth(
                line: "if(x=0 and y=0, y, y + x^3*y^3/(x^2+y^2))", point: ["x=0", "y=0"], gradient: "[0, 1]", hessian: "[[0, 0], [0, 0]]"),
        ])
    func truths(truth: Truth) throws {
        for (shape, expected) in [(Answer.Derivatives.Shape.gradient, truth.gradient), (.hessian, truth.hessian)] {
            guard let expected else { continue }
            let response = try derivatives(shape, truth.line, truth.point)
            if expected.hasPrefix("[") {
                #expect(response.output == expected + "\n" && response.status == 0, "\(truth.line): \(response)")
            } else {
                #expect(response.errors.contains(expected) && response.status == 4 && response.output.isEmpty, "\(truth.line): \(response)")
            }
        }
    }

    @Test("second derivatives that depend on the order are shown as partial ones")
    func order() throws {
        let response = try derivatives(.hessian, "if(x=0 and y=0, 0, x*y*(x^2-y^2)/(x^2+y^2))", ["x=0", "y=0"])
        #expect(response.output == "[[0, -1], [1, 0]]\n" && response.status == 0)
        #expect(response.errors.contains("partial derivatives only: the mixed ones depend on the order of differentiation"))
    }

    @Test("formulas and numbers take the variables that are named, or all names")
    func variables() throws {
        #expect(try derivatives(.gradient, "a*x^2 + b*x").output == "[x^2, x, 2*a*x + b]\n")
        #expect(try derivatives(.gradient, "a*x^2 + b*x", ["x"]).output == "[2*a*x + b]\n")
        #expect(try derivatives(.gradient, "a*x^2 + b*x", ["x", "a=2"]).output == "[b + 4*x]\n")
        #expect(try derivatives(.gradient, "a*x^2 + b*x", ["x", "x=1", "a=2", "b=3"]).output == "[7]\n")
        #expect(try derivatives(.jacobian, "[x*y, sin(x), 3]").output == "[[y, x], [cos(x), 0], [0, 0]]\n")
        #expect(try derivatives(.hessian, "sin(x*y)", ["x=0", "y=1"], [.exact: ""]).output == "[[0, 1], [1, 0]]\n")
        #expect(try derivatives(.gradient, "0*x + y", ["x=1", "y=2"]).output == "[0, 1]\n")
    }

    @Test(
        "names without a value, and values without a name, are refused",
        arguments: [
            (["x=1"], "no value is given for y"), (["x=1", "y=2", "z=3"], "the name 'z' does not occur"),
            (["x=1..2", "y=1"], "that needs --bounds"),
        ])
    func names(words: [String], message: String) throws {
        let response = try derivatives(.gradient, "x*y", words)
        #expect(response.status == 2 && response.errors.contains(message), "\(response)")
    }

    @Test("bounds hold the value and the derivatives at every point of the box", arguments: 0..<40)
    func bounds(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        let line = random.pick(["sin(x*y) + x^2", "exp(x)/(2 + y)", "sqrt(1 + x^2*y^2)", "x*atan(y - x)", "log(3 + x*y)", "tanh(x - y)*y"])
        let (a, b) = (Double(random.below(40)) / 16 - 1, Double(random.below(40)) / 16 - 1)
        let width = Double(1 + random.below(4)) / 32
        let box = ["x=\(a)..\(a + width)", "y=\(b)..\(b + width)"]
        let inside = ["x=\(a + width * Double(random.below(9)) / 8)", "y=\(b + width * Double(random.below(9)) / 8)"]
        let outer = numbers(try derivatives(.gradient, line, box, [.bounds: ""]).output)
        let inner = numbers(try derivatives(.gradient, line, inside).output)
        #expect(outer.count == 4 && inner.count == 2)
        for place in inner.indices where outer.count == 4 {
            #expect(outer[2 * place] <= inner[place] && inner[place] <= outer[2 * place + 1], "\(line) in \(box) at \(inside)")
        }
    }

    private func numbers(_ text: String) -> [Double] {
        text.split { "[], \n".contains($0) }.compactMap { Double($0) }
    }

    @Test("a box with a kink, a pole or a jump in it has no bounds of derivatives", arguments: ["abs(x)", "1/x", "floor(x)", "sqrt(x)"])
    func noBounds(line: String) throws {
        #expect(try derivatives(.gradient, line, ["x=-0.5..0.5"], [.bounds: ""]).status == 5)
    }

    @Test("the reason of a nan is the operation where it arose")
    func reasons() {
        let response = respond(command("eval", ["x=-1", "y=0"], [.why: ""]), "log(x)/y + 1/(x - 1)")
        #expect(response.output.contains("the value is nan") && response.output.contains("log(x) has no value where x = -1"))
        #expect(response.output.contains("1/y is infinite where y = 0"))
    }

    @Test("a whole number or a zero that hides is found by a proof", arguments: 1..<24)
    func hiddenWholeNumbers(n: Int) {
        let forms = [
            ("floor(log2(2^\(n)))", n), ("ceil(log(7^\(n))/log(7))", n), ("floor(exp(log(\(n))))", n), ("floor(sqrt(\(n))^2)", n),
            ("ceil(cbrt(\(n))^3)", n), ("sign(sqrt(\(n)) - exp(log(\(n))/2))", 0), ("\(n) - sinh(log(sqrt(\(n)) + sqrt(\(n + 1))))^2", 0),
            ("if(sqrt(2)*sqrt(\(n)) <= sqrt(\(2 * n)), \(n), 0)", n),
        ]
        for (line, value) in forms {
            let response = respond(command("eval"), line)
            #expect(response.output == "\(value)\n", "\(line): \(response.output)\(response.errors)")
        }
    }

    @Test("a small number next to a jump is not taken for the jump", arguments: 5..<24)
    func nearWholeNumbers(n: Int) {
        let small = "1/10^\(7 * n)"
        #expect(respond(command("eval"), "floor(exp(log(\(n)))-\(small))").output == "\(n - 1)\n")
        #expect(respond(command("eval"), "ceil(sqrt(\(n))^2+\(small)*pi)").output == "\(n + 1)\n")
    }

    @Test(
        "large arguments have values where these, or their logarithms, can be written down",
        arguments: [
            ("log(beta(1e20,3))", "-137.4619583990828"), ("log(gamma(1e25))", "5.6564627324851144e+26"),
            ("2^(-10^12)", "1.0442507269304682e-301029995664"), ("2^(10^12)/2^(10^12-3)", "8"), ("gamma(1e20)/gamma(1e20-1)", "1e+20"),
            ("log(factorial(10^30))", "6.807755278982137e+31"), ("binomial(2*10^9,10^9)", "3.7965354026686996e+602059986"),
            ("log(2^(10^12))", "693147180559.9453"),
        ])
    func largeArguments(line: String, value: String) {
        #expect(respond(command("eval"), line).output == "\(value)\n")
    }

    @Test(
        "a function of real numbers has no value at others, and parts of complex values have real derivatives",
        arguments: [
            ("relu(log(x))", "x=-1", nil), ("floor(sqrt(x))", "x=-1", nil), ("max(sqrt(x), 1)", "x=-2", nil),
            ("if(log(x) < 1, 1, 2)", "x=-3", nil),
            ("diff(sin(1/x), x)", "x=0", nil), ("diff(cos(1/x^2), x)", "x=0", nil), ("diff(re(x), x)", "x=1", "1"),
            ("diff(im(x*I + x^2), x)", "x=2", "1"), ("diff(arg(x), x)", "x=-1", "0"), ("diff(abs(x + I), x)", "x=1", "0.7071067811865476"),
            ("diff(abs(exp(I*x) + 1), x)", "x=1", "-0.479425538604203"), ("diff(arg(x + I), x)", "x=1", "-0.5"),
            ("diff(arg(I*x), x)", "x=0", nil),
        ])
    func complexParts(line: String, point: String, value: String?) {
        let response = respond(command("eval", [point]), line)
        #expect(response.output == (value.map { "\($0)\n" } ?? "") && response.status == (value == nil ? 4 : 0), "\(line): \(response)")
    }

    @Test("what is too large for any number of digits is said to be", arguments: ["gamma(1e20)", "exp(1e20)", "10^10^10^10", "2^(10^20)"])
    func tooLarge(line: String) {
        let response = respond(command("eval"), line)
        #expect(response.status == 6 && response.errors.contains("too large to write down"), "\(line): \(response.errors)")
    }

    @Test("branches are called in messages as they are written", arguments: Vocabulary.functions.filter { $0.branch != nil }.map(\.name))
    func branchNames(name: String) {
        guard let row = Vocabulary.functions.first(where: { $0.name == name }), let branch = row.branch else { return }
        for argument in ["0", "1", "floor(x/2)", "I", "x"] {
            let line = "\(branch.of)(\(branch.number), \(argument))"
            for operation in ["eval", "grad", "diff", "check"] {
                let response = respond(command(operation, operation == "diff" ? ["x"] : argument.contains("x") ? ["x=0"] : []), line)
                #expect(!response.errors.contains(name), "\(operation) \(line): \(response.errors)")
            }
        }
    }

    @Test("far on the left, too, the gamma function has its value, or it is said why not, with the place", arguments: 1...30)
    func farLeft(exponent: Int) {
        for fraction in ["1/2", "1/3", "-2/7"] {
            for line in ["gamma(-1e\(exponent) + \(fraction))", "factorial(-1e\(exponent) + \(fraction))"] {
                let response = respond(command("eval"), line)
                let isRefused = (5...6).contains(response.status) && response.errors.contains(line)
                #expect(response.status == 0 && exponent < 16 || exponent > 10 && isRefused, "\(line): \(response)")
            }
        }
    }
}
