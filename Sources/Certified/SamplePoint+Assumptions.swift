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
    /// Moves `point` onto the stated equations, as far as each is linear in a name, and tells whether the stated conditions about its
    /// names hold there, as far as balls can tell. Those that cannot be decided count as violated.
    public func satisfyAssumptions() -> Bool {
        var moved: Set<Expr> = []
        let conditions = store.assumptions.openConditions.filter { condition in
            store.symbols(in: [condition]).allSatisfy { point[$0] != nil }
        }
        for condition in conditions where isEquation(condition) {
            guard let name = solve(condition, besides: moved) else { return false }
            moved.insert(name)
        }
        for condition in conditions {
            if isEquation(condition) {
                let gap = gap(condition)
                guard gap.isFinite, gap.containsZero, gap.magnitudeUpperBound < 1e-20 else { return false }
            } else if truth(of: condition) != .holds {
                return false
            }
        }
        return moved.allSatisfy { isAllowed($0) }
    }

    private func isEquation(_ condition: Expr) -> Bool { store.kind(condition) == .relation && store.relation(condition) == .equal }

    private func gap(_ equation: Expr) -> ComplexBall {
        value(of: store.withoutAssumptions { store.difference(store.child(equation, 0), store.child(equation, 1)) })
    }

    /// Gives a name in which the equation is linear the value that solves it. Returns the name.
    private func solve(_ equation: Expr, besides moved: Set<Expr>) -> Expr? {
        for name in store.symbols(in: [equation]).reversed() where !moved.contains(name) {
            let before = point[name]
            let gaps = (0...2).map { value in
                let (coordinate, copy) = (ComplexBall(), ComplexBall())
                coordinate.set(value)
                point[name] = coordinate
                reset()
                copy.set(gap(equation))
                return copy
            }
            let (slope, other) = (ComplexBall(), ComplexBall())
            slope.subtract(gaps[0], gaps[1], bits: bits)
            other.subtract(gaps[1], gaps[2], bits: bits)
            if slope.isFinite, slope.excludesZero, slope.overlaps(other) {
                other.divide(gaps[0], slope, bits: bits)
                point[name] = other
                reset()
                return name
            }
            point[name] = before
            reset()
        }
        return nil
    }

    /// Whether the value that a name was given may lie within the bounds assumed of it.
    private func isAllowed(_ name: Expr) -> Bool {
        guard let facts = store.assumptions.names[name], let value = point[name], facts.isReal else { return true }
        let (lower, upper) = value.bounds(.real)
        // Only by accident would it be a whole number.
        guard value.isReal, !facts.isInteger else { return false }
        return facts.lower.map { upper >= $0.value.doubleValue } ?? true && facts.upper.map { lower <= $0.value.doubleValue } ?? true
    }
}
