import Algebra
import Calculus
import Certified
import Exact
import Expressions
import Reading
import Rendering
import Support
import Syntax
import Testing
import Vocabulary

@Suite("Derivatives")
struct DerivativeLaws {
    private let store = ExprStore()
    private let catalogue: Catalogue
    private let reader: Reader
    private let differentiator: Differentiator
    private let check: DerivativeCheck

    init() {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
        reader.environment.abstractFunctions = ["f", "g"]
        differentiator = Differentiator(catalogue)
        check = DerivativeCheck(catalogue)
    }

    private func derivative(_ expr: Expr, _ name: String, order: Int = 1) throws -> Expr {
        differentiator.begin(by: store.symbol(name))
        var result = expr
        for _ in 0..<order { result = try differentiator.derivative(of: result) }
        return result
    }

    private func text(_ expr: Expr) throws -> String {
        var renderer = TextRenderer(store)
        return try renderer.text(expr)
    }

    private static let inputs = [
        "x^x", "sin(x)^2*exp(-x)", "log(1 + x^2)/x", "x^(1/3)*cbrt(x)", "atan2(x, y)", "exp(exp(x) + exp(x)^2) + sin(exp(x) + exp(x)^2)",
        "1/(1 + exp(-a*x))", "asin(x)*acos(x/2)", "gamma(x)*beta(x, y)", "sqrt(1 + sqrt(x))", "x^(y*x)", "2^x + x^2", "erf(x)*lambertw(x)",
        "max(x, y)*min(x, 2)", "if(x > 1, x^2, 2*x - 1)", "abs(x)*x", "logsumexp(x, 2*x, y)", "sinh(x)/cosh(x)", "asech(x) + acsch(x)",
        "polygamma(1, x) + digamma(x)^2", "binomial(x, y)", "softplus(x)*sigmoid(x)", "f(x^2)*g(x, y)", "((x + 1)/(x - 1))^(5/2)",
        "-(N1*log(x) + N0*log(1-x))/Ntr", "(sin(2*pi*x/y) + 3*x/y - exp(2*y))*(3*x/y - exp(2*y))", "(y - tanh(w*x + b))^2/2",
    ]

    @Test("agree with forward mode", arguments: inputs)
    func derivativesAreVerified(input: String) throws {
        let expr = try reader.expression(input)
        for symbol in store.symbols(in: [expr]) {
            differentiator.begin(by: symbol)
            let result = try differentiator.derivative(of: expr)
            let shown = try text(result)
            #expect(check.check(result, isDerivativeOf: expr, by: symbol) == .verified, "d(\(input))/d\(store.name(symbol)) = \(shown)")
        }
    }

    @Test(
        "of powers agree with forward mode where a part is constant for a while",
        arguments: ["x", "y", "relu(x)", "relu(-x)", "floor(x)", "y*floor(x)", "x*floor(x)", "abs(x)", "2", "max(x, y)", "y + relu(x)"])
    func flatParts(base: String) throws {
        let exponents = ["y", "x", "floor(x)", "x*floor(x)", "b^floor(x)", "x*b^floor(x)", "relu(x)", "x*relu(-x)", "1/2", "-1/3", "y*x"]
        for exponent in exponents {
            let expr = try reader.expression("(\(base))^(\(exponent))")
            differentiator.begin(by: store.symbol("x"))
            let result = try differentiator.derivative(of: expr)
            let shown = try text(result)
            #expect(check.check(result, isDerivativeOf: expr, by: store.symbol("x")) == .verified, "(\(base))^(\(exponent)): \(shown)")
        }
    }

    @Test("a wrong derivative is refuted", arguments: inputs)
    func wrongDerivativesAreRefuted(input: String) throws {
        let expr = try reader.expression(input)
        let x = store.symbol("x")
        let right = try derivative(expr, "x")
        for wrong in [store.sum(right, .one), store.negated(right), store.scaled(Rational(1001, 1000), right), store.product(right, x)] {
            let shown = try text(wrong)
            #expect(check.check(wrong, isDerivativeOf: expr, by: x) == .refuted, "\(input): \(shown)")
        }
    }

    @Test("are linear, and mixed ones commute")
    func linearity() throws {
        let comparison = try BallComparison(catalogue)
        var tally = Tally()
        for (first, second) in zip(DerivativeLaws.inputs, DerivativeLaws.inputs.dropFirst()) where !(first + second).contains("f(") {
            let (u, v) = (try reader.expression(first), try reader.expression(second))
            let left = try derivative(store.sum(store.scaled(Rational(3), u), v), "x")
            let right = store.sum(store.scaled(Rational(3), try derivative(u, "x")), try derivative(v, "x"))
            tally.add(comparison.compare(left, right).isAgreed, "\(first), \(second)")
            let product = try derivative(store.product(u, v), "x")
            let leibniz = store.sum(store.product(try derivative(u, "x"), v), store.product(u, try derivative(v, "x")))
            tally.add(comparison.compare(product, leibniz).isAgreed, "\(first), \(second)")
            let mixed = try derivative(try derivative(u, "x"), "y")
            tally.add(comparison.compare(mixed, try derivative(try derivative(u, "y"), "x")).isAgreed, "\(first)")
        }
        #expect(tally.fault(openAtMost: 0.05) == nil)
    }

    @Test(
        "look as in a textbook",
        arguments: [
            ("x^x", "x^x*(log(x) + 1)"), ("f(x^2)", "2*x*f'(x^2)"), ("g(x, x^2)", "2*x*D(g, 2)(x, x^2) + D(g, 1)(x, x^2)"),
            ("tanh(x)", "1 - tanh(x)^2"),
            ("x*log(x)", "log(x) + 1"), ("abs(x)", "sign(x)"), ("max(x, 0)", "if(x > 0, 1, 0)"), ("relu(x)", "step(x)"),
            ("x/(x+1)", "1/(x + 1) - x/(x + 1)^2"),
            ("5", "0"), ("y^2", "0"), ("if(x > 0, x^2, -x)", "if(x > 0, 2*x, -1)"), ("f'(x)", "f''(x)"), ("2^x", "2^x*log(2)"),
            ("floor(x)", "0"),
            ("13*x^2 - 10*x*w2 + 4*x + 2*w2^2 - 2*w2 + 1", "-10*w2 + 26*x + 4"),
        ].map { Pair(input: $0.0, output: $0.1) })
    func texts(pair: Pair) throws {
        #expect(try text(try derivative(try reader.expression(pair.input), "x")) == pair.output)
    }

    struct Pair: Sendable, CustomStringConvertible {
        let input: String
        let output: String
        var description: String { input }
    }

    @Test(
        "state where they do not exist",
        arguments: [
            ("abs(x)", "x != 0"), ("max(x, y)", "x != y"), ("if(x > 1, x, 1)", "x != 1"), ("floor(2*x)", "floor(2*x) != 2*x"),
            ("if(x^2 < y and y > 0, x, 1)", "x^2 != y"),
        ].map { Pair(input: $0.0, output: $0.1) })
    func kinksAreStated(pair: Pair) throws {
        _ = try derivative(try reader.expression(pair.input), "x")
        let expected = try reader.expression(pair.output)
        let shown = try differentiator.conditions.map(text)
        #expect(differentiator.conditions == [expected], "\(shown)")
    }

    @Test("high orders stay small, because like terms are merged")
    func highOrders() throws {
        let power = try text(differentiator.presented(try derivative(try reader.expression("x^x"), "x", order: 12)))
        #expect(power.utf8.count <= 1100)
        let mixed = try derivative(try reader.expression("exp(sin(x))*tan(x)/(1+x^2)"), "x", order: 10)
        #expect(store.postorder([mixed]).count < 20_000)
        let polynomial = try derivative(try reader.expression("(x^2 + 1)^30"), "x", order: 61)
        #expect(try BallComparison(catalogue).compare(polynomial, .zero).isAgreed == true)
    }

    @Test("of an unknown function in an argument are an honest error")
    func unknownDerivatives() throws {
        let expr = try reader.expression("polygamma(x, 2)")
        #expect(throws: Diagnostic.self) { try derivative(expr, "x") }
    }
}

extension BallComparison.Outcome {
    /// Whether two values agree; nil where that could not be told.
    var isAgreed: Bool? {
        switch self {
        case .agree: true
        case .differ: false
        case .undecided: nil
        }
    }
}
