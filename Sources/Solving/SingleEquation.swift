import Algebra
import Ball
import Exact
import Expressions
import Reading
import Vocabulary

/// One equation in one unknown: its roots, checked against the equation as it was written, as solutions.
struct SingleEquation {
    private let outside: Solver
    private let expr: Expr
    private let unknown: Expr
    private let request: SolveRequest
    private var isReal: Bool
    private var catalogue: Catalogue { outside.catalogue }
    private var store: ExprStore { outside.store }

    /// - Parameter expr: what is to be zero.
    init(_ solver: Solver, _ expr: Expr, _ unknown: Expr, _ request: SolveRequest) {
        outside = solver
        self.expr = expr
        self.unknown = unknown
        self.request = request
        let assumptions = solver.store.assumptions
        isReal =
            request.isReal || request.interval != nil || assumptions.hasRealDeclaration(of: unknown)
            || !assumptions.isComplex(unknown) && SingleEquation.asksForReal(expr, unknown, solver)
    }

    /// Of transcendental equations only real solutions are looked for; of those with roots and parameters too, whose conditions are
    /// about real numbers.
    private static func asksForReal(_ expr: Expr, _ unknown: Expr, _ solver: Solver) -> Bool {
        let kind = EquationKind([expr], [unknown], solver.store)
        return !kind.isAlgebraic || kind.holdsRoots && solver.store.symbols(in: [expr]).count > 1
    }

    /// All solutions that are found.
    func solutions() -> SolutionSet {
        let found = allSolutions()
        guard !isReal, found.solutions.isEmpty, !found.isComplete else { return found }
        // Where nothing is found among the complex numbers, there may be real ones that are.
        var again = self
        again.isReal = true
        let real = again.allSolutions()
        return real.solutions.isEmpty ? found : real
    }

    private func allSolutions() -> SolutionSet {
        let names = store.symbols(in: [expr])
        let solver = EquationSolver(catalogue, outside.evaluator, unknown, isReal: isReal, avoiding: names)
        solver.search = search
        let roots = isIdentity ? Roots(everything: [.truth]) : conjugateRoots ?? solver.roots(of: plain)
        if let ranges = ranges(roots, names) { return ranges }
        var set = SolutionSet()
        set.isReal = isReal
        set.steps = solver.steps
        set.isComplete = roots.isComplete
        set.searched = roots.searched
        set.undecided = roots.undecided
        addEverything(roots.everything, to: &set)
        if !roots.everything.contains(.truth) { add(roots, to: &set, solver) }
        joinRanges(of: &set)
        if store.budget.isExhausted { (set.isComplete, set.searched) = (false, nil) }
        return set
    }

    /// Whether the equation is proved to hold wherever it has a value: `sin(asin(x)) = x`.
    private var isIdentity: Bool {
        guard store.symbols(in: [expr]) == [unknown], !EquationKind([expr], [unknown], store).isAlgebraic else {
            return false
        }
        let evaluator = outside.evaluator
        evaluator.reset()
        evaluator.bits = 128
        for place in [Rational(1, 3), Rational(-2, 7), Rational(5, 11)] {
            evaluator.reset()
            evaluator.point = [:]
            let value = evaluator.value(of: catalogue.substitute(expr, [unknown: store.number(place)]))
            guard value.isFinite, value.magnitudeUpperBound < 1e-25 else { return false }
        }
        return ZeroQuestion(catalogue).isZero(expr)
    }

    /// The equation; where only real numbers count, with `abs(u)` for `sqrt(u^2)`.
    private var plain: Expr {
        guard isReal else { return expr }
        let transforms = Transforms(catalogue)
        var replacements: [Expr: Expr] = [:]
        for node in store.postorder([expr])
        where store.kind(node) == .power && store.symbols(in: [node]).contains(unknown) {
            guard let exponent = store.rationalValue(store.child(node, 1)), !exponent.denominator.isOdd,
                EquationKind([store.child(node, 0)], [unknown], store).isPolynomial,
                let product = try? transforms.factor(store.child(node, 0))
            else { continue }
            var factors: [Expr] = []
            for (base, inner) in transforms.splitProduct(product) {
                guard let times = store.wholeValue(inner) else { break }
                if times % 2 == 0, store.symbols(in: [base]).contains(unknown) {
                    let size = catalogue.call(KnownFunction.absoluteValue, [base])
                    factors.append(store.power(size, store.number(exponent * Rational(times))))
                } else if store.facts(of: base).isNonnegative {
                    factors.append(store.power(base, store.number(exponent * Rational(times))))
                } else {
                    break
                }
            }
            if factors.count == transforms.splitProduct(product).count {
                replacements[node] = store.product(factors)
            }
        }
        return replacements.isEmpty ? expr : catalogue.substitute(expr, replacements)
    }

    private var conjugateRoots: Roots? {
        isReal ? nil : ConjugateMethod(outside, unknown).roots(of: expr)
    }

    /// Where whole ranges are solutions they are found as those of an inequality.
    private func ranges(_ roots: Roots, _ names: [Expr]) -> SolutionSet? {
        guard isReal, names == [unknown], roots.everything.contains(where: { store.symbols(in: [$0]) == names }) else { return nil }
        let set = InequalitySolver(outside).solve(request)
        return set.isComplete ? set : nil
    }

    private var search: NumericSearch {
        var search = NumericSearch()
        search.digits = request.digits
        search.domain = store.conjunction(domain)
        if let (lower, upper) = request.interval {
            search.interval = RealInterval(
                lower: outside.evaluator.bounds(of: lower).lower, upper: outside.evaluator.bounds(of: upper).upper)
        }
        return search
    }

    /// Where the equation as it was written has a value.
    private var domain: [Expr] {
        request.domain.filter { !isOfNegativeNumber($0.requirement) }.map { requirement in
            store.disjunction([
                store.negation(requirement.guardCondition), catalogue.condition(requirement.requirement, isComplex: !isReal),
            ])
        }
    }

    /// Powers of a negative number have real values now and then: the check of a solution tells.
    private func isOfNegativeNumber(_ requirement: DomainCondition.Requirement) -> Bool {
        if case .positive(let base) = requirement { return store.isConstant(base) }
        return false
    }

    private func addEverything(_ conditions: [Expr], to set: inout SolutionSet) {
        for condition in conditions {
            guard let stated = ParameterConditions(outside).stated([condition] + domain, integers: []) else { continue }
            guard holds(wherever: stated) else {
                (set.isComplete, set.searched) = (false, nil)
                continue
            }
            let outside = Set(store.symbols(in: [expr]) + [unknown])
            set.solutions.append(
                Solution([], condition: stated, integers: store.symbols(in: [stated]).filter { !outside.contains($0) }))
        }
    }

    /// Whether the equation is not refuted at numbers that satisfy a condition.
    private func holds(wherever condition: Expr) -> Bool {
        var (expr, condition) = (expr, condition)
        for part in store.kind(condition) == .conjunction ? store.childArray(condition) : [condition] {
            // What a parameter must be is put in: no number that is tried would be it.
            guard store.kind(part) == .relation, store.relation(part) == .equal,
                store.kind(store.child(part, 0)) == .symbol,
                store.child(part, 0) != unknown
            else { continue }
            expr = catalogue.substitute(expr, [store.child(part, 0): store.child(part, 1)])
            condition = catalogue.substitute(condition, [store.child(part, 0): store.child(part, 1)])
        }
        let verification = Verification(
            catalogue: catalogue, evaluator: outside.evaluator, domain: [], isReal: isReal)
        switch verification.check([expr], at: [:], integers: [], condition: condition) {
        case .holds, .open: return true
        case .fails, .mixed: return false
        }
    }

    /// Ranges of the unknown and numbers beside them, as ranges that do not meet: `-2 <= x <= 1` for `-2 <= x < 1` and `x = 1`.
    private func joinRanges(of set: inout SolutionSet) {
        let isOfUnknown = set.solutions.map { solution in
            solution.integers.isEmpty
                && store.symbols(in: [solution.condition] + solution.bindings.map(\.value)).allSatisfy {
                    $0 == unknown
                }
                && solution.bindings.allSatisfy { $0.enclosure == nil }
        }
        let own = zip(set.solutions, isOfUnknown).filter(\.1).map(\.0)
        guard isReal, own.contains(where: { $0.bindings.isEmpty && $0.condition != .truth }) else {
            return
        }
        let condition = store.disjunction(
            own.map { solution in
                store.conjunction(
                    [solution.condition] + solution.bindings.map { store.equation($0.name, $0.value) })
            })
        let ranges = InequalitySolver(outside).solve(SolveRequest([condition], for: [unknown]))
        guard ranges.isComplete, ranges.solutions.count <= own.count, ranges.searched == nil,
            ranges.solutions.allSatisfy(\.integers.isEmpty)
        else { return }
        set.solutions = ranges.solutions + zip(set.solutions, isOfUnknown).filter { !$0.1 }.map(\.0)
    }

    private func add(_ roots: Roots, to set: inout SolutionSet, _ solver: EquationSolver) {
        let candidates = Candidates(outside, expr, unknown, request, isReal: isReal, domain: domain)
        var found: [Root] = []
        let isPolynomial = EquationKind([expr], [unknown], store).isPolynomial
        let order = SolutionOrder(store, outside.evaluator)
        for root in roots.list {
            let checked = candidates.checked(root)
            if !checked.isComplete { (set.isComplete, set.searched) = (false, nil) }
            if !checked.isVerified { set.isVerified = nil }
            for root in checked.roots {
                if let known = found.firstIndex(where: { order.isSame($0, root) }) {
                    found[known].multiplicity = isPolynomial ? found[known].multiplicity + root.multiplicity : 0
                } else {
                    found.append(root)
                }
            }
        }
        let families = FamilyMembers(outside, request.interval)
        found = ParameterConditions(outside).withoutRepetitions(families.placed(families.merged(found)))
        for root in order.sorted(found) {
            let names = Set(store.symbols(in: [root.value]))
            set.solutions.append(
                Solution(
                    [.init(name: unknown, value: root.value, enclosure: root.enclosure)],
                    multiplicity: isPolynomial && root.multiplicity > 0 ? root.multiplicity : nil,
                    condition: root.condition, integers: root.integers.filter { names.contains($0) }))
        }
    }
}
