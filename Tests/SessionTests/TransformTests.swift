import Syntax
import Testing
import Vocabulary

@testable import Session

@Suite("Transforms in a session")
struct TransformTests {
    private struct Response: Equatable {
        var status: Int32
        var output: String
        var errors: String
    }

    private func respond(_ request: Request, _ line: String, number: Int? = nil, settings: Settings = Settings()) -> Response {
        var copy = line
        var output: [UInt8] = []
        var errors: [UInt8] = []
        let status = copy.withUTF8 {
            Session(settings: settings).respond(to: request, $0, number: number, output: &output, errors: &errors)
        }
        return Response(status: status, output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self))
    }

    private static let json: Settings = {
        var settings = Settings()
        settings.format = .json
        return settings
    }()

    /// A command with its operands, what it says and its exit status.
    struct Case: Sendable, CustomStringConvertible {
        let operation: String
        let words: [String]
        let output: String
        let status: Int32
        let assumptions: [String]

        init(_ operation: String, _ words: [String], _ output: String, status: Int32 = 0, assuming assumptions: [String] = []) {
            self.operation = operation
            self.words = words
            self.output = output
            self.status = status
            self.assumptions = assumptions
        }

        var description: String { "\(operation) \(words) \(assumptions)" }
    }

    static let cases = [
        Case("simplify", ["sin(x)^2 + cos(x)^2"], "1"), Case("simplify", ["sqrt(x^2)"], "x", assuming: ["x > 0"]),
        Case("simplify", ["asin(sin(x))"], "x", assuming: ["-pi/2 <= x", "x <= pi/2"]),
        Case("simplify", ["cos(2*pi*n)"], "1", assuming: ["n integer"]),
        Case("expand", ["(x + 1)^3"], "x^3 + 3*x^2 + 3*x + 1"), Case("factor", ["x^2 - 1"], "(x - 1)*(x + 1)"),
        Case("factor", ["x^2 - 2", "sqrt(2)"], "(x + sqrt(2))*(x - sqrt(2))"), Case("factor", ["x^2 + 1", "I"], "(x + I)*(x - I)"),
        Case("together", ["1/x + 1/y"], "(x + y)/(x*y)"), Case("apart", ["1/(x^2 - 1)"], "1/(2*(x - 1)) - 1/(2*(x + 1))"),
        Case("apart", ["1/(x*(x + y))", "x"], "1/(x*y) - 1/(y*(x + y))"), Case("collect", ["a*x + b*x + 1", "x"], "x*(a + b) + 1"),
        Case("gcd", ["x^2 - 1", "x^2 - 2*x + 1"], "x - 1"), Case("lcm", ["x^2 - 1", "x - 1"], "x^2 - 1"),
        Case("quo", ["x^2", "x - 1"], "x + 1"),
        Case("rem", ["x^2", "x - 1", "x"], "1"), Case("resultant", ["x^2 - 2", "x - y", "x"], "y^2 - 2"),
        Case("discriminant", ["a*x^2 + b*x + c", "x"], "b^2 - 4*a*c"),
        Case("coefficients", ["3*x^2 + y", "x"], "3\n0\ny"), Case("degree", ["x^3 + x*y^5", "x"], "3"), Case("degree", ["x^3"], "3"),
        Case("equal", ["(x + 1)^2", "x^2 + 2*x + 1"], "equal"), Case("equal", ["(x + 1)^2 = x^2 + 2*x + 1"], "equal"),
        Case("equal", ["log(x^2)", "2*log(x)"], "different at x = -1", status: 1),
        Case("equal", ["log(x^2)", "2*log(x)"], "equal", assuming: ["x > 0"]),
        Case("equal", ["1 = 1"], "equal"), Case("equal", ["1 = 2"], "different", status: 1),
        Case("equal", ["sqrt(x^2) = x"], "equal", assuming: ["x > 0"]),
        Case("equal", ["x = -1"], "different at x = 2", status: 1, assuming: ["x > 0"]), Case("equal", ["1", "2"], "different", status: 1),
        Case("equal", ["sqrt(x)*sqrt(y)", "sqrt(x*y)"], "equal", assuming: ["x > 0", "y > 0"]),
        Case("sum", ["k^2", "k=1..3"], "14"), Case("product", ["x + k", "k=1..2"], "(x + 1)*(x + 2)"),
        Case("det", ["[[a, b], [c, d]]"], "a*d - b*c"), Case("inverse", ["[[1, 2], [3, 4]]"], "[[-2, 1], [3/2, -1/2]]"),
        Case("tr", ["[[1, 2], [3, x]]"], "x + 1"), Case("rank", ["[[1, 2], [2, 4]]"], "1"),
        Case("rref", ["[[1, 2, 3], [4, 5, 6]]"], "[[1, 0, -1], [0, 1, 2]]"),
        Case("nullspace", ["[[1, 2], [2, 4]]"], "[[-2, 1]]"),
        Case("charpoly", ["[[1, 2], [3, 4]]", "x"], "x^2 - 5*x - 2"), Case("eigenvalues", ["[[2, 1], [1, 2]]"], "1\n3"),
        Case("eigenvectors", ["[[2, 1], [1, 2]]"], "[[1, [-1, 1]], [3, [1, 1]]]"),
        Case("convex", ["x^2 + x*y + y^2"], "convex"), Case("convex", ["x^2 - y^2"], "not convex", status: 1),
        Case("adjugate", ["[[a, b], [c, d]]"], "[[d, -b], [-c, a]]"),
        Case("pinv", ["[[1, 2], [2, 4], [3, 6]]"], "[[1/70, 1/35, 3/70], [1/35, 2/35, 3/35]]"),
        Case("lu", ["[[0, 1], [2, 3]]"], "[[[0, 1], [1, 0]], [[1, 0], [0, 1]], [[2, 3], [0, 1]]]"),
        Case("qr", ["[[3, 0], [4, 5]]"], "[[[3/5, -4/5], [4/5, 3/5]], [[5, 4], [0, 3]]]"),
        Case("cholesky", ["[[4, 2], [2, 3]]"], "[[2, 0], [1, sqrt(2)]]"),
        Case("equal", ["log(x + 1) - zeta", "gamma(x)"], "different at x = 2, zeta = -3", status: 1),
    ]

    @Test("are made of one expression", arguments: cases)
    func answers(item: Case) throws {
        var settings = Settings()
        settings.assumptions = item.assumptions
        let response = respond(command(item.operation, Array(item.words.dropFirst())), item.words[0], settings: settings)
        #expect(response.status == item.status, "\(response.errors)")
        // At which point two expressions differ is not the point.
        let wanted = item.status == 1 ? String(item.output.prefix { $0 != "=" }) : item.output + "\n"
        #expect(item.status == 1 ? response.output.hasPrefix(wanted.prefix(9)) : response.output == wanted)
    }

    @Test("are tried one and all")
    func allAreTried() {
        let others: Set = [
            "diff", "grad", "jacobian", "hessian", "eval", "N", "subs", "solve", "stationary", "check", "trace", "info",
        ]
        #expect(Set(TransformTests.cases.map(\.operation)).union(others) == Set(OperationRow.all.map(\.name)))
    }

    @Test("say the same inside expressions as the commands do", arguments: cases.filter { $0.words.allSatisfy { !$0.contains(" = ") } })
    func operations(item: Case) throws {
        var settings = Settings()
        settings.assumptions = item.assumptions
        let response = respond(.statements, "\(item.operation)(\(item.words.joined(separator: ", ")))", settings: settings)
        #expect(response.status == item.status, "\(response.errors)")
        #expect(item.status == 1 ? response.output.hasPrefix(item.output.prefix(9)) : response.output == item.output + "\n")
    }

    @Test(
        "are statements like others",
        arguments: [
            ("f := sin(x)^2 + cos(x)^2; simplify(f)", "1\n"), ("a := x + 1; b := 1 + x; equal(a, b)", "equal\n"),
            ("if(equal(x, y), 1, 2)", "2\n"),
            ("p := 3*x^2 + 1; coefficients(p, x)", "3\n0\n1\n"), ("factor(x^2 - 1) + 1", "(x - 1)*(x + 1) + 1\n"),
            ("diff(expand((x + 1)^2), x)", "2*x + 2\n"),
            ("degree(x^5)^2", "25\n"), ("g(x) := expand((x + 1)^2); g(2)", "9\n"), ("gcd(12, 18); lcm(4, 6)", "6\n12\n"),
            ("expand((x + 1)^2); ans - 1", "x^2 + 2*x + 1\nx^2 + 2*x\n"),
            ("5; coefficients(x, x); ans; ans[1] + 1", "5\n1\n0\n1\n0\n2\n"), ("x^2 - 1; factor(ans)", "x^2 - 1\n(x - 1)*(x + 1)\n"),
            ("assume x > 0; simplify(sqrt(x^2)); equal(log(x^2), 2*log(x))", "x\nequal\n"),
        ])
    func statements(input: String, output: String) {
        let response = respond(.statements, input)
        #expect(response.status == 0, "\(response.errors)")
        #expect(response.output == output)
    }

    @Test("stand in a stream: one line for one line")
    func streams() {
        #expect(respond(command("coefficients", ["x"]), "x^2 + 5", number: 3).output == "1; 0; 5\n")
        #expect(respond(command("equal"), "x + x = 2*x", number: 3).output == "equal\n")
        for operation in OperationRow.all {
            let blank = respond(command(operation.name), " # nothing", number: 3)
            #expect(blank == Response(status: 0, output: "\n", errors: ""))
            let bad = respond(command(operation.name), "sin(", number: 3)
            #expect(bad.status == 3 && bad.output == "\n" && bad.errors.hasPrefix("error: line 3: "), "\(bad)")
        }
    }

    /// A command that cannot be carried out.
    struct Problem: Sendable, CustomStringConvertible {
        let operation: String
        let words: [String]
        let status: Int32
        let code: String
        let sentence: String

        init(_ operation: String, _ words: [String], _ status: Int32, _ code: String, _ sentence: String) {
            self.operation = operation
            self.words = words
            self.status = status
            self.code = code
            self.sentence = sentence
        }

        var description: String { "\(operation) \(words)" }
    }

    @Test(
        "name each problem, with a caret and a sentence",
        arguments: [
            Problem("coefficients", ["sin(x)", "x"], 4, "not-polynomial", "this is not a polynomial in x"),
            Problem("degree", ["1/x", "x"], 4, "not-polynomial", "this is not a polynomial in x"),
            Problem("degree", ["0", "x"], 4, "undefined", "zero has no degree"),
            Problem("discriminant", ["x + sqrt(x)", "x"], 4, "not-polynomial", "this is not a polynomial in x"),
            Problem("coefficients", ["x*y + z"], 2, "ambiguous-variable", "there are several names: x, y, z"),
            Problem("apart", ["1"], 2, "ambiguous-variable", "there is no name in it"),
            Problem("gcd", ["x"], 2, "wrong-arity", "gcd is called gcd EXPR EXPR"),
            Problem("collect", ["x"], 2, "wrong-arity", "collect is called collect EXPR VAR"),
            Problem("equal", ["x"], 2, "wrong-arity", "equal is called equal EXPR EXPR"),
            Problem("quo", ["x", "y", "2"], 2, "not-a-variable", "a name is expected as the variable"),
            Problem("quo", ["x", "0", "x"], 4, "undefined", "a polynomial cannot be divided by zero"),
            Problem("together", ["x = 1"], 3, "not-a-number", "not a condition"),
            Problem("equal", ["x", "y = 2"], 3, "not-a-number", "not a condition"),
            Problem("simplify", ["0^(-2)"], 4, "division-by-zero", "division by zero"),
            Problem("expand", ["(x + 1)^(10^9)"], 6, "too-large", "too large"),
            Problem("simplify", ["coefficients(x^2, x)"], 3, "misplaced-list", "several expressions"),
            Problem("simplify", ["N(pi, 5)"], 3, "misplaced-numeric", "N(…) gives decimals"),
            Problem("gcd", ["x", "coefficients(x^2, x)"], 3, "misplaced-list", "several"),
        ])
    func problems(item: Problem) {
        let request = command(item.operation, Array(item.words.dropFirst()))
        let response = respond(request, item.words[0], settings: TransformTests.json)
        #expect(response.status == item.status, "\(response)")
        #expect(
            response.output.contains("\"status\": \"error\"") && response.output.contains("\"code\": \"\(item.code)\""),
            "\(response.output)")
        #expect(response.errors.contains(item.sentence) && response.errors.contains("^"), "\(response.errors)")
        #expect(respond(request, item.words[0]).output == "")
    }

    @Test(
        "with several answers stand alone",
        arguments: [
            "coefficients(x^2, x) + 1", "f(x) := coefficients(x^2, x)", "simplify(coefficients(x^2, x))",
            "assume coefficients(x^2, x) > 0",
        ])
    func listsStandAlone(input: String) {
        let response = respond(.statements, input)
        #expect(response.status == 3 && response.output == "", "\(response)")
        #expect(response.errors.contains("several expressions"), "\(response.errors)")
    }

    @Test("have members of their own in JSON")
    func members() {
        func json(_ operation: String, _ words: String...) -> String {
            var settings = TransformTests.json
            settings.showsSteps = operation == "simplify"
            return respond(command(operation, Array(words.dropFirst())), words[0], settings: settings).output
        }
        let simplified = json("simplify", "sin(x)^2 + cos(x)^2")
        #expect(
            simplified
                == #"{"input": "sin(x)^2 + cos(x)^2", "command": "simplify", "inputs": ["sin(x)^2 + cos(x)^2"], "status": "ok", "verified": true, "result": "1", "latex": "1", "steps": [{"rule": "pythagoras", "#
                + #""before": "cos(x)^2 + sin(x)^2", "after": "1"}]}"# + "\n")
        #expect(json("equal", "x", "x").contains(#""status": "ok", "verified": true, "result": "equal"}"#))
        #expect(json("equal", "x", "x + 1").contains(#""status": "no", "verified": true, "result": "different", "point": {"x": "#))
        #expect(json("coefficients", "x^2", "x").contains(#""result": "1; 0; 0""#))
        #expect(json("simplify", "sign(x)^2").contains(#""conditions": ["x != 0"]"#))
        #expect(json("expand", "(x + 1)^2").contains(#""verified": true, "result": "x^2 + 2*x + 1""#))
    }

    @Test("say where they hold only where that says something")
    func conditions() {
        #expect(respond(command("simplify"), "sqrt(x^2)").errors == "")
        #expect(respond(command("simplify"), "sign(x)^2").errors == "note: holds where x != 0\n")
        #expect(respond(command("simplify"), "(x^2 - 1)/(x - 1)").errors == "note: holds where x != 1\n")
        #expect(respond(command("expand"), "x*(1/x + 1)").errors == "note: holds where x != 0\n")
        #expect(respond(.statements, "simplify(sign(x)^2)").errors == "note: holds where x != 0\n")
    }
}
