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
            ("x^4 + y^4", [], "convex"), ("log(1 + exp(-x))", [], "convex"), ("log(exp(x) + exp(y) + exp(z))", [], "convex"),
            ("(a*x + b*y - c)^2", ["x", "y"], "convex"), ("sqrt(1 + x^2)", [], "convex"), ("3*x + y", [], "convex"),
            ("x*log(x)", [], "convex on every convex set where x > 0"), ("-sqrt(x)", [], "convex on every convex set where x > 0"),
            ("1/x^2", [], "convex on every convex set where x != 0"), ("-abs(x)", [], "convex on every convex set where x != 0"),
            // An edge that no condition of the function itself tells of.
            ("-cbrt(x^2)", [], "convex on every convex set where cbrt(x^2) != 0"),
            ("sqrt(x^2 + y^2)", [], "convex on every convex set where x^2 + y^2 > 0"),
        ])
    func proofs(_ text: String, _ variables: [String], _ result: String) {
        let response = convexity(text, variables)
        #expect(response.output == result + "\n" && response.status == 0, "\(response)")
    }

    @Test("depends on what is assumed")
    func assumptions() {
        #expect(convexity("1/x").status == 1 && convexity("1/x", [], ["x > 0"]).output == "convex\n")
        #expect(convexity("a*x^2", ["x"]).status == 1 && convexity("a*x^2", ["x"], ["a > 0"]).output == "convex\n")
        #expect(convexity("x^2/y", [], ["y > 0"]).output == "convex\n")
        #expect(convexity("I*x").status == 4 && convexity("x^2 = 1").status == 3 && convexity("gamma(x)", [], ["x > 0"]).status == 5)
    }

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
            let convex = convexity(form(squares))
            #expect(convex.output == "convex\n", "\(squares): \(convex)")
            // Less along a vector than any sum of squares can be.
            let vector = (0..<size).map { 1 + $0 }
            let curve = vector.indices.reduce(0) { sum, row in
                sum + vector.indices.reduce(0) { $0 + vector[row] * squares[row][$1] * vector[$1] }
            }
            let length = vector.reduce(0) { $0 + $1 * $1 }
            var bent = squares
            for place in bent.indices { bent[place][place] -= curve / length + 1 }
            let refuted = convexity(form(bent))
            #expect(refuted.status == 1 && refuted.output.hasPrefix("not convex at "), "\(bent): \(refuted)")
            guard let place = refuted.output.firstRange(of: "direction ") else { continue }
            let direction = refuted.output[place.upperBound...].dropLast()
            let value = respond(Session(), .statements, "\(direction)'*\(bent)*\(direction) < 0")
            #expect(value.output == "true\n", "\(bent): \(refuted), \(value)")
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
