import Ball
import Exact
import Expressions
import Reading
import Vocabulary

/// The complex conjugate of constants, moved inside: what `expr - reflected(expr)` is zero for is real.
///
/// A function that is analytic and real on part of the real line has `f(conjugate(z)) = conjugate(f(z))` (Schwarz's reflection principle),
/// but for its cuts: there the value is that of one side, and the conjugate would be that of the other.
struct Reflection {
    private let catalogue: Catalogue
    private let store: ExprStore
    private let evaluator: BallEvaluator

    /// Reflects in balls of one store, at the precision that is set.
    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        self.catalogue = catalogue
        store = catalogue.store
        self.evaluator = evaluator
    }

    /// The conjugate of a constant; nil where it cannot be moved inside.
    func reflected(_ root: Expr) -> Expr? {
        let root = Definitions(catalogue).putIn(root) { !catalogue.jumps(store.function($0)).isEmpty && isOffCuts($0) }
        var images: [Expr: Expr] = [:]
        for node in store.postorder([root], isLeaf: { self.store.facts(of: $0).isReal }) where store.budget.step() {
            images[node] = store.facts(of: node).isReal ? node : image(node, store.childArray(node).map { images[$0] })
        }
        return images[root]
    }

    private func image(_ node: Expr, _ parts: [Expr?]) -> Expr? {
        if store.isConstant(node, .imaginaryUnit) { return store.negated(node) }
        if store.kind(node) == .call, store.function(node) == KnownFunction.conjugate { return store.child(node, 0) }
        let images = parts.compactMap { $0 }
        guard images.count == parts.count, !images.isEmpty else { return nil }
        switch store.kind(node) {
        case .sum: return store.sum(images)
        case .scaled, .product: return store.product(images)
        case .power:
            if store.wholeValue(store.child(node, 1)) != nil { return store.power(images[0], images[1]) }
            return ofLogarithm(store.child(node, 0), images[0]) { turned in
                let power = store.power(images[0], images[1])
                // Beside the cut the power is exp(u*log(b)), with the other logarithm.
                return turned == .zero
                    ? power : store.product(power, catalogue.call(KnownFunction.exponential, store.product(images[1], turned)))
            }
        case .call where store.function(node) == KnownFunction.logarithm:
            return ofLogarithm(store.child(node, 0), images[0]) { store.sum(catalogue.call(KnownFunction.logarithm, images[0]), $0) }
        case .call: return ofFunction(node, images)
        default: return nil
        }
    }

    /// What is made of the conjugate of a logarithm: that of the conjugate, and `-2*pi*I` more for a negative number, which lies on the
    /// cut. Nil where balls do not tell on which side of the cut the argument lies.
    private func ofLogarithm(_ argument: Expr, _ image: Expr, _ build: (Expr) -> Expr) -> Expr? {
        let ball = evaluator.value(of: argument)
        guard ball.isFinite else { return nil }
        let real = ball.bounds(.real)
        if real.lower > 0 || ball.isCertainlyNotReal { return build(.zero) }
        guard store.facts(of: argument).isReal, real.upper < 0 else { return nil }
        return build(store.product([store.number(-2), store.constant(.pi), store.constant(.imaginaryUnit)]))
    }

    /// A function of one number, where it stands certainly on none of its cuts.
    private func ofFunction(_ node: Expr, _ images: [Expr]) -> Expr? {
        let function = store.function(node)
        let row = Vocabulary.row(function)
        guard images.count == 1, !row.isRealOnly, row.branch == nil, isOffCuts(node) else { return nil }
        return catalogue.call(function, images[0])
    }

    private func isOffCuts(_ node: Expr) -> Bool {
        store.childCount(node) == 1 && catalogue.jumps(store.function(node)).allSatisfy { isOff($0, store.child(node, 0)) }
    }

    /// Whether a constant is certainly no point of a line.
    private func isOff(_ place: JumpPlace, _ argument: Expr) -> Bool {
        guard let distance = place.distance(argument, catalogue) else { return false }
        let ball = evaluator.value(of: distance)
        return ball.isFinite && (ball.isCertainlyNotReal || ball.bounds(.real).upper < 0)
    }
}
