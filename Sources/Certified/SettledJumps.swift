import Ball
import Exact
import Expressions
import Reading
import Vocabulary

/// Rewrites constants so that balls can tell their values where a function stands exactly on one of its jumps: `floor(log2(16))`, the
/// logarithm of a negative number that is written with `I`, a condition whose two sides are equal.
///
/// A ball around such an argument reaches to both sides of the jump at every precision. Where the argument is proved to be on it, the
/// place of the jump takes the argument's place.
public struct SettledJumps {
    private let catalogue: Catalogue
    private let store: ExprStore
    private let evaluator: BallEvaluator
    private let proof: any ZeroProof
    private let parts: PartProof
    /// The precision at which an argument that lies next to a jump is told from one that may lie on it.
    private static let bits = 256

    /// Settles constants of one store.
    public init(_ catalogue: Catalogue, _ evaluator: BallEvaluator, _ proof: any ZeroProof) {
        self.catalogue = catalogue
        store = catalogue.store
        self.evaluator = evaluator
        self.proof = proof
        parts = PartProof(catalogue, evaluator, proof)
    }

    /// The same constant with every argument that is proved to lie on a jump written as the place of the jump.
    public func settled(_ root: Expr) -> Expr {
        guard store.isConstant(root) else { return root }
        let value = parts.settled(settledNodes(root))
        if !mayVanish(value) { return value }
        // Functions that are defined by others may stand on the jumps of those.
        let form = Definitions(catalogue).putIn(value) { _ in false }
        return form == value ? value : parts.settled(settledNodes(form))
    }

    private func mayVanish(_ value: Expr) -> Bool {
        if store.traits(value).contains(.isCondition) { return false }
        begin()
        let ball = evaluator.value(of: value)
        return ball.mayVanish(.real) || ball.mayVanish(.imaginary)
    }

    private func settledNodes(_ root: Expr) -> Expr {
        begin()
        var values: [Expr: Expr] = [:]
        for node in store.postorder([root]) {
            let parts = store.childArray(node).map { values[$0] ?? $0 }
            let rebuilt = parts == store.childArray(node) ? node : parts.withUnsafeBufferPointer { catalogue.build(store.shape(node), $0) }
            values[node] = settledNode(rebuilt)
            if store.budget.isExhausted { return root }
        }
        return values[root] ?? root
    }

    private func begin() { evaluator.begin(bits: SettledJumps.bits) }

    private func settledNode(_ node: Expr) -> Expr {
        let node = withRealArguments(node)
        let (places, arguments) = catalogue.jumps(at: node)
        for place in places {
            guard let exact = point(of: place, arguments), exact != arguments else { continue }
            switch store.kind(node) {
            case .power: return store.power(exact[0], store.child(node, 1))
            case .relation: return store.relation(store.relation(node), exact[0], .zero)
            default: return exact.count == 1 ? catalogue.call(store.function(node), exact[0]) : catalogue.call(store.function(node), exact)
            }
        }
        return node
    }

    /// The point of the place at which the arguments are proved to be; nil where they are not, or that is not proved.
    private func point(of place: JumpPlace, _ arguments: [Expr]) -> [Expr]? {
        let (start, next) = (place.point(.zero, .zero, catalogue), place.point(.one, .zero, catalogue))
        let other = place.point(.zero, .one, catalogue)
        guard start.count == arguments.count else { return nil }
        var exact: [Expr] = []
        for position in arguments.indices {
            let argument = arguments[position]
            if start[position] != next[position] {
                let direction = store.difference(next[position], start[position])
                guard let value = onLine(argument, start[position], direction) else { return nil }
                exact.append(value)
            } else {
                var target = start[position]
                if other[position] != target {
                    guard let nearest = nearest(to: argument, from: target, by: store.difference(other[position], target)) else {
                        return nil
                    }
                    target = nearest
                }
                if argument != target {
                    guard isProvedZero(store.difference(argument, target)) else { return nil }
                }
                exact.append(target)
            }
        }
        return exact
    }

    /// The argument as a real multiple of the direction from the start, if it is proved to be one and balls do not see it.
    private func onLine(_ argument: Expr, _ start: Expr, _ direction: Expr) -> Expr? {
        let distance = store.quotient(store.difference(argument, start), direction)
        let ball = evaluator.value(of: distance)
        guard ball.isFinite, let (lower, upper) = bounds(ball, .imaginary), lower <= 0, upper >= 0 else { return nil }
        let isExactlyReal = ball.isReal
        if ball.containsZero, !ball.isExactZero, isProvedZero(distance) { return start }
        if isExactlyReal { return argument }
        guard isProvedReal(distance) else { return nil }
        return store.sum(start, store.product(direction, store.call(KnownFunction.realPart, distance)))
    }

    private func bounds(_ ball: ComplexBall, _ part: ComplexBall.Part) -> (Double, Double)? {
        let (lower, upper) = ball.bounds(part)
        return lower.isFinite && upper.isFinite ? (lower, upper) : nil
    }

    /// The member of an arithmetic series that is nearest to a constant, if the two may be equal.
    private func nearest(to argument: Expr, from start: Expr, by step: Expr) -> Expr? {
        let ball = evaluator.value(of: store.quotient(store.difference(argument, start), step))
        guard ball.isFinite, let (lower, upper) = bounds(ball, .real), upper - lower < 0.5, lower.magnitude < 1e15 else { return nil }
        let place = ((lower + upper) / 2).rounded()
        guard let number = Rational(exactly: place) else { return nil }
        return store.sum(start, store.product(store.number(number), step))
    }

    private func isProvedZero(_ expr: Expr) -> Bool {
        let ball = evaluator.value(of: expr)
        guard ball.isFinite, ball.containsZero else { return false }
        if ball.isExactZero { return true }
        defer { begin() }
        return proof.proves(expr)
    }

    private func isProvedReal(_ expr: Expr) -> Bool {
        let ball = evaluator.value(of: expr)
        guard ball.isFinite, ball.mayVanish(.imaginary) else { return false }
        defer { begin() }
        return parts.isReal(expr)
    }

    /// A relation or a function of real numbers, with the real parts of arguments that are proved to be real: balls beside the real line
    /// have no order.
    private func withRealArguments(_ node: Expr) -> Expr {
        switch store.kind(node) {
        case .relation:
            let difference = store.difference(store.child(node, 0), store.child(node, 1))
            guard isProvedReal(difference) else { return node }
            return store.relation(store.relation(node), store.call(KnownFunction.realPart, difference), .zero)
        case .call where Vocabulary.row(store.function(node)).isRealOnly && !isOfComplexNumbers(store.function(node)):
            let arguments = store.childArray(node)
            let settled = arguments.map { isProvedReal($0) ? store.call(KnownFunction.realPart, $0) : $0 }
            return settled == arguments ? node : catalogue.call(store.function(node), settled)
        default: return node
        }
    }

    private func isOfComplexNumbers(_ function: FunctionID) -> Bool {
        KnownFunction.complexParts.contains(function) || function == KnownFunction.absoluteValue
    }
}
