import Exact
import Expressions
import Vocabulary

/// How much there is to read in an expression: what simplification never raises.
///
/// Costs compare by `nodes` first, then by `weight`.
public struct Cost: Comparable, Hashable, Sendable, BitwiseCopyable {
    /// The number of nodes in the syntax tree of the printed text: every number, name, operator, sign and call counts 1.
    public let nodes: Int
    /// What makes an expression of that many nodes hard to read: long numbers, exponents that are negative or fractions, functions,
    /// the more so of composite arguments and of other functions, powers of functions, the imaginary unit.
    public let weight: Int

    /// Greater numbers count as this one: the tree of a shared graph may be exponentially large.
    public static let limit = Int.max / 4

    /// Pairs them.
    public init(nodes: Int, weight: Int) {
        self.nodes = nodes
        self.weight = weight
    }

    /// Whether the left is cheaper.
    public static func < (left: Cost, right: Cost) -> Bool {
        left.nodes != right.nodes ? left.nodes < right.nodes : left.weight < right.weight
    }
}

/// The costs of the expressions of one store, each worked out once.
///
/// What would be printed is counted, not printed: parts that are shared are counted wherever they would appear.
public final class CostTable {
    private let store: ExprStore
    private let order: PrintingOrder
    private var entries = ExprMap<Entry>()
    private var stack: [Expr] = []

    /// The cost of an expression, or of a part of its presentation.
    private struct Entry: BitwiseCopyable {
        var nodes = 0
        var weight = 0
        var holdsCall = false

        mutating func add(_ other: Entry) {
            nodes = min(nodes + other.nodes, Cost.limit)
            weight = min(weight + other.weight, Cost.limit)
            holdsCall = holdsCall || other.holdsCall
        }

        mutating func add(nodes count: Int, weight extra: Int = 0) {
            nodes = min(nodes + count, Cost.limit)
            weight = min(weight + extra, Cost.limit)
        }
    }

    /// Nothing is known yet.
    public init(_ store: ExprStore) {
        self.store = store
        order = PrintingOrder(store)
    }

    /// Forgets everything, as must be done when the store is rolled back: handles may have a new meaning since.
    public func forget() {
        entries.removeAll()
        order.forget()
    }

    /// The cost of an expression.
    public func cost(of root: Expr) -> Cost {
        let entry = self.entry(root)
        return Cost(nodes: entry.nodes, weight: entry.weight)
    }

    private func entry(_ root: Expr) -> Entry {
        if let known = entries[root] { return known }
        stack.append(root)
        while let node = stack.last {
            let open = stack.count
            if entries[node] == nil {
                for part in store.childView(node) where entries[part] == nil { stack.append(part) }
            }
            if stack.count == open {
                stack.removeLast()
                if entries[node] == nil { entries.set(node, counted(node)) }
            }
        }
        return entries[root] ?? Entry()
    }

    private func known(_ expr: Expr) -> Entry { entries[expr] ?? Entry() }

    private func counted(_ node: Expr) -> Entry {
        switch store.kind(node) {
        case .number: return number(node, isSigned: true)
        case .constant: return Entry(nodes: 1, weight: store.isConstant(node, .imaginaryUnit) ? 2 : 0)
        case .symbol: return Entry(nodes: 1)
        case .sum: return sum(node)
        case .scaled, .product: return quotient(node, isSigned: true)
        case .power: return isInverted(node) ? quotient(node, isSigned: true) : factor(node)
        case .call:
            // The number of a branch stands before the argument: `lambertw(-1, x)`.
            var entry = call(store.childView(node))
            if let branch = Vocabulary.row(store.function(node)).branch { entry.nodes += branch.number < 0 ? 2 : 1 }
            return entry
        case .application: return call(UnsafeBufferPointer(rebasing: store.childView(node).suffix((store.childCount(node) - 1) / 2)))
        case .element, .matrix: return call(UnsafeBufferPointer(rebasing: store.valueParts(node)))
        case .binder: return binder(node)
        case .relation, .disjunction: return junction(store.childView(node))
        case .conjunction: return conjunction(node)
        case .negation: return junction(store.childView(node), extra: 1)
        case .piecewise: return piecewise(store.childView(node))
        }
    }

    // MARK: Numbers

    /// One weight for every three digits beyond the first three.
    private func weight(_ number: Integer) -> Int {
        let bits = number.bitLength
        return bits <= 9 ? 0 : (bits * 30_103 / 100_000) / 3
    }

    private func number(_ expr: Expr, isSigned: Bool) -> Entry {
        let value = store.rational(expr)
        var entry = Entry(
            nodes: value.isInteger ? 1 : 3, weight: weight(value.numerator) + (value.isInteger ? 0 : weight(value.denominator)))
        if isSigned, value.signum < 0 { entry.nodes += 1 }
        return entry
    }

    // MARK: Sums and products

    private func sum(_ node: Expr) -> Entry {
        let terms = store.childView(node)
        var entry = Entry(nodes: terms.count - 1)
        var negative = 0
        for term in terms {
            entry.add(unsigned(term))
            if order.isNegative(term) { negative += 1 }
        }
        // Where two terms have different signs, or all the same, the order of printing need not be asked.
        let leads = negative == terms.count || (negative > 0 && terms.count > 2 && order.leadsWithMinus(node))
        if leads { entry.add(nodes: 1) }
        return entry
    }

    /// A term without its sign.
    private func unsigned(_ term: Expr) -> Entry {
        switch store.kind(term) {
        case .number: number(term, isSigned: false)
        case .scaled: quotient(term, isSigned: false)
        default: known(term)
        }
    }

    private func isInverted(_ factor: Expr) -> Bool {
        guard store.kind(factor) == .power else { return false }
        let exponent = store.child(factor, 1)
        return store.isNumber(exponent) && store.isNegative(exponent)
    }

    private func quotient(_ expr: Expr, isSigned: Bool) -> Entry {
        let isScaled = store.kind(expr) == .scaled
        let coefficient = isScaled ? store.child(expr, 0) : Expr.one
        let bare = isScaled ? store.child(expr, 1) : expr
        var entry = Entry()
        var (above, below, lowerable) = (0, 0, 0)
        func count(_ factor: Expr) {
            if isInverted(factor) {
                below += 1
            } else if store.isLowerable(factor) {
                lowerable += 1
            } else {
                above += 1
            }
            entry.add(self.factor(factor))
        }
        if store.kind(bare) == .product { store.childView(bare).forEach(count) } else { count(bare) }
        // Below the line the sign of the exponent is not shown.
        if lowerable > 0, above > 0 || !store.hasUnitNumerator(coefficient) {
            below += lowerable
            entry.nodes -= lowerable
        } else {
            above += lowerable
        }
        if above == 0 || !store.hasUnitNumerator(coefficient) {
            above += 1
            entry.add(nodes: 1, weight: weight(store.rational(coefficient).numerator))
        }
        if !store.isWhole(coefficient) {
            below += 1
            entry.add(nodes: 1, weight: weight(store.rational(coefficient).denominator))
        }
        entry.add(nodes: above + below - 1)
        if isSigned, store.isNegative(coefficient) { entry.add(nodes: 1) }
        return entry
    }

    /// A factor as it stands above or below the line, where the sign of its exponent is not shown.
    private func factor(_ expr: Expr) -> Entry {
        guard store.kind(expr) == .power else { return known(expr) }
        var entry = known(store.child(expr, 0))
        let exponent = store.child(expr, 1)
        // sin(x)^2 takes a second look; 1/sin(x) does not.
        if entry.holdsCall, exponent != .minusOne { entry.add(nodes: 0, weight: 2) }
        guard store.isNumber(exponent) else {
            entry.add(known(exponent))
            entry.add(nodes: 1)
            return entry
        }
        let size = store.rational(exponent).magnitude
        if store.isNegative(exponent) { entry.add(nodes: 0, weight: 1) }
        if size == Rational(1, 2) {
            entry.add(nodes: 1, weight: 1)
        } else if !size.isOne {
            entry.add(number(exponent, isSigned: false))
            entry.add(nodes: 1, weight: size.isInteger ? 0 : 1)
        }
        return entry
    }

    // MARK: Calls and conditions

    /// A sum over an index is a call of what is added up, with its bounds beside it.
    private func binder(_ node: Expr) -> Entry {
        let parts = store.binder(node)
        var entry = known(parts.body)
        entry.add(known(parts.lower))
        entry.add(known(parts.upper))
        entry.add(nodes: 2, weight: 2)
        entry.holdsCall = true
        return entry
    }

    private func call(_ arguments: UnsafeBufferPointer<Expr>) -> Entry {
        var entry = Entry()
        for argument in arguments { entry.add(known(argument)) }
        entry.add(nodes: 1, weight: 1 + (entry.nodes > arguments.count ? 1 : 0) + (entry.holdsCall ? 1 : 0))
        entry.holdsCall = true
        return entry
    }

    private func junction(_ parts: UnsafeBufferPointer<Expr>, extra: Int = 0) -> Entry {
        var entry = Entry(nodes: parts.count - 1 + extra)
        for part in parts { entry.add(known(part)) }
        return entry
    }

    /// In `a < u < b` neither `and` nor the second `u` is written.
    private func conjunction(_ node: Expr) -> Entry {
        var entry = junction(store.childView(node))
        if let (first, _) = store.chain(node) {
            let middle = known(store.child(first, 1))
            entry.nodes -= middle.nodes + 1
            entry.weight -= middle.weight
        }
        return entry
    }

    /// `if(c, a, b)`, or `piecewise(…)` with a node for each branch.
    private func piecewise(_ parts: UnsafeBufferPointer<Expr>) -> Entry {
        let otherwise = parts[parts.count - 1]
        var entry = Entry(nodes: 1)
        for part in parts.dropLast() { entry.add(known(part)) }
        if !otherwise.isAbsent { entry.add(known(otherwise)) }
        if parts.count > 3 || otherwise.isAbsent { entry.add(nodes: parts.count / 2 + (otherwise.isAbsent ? 0 : 1)) }
        return entry
    }
}
