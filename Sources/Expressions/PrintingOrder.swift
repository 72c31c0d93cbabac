import Exact
import Vocabulary

/// The order in which terms and factors are printed: a function of the structure alone, never of handles, so that an expression
/// looks the same in every run and every session.
///
/// Terms stand by falling degree, then by the names in them; factors with constants first, then names, functions, sums. Beyond a
/// depth of `depthLimit` structural hashes decide, which keeps comparisons short on expressions of any size. Each sum and product
/// is ordered once.
public final class PrintingOrder {
    private let store: ExprStore
    /// The ordered parts of all sums and products so far, one range after another.
    private var parts: [Expr] = []
    private var orders = ExprMap<Order>()
    private var visits = Visits()
    private var nodes: [Expr] = []
    private static let depthLimit = 24

    /// What is known of an expression that has been prepared, or asked for.
    private struct Order: BitwiseCopyable {
        /// Where its ordered parts stand; of what is no list they are none, until they are asked for.
        var start: UInt32 = 0
        var count: UInt32 = 0
        var degree = 0.0

        var range: Range<Int> { Int(start)..<Int(start + count) }
    }

    /// Orders the parts of expressions of that store.
    public init(_ store: ExprStore) { self.store = store }

    /// The store's revision at which the orders were made.
    private var revision = 0
    /// More orders than this are not kept from one expression to the next.
    private static let mostParts = 1 << 20

    /// Orders what an expression is built from, parts before wholes: each order is then made with full depth, from orders that are there
    /// already, also from expressions before. Where the budget is spent, which the one who prints then sees, nothing is kept.
    public func begin(_ root: Expr) {
        if revision != store.revision || parts.count > PrintingOrder.mostParts {
            forget()
            revision = store.revision
        }
        prepare(root) { store.budget.step() }
        if store.budget.isExhausted { forget() }
    }

    /// Forgets everything: handles may have a new meaning since.
    public func forget() {
        parts.removeAll(keepingCapacity: true)
        orders.removeAll()
    }

    /// Orders what an expression is built from, as `begin` does. The caller sees to it that what is out of date is forgotten.
    public func prepare(_ root: Expr) { prepare(root) { true } }

    private func prepare(_ root: Expr, goesOn: () -> Bool) {
        if orders[root] != nil { return }
        store.postorder(root, &visits, into: &nodes) { self.orders[$0] != nil }
        for node in nodes where store.childCount(node) > 0 && orders[node] == nil && goesOn() {
            var order = Order()
            switch store.kind(node) {
            case .sum, .product, .conjunction, .disjunction: order = ordered(node)
            default: break
            }
            order.degree = ownDegree(node)
            orders.set(node, order)
        }
    }

    /// Whether the term that leads a sum in print carries a minus.
    public func leadsWithMinus(_ sum: Expr) -> Bool {
        prepare(sum)
        return isNegative(parts[range(of: sum).lowerBound])
    }

    /// A term or factor, by its place in a range.
    public func part(_ position: Int) -> Expr { parts[position] }

    /// Where the ordered factors of a product stand; anything else, a sum too, is its own only factor.
    public func factorRange(of expr: Expr) -> Range<Int> {
        if store.kind(expr) == .product { return range(of: expr) }
        parts.append(expr)
        return parts.count - 1..<parts.count
    }

    /// Where the ordered parts of a sum, a product or a junction stand; anything else is its own only part.
    public func range(of expr: Expr) -> Range<Int> {
        var order = orders[expr] ?? Order(degree: degree(expr))
        if order.count > 0 { return order.range }
        let sorted = ordered(expr)
        (order.start, order.count) = (sorted.start, sorted.count)
        orders.set(expr, order)
        return order.range
    }

    /// Orders the parts of an expression.
    private func ordered(_ expr: Expr) -> Order {
        let depth = PrintingOrder.depthLimit
        let list = store.childView(expr)
        // Comparing may order other parts meanwhile: they are appended when they are in order.
        return withUnsafeTemporaryAllocation(of: Expr.self, capacity: max(list.count, 1)) { space in
            var count = list.count
            switch store.kind(expr) {
            case .product: sort(list, space) { self.compareFactors($0, $1, depth) < 0 }
            case .conjunction, .disjunction: sort(list, space) { self.compare($0, $1, depth) < 0 }
            case .sum:
                sort(list, space) { self.compareWholeTerms($0, $1, depth) < 0 }
                letPositiveLead(UnsafeMutableBufferPointer(rebasing: space[0..<count]))
            default:
                space.initializeElement(at: 0, to: expr)
                count = 1
            }
            let start = parts.count
            parts.append(contentsOf: UnsafeBufferPointer(rebasing: space[0..<count]))
            return Order(start: UInt32(start), count: UInt32(count))
        }
    }

    @inline(__always)
    private func sort(_ list: UnsafeBufferPointer<Expr>, _ space: UnsafeMutableBufferPointer<Expr>, _ precedes: (Expr, Expr) -> Bool) {
        if list.count > 12 {
            _ = space.initialize(from: list.sorted(by: precedes))
            return
        }
        for position in list.indices {
            let element = list[position]
            var hole = position
            while hole > 0, precedes(element, space[hole - 1]) {
                space[hole] = space[hole - 1]
                hole -= 1
            }
            space[hole] = element
        }
    }

    /// The terms of a sum: by falling degree, but where minus would lead two terms, or functions, the first positive term leads
    /// instead (`1 - x`, `1 - cot(x)^2`, yet `-x^2 + 2*x + 1`).
    private func letPositiveLead(_ terms: UnsafeMutableBufferPointer<Expr>) {
        guard isNegative(terms[0]), terms.count == 2 || !store.isMonomial(terms[0]),
            let positive = terms.firstIndex(where: { !isNegative($0) })
        else { return }
        let leader = terms[positive]
        for position in stride(from: positive, to: 0, by: -1) { terms[position] = terms[position - 1] }
        terms[0] = leader
    }

    /// Whether a term carries a negative number.
    public func isNegative(_ term: Expr) -> Bool {
        switch store.kind(term) {
        case .number: store.isNegative(term)
        case .scaled: store.isNegative(store.child(term, 0))
        default: false
        }
    }

    /// The degree in names: functions and powers with other exponents count 0. That of parts is known before that of wholes.
    private func degree(_ expr: Expr) -> Double {
        switch store.kind(expr) {
        case .symbol, .element: return 1
        case .power, .product, .scaled, .sum: break
        default: return 0
        }
        if let known = orders[expr] { return known.degree }
        // Where the budget was spent parts are not known, and nothing is printed.
        return store.budget.isExhausted ? 0 : ownDegree(expr)
    }

    private func ownDegree(_ expr: Expr) -> Double {
        switch store.kind(expr) {
        case .power:
            let exponent = store.child(expr, 1)
            return store.isNumber(exponent) ? onGrid(store.rational(exponent).doubleValue * degree(store.child(expr, 0))) : 0
        case .sum: return store.childView(expr).reduce(-.infinity) { max($0, degree($1)) }
        case .product, .scaled: return store.childView(expr).reduce(0) { $0 + degree($1) }
        default: return 0
        }
    }

    /// A degree as a multiple of 2^-16 that is not huge: doubles add such numbers without rounding, so that the degree of a product is the
    /// same in whatever order its factors are stored.
    private func onGrid(_ degree: Double) -> Double {
        degree.isNaN ? 0 : min(max((degree * 0x1p16).rounded() * 0x1p-16, -0x1p30), 0x1p30)
    }

    // MARK: Comparison

    // All comparisons are negative where the first comes first.

    private func compareWholeTerms(_ left: Expr, _ right: Expr, _ depth: Int) -> Int {
        // Two terms of one sum have distinct bare parts, and at most one is a number: it comes last.
        if store.isNumber(left) { return 1 }
        if store.isNumber(right) { return -1 }
        return compareTerms(store.barePart(left), store.barePart(right), depth)
    }

    private func compareTerms(_ left: Expr, _ right: Expr, _ depth: Int) -> Int {
        if left == right { return 0 }
        let (leftDegree, rightDegree) = (degree(left), degree(right))
        if leftDegree != rightDegree { return leftDegree > rightDegree ? -1 : 1 }
        if depth == 0 || !store.budget.step(1 + store.childCount(left) / 8) { return compareHashes(left, right) }
        let leftIsList = store.kind(left) == .product, rightIsList = store.kind(right) == .product
        if !leftIsList, !rightIsList { return compareFactors(left, right, depth - 1) }
        let leftFactors = leftIsList ? range(of: left) : 0..<1
        let rightFactors = rightIsList ? range(of: right) : 0..<1
        let (leftCount, rightCount) = (leftFactors.count, rightFactors.count)
        for offset in 0..<min(leftCount, rightCount) {
            let a = leftIsList ? parts[leftFactors.lowerBound + offset] : left
            let b = rightIsList ? parts[rightFactors.lowerBound + offset] : right
            let result = compareFactors(a, b, depth - 1)
            if result != 0 { return result }
        }
        return leftCount != rightCount ? rightCount - leftCount : compareHashes(left, right)
    }

    private func compareFactors(_ left: Expr, _ right: Expr, _ depth: Int) -> Int {
        if left == right { return 0 }
        let isLeftPower = store.kind(left) == .power, isRightPower = store.kind(right) == .power
        let leftBase = isLeftPower ? store.child(left, 0) : left
        let rightBase = isRightPower ? store.child(right, 0) : right
        if leftBase != rightBase { return compare(leftBase, rightBase, depth) }
        return compareExponents(isLeftPower ? store.child(left, 1) : .one, isRightPower ? store.child(right, 1) : .one, depth)
    }

    /// Higher exponents first; other exponents than numbers before numbers.
    private func compareExponents(_ left: Expr, _ right: Expr, _ depth: Int) -> Int {
        switch (store.isNumber(left), store.isNumber(right)) {
        case (true, true): store.rational(left) > store.rational(right) ? -1 : 1
        case (false, true): -1
        case (true, false): 1
        case (false, false): compare(left, right, depth)
        }
    }

    private func compare(_ left: Expr, _ right: Expr, _ depth: Int) -> Int {
        if left == right { return 0 }
        let (leftRank, rightRank) = (rank(left), rank(right))
        if leftRank != rightRank { return leftRank - rightRank }
        // Long products of long products take seconds; once the budget is spent any order will do, for nothing is printed.
        if depth <= 0 || !store.budget.step() { return compareHashes(left, right) }
        switch store.kind(left) {
        case .number:
            return store.rational(left) < store.rational(right) ? -1 : 1
        case .constant:
            return Int(store.constantID(left).rawValue) - Int(store.constantID(right).rawValue)
        case .symbol, .element:
            return compareNames(left, right, depth)
        case .scaled where store.kind(right) == .scaled && store.child(left, 1) == store.child(right, 1):
            return store.coefficient(left) > store.coefficient(right) ? -1 : 1
        case .scaled, .product:
            let result = compareTerms(store.barePart(left), store.barePart(right), depth - 1)
            return result != 0 ? result : compareHashes(left, right)
        case .sum, .conjunction, .disjunction:
            return compareRanges(range(of: left), range(of: right), left, right, depth)
        case .power:
            return compareFactors(left, right, depth - 1)
        case .call where store.function(left) != store.function(right):
            return Vocabulary.row(store.function(left)).name < Vocabulary.row(store.function(right)).name ? -1 : 1
        default:
            return compareParts(left, right, depth)
        }
    }

    private func compareRanges(_ left: Range<Int>, _ right: Range<Int>, _ leftWhole: Expr, _ rightWhole: Expr, _ depth: Int) -> Int {
        for offset in 0..<min(left.count, right.count) {
            let result = compare(parts[left.lowerBound + offset], parts[right.lowerBound + offset], depth - 1)
            if result != 0 { return result }
        }
        return left.count != right.count ? left.count - right.count : compareHashes(leftWhole, rightWhole)
    }

    /// Which of two names comes first.
    public func isBefore(_ left: Expr, _ right: Expr) -> Bool { store.nameBytes(left).lexicographicallyPrecedes(store.nameBytes(right)) }

    /// Names in the order of their letters, and elements beside the names of their arrays.
    private func compareNames(_ left: Expr, _ right: Expr, _ depth: Int) -> Int {
        let names = [left, right].map { store.kind($0) == .element ? store.child($0, 0) : $0 }
        if names.contains(where: { store.kind($0) == .binder }) { return compareParts(left, right, depth) }
        if names[0] != names[1] { return store.nameBytes(names[0]).lexicographicallyPrecedes(store.nameBytes(names[1])) ? -1 : 1 }
        return compareParts(left, right, depth)
    }

    private func compareParts(_ left: Expr, _ right: Expr, _ depth: Int) -> Int {
        let (leftCount, rightCount) = (store.childCount(left), store.childCount(right))
        for position in 0..<min(leftCount, rightCount) {
            let result = compare(store.child(left, position), store.child(right, position), depth - 1)
            if result != 0 { return result }
        }
        return leftCount != rightCount ? leftCount - rightCount : compareHashes(left, right)
    }

    private func compareHashes(_ left: Expr, _ right: Expr) -> Int {
        store.structuralHash(left) < store.structuralHash(right) ? -1 : 1
    }

    private func rank(_ expr: Expr) -> Int {
        switch store.kind(expr) {
        case .number: 0
        case .constant: 1
        case .symbol, .element: 2
        case .power: 3
        case .scaled, .product: 4
        case .call: 5
        case .application, .binder: 6
        case .piecewise: 7
        case .sum: 8
        case .relation: 9
        case .negation: 10
        case .conjunction: 11
        case .disjunction: 12
        case .matrix: 13
        }
    }
}
