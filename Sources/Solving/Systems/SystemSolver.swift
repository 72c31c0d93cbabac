import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Finds the common zeros of several expressions in several unknowns.
///
/// A system that is linear in its unknowns is solved by elimination, one that is made of polynomials and roots by Gröbner bases, any
/// other by solving one equation for one unknown and substituting. Each step leaves cases, which are systems with fewer unknowns.
/// What comes out are candidates, which hold the solutions: they are still to be checked.
final class SystemSolver {
    let catalogue: Catalogue
    let store: ExprStore
    let evaluator: BallEvaluator
    let transforms: Transforms
    /// The unknowns of the request.
    let unknowns: [Expr]
    /// Whether only real solutions are wanted.
    let isReal: Bool
    /// How the solutions were found.
    var steps: [SolutionSet.Step] = []
    private var depth = 0
    private var usedNames: Set<Expr>
    /// How many systems may still be opened.
    private var allowance = 600
    /// When the search ends, by the thread's processor time.
    private let deadline: Double
    /// The part of the time left that the search may take: what it finds is still to be checked.
    private static let share = 0.6
    /// How long a basis may take where there are other ways to go on.
    private static let firstPatience = 1.0
    private static let deepest = 16

    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator, _ unknowns: [Expr], isReal: Bool, avoiding names: [Expr]) {
        self.catalogue = catalogue
        self.evaluator = evaluator
        self.unknowns = unknowns
        self.isReal = isReal
        store = catalogue.store
        deadline = Budget.processorClock() + SystemSolver.share * min(store.budget.remainingWork, store.budget.remainingTime)
        transforms = Transforms(catalogue)
        usedNames = Set(names)
    }

    /// Notes a step on the way.
    func note(_ name: String, _ before: Expr, _ after: Expr) {
        if before != after { steps.append(.init(name: name, before: before, after: after)) }
    }

    /// A solver of one equation in one unknown, whose whole numbers have names of their own.
    func equationSolver(_ unknown: Expr, _ system: PartialSolution) -> EquationSolver {
        EquationSolver(catalogue, evaluator, unknown, isReal: isReal, avoiding: Array(usedNames) + system.integers)
    }

    /// A name that the request does not use, for a part that is an unknown for a while.
    func placeholder(_ part: Expr) -> Expr { store.symbol("part \(part.index)") }

    /// Whether one of the names occurs in an expression.
    func holds(_ expr: Expr, _ names: [Expr]) -> Bool { store.symbols(in: [expr]).contains { names.contains($0) } }

    /// What one computation of a basis may take: a part of the time that is left.
    ///
    /// - Parameter isFirst: whether there are other ways to go on.
    func basisBudget(isFirst: Bool) -> Budget {
        let rest = min(deadline - Budget.processorClock(), store.budget.remainingTime)
        return Budget(seconds: max(0.05, min(isFirst ? SystemSolver.firstPatience : .infinity, 0.6 * rest)))
    }

    // MARK: Cases

    /// The solutions of a system.
    func solutions(of system: PartialSolution) -> PartialSolutions {
        allowance -= 1
        guard depth < SystemSolver.deepest, allowance > 0, store.budget.step(), Budget.processorClock() < deadline else { return .unknown }
        depth += 1
        defer { depth -= 1 }
        let settled: PartialSolution
        switch settle(system) {
        case .impossible: return .none
        case .cases(let cases): return solutions(ofCases: cases)
        case .system(let system): settled = system
        }
        if settled.equations.isEmpty { return PartialSolutions(list: [settled]) }
        let methods: [() -> PartialSolutions?] = [
            { IntegerPoints(self).solutions(of: settled) },
            { DiophantineSystem(self).solutions(of: settled) },
            { LinearSystem(self).solutions(of: settled) },
            { Peeling(self).solutions(of: settled, isThorough: false) },
            { PolynomialSystem(self).solutions(of: settled, isFirst: true) },
            { Peeling(self).solutions(of: settled, isThorough: true) },
            { PolynomialSystem(self).solutions(of: settled, isFirst: false) },
            { CaseSplitting(self).solutions(of: settled) },
            { Substitution(self).solutions(of: settled) },
        ]
        var best: PartialSolutions?
        for method in methods where store.budget.step() {
            guard let found = method() else { continue }
            // What the later methods would find of the same system is no more, only less clear.
            if found.isComplete || !found.list.isEmpty { return found }
            best = found
        }
        return best ?? .unknown
    }

    /// The solutions of several systems together.
    func solutions(ofCases cases: SystemCases) -> PartialSolutions {
        var result = PartialSolutions(isComplete: cases.isComplete)
        for system in cases.list { result.join(solutions(of: system)) }
        return result
    }

    /// What looking at the equations one by one makes of a system.
    private enum Settled {
        case impossible
        case cases(SystemCases)
        case system(PartialSolution)
    }

    /// Removes what holds without a value for any unknown; an equation between parameters gives a case for each way it may hold.
    private func settle(_ system: PartialSolution) -> Settled {
        var next = system
        next.equations = []
        for equation in system.equations where equation != .zero && !next.equations.contains(equation) {
            if equation == .undefined { return .impossible }
            if equation == .unfinished { return .cases(SystemCases(list: [], isComplete: false)) }
            if holds(equation, system.unknowns) {
                next.equations.append(equation)
                continue
            }
            if store.isConstant(equation) {
                if system.isApproximate { return .cases(approximately(equation, system)) }
                if evaluator.isNonzero(equation) { return .impossible }
                if EqualityProof(catalogue).proves(equation) { continue }
                var rest = system
                rest.equations.removeAll { $0 == equation }
                return .cases(SystemCases(list: [rest], isComplete: false))
            }
            if store.facts(of: equation).isNonzero { return .impossible }
            if EqualityProof(catalogue).proves(equation) { continue }
            var rest = system
            rest.equations.removeAll { $0 == equation }
            if store.symbols(in: [equation]).allSatisfy({ system.integers.contains($0) }) {
                return .cases(IntegerEquation(self).cases(of: equation, in: rest))
            }
            return .cases(ParameterEquation(self).cases(of: equation, in: rest))
        }
        return .system(next)
    }

    /// What decimal numbers make of an equation is no proof: one that nearly holds may hold.
    private func approximately(_ equation: Expr, _ system: PartialSolution) -> SystemCases {
        evaluator.begin(bits: 128)
        let value = evaluator.value(of: equation)
        var rest = system
        rest.equations.removeAll { $0 == equation }
        let mayHold = value.isFinite && value.magnitudeUpperBound < 1e-9
        return SystemCases(list: mayHold ? [rest] : [], isComplete: false)
    }
}

/// Systems that together have the solutions of one.
struct SystemCases {
    var list: [PartialSolution] = []
    /// Whether no case is left out.
    var isComplete = true
}
