import Exact
import Expressions
import Polynomials

/// Systems of polynomials in whole numbers that are bounded: the points are few, and each is tried.
struct IntegerPoints {
    private let solver: SystemSolver
    private var store: ExprStore { solver.store }
    /// More points are not tried one by one.
    private static let mostTrials = 40_000
    /// More solutions are not listed.
    private static let most = 2_000

    init(_ solver: SystemSolver) { self.solver = solver }

    /// The solutions; nil for systems of another kind, and where the numbers are not bounded.
    func solutions(of system: PartialSolution) -> PartialSolutions? {
        let assumptions = store.assumptions
        guard system.unknowns.count > 1, system.integers.isEmpty,
            system.unknowns.allSatisfy({ assumptions.facts(ofName: $0).isInteger }),
            let reading = SystemReading(system, store), reading.kernels.list.count == reading.unknownCount
        else { return nil }
        let equations = reading.numerators.map { IntegerPolynomial($0) }
        let ranges = system.unknowns.map { name -> (lower: Integer?, upper: Integer?) in
            let facts = assumptions.facts(ofName: name)
            return (facts.lower.map { -(-$0.value).floor }, facts.upper.map { $0.value.floor })
        }
        var bounds = IntegerBounds(ranges, store.budget)
        bounds.narrow(equations, inequalities(among: system.unknowns))
        if store.budget.isExhausted { return nil }
        if bounds.isEmpty { return PartialSolutions.none }
        guard bounds.areFinite else { return nil }
        return points(system, equations, bounds)
    }

    /// What is assumed not to be positive, where it is a polynomial in the unknowns.
    private func inequalities(among unknowns: [Expr]) -> [IntegerPolynomial] {
        let relations = store.assumptions.openConditions.filter { condition in
            store.kind(condition) == .relation && store.relation(condition) != .notEqual && store.relation(condition) != .equal
                && store.symbols(in: [condition]).allSatisfy { unknowns.contains($0) }
        }
        return relations.compactMap { relation in
            let difference = store.withoutAssumptions { store.difference(store.child(relation, 0), store.child(relation, 1)) }
            let system = PartialSolution(equations: [difference], unknowns: unknowns)
            guard let reading = SystemReading(system, store), reading.kernels.list.count == reading.unknownCount,
                reading.denominators.isEmpty
            else { return nil }
            return IntegerPolynomial(reading.numerators[0])
        }
    }

    // MARK: Trials

    private func points(_ system: PartialSolution, _ equations: [IntegerPolynomial], _ bounds: IntegerBounds) -> PartialSolutions? {
        // The last number is what the others leave of it.
        let sizes = bounds.ranges.map { range -> Integer in (range.upper ?? 0) - (range.lower ?? 0) + 1 }
        let order = sizes.indices.sorted { sizes[$0] < sizes[$1] }
        guard let last = order.last else { return nil }
        let tried = order.dropLast()
        let trials = tried.reduce(Integer(1)) { $0 * sizes[$1] }
        guard trials <= Integer(IntegerPoints.mostTrials), let count = trials.asInt else { return nil }
        var result = PartialSolutions.none
        for trial in 0..<count {
            guard store.budget.step(), result.list.count <= IntegerPoints.most else { return nil }
            var rest = trial
            var values = bounds.ranges.map { $0.lower ?? 0 }
            for place in tried {
                guard let size = sizes[place].asInt else { return nil }
                values[place] = values[place] + Integer(rest % size)
                rest /= size
            }
            guard let numbers = numbers(last, equations, values, bounds) else { return nil }
            for number in numbers {
                values[last] = number
                let point = Dictionary(uniqueKeysWithValues: zip(system.unknowns, values.map { store.number(Rational($0)) }))
                var next = system
                next.equations = []
                if let solution = next.substituting(point, solver.catalogue) { result.list.append(solution) }
            }
        }
        return result
    }

    /// The whole numbers between their bounds at which all equations hold, the other numbers being known; nil where they are too many.
    private func numbers(
        _ variable: Int, _ equations: [IntegerPolynomial], _ values: [Integer], _ bounds: IntegerBounds
    ) -> [Integer]? {
        var polynomials: [[Integer]] = []
        for equation in equations {
            guard let coefficients = equation.coefficients(in: variable, at: values) else { return nil }
            if coefficients.count == 1 {
                guard coefficients[0].isZero else { return [] }
            } else {
                polynomials.append(coefficients)
            }
        }
        guard let lower = bounds.ranges[variable].lower, let upper = bounds.ranges[variable].upper else { return nil }
        let candidates: [Integer]
        if let simplest = polynomials.min(by: { $0.count < $1.count }), simplest.count <= 3 {
            candidates = zeros(simplest).filter { $0 >= lower && $0 <= upper }
        } else {
            guard let count = (upper - lower).asInt, count <= IntegerPoints.most else { return nil }
            candidates = (0...count).map { lower + Integer($0) }
        }
        return candidates.filter { number in
            polynomials.allSatisfy { $0.reversed().reduce(Integer(0)) { $0 * number + $1 }.isZero }
        }
    }

    /// The whole numbers that may be zeros of a linear or quadratic polynomial.
    private func zeros(_ coefficients: [Integer]) -> [Integer] {
        if coefficients.count == 2 { return [(-coefficients[0]).floorQuotient(coefficients[1])] }
        let (c, b, a) = (coefficients[0], coefficients[1], coefficients[2])
        let discriminant = b * b - Integer(4) * a * c
        guard discriminant.signum >= 0 else { return [] }
        let (root, isExact) = discriminant.root(2)
        guard isExact else { return [] }
        let ends = [(-b - root).floorQuotient(Integer(2) * a), (-b + root).floorQuotient(Integer(2) * a)]
        return ends[0] == ends[1] ? [ends[0]] : ends
    }
}
