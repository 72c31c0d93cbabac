import Expressions

/// What is tried with an expression in which the unknown stands in several kernels, in this order: the first method that finds all
/// zeros is believed, else the one that finds most.
struct Methods {
    private let solver: EquationSolver

    init(_ solver: EquationSolver) { self.solver = solver }

    func roots(of expr: Expr, _ polynomial: KernelPolynomial? = nil) -> Roots {
        var best: Roots?
        let methods: [(KernelPolynomial?) -> Roots?] = [
            { _ in TwoTerms(solver).roots(of: expr) },
            { _ in LogarithmMethod(solver).roots(of: expr) },
            { _ in AngleMethod(solver).roots(of: expr) },
            { _ in DefinitionMethod(solver).roots(of: expr) },
            { _ in LambertMethod(solver).roots(of: expr) },
            { RadicalMethod(solver).roots(of: expr, $0) },
            { _ in NumericMethod(solver).roots(of: expr) },
        ]
        for method in methods where solver.store.budget.step() {
            guard let found = method(polynomial) else { continue }
            if found.isComplete { return found }
            if best.map({ $0.list.count < found.list.count }) ?? true { best = found }
        }
        return best ?? .unknown
    }
}
