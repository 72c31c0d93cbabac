import Exact
import Expressions
import Series
import Vocabulary

// Functions made of smooth pieces that meet continuously, as those of absolute values and maxima are: where all pieces have the same
// value and the same slopes at a point, these are the function's (Scholtes, *Introduction to Piecewise Differentiable Equations*, 2012).
extension GermEvaluator {
    /// More pieces than this are not looked at.
    private static let mostPieces = 64

    /// A piece: an expression, and the signs of what decides between pieces there.
    private struct Piece {
        var expr: Expr
        var signs: [Expr: Bool] = [:]
    }

    /// The germ of an expression all of whose pieces have the same limit and slopes; nil where they differ.
    func germOfPieces(_ root: Expr) throws(JetFailure) -> Germ? {
        var open = [Piece(expr: root)]
        var common: Germ?
        var count = 0
        while let piece = open.popLast() {
            try arithmetic.draw()
            if let choice = try choice(in: piece.expr) {
                for isPositive in [true, false] where (piece.signs[choice.key] ?? isPositive) == isPositive {
                    var next = piece
                    next.signs[choice.key] = isPositive
                    next.expr = catalogue.substitute(piece.expr, [choice.node: isPositive ? choice.above : choice.below])
                    open.append(next)
                }
                count += 1
                guard count <= GermEvaluator.mostPieces else { return nil }
                continue
            }
            guard let germ = try germ(of: piece.expr), germ.order > Rational(1) else { return nil }
            let both = try common.map { (known) throws(JetFailure) in try union(known, germ) } ?? germ
            guard both.order > Rational(1) else { return nil }
            common = both
        }
        return common
    }

    /// A part that is one of two expressions, by the sign of a third, and continuous where that changes.
    private struct Choice {
        let node: Expr
        let key: Expr
        let above: Expr
        let below: Expr
    }

    private func choice(in expr: Expr) throws(JetFailure) -> Choice? {
        for node in store.postorder([expr]) where store.kind(node) == .call && moves(node) {
            let function = store.function(node)
            guard Vocabulary.row(function).isDefinedByCases, let template = catalogue.definition(function) else { continue }
            let arguments = store.childArray(node)
            // Many arguments are compared two at a time.
            if arguments.count > 2 {
                let nested = arguments.dropFirst().reduce(arguments[0]) { store.call(function, [$0, $1]) }
                return try choice(in: nested).map { inner in
                    func whole(_ value: Expr) -> Expr {
                        catalogue.substitute(expr, [node: catalogue.substitute(nested, [inner.node: value])])
                    }
                    return Choice(node: expr, key: inner.key, above: whole(inner.above), below: whole(inner.below))
                }
            }
            let cases = template.instance(arguments, catalogue)
            guard store.kind(cases) == .piecewise, store.childCount(cases) == 3 else { continue }
            let (first, condition, second) = (store.child(cases, 0), store.child(cases, 1), store.child(cases, 2))
            guard store.kind(condition) == .relation, store.relation(condition) == .less || store.relation(condition) == .lessOrEqual
            else { continue }
            let gap = store.difference(store.child(condition, 1), store.child(condition, 0))
            let jump = store.difference(first, second)
            guard jump == .zero || store.isNumber(store.quotient(jump, gap)) || store.isNumber(store.quotient(store.opposite(jump), gap))
            else { continue }
            let bare = store.barePart(gap)
            let other = store.opposite(bare)
            let isTurned = store.barePart(other).index < bare.index
            let isUp = (store.coefficient(gap).signum > 0) != isTurned
            return Choice(
                node: node, key: isTurned ? store.barePart(other) : bare, above: isUp ? first : second, below: isUp ? second : first)
        }
        return nil
    }
}
