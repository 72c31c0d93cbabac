import Algebra
import Ball
import Exact
import Expressions
import Reading
import Syntax
import Vocabulary

/// Solves equations, systems and inequalities.
public final class Solver {
    let catalogue: Catalogue
    let store: ExprStore
    let evaluator: BallEvaluator
    let simplifier: Simplifier

    /// - Throws: where the ball library cannot be loaded.
    public init(_ catalogue: Catalogue) throws(BallUnavailable) {
        self.catalogue = catalogue
        store = catalogue.store
        evaluator = try BallEvaluator(catalogue)
        simplifier = Simplifier(catalogue)
    }

    /// All solutions that are found, verified.
    ///
    /// - Throws: what cannot be a request: an unknown that is no name.
    public func solve(_ request: SolveRequest) throws(Diagnostic) -> SolutionSet {
        simplifier.forget()
        let equations = request.conditions.compactMap { side($0) }
        guard equations.count == request.conditions.count else { return InequalitySolver(self).solve(request) }
        if equations.count == 1, request.unknowns.count == 1 {
            return equation(equations[0], request.unknowns[0], request)
        }
        return system(equations, request)
    }

    private func unsolved(_ request: SolveRequest) -> SolutionSet {
        var set = SolutionSet()
        set.isComplete = false
        set.isReal = request.isReal
        return set
    }

    /// What is to be zero; nil for inequalities.
    func side(_ condition: Expr) -> Expr? {
        if condition == .truth { return .zero }
        if condition == .falsehood { return .one }
        guard store.traits(condition).contains(.isCondition) else { return condition }
        guard store.kind(condition) == .relation, store.relation(condition) == .equal else { return nil }
        return store.difference(store.child(condition, 0), store.child(condition, 1))
    }

    // MARK: One equation in one unknown

    private func equation(_ expr: Expr, _ unknown: Expr, _ request: SolveRequest) -> SolutionSet {
        let isAlgebraic = isAlgebraic(expr, unknown)
        let isDeclaredReal = !store.assumptions.isEmpty && store.assumptions.hasRealDeclaration(of: unknown)
        let isReal = request.isReal || request.interval != nil || isDeclaredReal || (!isAlgebraic && !store.assumptions.isComplex(unknown))
        let solver = EquationSolver(catalogue, evaluator, unknown, isReal: isReal, avoiding: store.symbols(in: [expr]))
        solver.search = search(request, isReal)
        let roots = solver.roots(of: expr)
        var set = SolutionSet()
        set.isReal = isReal
        set.steps = solver.steps
        set.isComplete = roots.isComplete
        set.searched = roots.searched
        set.undecided = roots.undecided
        add(roots, to: &set, expr, unknown, request, isPolynomial: isPolynomial(expr, unknown))
        if store.budget.isExhausted { set.isComplete = false }
        return set
    }

    private func search(_ request: SolveRequest, _ isReal: Bool) -> NumericSearch {
        var search = NumericSearch()
        search.digits = request.digits
        search.domain = domainCondition(request.domain, isReal)
        if let (lower, upper) = request.interval {
            search.interval = RealInterval(lower: evaluator.bounds(of: lower).lower, upper: evaluator.bounds(of: upper).upper)
        }
        return search
    }

    private func add(
        _ roots: Roots, to set: inout SolutionSet, _ expr: Expr, _ unknown: Expr, _ request: SolveRequest, isPolynomial: Bool
    ) {
        let verification = Verification(catalogue: catalogue, evaluator: evaluator, domain: request.domain, isReal: set.isReal)
        for condition in roots.everything {
            let stated = store.conjunction([condition, domainCondition(request.domain, set.isReal)])
            if stated != .falsehood { set.solutions.append(Solution([], condition: stated)) }
        }
        if roots.everything.contains(.truth) { return }
        let order = SolutionOrder(store, evaluator)
        var found: [Root] = []
        for root in roots.list {
            if set.isReal, !mayBeReal(root) { continue }
            if let inside = isInside(root, request), !inside { continue }
            if !isAllowed(root.value, unknown) { continue }
            var root = root
            // What is only enclosed has been certified by its enclosure.
            if root.enclosure == nil {
                switch verification.check([expr], at: [unknown: root.value], integers: root.integers, condition: root.condition) {
                case .fails: continue
                case .holds: break
                case .open: set.isVerified = nil
                }
                if root.integers.isEmpty { root.value = tidied(root.value) }
            }
            if let known = found.firstIndex(where: { order.isSame($0, root) }) {
                found[known].multiplicity = isPolynomial ? found[known].multiplicity + root.multiplicity : 0
                continue
            }
            found.append(root)
        }
        for root in order.sorted(found) {
            let condition = stated(root.condition)
            if condition == .falsehood { continue }
            set.solutions.append(
                Solution(
                    [.init(name: unknown, value: root.value, enclosure: root.enclosure)],
                    multiplicity: isPolynomial && root.multiplicity > 0 ? root.multiplicity : nil,
                    condition: condition, integers: root.integers.filter { store.symbols(in: [root.value]).contains($0) }))
        }
    }

    /// A condition as a person would write it.
    private func stated(_ condition: Expr) -> Expr {
        if condition == .truth || condition == .falsehood { return condition }
        if let decided = store.decided(condition) { return decided ? .truth : .falsehood }
        return condition
    }

    private func domainCondition(_ domain: [DomainCondition], _ isReal: Bool) -> Expr {
        store.conjunction(
            domain.map { requirement in
                store.disjunction([
                    store.negation(requirement.guardCondition), catalogue.condition(requirement.requirement, isComplex: !isReal),
                ])
            })
    }

    /// The form that is shown: the value itself where it is short, else its simplest form.
    func tidied(_ value: Expr) -> Expr {
        if isPlain(value) { return value }
        let simple = simplifier.simplify(value)
        return simple.steps.allSatisfy { $0.condition == .truth } ? simple.result : value
    }

    /// Numbers, names and square roots of numbers, as they stand in sums and products.
    private func isPlain(_ value: Expr) -> Bool {
        store.postorder([value]).allSatisfy { node in
            switch store.kind(node) {
            case .number, .symbol, .constant, .sum, .scaled: true
            case .product: store.isConstant(node)
            case .power:
                store.isNumber(store.child(node, 0)) && node != value
                    || store.isNumber(store.child(node, 0)) && store.child(node, 1) == .half
            default: false
            }
        }
    }

    private func mayBeReal(_ root: Root) -> Bool {
        guard store.isConstant(root.value) || !root.integers.isEmpty else { return true }
        let whole = Dictionary(uniqueKeysWithValues: root.integers.map { ($0, Expr.one) })
        let value = catalogue.substitute(root.value, whole)
        guard store.isConstant(value) else { return true }
        return evaluator.isReal(value) != false
    }

    /// Whether a constant lies in the interval asked for; nil where that is not said or not known.
    private func isInside(_ root: Root, _ request: SolveRequest) -> Bool? {
        guard let interval = request.interval, store.isConstant(root.value) else { return nil }
        for (low, high) in [(interval.lower, root.value), (root.value, interval.upper)] {
            if evaluator.sign(of: store.difference(high, low)) == -1 { return false }
        }
        return true
    }

    /// Whether what is assumed of the unknown allows the value.
    private func isAllowed(_ value: Expr, _ unknown: Expr) -> Bool {
        guard !store.assumptions.isEmpty, store.isConstant(value) else { return true }
        return store.assumptions.allows(value, for: unknown, evaluator, store, catalogue)
    }

    /// Whether an equation is made of the unknown, sums, products and powers with rational exponents.
    func isAlgebraic(_ expr: Expr, _ unknown: Expr) -> Bool {
        store.postorder([expr]).allSatisfy { node in
            guard store.symbols(in: [node]).contains(unknown) else { return true }
            switch store.kind(node) {
            case .symbol, .sum, .scaled, .product: return true
            case .power: return store.rationalValue(store.child(node, 1)) != nil
            default: return false
            }
        }
    }

    /// Whether an equation is a polynomial, so that roots have multiplicities.
    private func isPolynomial(_ expr: Expr, _ unknown: Expr) -> Bool {
        store.postorder([expr]).allSatisfy { node in
            guard store.symbols(in: [node]).contains(unknown) else { return true }
            switch store.kind(node) {
            case .symbol, .sum, .scaled, .product: return true
            case .power: return (store.wholeValue(store.child(node, 1)) ?? -1) > 0
            default: return false
            }
        }
    }
}

extension Assumptions {
    /// Whether something is assumed of a name that only real numbers satisfy.
    func hasRealDeclaration(of name: Expr) -> Bool {
        !isComplex(name) && facts(ofName: name).lower != nil || facts(ofName: name).upper != nil
    }

    /// Whether a constant is not certainly excluded as a value of the name.
    func allows(_ value: Expr, for name: Expr, _ evaluator: BallEvaluator, _ store: ExprStore, _ catalogue: Catalogue) -> Bool {
        if !isComplex(name), facts(ofName: name).isInteger, let number = store.rationalValue(value), !number.isInteger { return false }
        for case .condition(let part) in statements where store.symbols(in: [part]) == [name] {
            evaluator.reset()
            evaluator.bits = 192
            evaluator.point = [:]
            if evaluator.truth(of: catalogue.substitute(part, [name: value])) == .fails { return false }
        }
        return true
    }
}
