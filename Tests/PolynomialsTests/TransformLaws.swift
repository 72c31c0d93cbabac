import Algebra
import Exact
import Expressions
import Polynomials
import Support
import Syntax
import Testing

@Suite("Expanding, factoring and fractions")
struct TransformLaws {
    private static let families = [
        ["x", "y", "z"], ["x", "sqrt(x + 1)", "I"], ["exp(x)", "exp(-x/2)", "sin(x*(x + 1))", "x"], ["sqrt(2)", "x", "x^(1/3)", "cos(x)"],
        ["x^n", "x", "(x + y)^(1/2)", "x + y"],
    ]

    /// Random expressions of every family, with the transforms of their store.
    private func each(_ family: Int, count: Int = 25, depth: Int = 3, _ body: (Workbench, Transforms, Expr) throws -> Void) throws {
        let bench = Workbench()
        let transforms = Transforms(bench.catalogue)
        let leaves = try TransformLaws.families[family].map { try bench.read($0) }
        var random = Randomness(seed: UInt64(70 + family))
        for _ in 0..<count {
            let expr = bench.random(&random, leaves, depth: depth)
            do {
                try body(bench, transforms, expr)
            } catch let problem as Diagnostic where problem.kind == .undefined {
                continue
            }
        }
    }

    @Test("Expanding, factoring and joining keep the value", arguments: families.indices)
    func valuesAreKept(family: Int) throws {
        try each(family) { bench, transforms, expr in
            let text = try bench.text(expr)
            let forms = [try transforms.expand(expr), try transforms.factor(expr), try transforms.together(expr)]
            for form in forms {
                let agrees = try bench.agree(expr, form)
                let written = try bench.text(form)
                #expect(agrees, "\(text) became \(written)")
            }
        }
    }

    @Test("What is expanded stays expanded, what is factored stays factored", arguments: families.indices)
    func idempotence(family: Int) throws {
        try each(family) { bench, transforms, expr in
            let text = try bench.text(expr)
            let expanded = try transforms.expand(expr)
            #expect(try transforms.expand(expanded) == expanded, "\(text)")
            let factored = try transforms.factor(expr)
            #expect(try transforms.factor(factored) == factored, "\(text)")
            #expect(try bench.agree(transforms.expand(factored), expanded), "\(text)")
        }
    }

    @Test("Polynomials: expand undoes factor, and a difference of equals is zero")
    func polynomials() throws {
        let bench = Workbench()
        let transforms = Transforms(bench.catalogue)
        let leaves = try ["x", "y", "z"].map { try bench.read($0) }
        var random = Randomness(seed: 90)
        for _ in 0..<60 {
            let expr = bench.random(&random, leaves, depth: 3, negativePowers: false)
            let expanded = try transforms.expand(expr)
            #expect(try transforms.expand(transforms.factor(expanded)) == expanded)
            #expect(try transforms.expand(bench.store.difference(expr, expanded)) == .zero)
            #expect(try transforms.together(bench.store.difference(expr, expanded)) == .zero)
        }
    }

    @Test(
        "Expanded forms",
        arguments: [
            ("(x + 1)^2", "x^2 + 2*x + 1"), ("sin((x + 1)*(x - 1))", "sin(x^2 - 1)"), ("1/(x*(x + 1)) + 1", "1/x/(x + 1) + 1"),
            ("(x + 2)/(x + 1)", "x/(x + 1) + 2/(x + 1)"), ("1/((x + 1)*(x + 2))", "1/(x^2 + 3*x + 2)"),
            ("1/(x + 1)^2", "1/(x^2 + 2*x + 1)"),
            ("(1/x + 1)^2", "1/x^2 + 2/x + 1"), ("(sqrt(x + 1) + 1)^2", "2*sqrt(x + 1) + x + 2"), ("(1 + I)^4", "-4"),
            ("(sqrt(2) + sqrt(3))^2", "5 + 2*sqrt(6)"), ("exp(x)*(exp(x) + exp(-x))", "exp(2*x) + 1"), ("2*(x + y)", "2*x + 2*y"),
            ("abs((x + 1)^2 - x^2)", "abs(2*x + 1)"), ("x^n*(x + 1)", "x^(n + 1) + x^n"), ("2^((x + 1)^2)", "2^(x^2 + 2*x + 1)"),
        ])
    func expandedForms(text: String, expected: String) throws {
        let bench = Workbench()
        let result = try Transforms(bench.catalogue).expand(bench.read(text))
        let wanted = try bench.read(expected)
        let written = try bench.text(result)
        #expect(result == wanted, "\(text) became \(written)")
    }

    @Test(
        "Factored forms",
        arguments: [
            ("x^2 - 1", "(x - 1)*(x + 1)"), ("6*x^2 + 12*x + 6", "6*(x + 1)^2"), ("x^2/2 - 1/2", "(x - 1)*(x + 1)/2"),
            ("(x + 1)^100*(x - 1)", "(x + 1)^100*(x - 1)"), ("(x + 1)^100*(x^2 - 1)", "(x + 1)^101*(x - 1)"),
            ("(x+1)^100*y + (x+1)^99*x*y", "(x + 1)^99*y*(2*x + 1)"), ("1/x + 1/y", "(x + y)/(x*y)"),
            ("x^4 + 4", "(x^2 - 2*x + 2)*(x^2 + 2*x + 2)"),
            ("x^2*sin(x)^2 - 1", "(x*sin(x) - 1)*(x*sin(x) + 1)"), ("(x^2 - y^2)/(x^2 - 2*x*y + y^2)", "(x + y)/(x - y)"),
            ("exp(2*x) - 1", "(exp(x) - 1)*(exp(x) + 1)"), ("(2*x + 2)^3", "8*(x + 1)^3"),
        ])
    func factoredForms(text: String, expected: String) throws {
        let bench = Workbench()
        let result = try Transforms(bench.catalogue).factor(bench.read(text))
        let wanted = try bench.read(expected)
        let written = try bench.text(result)
        #expect(result == wanted, "\(text) became \(written)")
    }

    @Test("Partial fractions add up to the fraction, and each denominator is a power with a small numerator")
    func partialFractions() throws {
        let bench = Workbench()
        let transforms = Transforms(bench.catalogue)
        let store = bench.store
        let x = try bench.read("x")
        let factors = try ["x", "x - 1", "x + 2", "x^2 + 1", "x + a", "x^2 + b*x + 1", "x^3 - 2", "2*x + 3", "a*x + b"].map {
            try bench.read($0)
        }
        var random = Randomness(seed: 91)
        for _ in 0..<40 {
            let below = store.product((0..<random.below(3) + 1).map { _ in store.power(random.pick(factors), random.below(3) + 1) })
            let above = bench.random(&random, try ["x", "a", "x"].map { try bench.read($0) }, depth: 2, negativePowers: false)
            let expr = store.quotient(above, below)
            let parts = try transforms.apart(expr, in: x)
            #expect(try transforms.together(store.difference(parts, expr)) == .zero)
            for term in store.kind(parts) == .sum ? store.childArray(parts) : [parts] {
                let split = store.kind(store.barePart(term)) == .product ? store.childArray(store.barePart(term)) : [store.barePart(term)]
                let denominators = split.filter {
                    store.kind($0) == .power && store.coefficient(store.child($0, 1)).signum < 0 && store.symbols(in: [$0]).contains(x)
                }
                #expect(denominators.count <= 1)
                if let denominator = denominators.first, store.kind(term) != .sum {
                    let numerator = store.product(term, store.power(denominator, .minusOne))
                    let degree = try transforms.degree(numerator, in: x) ?? 0
                    let bound = try transforms.degree(store.child(denominator, 0), in: x) ?? 0
                    #expect(degree < bound)
                }
            }
        }
    }

    @Test("Division, common divisors, resultants and coefficients obey their laws")
    func division() throws {
        let bench = Workbench()
        let transforms = Transforms(bench.catalogue)
        let store = bench.store
        let x = try bench.read("x")
        let leaves = try ["x", "y", "sin(y)", "x"].map { try bench.read($0) }
        var random = Randomness(seed: 92)
        for _ in 0..<50 {
            let a = bench.random(&random, leaves, depth: 2, negativePowers: false)
            let b = bench.random(&random, leaves, depth: 2, negativePowers: false)
            let c = bench.random(&random, leaves, depth: 1, negativePowers: false)
            func isZero(_ expr: Expr) throws -> Bool { try transforms.together(expr) == .zero }
            if try isZero(b) || isZero(c) { continue }
            let (quotient, remainder) = try transforms.divided(a, b, in: x)
            #expect(try isZero(store.sum([store.product(quotient, b), remainder, store.negated(a)])))
            #expect(try transforms.degree(remainder, in: x) ?? -1 < transforms.degree(b, in: x) ?? 0)
            let gcd = try transforms.greatestCommonDivisor([store.product(a, c), store.product(b, c)])
            let lcm = try transforms.leastCommonMultiple([store.product(a, c), store.product(b, c)])
            let product = store.product([a, c, b, c])
            let both = store.product(gcd, lcm)
            #expect(try isZero(store.difference(product, both)) || isZero(store.sum(product, both)))
            #expect(try isZero(store.product(a, c)) || isZero(transforms.remainder(gcd, c, in: x)))
            let list = try transforms.coefficients(a, in: x)
            let sum = store.sum(list.enumerated().map { store.product($0.element, store.power(x, $0.offset)) } + [.zero])
            #expect(try isZero(store.difference(sum, a)))
            #expect(try transforms.degree(a, in: x) ?? -1 == list.count - 1)
            let collected = try transforms.collect(a, by: x)
            #expect(try isZero(store.difference(collected, a)))
            if try transforms.degree(c, in: x) ?? 0 > 0 {
                #expect(try isZero(transforms.resultant(store.product(a, c), store.product(b, c), in: x)))
                #expect(try isZero(transforms.discriminant(store.product(c, c), in: x)))
            }
        }
        #expect(try transforms.discriminant(bench.read("a*x^2 + b*x + c"), in: x) == bench.read("b^2 - 4*a*c"))
    }

    @Test("Bad input is explained")
    func refusals() throws {
        let bench = Workbench()
        let transforms = Transforms(bench.catalogue)
        let x = try bench.read("x")
        #expect(throws: Diagnostic.self) { try transforms.coefficients(bench.read("sin(x) + x"), in: x) }
        #expect(throws: Diagnostic.self) { try transforms.quotient(bench.read("x^2"), .zero, in: x) }
        #expect(throws: Diagnostic.self) { try transforms.quotient(bench.read("1/x"), bench.read("x + 1"), in: x) }
        #expect(throws: Diagnostic.self) { try transforms.expand(bench.read("(x + y + z + 1)^2000")) }
        #expect(throws: Diagnostic.self) { try transforms.discriminant(bench.read("y"), in: x) }
        #expect(throws: Diagnostic.self) { try transforms.together(bench.read("1/((x + 1)^2 - x^2 - 2*x - 1)")) }
    }
}
