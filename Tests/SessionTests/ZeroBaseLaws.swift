import Session
import Support
import Syntax
import Testing

@Suite("Powers with a base of 0")
struct ZeroBaseLaws {
    private struct Response: Equatable {
        let status: Int32
        let output: String
    }

    private func respond(_ request: Request, _ line: String) -> Response {
        var (output, errors): ([UInt8], [UInt8]) = ([], [])
        let status = Array(line.utf8).withUnsafeBufferPointer {
            Session().respond(to: request, $0, output: &output, errors: &errors)
        }
        return Response(status: status, output: String(decoding: output, as: UTF8.self))
    }

    private static let bases = ["x", "abs(x)", "(x^2 + y^2)", "(1 - p)", "sin(x)", "x*y", "(2*x)", "0", "(1 + x)", "relu(x)"]

    /// A product of powers whose exponents are names, with the numbers that the names stand for.
    private func formula(_ random: inout Randomness) -> (line: String, numbers: [(name: String, value: String)]) {
        let numbers = ["k", "m"].map { (name: $0, value: random.pick(["0", "1", "2", "3", "1/2", "3/2", "-1", "5", "-1/2"])) }
        func power() -> String {
            let exponent = random.pick(["k", "m", "(k + 1)", "(m - 1)", "(k/2)", "(k + m)", "(2*m)", "pi", "(k - m)"])
            return "\(random.pick(ZeroBaseLaws.bases))^\(exponent)"
        }
        let factors = (0...random.below(2)).map { _ in power() }.joined(separator: "*")
        let line = random.pick([factors, "exp(-x)*\(factors)", "\(factors) + \(power())", "2*\(factors) - x", "cos(\(factors))"])
        return (line, numbers)
    }

    private func substituted(_ line: String, _ numbers: [(name: String, value: String)]) -> String {
        var text = ""
        for character in line {
            text += numbers.first { $0.name == String(character) }.map { "(\($0.value))" } ?? String(character)
        }
        return text
    }

    @Test("numbers given for the names in exponents do what the same numbers in the text do", arguments: 0..<200)
    func namesAreNumbers(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        let (line, numbers) = formula(&random)
        let written = substituted(line, numbers)
        let plain = line.replacing("exp", with: "").replacing("pi", with: "")
        let places: [(String, String)] = [("x", "0"), ("y", "0"), ("p", "1")]
        let place: [(String, String)] = places.filter { (name: String, _) in plain.contains(name) }
        let names = numbers.filter { line.contains($0.name) }
        let (all, own) = (
            (place + names.map { ($0.name, $0.value) }).map { "\($0.0)=\($0.1)" }, place.map { "\($0.0)=\($0.1)" }
        )
        guard !own.isEmpty else { return }
        let (first, second) = (
            respond(command("eval", all), line), respond(command("eval", own), written)
        )
        #expect(first == second, "\(line) and \(written)")
        for shape in ["grad", "hessian"] {
            let variables = place.map(\.0)
            let (first, second) = (respond(command(shape, variables + all), line), respond(command(shape, variables + own), written))
            #expect(first == second, "\(shape) of \(line) and \(written)")
        }
    }

    @Test("zero to the zero is 1, in tables too, and a negative power of zero has no value")
    func zeroToTheZero() throws {
        #expect(respond(command("eval", [], [.exact: ""]), "0^0") == Response(status: 0, output: "1\n"))
        let values = try BatchTests.run("x^k", nil, [], table: "x,k\n0,0\n0,2\n0,-1\n0,0.5\n-2,2\n", rowsPerBlock: 8)
        #expect(values.output == "value\n1\n0\nnan\n0\n4\n")
        let slopes = try BatchTests.run("x^k", .gradient, ["x"], table: "x,k\n0,0\n0,1\n0,2\n0,0.5\n", rowsPerBlock: 8)
        #expect(slopes.output == "value,d/dx\n1,0\n0,1\n0,0\n0,nan\n")
    }

    @Test("a Bernoulli likelihood has derivatives at both ends", arguments: [(0, 3), (1, 3), (2, 3), (3, 3), (1, 1), (0, 1)])
    func bernoulli(k: Int, n: Int) throws {
        let likelihood = "p^k*(1 - p)^(n - k)"
        let polynomial = "p^\(k)*(1 - p)^\(n - k)"
        for place in ["0", "1"] {
            for shape in ["grad", "hessian"] {
                let found = respond(command(shape, ["p", "p=\(place)", "k=\(k)", "n=\(n)"]), likelihood)
                let wanted = respond(command(shape, ["p=\(place)"]), polynomial)
                #expect(found.status == 0 && found == wanted, "k = \(k), n = \(n) at \(place)")
            }
        }
    }
}
