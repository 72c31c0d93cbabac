import Certified
import Expressions
import Reading
import Vocabulary

/// Forms of one degree in two powers with the same exponent, such as `4^x + 6^x - 9^x`, which are polynomials in `(2/3)^x`.
struct ProportionalPowers {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }

    init(_ solver: EquationSolver) { self.solver = solver }

    func roots(of expr: Expr, _ polynomial: KernelPolynomial?) -> Roots? {
        guard solver.isReal, let polynomial, polynomial.live.count == 2 else { return nil }
        let (first, second) = (polynomial.live[0], polynomial.live[1])
        guard let above = power(polynomial.kernels.list[first].expression),
            let below = power(polynomial.kernels.list[second].expression),
            above.exponent == below.exponent, let degree = degree(polynomial, first, second),
            let coefficients = polynomial.coefficients(in: first)
        else { return nil }
        let ratio = store.power(store.quotient(above.base, below.base), above.exponent)
        // Beside each power of the one kernel stands what is missing to the degree as a power of the other.
        let other = polynomial.kernels.list[second].expression
        let inRatio = coefficients.enumerated().map { place, coefficient in
            store.quotient(coefficient, store.power(other, degree - place))
        }
        guard !inRatio.contains(where: { solver.holdsUnknown($0) }) else { return nil }
        return solver.roots(in: ratio, inRatio)
    }

    /// Base and exponent of a power of a positive number.
    private func power(_ kernel: Expr) -> (base: Expr, exponent: Expr)? {
        if store.kind(kernel) == .call, store.function(kernel) == KnownFunction.exponential {
            return (store.constant(.e), store.child(kernel, 0))
        }
        guard store.kind(kernel) == .power, store.isConstant(store.child(kernel, 0)),
            solver.evaluator.sign(ofConstant: store.child(kernel, 0)) == 1
        else { return nil }
        return (store.child(kernel, 0), store.child(kernel, 1))
    }

    /// The degree that all terms have in the two kernels together; nil where they differ.
    private func degree(_ polynomial: KernelPolynomial, _ first: Int, _ second: Int) -> Int? {
        var degrees: Set<Int> = []
        polynomial.numerator.forEachTerm { exponents, _ in degrees.insert(Int(exponents[first] + exponents[second])) }
        return degrees.count == 1 ? degrees.first : nil
    }
}
