import Algebra
import Expressions
import Reading

// Equations that hold for whole ranges of the unknown, or for every number.
extension SingleEquation {
    /// Where whole ranges are solutions they are found as those of an inequality.
    func ranges(_ roots: Roots, _ names: [Expr]) -> SolutionSet? {
        guard isReal, names == [unknown], roots.everything.contains(where: { store.symbols(in: [$0]) == names }) else { return nil }
        let set = InequalitySolver(solver).solve(request)
        return set.isComplete ? set : nil
    }

    /// The roots with conditions of parameters alone in place of those on whole numbers under which every number is one:
    /// `a = 0 and b = 0` for `a = 0 and 2*pi*k + asin(b) = 0`. Others are left out.
    func counted(_ roots: Roots) -> Roots {
        let names = Set(store.symbols(in: [expr]) + [unknown])
        var result = roots
        result.everything = []
        for condition in roots.everything {
            guard let own = store.symbols(in: [condition]).allSatisfy({ names.contains($0) }) ? condition : ofParameters(condition, names)
            else {
                (result.isComplete, result.searched) = (false, nil)
                continue
            }
            if let root = pinned(own) {
                result.list.append(root)
                continue
            }
            for condition in SpecialCases(solver, unknown).solved(own) where !result.everything.contains(condition) {
                result.everything.append(condition)
            }
        }
        return result
    }

    /// The only value of the unknown that a condition allows: `x = b` for `x <= b and b <= x`. Nil for other conditions.
    private func pinned(_ condition: Expr) -> Root? {
        let parts = store.conjuncts(condition)
        for part in parts where store.kind(part) == .relation && store.depends(part, on: unknown) {
            let (left, right) = (store.child(part, 0), store.child(part, 1))
            let isEqual =
                store.relation(part) == .equal
                || store.relation(part) == .lessOrEqual && parts.contains(store.relation(.lessOrEqual, right, left))
            guard isEqual, let line = AffineFamily(store.difference(left, right), in: unknown, catalogue), store.isConstant(line.step),
                !store.depends(line.start, on: unknown)
            else { continue }
            let value = Expansion(catalogue).tidied(store.negated(store.quotient(line.start, line.step)))
            let others = catalogue.substitute(parts.filter { $0 != part }, [unknown: value])
            return Root(value: value, multiplicity: 0, condition: store.conjunction(others))
        }
        return nil
    }

    /// What the equation itself says where parameters have the values that a condition gives them; nil where the unknown is left in it.
    private func ofParameters(_ condition: Expr, _ names: Set<Expr>) -> Expr? {
        let parts = store.conjuncts(condition)
        let equations = parts.filter { part in
            store.kind(part) == .relation && store.relation(part) == .equal && names.contains(store.child(part, 0))
                && store.child(part, 0) != unknown && store.symbols(in: [store.child(part, 1)]).allSatisfy { names.contains($0) }
        }
        let values = Dictionary(equations.map { (store.child($0, 0), store.child($0, 1)) }) { first, _ in first }
        let there = catalogue.substitute(expr, values)
        guard !there.isAbsent, !store.depends(there, on: unknown) else { return nil }
        return store.conjunction(equations + [store.equation(there, .zero)])
    }

    /// Adds what is a solution whatever the unknown is, under conditions of the parameters.
    func addEverything(_ conditions: [Expr], to set: inout SolutionSet) {
        for condition in conditions {
            guard let stated = everything(condition) else { continue }
            if !stated.isAll { (set.isComplete, set.searched) = (false, nil) }
            guard let condition = stated.condition else { continue }
            let asked = Restriction(solver, of: [unknown], in: request.interval).conditions
            let both = store.withoutAssumptions { store.conjunction([condition] + asked) }
            // What contradicts what is asked is no solution.
            if store.withoutAssumptions({ store.supposing(both) { true } }) == nil { continue }
            set.solutions.append(Solution([], condition: both))
        }
    }

    /// Where every number is a solution, and whether that is so nowhere else among the numbers that satisfy a condition; nil where that
    /// is nowhere. Parts may leave the real numbers where the equation holds all the same.
    private func everything(_ condition: Expr) -> (condition: Expr?, isAll: Bool)? {
        let conditions = ParameterConditions(solver)
        let verification = Verification(solver, domain: [], isReal: isReal)
        func outcome(_ condition: Expr) -> Verification.Outcome { verification.check([expr], at: [:], integers: [], condition: condition) }
        guard let wide = conditions.stated([condition] + pointDomain, integers: []) else { return nil }
        if case .holds = outcome(wide) { return (wide, true) }
        guard pointDomain != domain, let narrow = conditions.stated([condition] + domain, integers: []), case .holds = outcome(narrow)
        else {
            return (nil, false)
        }
        switch outcome(store.conjunction([condition, store.negation(store.conjunction(domain))] + pointDomain)) {
        case .fails, .nowhere: return (narrow, true)
        default: return (narrow, false)
        }
    }

    /// Ranges of the unknown and numbers beside them, as ranges that do not meet: `-2 <= x <= 1` for `-2 <= x < 1` and `x = 1`.
    func joinRanges(of set: inout SolutionSet) {
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
        var question = SolveRequest([condition], for: [unknown])
        question.interval = request.interval
        let ranges = InequalitySolver(solver).solve(question)
        guard ranges.isComplete, ranges.solutions.count <= own.count, ranges.searched == nil,
            ranges.solutions.allSatisfy(\.integers.isEmpty)
        else { return }
        set.solutions = ranges.solutions + zip(set.solutions, isOfUnknown).filter { !$0.1 }.map(\.0)
    }
}
