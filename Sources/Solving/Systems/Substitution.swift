import Algebra
import Exact
import Expressions
import Reading

/// Systems of any kind, by solving one equation for one unknown and putting the values into the others.
struct Substitution {
    private let solver: SystemSolver
    private var store: ExprStore { solver.store }
    /// How many equations and unknowns are tried.
    private static let mostTrials = 6

    init(_ solver: SystemSolver) { self.solver = solver }

    /// An equation that may be solved for an unknown, and how hard that looks.
    private struct Trial {
        let equation: Int
        let unknown: Expr
        let weight: Int
    }

    /// The solutions that the first successful substitution leads to.
    func solutions(of system: PartialSolution) -> PartialSolutions? {
        if let found = KernelUnknowns(solver).solutions(of: system), found.isComplete { return found }
        var best: PartialSolutions?
        for trial in trials(system).prefix(Substitution.mostTrials) where store.budget.step() {
            let cases = cases(of: system, trial)
            if cases.list.isEmpty, !cases.isComplete { continue }
            let found = solver.solutions(ofCases: cases)
            if found.isComplete || !found.list.isEmpty { return found }
            best = found
        }
        return best
    }

    // MARK: What to solve

    private func trials(_ system: PartialSolution) -> [Trial] {
        var trials: [Trial] = []
        for (place, equation) in system.equations.enumerated() {
            let names = system.unknowns.filter { solver.holds(equation, [$0]) }
            for unknown in names {
                let weight = difficulty(equation, unknown) + (names.count - 1) * 40 + min(store.postorder([equation]).count, 30)
                trials.append(Trial(equation: place, unknown: unknown, weight: weight))
            }
        }
        return trials.sorted { $0.weight < $1.weight }
    }

    /// How an unknown stands in an equation: linear with a number before it, linear, in one place, or otherwise.
    private func difficulty(_ equation: Expr, _ unknown: Expr) -> Int {
        guard let polynomial = KernelPolynomial(equation, unknown, store) else { return 300 }
        guard polynomial.live.count == 1 else { return 200 }
        let place = polynomial.live[0]
        let degree = polynomial.numerator.degree(in: place)
        let lead = polynomial.numerator.leadingCoefficient(in: place)
        let isBare = polynomial.kernels.list[place].expression == unknown
        return (isBare ? 0 : 60) + (degree - 1) * 50 + (lead.isConstant ? 0 : 25)
    }

    // MARK: Solving

    private func cases(of system: PartialSolution, _ trial: Trial) -> SystemCases {
        let equation = system.equations[trial.equation]
        let roots = solver.equationSolver(trial.unknown, system).roots(of: equation)
        var rest = system
        rest.equations.remove(at: trial.equation)
        var result = SystemCases(isComplete: roots.isComplete && roots.searched == nil && roots.undecided.isEmpty)
        for root in roots.list {
            solver.note("solved for \(store.name(trial.unknown))", equation, root.value)
            guard var next = demanding(root.condition, rest) else { continue }
            if root.enclosure != nil { next.isApproximate = true }
            next.integers += root.integers.filter { !next.integers.contains($0) }
            if let next = next.substituting(plain(root.value), for: trial.unknown, solver.catalogue) { result.list.append(next) }
        }
        let names = Set(store.symbols(in: [equation] + system.conditions))
        for condition in roots.everything {
            // The unknown is free, or bound by the other equations; what was not there before counts values on the way.
            guard var next = demanding(condition, rest) else { continue }
            next.integers += store.symbols(in: [condition]).filter { !names.contains($0) && !next.integers.contains($0) }
            result.list.append(next)
        }
        return result
    }

    /// A value multiplied out, where that makes it no longer: functions of sums see their terms.
    private func plain(_ value: Expr) -> Expr {
        if store.childCount(value) == 0 { return value }
        let expanded = Expansion(solver.catalogue).tidied(value)
        return store.postorder([expanded]).count <= store.postorder([value]).count + 2 ? expanded : value
    }

    /// The system with a condition of a root: what is to be equal is an equation.
    private func demanding(_ condition: Expr, _ system: PartialSolution) -> PartialSolution? {
        var next = system
        let parts = store.conjuncts(condition)
        for part in parts {
            if store.kind(part) == .relation, store.relation(part) == .equal {
                next.equations.append(store.difference(store.child(part, 0), store.child(part, 1)))
            } else if let own = next.demanding(part) {
                next = own
            } else {
                return nil
            }
        }
        return next
    }
}
