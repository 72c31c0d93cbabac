import Algebra
import Certified
import Exact
import Expressions
import Reading

/// An equation that holds no unknown: it asks something of the parameters.
///
/// Each way in which it may hold gives a parameter a value, `m = 3` or `c = a*b`. The cases exclude one another.
struct ParameterEquation {
    private let solver: SystemSolver
    private var store: ExprStore { solver.store }

    init(_ solver: SystemSolver) { self.solver = solver }

    /// The cases of a system in which the expression is zero.
    func cases(of expr: Expr, in system: PartialSolution) -> SystemCases {
        guard let product = try? solver.transforms.factor(expr) else { return SystemCases(isComplete: false) }
        var result = SystemCases()
        var excluded: [Expr] = []
        for (base, exponent) in solver.transforms.splitProduct(product) {
            if store.isConstant(base) || store.facts(of: base).isNonzero { continue }
            if let sign = store.rationalValue(exponent)?.signum, sign < 0 { continue }
            var own = system
            own.conditions += excluded
            let found = cases(ofFactor: base, in: own)
            result.list += found.list
            result.isComplete = result.isComplete && found.isComplete
            excluded.append(store.relation(.notEqual, base, .zero))
        }
        return result
    }

    private func cases(ofFactor expr: Expr, in system: PartialSolution) -> SystemCases {
        if let parts = vanishingParts(expr) {
            // Terms of one sign vanish together.
            var next = system
            next.equations += parts
            return SystemCases(list: [next])
        }
        if let (name, value) = solved(expr, besides: system.integers) {
            return SystemCases(list: [system.substituting(value, for: name, solver.catalogue)].compactMap { $0 })
        }
        let names = store.symbols(in: [expr]).filter { !system.integers.contains($0) }
        if names.count == 1 { return values(of: names[0], expr, system) }
        // Linear in a parameter, with a factor that may vanish.
        for name in names {
            guard
                let coefficients = KernelPolynomial(expr, name, store).flatMap({
                    $0.live.count == 1 ? $0.coefficients(in: $0.live[0]) : nil
                }),
                coefficients.count == 2
            else { continue }
            let value = Expansion(solver.catalogue).quotient(store.negated(coefficients[0]), coefficients[1])
            var special = system
            special.equations += coefficients
            return SystemCases(
                list: [
                    system.demanding(store.relation(.notEqual, coefficients[1], .zero))?
                        .substituting(value, for: name, solver.catalogue),
                    special,
                ].compactMap { $0 })
        }
        return SystemCases(isComplete: false)
    }

    /// The values of the only parameter in an expression.
    private func values(of name: Expr, _ expr: Expr, _ system: PartialSolution) -> SystemCases {
        let isReal = !store.assumptions.isComplex(name)
        let own = EquationSolver(solver.catalogue, solver.evaluator, name, isReal: isReal, avoiding: store.symbols(in: [expr]))
        let roots = own.roots(of: expr)
        var result = SystemCases(isComplete: roots.isComplete && roots.everything.isEmpty)
        for root in roots.list where root.integers.isEmpty && store.isConstant(root.value) {
            if isReal, solver.evaluator.isReal(root.value) == false { continue }
            if let next = system.substituting(root.value, for: name, solver.catalogue) { result.list.append(next) }
        }
        result.isComplete = result.isComplete && roots.list.allSatisfy { $0.integers.isEmpty && store.isConstant($0.value) }
        return result
    }

    /// The terms of a sum of which none is negative, or none positive.
    private func vanishingParts(_ expr: Expr) -> [Expr]? {
        guard store.kind(expr) == .sum else { return nil }
        if let squares = SquareSum(expr, store), squares.forms.count > 1 { return squares.forms }
        let terms = store.childArray(expr)
        let facts = terms.map { store.facts(of: $0) }
        guard facts.allSatisfy(\.isNonnegative) || facts.allSatisfy(\.isNonpositive) else { return nil }
        return terms
    }

    /// A parameter that stands with a number before it and nowhere else, and where the expression is zero.
    private func solved(_ expr: Expr, besides integers: [Expr]) -> (name: Expr, value: Expr)? {
        if store.kind(expr) == .symbol, !integers.contains(expr) { return (expr, .zero) }
        guard store.kind(expr) == .sum else { return nil }
        let terms = store.childArray(expr)
        for term in terms {
            let name = store.barePart(term)
            guard store.kind(name) == .symbol, !integers.contains(name) else { continue }
            let others = terms.filter { $0 != term }
            guard !store.symbols(in: others).contains(name) else { continue }
            return (name, store.scaled(Rational(-1) / store.coefficient(term), store.sum(others)))
        }
        return nil
    }
}

extension Expansion {
    /// A quotient in lowest terms.
    func quotient(_ above: Expr, _ below: Expr) -> Expr {
        let plain = store.quotient(above, below)
        return (try? Transforms(catalogue).together(plain)) ?? plain
    }
}
