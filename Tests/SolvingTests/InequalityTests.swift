import Algebra
import Ball
import Certified
import Exact
import Expressions
import Foundation
import Reading
import Rendering
import Solving
import Support
import Testing

/// Solves conditions given as texts, and tells what the answers say.
private struct Bench {
    let store = ExprStore(budget: Budget(seconds: 60))
    let catalogue: Catalogue
    let reader: Reader
    let solver: Solver
    let evaluator: BallEvaluator
    let unknown: Expr

    init() throws {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
        solver = try Solver(catalogue)
        evaluator = try BallEvaluator(catalogue)
        unknown = store.symbol("x")
    }

    func solve(_ text: String, in interval: (String, String)? = nil) throws -> SolutionSet {
        var request = SolveRequest([try reader.expression(text)], for: [unknown])
        request.domain = reader.conditions
        request.isReal = true
        if let interval { request.interval = (try reader.expression(interval.0), try reader.expression(interval.1)) }
        return try solver.solve(request)
    }

    /// Each solution as a condition.
    func texts(_ set: SolutionSet) throws -> [String] {
        var renderer = TextRenderer(store)
        return try set.solutions.map { solution in
            let values = try solution.bindings.map { "\(store.name($0.name)) = \(try renderer.text($0.value))" }
            return (values + (solution.condition == .truth ? [] : [try renderer.text(solution.condition)])).joined(separator: " if ")
        }
    }

    /// Whether a number is one of the solutions; names for whole numbers are tried around zero. Nil: not decided.
    func holds(_ set: SolutionSet, at value: Rational) -> Bool? {
        var isOpen = false
        for solution in set.solutions {
            let said = store.conjunction(
                [solution.condition] + solution.bindings.map { store.relation(.equal, $0.name, $0.value) })
            for turn in solution.integers.isEmpty ? 0...0 : -16...16 {
                var point = [unknown: store.number(value)]
                for name in solution.integers { point[name] = store.number(turn) }
                evaluator.reset()
                switch evaluator.truth(of: catalogue.substitute(said, point)) {
                case .holds: return true
                case .fails: break
                case .undecided: isOpen = true
                }
            }
        }
        return isOpen ? nil : false
    }
}

/// A condition with its text, and a way to tell its truth at a number without the program: nil where a side has no value.
private struct Oracle {
    let text: String
    let holds: (Rational) -> Bool?

    static func compared(_ text: String, _ random: inout Randomness, _ value: @escaping (Rational) -> Rational?) -> Oracle {
        let relations: [(String, (Rational) -> Bool)] = [
            ("<", { $0.signum < 0 }), ("<=", { $0.signum <= 0 }), (">", { $0.signum > 0 }), (">=", { $0.signum >= 0 }),
            ("!=", { !$0.isZero }), ("=", { $0.isZero }),
        ]
        let (sign, test) = relations[random.below(random.oneIn(4) ? 6 : 4)]
        return Oracle(text: "\(text) \(sign) 0") { value($0).map(test) }
    }

    /// Linear factors over others.
    static func fraction(_ random: inout Randomness) -> Oracle {
        var (above, below): ([(Rational, Int)], [(Rational, Int)]) = ([], [])
        var places = (-8...8).map { Rational($0, 2) }
        for _ in 0...random.below(4) { above.append((places.remove(at: random.below(places.count)), 1 + random.below(3))) }
        for _ in 0..<random.below(3) { below.append((places.remove(at: random.below(places.count)), 1 + random.below(2))) }
        let factor = Rational(random.below(2) * 2 - 1)
        func text(_ factors: [(Rational, Int)]) -> String { factors.map { "(x - (\($0.0)))^\($0.1)" }.joined(separator: "*") }
        func value(_ factors: [(Rational, Int)], _ x: Rational) -> Rational {
            factors.reduce(1) { product, factor in (0..<factor.1).reduce(product) { value, _ in value * (x - factor.0) } }
        }
        let whole = "(\(factor))*\(text(above))" + (below.isEmpty ? "" : "/(\(text(below)))")
        return compared(whole, &random) { x in
            let divisor = value(below, x)
            return divisor.isZero ? nil : factor * value(above, x) / divisor
        }
    }

    /// A sum of absolute values, a greatest or smallest value, and a linear part.
    static func corners(_ random: inout Randomness) -> Oracle {
        var numbers: [Rational] = []
        for _ in 0..<6 { numbers.append(Rational(random.below(13) - 6, 1 + random.below(2))) }
        let (a, b, c, d, slope, constant) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
        let text = "abs(x - (\(a))) - 2*abs(x - (\(b))) + max(x, (\(c))) - min(3*x, (\(d))) + (\(slope))*x + (\(constant))"
        return compared(text, &random) { x in
            let moduli: Rational = (x - a).magnitude - (x - b).magnitude * 2
            return moduli + max(x, c) - min(x * 3, d) + slope * x + constant
        }
    }

    /// Two conditions joined; a part that has no value is no help, whether it is denied or not.
    static func joined(_ left: Oracle, _ right: Oracle, _ random: inout Randomness) -> Oracle {
        let (first, second) = (left.holds, right.holds)
        switch random.below(4) {
        case 0: return Oracle(text: "\(left.text) and \(right.text)") { first($0) == true && second($0) == true }
        case 1: return Oracle(text: "\(left.text) or \(right.text)") { first($0) == true || second($0) == true }
        case 2: return Oracle(text: "\(left.text) and not (\(right.text))") { first($0) == true && second($0) == false }
        default: return Oracle(text: "not (\(left.text) and \(right.text))") { first($0) == false || second($0) == false }
        }
    }
}

@Suite("Inequalities")
struct InequalityTests {
    private func expect(_ bench: Bench, _ oracle: Oracle, _ random: inout Randomness) throws {
        let set = try bench.solve(oracle.text)
        #expect(set.isComplete && set.isReal && set.isVerified == true, "\(oracle.text)")
        let shown = try bench.texts(set)
        for round in 0..<50 {
            // Half of the numbers are those at which factors are zero.
            let x = round % 2 == 0 ? Rational(random.below(33) - 16, 2) : Rational(random.below(4001) - 2000, 1 + random.below(300))
            let (expected, found) = (oracle.holds(x) ?? false, bench.holds(set, at: x))
            #expect(found == expected, "\(oracle.text) at \(x): \(shown)")
        }
    }

    @Test("fractions with known zeros and poles", arguments: 0..<4) func fractions(seed: Int) throws {
        var random = Randomness(seed: UInt64(seed))
        let bench = try Bench()
        for _ in 0..<10 { try expect(bench, Oracle.fraction(&random), &random) }
    }

    @Test("absolute values, greatest and smallest values") func corners() throws {
        var random = Randomness(seed: 17)
        let bench = try Bench()
        for _ in 0..<12 { try expect(bench, Oracle.corners(&random), &random) }
    }

    @Test("conditions joined by and, or and not", arguments: 0..<3) func combinations(seed: Int) throws {
        var random = Randomness(seed: UInt64(seed) + 100)
        let bench = try Bench()
        for round in 0..<12 {
            let first = round % 4 == 0 ? Oracle.corners(&random) : Oracle.fraction(&random)
            try expect(bench, Oracle.joined(first, Oracle.fraction(&random), &random), &random)
        }
    }

    @Test("periodic conditions") func periodic() throws {
        var random = Randomness(seed: 5)
        let bench = try Bench()
        let angles: [(String, (Double) -> Double)] = [
            ("sin(x)", { sin($0) }), ("cos(x)", { cos($0) }), ("sin(2*x)", { sin(2 * $0) }), ("cos(x - pi/3)", { cos($0 - .pi / 3) }),
            ("tan(x/2)", { tan($0 / 2) }), ("sin(x)*cos(x)", { sin($0) * cos($0) }), ("cos(2*x)", { cos(2 * $0) }),
            ("abs(sin(x))", { abs(sin($0)) }), ("max(sin(x), cos(x))", { max(sin($0), cos($0)) }),
        ]
        let values: [(String, Double)] = [
            ("0", 0), ("1/2", 0.5), ("-1/3", -1.0 / 3), ("sqrt(3)/2", 0.75.squareRoot()), ("1", 1), ("-1", -1),
        ]
        for _ in 0..<24 {
            let ((left, function), (right, value)) = (random.pick(angles), random.pick(values))
            let (isLess, join, end) = (random.oneIn(2), random.below(3), random.below(9) - 4)
            let text = "\(left) \(isLess ? "<" : ">=") \(right)" + ["", " and x > \(end)", " or x <= \(end)"][join]
            let set = try bench.solve(text)
            #expect(set.isComplete, "\(text)")
            let shown = try bench.texts(set)
            for _ in 0..<20 {
                let x = Rational(random.below(3001) - 1500, 101)
                let difference = function(x.doubleValue) - value
                if abs(difference) < 1e-9 { continue }
                let (holds, isAbove) = ((difference < 0) == isLess, x > Rational(end))
                let expected = join == 0 ? holds : join == 1 ? holds && isAbove : holds || !isAbove
                #expect(bench.holds(set, at: x) == expected, "\(text) at \(x): \(shown)")
            }
        }
    }

    /// What is asked, and each solution as it is shown.
    struct Example: CustomTestStringConvertible, Sendable {
        let text: String
        let solutions: [String]
        var testDescription: String { text }

        init(_ text: String, _ solutions: String...) {
            self.text = text
            self.solutions = solutions
        }
    }

    @Test(
        "what the ranges are",
        arguments: [
            Example("floor(x) > 2", "x >= 3"), Example("ceil(2*x) <= 3", "x <= 3/2"), Example("floor(x)^2 < 5", "-2 <= x < 3"),
            Example("sqrt(x^2) > x", "x < 0"),
            Example("x - log(x) < 2", "exp(-lambertw(-exp(-2)) - 2) < x < exp(-lambertw(-1, -exp(-2)) - 2)"),
            Example("x^2 - 3*x + 2 > 0", "x < 1", "x > 2"), Example("cos(x) < 0", "2*pi*k + pi/2 < x < 2*pi*k + 3*pi/2"),
            Example("1/x < 1", "x < 0", "x > 1"), Example("sqrt(x) < x", "x > 1"), Example("abs(x-1) <= 2", "-1 <= x <= 3"),
            Example("x^2 < 0"), Example("x^2 >= 0", ""), Example("(x-1)^2 <= 0", "x = 1"), Example("exp(x) > 2", "x > log(2)"),
            Example("log(x) < 1", "0 < x < e"), Example("abs(x) > abs(x-2)", "x > 1"),
            Example("sin(x) >= 1/2", "2*pi*k + pi/6 <= x <= 2*pi*k + 5*pi/6"), Example("tan(x) < 1", "pi*k - pi/2 < x < pi*k + pi/4"),
            Example("x^5 - x - 1 > 0", "x > rootof(x^5 - x - 1, 1)"), Example("x^3 < x", "x < -1", "0 < x < 1"),
            Example("sqrt(2-x) > x", "x < 1"), Example("x < 0 or x^2 > 4", "x < 0", "x > 2"), Example("2^x < 8", "x < 3"),
            Example("x^2 + 1 > 2*x", "x < 1", "x > 1"), Example("x^2 = 4 and x > 0", "x = 2"),
            Example("1 < x^2 < 4", "-2 < x < -1", "1 < x < 2"), Example("x^2 != 4", "x < -2", "-2 < x < 2", "x > 2"),
            Example("x < 0 or sqrt(x) > 2", "x < 0", "x > 4"), Example("1/x < 1 or x = 0", "x <= 0", "x > 1"),
            Example("(x^2-1)/(x-1) <= 2", "x < 1"), Example("(x^5-x-1)^2 <= 0", "x = rootof(x^5 - x - 1, 1)"),
            Example("acot(x) >= 0", "x >= 0"), Example("sign(x) >= 0", "x >= 0"), Example("if(x < 0, -x, x^2) < 4", "-4 < x < 2"),
            Example("sin(x) > 1/2 and 0 < x < 10", "pi/6 < x < 5*pi/6", "13*pi/6 < x < 17*pi/6"),
            Example("sin(x) > 0 and x > 0", "2*pi*k < x and x < 2*pi*k + pi and k >= 0"),
            Example("cos(x) > 0 and x < 1", "2*pi*k - pi/2 < x and x < 2*pi*k + pi/2 and k <= -1", "-pi/2 < x < 1"),
            Example("sin(x) > 1/2 or x > 10", "2*pi*k + pi/6 < x and x < 2*pi*k + 5*pi/6 and k <= 1", "x > 10"),
            Example("x*exp(x)*sin(x) > 0 and x > -4", "-pi < x < 0", "2*pi*k < x and x < 2*pi*k + pi and k >= 0"),
            Example("(x^2 + 1)*sin(x) < 0", "2*pi*k + pi < x < 2*pi*k + 2*pi"), Example("sqrt(x + sqrt(x+1)) > 2", "x > (9 - sqrt(21))/2"),
            Example("sin(x) = 0 and x > 1", "x = pi*k if k >= 1"),
            Example("(x-1)*(x-1-1e-30) < 0", "1 < x < 1000000000000000000000000000001/1000000000000000000000000000000"),
            Example("a*x > b", "a < 0 and x < b/a", "a > 0 and b/a < x", "a = 0 and b < 0"),
            Example("x^2 < a", "a > 0 and -sqrt(a) < x and x < sqrt(a)"), Example("x > a and x < b", "a < x < b"),
            Example("exp(x) > a", "a > 0 and log(a) < x", "a <= 0"), Example("abs(x-a) < b", "b > 0 and a - b < x and x < a + b"),
            Example("sqrt(x) > a", "a >= 0 and a^2 < x", "x >= 0 and a < 0"),
            Example("(a-1)*x < a", "x < a/(a - 1) and a > 1", "a/(a - 1) < x and a < 1", "a = 1"),
            Example("a*x = b and x > 0", "x = b/a if b/a > 0 and a != 0", "x > 0 and a = 0 and b = 0"),
        ])
    func ranges(example: Example) throws {
        let bench = try Bench()
        let set = try bench.solve(example.text)
        #expect(set.isComplete)
        #expect(try bench.texts(set).map(parts) == example.solutions.map(parts))
    }

    /// An inequality with a parameter, and the same in doubles: a comparison with what is not real fails.
    struct Compared: CustomTestStringConvertible {
        let testDescription: String
        let holds: @Sendable (Double, Double) -> Bool

        init(_ text: String, _ holds: @escaping @Sendable (Double, Double) -> Bool) { (testDescription, self.holds) = (text, holds) }
    }

    @Test(
        "one of the cases holds exactly where the inequality does, also where a coefficient is not real",
        arguments: [
            Compared("x <= sqrt(a*x*x)") { $0 <= ($1 * $0 * $0).squareRoot() }, Compared("a*x^2 >= 0") { $1 * $0 * $0 >= 0 },
            Compared("x <= sqrt(a)*abs(x)") { $0 <= $1.squareRoot() * abs($0) }, Compared("abs(x) <= a*abs(x)") { abs($0) <= $1 * abs($0) },
            Compared("x*sqrt(a) >= 0") { $0 * $1.squareRoot() >= 0 }, Compared("a*x^2 <= x") { $1 * $0 * $0 <= $0 },
            Compared("sqrt(a*x^2) >= 3*x") { ($1 * $0 * $0).squareRoot() >= 3 * $0 },
        ])
    func casesWithParameter(example: Compared) throws {
        let bench = try Bench()
        let name = bench.store.symbol("a")
        try bench.store.assume(try bench.reader.expression("x > -1"))
        let set = try bench.solve(example.testDescription)
        #expect(set.isComplete)
        for x in [-0.75, -0.5, 0, 0.5, 1, 2, 3.5] {
            for a in [-3, -1, 0, 0.25, 1, 4, 9, 16.0] {
                let isGiven = set.solutions.map { solution in
                    let all = bench.store.conjunction(
                        [solution.condition] + solution.bindings.map { bench.store.equation($0.name, $0.value) })
                    let point = [bench.unknown: x, name: a].mapValues { value in
                        let ball = ComplexBall()
                        ball.set(real: value, imaginary: 0)
                        return ball
                    }
                    return bench.evaluator.decides(all, at: point, unordered: false)
                }
                #expect(isGiven.contains(true) == example.holds(x, a), "x = \(x), a = \(a)")
            }
        }
    }

    /// The parts of a conjunction in an order of their own.
    private func parts(_ text: String) -> [String] { text.components(separatedBy: " and ").sorted() }

    @Test(
        "what is not decided is not claimed", arguments: ["(-2)^x > 0", "gamma(x) > 1", "floor(x) + floor(x/2) > 2", "abs(x + I) < 2"])
    func undecided(text: String) throws {
        let set = try Bench().solve(text)
        #expect(!set.isComplete && set.solutions.isEmpty)
    }

    @Test("what is assumed of the unknown, and the interval, are conditions too") func assumptions() throws {
        var bench = try Bench()
        try bench.store.assume(try bench.reader.expression("x > 0"))
        #expect(try bench.texts(try bench.solve("x^2 < 4")) == ["0 < x < 2"])
        #expect(try bench.texts(try bench.solve("1/x < x")) == ["x > 1"])
        bench = try Bench()
        try bench.store.assume(bench.unknown, .odd)
        #expect(try bench.texts(try bench.solve("x^2 <= 9")) == ["x = -3", "x = -1", "x = 1", "x = 3"])
        #expect(try bench.texts(try bench.solve("1 < x and x < 3")) == [])
        // A single number that is none of them is left out by cases, too.
        #expect(try bench.solve("sign(x + 2/3)*a <= 0").solutions.allSatisfy { $0.bindings.isEmpty })
        #expect(try bench.solve("sign(x + 3)*a <= 0").solutions.contains { !$0.bindings.isEmpty })
        bench = try Bench()
        #expect(try bench.texts(try bench.solve("cos(x) > 0", in: ("0", "pi"))) == ["0 <= x < pi/2"])
    }
}
