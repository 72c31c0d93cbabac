import Algebra
import Certified
import Exact
import Expressions
import Reading

/// Asked before an answer is given: holds what is claimed against the question as it was written, by means that no method of solving
/// uses. What cannot stand is withdrawn.
///
/// The audit can only refute. It looks at numbers on several scales, at members of families, and where there are other names at values
/// of these; it takes at most as long as finding the answer took, and a little where that was quick.
struct Auditor {
    let solver: Solver
    let request: SolveRequest
    var store: ExprStore { solver.store }

    init(_ solver: Solver, _ request: SolveRequest) {
        self.solver = solver
        self.request = request
    }

    /// The answer that stands.
    ///
    /// - Parameter seconds: how long finding it took.
    func audited(_ set: SolutionSet, seconds: Double) -> SolutionSet {
        guard !store.budget.isExhausted, request.start == nil else { return set }
        var result = set
        // What was found until the time ran out stands.
        var doubts: [(doubt: Doubt, solution: Int?)] = []
        _ = store.budget.attempt(seconds: max(solver.leastAuditTime, seconds)) { doubts = self.doubts(set) }
        for solution in doubts.compactMap(\.solution) {
            for binding in set.solutions[solution].bindings {
                store.log(.solve, "audit", binding.value, .refused("it is no solution"))
            }
        }
        if doubts.isEmpty { return withoutClaimOfPowers(set) }
        let wrong = Set(doubts.compactMap(\.solution))
        result.solutions = set.solutions.enumerated().filter { !wrong.contains($0.offset) }.map(\.element)
        (result.isComplete, result.searched) = (false, nil)
        result.doubts = doubts.map(\.doubt)
        result.solutions += doubts.compactMap { found($0.doubt) }
        return result
    }

    /// The answer that there is no solution only where that is known: powers of negative numbers have real values here and there, and those
    /// of 0 with complex exponents are 0 in a half-plane, which nobody looks for. A power that is to be 0 itself is 0 where its base is.
    private func withoutClaimOfPowers(_ set: SolutionSet) -> SolutionSet {
        guard set.solutions.isEmpty, let equation = onlyEquation else { return set }
        let bare = store.barePart(equation)
        let factors = store.kind(bare) == .product ? store.childArray(bare) : [bare]
        let isOpen = store.postorder([equation]).contains { node in
            guard store.kind(node) == .power, !store.isConstant(store.child(node, 1)) else { return false }
            let base = store.child(node, 0)
            if base == .zero { return store.hasComplexName(node) }
            return !store.isConstant(base) && !store.facts(of: base).isNonnegative && !factors.contains(node)
        }
        var result = set
        if isOpen { (result.isComplete, result.searched) = (false, nil) }
        return result
    }

    /// The solution that the audit came upon, where it has a simple form or is a simple zero; nil where there are other names.
    private func found(_ doubt: Doubt) -> Solution? {
        guard doubt.kind == .missing, doubt.parameters.isEmpty, let points = doubt.place else { return nil }
        guard request.unknowns.count == 1, let point = points.first,
            let equation = onlyEquation.flatMap({ closed($0, [:]) })
        else { return systemSolution(points) }
        if point.imaginary != 0 { return complex(point, equation) }
        let place = point.real
        let guesses = ExactGuess(store).values(near: place, tolerance: 1e-11 * max(1, abs(place)))
        if let exact = guesses.first(where: { equation.isSolution($0) == true }) {
            return Solution([.init(name: equation.unknown, value: exact)])
        }
        let function = RealFunction(
            equation.expr, of: equation.unknown, domain: Domain(solver.catalogue).condition(of: equation.expr), place: equation.domain,
            solver.catalogue, solver.evaluator)
        let margin = 1e-9 * max(1, abs(place))
        let around = RealInterval(lower: place - margin, upper: place + margin)
        guard function.range(around).isMonotone, function.counts(on: around) == true,
            let left = function.sign(0, at: around.lower), let right = function.sign(0, at: around.upper), left != right,
            let enclosure = RootRefinement(function, store.budget).enclosure(around, digits: request.digits)
        else { return nil }
        return Solution([.init(name: equation.unknown, value: store.number(enclosure.decimal), enclosure: enclosure)])
    }

    /// A solution of simple parts.
    private func complex(_ point: PlanePoint, _ equation: ScannedEquation) -> Solution? {
        func guesses(_ part: Double) -> [Expr] { ExactGuess(store).values(near: part, tolerance: 1e-7 * max(1, point.magnitude)) }
        let imaginary = guesses(point.imaginary)
        let exact = guesses(point.real).firstResult { real in
            imaginary.map { store.sum(real, store.product($0, store.constant(.imaginaryUnit))) }.first { equation.isSolution($0) == true }
        }
        return exact.map { Solution([.init(name: equation.unknown, value: $0)]) }
    }

    /// The question, where it is a single equation.
    private var onlyEquation: Expr? {
        let conditions = request.conditions.flatMap { solver.parts($0) }
        return conditions.count == 1 && request.unknowns.count == 1 ? solver.side(conditions[0]) : nil
    }

    private func doubts(_ set: SolutionSet) -> [(doubt: Doubt, solution: Int?)] {
        let conditions = request.conditions.flatMap { solver.parts($0) }
        if let equation = onlyEquation { return equationDoubts(equation, set) }
        let equations = conditions.compactMap { solver.side($0) }
        if equations.count == conditions.count { return systemDoubts(equations, set) }
        return request.unknowns.count == 1 ? conditionDoubts(set) : []
    }

    /// The names in a question and its answer that are neither the unknown nor stand for whole numbers.
    func parameters(_ asked: [Expr], _ set: SolutionSet) -> [Expr] {
        let inside = store.symbols(in: asked + set.solutions.map(\.condition) + set.solutions.flatMap { $0.bindings.map(\.value) })
        return inside.filter { name in
            !request.unknowns.contains(name) && !set.solutions.contains { $0.integers.contains(name) }
        }
    }

    func trials(_ names: [Expr], _ set: SolutionSet) -> [[Expr: Expr]]? {
        guard names.count <= 5, !names.contains(where: { store.assumptions.isComplex($0) }) else { return nil }
        if names.isEmpty { return [[:]] }
        let conditions = set.solutions.map { solution in
            solver.catalogue.substitute(solution.condition, Dictionary(solution.integers.map { ($0, .zero) }) { first, _ in first })
        }
        return ParameterTrials(names, solver).all(
            including: conditions.filter { !store.symbols(in: [$0]).contains { request.unknowns.contains($0) } })
    }

    func doubt(_ kind: Doubt.Kind, _ place: [PlanePoint]?, _ trial: [Expr: Expr], _ names: [Expr]) -> Doubt {
        Doubt(kind: kind, place: place, parameters: names.compactMap { name in trial[name].map { .init(name: name, value: $0) } })
    }

    // MARK: Inequalities

    private func conditionDoubts(_ set: SolutionSet) -> [(doubt: Doubt, solution: Int?)] {
        let unknown = request.unknowns[0]
        let assumed = AssumedNumbers(unknown, store)
        guard set.isComplete, !assumed.isWhole else { return [] }
        // What is assumed of the unknown is part of the question: it would else be taken for granted where numbers are tried.
        return store.hidingAssumptions(about: [unknown]) { conditionDoubts(assumed, unknown, set) }
    }

    private func conditionDoubts(
        _ assumed: AssumedNumbers, _ unknown: Expr, _ set: SolutionSet
    ) -> [(doubt: Doubt, solution: Int?)] {
        guard let asked = Question(request, assumed, solver) else { return [] }
        let names = parameters([asked.original], set)
        for trial in trials(names, set) ?? [] where store.budget.step() {
            let condition = solver.catalogue.substitute(asked.original, trial)
            if condition.isAbsent { continue }
            let solutions = set.solutions.map { closed($0, trial) }
            let kept = solutions.indices.filter { solutions[$0] != nil }
            let audit = ConditionAudit(condition, kept.compactMap { solutions[$0] }, unknown, solver, isBrief: !names.isEmpty)
            guard let failure = audit.failure() else { continue }
            let kind: Doubt.Kind = failure.solution == nil ? .missing : .wrong
            return [(doubt(kind, [PlanePoint(failure.place)], trial, names), failure.solution.map { kept[$0] })]
        }
        return []
    }

    // MARK: Equations

    private func equationDoubts(_ expr: Expr, _ set: SolutionSet) -> [(doubt: Doubt, solution: Int?)] {
        let names = parameters([expr] + compared, set)
        var doubts: [(doubt: Doubt, solution: Int?)] = []
        for trial in trials(names, set) ?? [] where doubts.isEmpty && store.budget.step() {
            let solutions = set.solutions.map { closed($0, trial) }
            guard let equation = closed(expr, trial) else {
                if holdsAlways(expr, trial) {
                    if set.isComplete, !solutions.contains(where: { $0?.bindings.isEmpty == true }) {
                        doubts.append((doubt(.missing, nil, trial, names), nil))
                    }
                } else if holdsNever(expr, trial), let place = solutions.firstIndex(where: { $0?.condition == .truth }) {
                    doubts.append((doubt(.wrong, nil, trial, names), place))
                }
                continue
            }
            let kept = solutions.indices.filter { solutions[$0] != nil }
            let given = kept.compactMap { solutions[$0] }
            if !store.assumptions.isComplex(equation.unknown) {
                let audit = EquationAudit(equation, given, interval: interval, isBrief: !names.isEmpty) { isClaimed($0, set) }
                let verdict = audit.verdict()
                doubts += verdict.wrong.map { (doubt(.wrong, [PlanePoint($0.place)], trial, names), kept[$0.solution]) }
                if let missing = verdict.missing { doubts.append((doubt(.missing, [PlanePoint(missing)], trial, names), nil)) }
            }
            if doubts.isEmpty, isOfPlane(set) {
                let verdict = PlaneAudit(equation, given, isBrief: !names.isEmpty).verdict()
                doubts += verdict.wrong.map { (doubt(.wrong, [$0.place], trial, names), kept[$0.solution]) }
                if verdict.missing != nil || verdict.isShort {
                    doubts.append((doubt(.missing, verdict.missing.map { [$0] }, trial, names), nil))
                }
            }
        }
        return doubts
    }

    /// Whether the solutions are said to be all complex ones.
    private func isOfPlane(_ set: SolutionSet) -> Bool {
        set.isComplete && !set.isReal && !request.isReal && Restriction(solver, of: request.unknowns, in: request.interval).isEmpty
    }

    /// Whether the solutions are said to be all that there are around a number: the claim may be about an interval only.
    private func isClaimed(_ place: Double, _ set: SolutionSet) -> Bool {
        guard !set.isComplete else { return true }
        guard let searched = set.searched else { return false }
        return place > solver.evaluator.bounds(of: searched.lower).upper && place < solver.evaluator.bounds(of: searched.upper).lower
    }

    private var interval: (lower: Double, upper: Double) {
        guard let (lower, upper) = request.interval else { return (-.infinity, .infinity) }
        return (solver.evaluator.bounds(of: lower).lower, solver.evaluator.bounds(of: upper).upper)
    }

    /// What is assumed of the unknown and other names together.
    var compared: [Expr] {
        Restriction(solver, of: request.unknowns, in: nil).conditions.filter { store.symbols(in: [$0]).count > 1 }
    }

    /// The equation with values for the parameters; nil where it has none, or no unknown is left.
    private func closed(_ expr: Expr, _ trial: [Expr: Expr]) -> ScannedEquation? {
        let unknown = request.unknowns[0]
        let there = solver.catalogue.substitute([expr, domain], trial)
        guard !there.contains(where: \.isAbsent), there[1] != .falsehood, store.symbols(in: [there[0]]) == [unknown] else { return nil }
        let compared = compared
        return store.withoutAssumptions {
            let assumed = store.conjunction(solver.catalogue.substitute(compared, trial))
            return assumed == .falsehood ? nil : ScannedEquation(there[0], unknown, domain: there[1], assumed: assumed, solver)
        }
    }

    /// What must hold for the text to have a value.
    var domain: Expr {
        let mustBeReal = request.wantsRealParts(store)
        return store.conjunction(
            request.domain.map { condition in
                let isComplex = !mustBeReal && !isOfParameter(condition.requirement) || isOfConstant(condition.requirement)
                return solver.catalogue.condition(condition, isComplex: isComplex)
            })
    }

    /// Whether nothing is left of the equation with values for the parameters.
    private func holdsAlways(_ expr: Expr, _ trial: [Expr: Expr]) -> Bool {
        request.domain.isEmpty && request.interval == nil && store.assumptions.isEmpty
            && solver.catalogue.substitute(expr, trial) == .zero
    }

    /// Whether the equation is false whatever the unknown is, with values for the parameters.
    private func holdsNever(_ expr: Expr, _ trial: [Expr: Expr]) -> Bool {
        let there = solver.catalogue.substitute(expr, trial)
        return !there.isAbsent && store.isConstant(there) && solver.evaluator.isNonzero(there)
    }

    /// Powers of a constant have real values here and there: their values tell.
    private func isOfConstant(_ requirement: DomainCondition.Requirement) -> Bool { requirement.base.map { store.isConstant($0) } ?? false }

    /// Powers of parameters with the unknown in the exponent are asked for where the parameters are not negative.
    private func isOfParameter(_ requirement: DomainCondition.Requirement) -> Bool {
        guard let base = requirement.base else { return false }
        return !store.isConstant(base) && !store.symbols(in: [base]).contains { request.unknowns.contains($0) }
    }

    /// A solution with values for the parameters; nil where it is none with them.
    func closed(_ solution: Solution, _ trial: [Expr: Expr]) -> Solution? {
        if trial.isEmpty { return solution }
        var result = solution
        result.condition = solver.catalogue.substitute(solution.condition, trial)
        if result.condition.isAbsent || result.condition == .falsehood { return nil }
        if store.isConstant(result.condition), result.condition != .truth {
            switch solver.constants.truth(of: result.condition) {
            case false: return nil
            case true: result.condition = .truth
            default: break
            }
        }
        result.bindings = solution.bindings.map { binding in
            Solution.Binding(name: binding.name, value: solver.catalogue.substitute(binding.value, trial), enclosure: binding.enclosure)
        }
        return result.bindings.contains { $0.value.isAbsent } ? nil : result
    }
}
