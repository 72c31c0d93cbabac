import Expressions
import Glibc
import Reading
import Support
import Tape
import Testing

@Suite("Programs at awkward numbers")
struct NumberLaws {
    private let library = FunctionLibrary()

    private func program(_ text: String, _ names: [String]) throws -> Program {
        let store = ExprStore()
        let expr = try Reader(store: store, catalogue: Catalogue(store: store)).expression(text)
        return try Compiler(store: store).program(for: [expr], inputs: names.map { store.symbol($0) })
    }

    @Test("equal products cancel, whatever the processor fuses")
    func cancellation() throws {
        let evaluator = PointEvaluator(try program("sqrt(x*u - y*v)", ["u", "v", "x", "y"]), library)
        var random = Randomness(seed: 3)
        for _ in 0..<200 {
            let (a, b) = (Double(random.below(1 << 30)) / 7, Double(random.below(1 << 30)) / 3)
            #expect(evaluator.evaluate([b, b, a, a]) == [0])
        }
    }

    @Test(
        "sums of exponentials and logarithms near 1 neither cancel nor overflow",
        arguments: [
            ("log(1 + x)", 1e-20, 1e-20), ("exp(x) - 1", 1e-20, 1e-20), ("log(1 + exp(x))", 800, 800), ("1/(1 + exp(-x))", -800, exp(-800)),
            ("exp(x)/(1 + exp(x))", 800, 1), ("log(exp(x) + exp(2*x))", 1000, 2000), ("log(2*exp(x) + 3)", -1000, 1.0986122886681098),
            ("3*exp(x) - 3", 1e-18, 3e-18),
        ])
    func stableForms(text: String, x: Double, expected: Double) throws {
        let gradient = try Differentiation(library).gradient(try program(text, ["x"]))
        let found = PointEvaluator(gradient, library).evaluate([x])
        #expect((found[0] - expected).magnitude <= 4e-16 * expected.magnitude && found[1].isFinite, "\(text): \(found)")
    }

    @Test(
        "a kink is seen where it is met, and not in a branch that is not taken",
        arguments: [
            ("abs(x)", 0.0, true), ("abs(x)", 1.0, false), ("max(x, 1)", 1, true), ("floor(2*x)", 0.5, true), ("if(x < 2, x, 4)", 2, true),
            ("if(x > 5, abs(x), x)", 0, false), ("if(x < 5, abs(x), x)", 0, true), ("sign(x - 1)*x", 1, true), ("acot(x)", 0, true),
        ])
    func kinks(text: String, x: Double, isMet: Bool) throws {
        let found = Differentiation(library).withKinks(try program(text, ["x"]))
        #expect(found.hasKinks)
        #expect(PointEvaluator(found.program, library).evaluate([x]).last == (isMet ? 1 : 0), "\(text) at \(x)")
    }

    @Test("what a branch makes infinite where it is not taken does not reach the gradient", arguments: [InstructionSet.baseline, .best])
    func branches(set: InstructionSet) throws {
        for (text, expected) in [
            ("if(x > 0, sqrt(x), 0)", [0.0, 0]), ("if(x > 0, log(x), x)*x", [1, -2]), ("max(2, sqrt(x + 1))", [2, 0]),
            ("if(x < 0, 3*x, 1/(x + 1))", [-3, 3]),
        ] {
            let gradient = try Differentiation(library).gradient(try program(text, ["x"]))
            #expect(PointEvaluator(gradient, library, set: set).evaluate([-1]) == expected, "\(text)")
        }
    }
}
