import Ball
import Expressions
import Reading
import Vocabulary

/// Whether an expression in real variables is smooth at a point although values on the way to it are not real: every part is an analytic
/// function there.
///
/// A function that stands on one of its cuts is smooth, too, where its argument stays on the cut because it is real: `log(x)` has the
/// derivative `1/x` along the negative numbers.
public struct Analyticity {
    private let catalogue: Catalogue
    private let store: ExprStore
    private let evaluator: BallEvaluator

    /// Asks balls of one store.
    public init(_ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        self.catalogue = catalogue
        store = catalogue.store
        self.evaluator = evaluator
    }

    /// Whether that is certain.
    ///
    /// - Parameter point: real constants for all names.
    public func holds(_ root: Expr, in variables: [Expr], at point: [Expr: Expr]) -> Bool {
        evaluator.begin(bits: 128)
        evaluator.move(to: point)
        defer { evaluator.begin(bits: 128) }
        guard evaluator.point.values.allSatisfy({ $0.isReal && $0.isFinite }), evaluator.value(of: root).isFinite else { return false }
        var dependent = Set(variables)
        for node in store.postorder([root]) where store.childView(node).contains(where: { dependent.contains($0) }) {
            dependent.insert(node)
            guard isAnalytic(node, dependent) else { return false }
        }
        return true
    }

    private func isAnalytic(_ node: Expr, _ dependent: Set<Expr>) -> Bool {
        switch store.kind(node) {
        case .sum, .scaled, .product: return true
        case .power:
            let (base, exponent) = (store.child(node, 0), store.child(node, 1))
            if let whole = store.wholeValue(exponent) { return whole >= 0 || evaluator.value(of: base).excludesZero }
            return catalogue.jumps(KnownFunction.logarithm).allSatisfy { isClear(of: $0, base) }
        case .call:
            let function = store.function(node)
            let row = Vocabulary.row(function)
            guard store.childCount(node) == 1, !row.isRealOnly, row.kinks.isEmpty else { return false }
            let argument = store.child(node, 0)
            if let singular = catalogue.singular(function), evaluator.truth(of: singular.instance([argument], catalogue)) != .fails {
                return false
            }
            return catalogue.jumps(function).allSatisfy { isClear(of: $0, argument) }
        default: return false
        }
    }

    /// Whether an argument certainly stays beside a line, or stays on it and is not its end.
    private func isClear(of place: JumpPlace, _ argument: Expr) -> Bool {
        guard let distance = place.distance(argument, catalogue) else { return false }
        let ball = evaluator.value(of: distance)
        guard ball.isFinite else { return false }
        return ball.isCertainlyNotReal || ball.bounds(.real).upper < 0 || ball.bounds(.real).lower > 0 && isRealNearby(argument)
    }

    private func isRealNearby(_ expr: Expr) -> Bool {
        !store.traits(expr).contains(.hasImaginary) && store.postorder([expr]).allSatisfy { evaluator.value(of: $0).isReal }
    }
}

extension JumpPlace {
    /// How far along the line an argument lies: real and not negative on it. Nil where the place is no line.
    func distance(_ argument: Expr, _ catalogue: Catalogue) -> Expr? {
        guard let start = point(.zero, .zero, catalogue).first, let next = point(.one, .zero, catalogue).first, start != next,
            point(.zero, .one, catalogue).first == start
        else { return nil }
        let store = catalogue.store
        return store.quotient(store.difference(argument, start), store.difference(next, start))
    }
}
