import Algebra
import Ball
import Certified
import Expressions
import Vocabulary

/// The order in which solutions are shown: real constants in ascending order, then others as they were found.
struct SolutionOrder {
    private let store: ExprStore
    private let evaluator: BallEvaluator

    init(_ store: ExprStore, _ evaluator: BallEvaluator) {
        self.store = store
        self.evaluator = evaluator
    }

    /// Whether two roots are the same number, or the same family; their conditions may be others.
    func isSame(_ left: Root, _ right: Root) -> Bool {
        if let first = left.enclosure, let second = right.enclosure { return first.lower <= second.upper && second.lower <= first.upper }
        if left.enclosure != nil || right.enclosure != nil { return false }
        if left.value == right.value { return left.integers == right.integers }
        guard store.isConstant(left.value), store.isConstant(right.value) else { return false }
        // Their polynomials are irreducible.
        if store.isAlgebraicNumber(left.value), store.isAlgebraicNumber(right.value) { return false }
        evaluator.begin(bits: 256)
        let difference = evaluator.value(of: store.difference(left.value, right.value))
        return !difference.excludesZero && difference.isNegligible()
    }

    /// Adds a root to others: one that is among them holds where either does.
    ///
    /// - Parameter isPolynomial: whether roots are counted.
    func add(_ root: Root, to roots: inout [Root], _ conditions: ParameterConditions, isPolynomial: Bool) {
        guard let known = roots.firstIndex(where: { isSame($0, root) }) else { return roots.append(root) }
        if roots[known].condition == root.condition {
            roots[known].multiplicity = isPolynomial ? roots[known].multiplicity + root.multiplicity : 0
        } else {
            roots[known].multiplicity = max(roots[known].multiplicity, root.multiplicity)
            roots[known].condition = conditions.either(roots[known].condition, root.condition)
        }
    }

    /// Real constants in ascending order, then the other constants, then families and values with parameters.
    func sorted(_ roots: [Root]) -> [Root] {
        if areInOrder(roots.map(\.value)) { return roots }
        let keyed = roots.enumerated().map { (offset: $0.offset, key: key($0.element.value), root: $0.element) }
        return keyed.sorted { left, right in
            if left.key.rank != right.key.rank { return left.key.rank < right.key.rank }
            if left.key.rank == 0, left.key.size != right.key.size { return left.key.size < right.key.size }
            return left.offset < right.offset
        }.map(\.root)
    }

    /// The roots of a single polynomial are found in order.
    private func areInOrder(_ values: [Expr]) -> Bool {
        guard let first = values.first, values.allSatisfy({ store.isAlgebraicNumber($0) }) else { return false }
        let polynomial = store.childArray(first).dropFirst()
        return values.allSatisfy { store.childArray($0).dropFirst() == polynomial }
    }

    /// Where a value stands: real constants, then other constants, then values with parameters; and the size of a real constant.
    func key(_ value: Expr) -> (rank: Int, size: Double) {
        guard store.isConstant(value) else { return (2, 0) }
        if let number = store.rationalValue(value) { return (0, number.doubleValue) }
        evaluator.begin(bits: 96)
        let ball = evaluator.value(of: value)
        guard ball.isFinite else { return (1, 0) }
        let bounds = ball.bounds(.imaginary)
        return bounds.lower > 0 || bounds.upper < 0 ? (1, 0) : (0, ball.midpoint.real)
    }
}

extension BallEvaluator {
    /// Doubles between which a real constant lies.
    func bounds(of expr: Expr) -> (lower: Double, upper: Double) {
        point = [:]
        reset()
        bits = 128
        return value(of: expr).bounds(.real)
    }
}

extension ExprStore {
    /// Whether an expression is `rootof(p, k)`.
    func isAlgebraicNumber(_ expr: Expr) -> Bool { kind(expr) == .call && function(expr) == KnownFunction.rootOf }
}
