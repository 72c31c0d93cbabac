import Certified
import Exact
import Expressions
import Reading

/// Ranges that come again after each period.
struct PeriodicRanges {
    /// The ranges of one period, in ascending order.
    private(set) var ranges: [RealRange]
    /// The distance from one occurrence of a range to the next.
    private(set) var period: Expr
    /// Whether the condition was decided on every piece.
    let isComplete: Bool
    private let constants: RealConstants
    private var store: ExprStore { constants.store }

    /// The boundary points of one period, from zero on, in ascending order; nil where they cannot be counted or ordered.
    static func points(_ families: [AffineFamily], _ period: Expr, _ constants: RealConstants) -> [Expr]? {
        let store = constants.store
        var points: [Expr] = []
        for family in families {
            if constants.sign(of: family.start) == .notReal { continue }
            guard let ratio = store.rationalValue(store.quotient(family.step, period)), let steps = ratio.denominator.asInt, steps <= 200
            else { return nil }
            for turn in 0..<steps {
                let point = store.sum(family.start, store.scaled(Rational(turn, steps), period))
                guard let turns = constants.smallFloor(store.quotient(point, period)) else { return nil }
                points.append(store.difference(point, store.scaled(Rational(turns), period)))
            }
        }
        return constants.sorted(points)
    }

    /// Joins the pieces of one period, the last of which is a neighbour of the first.
    init(_ pieces: [LinePiece], period: Expr, _ constants: RealConstants) {
        self.constants = constants
        self.period = period
        isComplete = pieces.allSatisfy { $0.truth != nil }
        ranges = []
        guard let gap = pieces.firstIndex(where: { $0.truth != true }) else {
            ranges = [RealRange()]
            return
        }
        let store = constants.store
        let later = pieces[..<gap].map { piece in
            LinePiece(range: piece.range.mapped { store.sum($0, period) }, truth: piece.truth)
        }
        ranges = LinePiece.joined(Array(pieces[gap...]) + later).map { nearZero($0) }
        if let sorted = sorted(ranges) { ranges = sorted }
        shortenPeriod()
    }

    /// The occurrence of a range that begins in the first period, or that holds zero.
    private func nearZero(_ range: RealRange) -> RealRange {
        guard let lower = range.lower?.value, let upper = range.upper?.value else { return range }
        let isLate =
            constants.order(lower, period) != .negative || constants.order(upper, period) == .positive
        return isLate ? range.mapped { store.difference($0, period) } : range
    }

    private func sorted(_ ranges: [RealRange]) -> [RealRange]? {
        guard let order = constants.sorted(ranges.compactMap { $0.lower?.value }), order.count == ranges.count else { return nil }
        let places = ranges.map { range in order.firstIndex { range.lower?.value == $0 } ?? order.count }
        return zip(places, ranges).sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Ranges that are occurrences of one another at a part of the period belong to a shorter one.
    private mutating func shortenPeriod() {
        guard ranges.count > 1 else { return }
        for kept in 1..<ranges.count where ranges.count % kept == 0 {
            let part = store.scaled(Rational(kept, ranges.count), period)
            guard ranges.indices.dropLast(kept).allSatisfy({ isSame(ranges[$0].mapped { store.sum($0, part) }, ranges[$0 + kept]) })
            else { continue }
            ranges = Array(ranges.prefix(kept))
            period = part
            return
        }
    }

    private func isSame(_ left: RealRange, _ right: RealRange) -> Bool {
        func isSame(_ left: RealRange.End?, _ right: RealRange.End?) -> Bool {
            guard let left, let right else { return false }
            return left.isReached == right.isReached && constants.order(left.value, right.value) == .zero
        }
        return isSame(left.lower, right.lower) && isSame(left.upper, right.upper)
    }

    /// The ranges with their occurrences: a name in them stands for any whole number.
    func families(_ name: Expr) -> [RealRange] {
        ranges.map { range in range.mapped { store.sum($0, store.product(period, name)) } }
    }
}
