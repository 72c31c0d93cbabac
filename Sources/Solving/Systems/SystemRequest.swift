import Algebra
import Certified
import Exact
import Expressions
import Reading

extension Solver {
    /// The solutions of several equations, or of one in several unknowns.
    ///
    /// Solutions are looked for among the complex numbers where the equations are algebraic in the unknowns, else among the real ones.
    func system(_ equations: [Expr], _ request: SolveRequest) -> SolutionSet {
        var unknowns: [Expr] = []
        for unknown in request.unknowns where !unknowns.contains(unknown) { unknowns.append(unknown) }
        var request = request
        request.unknowns = unknowns
        if let start = request.start { return NumericSystem(self, equations, request).near(start) }
        let isDeclaredReal = !store.assumptions.isEmpty && unknowns.allSatisfy { store.assumptions.hasRealDeclaration(of: $0) }
        let isAlgebraic = EquationKind(equations, unknowns, store).isAlgebraic
        let mayBeReal = !unknowns.contains { store.assumptions.isComplex($0) }
        let isReal = request.isReal || isDeclaredReal || !isAlgebraic && mayBeReal
        let solver = SystemSolver(catalogue, evaluator, unknowns, isReal: isReal, avoiding: store.symbols(in: equations))
        let parts = isReal ? equations.flatMap { RealParts(store).parts(of: $0) } : equations
        var found = solver.solutions(of: PartialSolution(equations: parts, unknowns: unknowns))
        if isReal { found = RealParts(store).realSolutions(found, solver) }
        var set = SystemAnswer(self, equations, request, isReal: isReal).answer(found)
        set.steps = solver.steps
        if isReal, !set.isComplete, set.solutions.isEmpty { set.solutions = NumericSystem(self, equations, request).some() }
        return set
    }
}
