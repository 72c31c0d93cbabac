import Certified
import Expressions
import Reading

/// Periodic ranges on a half-line: the occurrences that lie there whole, counted from a first or to a last one, and what its end cuts
/// off another.
struct PeriodicTails {
    /// Whole occurrences: the range with a name for a whole number, and what is demanded of the name.
    private(set) var families: [(range: RealRange, condition: Expr)] = []
    /// The parts of occurrences that the end cuts.
    private(set) var cut: [RealRange] = []
    private let constants: RealConstants
    private var store: ExprStore { constants.store }

    /// Nil where it cannot be told how ranges lie to the end.
    ///
    /// - Parameters:
    ///   - end: where the half-line ends; it does not belong to it.
    ///   - isAbove: whether the half-line lies above its end.
    init?(_ periodic: PeriodicRanges, from end: Expr, isAbove: Bool, _ name: Expr, _ constants: RealConstants) {
        self.constants = constants
        for range in periodic.ranges {
            guard let lower = range.lower, let upper = range.upper else {
                let bound = RealRange.End(value: end, isReached: false)
                cut.append(isAbove ? RealRange(lower: bound, upper: nil) : RealRange(lower: nil, upper: bound))
                continue
            }
            // The last occurrence that begins at the end or below it, or the last that is over there.
            let distance = store.difference(end, isAbove ? lower.value : upper.value)
            guard let turns = constants.smallFloor(store.quotient(distance, periodic.period)) else { return nil }
            let touches = constants.order(distance, store.product(store.number(turns), periodic.period)) == .zero
            let isWhole = touches && !(isAbove ? lower : upper).isReached
            let first = isWhole || (!isAbove && !touches) ? turns : isAbove ? turns + 1 : turns - 1
            let family = range.mapped { store.sum($0, store.product(periodic.period, name)) }
            let count = store.withoutAssumptions {
                isAbove ? store.relation(.lessOrEqual, store.number(first), name) : store.relation(.lessOrEqual, name, store.number(first))
            }
            families.append((family, count))
            let next = store.product(store.number(isAbove ? first - 1 : first + 1), periodic.period)
            let occurrence = range.mapped { store.sum($0, next) }
            guard let part = self.part(of: occurrence, end, isAbove) else { return nil }
            cut += part
        }
    }

    /// What the half-line leaves of a bounded range: nothing or one range. Nil: not decided.
    private func part(of range: RealRange, _ end: Expr, _ isAbove: Bool) -> [RealRange]? {
        guard let lower = range.lower, let upper = range.upper else { return nil }
        let far = constants.order(isAbove ? upper.value : lower.value, end)
        if far == .unknown || far == .notReal { return nil }
        guard far == (isAbove ? .positive : .negative) else { return [] }
        let bound = RealRange.End(value: end, isReached: false)
        switch constants.order(isAbove ? lower.value : upper.value, end) {
        case .positive: return [isAbove ? range : RealRange(lower: lower, upper: bound)]
        case .negative: return [isAbove ? RealRange(lower: bound, upper: upper) : range]
        case .zero: return [isAbove ? RealRange(lower: bound, upper: upper) : RealRange(lower: lower, upper: bound)]
        default: return nil
        }
    }
}
