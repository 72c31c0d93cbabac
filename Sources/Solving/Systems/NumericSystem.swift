import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading

/// Solutions of systems, found numerically: the one near a place that was asked for, or some where no other method finds any.
struct NumericSystem {
    private let solver: Solver
    private let equations: [Expr]
    private let request: SolveRequest
    private var store: ExprStore { solver.store }
    /// How many places are tried where none was asked for.
    private static let mostPlaces = 240
    /// How long that may take, in seconds.
    private static let patience = 3.0

    init(_ solver: Solver, _ equations: [Expr], _ request: SolveRequest) {
        self.solver = solver
        self.equations = equations
        self.request = request
    }

    /// The solution near the place of the request. Nothing is said of others.
    func near(_ start: [Expr: Expr]) -> SolutionSet {
        var set = SolutionSet()
        set.isReal = true
        set.isComplete = false
        var place: [Double] = []
        for unknown in request.unknowns {
            guard let value = start[unknown], let number = double(value) else { return set }
            place.append(number)
        }
        guard let newton = CertifiedNewton(equations, request.unknowns, solver.catalogue, solver.evaluator),
            let found = newton.solution(near: place, digits: request.digits), let solution = solution(found)
        else { return set }
        set.solutions = [solution]
        return set
    }

    /// Some solutions, by starting from many places; each is certain, but there may be others.
    func some() -> [Solution] {
        guard let newton = CertifiedNewton(equations, request.unknowns, solver.catalogue, solver.evaluator) else { return [] }
        var found: [[Enclosure]] = []
        let end = Budget.processorClock() + NumericSystem.patience
        for turn in 0..<NumericSystem.mostPlaces where store.budget.step() && Budget.processorClock() < end {
            guard let values = newton.solution(near: place(turn), digits: request.digits) else { continue }
            let isKnown = found.contains { known in zip(known, values).allSatisfy { $0.lower <= $1.upper && $1.lower <= $0.upper } }
            if !isKnown { found.append(values) }
        }
        let sorted = found.sorted { $0.map(\.value.doubles.real).lexicographicallyPrecedes($1.map(\.value.doubles.real)) }
        return sorted.compactMap { solution($0) }
    }

    /// Places that fill a growing box evenly (Halton, *On the efficiency of certain quasi-random sequences of points*, 1960).
    private func place(_ turn: Int) -> [Double] {
        let primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
        let reach = turn % 4 == 0 ? 10.0 : turn % 4 == 1 ? 5 : 2
        return request.unknowns.indices.map { position in
            var (rest, share, sum) = (turn + 1, 1.0, 0.0)
            let base = primes[position % primes.count]
            while rest > 0 {
                share /= Double(base)
                sum += share * Double(rest % base)
                rest /= base
            }
            return (2 * sum - 1) * reach
        }
    }

    private func double(_ value: Expr) -> Double? {
        solver.evaluator.begin(bits: 96)
        let ball = solver.evaluator.value(of: value)
        return ball.isFinite ? ball.midpoint.real : nil
    }

    /// A solution in exact values where these are known to be one, else in decimals; nil where it is outside of the domain.
    private func solution(_ enclosures: [Enclosure]) -> Solution? {
        let place = Dictionary(uniqueKeysWithValues: zip(request.unknowns, enclosures.map { store.number($0.decimal) }))
        for requirement in request.domain {
            let condition = solver.catalogue.condition(requirement)
            if solver.evaluator.decides(solver.catalogue.substitute(condition, place), [96]) == false { return nil }
        }
        if let exact = exact(enclosures) { return exact }
        return Solution(
            zip(request.unknowns, enclosures).map { .init(name: $0, value: store.number($1.decimal), enclosure: $1) })
    }

    /// Numbers of simple form in place of the decimals, where they solve the system: the solution in the box is the only one.
    private func exact(_ enclosures: [Enclosure]) -> Solution? {
        var values: [Expr: Expr] = [:]
        for (unknown, enclosure) in zip(request.unknowns, enclosures) {
            let number = enclosure.value.doubles.real
            guard let value = ExactGuess(store).values(near: number, tolerance: 4 * number.ulp).first else { return nil }
            values[unknown] = value
        }
        let zero = EqualityProof(solver.catalogue)
        guard solver.catalogue.substitute(equations, values).allSatisfy({ $0 == .zero || !$0.isAbsent && zero.proves($0) }) else {
            return nil
        }
        return Solution(request.unknowns.map { .init(name: $0, value: values[$0] ?? .undefined) })
    }
}
