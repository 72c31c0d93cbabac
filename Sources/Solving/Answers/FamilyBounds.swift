import Certified
import Exact
import Expressions
import Reading

/// A family of values at equal distances between bounds that its unknown has: which members may lie there, and which certainly do.
struct FamilyBounds {
    private let solver: Solver
    private let place: Restriction.Place
    private let conditions: [Expr]
    private let name: Expr
    private let unknown: Expr
    private let line: AffineFamily
    /// Bounds of the value of the member 0.
    private let start: (least: Expr, greatest: Expr)
    /// The constants between which the unknown lies.
    private let ends: (lower: Expr?, upper: Expr?)
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }
    private var constants: RealConstants { solver.constants }
    /// More members of a family are not listed.
    private static let most = 10_000
    /// More members of which it depends on parameters are not taken one by one.
    private static let mostOpen = 20

    /// Nil where there is no family of one unknown at equal distances, or where nothing is known of its first member.
    ///
    /// - Parameter conditions: what is asked of the unknown.
    init?(_ solver: Solver, _ place: Restriction.Place, _ conditions: [Expr]) {
        self.solver = solver
        let store = solver.store
        guard place.integers.count == 1, place.values.count == 1, let (unknown, value) = place.values.first,
            let line = AffineFamily(value, in: place.integers[0], solver.catalogue), store.isConstant(line.step)
        else { return nil }
        name = place.integers[0]
        self.unknown = unknown
        self.place = place
        self.conditions = conditions
        self.line = line
        if store.isConstant(line.start) {
            start = (line.start, line.start)
        } else {
            let facts = store.supposing(place.condition) { store.facts(of: line.start) } ?? store.facts(of: line.start)
            guard facts.isReal, let least = facts.lower, let greatest = facts.upper else { return nil }
            start = (store.number(least.value), store.number(greatest.value))
        }
        ends.lower = conditions.firstResult { FamilyBounds.end(of: $0, unknown, isLower: true, store) }
        ends.upper = conditions.firstResult { FamilyBounds.end(of: $0, unknown, isLower: false, store) }
    }

    /// The constant in `0 < x` or `x <= 1`.
    private static func end(of condition: Expr, _ unknown: Expr, isLower: Bool, _ store: ExprStore) -> Expr? {
        guard store.kind(condition) == .relation, store.relation(condition) == .less || store.relation(condition) == .lessOrEqual else {
            return nil
        }
        let (side, end) =
            isLower ? (store.child(condition, 1), store.child(condition, 0)) : (store.child(condition, 0), store.child(condition, 1))
        return side == unknown && store.isConstant(end) ? end : nil
    }

    /// The members that may lie between two ends, each by itself; nil where there is only one end, and where they are too many.
    func members() -> [Restriction.Place]? {
        guard let lower = ends.lower, let upper = ends.upper,
            let (first, last) = AffineFamily(start: .zero, step: line.step).turns(
                from: store.difference(lower, start.greatest), to: store.difference(upper, start.least), constants),
            last - first < FamilyBounds.most
        else { return nil }
        return first <= last ? (first...last).compactMap { member($0) } : []
    }

    private func member(_ number: Int) -> Restriction.Place? {
        var member = place
        member.values = [unknown: line.member(number, store)]
        member.condition = catalogue.substitute(place.condition, [name: store.number(number)])
        member.integers = []
        return member.condition == .falsehood || member.condition.isAbsent ? nil : member
    }

    /// Of a family with parameters beside a single end: the members that lie beyond it whatever the parameters are, with what else is
    /// asked of them, and those that may.
    func split() -> (certain: (place: Restriction.Place, conditions: [Expr]), open: [Restriction.Place])? {
        guard !store.isConstant(line.start), (ends.lower == nil) != (ends.upper == nil), let end = ends.lower ?? ends.upper else {
            return nil
        }
        let isRising = constants.sign(of: line.step) == .positive
        guard isRising || constants.sign(of: line.step) == .negative else { return nil }
        // Counted in the direction of the half-line.
        let isUp = isRising == (ends.lower != nil)
        let (near, far) = ends.lower == nil ? (start.greatest, start.least) : (start.least, start.greatest)
        func turns(_ value: Expr) -> Expr { store.quotient(store.difference(end, value), line.step) }
        let first: Int, limit: Int
        if isUp {
            guard let below = constants.smallFloor(turns(near)), let lowest = constants.smallFloor(store.negated(turns(far))) else {
                return nil
            }
            (first, limit) = (-lowest, below + 1)
        } else {
            guard let below = constants.smallFloor(store.negated(turns(near))), let highest = constants.smallFloor(turns(far)) else {
                return nil
            }
            (first, limit) = (highest, -below - 1)
        }
        let open = isUp ? Array(first..<max(first, limit)) : Array((min(first, limit) + 1)..<(first + 1))
        guard open.count <= FamilyBounds.mostOpen else { return nil }
        var certain = place
        let number = store.number(limit)
        let count = store.relation(.lessOrEqual, isUp ? number : name, isUp ? name : number)
        certain.condition = store.conjunction([place.condition, count])
        let others = conditions.filter { FamilyBounds.end(of: $0, unknown, isLower: ends.lower != nil, store) != end }
        return ((certain, others), open.compactMap { member($0) })
    }
}
