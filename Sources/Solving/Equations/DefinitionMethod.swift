import Exact
import Expressions
import Reading
import Vocabulary

/// Rewrites functions of the unknown by their definitions, and powers of numbers by powers of primes, so that parts that depend on
/// one another become powers of one kernel.
struct DefinitionMethod {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }

    init(_ solver: EquationSolver) { self.solver = solver }

    func roots(of expr: Expr) -> Roots? {
        var replacements: [Expr: Expr] = [:]
        var holes: Set<Expr> = []
        for node in store.postorder([expr]) where solver.holdsUnknown(node) {
            guard let value = replacement(node) else { continue }
            replacements[node] = value
            if hasHole(node) { holes.insert(store.child(node, 0)) }
        }
        guard !replacements.isEmpty else { return nil }
        let next = solver.catalogue.substitute(expr, replacements)
        guard next != expr else { return nil }
        solver.note("written by definitions", expr, next)
        var result = solver.roots(of: next)
        for hole in holes {
            result.everything = result.everything.map { store.conjunction([$0, store.negation(store.equation(hole, .zero))]) }
            result.join(solver.roots(of: hole))
        }
        return result
    }

    /// Whether a function has a value at 0 where its definition has none: `acot(x)` is `atan(1/x)` elsewhere.
    private func hasHole(_ node: Expr) -> Bool {
        guard store.kind(node) == .call, store.childCount(node) == 1 else { return false }
        let function = store.function(node)
        return solver.catalogue.definition(function)?.instance([.zero], solver.catalogue) == .undefined
            && !solver.catalogue.call(function, [.zero]).isAbsent
    }

    private func replacement(_ node: Expr) -> Expr? {
        switch store.kind(node) {
        case .call:
            let function = store.function(node)
            let row = Vocabulary.row(function)
            if function == KnownFunction.logarithm, store.kind(store.child(node, 0)) == .power {
                return logarithm(ofPower: store.child(node, 0))
            }
            // Sines and cosines are left to the angles; definitions by cases have been taken apart.
            guard !row.isDefinedByCases, !row.isVariadic, function != KnownFunction.sine, function != KnownFunction.cosine,
                let definition = solver.catalogue.definition(function)
            else { return nil }
            return definition.instance(store.childArray(node), solver.catalogue)
        case .power:
            return ofPrimes(store.child(node, 0), store.child(node, 1))
        default:
            return nil
        }
    }

    /// `log(u^q) = q*log(u)`, with `abs(u)` where the power hides the sign.
    private func logarithm(ofPower power: Expr) -> Expr? {
        guard solver.isReal, let exponent = store.rationalValue(store.child(power, 1)) else { return nil }
        let base = store.child(power, 0)
        let isEven = !exponent.numerator.isOdd
        let argument = isEven ? solver.catalogue.call(KnownFunction.absoluteValue, [base]) : base
        return store.scaled(exponent, solver.catalogue.call(KnownFunction.logarithm, [argument]))
    }

    /// `12^u` as `2^(2*u)*3^u`.
    private func ofPrimes(_ base: Expr, _ exponent: Expr) -> Expr? {
        guard solver.holdsUnknown(exponent), let number = store.rationalValue(base), number.signum > 0,
            number.bitLength < 80
        else { return nil }
        let primes = PrimeFactors.of(number.numerator) + PrimeFactors.of(number.denominator).map { ($0.prime, -$0.multiplicity) }
        if primes.count == 1, primes[0].multiplicity == 1 { return nil }
        return store.product(
            primes.map { store.power(store.number(Rational($0.prime)), store.product(store.number($0.multiplicity), exponent)) })
    }
}
