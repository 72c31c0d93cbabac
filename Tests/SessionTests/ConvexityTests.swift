import Support
import Testing

@testable import Session

/// Convexity, proved or refuted.
@Suite("Convexity")
struct ConvexityTests {
    private func convexity(_ text: String, _ variables: [String] = [], _ assumptions: [String] = []) -> Response {
        var settings = Settings()
        settings.assumptions = assumptions
        return respond(Session(settings: settings), command("convex", variables), text)
    }

    @Test(
        "is known of functions that are met",
        arguments: [
            ("x^4 + y^4", [], ""), ("log(1 + exp(-x))", [], ""), ("log(exp(x) + exp(y) + exp(z))", [], ""),
            ("(a*x + b*y - c)^2", ["x", "y"], ""), ("sqrt(1 + x^2)", [], ""), ("3*x + y", [], ""),
            ("x*log(x)", [], "x > 0"), ("-sqrt(x)", [], "x > 0"),
            ("1/x^2", [], "x != 0"), ("-abs(x)", [], "x != 0"),
            // An edge that no condition of the function itself tells of.
            ("-cbrt(x^2)", [], "cbrt(x^2) != 0"),
            ("sqrt(x^2 + y^2)", [], "x^2 + y^2 > 0"),
        ])
    func proofs(_ text: String, _ variables: [String], _ condition: String) {
        let response = convexity(text, variables)
        #expect(response.output == "convex\n" && response.status == 0, "\(response)")
        #expect(response.errors == (condition.isEmpty ? "" : "note: on every convex set where \(condition)\n"))
    }

    @Test("depends on what is assumed")
    func assumptions() {
        #expect(convexity("1/x").status == 1 && convexity("1/x", [], ["x > 0"]).output == "convex\n")
        #expect(convexity("a*x^2", ["x"]).status == 1 && convexity("a*x^2", ["x"], ["a > 0"]).output == "convex\n")
        #expect(convexity("x^2/y", [], ["y > 0"]).output == "convex\n")
        #expect(convexity("I*x").status == 4 && convexity("x^2 = 1").status == 3 && convexity("gamma(x)", [], ["x > 0"]).status == 5)
    }

    @Test("values are refused by operations that take variables only", arguments: ["convex", "stationary"])
    func values(operation: String) {
        let response = respond(Session(), command(operation, ["x", "a=1"]), "a*x^2")
        #expect(response.status == 2 && response.errors.contains("'a=1' is no variable"), "\(response)")
    }

    private func names(_ count: Int) -> [String] { (0..<count).map { "x\($0)" } }

    /// A quadratic form as text.
    private func form(_ matrix: [[Int]]) -> String {
        matrix.indices.flatMap { row in matrix.indices.map { "(\(matrix[row][$0]))*x\(row)*x\($0)" } }.joined(separator: " + ")
    }

    @Test("of quadratic forms is that of sums of squares, and the direction of a refutation curves downwards")
    func quadraticForms() {
        var random = Randomness(seed: 98)
        for _ in 0..<12 {
            let size = 2 + random.below(3)
            let rows = (0..<size).map { _ in (0..<size).map { _ in random.below(5) - 2 } }
            let squares = (0..<size).map { left in (0..<size).map { right in rows.reduce(0) { $0 + $1[left] * $1[right] } } }
            let convex = convexity(form(squares), names(size))
            #expect(convex.output == "convex\n", "\(squares): \(convex)")
            // Less along a vector than any sum of squares can be.
            let vector = (0..<size).map { 1 + $0 }
            let curve = vector.indices.reduce(0) { sum, row in
                sum + vector.indices.reduce(0) { $0 + vector[row] * squares[row][$1] * vector[$1] }
            }
            let length = vector.reduce(0) { $0 + $1 * $1 }
            var bent = squares
            for place in bent.indices { bent[place][place] -= curve / length + 1 }
            let refuted = convexity(form(bent), names(size))
            #expect(refuted.status == 1 && refuted.output.hasPrefix("not convex at "), "\(bent): \(refuted)")
            expectDownwards(refuted, bent)
        }
    }

    private func expectDownwards(_ refuted: Response, _ matrix: [[Int]]) {
        let parts = refuted.output.dropLast().split(separator: "direction ")
        let value = respond(Session(), .statements, "\(parts[parts.count - 1])'*\(matrix)*\(parts[parts.count - 1]) < 0")
        #expect(parts.count == 2 && value.output == "true\n", "\(matrix): \(refuted), \(value)")
    }

    @Test("is refuted with a direction where no variable alone curves downwards")
    func mixedProducts() {
        for matrix in [
            [[0, 1], [1, 0]], [[0, 0, -2], [0, 0, 0], [-2, 0, 3]], [[2, 3], [3, 2]], [[4, 2, 2], [2, 1, 3], [2, 3, 9]],
        ] {
            expectDownwards(convexity(form(matrix), names(matrix.count)), matrix)
        }
    }

    @Test(
        "is refuted where the second difference is negative",
        arguments: ["x^3", "sin(x)", "1/x", "exp(-x^2)", "log(x)^2", "x^2*sign(x)", "sqrt(x)", "tan(x)", "cbrt(x)"])
    func refutations(_ text: String) {
        let response = convexity(text)
        #expect(response.status == 1, "\(response)")
        let point = response.output.dropFirst("not convex at x = ".count).dropLast()
        let difference = "N(subs(\(text), x = \(point) + 1/1000) + subs(\(text), x = \(point) - 1/1000) - 2*subs(\(text), x = \(point)))"
        #expect(respond(Session(), .statements, difference).output.hasPrefix("-"), "\(text) at \(point)")
    }
}
