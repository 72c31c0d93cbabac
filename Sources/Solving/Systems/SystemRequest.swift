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
        if !mayBeReal, let set = byParts(equations, request) { return set }
        let parts = isReal ? equations.flatMap { realParts(of: $0, unknowns) } : equations
        var found = solver.solutions(of: PartialSolution(equations: parts, unknowns: unknowns))
        if isReal { found = RealParts(store).realSolutions(found, solver) }
        var set = SystemAnswer(self, equations, request, isReal: isReal).answer(found)
        set.steps = solver.steps
        if isReal, !set.isComplete, set.solutions.isEmpty { set.solutions = NumericSystem(self, equations, request).some() }
        return set
    }

    /// The real solutions of an equation that holds complex numbers, by its real and its imaginary part; nil where these do not tell all.
    func byRealParts(_ equation: Expr, _ request: SolveRequest) -> SolutionSet? {
        let unknown = request.unknowns[0]
        guard store.symbols(in: [equation]) == [unknown], !store.assumptions.isComplex(unknown),
            let parts = CartesianParts(catalogue).certainParts(of: equation)
        else { return nil }
        var inner = request
        inner.isReal = true
        let equations = [parts.real, parts.imaginary].filter { $0 != .zero }
        let set = equations.count == 1 ? SingleEquation(self, equations[0], inner.unknowns[0], inner).solutions() : system(equations, inner)
        return set.isComplete ? set : nil
    }

    /// Equations of real numbers that say together what an equation says of real unknowns.
    private func realParts(of equation: Expr, _ unknowns: [Expr]) -> [Expr] {
        guard let parts = CartesianParts(catalogue).certainParts(of: equation), isTractable(parts, equation, unknowns) else {
            return RealParts(store).parts(of: equation)
        }
        return [parts.real, parts.imaginary].filter { $0 != .zero }
    }

    /// With other names than unknowns, sines and angles that were not there before would put families into conditions.
    private func isTractable(_ parts: CartesianParts.Parts, _ equation: Expr, _ unknowns: [Expr]) -> Bool {
        if store.symbols(in: [equation]).allSatisfy({ unknowns.contains($0) }) { return true }
        let known = Set(store.postorder([equation]))
        return store.postorder([parts.real, parts.imaginary]).allSatisfy { store.kind($0) != .call || known.contains($0) }
    }

    private func plainParts(of equation: Expr) -> CartesianParts.Parts? {
        store.facts(of: equation).isReal ? CartesianParts.Parts(real: equation, imaginary: .zero) : nil
    }

    /// The solutions of equations with moduli, angles, conjugates or parts of complex unknowns: each unknown is `a + b*I` with real `a` and
    /// `b`, and the real and the imaginary parts of the equations count by themselves. Nil for other equations.
    private func byParts(_ equations: [Expr], _ request: SolveRequest) -> SolutionSet? {
        let hasParts = store.postorder(equations).contains { node in
            store.kind(node) == .call && ConjugateMethod.functions.contains(store.function(node)) && store.hasComplexName(node)
        }
        guard hasParts else { return nil }
        let unit = store.constant(.imaginaryUnit)
        var (names, values): ([Expr], [Expr: Expr]) = ([], [:])
        for unknown in request.unknowns {
            guard store.assumptions.isComplex(unknown) else {
                names.append(unknown)
                continue
            }
            let (a, b) = (store.symbol("real \(unknown.index)"), store.symbol("imaginary \(unknown.index)"))
            names += [a, b]
            values[unknown] = store.sum(a, store.product(b, unit))
        }
        var parts: [Expr] = []
        for equation in catalogue.substitute(equations, values) {
            // An equation without complex numbers is its own real part.
            guard let own = CartesianParts(catalogue).certainParts(of: equation) ?? plainParts(of: equation),
                isTractable(own, equation, names)
            else { return nil }
            parts += [own.real, own.imaginary].filter { $0 != .zero }
        }
        var inner = SolveRequest([], for: names)
        inner.isReal = true
        var set = system(parts, inner)
        set.isReal = false
        let found = set.solutions
        // Where parts stay free the solutions are curves, of which no unknown tells by itself.
        set.solutions = found.filter { $0.bindings.count == names.count }.map { solution in
            let known = Dictionary(solution.bindings.map { ($0.name, $0.value) }) { first, _ in first }
            var result = solution
            result.bindings = request.unknowns.map { unknown in
                .init(name: unknown, value: catalogue.substitute(values[unknown] ?? unknown, known))
            }
            return result
        }
        if set.solutions.count < found.count { set.isComplete = false }
        return set
    }
}
