import Algebra
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Equations in which the unknown stands beside an exponential of itself, solved by Lambert's W (Corless, Gonnet, Hare, Jeffrey and
/// Knuth, *On the Lambert W Function*, 1996).
///
/// Over the real numbers both branches of W together give all zeros. Those that are small rational numbers are looked for first.
struct LambertMethod {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }

    init(_ solver: EquationSolver) { self.solver = solver }

    /// `b^u = v` with the unknown in both: `x^x = c` by `x = exp(W(log(c)))`.
    func selfPower(_ base: Expr, _ exponent: Expr, _ value: Expr, _ root: Root) -> Roots? {
        guard base == solver.unknown, exponent == solver.unknown, value != .zero else { return nil }
        let logarithm = catalogue.call(KnownFunction.logarithm, [value])
        let values = branches(logarithm).map { catalogue.call(KnownFunction.exponential, [$0]) }
        return Roots(
            list: values.map { value in
                var own = root
                own.value = value
                own.multiplicity = 0
                return own
            }, isComplete: solver.isReal)
    }

    func roots(of expr: Expr) -> Roots? {
        guard store.kind(expr) == .sum else { return nil }
        return linear(expr) ?? monomials(expr) ?? logarithmic(expr)
    }

    // MARK: a*x + b + c*exp(d*x)

    private func linear(_ expr: Expr) -> Roots? {
        var (a, b): ([Expr], [Expr]) = ([], [])
        var exponential: (factor: Expr, rate: Expr)?
        for term in store.childArray(expr) {
            if !solver.holdsUnknown(term) {
                b.append(term)
            } else if let own = monomial(term), own.power == 1, own.rate == .zero {
                a.append(own.factor)
            } else if let own = monomial(term), own.power == 0, exponential.map({ $0.rate == own.rate }) ?? true {
                exponential = (store.sum(exponential?.factor ?? .zero, own.factor), own.rate)
            } else {
                return nil
            }
        }
        guard let exponential, !a.isEmpty else { return nil }
        let (slope, constant) = (store.sum(a), store.sum(b))
        let (c, d) = (exponential.factor, exponential.rate)
        // (x + b/a)*exp(-d*x) = -c/a.
        let shift = store.quotient(constant, slope)
        let argument = store.product([
            store.quotient(store.product(d, c), slope), catalogue.call(KnownFunction.exponential, [store.negated(store.product(d, shift))]),
        ])
        let values = branches(argument).map { store.difference(store.negated(shift), store.quotient($0, d)) }
        var result = found(expr, values)
        // Where the rate or the slope is zero the equation is another one.
        for (part, rest) in [
            (d, store.sum([store.product(slope, solver.unknown), constant, c])),
            (slope, store.difference(expr, store.product(slope, solver.unknown))),
        ] where !store.isConstant(part) && !store.facts(of: part).isNonzero {
            var own = solver.roots(of: rest)
            let isZero = store.equation(part, .zero)
            for place in result.list.indices {
                result.list[place].condition = store.conjunction([store.negation(isZero), result.list[place].condition])
            }
            for place in own.list.indices { own.list[place].condition = store.conjunction([isZero, own.list[place].condition]) }
            own.everything = own.everything.map { store.conjunction([isZero, $0]) }
            result.join(own)
        }
        return result
    }

    /// The real values of the inverse of `w*exp(w)`, as far as is known: two between -1/e and 0, none below.
    private func branches(_ argument: Expr) -> [Expr] {
        var functions = [KnownFunction.lambertW]
        if solver.isReal, !store.facts(of: argument).isNonnegative { functions.append(KnownFunction.lambertWMinusOne) }
        let values = functions.map { catalogue.call($0, [argument]) }.filter { !$0.isAbsent }
        return values.filter { !solver.isReal || !store.isConstant($0) || solver.evaluator.isReal($0) != false }
    }

    // MARK: a*x^n*exp(d*x) = c

    private func monomials(_ expr: Expr) -> Roots? {
        let terms = store.childArray(expr)
        guard terms.count == 2, let first = monomial(terms[0]), let second = monomial(terms[1]) else { return nil }
        let power = first.power - second.power
        let rate = store.difference(first.rate, second.rate)
        guard power != 0, rate != .zero else { return nil }
        let (order, sign) = (abs(power), power > 0 ? 1 : -1)
        // x^order*exp(turned*x) = value.
        let turned = store.product(store.number(sign), rate)
        let ratio = store.negated(store.quotient(second.factor, first.factor))
        let value = store.power(ratio, sign)
        let scaled = store.product(turned, store.number(Rational(1, order)))
        var values: [Expr] = []
        for root in RadicalRoots(catalogue: catalogue).powerZeros(value, order) {
            if solver.isReal, store.isConstant(root), solver.evaluator.isReal(root) == false { continue }
            values += branches(store.product(scaled, root)).map { store.quotient($0, scaled) }
        }
        if min(first.power, second.power) > 0 { values.append(.zero) }
        return found(expr, values)
    }

    // MARK: x*log(x) = c, x + log(x) = c

    /// By `x = exp(t)`, where the unknown stands only by itself and in `log(x)`.
    private func logarithmic(_ expr: Expr) -> Roots? {
        let logarithm = store.call(KnownFunction.logarithm, [solver.unknown])
        let place = store.symbol("logarithm of \(solver.unknown.index)")
        let next = catalogue.substitute(
            expr, [logarithm: place, solver.unknown: catalogue.call(KnownFunction.exponential, [place])])
        guard store.postorder([expr]).contains(logarithm), !store.postorder([next]).contains(logarithm) else { return nil }
        let inner = EquationSolver(catalogue, solver.evaluator, place, isReal: solver.isReal, avoiding: store.symbols(in: [expr]))
        let expanded = (try? solver.transforms.expand(next)) ?? next
        let method = LambertMethod(inner)
        guard store.kind(expanded) == .sum, let found = method.linear(expanded) ?? method.monomials(expanded) else { return nil }
        var roots = found
        roots.list = roots.list.map { root in
            var root = root
            root.value = catalogue.call(KnownFunction.exponential, [root.value])
            root.multiplicity = 0
            return root
        }
        return roots
    }

    // MARK: Parts

    /// `factor*x^power*exp(rate*x)`.
    private func monomial(_ term: Expr) -> (factor: Expr, power: Int, rate: Expr)? {
        var factor: [Expr] = []
        var power = 0
        var rate: [Expr] = []
        for (base, exponent) in solver.transforms.splitProduct(term) {
            if !solver.holdsUnknown(base), !solver.holdsUnknown(exponent) {
                factor.append(store.power(base, exponent))
            } else if base == solver.unknown, let whole = store.wholeValue(exponent), whole.magnitude < 50 {
                power += whole
            } else if store.kind(base) == .call, store.function(base) == KnownFunction.exponential, !solver.holdsUnknown(exponent),
                let own = linearPart(store.product(exponent, store.child(base, 0)))
            {
                factor.append(catalogue.call(KnownFunction.exponential, [own.constant]))
                rate.append(own.slope)
            } else if !solver.holdsUnknown(base), store.facts(of: base).isPositive, let own = linearPart(exponent) {
                factor.append(store.power(base, own.constant))
                rate.append(store.product(own.slope, catalogue.call(KnownFunction.logarithm, [base])))
            } else {
                return nil
            }
        }
        return (store.product(factor), power, store.sum(rate))
    }

    private func linearPart(_ expr: Expr) -> (slope: Expr, constant: Expr)? {
        let constant = catalogue.substitute(expr, [solver.unknown: .zero])
        let slope = store.difference(catalogue.substitute(expr, [solver.unknown: .one]), constant)
        let line = store.sum(store.product(slope, solver.unknown), constant)
        guard !slope.isAbsent, Expansion(catalogue).tidied(store.difference(line, expr)) == .zero else { return nil }
        return (slope, constant)
    }

    /// The values, with rational numbers for those that are; all there are over the real numbers.
    private func found(_ expr: Expr, _ values: [Expr]) -> Roots {
        guard solver.isReal else { return Roots(list: values.map { Root(value: $0, multiplicity: 0) }, isComplete: false) }
        var found = RationalGuess(solver).zeros(of: expr)
        for value in values where store.isConstant(value) {
            // A rational zero that the formula gives too, and one that both branches give, are shown once.
            if found.contains(where: { !solver.evaluator.isNonzero(store.difference($0, value)) }) { continue }
            found.append(value)
        }
        return Roots(list: (found + values.filter { !store.isConstant($0) }).map { Root(value: $0, multiplicity: 0) })
    }
}

/// Small rational numbers that are zeros, by exact substitution.
struct RationalGuess {
    private let solver: EquationSolver
    private static let candidates: [Rational] =
        (-12...12).map { Rational($0) } + [
            Rational(1, 2), Rational(-1, 2), Rational(3, 2), Rational(-3, 2), Rational(1, 3), Rational(-1, 3), Rational(1, 4),
            Rational(-1, 4),
            16, 25, 27, 32, 64, 81, 100, -16, -25,
        ]

    init(_ solver: EquationSolver) { self.solver = solver }

    /// Those at which a constant expression results that is proved to be zero.
    func zeros(of expr: Expr) -> [Expr] {
        let store = solver.store
        guard solver.search.isByNumbers else { return [] }
        return RationalGuess.candidates.compactMap { candidate in
            let number = store.number(candidate)
            // Towers of powers may be too large at one number, and small at the next.
            let value = store.budget.withinSize { solver.catalogue.substitute(expr, [solver.unknown: number]) }
            guard let value, !value.isAbsent, store.isConstant(value) else { return nil }
            if value == .zero { return number }
            if solver.evaluator.isNonzero(value) { return nil }
            return EqualityProof(solver.catalogue).proves(value) ? number : nil
        }
    }
}
