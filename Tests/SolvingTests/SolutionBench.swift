import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Rendering
import Solving
import Vocabulary

/// Solves equations given as texts, and tells by numbers, without the solver's own checks, what the answers say.
struct SolutionBench {
    let store = ExprStore(budget: Budget(seconds: 120))
    let catalogue: Catalogue
    let reader: Reader
    let solver: Solver
    let evaluator: BallEvaluator
    private static let bits = 320
    /// What is smaller than this is zero: far above the error of the balls, far below what the tests draw.
    private static let tiny = 1e-30

    init() throws {
        catalogue = Catalogue(store: store)
        reader = Reader(store: store, catalogue: catalogue)
        solver = try Solver(catalogue)
        evaluator = try BallEvaluator(catalogue)
    }

    /// The equations of texts, and what the solver finds; nil where a text has no value.
    func solve(
        _ texts: [String], for unknowns: [String], at parameters: [String: Rational] = [:],
        isReal: Bool = false,
        in interval: (Rational, Rational)? = nil
    ) throws -> (equations: [Expr], set: SolutionSet)? {
        let before = reader.environment
        defer { reader.environment = before }
        for (name, value) in parameters { reader.environment.values[name] = Meaning(store.number(value)) }
        var request = SolveRequest([], for: unknowns.map { store.symbol($0) })
        for text in texts {
            guard let condition = try? reader.expression(text), condition != .undefined else {
                return nil
            }
            request.conditions.append(condition)
            request.domain += reader.conditions
        }
        request.isReal = isReal
        if let interval { request.interval = (store.number(interval.0), store.number(interval.1)) }
        return (request.conditions, try solver.solve(request))
    }

    /// The solutions as a person reads them.
    func text(_ set: SolutionSet) -> String {
        var renderer = TextRenderer(store)
        let lines = set.solutions.map { solution in
            let values = solution.bindings.map {
                "\(store.name($0.name)) = \((try? renderer.text($0.value)) ?? "?")"
            }
            let condition =
                solution.condition == .truth ? "" : " if \((try? renderer.text(solution.condition)) ?? "?")"
            return values.joined(separator: ", ") + condition
        }
        return "[" + lines.joined(separator: "; ") + "]" + (set.isComplete ? "" : " and perhaps others")
            + (set.isReal ? " (real)" : "")
    }

    // MARK: Assumptions

    /// Assumes a condition, or a property of a name, from now on.
    ///
    /// - Returns: whether values of names satisfy it, told by numbers; nil where it contradicts what was assumed.
    func assume(_ text: String) throws -> (([Expr: Expr]) -> Bool)? {
        let condition = try store.withoutAssumptions { try reader.expression(text) }
        guard (try? store.assume(condition)) != nil else { return nil }
        return { values in store.withoutAssumptions { holds(catalogue.substitute(condition, values)) } }
    }

    /// Assumes a condition or a property of one name.
    func assume(_ text: String, of name: String) throws -> ((Expr) -> Bool)? {
        let symbol = store.symbol(name)
        guard let property = Vocabulary.properties.first(where: { $0.word == text }) else {
            return try assume(text).map { isHeld in { isHeld([symbol: $0]) } }
        }
        guard (try? store.assume(symbol, property.id)) != nil else { return nil }
        return { value in
            guard let number = self.value(value)?.real else { return false }
            let nearest = store.number(Int(number.rounded()))
            let isWhole = isZero(store.difference(value, nearest))
            return switch property.id {
            case .integer: isWhole
            case .even: isWhole && Int(number.rounded()) % 2 == 0
            case .odd: isWhole && Int(number.rounded()) % 2 != 0
            case .positive: number > 1e-20
            case .negative: number < -1e-20
            case .nonzero: abs(number) > 1e-20
            default: true
            }
        }
    }

    // MARK: Points

    /// Values of all unknowns.
    struct Point {
        /// Exact values, or decimals near them.
        let values: [Expr: Expr]
        /// Whether the values are only near the solution.
        let isNear: Bool
    }

    /// The solutions at values of the parameters: families by their first members, unknowns that are free by a few numbers.
    ///
    /// - Parameter members: which members of a family count as the first ones.
    func points(
        _ set: SolutionSet, _ unknowns: [Expr], at parameters: [Expr: Expr] = [:], turns members: ClosedRange<Int> = -2...2
    ) -> [Point] {
        set.solutions.flatMap { solution in
            let bound = Set(solution.bindings.map(\.name))
            let free = unknowns.filter { !bound.contains($0) }
            return (free.isEmpty ? [0] : [0, 1, 2]).flatMap { round in
                var outside = parameters
                for (position, name) in free.enumerated() {
                    outside[name] = store.number(
                        [Rational(17, 13), Rational(-23, 7), Rational(5)][(round + position) % 3])
                }
                return turns(solution.integers, members).compactMap { point(solution, outside, $0) }
            }
        }
    }

    /// Whether a point is among the solutions.
    func contains(
        _ set: SolutionSet, _ point: Point, _ unknowns: [Expr], at parameters: [Expr: Expr] = [:]
    ) -> Bool {
        set.solutions.contains { solution in
            let bound = Set(solution.bindings.map(\.name))
            var outside = parameters
            for name in unknowns where !bound.contains(name) { outside[name] = point.values[name] }
            return turns(solution.integers, -28...28).contains { whole in
                guard let candidate = self.point(solution, outside, whole) else { return false }
                let isNear = candidate.isNear || point.isNear
                return unknowns.allSatisfy { name in
                    guard let left = candidate.values[name], let right = point.values[name] else {
                        return false
                    }
                    return isZero(store.difference(left, right), isNear ? 1e-11 : SolutionBench.tiny)
                }
            }
        }
    }

    /// Whether a solution, or a member of a family, or a range that it says, comes near a number.
    func comesNear(_ solution: Solution, _ place: Double, _ unknown: Expr) -> Bool {
        guard let exact = Rational(exactly: place) else { return false }
        if solution.bindings.isEmpty { return holds(catalogue.substitute(solution.condition, [unknown: store.number(exact)])) }
        return turns(solution.integers, -28...28).contains { whole in
            guard let point = point(solution, [:], whole), let value = point.values[unknown].flatMap({ self.value($0) }) else {
                return false
            }
            return abs(value.real - place) < 1e-6 && abs(value.imaginary) < 1e-6
        }
    }

    /// Whether all sides that are to be zero are so.
    func satisfies(_ point: Point, _ equations: [Expr], at parameters: [Expr: Expr] = [:]) -> Bool {
        equations.allSatisfy { equation in
            let side =
                store.kind(equation) == .relation
                ? store.difference(store.child(equation, 0), store.child(equation, 1)) : equation
            if equation == .truth { return true }
            let there = catalogue.substitute(catalogue.substitute(side, point.values), parameters)
            return isZero(there, point.isNear ? 1e-9 : SolutionBench.tiny)
        }
    }

    /// Whether all values of a point are real.
    func isReal(_ point: Point) -> Bool { point.values.values.allSatisfy { value($0).map { abs($0.imaginary) < 1e-20 } ?? false } }

    private func point(_ solution: Solution, _ outside: [Expr: Expr], _ whole: [Expr: Expr]) -> Point? {
        let given = outside.merging(whole) { first, _ in first }
        guard holds(catalogue.substitute(solution.condition, given)) else { return nil }
        var values = outside
        for binding in solution.bindings {
            let value = catalogue.substitute(binding.value, given)
            if value == .undefined { return nil }
            values[binding.name] = value
        }
        return Point(values: values, isNear: solution.bindings.contains { $0.enclosure != nil })
    }

    private func turns(_ names: [Expr], _ range: ClosedRange<Int>) -> [[Expr: Expr]] {
        var result: [[Expr: Expr]] = [[:]]
        for name in names {
            result = result.flatMap { known in
                range.map { known.merging([name: store.number($0)]) { first, _ in first } }
            }
        }
        return result
    }

    // MARK: Numbers

    /// Whether two texts of constants mean the same number.
    func isSame(_ left: String, _ right: String) throws -> Bool {
        isZero(store.difference(try reader.expression(left), try reader.expression(right)))
    }

    /// The real and the imaginary part of a constant; nil where it has no value.
    func value(_ expr: Expr) -> (real: Double, imaginary: Double)? {
        guard expr != .undefined, let ball = ball(expr) else { return nil }
        return ball.midpoint
    }

    private func ball(_ expr: Expr) -> ComplexBall? {
        evaluator.reset()
        evaluator.point = [:]
        evaluator.bits = SolutionBench.bits
        let ball = evaluator.value(of: expr)
        return ball.isFinite ? ball : nil
    }

    private func isZero(_ expr: Expr, _ tolerance: Double = SolutionBench.tiny) -> Bool {
        if expr == .zero { return true }
        guard expr != .undefined, let ball = ball(expr) else { return false }
        return ball.magnitudeUpperBound < tolerance
    }

    /// Whether a condition of constants holds, numbers that are tiny taken for zero.
    func holds(_ condition: Expr) -> Bool {
        switch store.kind(condition) {
        case .conjunction: return store.childArray(condition).allSatisfy { holds($0) }
        case .disjunction: return store.childArray(condition).contains { holds($0) }
        case .negation: return !holds(store.child(condition, 0))
        case .relation:
            let difference = store.difference(store.child(condition, 0), store.child(condition, 1))
            guard difference != .undefined, let ball = ball(difference) else { return false }
            let isZero = ball.magnitudeUpperBound < SolutionBench.tiny
            let (real, imaginary) = ball.midpoint
            switch store.relation(condition) {
            case .equal: return isZero
            case .notEqual: return !isZero
            case .less: return !isZero && abs(imaginary) < SolutionBench.tiny && real < 0
            case .lessOrEqual: return isZero || abs(imaginary) < SolutionBench.tiny && real < 0
            }
        default: return condition == .truth
        }
    }
}
