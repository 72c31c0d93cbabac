import Algebra
import Ball
import Calculus
import Certified
import Expressions
import Reading
import Syntax

/// Finds the points at which all first derivatives vanish, and tells minima, maxima and saddles apart by the derivatives behind them
/// (Lagrange, *Recherches sur la méthode de maximis et minimis*, 1759; Sylvester's criterion for the matrix of second derivatives).
public final class StationaryPoints {
    /// What the expression does near the point.
    public enum Nature: String, Sendable {
        case minimum, maximum, saddle
        /// One variable: it goes on rising, or falling.
        case inflection
        /// There are others as near as one likes.
        case notIsolated = "not isolated"
        /// The second derivatives do not tell.
        case undecided
    }

    /// A stationary point, or a family of them.
    public struct Point: Sendable {
        /// Where it is.
        public var solution: Solution
        /// What the expression does near it.
        public var nature: Nature
        /// The value there; nil where there is none.
        public var value: Expr?

        /// A point of that nature.
        public init(solution: Solution, nature: Nature, value: Expr?) {
            self.solution = solution
            self.nature = nature
            self.value = value
        }
    }

    /// What was found.
    public struct Outcome: Sendable {
        /// The points, in the order of the solutions.
        public var points: [Point] = []
        /// The solutions of the equations that the derivatives are zero.
        public var set = SolutionSet()
        /// Where the derivatives hold: away from kinks and the borders of branches.
        public var conditions: [Expr] = []
    }

    let store: ExprStore
    let catalogue: Catalogue
    let solver: Solver
    private let differentiator: Differentiator
    private let check: DerivativeCheck
    private var simplifier: Simplifier?
    let pointDerivatives: PointDerivatives
    private(set) var expr = Expr.undefined
    private(set) var variables: [Expr] = []
    private var derivatives: [[Int]: Expr] = [:]
    var outcome = Outcome()

    /// Derivatives of higher order than this are not asked.
    private static let mostDerivatives = 16
    /// Determinants of more rows than this are not taken.
    private static let mostRows = 8

    /// - Throws: where the ball library cannot be loaded.
    public init(_ catalogue: Catalogue) throws(BallUnavailable) {
        self.catalogue = catalogue
        store = catalogue.store
        solver = try Solver(catalogue)
        differentiator = Differentiator(catalogue)
        check = DerivativeCheck(catalogue)
        pointDerivatives = PointDerivatives(catalogue)
    }

    /// The real stationary points of an expression.
    ///
    /// - Parameter domain: where the text of the expression has values.
    /// - Throws: where a derivative is not known, and what solving throws.
    public func find(_ expr: Expr, in variables: [Expr], domain: [DomainCondition]) throws(Diagnostic) -> Outcome {
        self.expr = expr
        self.variables = variables
        derivatives = [[]: expr]
        outcome = Outcome()
        var gradient: [Expr] = []
        for position in variables.indices { gradient.append(try derivative([position])) }
        var request = SolveRequest(gradient, for: variables, domain: domain)
        request.isReal = true
        let isVerified = outcome.set.isVerified
        outcome.set = try solver.solve(request)
        if outcome.set.isVerified == true, isVerified != true { outcome.set.isVerified = isVerified }
        let found = outcome.set.solutions
        outcome.set.solutions = []
        for solution in found {
            if variables.count > 1, isOutside(solution) {
                outcome.set.isComplete = false
                continue
            }
            let points = try points(solution)
            outcome.points += points
            if !points.isEmpty { outcome.set.solutions.append(solution) }
        }
        switch try addJoints(request) {
        // All places are known at which formulas say nothing: no condition is left.
        case true: outcome.conditions = []
        case false: outcome.set.isComplete = false
        case nil: break
        }
        return outcome
    }

    // MARK: Derivatives

    /// The derivative in these variables, one after another, compared with forward mode.
    private func derivative(_ path: [Int]) throws(Diagnostic) -> Expr {
        if let known = derivatives[path] { return known }
        let before = try derivative(Array(path.dropLast()))
        let variable = variables[path[path.count - 1]]
        differentiator.begin(by: variable)
        let result = differentiator.presented(try differentiator.derivative(of: before))
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: Span(0, 0)) }
        if result.isAbsent {
            throw Diagnostic("undefined", "the derivative has no value anywhere", at: Span(0, 0), kind: .undefined)
        }
        switch check.check(result, isDerivativeOf: before, by: variable) {
        case .verified: break
        case .unchecked: outcome.set.isVerified = nil
        case .refuted:
            throw Diagnostic(
                "self-check-failed", "a derivative found does not agree with forward-mode differentiation; nothing is shown",
                at: Span(0, 0), kind: .selfCheck)
        }
        for condition in differentiator.conditions where !outcome.conditions.contains(condition) { outcome.conditions.append(condition) }
        derivatives[path] = result
        return result
    }

    // MARK: Points

    /// A solution with what it is. A family of which every other member is something else is given as two, or as four.
    private func points(_ solution: Solution) throws(Diagnostic) -> [Point] {
        guard solution.bindings.count == variables.count else {
            return [Point(solution: solution, nature: .notIsolated, value: value(solution))]
        }
        if solution.integers.isEmpty { return try point(solution).map { [$0] } ?? [] }
        return try store.withoutAssumptions { () throws(Diagnostic) in
            for name in solution.integers { try? store.assume(name, .integer) }
            return try members(solution, splits: 2)
        }
    }

    private func members(_ family: Solution, splits: Int) throws(Diagnostic) -> [Point] {
        guard let whole = try point(family) else { return [] }
        guard whole.nature == .undecided, family.integers.count == 1, splits > 0 else { return [whole] }
        var parts: [Point] = []
        for offset in [Expr.zero, .one] {
            let index = store.sum(store.product(store.number(2), family.integers[0]), offset)
            var half = family
            half.bindings = family.bindings.map {
                .init(name: $0.name, value: catalogue.substitute($0.value, [family.integers[0]: index]))
            }
            let condition = catalogue.substitute(family.condition, [family.integers[0]: index])
            half.condition = WholeCondition(solver, family.integers[0]).tidied(condition)
            if half.condition == .falsehood { continue }
            parts += try members(half, splits: splits - 1)
        }
        return parts.contains { $0.nature == .undecided } ? [whole] : parts
    }

    private func point(_ solution: Solution) throws(Diagnostic) -> Point? {
        let place = place(solution)
        if !solution.integers.isEmpty {
            switch try joint(of: solution) {
            case .notStationary: return nil
            case .none: break
            default: return Point(solution: solution, nature: .undecided, value: value(solution))
            }
        } else {
            switch try joint(at: place) {
            case .none: break
            case .notStationary: return nil
            case .stationary(let nature): return Point(solution: solution, nature: nature, value: value(solution))
            case .undecided: return Point(solution: solution, nature: .undecided, value: value(solution))
            }
        }
        let judged = store.supposing(solution.condition) { () -> Result<Nature, Diagnostic> in
            do throws(Diagnostic) {
                return .success(variables.count == 1 ? try natureOnLine(place) : try natureInSpace(place))
            } catch {
                return .failure(error)
            }
        }
        let nature = try judged?.get() ?? .undecided
        return Point(solution: solution, nature: nature, value: value(solution))
    }

    private func place(_ solution: Solution) -> [Expr: Expr] {
        Dictionary(solution.bindings.map { ($0.name, $0.value) }) { first, _ in first }
    }

    func value(_ solution: Solution) -> Expr? {
        let value = catalogue.substitute(expr, place(solution))
        if value.isAbsent { return nil }
        return store.childCount(value) == 0 ? value : simplified(value)
    }

    private func simplified(_ value: Expr) -> Expr {
        let simplifier = self.simplifier ?? Simplifier(catalogue)
        self.simplifier = simplifier
        return simplifier.simplify(value).result
    }

    /// One variable: the first derivative that is not zero tells.
    private func natureOnLine(_ place: [Expr: Expr]) throws(Diagnostic) -> Nature {
        for order in 2...StationaryPoints.mostDerivatives {
            let rate = catalogue.substitute(try derivative(Array(repeating: 0, count: order)), place)
            guard let sign = try sign(rate) else { return .undecided }
            if sign != 0 { return order % 2 == 1 ? .inflection : sign > 0 ? .minimum : .maximum }
        }
        return .undecided
    }

    // MARK: Several variables

    private func natureInSpace(_ place: [Expr: Expr]) throws(Diagnostic) -> Nature {
        var matrix: [[Expr]] = []
        for row in variables.indices {
            var entries: [Expr] = []
            for column in variables.indices {
                let entry = column < row ? matrix[column][row] : catalogue.substitute(try derivative([row, column]), place)
                if entry.isAbsent { return .undecided }
                entries.append(entry)
            }
            matrix.append(entries)
        }
        if try isIndefinite(matrix) { return .saddle }
        guard variables.count <= StationaryPoints.mostRows else { return .undecided }
        var signs: [Int] = []
        for count in 1...variables.count {
            guard let sign = try sign(determinant(matrix, count)) else { return .undecided }
            signs.append(sign)
        }
        if signs.allSatisfy({ $0 > 0 }) { return .minimum }
        if signs.enumerated().allSatisfy({ $0.element == ($0.offset % 2 == 0 ? -1 : 1) }) { return .maximum }
        // A matrix that is regular and not definite has eigenvalues of both signs; so has one with a negative minor of even order.
        let isNegativeSomewhere = signs.enumerated().contains { $0.offset % 2 == 1 && $0.element < 0 }
        return signs[signs.count - 1] != 0 || isNegativeSomewhere ? .saddle : .undecided
    }

    /// Whether two variables alone show a saddle: rates of both signs, or a negative minor.
    private func isIndefinite(_ matrix: [[Expr]]) throws(Diagnostic) -> Bool {
        var signs: Set<Int> = []
        for position in matrix.indices { if let sign = try sign(matrix[position][position]) { signs.insert(sign) } }
        if signs.contains(1), signs.contains(-1) { return true }
        for first in matrix.indices {
            for second in matrix.indices where second > first {
                let minor = store.difference(
                    store.product(matrix[first][first], matrix[second][second]), store.power(matrix[first][second], 2))
                if try sign(minor) == -1 { return true }
            }
        }
        return false
    }

    /// The determinant of the first rows and columns, expanded by rows over sets of columns.
    private func determinant(_ matrix: [[Expr]], _ count: Int) -> Expr {
        var minors = [Expr](repeating: .zero, count: 1 << count)
        minors[0] = .one
        for columns in 1..<(1 << count) {
            let row = columns.nonzeroBitCount - 1
            var terms: [Expr] = []
            for column in 0..<count where columns & (1 << column) != 0 {
                let isNegative = (columns >> (column + 1)).nonzeroBitCount % 2 == 1
                let term = store.product(matrix[row][column], minors[columns & ~(1 << column)])
                terms.append(isNegative ? store.negated(term) : term)
            }
            minors[columns] = store.sum(terms)
        }
        return minors[minors.count - 1]
    }

    // MARK: Signs

    /// The sign of a value; nil where it is not known.
    private func sign(_ value: Expr) throws(Diagnostic) -> Int? {
        if let number = store.rationalValue(value) { return number.signum }
        if value.isAbsent { return nil }
        if let known = plainSign(value) { return known }
        let simpler = simplified(value)
        return simpler == value ? nil : plainSign(simpler)
    }

    private func plainSign(_ value: Expr) -> Int? {
        if let number = store.rationalValue(value) { return number.signum }
        let (above, below) = (store.relation(.less, .zero, value), store.relation(.less, value, .zero))
        if store.decided(above) == true { return 1 }
        if store.decided(below) == true { return -1 }
        guard store.isConstant(value) else { return nil }
        return switch solver.constants.sign(of: value) {
        case .positive: 1
        case .negative: -1
        case .zero: 0
        case .notReal, .unknown: nil
        }
    }
}
