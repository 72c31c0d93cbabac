import Exact
import Expressions
import Polynomials
import Reading
import Vocabulary

/// Sums of logarithms with rational factors: `a*log(u) + b*log(v) = c` becomes `u^a*v^b = exp(c)`.
struct LogarithmMethod {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }

    init(_ solver: EquationSolver) { self.solver = solver }

    func roots(of expr: Expr) -> Roots? {
        guard store.kind(expr) == .sum else { return nil }
        var rest: [Expr] = []
        var logarithms: [(argument: Expr, factor: Expr)] = []
        for term in store.childArray(expr) {
            guard solver.holdsUnknown(term) else {
                rest.append(term)
                continue
            }
            guard let part = logarithm(term) else { return nil }
            logarithms.append(part)
        }
        guard let first = logarithms.first, logarithms.count > 1 else { return nil }
        var powers: [(Expr, Rational)] = []
        for part in logarithms {
            guard let ratio = store.rationalValue(store.quotient(part.factor, first.factor)) else { return nil }
            powers.append((part.argument, ratio))
        }
        var scale: Integer = 1
        for (_, ratio) in powers { scale = Integer.lcm(scale, ratio.denominator) }
        guard let times = scale.asInt, times <= 24 else { return nil }
        let constant = store.quotient(store.product(store.number(-times), store.sum(rest)), first.factor)
        var above: [Expr] = []
        var below: [Expr] = [solver.catalogue.call(KnownFunction.exponential, [constant])]
        for (argument, ratio) in powers {
            guard let exponent = (ratio * Rational(scale)).asInt, exponent.magnitude <= 24 else { return nil }
            if exponent > 0 { above.append(store.power(argument, exponent)) } else { below.append(store.power(argument, -exponent)) }
        }
        let next = store.difference(store.product(above), store.product(below))
        solver.note("logarithms joined", expr, next)
        var roots = solver.roots(of: next)
        for position in roots.list.indices { roots.list[position].multiplicity = 0 }
        return roots
    }

    /// A factor free of the unknown times one logarithm.
    private func logarithm(_ term: Expr) -> (argument: Expr, factor: Expr)? {
        var factor: [Expr] = []
        var argument: Expr?
        for (base, exponent) in solver.transforms.splitProduct(term) {
            if !solver.holdsUnknown(base), !solver.holdsUnknown(exponent) {
                factor.append(store.power(base, exponent))
            } else if argument == nil, exponent == .one, store.kind(base) == .call, store.function(base) == KnownFunction.logarithm {
                argument = store.child(base, 0)
            } else {
                return nil
            }
        }
        return argument.map { ($0, store.product(factor)) }
    }
}
