import Exact
import Expressions
import Polynomials

/// Systems of polynomials in function values, such as `exp(x) + y = 2` and `exp(x) = y`: the function values are unknowns at first,
/// and then each of them gives an equation of its own.
struct KernelUnknowns {
    private let solver: SystemSolver
    private var store: ExprStore { solver.store }

    init(_ solver: SystemSolver) { self.solver = solver }

    /// The solutions; nil where there are more function values and unknowns than equations, or nothing becomes simpler.
    func solutions(of system: PartialSolution) -> PartialSolutions? {
        guard let kernels = try? Kernels(store, of: system.equations, includesBases: true) else { return nil }
        let live = kernels.list.filter { solver.holds($0.expression, system.unknowns) }
        guard live.count <= system.equations.count, live.contains(where: { store.kind($0.expression) != .symbol }) else { return nil }
        var places: [Expr: Expr] = [:]
        for kernel in live where store.kind(kernel.expression) != .symbol {
            places[kernel.expression] = solver.placeholder(kernel.expression)
        }
        // The writer gives powers of kernels as powers of their places.
        var inner = system
        inner.unknowns = live.map { places[$0.expression] ?? $0.expression }
        inner.equations = []
        var reader = PolynomialReader(kernels)
        for equation in system.equations {
            guard let value = try? reader.read(equation) else { return nil }
            inner.equations.append(write(value.numerator, kernels, places))
        }
        guard inner.equations.contains(where: { equation in inner.unknowns.filter { solver.holds(equation, [$0]) }.count > 1 }) else {
            return nil
        }
        let found = solver.solutions(of: inner)
        var result = PartialSolutions(isComplete: found.isComplete)
        for solution in found.list {
            var next = system
            next.parameters = solution.parameters
            next.conditions = solution.conditions
            next.integers = solution.integers
            next.equations = live.compactMap { kernel in
                guard let value = solution.values[places[kernel.expression] ?? kernel.expression] else { return nil }
                return store.difference(kernel.expression, value)
            }
            guard next.equations.count == live.count else { return nil }
            result.join(solver.solutions(of: next))
        }
        return result
    }

    private func write(_ polynomial: Polynomial, _ kernels: Kernels, _ places: [Expr: Expr]) -> Expr {
        var terms: [Expr] = []
        polynomial.forEachTerm { exponents, coefficient in
            var factors = [store.number(Rational(coefficient))]
            for (place, kernel) in kernels.list.enumerated() where exponents[place] > 0 {
                factors.append(store.power(places[kernel.expression] ?? kernel.expression, Int(exponents[place])))
            }
            terms.append(store.product(factors))
        }
        return store.sum(terms)
    }
}
