import Certified
import Expressions
import Reading
import Vocabulary

/// Takes apart what is defined by cases: `abs`, `sign`, `max`, `min`, conditions, powers of zero. Each case gives an equation without it, whose zeros
/// count where the case's condition holds.
struct CaseMethod {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }

    init(_ solver: EquationSolver) { self.solver = solver }

    /// The zeros by cases; nil for expressions without cases of the unknown.
    func roots(of expr: Expr) -> Roots? {
        let cases = CaseBranches(solver.catalogue)
        let node = store.postorder([expr]).first {
            cases.isByCases($0) && (solver.holdsUnknown($0) || cases.isPowerOfZero($0)) && (solver.isReal || !cases.isPowerOfZero($0))
        }
        guard let node, let branches = cases.branches(of: node) else { return nil }
        // |u|^2 and |u| = v need no cases.
        if var bare = bareRoots(expr, node) {
            bare.isComplete = bare.isComplete && !isOfOthers(node)
            return bare
        }
        var result = Roots(isComplete: !isOfOthers(node))
        var before: [Expr] = []
        for (value, condition) in branches {
            let holds = store.conjunction(before + [condition])
            before.append(store.negation(condition))
            if holds == .falsehood || value == .undefined { continue }
            let branch = cases.settled(solver.catalogue.substitute(expr, [node: value]), solver.evaluator)
            solver.note("case", expr, branch)
            var own = solver.roots(of: branch)
            own.list = own.list.compactMap { root in
                let there = solver.catalogue.substitute(holds, [solver.unknown: root.value])
                if there == .falsehood || isFalse(there) { return nil }
                var root = root
                root.multiplicity = 0
                // Whether a number lies in the case the check of the solution tells; it does not go along families.
                let isOfParameters = !solver.holdsUnknown(holds)
                let stated = root.integers.isEmpty || isOfParameters ? there : bounds(there, of: root.integers)
                if !store.isConstant(stated) { root.condition = store.conjunction([root.condition, stated]) }
                return root
            }
            own.everything = own.everything.map { store.conjunction([holds, $0]) }
            result.join(own)
        }
        return result
    }

    /// What a condition says of how far a family reaches: `k + 4 >= 0`. Members that come round again satisfy it all or not at all.
    private func bounds(_ condition: Expr, of integers: [Expr]) -> Expr {
        guard integers.count == 1 else { return .truth }
        return store.conjunction(
            store.conjuncts(condition).filter { part in
                guard store.kind(part) == .relation, store.relation(part) == .less || store.relation(part) == .lessOrEqual else {
                    return false
                }
                let difference = store.difference(store.child(part, 0), store.child(part, 1))
                return store.symbols(in: [difference]) == integers
                    && AffineFamily(difference, in: integers[0], solver.catalogue).map { store.isConstant($0.step) } == true
            })
    }

    /// Whether it is the modulus of what need not be real, which the cases of real numbers do not exhaust.
    private func isOfOthers(_ node: Expr) -> Bool {
        store.kind(node) == .call
            && store.childView(node).contains { store.traits($0).contains(.hasImaginary) && !store.facts(of: $0).isReal }
    }

    private func isFalse(_ condition: Expr) -> Bool {
        guard store.isConstant(condition) else { return store.decided(condition) == false }
        return solver.evaluator.decides(condition, [192]) == false
    }

    /// `abs(u) - v` and its like, where the rest is free of the unknown, by the inverse of the function.
    private func bareRoots(_ expr: Expr, _ node: Expr) -> Roots? {
        guard store.kind(node) == .call, store.childCount(node) == 1, !Vocabulary.row(store.function(node)).inverses.isEmpty else {
            return nil
        }
        let place = store.symbol("case \(node.index)")
        let outside = solver.catalogue.substitute(expr, [node: place])
        guard !solver.holdsUnknown(outside), let polynomial = KernelPolynomial(outside, place, store), polynomial.live.count == 1,
            polynomial.kernels.list[polynomial.live[0]].expression == place,
            let coefficients = polynomial.coefficients(in: polynomial.live[0])
        else { return nil }
        return solver.roots(in: node, coefficients)
    }
}

/// What is defined by cases, as values with conditions.
struct CaseBranches {
    private let catalogue: Catalogue
    private var store: ExprStore { catalogue.store }

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// Whether an expression is defined by cases.
    func isByCases(_ node: Expr) -> Bool {
        switch store.kind(node) {
        case .piecewise: true
        case .call: Vocabulary.row(store.function(node)).isDefinedByCases || isAngleOfReal(node)
        case .power: isPowerOfZero(node)
        default: false
        }
    }

    /// Powers of zero are 0 for positive exponents and 1 for the exponent 0.
    func isPowerOfZero(_ node: Expr) -> Bool { store.kind(node) == .power && store.child(node, 0) == .zero }

    /// The angle of a real number is 0 or pi.
    private func isAngleOfReal(_ node: Expr) -> Bool {
        store.function(node) == KnownFunction.argument && store.traits(node).isDisjoint(with: [.hasImaginary])
            && !store.hasComplexName(node)
    }

    /// With the case that holds in place of real constants that are defined by cases, where balls tell it: `1` for `step(sqrt(2))`.
    func settled(_ expr: Expr, _ evaluator: BallEvaluator) -> Expr {
        var expr = expr
        // What a case gives may have cases itself: the innermost constants are settled first, one after the other.
        while store.budget.step(),
            let (node, value) = store.postorder([expr]).firstResult(of: { node in
                value(ofConstant: node, evaluator).map { (node, $0) }
            })
        {
            expr = catalogue.substitute(expr, [node: value])
        }
        return expr
    }

    private func value(ofConstant node: Expr, _ evaluator: BallEvaluator) -> Expr? {
        guard isByCases(node), store.isConstant(node) else { return nil }
        let isCondition = store.kind(node) == .piecewise
        guard isCondition || store.childView(node).allSatisfy({ evaluator.isReal($0) == true }), let branches = branches(of: node) else {
            return nil
        }
        for (value, condition) in branches {
            guard let holds = evaluator.decides(condition, [192]) else { return nil }
            if holds { return value == node ? nil : value }
        }
        return nil
    }

    /// The values of an expression by cases, each with its condition beside those before it; nil where they are not known.
    func branches(of node: Expr) -> [(value: Expr, condition: Expr)]? {
        var definition = node
        if store.kind(node) == .call, isAngleOfReal(node) {
            let number = store.child(node, 0)
            return [(.zero, store.relation(.less, .zero, number)), (store.constant(.pi), store.relation(.less, number, .zero))]
        }
        if isPowerOfZero(node) {
            let exponent = store.child(node, 1)
            return [(.zero, store.relation(.less, .zero, exponent)), (.one, store.equation(exponent, .zero))]
        }
        if store.kind(node) == .call {
            guard let template = catalogue.definition(store.function(node)) else { return nil }
            let parts = store.childArray(node)
            if parts.count == 1 {
                definition = template.instance(parts, catalogue)
            } else {
                let first = template.instance(Array(parts.prefix(2)), catalogue)
                guard store.kind(first) == .piecewise else {
                    return [(catalogue.call(store.function(node), [first] + parts.dropFirst(2)), .truth)]
                }
                return pairs(first).map { (catalogue.call(store.function(node), [$0.value] + parts.dropFirst(2)), $0.condition) }
            }
        }
        guard store.kind(definition) == .piecewise else { return [(definition, .truth)] }
        return pairs(definition)
    }

    private func pairs(_ piecewise: Expr) -> [(value: Expr, condition: Expr)] {
        let (list, otherwise) = store.branches(piecewise)
        return list + [(otherwise, .truth)]
    }
}
