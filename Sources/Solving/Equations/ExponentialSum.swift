import Certified
import Expressions
import Reading
import Vocabulary

/// Sums of exponentials `c*exp(r*x)`: Descartes' rule of signs bounds the number of real zeros by the changes of sign of the factors in
/// the order of the rates (Pólya and Szegő, *Problems and Theorems in Analysis*, part V).
struct ExponentialSum {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }

    init(_ solver: EquationSolver) { self.solver = solver }

    /// At most so many real zeros; nil for other expressions.
    func mostZeros(of expr: Expr) -> Int? {
        guard store.kind(expr) == .sum else { return nil }
        var parts: [(rate: Double, sign: Int)] = []
        for term in store.childArray(expr) {
            guard let part = part(term) else { return nil }
            parts.append(part)
        }
        parts.sort { $0.rate < $1.rate }
        // Rates that doubles do not tell apart say nothing.
        for (left, right) in zip(parts, parts.dropFirst()) where right.rate - left.rate < 1e-9 { return nil }
        return zip(parts, parts.dropFirst()).count { $0.sign != $1.sign }
    }

    private func part(_ term: Expr) -> (rate: Double, sign: Int)? {
        var rate: [Expr] = []
        var factor: [Expr] = []
        for (base, exponent) in solver.transforms.splitProduct(term) {
            let part = store.power(base, exponent)
            if !solver.holdsUnknown(part) {
                factor.append(part)
            } else if !solver.holdsUnknown(base), store.facts(of: base).isPositive {
                rate.append(store.product(exponent, solver.catalogue.call(KnownFunction.logarithm, [base])))
            } else if store.kind(base) == .call, store.function(base) == KnownFunction.exponential, !solver.holdsUnknown(exponent) {
                rate.append(store.product(exponent, store.child(base, 0)))
            } else {
                return nil
            }
        }
        let sum = store.sum(rate)
        let atZero = solver.catalogue.substitute(sum, [solver.unknown: .zero])
        let slope = store.difference(solver.catalogue.substitute(sum, [solver.unknown: .one]), atZero)
        guard Expansion(solver.catalogue).tidied(store.sum([store.product(slope, solver.unknown), atZero, store.negated(sum)])) == .zero,
            let sign = solver.evaluator.sign(ofConstant: store.product(factor))
        else { return nil }
        solver.evaluator.begin(bits: 128)
        let value = solver.evaluator.value(of: slope)
        return value.isFinite ? (value.midpoint.real, sign) : nil
    }
}
