import Algebra
import Certified
import Expressions
import Reading

/// One equation in one unknown: its roots, checked against the equation as it was written, as solutions.
struct SingleEquation {
    let solver: Solver
    let expr: Expr
    let unknown: Expr
    let request: SolveRequest
    private(set) var isReal: Bool
    /// How many parameters have been given special values.
    private(set) var depth = 0
    /// More are not.
    static let deepest = 2
    var catalogue: Catalogue { solver.catalogue }
    var store: ExprStore { solver.store }

    /// - Parameter expr: what is to be zero.
    init(_ solver: Solver, _ expr: Expr, _ unknown: Expr, _ request: SolveRequest) {
        self.solver = solver
        self.unknown = unknown
        self.request = request
        let assumptions = solver.store.assumptions
        isReal =
            request.isReal || request.interval != nil || assumptions.hasRealDeclaration(of: unknown)
            || !assumptions.isComplex(unknown) && SingleEquation.asksForReal(expr, unknown, solver)
        self.expr = isReal ? CartesianParts(solver.catalogue).withImaginaryUnit(expr) : expr
    }

    /// Of transcendental equations only real solutions are looked for; of those with parameters under roots or above a zero too, whose
    /// conditions are about real numbers.
    private static func asksForReal(_ expr: Expr, _ unknown: Expr, _ solver: Solver) -> Bool {
        let kind = EquationKind([expr], [unknown], solver.store)
        if !kind.isAlgebraic || kind.holdsRoots && solver.store.symbols(in: [expr]).count > 1 { return true }
        let cases = CaseBranches(solver.catalogue)
        return solver.store.postorder([expr]).contains { cases.isPowerOfZero($0) }
    }

    /// The equation for special values of parameters.
    func inner(_ expr: Expr, _ request: SolveRequest) -> SingleEquation {
        var inner = SingleEquation(solver, expr, unknown, request)
        inner.isReal = isReal
        inner.depth = depth + 1
        return inner
    }

    /// All solutions that are found.
    func solutions() -> SolutionSet {
        let found = allSolutions()
        guard !isReal, found.solutions.isEmpty, !found.isComplete, !store.assumptions.isComplex(unknown) else { return found }
        // Where nothing is found among the complex numbers, there may be real ones that are.
        var again = self
        again.isReal = true
        let real = again.allSolutions()
        return real.solutions.isEmpty ? found : real
    }

    private func allSolutions() -> SolutionSet {
        guard isReal, store.symbols(in: [expr]) == [unknown] else { return allSolutions(search) }
        if let ranges = RangeIdentity(self).solutions() { return ranges }
        guard let stretches = StretchMethod(self)?.solutions() else { return allSolutions(search) }
        // Zeros that fill intervals are not isolated one by one.
        var search = search
        search.isByNumbers = false
        let found = store.budget.attempt(seconds: SingleEquation.patience) { allSolutions(search) }
        return found.map { $0.isComplete ? $0 : stretches } ?? stretches
    }

    /// How long closed forms are looked for where intervals of solutions are known, in seconds.
    private static let patience = 0.7

    private func allSolutions(_ search: NumericSearch) -> SolutionSet {
        let names = store.symbols(in: [expr])
        // Real solutions of an equation with complex numbers in it are those of its complex solutions that are real.
        let isMixed = isReal && store.traits(expr).contains(.hasImaginary)
        let equationSolver = EquationSolver(catalogue, solver.evaluator, unknown, isReal: isReal && !isMixed, avoiding: names)
        equationSolver.search = search
        let curves = conjugateRoots
        var roots = curves ?? counted(isIdentity ? Roots(everything: [.truth]) : zeros(by: equationSolver))
        if roots.everything.contains(.truth), let every = everyNumber(equationSolver) { roots = Roots(list: [every]) }
        if let ranges = ranges(roots, names) { return ranges }
        var set = SolutionSet()
        set.isReal = isReal
        set.steps = equationSolver.steps
        set.isComplete = roots.isComplete
        set.searched = roots.searched
        set.undecided = roots.undecided
        if curves == nil {
            addEverything(roots.everything, to: &set)
        } else {
            // Curves and regions of the plane, which conditions on the unknown describe.
            set.solutions += roots.everything.filter { $0 != .falsehood }.map { Solution([], condition: $0) }
        }
        if !roots.everything.contains(.truth) {
            add(roots, to: &set, equationSolver)
            if curves == nil { addSpecialCases(of: roots, to: &set) }
        }
        joinRanges(of: &set)
        if store.budget.isExhausted { (set.isComplete, set.searched) = (false, nil) }
        return set
    }

    /// The zeros of the equation. For an unknown that stands for whole numbers they are found first, and judged then.
    private func zeros(by equationSolver: EquationSolver) -> Roots {
        guard store.assumptions.facts(ofName: unknown).isInteger else { return equationSolver.roots(of: plain) }
        return store.hidingAssumptions(about: [unknown]) { equationSolver.roots(of: plain) }
    }

    /// Every number that an unknown may be which stands for whole numbers, as a family; nil for other unknowns.
    private func everyNumber(_ equationSolver: EquationSolver) -> Root? {
        let facts = store.assumptions.facts(ofName: unknown)
        guard facts.isInteger else { return nil }
        let name = equationSolver.wholeName(besides: [unknown])
        let value =
            switch facts.parity {
            case nil: name
            case .even: store.scaled(2, name)
            case .odd: store.sum(store.scaled(2, name), .one)
            }
        return Root(value: value, multiplicity: 0, integers: [name])
    }

    private var conjugateRoots: Roots? {
        isReal ? nil : ConjugateMethod(solver, unknown).roots(of: expr)
    }

    private var search: NumericSearch {
        var search = NumericSearch()
        search.digits = request.digits
        search.domain = store.conjunction(domain)
        if let (lower, upper) = request.interval {
            search.interval = RealInterval(
                lower: solver.evaluator.bounds(of: lower).lower, upper: solver.evaluator.bounds(of: upper).upper)
        }
        return search
    }

    /// Where the equation as it was written has a value, among real numbers a real one in all its parts.
    var domain: [Expr] { domain { _ in !isReal } }

    /// Where it has a value at single numbers: parts may have other values there than real ones, where nobody asked for these.
    var pointDomain: [Expr] {
        domain { requirement in
            // Functions of two numbers, such as atan2, are functions of real ones; powers with a name above are asked for on the reals.
            if case .inDomain(let node) = requirement, store.childCount(node) > 1 { return !isReal }
            if case .base = requirement { return !isReal }
            return !isReal || !request.wantsRealParts(store)
        }
    }

    private func domain(_ isComplex: (DomainCondition.Requirement) -> Bool) -> [Expr] {
        request.domain.filter { !isOfNegativeNumber($0.requirement) }.map {
            catalogue.condition($0, isComplex: isComplex($0.requirement))
        }
    }

    /// Powers of a negative number have real values now and then: the check of a solution tells.
    private func isOfNegativeNumber(_ requirement: DomainCondition.Requirement) -> Bool {
        requirement.base.map { store.isConstant($0) && $0 != .zero } ?? false
    }

    private func add(_ roots: Roots, to set: inout SolutionSet, _ equationSolver: EquationSolver) {
        let (wide, narrow) = (pointDomain, domain)
        let candidates = Candidates(solver, expr, unknown, request, isReal: isReal, domain: wide, mayLeaveReals: wide != narrow)
        let amongReals = wide == narrow ? nil : Candidates(solver, expr, unknown, request, isReal: isReal, domain: narrow)
        var found: [Root] = []
        let isPolynomial = EquationKind([expr], [unknown], store).isPolynomial
        let (order, conditions) = (SolutionOrder(store, solver.evaluator), ParameterConditions(solver))
        for root in roots.list {
            var checked = candidates.checked(root)
            // Where parts that leave the real numbers hide which parameters will do, those are given with which all is real.
            if !checked.isComplete, let own = amongReals?.checked(root) { checked = own }
            if !checked.isComplete { (set.isComplete, set.searched) = (false, nil) }
            for root in checked.roots { order.add(root, to: &found, conditions, isPolynomial: isPolynomial) }
        }
        let families = FamilyMembers(solver)
        let placed = candidates.restricted(families.merged(found))
        if !placed.isComplete { (set.isComplete, set.searched) = (false, nil) }
        let everything = roots.everything.filter { !store.depends($0, on: unknown) }
            .compactMap { conditions.stated([$0], integers: []) }
        found = []
        // What is left of one family may lie in another.
        for root in families.merged(placed.roots) where root.condition != .falsehood {
            order.add(root, to: &found, conditions, isPolynomial: false)
        }
        found = conditions.withoutRepetitions(found).compactMap { conditions.besides(everything, $0) }
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
