import Exact
import Expressions
import Polynomials
import Reading
import Vocabulary

/// Removes roots of expressions that hold the unknown: the root becomes a name of its own, which a resultant eliminates. All zeros
/// remain, others may join them.
struct RadicalMethod {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }

    init(_ solver: EquationSolver) { self.solver = solver }

    func roots(of expr: Expr, _ polynomial: KernelPolynomial?) -> Roots? {
        guard let polynomial = polynomial ?? KernelPolynomial(expr, solver.unknown, store) else { return nil }
        let kernels = polynomial.live.map { ($0, polynomial.kernels.list[$0]) }
        // All parts are the unknown and roots; the outermost root goes first.
        guard kernels.allSatisfy({ isAlgebraic($0.1.expression) }) else { return nil }
        let radicals = kernels.filter {
            store.kind($0.1.expression) == .power || isCubeRoot($0.1.expression)
        }
        guard
            let (place, kernel) = radicals.first(where: { candidate in
                !radicals.contains { $0.0 != candidate.0 && store.postorder([$0.1.base]).contains(candidate.1.expression) }
            })
        else { return nil }
        let isCubic = isCubeRoot(kernel.expression)
        guard let exponent = isCubic ? Rational(1, 3) : store.rationalValue(kernel.exponent),
            let order = exponent.denominator.asInt,
            order <= 24, let above = exponent.numerator.asInt,
            let coefficients = polynomial.coefficients(in: place)
        else { return nil }
        let base = isCubic ? store.child(kernel.expression, 0) : kernel.base
        let name = store.symbol("root \(kernel.expression.index)")
        let first = store.sum(
            coefficients.enumerated().map { store.product($0.element, store.power(name, $0.offset)) })
        let second = store.difference(store.power(name, order), store.power(base, above))
        guard let resultant = try? solver.transforms.resultant(first, second, in: name),
            resultant != .zero
        else { return nil }
        solver.note("a root eliminated", expr, resultant)
        var roots = solver.roots(of: resultant)
        // Principal values of complex numbers agree here and there where parameters make branch points meet: that is not looked for.
        if !solver.isReal, store.symbols(in: [expr]).contains(where: { $0 != solver.unknown }) { roots.isComplete = false }
        let suspects = meetings(resultant)
        for position in roots.list.indices {
            roots.list[position].multiplicity = 0
            roots.list[position].suspects += suspects
            // What the root is to be is not negative.
            guard solver.isReal, order % 2 == 0, coefficients.count == 2, !store.isConstant(roots.list[position].value) else { continue }
            let wanted = store.negated(store.quotient(coefficients[0], coefficients[1]))
            let there = solver.catalogue.substitute(
                store.relation(.lessOrEqual, .zero, wanted), [solver.unknown: roots.list[position].value])
            if !there.isAbsent { roots.list[position].condition = store.conjunction([roots.list[position].condition, there]) }
        }
        return roots
    }

    /// Where zeros that are real meet others, in the parameters. A zero that comes in by eliminating belongs to other values of the roots, which
    /// are not real: it is real only where it meets the one that belongs to their conjugates. For real x, `cbrt(2*x + b) - cbrt(x + a) = 1`
    /// has the further zero -2 at `2*a - b = 3` alone.
    private func meetings(_ resultant: Expr) -> [Expr] {
        guard solver.isReal, store.symbols(in: [resultant]).contains(where: { $0 != solver.unknown }),
            let discriminant = try? solver.transforms.discriminant(resultant, in: solver.unknown),
            let factored = try? solver.transforms.factor(discriminant)
        else { return [] }
        // On both sides of such a place the two are not real, so that the discriminant has one sign.
        return solver.transforms.splitProduct(factored).filter { base, exponent in
            !store.isConstant(base) && store.wholeValue(exponent).map { $0 > 0 && $0 % 2 == 0 } == true
        }.map(\.base)
    }

    private func isCubeRoot(_ expr: Expr) -> Bool {
        store.kind(expr) == .call && store.function(expr) == KnownFunction.cubeRoot
    }

    private func isAlgebraic(_ expr: Expr) -> Bool {
        if expr == solver.unknown { return true }
        return store.postorder([expr]).allSatisfy { node in
            guard solver.holdsUnknown(node) else { return true }
            switch store.kind(node) {
            case .symbol, .sum, .scaled, .product: return true
            case .power: return store.rationalValue(store.child(node, 1)) != nil
            case .call: return isCubeRoot(node)
            default: return false
            }
        }
    }
}
