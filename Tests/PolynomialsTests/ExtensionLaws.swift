import Algebra
import Exact
import Expressions
import Polynomials
import Support
import Syntax
import Testing

@Suite("Factors over algebraic numbers")
struct ExtensionLaws {
    @Test(
        "Known splittings",
        arguments: [
            ("x^2 - 2", ["sqrt(2)"], "(x - sqrt(2))*(x + sqrt(2))"), ("x^2 + 1", ["I"], "(x - I)*(x + I)"),
            ("x^4 + 1", ["I"], "(x^2 - I)*(x^2 + I)"), ("x^3 - 2", ["2^(1/3)"], "(x - 2^(1/3))*(x^2 + 2^(1/3)*x + 2^(2/3))"),
            ("x^2 - x - 1", ["(1 + sqrt(5))/2"], "(x - 1/2 - sqrt(5)/2)*(x - 1/2 + sqrt(5)/2)"),
            ("x^2 + 2*sqrt(2)*x + 2", ["sqrt(2)"], "(x + sqrt(2))^2"), ("x^2 - 5", ["(1 + sqrt(5))/2"], "(x - sqrt(5))*(x + sqrt(5))"),
            (
                "x^4 - 10*x^2 + 1", ["sqrt(2)", "sqrt(3)"],
                "(x - sqrt(2) - sqrt(3))*(x - sqrt(2) + sqrt(3))*(x + sqrt(2) - sqrt(3))*(x + sqrt(2) + sqrt(3))"
            ),
            ("x^2 - 2*y^2", ["sqrt(2)"], "(x - sqrt(2)*y)*(x + sqrt(2)*y)"), ("x^2 - 3", ["sqrt(2)"], "x^2 - 3"),
            ("3*(x^2 + 1)^5/(x^2 - 2)", ["I"], "3*(x - I)^5*(x + I)^5/(x^2 - 2)"),
            ("2*x^2 - 1", ["sqrt(2)"], "2*(x - sqrt(2)/2)*(x + sqrt(2)/2)"),
            ("x^2 + y^2", ["I"], "(x - I*y)*(x + I*y)"),
            ("x^4 - 4", ["sqrt(2)", "I"], "(x - sqrt(2))*(x + sqrt(2))*(x - sqrt(2)*I)*(x + sqrt(2)*I)"),
        ])
    func knownSplittings(text: String, numbers: [String], expected: String) throws {
        let bench = Workbench()
        let result = try Transforms(bench.catalogue).factor(bench.read(text), over: numbers.map { try bench.read($0) })
        let written = try bench.text(result)
        #expect(result == (try bench.read(expected)), "\(text) became \(written)")
    }

    @Test(
        "The product of the factors is the polynomial, and no factor splits again",
        arguments: ["sqrt(2)", "I", "2^(1/3)", "sqrt(2) + sqrt(3)", "sqrt(1 + sqrt(2))"])
    func products(number: String) throws {
        let bench = Workbench()
        let transforms = Transforms(bench.catalogue)
        let generator = try bench.read(number)
        let leaves = [try bench.read("x"), generator, try bench.read("x")]
        var random = Randomness(seed: 101)
        for _ in 0..<(number.count > 8 ? 4 : 12) {
            let (a, b) = (
                bench.random(&random, leaves, depth: 2, negativePowers: false),
                bench.random(&random, leaves, depth: 2, negativePowers: false)
            )
            let expr = try transforms.expand(bench.store.product(a, b))
            if bench.store.isConstant(expr) { continue }
            let factored = try transforms.factor(expr, over: [generator])
            let written = (try bench.text(expr), try bench.text(factored))
            #expect(try bench.agree(expr, factored), "\(written)")
            #expect(try transforms.factor(factored, over: [generator]) == factored, "\(written)")
        }
    }

    @Test("What is no algebraic number is refused")
    func refusals() throws {
        let bench = Workbench()
        let transforms = Transforms(bench.catalogue)
        for number in ["pi", "x", "exp(2)"] {
            #expect(throws: Diagnostic.self) { try transforms.factor(bench.read("x^2 - 2"), over: [bench.read(number)]) }
        }
    }
}
