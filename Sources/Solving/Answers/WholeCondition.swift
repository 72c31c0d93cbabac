import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Conditions on a name that stands for any whole number.
struct WholeCondition {
    private let solver: Solver
    private let name: Expr
    private var store: ExprStore { solver.store }

    init(_ solver: Solver, _ name: Expr) {
        self.solver = solver
        self.name = name
    }

    /// `k != 0` for `2*pi*k != 0`, `k >= 1` for `0 < 2*pi*k - 1`; a condition that is not linear in the name stays.
    func tidied(_ condition: Expr) -> Expr {
        let condition = ofWholeNumber(condition)
        switch store.kind(condition) {
        case .conjunction: return store.conjunction(store.childArray(condition).map { tidied($0) })
        case .relation: break
        default: return condition
        }
        // left - right: below zero for `<`.
        let difference = store.difference(store.child(condition, 0), store.child(condition, 1))
        if let truth = truthOverPeriod(condition) { return truth ? .truth : .falsehood }
        guard let line = AffineFamily(difference, in: name, solver.catalogue), store.isConstant(line.start), store.isConstant(line.step)
        else { return condition }
        let constants = solver.constants
        let bound = store.negated(store.quotient(line.start, line.step))
        let isRising = constants.sign(of: line.step) == .positive
        guard let below = constants.smallFloor(bound), isRising || constants.sign(of: line.step) == .negative else { return condition }
        let isWhole = constants.order(bound, store.number(below)) == .zero
        let (down, up) = (store.number(below), store.number(below + 1))
        switch store.relation(condition) {
        case .equal: return isWhole ? store.relation(.equal, name, down) : .falsehood
        case .notEqual: return isWhole ? store.relation(.notEqual, name, down) : .truth
        case .lessOrEqual:
            return isRising ? store.relation(.lessOrEqual, name, down) : store.relation(.lessOrEqual, isWhole ? down : up, name)
        case .less:
            if isRising { return store.relation(.lessOrEqual, name, isWhole ? store.number(below - 1) : down) }
            return store.relation(.lessOrEqual, up, name)
        }
    }

    /// The condition with what is known of whole numbers: `0` for `sin(2*pi*k)`.
    private func ofWholeNumber(_ condition: Expr) -> Expr {
        let whole = store.symbol("whole number \(name.index)")
        let simpler = store.supposing(whole, .integer) { solver.catalogue.substitute(condition, [name: whole]) } ?? condition
        return solver.catalogue.substitute(simpler, [whole: name])
    }

    /// That some whole number satisfies an equation, said without it: `sin(b/2) = 0` for `b = 2*pi*k`. Nil for other conditions.
    func existence(_ condition: Expr) -> Expr? {
        guard store.kind(condition) == .relation, store.relation(condition) == .equal else { return nil }
        let difference = store.difference(store.child(condition, 0), store.child(condition, 1))
        guard let line = AffineFamily(difference, in: name, solver.catalogue), store.isConstant(line.step),
            solver.constants.sign(of: line.step) != .notReal, !store.isConstant(line.start)
        else { return nil }
        let turns = store.product(store.constant(.pi), store.quotient(line.start, line.step))
        let angle = Expansion(solver.catalogue).tidied(turns)
        return store.relation(.equal, solver.catalogue.call(KnownFunction.sine, angle), .zero)
    }

    /// `k = 0` for `0 <= k` and `k <= 0`.
    func pinned(_ conditions: [Expr]) -> [Expr] {
        let parts = conditions.flatMap { store.conjuncts($0) }
        let least = parts.first {
            store.kind($0) == .relation && store.relation($0) == .lessOrEqual
                && store.child($0, 1) == name
        }
        let most = parts.first {
            store.kind($0) == .relation && store.relation($0) == .lessOrEqual
                && store.child($0, 0) == name
        }
        if let least, let most, store.child(least, 0) == store.child(most, 1) {
            return [store.relation(.equal, name, store.child(least, 0))] + parts.filter { $0 != least && $0 != most }
        }
        return conditions
    }

    /// The numbers beyond which a condition fails whatever the parameters in it are: -1 and 1 for `-pi < pi*k + atan(a)` and
    /// `pi*k + atan(a) < pi`. Nil where there are none on one side.
    func reach(of condition: Expr) -> ClosedRange<Int>? {
        let parts = store.conjuncts(condition)
        let others = store.conjunction(parts.filter { !store.depends($0, on: name) })
        var (least, greatest): (Int?, Int?)
        for part in parts where store.kind(part) == .relation && store.relation(part) != .notEqual {
            let difference = store.difference(store.child(part, 0), store.child(part, 1))
            guard let line = AffineFamily(difference, in: name, solver.catalogue), store.isConstant(line.step),
                let lowest = store.supposing(others, { store.facts(of: line.start).lower }) ?? nil
            else { continue }
            // Where the line is not above zero, one with the least start is not.
            let weaker = tidied(
                store.relation(.lessOrEqual, store.sum(store.number(lowest.value), store.product(line.step, name)), .zero))
            guard store.kind(weaker) == .relation, store.relation(weaker) == .lessOrEqual else { continue }
            if store.child(weaker, 0) == name {
                greatest = store.wholeValue(store.child(weaker, 1))
            } else {
                least = store.wholeValue(store.child(weaker, 0))
            }
        }
        guard let least, let greatest, least <= greatest else { return nil }
        return least...greatest
    }

    /// `cos(u) != 0` for `cos(pi*k + u) != 0`: half turns only change the sign.
    static func withoutHalfTurns(_ condition: Expr, _ integers: [Expr], _ catalogue: Catalogue) -> Expr {
        let store = catalogue.store
        guard store.kind(condition) == .relation, store.relation(condition) == .notEqual, store.child(condition, 1) == .zero else {
            return condition
        }
        let call = store.child(condition, 0)
        guard store.kind(call) == .call, store.function(call) == KnownFunction.sine || store.function(call) == KnownFunction.cosine else {
            return condition
        }
        for name in store.symbols(in: [call]) where integers.contains(name) {
            guard let family = AffineFamily(store.child(call, 0), in: name, catalogue),
                store.rationalValue(store.quotient(family.step, store.constant(.pi)))?.isInteger == true
            else { continue }
            // The tangent has a value at the inverse tangent.
            if store.function(call) == KnownFunction.cosine, store.kind(family.start) == .call,
                store.function(family.start) == KnownFunction.inverseTangent
            {
                return .truth
            }
            return store.relation(.notEqual, catalogue.call(store.function(call), [family.start]), .zero)
        }
        return condition
    }

    // MARK: Periodic conditions

    /// The sines, cosines and their like of multiples of pi come again after a few whole numbers: whether the condition holds for all of
    /// these, or for none. Nil where some satisfy it, or that is not known.
    private func truthOverPeriod(_ condition: Expr) -> Bool? {
        guard let truths = truths(condition), Set(truths).count == 1 else { return nil }
        return truths.first
    }

    /// Which whole numbers satisfy a condition that comes again: those that leave one remainder when divided by another, as the even ones
    /// satisfy `cos(pi*k/2) != 0`. Nil where it is not that simple, or not known.
    func progression(_ condition: Expr) -> (step: Int, first: Int)? {
        guard let truths = truths(condition) else { return nil }
        let step = (1...truths.count).first { step in
            truths.count.isMultiple(of: step) && truths.indices.allSatisfy { truths[$0] == truths[$0 % step] }
        }
        guard let step, truths[..<step].count(where: { $0 }) == 1, let first = truths.firstIndex(of: true) else { return nil }
        return (step, first)
    }

    /// Whether a condition holds for the whole numbers from 0 on, until it comes again.
    private func truths(_ condition: Expr) -> [Bool]? {
        guard store.symbols(in: [condition]) == [name], let period = period(condition) else { return nil }
        var truths: [Bool] = []
        for number in 0..<period {
            let there = solver.catalogue.substitute(condition, [name: store.number(number)])
            guard let truth = solver.constants.truth(of: there) else { return nil }
            truths.append(truth)
        }
        return truths
    }

    /// After how many whole numbers both sides come again; nil where they do not.
    private func period(_ condition: Expr) -> Int? {
        guard store.kind(condition) == .relation else { return nil }
        let equationSolver = EquationSolver(solver.catalogue, solver.evaluator, name, isReal: true, avoiding: [])
        let sides = [store.child(condition, 0), store.child(condition, 1)]
        let constants = solver.constants
        guard let period = CommonPeriod(equationSolver, constants).period(of: sides),
            let count = store.rationalValue(period)?.numerator.asInt
        else {
            return nil
        }
        return count <= WholeCondition.longestPeriod ? count : nil
    }

    private static let longestPeriod = 48
}
