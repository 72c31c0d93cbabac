import Exact
import Expressions
import Reading
import Vocabulary

/// Equations in which the unknown stands beside an exponential of itself, solved by Lambert's W (Corless, Gonnet, Hare, Jeffrey and
/// Knuth, *On the Lambert W Function*, 1996).
///
/// Over the real numbers the number of zeros is bounded: `a*x + b + c*exp(d*x)` has at most two, `x^n = c*exp(d*x)` at most three.
/// Zeros that are small rational numbers are looked for first, the principal branch gives another.
struct LambertMethod {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }

    init(_ solver: EquationSolver) { self.solver = solver }

    /// `b^u = v` with the unknown in both: `x^x = c` by `x = exp(W(log(c)))`.
    func selfPower(_ base: Expr, _ exponent: Expr, _ value: Expr, _ root: Root) -> Roots? {
        guard base == solver.unknown, exponent == solver.unknown, value != .zero else { return nil }
        let logarithm = catalogue.call(KnownFunction.logarithm, [value])
        var own = root
        own.value = catalogue.call(KnownFunction.exponential, [catalogue.call(KnownFunction.lambertW, [logarithm])])
        own.multiplicity = 0
        // One zero where the value is at least 1; below, the other branch has one too.
        let isOnly = store.facts(of: store.difference(value, .one)).isNonnegative && solver.isReal
        return Roots(list: [own], isComplete: isOnly)
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
        let value = store.difference(store.negated(shift), store.quotient(branch(argument), d))
        return bounded(expr, [value], most: secondBranchIsReal(argument) ? 2 : 1, argument)
    }

    /// Whether both real branches have a value: between -1/e and 0.
    private func secondBranchIsReal(_ argument: Expr) -> Bool { !store.facts(of: argument).isNonnegative }

    private func branch(_ argument: Expr) -> Expr { catalogue.call(KnownFunction.lambertW, [argument]) }

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
            values.append(store.quotient(branch(store.product(scaled, root)), scaled))
        }
        if min(first.power, second.power) > 0 { values.append(.zero) }
        return bounded(expr, values, most: order % 2 == 0 ? 3 : 2, nil)
    }

    // MARK: x*log(x) = c, x + log(x) = c

    /// By `x = exp(t)`, where the unknown stands only by itself and in `log(x)`.
    private func logarithmic(_ expr: Expr) -> Roots? {
        let logarithm = store.call(KnownFunction.logarithm, [solver.unknown])
        let place = store.symbol("logarithm of \(solver.unknown.index)")
        let next = catalogue.substitute(
            expr, [logarithm: place, solver.unknown: catalogue.call(KnownFunction.exponential, [place])])
        guard store.postorder([expr]).contains(logarithm), !store.postorder([next]).contains(logarithm) else { return nil }
        let inner = EquationSolver(catalogue, solver.evaluator, place, isReal: true, avoiding: store.symbols(in: [expr]))
        guard let found = LambertMethod(inner).roots(of: (try? solver.transforms.expand(next)) ?? next) else { return nil }
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
        guard slope != .undefined, Expansion(catalogue).tidied(store.difference(line, expr)) == .zero else { return nil }
        return (slope, constant)
    }

    /// The values, with rational zeros; complete over the real numbers where there are as many as there can be.
    private func bounded(_ expr: Expr, _ values: [Expr], most: Int, _ argument: Expr?) -> Roots {
        guard solver.isReal else { return Roots(list: values.map { Root(value: $0, multiplicity: 0) }, isComplete: false) }
        var found = RationalGuess(solver).zeros(of: expr)
        for value in values where store.isConstant(value) {
            if solver.evaluator.isReal(value) == false { continue }
            // A rational zero that the formula gives too is shown once.
            if found.contains(where: { !solver.evaluator.isNonzero(store.difference($0, value)) }) { continue }
            found.append(value)
        }
        let symbolic = values.filter { !store.isConstant($0) }
        let list = (found + symbolic).map { Root(value: $0, multiplicity: 0) }
        if list.isEmpty, let argument, store.isConstant(argument), solver.evaluator.isReal(branch(argument)) == false { return .none }
        return Roots(list: list, isComplete: symbolic.isEmpty ? found.count >= most : most == 1)
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
        return RationalGuess.candidates.compactMap { candidate in
            let number = store.number(candidate)
            // Towers of powers may be too large at one number, and small at the next.
            let value = store.budget.withinSize { solver.catalogue.substitute(expr, [solver.unknown: number]) }
            guard let value, value != .undefined, store.isConstant(value) else { return nil }
            if value == .zero { return number }
            if solver.evaluator.isNonzero(value) { return nil }
            return ZeroQuestion(solver.catalogue).isZero(value) ? number : nil
        }
    }
}
