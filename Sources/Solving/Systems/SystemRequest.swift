import Algebra
import Exact
import Expressions
import Polynomials
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
        let found = solver.solutions(of: PartialSolution(equations: parts, unknowns: unknowns))
        var set = SystemAnswer(self, equations, request, isReal: isReal).answer(found)
        set.steps = solver.steps
        if isReal, !set.isComplete, set.solutions.isEmpty { set.solutions = NumericSystem(self, equations, request).some() }
        return set
    }
}

/// An equation between real names as two: its real and its imaginary part.
private struct RealParts {
    private let store: ExprStore

    init(_ store: ExprStore) { self.store = store }

    /// The parts; the equation itself where the imaginary unit does not stand in it as a factor of terms.
    func parts(of equation: Expr) -> [Expr] {
        let unit = store.constant(.imaginaryUnit)
        guard store.postorder([equation]).contains(unit), let kernels = try? Kernels(store, of: [equation]),
            let variable = kernels.variable(of: unit),
            !kernels.list.contains(where: { $0.expression != unit && store.postorder([$0.expression]).contains(unit) })
        else { return [equation] }
        var reader = PolynomialReader(kernels)
        guard let value = try? reader.read(equation), value.denominator.degree(in: variable) <= 0 else { return [equation] }
        var parts = [kernels.ring.zero, kernels.ring.zero]
        for (power, coefficient) in value.numerator.coefficients(in: variable) {
            parts[power % 2] = power % 4 < 2 ? parts[power % 2] + coefficient : parts[power % 2] - coefficient
        }
        var writer = PolynomialWriter(kernels)
        return parts.filter { !$0.isZero }.map { writer.write($0) }
    }
}
