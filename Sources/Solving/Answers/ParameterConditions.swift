import Algebra
import Certified
import Exact
import Expressions
import Reading

/// Conditions that solutions put on parameters and on whole numbers, as a person would write them.
struct ParameterConditions {
    private let solver: Solver
    var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }

    init(_ solver: Solver) { self.solver = solver }

    /// The conditions together, without what always holds; nil where they never hold.
    ///
    /// - Parameter integers: the names among those in the conditions that stand for whole numbers.
    func stated(_ conditions: [Expr], integers: [Expr]) -> Expr? {
        let tidier = StatedConditions(Transforms(catalogue), solver.evaluator, store)
        guard var tidied = tidier.tidied(conditions) else { return nil }
        // What a parameter must be is put into the other conditions.
        for equation in tidied {
            guard let (name, value) = single(equation), tidied.contains(equation) else { continue }
            let others = tidied.filter { $0 != equation }.map { catalogue.substitute($0, [name: value]) }
            guard !others.contains(where: \.isAbsent), let next = tidier.tidied(others) else { return nil }
            tidied = [equation] + next
        }
        tidied = tidier.tidied(tidied.map { WholeCondition.withoutHalfTurns($0, integers, catalogue) }) ?? tidied
        let whole = tidied.map { condition in
            integers.count == 1 ? WholeCondition(solver, integers[0]).tidied(condition) : condition
        }
        let pinned = integers.count == 1 ? WholeCondition(solver, integers[0]).pinned(whole) : whole
        let joined = store.conjunction(
            withoutConsequences(pinned.map { withoutExceptions($0, integers) }))
        if joined == .falsehood { return nil }
        guard let range = solvedForParameter(joined, integers) else { return joined }
        return range == .falsehood ? nil : range
    }

    /// `a != 1` for `log(a) != 0`: what is excluded of a single parameter, number by number.
    private func withoutExceptions(_ condition: Expr, _ integers: [Expr]) -> Expr {
        let names = store.symbols(in: [condition])
        guard store.kind(condition) == .relation, store.relation(condition) == .notEqual, names.count == 1, !integers.contains(names[0]),
            store.child(condition, 0) != names[0]
        else { return condition }
        let equationSolver = EquationSolver(catalogue, solver.evaluator, names[0], isReal: true, avoiding: names)
        let roots = equationSolver.roots(of: store.difference(store.child(condition, 0), store.child(condition, 1)))
        // What is not real, or nothing at all, a parameter cannot be.
        let values = roots.list.filter { root in
            guard store.isConstant(root.value) else { return true }
            guard solver.evaluator.isReal(root.value) != false, solver.evaluator.value(of: root.value).isFinite else { return false }
            return isEqual(condition, at: [names[0]: root.value])
        }
        guard roots.isComplete, roots.everything.isEmpty,
            values.allSatisfy({ store.isConstant($0.value) && $0.enclosure == nil && $0.condition == .truth })
        else { return condition }
        return store.conjunction(values.map { store.relation(.notEqual, names[0], $0.value) })
    }

    /// Whether the sides of a relation are not known to differ: what solves an equation after it was squared may not solve it before.
    private func isEqual(_ relation: Expr, at values: [Expr: Expr]) -> Bool {
        let difference = store.difference(store.child(relation, 0), store.child(relation, 1))
        let there = catalogue.substitute(difference, values)
        return !there.isAbsent && !solver.evaluator.isNonzero(there)
    }

    /// Without the conditions that follow from the others.
    private func withoutConsequences(_ conditions: [Expr]) -> [Expr] {
        var kept = conditions.flatMap { store.conjuncts($0) }.filter { $0 != .truth }
        // 0 < u says more than 0 <= u and u != 0.
        let positive = kept.filter { store.kind($0) == .relation && store.relation($0) == .less && store.child($0, 0) == .zero }
            .map { store.child($0, 1) }
        kept.removeAll { condition in
            positive.contains { store.relation(.lessOrEqual, .zero, $0) == condition || store.relation(.notEqual, $0, .zero) == condition }
        }
        // u < v says more than u <= v.
        let stated = kept
        kept.removeAll { condition in
            store.kind(condition) == .relation && store.relation(condition) == .lessOrEqual
                && stated.contains(store.relation(.less, store.child(condition, 0), store.child(condition, 1)))
        }
        for condition in kept.reversed() {
            let others = kept.filter { $0 != condition }
            guard !others.isEmpty, others.count + 1 == kept.count else { continue }
            if store.supposing(store.conjunction(others), { store.decided(condition) }) == true { kept = others }
        }
        return kept
    }

    /// Conditions on a single real parameter that hold an inequality, as ranges of the parameter.
    private func solvedForParameter(_ condition: Expr, _ integers: [Expr]) -> Expr? {
        let names = store.symbols(in: [condition])
        guard names.count == 1, !integers.contains(names[0]), !store.assumptions.isComplex(names[0]), condition != .truth,
            store.postorder([condition]).contains(where: { node in
                store.kind(node) == .relation && (store.relation(node) == .less || store.relation(node) == .lessOrEqual)
            })
        else { return nil }
        let parts = store.conjuncts(condition)
        if parts.allSatisfy({ isPlain($0, names[0]) }) { return nil }
        var set = InequalitySolver(solver).solve(SolveRequest([condition], for: [names[0]]))
        if !set.isComplete {
            let simpler = catalogue.substitute(condition, simplerSides(condition))
            if simpler != condition { set = InequalitySolver(solver).solve(SolveRequest([simpler], for: [names[0]])) }
        }
        guard set.isComplete, set.solutions.allSatisfy(\.integers.isEmpty) else { return nil }
        return store.disjunction(
            set.solutions.map { solution in
                store.conjunction([solution.condition] + solution.bindings.map { store.relation(.equal, $0.name, $0.value) })
            })
    }

    /// The sides of the relations of a condition with their simplest forms.
    private func simplerSides(_ condition: Expr) -> [Expr: Expr] {
        let relations = ConditionForm(store).relations(condition)
        let sides = relations.flatMap { [store.child($0, 0), store.child($0, 1)] }.filter { !store.isConstant($0) }
        return Dictionary(sides.map { ($0, solver.tidied($0)) }) { first, _ in first }
    }

    /// `0 <= a`.
    private func isPlain(_ condition: Expr, _ name: Expr) -> Bool {
        guard store.kind(condition) == .relation else { return false }
        let sides = [store.child(condition, 0), store.child(condition, 1)]
        return sides.contains(name) && sides.contains { store.isConstant($0) }
    }

    /// The root for the parameters for which not every number is a solution; nil where there are none.
    ///
    /// - Parameter everything: conditions under which every number is one.
    func besides(_ everything: [Expr], _ root: Root) -> Root? {
        var root = root
        for condition in everything {
            // Where every number is one the root's own condition may fail.
            var there = root.condition
            for part in parts(condition) {
                guard store.kind(part) == .relation, store.relation(part) == .equal, store.kind(store.child(part, 0)) == .symbol else {
                    continue
                }
                there = catalogue.substitute(there, [store.child(part, 0): store.child(part, 1)])
            }
            if self.stated([there], integers: root.integers) == nil { continue }
            // What the root's own condition excludes already needs no words.
            if parts(condition).contains(where: { parts(root.condition).contains(store.negation($0)) }) { continue }
            guard let stated = stated([root.condition, store.negation(condition)], integers: root.integers) else { return nil }
            root.condition = stated
        }
        return root
    }

    func parts(_ condition: Expr) -> [Expr] { store.conjuncts(condition) }

    /// Each solution once: without roots that hold for a single value of a parameter at which another root is the same number, and with a
    /// condition where a root with parameters may be a number that is a solution anyway.
    func withoutRepetitions(_ roots: [Root]) -> [Root] {
        let kept = roots.enumerated().filter { position, root in
            guard let (name, value) = single(root.condition) else { return true }
            let there = catalogue.substitute(root.value, [name: value])
            return !roots.enumerated().contains { other, candidate in
                guard other != position, single(candidate.condition) == nil || other < position else { return false }
                let holds = catalogue.substitute(candidate.condition, [name: value])
                guard holds == .truth || store.decided(holds) == true else { return false }
                let own = catalogue.substitute(candidate.value, [name: value])
                return own == there
                    || (!own.isAbsent && !there.isAbsent && EqualityProof(catalogue).proves(store.difference(own, there)))
            }
        }.map(\.element)
        let numbers = kept.filter { store.isConstant($0.value) && $0.condition == .truth && $0.enclosure == nil }.map(\.value)
        return kept.map { root in numbers.reduce(root) { besides($1, $0) } }
    }

    /// The root where it is not a number. A number that it is with single values of parameters, where solutions meet, needs no words.
    private func besides(_ number: Expr, _ root: Root) -> Root {
        guard !store.isConstant(root.value), root.integers.isEmpty else { return root }
        let verification = Verification(solver, domain: [], isReal: true)
        guard verification.vanishesOnStretch(store.difference(root.value, number), where: root.condition) else { return root }
        var root = root
        root.condition = store.conjunction([root.condition, store.relation(.notEqual, root.value, number)])
        return root
    }

    /// The parameter and its value in `a = 0` or `a = -b`.
    func given(_ condition: Expr) -> (name: Expr, value: Expr)? {
        guard store.kind(condition) == .relation, store.relation(condition) == .equal else { return nil }
        let (left, right) = (store.child(condition, 0), store.child(condition, 1))
        return [(left, right), (right, left)].first { name, value in
            store.kind(name) == .symbol && !store.depends(value, on: name)
        }
    }

    /// The name and its value in `a = 0`.
    func single(_ condition: Expr) -> (name: Expr, value: Expr)? {
        guard store.kind(condition) == .relation, store.relation(condition) == .equal else { return nil }
        let (left, right) = (store.child(condition, 0), store.child(condition, 1))
        if store.kind(left) == .symbol, store.isConstant(right) { return (left, right) }
        if store.kind(right) == .symbol, store.isConstant(left) { return (right, left) }
        return nil
    }
}
