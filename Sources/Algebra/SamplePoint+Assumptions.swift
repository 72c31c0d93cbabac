import Ball
import Exact
import Expressions

// Sample points that satisfy what is assumed: bounds, wholeness and the like by construction, relations between names by trial.
extension SamplePoint {
    /// How many points are tried where most of them may violate a relation between names.
    public static let trialsUnderConditions: UInt64 = 240

    /// A number of which the facts are true, at or near the given one.
    static func value(near raw: Rational, satisfying facts: Facts) -> Rational {
        if facts.isInteger { return wholeValue(raw, facts) }
        let isAbove = facts.lower.map { raw > $0.value } ?? true
        let isBelow = facts.upper.map { raw < $0.value } ?? true
        if isAbove && isBelow && !raw.isZero { return raw }
        let size = raw.isZero ? Rational(1, 2) : raw.magnitude
        switch (facts.lower?.value, facts.upper?.value) {
        case (let lower?, let upper?):
            let share = size / (size + 1)
            let value = lower + (upper - lower) * share
            return value.isZero ? lower + (upper - lower) * share / 2 : value
        case (let lower?, nil): return (lower + size).isZero ? size / 2 : lower + size
        case (nil, let upper?): return (upper - size).isZero ? -size / 2 : upper - size
        case (nil, nil): return size
        }
    }

    /// A whole number of which the facts are true; bounds are whole already, and of the right parity.
    private static func wholeValue(_ raw: Rational, _ facts: Facts) -> Rational {
        let stride = Rational(facts.parity == nil ? 1 : 2)
        let count = Rational((raw.magnitude * 4).floor)
        var value: Rational
        switch (facts.lower?.value, facts.upper?.value) {
        case (let lower?, let upper?):
            let choices = (upper - lower) / stride + 1
            value = lower + stride * (count - choices * Rational((count / choices).floor))
        case (let lower?, nil): value = lower + stride * count
        case (nil, let upper?): value = upper - stride * count
        case (nil, nil):
            value = stride * count + (facts.parity == .odd ? 1 : 0)
            if raw.signum < 0 { value = -value }
        }
        // Zero lies between the bounds then, with room beside it.
        if value.isZero, facts.isNonzero { value = facts.upper.map { $0.value.signum > 0 } ?? true ? stride : -stride }
        return value
    }

    /// The symbols, and those that relations between names tie to them.
    public static func related(_ symbols: [Expr], _ store: ExprStore) -> [Expr] {
        let conditions = store.assumptions.openConditions
        if conditions.isEmpty { return symbols }
        var all = symbols
        var count = 0
        while count < all.count {
            count = all.count
            for condition in conditions {
                let own = store.symbols(in: [condition])
                if own.contains(where: { all.contains($0) }) { all += own.filter { !all.contains($0) } }
            }
        }
        return all
    }

    /// Whether relations that not every point satisfies tie these names.
    public static func isTied(_ symbols: [Expr], _ store: ExprStore) -> Bool {
        store.assumptions.openConditions.contains { condition in store.symbols(in: [condition]).contains { symbols.contains($0) } }
    }
}

extension BallEvaluator {
    /// Whether the stated conditions about the names of `point` hold there, as far as balls can tell. Those that cannot be decided
    /// count as violated.
    public func satisfiesAssumptions() -> Bool {
        for condition in store.assumptions.openConditions {
            guard store.symbols(in: [condition]).allSatisfy({ point[$0] != nil }) else { continue }
            guard truth(of: condition) == .holds else { return false }
        }
        return true
    }
}
