import Algebra
import Certified
import Exact
import Expressions

/// Values with which the parameters of a question are tried: such as nobody would choose, 0, 1 and -1, and values two of them share.
struct ParameterTrials {
    private let solver: Solver
    private let names: [Expr]
    private var store: ExprStore { solver.store }

    init(_ names: [Expr], _ solver: Solver) {
        self.solver = solver
        self.names = names
    }

    private static let positive: [Rational] = [Rational(13, 11), Rational(29, 9), Rational(7, 17), Rational(41, 19), Rational(5, 23)]
    private static let mixed: [Rational] = [Rational(-17, 13), Rational(19, 7), Rational(-3, 8), Rational(31, 12), Rational(-37, 10)]

    /// The trials that what is assumed of the names allows, each a value for every name.
    ///
    /// - Parameter conditions: each is to hold in some of the trials.
    func all(including conditions: [Expr]) -> [[Expr: Expr]] {
        var trials: [[Rational]] = []
        func chosen(_ pool: [Rational], _ shift: Int, _ factor: Rational = 1) -> [Rational] {
            names.indices.map { pool[($0 + shift) % pool.count] * factor }
        }
        let generic = chosen(ParameterTrials.positive, 0)
        func special(_ value: Rational) {
            for place in names.indices.prefix(3) {
                var trial = generic
                trial[place] = value
                trials.append(trial)
            }
        }
        trials.append(generic)
        trials.append(chosen(ParameterTrials.mixed, 0))
        special(0)
        trials.append(chosen(ParameterTrials.positive, 2, -1))
        trials.append(chosen(ParameterTrials.mixed, 1))
        special(1)
        special(-1)
        if names.count > 1 {
            trials.append(names.map { _ in Rational(11, 8) })
            trials.append(names.map { _ in Rational(0) })
            trials.append(names.map { _ in Rational(1) })
            trials.append(names.indices.map { Rational($0 % 2 == 0 ? 2 : -2) })
        }
        var all = trials.map { Dictionary(uniqueKeysWithValues: zip(names, $0.map { store.number($0) })) }
        all.insert(contentsOf: conditions.flatMap { satisfying($0, besides: all) }, at: min(2, all.count))
        return all.filter(isAllowed)
    }

    /// Values with which a condition holds on short stretches, where it does not with others.
    private func satisfying(_ condition: Expr, besides trials: [[Expr: Expr]]) -> [[Expr: Expr]] {
        let constants = solver.constants
        let isTried = trials.contains { trial in
            let there = solver.catalogue.substitute(condition, trial)
            return !there.isAbsent && store.isConstant(there) && constants.truth(of: there) == true
        }
        if isTried { return [] }
        let points = ParameterPoints(solver).points(where: condition, trying: [])
        return points.prefix(ParameterTrials.mostSpecial).map { point in trials[0].merging(point) { $1 } }
    }

    private static let mostSpecial = 2

    private func isAllowed(_ trial: [Expr: Expr]) -> Bool {
        if store.assumptions.isEmpty { return true }
        guard trial.allSatisfy({ store.isPossible($0.value, for: $0.key) }) else { return false }
        for case .condition(let condition) in store.assumptions.statements
        where !Set(store.symbols(in: [condition])).isDisjoint(with: names) {
            let there = store.withoutAssumptions { solver.catalogue.substitute(condition, trial) }
            if store.isConstant(there), solver.evaluator.decides(there, [128]) == false { return false }
        }
        return true
    }
}
