import Algebra
import Exact
import Expressions
import Polynomials
import Reading
import Support
import Testing

@Suite("Expressions as fractions of polynomials, and back")
struct ConversionLaws {
    private static let leaves = [
        ["x", "y", "z"],
        ["x", "sqrt(x)", "y", "x^(1/3)"],
        ["exp(x)", "exp(2*x)", "exp(x/2)", "exp(-x)", "x"],
        ["exp(x + y)", "exp(x)", "exp(y)", "exp(2*x - y + 1)", "e"],
        ["sin(x)", "cos(x)", "pi", "I"],
        ["x^n", "x^(n + 1)", "x", "2^n", "2^(n + 3)", "2^(n/2)"],
        ["sqrt(2)", "2^(1/3)", "sqrt(x + 1)", "x"],
        ["gamma(x)", "abs(x)", "(x + y)^(2/3)", "x", "log(x + 1)"],
        ["x^(-1/2)", "x^(2/3)", "y^(-3/2)", "I*x"],
    ]

    @Test("What is written has the value of what was read", arguments: leaves.indices)
    func valuesAreKept(family: Int) throws {
        let bench = Workbench()
        let leaves = try ConversionLaws.leaves[family].map { try bench.read($0) }
        var random = Randomness(seed: UInt64(40 + family))
        var compared = 0
        for _ in 0..<40 {
            let expr = bench.random(&random, leaves, depth: 3)
            do {
                let kernels = try Kernels(bench.store, of: [expr])
                var reader = PolynomialReader(kernels)
                var writer = PolynomialWriter(kernels)
                let value = try reader.read(expr)
                let written = writer.write(value)
                let agrees = try bench.agree(expr, written)
                let texts = (try bench.text(expr), try bench.text(written))
                #expect(agrees, "\(texts)")
                // Reading what was written gives the same expression again.
                let again = try Kernels(bench.store, of: [written])
                var secondReader = PolynomialReader(again)
                var secondWriter = PolynomialWriter(again)
                let second = secondWriter.write(try secondReader.read(written))
                #expect(try bench.agree(second, written))
                compared += 1
            } catch PolynomialFailure.undefined {
                continue
            }
        }
        #expect(compared > 20)
    }

    @Test("Writing in plain kernels makes what the general constructors make, and reading takes it back")
    func plainWriting() throws {
        let bench = Workbench()
        let function = FunctionHead(name: bench.store.symbol("f"), orders: [0])
        let leaves =
            try ["x", "y", "sin(x)", "pi"].map { try bench.read($0) } + [bench.store.application(function, [bench.store.symbol("x")])]
        var random = Randomness(seed: 60)
        for _ in 0..<200 {
            let expr = bench.random(&random, leaves, depth: 4, negativePowers: false)
            let kernels = try Kernels(bench.store, of: [expr])
            var reader = PolynomialReader(kernels)
            var writer = PolynomialWriter(kernels)
            let value = try reader.read(expr)
            let written = writer.write(value)
            var terms: [Expr] = []
            let divisor = value.denominator.leadingCoefficient
            value.numerator.forEachTerm { exponents, coefficient in
                var factors = [bench.store.number(Rational(coefficient, divisor))]
                for (kernel, exponent) in zip(kernels.list, exponents) {
                    factors.append(bench.store.power(kernel.expression, Int(exponent)))
                }
                terms.append(bench.store.product(factors))
            }
            #expect(written == bench.store.sum(terms + [.zero]))
            #expect(try reader.read(expr) == value)
        }
    }

    @Test(
        "Powers of one base share variables",
        arguments: [
            ("x + x^(1/2)", ["x^(1/2)"]), ("x^(1/2) + x^(1/3)", ["x^(1/6)"]), ("exp(x) + exp(2*x)", ["exp(x)"]),
            ("exp(x/2) + exp(-x/3)", ["exp(x/6)"]), ("exp(x + y) + 1", ["exp(x + y)"]),
            ("exp(x + y)*exp(x) + exp(y)", ["exp(x)", "exp(y)"]), ("exp(-x) + 1", ["exp(-x)"]), ("1 + 1/sqrt(x)", ["sqrt(x)"]),
            ("x^n + x^(n+1) + x^2", ["x", "x^n"]), ("2^n + 2^(n+1)", ["2^n"]), ("exp(x+1) + exp(x) + e", ["exp(x)", "e"]),
            ("y + x + sin(x)", ["x", "y", "sin(x)"]),
        ])
    func sharedVariables(text: String, expected: [String]) throws {
        let bench = Workbench()
        let kernels = try Kernels(bench.store, of: [try bench.read(text)])
        let wanted = try expected.map { try bench.read($0) }
        let names = try kernels.list.map { try bench.text($0.expression) }
        #expect(Set(kernels.list.map(\.expression)) == Set(wanted), "\(names)")
    }

    @Test("The order of variables does not depend on what was read before")
    func order() throws {
        let text = "a*sin(b) + exp(c)*sqrt(a + b) + cos(x)*b^2 + log(z) + x + y"
        var orders: Set<[String]> = []
        for history in ["1", "z + y*cos(x)", "log(z)*sqrt(a + b)*c", "b^2 + x*a"] {
            let bench = Workbench()
            _ = try bench.read(history)
            let kernels = try Kernels(bench.store, of: [try bench.read(text)])
            orders.insert(try kernels.list.map { try bench.text($0.expression) })
        }
        #expect(orders.count == 1, "\(orders)")
    }

    @Test("Leading kernels come first and stand as they are")
    func leading() throws {
        let bench = Workbench()
        let (expr, kernel) = (try bench.read("(x + 1)^2 + sin(x)*(x + 1) + x"), try bench.read("x + 1"))
        let kernels = try Kernels(bench.store, of: [expr], leading: [kernel])
        var reader = PolynomialReader(kernels)
        let value = try reader.read(expr)
        #expect(kernels.list[0].expression == kernel)
        #expect(value.numerator.degree(in: 0) == 2)
        var writer = PolynomialWriter(kernels)
        #expect(writer.write(value) == expr)
    }

    @Test("What has no value, or is too large, is refused")
    func refusals() throws {
        let bench = Workbench()
        for (text, failure) in [
            ("1/((x + 1)^2 - x^2 - 2*x - 1)", PolynomialFailure.undefined), ("(x + y + z + 1)^100000", .tooLarge),
            ("x < y", .notANumber),
        ] {
            let expr = try bench.read(text)
            #expect(throws: failure) {
                let kernels = try Kernels(bench.store, of: [expr])
                var reader = PolynomialReader(kernels)
                _ = try reader.read(expr)
            }
        }
    }
}
