import Ball
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// What an inverse function gives back of a constant: `asin(sin(2))` is `pi - 2`, `log(I^I)` is `-pi/2`.
///
/// The value is one of those that the function table lists as solutions, a discrete set; balls tell which one.
struct PrincipalValue {
    private let catalogue: Catalogue
    private let store: ExprStore

    init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
    }

    /// The value of an inverse function of a constant call of its function, or of the opposite of one; nil for anything else.
    func value(of node: Expr) -> Expr? {
        guard store.kind(node) == .call, store.childCount(node) == 1, store.isConstant(node),
            !store.traits(node).contains(.hasApplication), let undone = undone(store.child(node, 0))
        else { return nil }
        var (function, inner) = undone
        if let turned = afterQuarterTurn(function, inner), families(of: function, with: store.function(node)).isEmpty {
            (function, inner) = turned
        }
        let members = families(of: function, with: store.function(node))
        if members.isEmpty { return nil }
        guard let evaluator = try? BallEvaluator(catalogue) else { return nil }
        let value = ComplexBall()
        value.set(evaluator.value(of: node))
        guard value.isFinite else { return nil }
        var found: [Expr] = []
        for family in members {
            guard let candidate = member(of: family, inner, value, evaluator) else { continue }
            if evaluator.value(of: candidate).overlaps(value), !found.contains(candidate) { found.append(candidate) }
        }
        return found.count == 1 ? found[0] : nil
    }

    /// `f` and `u` for an argument `f(u)`; for `-f(u)` what the symmetry or the half period makes of it, for a power the exponential.
    private func undone(_ argument: Expr) -> (function: FunctionID, inner: Expr)? {
        let bare = store.barePart(argument)
        let sign = store.coefficient(argument)
        guard sign.magnitude.isOne else { return nil }
        if store.kind(bare) == .power, sign.signum > 0 {
            let logarithm = catalogue.call(KnownFunction.logarithm, store.child(bare, 0))
            return (KnownFunction.exponential, store.product(store.child(bare, 1), logarithm))
        }
        guard store.kind(bare) == .call, store.childCount(bare) == 1 else { return nil }
        let (function, inner) = (store.function(bare), store.child(bare, 0))
        if sign.signum > 0 { return (function, inner) }
        let row = Vocabulary.row(function)
        if row.symmetry == .odd { return (function, store.negated(inner)) }
        guard row.isAntiperiodic, let period = catalogue.period(function) else { return nil }
        return (function, store.sum(inner, period))
    }

    /// The sine as the cosine of an angle less by a quarter turn, and the other way round: `acos(sin(u))` turns on `u - pi/2`.
    private func afterQuarterTurn(_ function: FunctionID, _ inner: Expr) -> (function: FunctionID, inner: Expr)? {
        let quarter = store.scaled(Rational(1, 2), store.constant(.pi))
        switch function {
        case KnownFunction.sine: return (KnownFunction.cosine, store.difference(inner, quarter))
        case KnownFunction.cosine: return (KnownFunction.sine, store.sum(inner, quarter))
        default: return nil
        }
    }

    /// `x = slope*g(y) + offset + period*k`, the solutions of `f(x) = y`.
    private struct Family {
        let slope: Expr
        let offset: Expr
        let period: Expr
    }

    /// The solutions that the table lists for a function and that are written with the inverse.
    private func families(of function: FunctionID, with inverse: FunctionID) -> [Family] {
        let name = store.symbol("value of the function")
        let principal = store.call(inverse, name)
        return catalogue.inverses(function).compactMap { own in
            let (first, second) = (own.argument(for: name, [name], catalogue), own.argument(for: name, turn: .one, [name], catalogue))
            let offset = catalogue.substitute(first, [principal: .zero])
            let slope = store.difference(catalogue.substitute(first, [principal: .one]), offset)
            guard store.isConstant(offset), store.isConstant(slope), slope != .zero else { return nil }
            return Family(slope: slope, offset: offset, period: store.difference(second, first))
        }
    }

    /// The only member of a family that may be the value: `g(f(u)) = (u - offset - period*k)/slope` for the nearest k.
    private func member(of family: Family, _ inner: Expr, _ value: ComplexBall, _ evaluator: BallEvaluator) -> Expr? {
        let start = store.difference(inner, family.offset)
        var whole = Rational(0)
        if family.period != .zero {
            let (count, factor) = (ComplexBall(), ComplexBall())
            factor.set(evaluator.value(of: family.slope))
            count.multiply(value, factor, bits: evaluator.bits)
            count.subtract(evaluator.value(of: start), count, bits: evaluator.bits)
            factor.set(evaluator.value(of: family.period))
            count.divide(count, factor, bits: evaluator.bits)
            guard count.isFinite, let nearest = Rational(exactly: count.midpoint.real.rounded()) else { return nil }
            whole = nearest
        }
        let moved = store.difference(start, store.scaled(whole, family.period))
        let terms = store.terms(moved)
        return store.sum(terms.map { store.quotient($0, family.slope) })
    }
}
