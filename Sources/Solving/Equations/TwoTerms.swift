import Algebra
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Equations of two terms: `f(u) = f(v)` with a function that takes each value once, and `a*b^u = c*d^v`.
struct TwoTerms {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }

    init(_ solver: EquationSolver) { self.solver = solver }

    func roots(of expr: Expr) -> Roots? {
        guard store.kind(expr) == .sum else { return nil }
        let terms = store.childArray(expr)
        let live = terms.filter { solver.holdsUnknown($0) }
        if live.count == 1 {
            let rest = store.sum(terms.filter { !solver.holdsUnknown($0) })
            return exponentials([live[0], rest]) ?? single(live[0], rest)
        }
        guard terms.count == 2, live.count == 2 else { return nil }
        return sameFunction(live) ?? sameAngle(live) ?? exponentials(live) ?? powers(live)
    }

    /// `c*f(u) - c*f(v)`, f increasing: u = v.
    private func sameFunction(_ terms: [Expr]) -> Roots? {
        let parts = terms.map { store.barePart($0) }
        guard store.coefficient(terms[0]) == -store.coefficient(terms[1]), parts.allSatisfy({ store.kind($0) == .call }),
            store.function(parts[0]) == store.function(parts[1]), store.childCount(parts[0]) == 1
        else { return nil }
        guard solver.catalogue.isOneToOne(store.function(parts[0])) else { return nil }
        return solver.roots(of: store.difference(store.child(parts[0], 0), store.child(parts[1], 0)))
    }

    /// `c*sin(u) - c*sin(v)` and its like, where the angles are no multiples of one another: u = v or u = pi - v, up to turns.
    private func sameAngle(_ terms: [Expr]) -> Roots? {
        let calls = terms.map { store.barePart($0) }
        let ratio = store.coefficient(terms[1]) / store.coefficient(terms[0])
        guard ratio.magnitude.isOne, calls.allSatisfy({ isSineOrCosine($0) }), !store.symbols(in: calls).isEmpty else { return nil }
        let angles = calls.map { store.child($0, 0) }
        // Multiples of one angle have better methods.
        guard store.rationalValue(store.quotient(angles[0], angles[1])) == nil else { return nil }
        let name = solver.wholeName(besides: store.symbols(in: terms))
        let turn = store.product([store.number(2), store.constant(.pi), name])
        // As cosines: sin(u) = cos(pi/2 - u), -cos(v) = cos(pi - v).
        let right = store.product(.half, store.constant(.pi))
        let plain = calls.map { call in
            store.function(call) == KnownFunction.sine ? store.difference(right, store.child(call, 0)) : store.child(call, 0)
        }
        let second = ratio.signum < 0 ? plain[1] : store.difference(store.constant(.pi), plain[1])
        var result = Roots()
        for angle in [store.difference(plain[0], second), store.sum(plain[0], second)] {
            guard let own = wholeTurns(angle, turn, name) else { return nil }
            result.join(own)
        }
        return result
    }

    /// Where an angle is a whole number of turns; nil where that would ask something of the number.
    private func wholeTurns(_ angle: Expr, _ turn: Expr, _ name: Expr) -> Roots? {
        func isTurns(_ angle: Expr) -> Expr {
            store.equation(Simplifier(solver.catalogue).simplify(solver.catalogue.call(KnownFunction.cosine, [angle])).result, .one)
        }
        let angle = Expansion(solver.catalogue).tidied(angle)
        guard solver.holdsUnknown(angle) else {
            let condition = isTurns(angle)
            if condition == .falsehood { return Roots.none }
            guard store.isConstant(angle), store.kind(condition) == .relation else { return Roots(everything: [condition]) }
            return solver.roots(of: store.difference(store.child(condition, 0), store.child(condition, 1)))
        }
        if let line = AffineFamily(angle, in: solver.unknown, solver.catalogue), !solver.holdsUnknown(line.start),
            !store.isConstant(line.step)
        {
            // A frequency with names in it may be zero.
            let isStill = store.equation(line.step, .zero)
            let value = store.quotient(store.difference(turn, line.start), line.step)
            return Roots(
                list: [Root(value: value, multiplicity: 0, condition: store.negation(isStill), integers: [name])],
                everything: [store.conjunction([isStill, isTurns(line.start)])])
        }
        var own = solver.roots(of: store.difference(angle, turn))
        for position in own.list.indices {
            own.list[position].multiplicity = 0
            if store.depends(own.list[position].value, on: name) { own.list[position].integers.append(name) }
        }
        return own.everything.allSatisfy { !store.depends($0, on: name) } ? own : nil
    }

    private func isSineOrCosine(_ call: Expr) -> Bool {
        store.kind(call) == .call && (store.function(call) == KnownFunction.sine || store.function(call) == KnownFunction.cosine)
    }

    /// Both terms products of powers with the unknown above: the logarithm of their quotient is zero, up to turns.
    private func exponentials(_ terms: [Expr]) -> Roots? {
        let isBase = solver.isReal && terms.contains { isPowerOfUnknown($0) }
        guard let first = exponential(terms[0], isBase: isBase),
            let second = exponential(terms[1], isBase: isBase)
        else { return nil }
        let ratio = store.negated(store.quotient(second.factor, first.factor))
        let difference = store.difference(first.logarithm, second.logarithm)
        guard solver.holdsUnknown(difference) else { return nil }
        if solver.isReal {
            if store.isConstant(ratio), solver.evaluator.sign(ofConstant: ratio) == -1 { return Roots.none }
            let target = solver.catalogue.call(KnownFunction.logarithm, [ratio])
            var roots = solver.roots(of: store.difference(difference, target))
            if !store.isConstant(ratio), store.decided(store.relation(.less, .zero, ratio)) != true {
                let condition = store.relation(.less, .zero, ratio)
                for position in roots.list.indices {
                    roots.list[position].condition = store.conjunction([condition, roots.list[position].condition])
                }
            }
            return roots
        }
        let name = solver.wholeName(besides: [])
        let turn = store.product([store.number(2), store.constant(.pi), store.constant(.imaginaryUnit), name])
        let target = store.sum(solver.catalogue.call(KnownFunction.logarithm, [ratio]), turn)
        var roots = solver.roots(of: store.difference(difference, target))
        for position in roots.list.indices where store.depends(roots.list[position].value, on: name) {
            roots.list[position].integers.append(name)
        }
        return roots
    }

    /// A factor free of the unknown, and the logarithm of the rest, which is made of powers with constant positive bases.
    ///
    /// - Parameter isBase: whether the unknown may be a base itself.
    private func exponential(_ term: Expr, isBase: Bool) -> (factor: Expr, logarithm: Expr)? {
        var factor = Expr.one
        var logarithm: [Expr] = []
        for (base, exponent) in solver.transforms.splitProduct(term) {
            let part = store.power(base, exponent)
            if !solver.holdsUnknown(part) {
                factor = store.product(factor, part)
            } else if base == solver.unknown, isBase {
                logarithm.append(
                    store.product(exponent, solver.catalogue.call(KnownFunction.logarithm, [base])))
            } else if !solver.holdsUnknown(base), base != .zero {
                logarithm.append(store.product(exponent, solver.catalogue.call(KnownFunction.logarithm, [base])))
            } else if store.kind(base) == .call, store.function(base) == KnownFunction.exponential, !solver.holdsUnknown(exponent) {
                logarithm.append(store.product(exponent, store.child(base, 0)))
            } else {
                return nil
            }
        }
        return (factor, store.sum(logarithm))
    }

    /// `x^log(x)`, which asks for a positive x: then all powers of x are exponentials.
    private func isPowerOfUnknown(_ term: Expr) -> Bool {
        solver.transforms.splitProduct(term).contains { base, exponent in
            base == solver.unknown
                && store.postorder([exponent]).contains { node in
                    store.kind(node) == .call && store.function(node) == KnownFunction.logarithm
                        && store.child(node, 0) == solver.unknown
                }
        }
    }

    /// `z*z^I - c`, which is `z^(1 + I) - c`: powers of one base as one power.
    private func single(_ term: Expr, _ rest: Expr) -> Roots? {
        guard !solver.isReal, let found = power(term), store.rationalValue(found.exponent) == nil else { return nil }
        let value = store.negated(store.quotient(rest, found.factor))
        return KernelInversion(solver).power(found.base, found.exponent, value, Root(value: value, multiplicity: 0))
    }

    /// `a*u^p + b*u^q` with exponents free of the unknown: u^(p - q) = -b/a.
    private func powers(_ terms: [Expr]) -> Roots? {
        guard let first = power(terms[0]), let second = power(terms[1]), first.base == second.base else { return nil }
        let exponent = store.difference(first.exponent, second.exponent)
        let ratio = store.negated(store.quotient(second.factor, first.factor))
        guard exponent != .zero, !store.isNumber(exponent) else { return nil }
        let value = store.power(ratio, store.power(exponent, .minusOne))
        var roots = solver.roots(of: store.difference(first.base, value))
        // Where the exponent is a whole number there may be others.
        roots.isComplete = roots.isComplete && solver.isReal
        return roots
    }

    private func power(_ term: Expr) -> (factor: Expr, base: Expr, exponent: Expr)? {
        var factor: [Expr] = []
        var found: (base: Expr, exponent: Expr)?
        for (base, exponent) in solver.transforms.splitProduct(term) {
            if solver.holdsUnknown(exponent) { return nil }
            if !solver.holdsUnknown(base) {
                factor.append(store.power(base, exponent))
            } else if found == nil || found?.base == base {
                found = (base, store.sum(found?.exponent ?? .zero, exponent))
            } else {
                return nil
            }
        }
        return found.map { (store.product(factor), $0.base, $0.exponent) }
    }
}
