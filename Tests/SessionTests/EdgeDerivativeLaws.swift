import Session
import Support
import Syntax
import Testing

@Suite("Derivatives where parts vanish on intervals")
struct EdgeDerivativeLaws {
    private func respond(_ request: Request, _ line: String) -> (status: Int32, output: String) {
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        let status = Array(line.utf8).withUnsafeBufferPointer {
            Session().respond(to: request, $0, output: &output, errors: &errors)
        }
        return (status, String(decoding: output, as: UTF8.self))
    }

    /// A text that is zero, or constant, on one side of a few places.
    private static func flat(_ random: inout Randomness, _ depth: Int) -> String {
        let inner = depth == 0 ? random.pick(["x", "(x - 1)", "(1 - x^2)", "(x + 2)"]) : flat(&random, depth - 1)
        switch random.below(9) {
        case 0: return "relu(\(inner))"
        case 1: return "max(0, \(inner))"
        case 2: return "(abs(\(inner)) - \(inner))"
        case 3: return "if(\(inner) > 0, \(inner), 0)"
        case 4: return "step(\(inner))*x^2"
        case 5: return "relu(\(inner))*relu(1 - x)"
        case 6: return "abs(relu(\(inner)))"
        case 7: return "min(1, relu(\(inner)))"
        default: return "(max(\(inner), 1) - 1)"
        }
    }

    private static func rough(_ random: inout Randomness) -> String {
        let inner = flat(&random, random.below(2))
        switch random.below(8) {
        case 0, 1: return "sqrt(\(inner))"
        case 2: return "(\(inner))^(1/3)"
        case 3: return "cbrt(\(inner))"
        case 4: return "log(1 + sqrt(\(inner)))"
        case 5: return "acos(min(1, \(inner)))"
        case 6: return "(\(inner))^(3/4)*x"
        default: return "abs(\(inner))"
        }
    }

    @Test("a derivative as a formula has the value that the gradient has at a point", arguments: 0..<150)
    func formulasAndGradients(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        let line = EdgeDerivativeLaws.rough(&random)
        for place in ["-3.3", "-1.7", "-0.6", "0.35", "0.8", "1.9"] {
            let binding = ["x=\(place)"]
            let gradient = respond(command("grad", ["x"] + binding), line)
            guard gradient.status == 0 else { continue }
            let formula = respond(command("eval", binding), "diff(\(line), x)")
            #expect("[\(formula.output.dropLast())]\n" == gradient.output, "\(line) at \(place)")
        }
    }

    @Test(
        "a formula is not the derivative at a kink, whatever its value there",
        arguments: ["sqrt(relu(x))", "abs(x)", "relu(x)^(1/3)", "relu(x) - relu(-2*x)", "abs(x)*cos(x)"])
    func kinks(line: String) {
        let binding = ["x=0"]
        #expect(respond(command("eval", binding), "diff(\(line), x)").status == 4)
        #expect(respond(command("eval", binding), "if(x > 0, diff(\(line), x), 7)").output == "7\n")
    }

    @Test(
        "a formula is not the derivative where the function is defined on one side only, whatever its value there",
        arguments: [
            "x^(3/2)", "x^(5/2)", "sqrt(x)^3", "x*sqrt(x)", "x^(7/4)*cos(x)", "x^pi", "sin(x)^(3/2)", "(exp(x) - 1)^(3/2)", "(-x)^(3/2)",
        ])
    func oneSided(line: String) {
        let binding = ["x=0"]
        #expect(respond(command("grad", binding), line).status == 4)
        #expect(respond(command("eval", binding), "diff(\(line), x)").status == 4)
        #expect(respond(command("eval", binding), "if(x > 0, diff(\(line), x), 7)").output == "7\n")
        #expect(respond(.statements, "f(t) := diff(\(line.replacing("x", with: "t").replacing("etp", with: "exp")), t); f(0)").status == 4)
        #expect(respond(.statements, "subs(diff(\(line), x), x=0)").status == 4)
    }

    @Test(
        "and is one where it is defined on both",
        arguments: [
            ("(x^2)^(3/2)", "0"), ("abs(x)^(3/2)", "0"), ("relu(x)^(3/2)", "0"), ("cbrt(x)^4", "0"), ("x^3", "0"),
            ("sqrt(1 - cos(x))^3", "0"),
        ])
    func twoSided(line: String, slope: String) {
        #expect(respond(command("eval", ["x=0"]), "diff(\(line), x)").output == "\(slope)\n", "\(line)")
    }

    @Test("a row of a table at such a place has no value", arguments: ["x^(3/2)", "x^(5/2)", "(x - x^2)^(3/2)"])
    func rows(line: String) throws {
        let outcome = try BatchTests.run("diff(\(line), x)", nil, [], table: "x\n0\n0.25\n", rowsPerBlock: 2, reports: true)
        let rows = outcome.output.split(separator: "\n")
        #expect(rows[1] == "nan" && rows[2] != "nan" && outcome.errors.contains("only defined on the right"), "\(outcome)")
    }

    @Test("the logarithm of an absolute value has the derivative of the logarithm", arguments: ["x", "sin(x)", "x^3 - x", "exp(x) - 2"])
    func logarithms(inner: String) {
        let request = command("diff", ["x"])
        for (line, plain) in [("log(abs(\(inner)))", "log(\(inner))"), ("log(3*abs(\(inner)))", "log(\(inner))")] {
            #expect(respond(request, line).output == respond(request, plain).output)
        }
    }

    /// Functions that leave the real numbers, and points on the borders of their domains or beyond.
    private static let departures: [(function: String, places: [String])] = [
        ("sqrt(x - 1)", ["0", "1", "3"]), ("(x - 1)^(1/3)", ["0", "1", "2"]), ("log(x - 1)", ["0", "5"]),
        ("asin(x + 2)", ["-3", "0", "-2"]), ("acosh(x)", ["0", "1", "2"]), ("asec(x)", ["1", "1/2", "3"]), ("sqrt(x^4)", ["0", "1"]),
        ("sqrt(1 - x^2)", ["1", "0", "-1"]),
        ("x^(3/2)", ["0", "1"]), ("atanh(x)", ["0", "2"]),
    ]

    @Test("a derivative is claimed where there are real values on both sides only, at points and in tables", arguments: 0..<60)
    func realNeighbours(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        let (function, places) = random.pick(EdgeDerivativeLaws.departures)
        let place = random.pick(places)
        let zero = "(x - (\(place)))"
        let line = random.pick([
            "\(zero)*\(function)", "\(zero)^2*\(function)", "\(zero)^4*\(function) + x", "if(\(function) > 1, x, 2*x)",
            "floor(\(function) + 1/2)", "\(zero)^2*\(function)*sin(x)", "max(\(function), -9)*\(zero)^3", "(\(function))^2*\(zero)^2",
        ])
        let isReal = ["-", "+"].allSatisfy { sign in
            let value = respond(command("eval", ["x=\(place) \(sign) 10^(-30)"]), line)
            return value.status == 0 && !value.output.contains("I")
        }
        for shape in [Answer.Derivatives.Shape.gradient, .hessian, .jacobian] {
            let name = shape.rawValue
            let found = respond(command(name, ["x=\(place)"]), line)
            #expect(isReal || found.status >= 4, "\(name) \(line) at \(place): \(found)")
            guard place != "1/2" else { continue }
            let table = try BatchTests.run(line, shape, table: "x\n\(place)\n")
            let row = table.output.split(separator: "\n").last?.split(separator: ",").compactMap { Double($0) } ?? []
            #expect(table.status == found.status, "\(name) \(line) at \(place): \(table.output) and \(found)")
            guard found.status == 0, let slope = Double(found.output.filter { !"[]\n".contains($0) }), let last = row.last else { continue }
            #expect((slope - last).magnitude <= 1e-9 * slope.magnitude, "\(name) \(line) at \(place): \(row)")
        }
        let claim = respond(command("check", ["x=\(place)"], [.against: "0"]), line)
        #expect(isReal || !claim.output.hasPrefix("right"), "\(line) at \(place): \(claim)")
    }
}
