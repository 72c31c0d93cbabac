import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading

/// Makes an answer of what was found of a system: solutions that are substituted into the equations, without repetitions, in order.
struct SystemAnswer {
    private let solver: Solver
    private let equations: [Expr]
    private let request: SolveRequest
    private let isReal: Bool
    private let restriction: Restriction
    private var store: ExprStore { solver.store }
    /// Values with more parts than this are shown as they were found.
    private static let longest = 60

    init(_ solver: Solver, _ equations: [Expr], _ request: SolveRequest, isReal: Bool) {
        self.solver = solver
        self.equations = equations
        self.request = request
        self.isReal = isReal
        restriction = Restriction(solver, of: request.unknowns, in: request.interval)
    }

    /// The answer.
    func answer(_ found: PartialSolutions) -> SolutionSet {
        var set = SolutionSet()
        set.isReal = isReal
        set.isComplete = found.isComplete
        let verification = Verification(solver, domain: request.domain, isReal: isReal)
        var kept: [PartialSolution] = []
        for solution in found.list where isPossible(solution) {
            let allowed = allowed(solution)
            if !allowed.isComplete { set.isComplete = false }
            for part in allowed.list {
                switch checked(part, verification) {
                case .holds(let solution, let isVerified):
                    kept.append(solution)
                    if !isVerified { set.isVerified = nil }
                case .fails: continue
                case .open: set.isComplete = false
                }
            }
        }
        for solution in sorted(Covering(solver.catalogue, solver.evaluator).distinct(kept)) {
            if let shown = self.solution(solution) { set.solutions.append(shown) } else { set.isComplete = false }
        }
        if store.budget.isExhausted { set.isComplete = false }
        return set
    }

    /// What becomes of a solution that was found.
    private enum Checked {
        case holds(PartialSolution, isVerified: Bool)
        case fails
        /// It may be one, or not.
        case open
    }

    private func checked(_ found: PartialSolution, _ verification: Verification) -> Checked {
        var solution = found
        guard let stated = stated(solution) else { return .fails }
        solution.conditions = stated
        bindFreeUnknowns(of: &solution)
        if solution.isApproximate {
            guard let certified = certified(solution) else { return .open }
            return switch restriction.allows(certified.enclosures, beside: certified.values) {
            case true: .holds(certified, isVerified: true)
            case false: .fails
            case nil: .open
            }
        }
        let place = solution.values.merging(solution.parameters) { value, _ in value }
        let outcome = verification.check(
            equations, at: place, integers: solution.integers, condition: store.conjunction(solution.conditions))
        switch outcome {
        case .fails: return .fails
        case .mixed, .open, .nowhere: return .open
        case .holds:
            solution.values = solution.values.mapValues { tidied($0, solution.conditions) }
            return .holds(solution, isVerified: true)
        }
    }

    /// The parts of a solution that the assumptions allow; of one with parameters its conditions tell.
    private func allowed(_ solution: PartialSolution) -> PartialSolutions {
        if solution.isApproximate || restriction.isEmpty { return PartialSolutions(list: [solution]) }
        let isConstant = solution.values.count == request.unknowns.count && solution.values.values.allSatisfy { store.isConstant($0) }
        if isConstant {
            let isAllowed = restriction.allows(solution.values)
            return PartialSolutions(list: isAllowed == true ? [solution] : [], isComplete: isAllowed != nil)
        }
        if solution.integers.isEmpty { return PartialSolutions(list: [solution]) }
        let part = restriction.allowed(
            .init(values: solution.values, condition: store.conjunction(solution.conditions), integers: solution.integers))
        let list = part.places.map { place in
            var next = solution
            next.values = place.values
            next.conditions = place.condition == .truth ? [] : [place.condition]
            next.integers = place.integers
            return next
        }
        return PartialSolutions(list: list, isComplete: part.isComplete)
    }

    /// A free unknown of which a condition says what it is, is not free: `x = -y if y = 0`.
    private func bindFreeUnknowns(of solution: inout PartialSolution) {
        for condition in solution.conditions {
            guard let (name, value) = ParameterConditions(solver).single(condition), request.unknowns.contains(name),
                solution.values[name] == nil
            else { continue }
            solution.values = solution.values.mapValues { solver.catalogue.substitute($0, [name: value]) }
            solution.values[name] = value
            solution.conditions = solution.conditions.filter { $0 != condition }.map { solver.catalogue.substitute($0, [name: value]) }
            solution.conditions.removeAll { $0 == .truth }
        }
    }

    /// The solution near decimal numbers; nil where it is not certain that there is one.
    private func certified(_ solution: PartialSolution) -> PartialSolution? {
        let found = NumericSystem(solver, equations, request).near(solution.values)
        guard let bindings = found.solutions.first?.bindings else { return nil }
        var certified = solution
        for binding in bindings {
            guard let near = solution.values[binding.name] else { return nil }
            let distance = store.difference(binding.value, near)
            solver.evaluator.begin(bits: 128)
            guard solver.evaluator.value(of: distance).magnitudeUpperBound < 1e-6 else { return nil }
            certified.values[binding.name] = binding.value
            certified.enclosures[binding.name] = binding.enclosure
        }
        return certified
    }

    /// The form that is shown: the simplest one, if nothing is divided by that may be zero where the solution is one.
    private func tidied(_ value: Expr, _ conditions: [Expr]) -> Expr {
        if store.isNumber(value) || store.postorder([value]).count > SystemAnswer.longest { return value }
        let joined = store.isConstant(value) ? value : (try? Transforms(solver.catalogue).together(value)) ?? value
        let value = store.postorder([joined]).count < store.postorder([value]).count ? joined : value
        let simple = solver.tidied(value)
        if simple == value || store.isConstant(value) { return simple }
        let domain = Domain(solver.catalogue)
        let tidier = StatedConditions(Transforms(solver.catalogue), solver.evaluator, store)
        let given = tidier.tidied(exclusions(domain.condition(of: value)) + conditions) ?? []
        let isDefined = exclusions(domain.condition(of: simple)).allSatisfy { condition in
            tidier.tidied(given + [condition]).map { $0.allSatisfy { given.contains($0) } } ?? false
        }
        return isDefined ? simple : value
    }

    /// The parts of a condition that say what is not zero.
    private func exclusions(_ condition: Expr) -> [Expr] {
        let parts = store.conjuncts(condition)
        return parts.filter { store.kind($0) != .relation || store.relation($0) == .notEqual }.filter { $0 != .truth }
    }

    /// Everything that parameters, free unknowns and whole numbers must satisfy; nil where nothing does.
    private func stated(_ solution: PartialSolution) -> [Expr]? {
        let place = solution.values.merging(solution.parameters) { value, _ in value }
        var conditions = solution.conditions
        let isConstant = solution.values.count == request.unknowns.count && solution.values.values.allSatisfy { store.isConstant($0) }
        if !isConstant {
            if isReal || !solution.integers.isEmpty {
                let domain = Domain(solver.catalogue)
                conditions += solution.values.values.map { domain.condition(of: $0, isComplex: !isReal) }
            }
            for requirement in request.domain {
                let condition = solver.catalogue.condition(requirement, isComplex: !isReal)
                conditions.append(solver.catalogue.substitute(condition, place))
            }
            if solution.integers.isEmpty { conditions += restriction.demanded(of: solution.values) }
            conditions.removeAll(where: \.isAbsent)
        }
        guard let joined = ParameterConditions(solver).stated(conditions, integers: solution.integers) else { return nil }
        if joined == .truth { return [] }
        return store.conjuncts(joined)
    }

    /// Whether the values may be what is asked for: real ones, where only those are.
    private func isPossible(_ solution: PartialSolution) -> Bool {
        solution.values.allSatisfy { name, value in
            if value.isAbsent { return false }
            guard isReal || restriction.real.contains(name) else { return true }
            // Of a family a few members tell.
            return [0, 1, -1].contains { turn in
                let turns = Dictionary(solution.integers.map { ($0, store.number(turn)) }) { first, _ in first }
                let member = solver.catalogue.substitute(value, turns)
                return !store.isConstant(member) || solver.evaluator.isReal(member) != false
            }
        }
    }

    // MARK: Order

    /// Real points before others, by the values of the first unknown, then of the second.
    private func sorted(_ solutions: [PartialSolution]) -> [PartialSolution] {
        let order = SolutionOrder(store, solver.evaluator)
        let keyed = solutions.enumerated().map { entry in
            (offset: entry.offset, keys: request.unknowns.compactMap { entry.element.values[$0] }.map { order.key($0) }, own: entry.element)
        }
        return keyed.sorted { left, right in
            let ranks = [left, right].map { $0.keys.map(\.rank).max() ?? 2 }
            if ranks[0] != ranks[1] { return ranks[0] < ranks[1] }
            for (first, second) in zip(left.keys, right.keys) {
                if first.rank != second.rank { return first.rank < second.rank }
                if first.rank == 0, first.size != second.size { return first.size < second.size }
            }
            return left.offset < right.offset
        }.map(\.own)
    }

    /// What is shown of a solution; nil where its conditions cannot be said without whole numbers that its values do not hold.
    private func solution(_ found: PartialSolution) -> Solution? {
        let equalities = found.parameters.sorted { store.name($0.key) < store.name($1.key) }.map {
            store.relation(.equal, $0.key, $0.value)
        }
        let bindings = request.unknowns.compactMap { name in
            found.values[name].map { Solution.Binding(name: name, value: $0, enclosure: found.enclosures[name]) }
        }
        let names = store.symbols(in: bindings.map(\.value))
        var conditions = equalities + found.conditions
        for whole in found.integers where !names.contains(whole) {
            let places = conditions.indices.filter { store.depends(conditions[$0], on: whole) }
            if places.isEmpty { continue }
            let number = WholeCondition(solver, whole)
            guard places.count == 1, let condition = number.existence(conditions[places[0]]) else { return nil }
            conditions[places[0]] = condition
        }
        return Solution(
            bindings, multiplicity: found.multiplicity, condition: store.conjunction(conditions),
            integers: found.integers.filter { names.contains($0) })
    }
}
