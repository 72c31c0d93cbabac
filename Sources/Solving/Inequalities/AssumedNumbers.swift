import Certified
import Exact
import Expressions

/// What is assumed of the unknown, as conditions that its values satisfy.
struct AssumedNumbers {
    /// What the statements about the unknown say, also those that compare it with other names, but for wholeness.
    let condition: Expr
    /// Whether only whole numbers are allowed, and of which parity.
    let isWhole: Bool
    private let parity: Facts.Parity?

    init(_ unknown: Expr, _ store: ExprStore) {
        let facts = store.assumptions.facts(ofName: unknown)
        isWhole = facts.isInteger
        parity = facts.parity
        let statements = store.statements(about: [unknown])
        condition = store.withoutAssumptions {
            store.conjunction(
                statements.map { statement in
                    switch statement {
                    case .condition(let condition): condition
                    case .property(_, let property):
                        switch property {
                        case .positive: store.relation(.less, .zero, unknown)
                        case .negative: store.relation(.less, unknown, .zero)
                        case .nonnegative: store.relation(.lessOrEqual, .zero, unknown)
                        case .nonpositive: store.relation(.lessOrEqual, unknown, .zero)
                        case .nonzero: store.relation(.notEqual, unknown, .zero)
                        case .real, .complex, .integer, .even, .odd: .truth
                        }
                    }
                })
        }
    }

    /// Whether a number of which this is known is whole, and of the parity that is asked for.
    func allows(_ facts: Facts) -> Bool { facts.isInteger && (parity == nil || facts.parity == parity) }

    /// The whole numbers of a range that are allowed, each a range; the range itself where they are many. Nil: not decided.
    func allowed(_ range: RealRange, _ constants: RealConstants) -> [RealRange]? {
        guard let lower = range.lower, let upper = range.upper else { return [range] }
        guard let below = constants.smallFloor(lower.value), let above = constants.smallFloor(upper.value) else { return nil }
        guard above - below <= AssumedNumbers.mostListed else { return [range] }
        let store = constants.store
        var numbers: [RealRange] = []
        for number in below...max(below, above) {
            let value = store.number(number)
            if let parity, (number % 2 != 0) != (parity == .odd) { continue }
            let (low, high) = (constants.order(value, lower.value), constants.order(value, upper.value))
            guard low == .positive || (low == .zero && lower.isReached), high == .negative || (high == .zero && upper.isReached) else {
                continue
            }
            let end = RealRange.End(value: value, isReached: true)
            numbers.append(RealRange(lower: end, upper: end))
        }
        return numbers
    }

    /// Of more whole numbers the range is given.
    private static let mostListed = 200
}
