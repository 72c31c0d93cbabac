import Exact

/// What stated orders say of differences: of `a > b` and `b >= c + 1` that `a - c > 1`.
///
/// The differences are edges of a graph, whose longest paths are all that follows (Pratt, *Two Easy Theories Whose Combination Is Hard*,
/// 1977). Numbers stand for differences from zero.
struct StatedOrder: Sendable {
    /// A difference is at least this number, or more.
    private struct Step {
        var value: Rational
        var isStrict: Bool

        func then(_ other: Step) -> Step { Step(value: value + other.value, isStrict: isStrict || other.isStrict) }

        func isWeaker(than other: Step?) -> Bool {
            guard let other else { return false }
            return value < other.value || (value == other.value && !isStrict && other.isStrict)
        }
    }

    private var places: [Expr: Int] = [:]
    /// By place of the lesser and of the greater part; nil where nothing is known.
    private var steps: [[Step?]] = []
    /// More parts than these are left aside.
    private static let mostParts = 32

    /// Whether nothing is stated.
    var isEmpty: Bool { places.isEmpty }
    /// Whether no numbers are in that order.
    var isContradictory: Bool {
        places.values.contains { place in
            steps[place][place].map { $0.value.signum > 0 || ($0.value.isZero && $0.isStrict) } ?? false
        }
    }

    init() {}

    /// - Parameters:
    ///   - differences: what is not negative, or positive where `isStrict`.
    ///   - names: what is known of single names.
    init(_ differences: [(StatedDifference, isStrict: Bool)], _ names: [Expr: Facts]) {
        for (difference, isStrict) in differences where places.count + 2 <= StatedOrder.mostParts {
            // greater - lesser + rest >= 0
            add(from: difference.lesser, to: difference.greater, Step(value: -difference.rest, isStrict: isStrict))
        }
        if places.isEmpty { return }
        for name in Array(places.keys) {
            guard let facts = names[name], facts.isReal else { continue }
            if let lower = facts.lower { add(from: .zero, to: name, Step(value: lower.value, isStrict: lower.isStrict)) }
            if let upper = facts.upper { add(from: name, to: .zero, Step(value: -upper.value, isStrict: upper.isStrict)) }
        }
        close()
    }

    private mutating func place(_ part: Expr) -> Int {
        if let known = places[part] { return known }
        places[part] = steps.count
        for row in steps.indices { steps[row].append(nil) }
        steps.append(Array(repeating: nil, count: steps.count + 1))
        return steps.count - 1
    }

    private mutating func add(from lesser: Expr, to greater: Expr, _ step: Step) {
        let (start, end) = (place(lesser), place(greater))
        if steps[start][end].map({ $0.isWeaker(than: step) }) ?? true { steps[start][end] = step }
    }

    /// All paths (Floyd, 1962).
    private mutating func close() {
        for middle in steps.indices {
            for start in steps.indices {
                guard let first = steps[start][middle] else { continue }
                for end in steps.indices {
                    guard let second = steps[middle][end] else { continue }
                    let path = first.then(second)
                    if steps[start][end].map({ $0.isWeaker(than: path) }) ?? true { steps[start][end] = path }
                }
            }
        }
    }

    /// What is known of `greater - lesser`; zero stands for no part.
    func facts(of greater: Expr, less lesser: Expr) -> Facts? {
        guard let start = places[lesser], let end = places[greater], start != end else { return nil }
        var facts = Facts.real
        if let step = steps[start][end] { facts.lower = Facts.lower(step.value, isStrict: step.isStrict) }
        if let step = steps[end][start] { facts.upper = Facts.upper(-step.value, isStrict: step.isStrict) }
        return facts
    }
}

/// `factor*(greater - lesser) + rest`, where the parts are expressions without a number in front, or zero.
struct StatedDifference {
    let factor: Rational
    let greater: Expr
    let lesser: Expr
    let rest: Rational
}

extension ExprStore {
    /// An expression as a difference of two parts; nil where it is none.
    func difference(in expr: Expr) -> StatedDifference? {
        var (greater, lesser): (Expr?, Expr?)
        var (up, down) = (Rational(0), Rational(0))
        var rest = Rational(0)
        for position in 0..<(kind(expr) == .sum ? childCount(expr) : 1) {
            let term = kind(expr) == .sum ? child(expr, position) : expr
            if isNumber(term) {
                rest = rational(term)
            } else if coefficient(term).signum > 0, greater == nil {
                (greater, up) = (barePart(term), coefficient(term))
            } else if coefficient(term).signum < 0, lesser == nil {
                (lesser, down) = (barePart(term), -coefficient(term))
            } else {
                return nil
            }
        }
        if greater == nil, lesser == nil { return nil }
        if greater != nil, lesser != nil, up != down { return nil }
        return StatedDifference(factor: greater == nil ? down : up, greater: greater ?? .zero, lesser: lesser ?? .zero, rest: rest)
    }

    /// The order that conditions state.
    func order(of conditions: [Expr], _ names: [Expr: Facts]) -> StatedOrder {
        var differences: [(StatedDifference, isStrict: Bool)] = []
        for condition in conditions where kind(condition) == .relation && relation(condition) != .notEqual {
            let (left, right) = (child(condition, 0), child(condition, 1))
            let gaps = withoutAssumptions { [difference(right, left), difference(left, right)] }
            for gap in relation(condition) == .equal ? gaps : [gaps[0]] {
                guard let found = difference(in: gap) else { continue }
                let scaled = StatedDifference(
                    factor: 1, greater: found.greater, lesser: found.lesser, rest: found.rest / found.factor)
                differences.append((scaled, relation(condition) == .less))
            }
        }
        return StatedOrder(differences, names)
    }

    /// What stated orders say of an expression.
    func orderFacts(_ expr: Expr) -> Facts? {
        guard !assumptions.order.isEmpty, let difference = difference(in: expr),
            let facts = assumptions.order.facts(of: difference.greater, less: difference.lesser)
        else { return nil }
        return facts.scaled(difference.factor).plus(.exactly(difference.rest))
    }
}
