import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Rendering
import Solving
import Support
import Testing

/// Solves systems given as texts or expressions, and asks whether points are among the solutions.
private struct Bench {
    let store = ExprStore(budget: Budget(seconds: 60))
    let catalogue: Catalogue
    let reader: Reader
    let solver: Solver
    let evaluator: BallEvaluator

    init() throws {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
        solver = try Solver(catalogue)
        evaluator = try BallEvaluator(catalogue)
    }

    func names(_ list: String) -> [Expr] { list.split(separator: " ").map { store.symbol(String($0)) } }

    func solve(_ texts: [String], _ unknowns: String, isReal: Bool = false, near: [Int]? = nil, digits: Int? = nil) throws -> SolutionSet {
        var request = SolveRequest([], for: names(unknowns))
        for text in texts {
            request.conditions.append(try reader.expression(text))
            request.domain += reader.conditions
        }
        request.isReal = isReal
        request.digits = digits
        if let near { request.start = Dictionary(uniqueKeysWithValues: zip(request.unknowns, near.map { store.number($0) })) }
        return try solver.solve(request)
    }

    /// Each solution as text.
    func texts(_ set: SolutionSet) throws -> [String] {
        var renderer = TextRenderer(store)
        return try set.solutions.map { solution in
            let values = try solution.bindings.map { binding in
                "\(store.name(binding.name)) = \(try binding.enclosure?.value.text ?? renderer.text(binding.value))"
            }.joined(separator: ", ")
            return solution.condition == .truth ? values : "\(values) if \(try renderer.text(solution.condition))"
        }
    }

    func isZero(_ expr: Expr) -> Bool {
        if expr == .zero { return true }
        if expr == .undefined { return false }
        evaluator.reset()
        evaluator.point = [:]
        evaluator.bits = 256
        let ball = evaluator.value(of: expr)
        return ball.isFinite && !ball.excludesZero && ball.magnitudeUpperBound < 1e-30
    }

    func holds(_ condition: Expr) -> Bool {
        evaluator.reset()
        evaluator.point = [:]
        evaluator.bits = 256
        return evaluator.truth(of: condition) == .holds
    }

    /// Whether a point, which has a value for every unknown and parameter, is one of the solutions.
    func contains(_ set: SolutionSet, _ point: [Expr: Expr]) -> Bool {
        set.solutions.contains { solution in
            guard solution.condition == .truth || demanded(solution.condition, at: point) else { return false }
            return solution.bindings.allSatisfy { binding in
                let wanted = point[binding.name] ?? .undefined
                return isZero(store.difference(catalogue.substitute(binding.value, point), wanted))
            }
        }
    }

    /// Whether a condition holds at a point: what is to be equal may be equal by numbers.
    private func demanded(_ condition: Expr, at point: [Expr: Expr]) -> Bool {
        let parts = store.kind(condition) == .conjunction ? store.childArray(condition) : [condition]
        return parts.allSatisfy { part in
            if store.kind(part) == .relation, store.relation(part) == .equal {
                let difference = store.difference(store.child(part, 0), store.child(part, 1))
                return isZero(catalogue.substitute(difference, point))
            }
            return holds(catalogue.substitute(part, point))
        }
    }

    /// A point of every solution whose condition holds at some parameters, with random values of what is free.
    func points(_ set: SolutionSet, _ unknowns: [Expr], at parameters: [Expr: Expr], _ random: inout Randomness) -> [[Expr: Expr]] {
        var points: [[Expr: Expr]] = []
        for solution in set.solutions {
            var point = parameters
            for unknown in unknowns where !solution.bindings.contains(where: { $0.name == unknown }) {
                point[unknown] = store.number(Rational(Int(random.below(41)) - 20, 7))
            }
            guard solution.condition == .truth || demanded(solution.condition, at: point) else { continue }
            let given = point
            for binding in solution.bindings { point[binding.name] = catalogue.substitute(binding.value, given) }
            points.append(point)
        }
        return points
    }
}

@Suite("Systems of equations")
struct SystemTests {
    private func whole(_ random: inout Randomness, _ size: Int) -> Int { Int(random.below(2 * size + 1)) - size }

    // MARK: Linear systems

    @Test("a linear system built from a point has that point as its only solution", arguments: [1, 2, 3, 5, 8, 13, 30])
    func randomLinear(size: Int) throws {
        var random = Randomness(seed: UInt64(size))
        for _ in 0..<(size > 10 ? 3 : 12) {
            let bench = try Bench()
            let store = bench.store
            let unknowns = (0..<size).map { store.symbol("x\($0)") }
            let point = unknowns.map { _ in Rational(whole(&random, 60), 1 + Int(random.below(9))) }
            // Unit triangular factors make the matrix regular.
            var matrix = (0..<size).map { row in (0..<size).map { Rational($0 == row ? 1 : $0 < row ? whole(&random, 3) : 0) } }
            for row in stride(from: size - 1, through: 0, by: -1) {
                for other in 0..<row {
                    let factor = Rational(whole(&random, 3), 2)
                    matrix[other] = zip(matrix[other], matrix[row]).map { $0 + factor * $1 }
                }
            }
            let equations = matrix.map { row in
                let value = zip(row, point).reduce(Rational(0)) { $0 + $1.0 * $1.1 }
                return store.relation(
                    .equal, store.sum(zip(row, unknowns).map { store.scaled($0, $1) }), store.number(value))
            }
            let set = try bench.solver.solve(SolveRequest(equations, for: unknowns))
            #expect(set.isComplete && set.isVerified == true && set.solutions.count == 1)
            #expect(set.solutions.first?.bindings.map(\.value) == point.map { store.number($0) })
        }
    }

    @Test("equations that contradict others leave no solution, equations that follow change nothing") func dependentLinear() throws {
        var random = Randomness(seed: 5)
        for _ in 0..<40 {
            let bench = try Bench()
            let store = bench.store
            let unknowns = bench.names("x y z")
            var rows = (0..<2).map { _ in (0..<4).map { _ in Rational(whole(&random, 4)) } }
            rows.append(zip(rows[0], rows[1]).map { $0 * Rational(2) - $1 })
            func solve() throws -> SolutionSet {
                let equations = rows.map { row in
                    store.sum(zip(row, unknowns + [.one]).map { store.scaled($0, $1) })
                }
                return try bench.solver.solve(SolveRequest(equations, for: unknowns))
            }
            let set = try solve()
            let last = rows.removeLast()
            #expect(try solve().solutions == set.solutions)
            rows.append(Array(last.dropLast()) + [last[3] + 1])
            if rows[0].dropLast().contains(where: { !$0.isZero }) || rows[1].dropLast().contains(where: { !$0.isZero }) {
                let none = try solve()
                #expect(none.isComplete && none.solutions.isEmpty)
            }
        }
    }

    // MARK: Parameters

    @Test(
        "parameters put in before solving or after give the same solutions",
        arguments: [
            (["a*x + b*y = c"], "x y"), (["a*x + b*y = 1", "b*x + a*y = c"], "x y"),
            (["(1-a)*x + y + z = 0", "x + (1-a)*y + z = 0", "x + y + (1-a)*z = b"], "x y z"),
            (["x + a*y = b", "x + y = c"], "x y"), (["x^2 + y^2 = c^2", "a*x + b*y = c"], "x y"), (["a*x^2 + b*x + c", "x*y = 1"], "x y"),
            (["x*y = a", "x + y = b"], "x y"), (["x^2 = a", "y^2 = b*x^2"], "x y"), (["a*x*y = b", "x - y = c"], "x y"),
            (["x*(x - a) = 0", "y*(y - x) = 0", "b*x + y = c"], "x y"), (["(x-a)^2 + y^2 = 1", "x^2 + (y-b)^2 = 1"], "x y"),
            (["x + y = a", "x = b", "y = c"], "x y"), (["sqrt(x + y) = a", "x - y = b"], "x y"),
        ])
    func specialisation(texts: [String], list: String) throws {
        let bench = try Bench()
        let store = bench.store
        let general = try bench.solve(texts, list)
        #expect(general.isComplete)
        let (unknowns, parameters) = (bench.names(list), bench.names("a b c"))
        var random = Randomness(seed: 11)
        for round in 0..<24 {
            var values: [Expr: Expr] = [:]
            for name in parameters { values[name] = store.number(whole(&random, round % 3 == 0 ? 1 : 3)) }
            let equations = try texts.map { bench.catalogue.substitute(try bench.reader.expression($0), values) }
            let special = try bench.solver.solve(SolveRequest(equations, for: unknowns))
            #expect(special.isComplete)
            for point in bench.points(special, unknowns, at: values, &random) {
                #expect(bench.contains(general, point), "\(texts) lacks a solution in round \(round)")
            }
            for point in bench.points(general, unknowns, at: values, &random) {
                #expect(bench.contains(special, point), "\(texts) has a wrong solution in round \(round)")
            }
        }
    }

    // MARK: Polynomials

    @Test("a polynomial system through a point has it among its solutions, and every solution satisfies it", arguments: [2, 3])
    func randomPolynomials(size: Int) throws {
        var random = Randomness(seed: UInt64(100 + size))
        for round in 0..<(size == 2 ? 30 : 10) {
            let bench = try Bench()
            let store = bench.store
            let unknowns = (0..<size).map { store.symbol("x\($0)") }
            var point: [Expr: Expr] = [:]
            for unknown in unknowns { point[unknown] = store.number(Rational(whole(&random, 5), 1 + Int(random.below(2)))) }
            let equations = unknowns.map { _ -> Expr in
                let terms = (0..<4).map { _ in
                    store.product([store.number(whole(&random, 4))] + (0..<random.below(3)).map { _ in unknowns[Int(random.below(size))] })
                }
                let polynomial = store.sum(terms)
                return store.difference(polynomial, bench.catalogue.substitute(polynomial, point))
            }
            let set = try bench.solver.solve(SolveRequest(equations, for: unknowns))
            #expect(bench.contains(set, point), "round \(round)")
            #expect(set.isVerified == true)
            for solution in bench.points(set, unknowns, at: [:], &random) {
                for equation in equations { #expect(bench.isZero(bench.catalogue.substitute(equation, solution))) }
            }
            let isolated = set.solutions.filter { $0.bindings.count == size }
            #expect(isolated.reduce(0) { $0 + ($1.multiplicity ?? 1) } <= 1 << size)
        }
    }

    // MARK: Functions

    @Test(
        "systems of functions through a point keep it",
        arguments: [
            ("exp(x)", "y"), ("exp(x)", "log(y)"), ("x*y", "exp(x)"), ("sqrt(x + y)", "x - y"), ("x^2 + y", "log(x)"),
            ("abs(x - y)", "x + y"),
            ("x/y", "exp(y)"), ("exp(x) + y", "exp(x) - y"), ("max(x, y)", "x + 2*y"), ("2^x*3^y", "x + y"), ("atan(x)", "x*y"),
            ("exp(x + y)", "exp(x - y)"), ("x + y", "x^2 + exp(y)"),
        ])
    func functions(left: String, right: String) throws {
        var random = Randomness(seed: 3)
        for _ in 0..<4 {
            let bench = try Bench()
            let store = bench.store
            let unknowns = bench.names("x y")
            let point = Dictionary(uniqueKeysWithValues: unknowns.map { ($0, store.number(1 + Int(random.below(4)))) })
            var conditions: [Expr] = []
            var request = SolveRequest([], for: unknowns)
            for text in [left, right] {
                let side = try bench.reader.expression(text)
                request.domain += bench.reader.conditions
                conditions.append(store.equation(side, bench.catalogue.substitute(side, point)))
            }
            request.conditions = conditions
            let set = try bench.solver.solve(request)
            #expect(set.isComplete)
            #expect(bench.contains(set, point) || hasNear(set, point, bench))
        }
    }

    /// Whether a solution in decimals is near a point.
    private func hasNear(_ set: SolutionSet, _ point: [Expr: Expr], _ bench: Bench) -> Bool {
        set.solutions.contains { solution in
            solution.bindings.allSatisfy { binding in
                guard let enclosure = binding.enclosure, let value = bench.store.rationalValue(point[binding.name] ?? .undefined) else {
                    return false
                }
                return enclosure.lower <= value && value <= enclosure.upper
            }
        }
    }

    @Test(
        "digits of a solution near a place are those of a longer computation",
        arguments: [
            (["x^2 + y^2 = 2", "exp(x) = y"], [1, 1]), (["sin(x) + y = 1", "cos(y) + x = 1"], [0, 1]),
            (["x*exp(y) = 3", "x + y^3 = 2"], [2, 0]),
        ])
    func near(texts: [String], place: [Int]) throws {
        let bench = try Bench()
        let short = try bench.solve(texts, "x y", near: place)
        let long = try bench.solve(texts, "x y", near: place, digits: 60)
        #expect(short.solutions.count == 1 && long.solutions.count == 1 && !short.isComplete)
        for (first, second) in zip(short.solutions.flatMap(\.bindings), long.solutions.flatMap(\.bindings)) {
            let (coarse, fine) = (try #require(first.enclosure), try #require(second.enclosure))
            #expect(coarse.lower <= fine.upper && fine.lower <= coarse.upper)
            #expect(coarse.value.doubles == fine.value.doubles)
            #expect(fine.value.text.count >= 60)
        }
        for equation in texts {
            let sides = try bench.reader.expression(equation)
            let difference = bench.store.difference(bench.store.child(sides, 0), bench.store.child(sides, 1))
            let values = Dictionary(uniqueKeysWithValues: long.solutions[0].bindings.map { ($0.name, $0.value) })
            bench.evaluator.reset()
            bench.evaluator.point = [:]
            bench.evaluator.bits = 256
            #expect(bench.evaluator.value(of: bench.catalogue.substitute(difference, values)).magnitudeUpperBound < 1e-55)
        }
    }

    // MARK: Answers

    @Test(
        "answers as a person expects them",
        arguments: [
            (["x + y = 3"], "x y", ["x = 3 - y"]),
            (["x^2 + y^2 = 25", "x - y = 1"], "x y", ["x = -3, y = -4", "x = 4, y = 3"]),
            (["a*x + b*y = c"], "x y", ["x = (c - b*y)/a if a != 0", "y = c/b if a = 0 and b != 0", " if a = 0 and b = 0 and c = 0"]),
            (
                ["(1-m)*x+y+z=0", "x+(1-m)*y+z=0", "x+y+(1-m)*z=0"], "x y z",
                ["x = 0, y = 0, z = 0 if m != 0 and m != 3", "x = -y - z if m = 0", "x = z, y = z if m = 3"]
            ),
            (["x*y = 0", "x + y = 1"], "x y", ["x = 0, y = 1", "x = 1, y = 0"]), (["x*y = 1", "x*y = 2"], "x y", []),
            (["exp(x) + y = 2", "exp(x) - y = 0"], "x y", ["x = 0, y = 1"]), (["abs(x) + abs(y) = 0"], "x y", ["x = 0, y = 0"]),
            (["sin(x) = 1", "cos(x) = 1"], "x", []), (["x = a", "y = b"], "x", ["x = a if y = b"]),
            (["x*y = 1"], "x y", ["x = 1/y if y != 0"]),
            (["x + y = 1 and x - y = 3"], "x y", ["x = 2, y = -1"]),
            (["x + y + z = 1", "x - y = 2"], "x y z", ["x = 3/2 - z/2, y = -z/2 - 1/2"]),
            (["sin(x) = sin(y)", "x + y = pi"], "x y", ["x = pi - y"]), (["cos(x) = -cos(y)", "x + y = pi"], "x y", ["x = pi - y"]),
            (["sin(x) = cos(y)", "x + y = pi/2"], "x y", ["x = pi/2 - y"]),
        ])
    func answers(texts: [String], unknowns: String, solutions: [String]) throws {
        let bench = try Bench()
        let set = try bench.solve(texts, unknowns)
        #expect(set.isComplete && set.isVerified == true)
        #expect(try bench.texts(set) == solutions)
    }

    @Test(
        "real solutions are those without imaginary parts",
        arguments: [
            (["x^2 + y^2 = 0"], ["x = 0, y = 0"]), (["x^2 + y^2 = -1"], []), (["x^2 + y = 0", "y = 4"], []),
            (["x + y*I + 3 - 2*I = 0"], ["x = -3, y = 2"]), (["x^2 = y", "y^2 = x"], ["x = 0, y = 0", "x = 1, y = 1"]),
        ])
    func real(texts: [String], solutions: [String]) throws {
        let bench = try Bench()
        let set = try bench.solve(texts, "x y", isReal: true)
        #expect(set.isComplete)
        #expect(try bench.texts(set) == solutions)
    }

    @Test(
        "what is too hard is not claimed",
        arguments: [
            (["x*y - cos(z) = -3", "3*z^3 - y^2 + 1 = 12", "3*sin(x)*cos(y) - x^3 = -4"], "x y z"),
            (["x^5 + a*x + b", "y = x"], "x y"), (["sin(x*y) = cos(x + y)", "exp(x*y) = sin(x) + y"], "x y"),
        ])
    func hard(texts: [String], unknowns: String) throws {
        #expect(try !Bench().solve(texts, unknowns).isComplete)
    }
}
