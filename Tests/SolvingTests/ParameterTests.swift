import Exact
import Expressions
import Solving
import Support
import Testing

/// Equations with the names that are unknowns and those that are parameters.
struct ParametricEquation: Sendable, CustomTestStringConvertible {
    let equations: [String]
    let unknowns: [String]
    let parameters: [String]
    /// Whether real solutions are asked for.
    var isReal = false
    /// Whether the solutions with parameters are claimed to be all.
    var isComplete = true
    /// Whether the parameters are drawn above zero.
    var isPositive = false
    /// Where something happens on a short stretch only: numbers from there that are drawn besides the others.
    var numbers: [Rational] = []
    var testDescription: String { equations.joined(separator: ", ") }

    init(
        _ equations: String..., for unknowns: [String] = ["x"], with parameters: [String],
        isPositive: Bool = false, isComplete: Bool = true, isReal: Bool = false, near numbers: [Rational] = []
    ) {
        self.numbers = numbers
        self.equations = equations
        self.unknowns = unknowns
        self.parameters = parameters
        self.isPositive = isPositive
        self.isComplete = isComplete
        self.isReal = isReal
    }
}

/// Equations with parameters: to put numbers into the solutions and to put them into the equation comes to the same.
@Suite("Parameters")
struct ParameterTests {
    static let polynomials = [
        ParametricEquation("a*x = b", with: ["a", "b"]),
        ParametricEquation("a*x^2 + b*x + c = 0", with: ["a", "b", "c"]),
        ParametricEquation("a*x + b = c*x + d", with: ["a", "b", "c", "d"]),
        ParametricEquation("x^2 = a", with: ["a"]), ParametricEquation("a*x^2 = b", with: ["a", "b"]),
        ParametricEquation("x^4 + a*x^2 + b = 0", with: ["a", "b"]),
        ParametricEquation("x^3 = a", with: ["a"]),
        ParametricEquation("(x - a)^2 = b*(x - a)", with: ["a", "b"]),
        ParametricEquation("a*x^3 + b*x = 0", with: ["a", "b"]),
        ParametricEquation("(a*x - 1)*(x - b) = 0", with: ["a", "b"]),
        ParametricEquation("x^4 = a", with: ["a"]),
        ParametricEquation("a*b*x = c", with: ["a", "b", "c"]),
        ParametricEquation("(a^2 - 1)*x = a - 1", with: ["a"]),
        ParametricEquation("x^3 + a*x + b = 0", with: ["a", "b"]),
        ParametricEquation("(a - b)*x^2 + (a + b)*x = 0", with: ["a", "b"]),
    ]

    static let real = [
        ParametricEquation("x^3 - x = a", with: ["a"], isReal: true),
        ParametricEquation("x^3 + a*x + b = 0", with: ["a", "b"], isReal: true),
        ParametricEquation("a*x^3 + x^2 + b*x + 1 = 0", with: ["a", "b"], isReal: true),
        ParametricEquation("a*x^2 + b*x + c = 0", with: ["a", "b", "c"], isReal: true),
        ParametricEquation("x^4 + a*x^2 + b = 0", with: ["a", "b"], isReal: true), ParametricEquation("x^3 = a", with: ["a"], isReal: true),
        ParametricEquation("x^6 + a*x^3 + b = 0", with: ["a", "b"], isReal: true), ParametricEquation("x^4 = a", with: ["a"], isReal: true),
        ParametricEquation("a*x^5 = b", with: ["a", "b"], isReal: true), ParametricEquation("x + a/x = b", with: ["a", "b"], isReal: true),
    ]

    static let fractions = [
        ParametricEquation("(a*x + b)/(c*x + d) = m", with: ["a", "b", "c", "d", "m"]),
        ParametricEquation("(x - a)*(x - b)/(x - a) = 0", with: ["a", "b"]),
        ParametricEquation("1/(x - a) = b", with: ["a", "b"]),
        ParametricEquation("x/(x - a) = b/(x - 1)", with: ["a", "b"]),
        ParametricEquation("x + a/x = b", with: ["a", "b"]),
        ParametricEquation("a/x = b/x^2", with: ["a", "b"]),
        ParametricEquation("1/x + 1/a = 1/b", with: ["a", "b"]),
        ParametricEquation("1/(x - a) + 1/(x - b) = 0", with: ["a", "b"]),
        ParametricEquation("(x^2 - a^2)/(x - b) = 0", with: ["a", "b"]),
        ParametricEquation("a*(x - 1)/(x - 1) = b", with: ["a", "b"]),
        ParametricEquation("a*x/(1 - x) = 1/(x^2 - 2)", with: ["a"]),
    ]

    static let corners = [
        ParametricEquation("abs(x - a) = b", with: ["a", "b"]),
        ParametricEquation("abs(a*x + b) = c", with: ["a", "b", "c"]),
        ParametricEquation("abs(x - a) = abs(x - b)", with: ["a", "b"]),
        ParametricEquation("max(x, a) = b", with: ["a", "b"]),
        ParametricEquation("abs(x - a) = x", with: ["a"]),
        ParametricEquation("x + abs(x) = a", with: ["a"]),
        ParametricEquation("min(x, a) = x - b", with: ["a", "b"]),
        ParametricEquation("abs(x) = a*x + b", with: ["a", "b"]),
        // The arguments meet on the jump of the function.
        ParametricEquation("acot(x + a) + acot(x) = 0", with: ["a"]),
        ParametricEquation("acot(x + a) + acot(x - b) = 0", with: ["a", "b"]),
    ]

    static let radicals = [
        ParametricEquation("sqrt(x + a) = b", with: ["a", "b"]),
        ParametricEquation("sqrt(x + a) = x", with: ["a"]),
        ParametricEquation("sqrt(a*x + b) = c", with: ["a", "b", "c"]),
        ParametricEquation("sqrt(x) = a*x + b", with: ["a", "b"]),
        ParametricEquation("cbrt(x - a) = b", with: ["a", "b"]),
        ParametricEquation("cbrt(x + a)^2 + cbrt(x + a) + x = 0", with: ["a"]),
        ParametricEquation("cbrt(4*(x + a)) + sqrt(x) = b", with: ["a", "b"], isComplete: false, near: [1, 0]),
        ParametricEquation("a*sqrt(x) = b", with: ["a", "b"]),
        ParametricEquation("sqrt(x^2 + a) = b", with: ["a", "b"]),
        ParametricEquation("x^(2/3) = a", with: ["a"]),
        ParametricEquation("a/sqrt(x) = b", with: ["a", "b"]),
        ParametricEquation("sqrt(x^2 - a^2) = x - b", with: ["a", "b"], isComplete: false),
        ParametricEquation("cbrt(x + a + b - 2) + cbrt(x) = 2", with: ["a", "b"]),
        ParametricEquation("cbrt(2*x + b) - cbrt(x + a) = 1", with: ["a", "b"], near: [3, 3]),
        ParametricEquation("sqrt(a*b*x) + sqrt(x) = 0", with: ["a", "b"], isComplete: false),
        ParametricEquation("sqrt((x + a)^2) = x + b", with: ["a", "b"]),
        ParametricEquation("cbrt(a*x) = x", with: ["a"]), ParametricEquation("0^b*x = 0", with: ["b"]),
        ParametricEquation("0^b + x = 2", with: ["b"]), ParametricEquation("0^a = abs(x - 1)", with: ["a"]),
        ParametricEquation("0^b*x^2 = x", with: ["b"]), ParametricEquation("0^b*x = 1", with: ["b"]),
        ParametricEquation("sqrt(a*x + sqrt(x)) = -3", with: ["a"], near: [Rational(-1, 40), Rational(-1, 50)]),
        ParametricEquation("sqrt(x) = -sqrt(a)", with: ["a"]),
        // Shorter forms of these solutions have no value where a parameter is 0.
        ParametricEquation("sqrt(b*pi*sinh(x + sqrt(2))) = a", with: ["a", "b"]),
        ParametricEquation("pi*b*sinh(x) = a", with: ["a", "b"]), ParametricEquation("sqrt(x^2*tanh(a)) = b", with: ["a", "b"]),
    ]

    static let imaginary = [
        ParametricEquation("I^x = a", with: ["a"]), ParametricEquation("exp(I*x) = a", with: ["a"]),
        ParametricEquation("(-1)^x = a", with: ["a"]), ParametricEquation("abs(x + I) = a", with: ["a"]),
        ParametricEquation("I*x = sqrt(a)", with: ["a"], isReal: true),
        ParametricEquation("x^2 + I*sqrt(a)*x = 0", with: ["a"], isReal: true),
        ParametricEquation("exp(I*x) = I*a", with: ["a"]), ParametricEquation("exp(I*x) = sqrt(a)", with: ["a"]),
        ParametricEquation("exp(I*x) = sqrt(a) - 2", with: ["a"]), ParametricEquation("exp(I*x)*I = sqrt(a)", with: ["a"]),
        ParametricEquation("exp(I*x) = log(log(a))", with: ["a"], isComplete: false),
        ParametricEquation("exp(I*x) = sqrt(a) + sqrt(b) + sqrt(c)", with: ["a", "b", "c"], isComplete: false),
        ParametricEquation("log(x) = log(a)", with: ["a"]), ParametricEquation("log(x + 1) = 2*log(a + 1)", with: ["a"]),
        ParametricEquation("x^(1/9) = a", with: ["a"]),
        ParametricEquation("log(x) = I*a", with: ["a"], isComplete: false),
    ]

    static let transcendental = [
        ParametricEquation("exp(a*x) = b", with: ["a", "b"]),
        ParametricEquation("a^x = b", with: ["a", "b"], isPositive: true),
        ParametricEquation("log(a*x) = b", with: ["a", "b"]),
        ParametricEquation("a*sin(x) = b", with: ["a", "b"]),
        ParametricEquation("cos(a*x) = b", with: ["a", "b"]),
        ParametricEquation("tan(x) = a", with: ["a"]),
        ParametricEquation("a*exp(x) + b*exp(-x) = c", with: ["a", "b", "c"]),
        ParametricEquation("sin(x)^2 = a", with: ["a"]),
        ParametricEquation("log(x) + log(x + a) = b", with: ["a", "b"]),
        ParametricEquation("exp(2*x) - a*exp(x) + b = 0", with: ["a", "b"]),
        ParametricEquation("atan(x) = a", with: ["a"]), ParametricEquation("cosh(x) = a", with: ["a"]),
        ParametricEquation("a*exp(x) = b*exp(2*x)", with: ["a", "b"]),
        ParametricEquation("log(x^2) = a", with: ["a"]),
        ParametricEquation("a*cos(x) + b = 0", with: ["a", "b"]),
        ParametricEquation("asin(a*x) = b", with: ["a", "b"]),
        ParametricEquation("exp(x^2) = a", with: ["a"]),
        ParametricEquation("a^x = b^x", with: ["a", "b"], isPositive: true),
        ParametricEquation("sqrt(x)^a = b", with: ["a", "b"], isPositive: true, isComplete: false),
        ParametricEquation("a*2^x = b*3^x", with: ["a", "b"]),
        ParametricEquation("log((x - 1)^2) = 2*log(3*a*x)", with: ["a"], near: [Rational(-1, 5), Rational(-1, 4)]),
        ParametricEquation("sin(a*x) = sin(b*x)", with: ["a", "b"]), ParametricEquation("sin(a*x) = cos(b*x)", with: ["a", "b"]),
        ParametricEquation("sin(x + a) = cos(x)", with: ["a"]), ParametricEquation("cos(x + a) = cos(x + b)", with: ["a", "b"]),
        ParametricEquation("acos(a*x) + asin(x) = 0", with: ["a"]), ParametricEquation("cos(asin(x)) = a", with: ["a"]),
        ParametricEquation("tan(2*atan(x)) = a", with: ["a"]), ParametricEquation("sin(asin(x + b)) = a", with: ["a", "b"]),
        ParametricEquation("x + a*log(x) = 1", with: ["a"]),
        ParametricEquation("cos(2*pi*asin(x + sqrt(a))) = b/3", with: ["a", "b"], near: [Rational(-14, 5)]),
        ParametricEquation("if(x >= -3, acos(3*x + 3/a), 2) = 1", with: ["a"]),
    ]

    static let systems = [
        ParametricEquation("a*x + b*y = c", "x + y = d", for: ["x", "y"], with: ["a", "b", "c", "d"]),
        ParametricEquation("a*x + y = 1", "x + a*y = 1", for: ["x", "y"], with: ["a"]),
        ParametricEquation("a*x + b*y = 1", "b*x + a*y = 1", for: ["x", "y"], with: ["a", "b"]),
        ParametricEquation("x*y = a", "x + y = b", for: ["x", "y"], with: ["a", "b"]),
        ParametricEquation("x^2 + y^2 = a", "x + y = b", for: ["x", "y"], with: ["a", "b"]),
        ParametricEquation("x + m*y = m", "m*x + y = 1", for: ["x", "y"], with: ["m"]),
        ParametricEquation(
            "(1 - m)*x + y + z = a", "x + (1 - m)*y + z = 1", "x + y + (1 - m)*z = 1",
            for: ["x", "y", "z"], with: ["m", "a"]),
        ParametricEquation("a*x = b", "b*y = a", for: ["x", "y"], with: ["a", "b"]),
        ParametricEquation("x*y = a*x", "x + y = b", for: ["x", "y"], with: ["a", "b"]),
        ParametricEquation("a*x + b*y = c", for: ["x", "y"], with: ["a", "b", "c"]),
        ParametricEquation("sin(a*x) = 0", "y = x", for: ["x", "y"], with: ["a"]),
        ParametricEquation("sin(a*x + b) = 0", "y = x", for: ["x", "y"], with: ["a", "b"]),
        ParametricEquation("cos(a*x + b) = 0", "y = 2*x", for: ["x", "y"], with: ["a", "b"]),
        ParametricEquation("exp(sin(a*x)) = 1", "x + y = b", for: ["x", "y"], with: ["a", "b"]),
    ]

    private static let numbers: [Rational] = [
        -3, -2, -1, Rational(-1, 2), 0, 0, 0, Rational(1, 3), Rational(1, 2), 1, 1, 2, 3, 4,
    ]

    private func draw(_ entry: ParametricEquation, _ random: inout Randomness) -> [String: Rational] {
        var point: [String: Rational] = [:]
        for name in entry.parameters {
            var value = random.pick(ParameterTests.numbers + entry.numbers + entry.numbers)
            // Coincidences: the same number as another one, or its opposite.
            if let other = point.values.sorted().first, random.oneIn(3) {
                value = random.oneIn(3) ? -other : other
            }
            if entry.isPositive, value.signum <= 0 { value = 1 - value }
            point[name] = value
        }
        return point
    }

    /// - Parameter isClaimed: whether it is known of the equation if all solutions are found.
    private func expect(_ entry: ParametricEquation, rounds: Int, isClaimed: Bool = true) throws {
        var random = Randomness(
            seed: UInt64(entry.testDescription.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xFFFF_FFFF }))
        let bench = try SolutionBench()
        let store = bench.store
        guard let general = try bench.solve(entry.equations, for: entry.unknowns, isReal: entry.isReal)?.set else { return }
        if isClaimed { #expect(general.isComplete == entry.isComplete, "\(entry.testDescription): \(bench.text(general))") }
        let unknowns = entry.unknowns.map { store.symbol($0) }
        // Whole numbers that no value holds are no business of a condition.
        let names = Set((entry.unknowns + entry.parameters).map { store.symbol($0) })
        for solution in general.solutions {
            let held = names.union(store.symbols(in: solution.bindings.map(\.value)).filter { solution.integers.contains($0) })
            #expect(held.isSuperset(of: store.symbols(in: [solution.condition])), "\(entry.testDescription): \(bench.text(general))")
        }
        for _ in 0..<rounds {
            let drawn = draw(entry, &random)
            let point = Dictionary(
                uniqueKeysWithValues: drawn.map { (store.symbol($0.key), store.number($0.value)) })
            let told =
                "\(entry.testDescription) at \(drawn.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" })"
            let special = try bench.solve(entry.equations, for: entry.unknowns, at: drawn, isReal: entry.isReal)
            let fromGeneral = bench.points(general, unknowns, at: point)
            guard let (equations, set) = special else {
                #expect(fromGeneral.isEmpty, "\(told) has no value; \(bench.text(general))")
                continue
            }
            let difference = "\(told): \(bench.text(set)) and \(bench.text(general))"
            for place in fromGeneral {
                #expect(bench.satisfies(place, equations), "wrong, parameters: \(difference)")
                #expect(
                    !set.isComplete || bench.contains(set, place, unknowns), "missing, numbers: \(difference)"
                )
            }
            for place in bench.points(set, unknowns) {
                #expect(bench.satisfies(place, equations), "wrong, numbers: \(difference)")
                // With numbers the equation may be one that is solved over the complex numbers.
                if general.isReal, !set.isReal, !bench.isReal(place) { continue }
                #expect(
                    !general.isComplete || bench.contains(general, place, unknowns, at: point),
                    "missing, parameters: \(difference)")
            }
        }
    }

    @Test("polynomials", arguments: polynomials) func polynomial(entry: ParametricEquation) throws {
        try expect(entry, rounds: 16)
    }
    @Test("real zeros of polynomials", arguments: real) func realZero(entry: ParametricEquation) throws { try expect(entry, rounds: 16) }
    @Test("with the imaginary unit", arguments: imaginary) func imaginaryUnit(entry: ParametricEquation) throws {
        try expect(entry, rounds: 16)
    }
    @Test("fractions", arguments: fractions) func fraction(entry: ParametricEquation) throws {
        try expect(entry, rounds: 16)
    }
    @Test("absolute values, greatest and smallest values", arguments: corners) func corner(
        entry: ParametricEquation
    ) throws {
        try expect(entry, rounds: 16)
    }
    @Test("roots", arguments: radicals) func radical(entry: ParametricEquation) throws {
        try expect(entry, rounds: 16)
    }
    @Test("exponentials, logarithms and angles", arguments: ParameterTests.transcendental) func function(
        entry: ParametricEquation
    ) throws {
        try expect(entry, rounds: 16)
    }
    /// A function of the unknown with parameters, linear in it.
    private static func line(_ random: inout Randomness) -> String {
        random.pick(["x", "a*x", "x + a", "x - b", "a*x + b", "2*x - a", "b - x", "x + a*b", "x - 1"])
    }

    private static func side(_ random: inout Randomness) -> String {
        let inner = line(&random)
        let functions = [
            "abs(\(inner))", "sqrt(\(inner))", "exp(\(inner))", "log(\(inner))", "sin(\(inner))", "cos(\(inner))", "tan(\(inner))",
            "atan(\(inner))", "(\(inner))^2", "1/(\(inner))", "max(\(inner), b)", "min(\(inner), a)",
            "if(x < a, \(inner), \(line(&random)))", "sign(\(inner))", "atan2(\(inner), a)", "(\(inner))/(\(line(&random)))",
            "x/sqrt(1 - (\(inner))^2)", "a*abs(\(inner))", "(\(inner))^3",
        ]
        return random.pick(functions)
    }

    private static func equation(_ random: inout Randomness) -> ParametricEquation {
        let (left, right) = (side(&random), side(&random))
        let other = random.pick(["a", "b", "a*b", "0", "1", "2", line(&random)])
        let text = random.pick([
            "\(left) = \(other)", "\(left) = \(other)", "a*\(left) = \(other)", "\(left)*(\(line(&random))) = 0",
            "abs(\(line(&random))) = abs(\(line(&random)))", "a*sin(x) + b*cos(x) = 0", "a*exp(x) = b*exp(2*x)", "\(left)*\(right) = 0",
            "\(left) = \(other)", "1/(\(line(&random))) + 1/(\(line(&random))) = \(random.pick(["0", "1", "a"]))",
        ])
        return ParametricEquation(text, with: ["a", "b"])
    }

    @Test("random equations: numbers put into the solutions, or into the equation", arguments: 1...10)
    func random(seed: Int) throws {
        var random = Randomness(seed: UInt64(seed))
        for _ in 0..<4 { try expect(ParameterTests.equation(&random), rounds: 6, isClaimed: false) }
    }

    @Test("a special value that two ways lead to in two forms stands there once") func specialValuesOnce() throws {
        let bench = try SolutionBench()
        let set = try #require(try bench.solve(["cbrt(x + a)^2 + cbrt(x + a) + x = 0"], for: ["x"])).set
        let special = bench.store.equation(bench.store.symbol("a"), bench.store.number(Rational(-1, 3)))
        #expect(set.solutions.count { $0.condition == special } == 1, "\(bench.text(set))")
    }

    @Test(
        "no zero stands in two solutions where a case leaves a constant that is itself defined by cases",
        arguments: [
            "step(max(sqrt(2), x)) = sin(a*x)", "sign(min(-pi, x)) = cos(a*x)", "sin(a*x) = sign(abs(max(x, sqrt(3)) - 1))",
            "if(max(sqrt(2), x) > 1, 1, x) = sin(a*x)",
        ])
    func constantCases(text: String) throws {
        let bench = try SolutionBench()
        let set = try #require(try bench.solve([text], for: ["x"])).set
        let (unknown, point) = ([bench.store.symbol("x")], [bench.store.symbol("a"): bench.store.number(Rational(-7, 4))])
        #expect(set.isComplete || set.solutions.count == 1, "\(bench.text(set))")
        for one in set.solutions.indices {
            for other in set.solutions.indices where other != one {
                var (own, rest) = (set, set)
                own.solutions = [set.solutions[one]]
                rest.solutions = [set.solutions[other]]
                for place in bench.points(own, unknown, at: point) {
                    let isTwice = bench.contains(rest, place, unknown, at: point)
                    #expect(!isTwice, "\(bench.text(set))")
                }
            }
        }
    }

    @Test("systems", arguments: systems) func system(entry: ParametricEquation) throws {
        try expect(entry, rounds: 16)
    }
}
