import Expressions
import Polynomials

/// Expressions in real names by their real and imaginary parts, where the imaginary unit stands in them as a factor of terms.
struct RealParts {
    private let store: ExprStore

    init(_ store: ExprStore) { self.store = store }

    /// An equation as those of its parts; the equation itself where the unit stands elsewhere, or nowhere.
    func parts(of equation: Expr) -> [Expr] {
        guard let (real, imaginary, _) = split(equation) else { return [equation] }
        return [real, imaginary].filter { $0 != .zero }
    }

    /// Both parts of an expression, above their common denominator; nil where the unit stands elsewhere, or nowhere.
    private func split(_ expr: Expr) -> (real: Expr, imaginary: Expr, denominator: Expr)? {
        let unit = store.constant(.imaginaryUnit)
        guard store.postorder([expr]).contains(unit), let kernels = try? Kernels(store, of: [expr]),
            let variable = kernels.variable(of: unit),
            !kernels.list.contains(where: { $0.expression != unit && store.postorder([$0.expression]).contains(unit) })
        else { return nil }
        var reader = PolynomialReader(kernels)
        guard let value = try? reader.read(expr), value.denominator.degree(in: variable) <= 0 else { return nil }
        var parts = [kernels.ring.zero, kernels.ring.zero]
        for (power, coefficient) in value.numerator.coefficients(in: variable) {
            parts[power % 2] = power % 4 < 2 ? parts[power % 2] + coefficient : parts[power % 2] - coefficient
        }
        var writer = PolynomialWriter(kernels)
        return (writer.write(parts[0]), writer.write(parts[1]), writer.write(value.denominator))
    }

    /// The solutions whose values are real: an imaginary part with free unknowns or parameters is an equation that they satisfy.
    func realSolutions(_ found: PartialSolutions, _ solver: SystemSolver) -> PartialSolutions {
        var result = PartialSolutions(isComplete: found.isComplete)
        for solution in found.list {
            var next = solution
            for (name, value) in solution.values where !store.isConstant(value) {
                guard let (real, imaginary, denominator) = split(value), imaginary != .zero else { continue }
                next.values[name] = store.quotient(real, denominator)
                next.equations.append(imaginary)
            }
            if next.equations.isEmpty { result.list.append(solution) } else { result.join(solver.solutions(of: next)) }
        }
        return result
    }
}
