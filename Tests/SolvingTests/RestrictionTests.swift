import Exact
import Expressions
import Solving
import Support
import Testing

/// What is assumed of unknowns, and the interval in which one is looked for: the answer is the part of the unrestricted one that satisfies
/// them, no more and no less.
@Suite("What is assumed, and where one looks")
struct RestrictionTests {
    private static let equations = [
        "sin(x) = 0", "sin(x) = 1/2", "tan(x) = 1", "cos(2*x) = 0", "sin(pi*x) = 0", "cos(pi*x/3) = 1/2", "sin(2*x) = cos(x)",
        "tan(pi*x/4) = 1", "x^3 - 6*x^2 + 11*x - 6 = 0", "x^2 = 2", "x^4 - 5*x^2 + 4 = 0", "(x^2 - 4)*(x - pi) = 0", "abs(x - 2) = 3",
        "2*x^2 - x = 1", "exp(x) = 2", "x^5 - x - 1 = 0", "cos(x) = x", "sin(x - 1) = 0", "(x - 1/2)*(x + 3)*(x - 4) = 0", "sin(x)^2 = 1/4",
    ]

    /// A condition as a text, or a property of x.
    private static func assumption(_ random: inout Randomness) -> String {
        let number = random.pick(["-3", "-1", "0", "1/2", "1", "2", "pi", "5", "sqrt(2)"])
        return random.pick([
            "x > \(number)", "x <= \(number)", "x < \(number)", "x >= \(number)", "x != \(number)", "x^2 < 30", "x^2 > 2", "integer",
            "even", "odd",
            "positive", "negative", "nonzero",
        ])
    }

    @Test("an assumption leaves what satisfies it of the solutions", arguments: 1...24)
    func assumption(seed: Int) throws {
        var random = Randomness(seed: UInt64(seed))
        for _ in 0..<3 {
            let bench = try SolutionBench()
            let equation = random.pick(RestrictionTests.equations)
            guard let plain = try bench.solve([equation], for: ["x"], isReal: true)?.set, plain.isComplete else {
                Issue.record("\(equation) is not solved")
                continue
            }
            let assumptions = (0...random.below(2)).map { _ in RestrictionTests.assumption(&random) }
            let isHeld = try assumptions.map { try bench.assume($0, of: "x") }
            // Two that contradict one another are no test.
            guard isHeld.allSatisfy({ $0 != nil }) else { continue }
            try compare(plain, try bench.solve([equation], for: ["x"], isReal: true)?.set, bench, "\(equation) with \(assumptions)") {
                value in
                isHeld.allSatisfy { $0?(value) == true }
            }
        }
    }

    @Test(
        "what an assumption leaves of one family is not said again where another has it",
        arguments: [
            "cos(2*pi*cosh(x)) = 1", "sin(pi*cosh(x)) = 0", "sin(pi*x^2) = 0", "cos(2*pi*x^2) = 1", "tan(x)*tan(2*x) = 0",
            "tan(x)*tan(3*x) = 0", "sin(2*x)*tan(x) = 0",
        ])
    func repetition(equation: String) throws {
        let bench = try SolutionBench()
        _ = try bench.assume("x > -1")
        let found = try #require(try bench.solve([equation], for: ["x"], isReal: true)).set
        #expect(found.isComplete)
        let values = found.solutions.flatMap { solution in
            (solution.integers.isEmpty ? 0...0 : -3...3).compactMap { number -> Expr? in
                let whole = Dictionary(uniqueKeysWithValues: solution.integers.map { ($0, bench.store.number(Rational(number))) })
                guard bench.catalogue.substitute(solution.condition, whole) == .truth else { return nil }
                return bench.catalogue.substitute(solution.bindings[0].value, whole)
            }
        }
        #expect(values.count == Set(values).count, "\(equation)")
    }

    @Test(
        "a range that a parameter has lies where it is assumed to",
        arguments: [
            "abs(cos(x)) = cos(a*x)", "abs(sin(x)) = sin(a*x)", "sqrt(cos(x)^2) = cos(a*x)", "abs(x + a) = x + a", "abs(a*x) = abs(x)",
        ])
    func rangesOfCases(equation: String) throws {
        for (assumption, outside) in [("x < 0", [0, 1, 22]), ("x > 1", [1, 0, -7]), ("x^2 < 30", [30, -33, 70])] {
            let bench = try SolutionBench()
            let store = bench.store
            _ = try bench.assume(assumption)
            let set = try #require(try bench.solve([equation], for: ["x"], isReal: true)).set
            let ranges = set.solutions.filter(\.bindings.isEmpty)
            #expect(!ranges.isEmpty)
            for range in ranges {
                for (number, parameter, whole) in outside.flatMap({ x in [-1, 0, 1].flatMap { a in (-4...4).map { (x, a, $0) } } }) {
                    var place = [store.symbol("x"): store.number(Rational(number, 5)), store.symbol("a"): store.number(parameter)]
                    for name in range.integers { place[name] = store.number(whole) }
                    let holds = store.withoutAssumptions { bench.catalogue.substitute(range.condition, place) }
                    #expect(bench.evaluator.truth(of: holds) == .fails, "\(equation) with \(assumption): \(bench.text(set))")
                }
            }
        }
    }

    @Test(
        "an assumption that compares the unknown with another name is part of the answer",
        arguments: [
            "x^2 > 4", "x^2 < 9", "x < 5", "abs(x) = x", "x = 3", "x^2 = 4", "x^2 = y", "x + y = 2", "(x - y)*(x - 1) = 0", "1/x < 1",
            "abs(x) <= 2", "x^2 = y^2", "x != 2", "abs(x) = abs(y)", "x > 0 and x < 0", "x = abs(y)",
        ])
    func comparison(relation: String) throws {
        let numbers =
            [-3, -2, -1, 0, 1, 2, 3, 5].map { Rational($0) } + [Rational(-7, 3), Rational(-1, 2), Rational(1, 3), Rational(9, 4)]
        for assumption in ["x > y", "x <= y", "x != y", "x < y + 1"] {
            let bench = try SolutionBench()
            let store = bench.store
            let (x, y) = (store.symbol("x"), store.symbol("y"))
            let asked = try [relation, assumption].map { try bench.reader.expression($0) }
            let domain = store.conjunction(bench.reader.conditions.map { bench.catalogue.condition($0) })
            _ = try bench.assume(assumption)
            let set = try #require(try bench.solve([relation], for: ["x"], isReal: true)).set
            #expect(set.isComplete, "\(relation) with \(assumption): \(bench.text(set))")
            let conditions = set.solutions.map(\.condition)
            let possible = store.withoutAssumptions { conditions.filter { condition in store.supposing(condition) { true } == true } }
            #expect(possible == conditions, "what cannot hold is no condition: \(relation) with \(assumption): \(bench.text(set))")
            for (first, second) in numbers.flatMap({ x in numbers.map { (x, $0) } }) {
                let place = [x: store.number(first), y: store.number(second)]
                store.withoutAssumptions {
                    func holds(_ conditions: [Expr]) -> Bool {
                        bench.catalogue.substitute(conditions, place).allSatisfy { bench.holds($0) }
                    }
                    let isTold = set.solutions.contains { solution in
                        holds([solution.condition] + solution.bindings.map { store.equation($0.value, x) })
                    }
                    #expect(
                        isTold == holds(asked + [domain]), "x = \(first), y = \(second): \(relation) with \(assumption): \(bench.text(set))"
                    )
                }
            }
        }
    }

    @Test(
        "what is assumed loses no solution where the equation holds complex numbers",
        arguments: ["I^x = 1", "exp(I*pi*x) = -1", "(-1)^x = 1", "(-2)^x = 4"])
    func imaginary(equation: String) throws {
        for assumption in ["x >= 1", "x < 7", "x != 1/2", "x^2 < 30"] {
            let bench = try SolutionBench()
            _ = try bench.assume(assumption)
            let found = try #require(try bench.solve([equation], for: ["x"])).set
            #expect(!found.solutions.isEmpty, "\(equation) with \(assumption)")
        }
    }

    @Test("an interval leaves what lies in it of the solutions", arguments: 1...24)
    func interval(seed: Int) throws {
        var random = Randomness(seed: UInt64(seed))
        for _ in 0..<3 {
            let bench = try SolutionBench()
            let equation = random.pick(RestrictionTests.equations)
            let lower = random.pick([Rational(-15, 2), -3, -1, 0, Rational(1, 2), 1, 2])
            let upper = lower + random.pick([Rational(1, 3), 1, 2, Rational(9, 2), 8])
            guard let plain = try bench.solve([equation], for: ["x"], isReal: true)?.set, plain.isComplete else { continue }
            let inside = try bench.solve([equation], for: ["x"], in: (lower, upper))?.set
            try compare(plain, inside, bench, "\(equation) in \(lower)..\(upper)") { value in
                let distances = [
                    bench.store.difference(value, bench.store.number(lower)), bench.store.difference(bench.store.number(upper), value),
                ]
                return distances.allSatisfy { bench.holds(bench.store.relation(.lessOrEqual, .zero, $0)) }
            }
        }
    }

    /// Compares members of both answers between -20 and 20.
    private func compare(
        _ plain: SolutionSet, _ restricted: SolutionSet?, _ bench: SolutionBench, _ told: String, _ isAllowed: (Expr) -> Bool
    ) throws {
        let set = try #require(restricted)
        #expect(set.isComplete, "\(told): \(bench.text(set))")
        let unknown = bench.store.symbol("x")
        func members(_ set: SolutionSet) -> [(value: Expr, double: Double)] {
            bench.points(set, [unknown], turns: -22...22).compactMap { point in
                guard let value = point.values[unknown], let double = bench.value(value)?.real, abs(double) < 20 else { return nil }
                return (value, double)
            }
        }
        let (wanted, found) = (members(plain).filter { isAllowed($0.value) }, members(set))
        for member in wanted {
            #expect(found.contains { abs($0.double - member.double) < 1e-9 }, "\(member.double) is missing, \(told): \(bench.text(set))")
        }
        for member in found {
            #expect(
                wanted.contains { abs($0.double - member.double) < 1e-9 }, "\(member.double) is not allowed, \(told): \(bench.text(set))")
        }
    }

    @Test("an assumption leaves what satisfies it of the solutions of a system", arguments: 1...12)
    func system(seed: Int) throws {
        var random = Randomness(seed: UInt64(seed))
        let systems = [
            ["x + y = 3", "x*y = 2"], ["x^2 + y^2 = 25", "x - y = 1"], ["x^2 + y^2 = 1", "x = y"], ["x^2 = 4", "y^2 = 9"],
            ["x*y = 6", "x^2 + y^2 = 13"], ["x^2 + y = 3", "y^2 = 4"],
        ]
        let conditions = ["x > y", "x + y < 0", "x < 2", "y >= 1", "x*y > 0", "x != 1", "x - 2*y <= 1"]
        for _ in 0..<3 {
            let bench = try SolutionBench()
            let (system, condition) = (random.pick(systems), random.pick(conditions))
            guard let plain = try bench.solve(system, for: ["x", "y"], isReal: true)?.set else { continue }
            let isHeld = try #require(try bench.assume(condition))
            let set = try #require(try bench.solve(system, for: ["x", "y"], isReal: true)?.set)
            let unknowns = ["x", "y"].map { bench.store.symbol($0) }
            let told = "\(system) with \(condition): \(bench.text(set))"
            #expect(set.isComplete, "\(told)")
            let wanted = bench.points(plain, unknowns).filter { isHeld($0.values) }
            for point in wanted { #expect(bench.contains(set, point, unknowns), "missing, \(told)") }
            #expect(bench.points(set, unknowns).count == wanted.count, "\(told)")
        }
    }

    // MARK: Whole numbers

    @Test("linear equations in whole numbers have the solutions that counting finds", arguments: 1...16)
    func linear(seed: Int) throws {
        var random = Randomness(seed: UInt64(seed))
        for _ in 0..<4 {
            let factors = (0..<(2 + random.below(2))).map { _ in random.below(19) - 9 }
            let value = random.below(13) - 6
            let names = Array(["x", "y", "z"].prefix(factors.count))
            let terms = zip(factors, names).filter { $0.0 != 0 }.map { "(\($0.0))*\($0.1)" }
            guard terms.count == factors.count else { continue }
            let parity = random.oneIn(3) ? random.pick(["even", "odd"]) : "integer"
            try expect("\(terms.joined(separator: " + ")) = \(value)", names, parity) { point in
                zip(factors, point).reduce(0) { $0 + $1.0 * $1.1 } == value
                    && (parity == "integer" || (point[0] % 2 != 0) == (parity == "odd"))
            }
        }
    }

    @Test("bounded curves have the points in whole numbers that counting finds", arguments: 1...12)
    func curve(seed: Int) throws {
        var random = Randomness(seed: UInt64(seed))
        let (a, c, n) = (1 + random.below(4), 1 + random.below(4), random.below(60))
        let b = random.below(4) * (random.oneIn(2) ? 1 : -1)
        guard b * b < 4 * a * c else { return }
        try expect("\(a)*x^2 + (\(b))*x*y + \(c)*y^2 = \(n)", ["x", "y"], "integer") { point in
            a * point[0] * point[0] + b * point[0] * point[1] + c * point[1] * point[1] == n
        }
    }

    /// Compares an answer in whole numbers with what holds in a box.
    private func expect(_ equation: String, _ names: [String], _ first: String, _ holds: ([Int]) -> Bool) throws {
        let bench = try SolutionBench()
        let store = bench.store
        for (place, name) in names.enumerated() { _ = try bench.assume(place == 0 ? first : "integer", of: name) }
        let set = try #require(try bench.solve([equation], for: names)?.set)
        let unknowns = names.map { store.symbol($0) }
        let told = "\(equation), \(names[0]) \(first): \(bench.text(set))"
        #expect(set.isComplete, "\(told)")
        for point in bench.points(set, unknowns) {
            let numbers = unknowns.compactMap { point.values[$0].flatMap { store.wholeValue($0) } }
            #expect(numbers.count == names.count && holds(numbers), "wrong, \(told)")
        }
        let range = names.count == 2 ? -9...9 : -4...4
        for code in 0..<names.reduce(1, { product, _ in product * range.count }) {
            var rest = code
            let point = names.map { _ -> Int in
                defer { rest /= range.count }
                return range.lowerBound + rest % range.count
            }
            guard holds(point) else { continue }
            let values = Dictionary(uniqueKeysWithValues: zip(unknowns, point.map { store.number($0) }))
            #expect(bench.contains(set, .init(values: values, isNear: false), unknowns), "\(point) is missing, \(told)")
        }
    }
}
