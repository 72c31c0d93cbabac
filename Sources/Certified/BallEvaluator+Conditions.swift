import Ball
import Expressions

extension BallEvaluator {
    /// The truth value of a condition in balls.
    public enum Truth { case holds, fails, undecided }

    /// The branch that is taken; where conditions cannot be decided, none, or with `joinsBranches` all that may be taken.
    ///
    /// - Parameter value: the value of a difference; nil where it must be found first, which is then `missing`.
    func branches(_ node: Expr, _ value: (Expr) -> ComplexBall?) -> (branches: [Expr], missing: Expr?) {
        let (list, otherwise) = store.branches(node)
        var possible: [Expr] = []
        for branch in list {
            var missing: Expr?
            let isTaken = store.truth(of: branch.condition) { relation in
                let difference = store.difference(store.child(relation, 0), store.child(relation, 1))
                guard let ball = value(difference) else {
                    missing = difference
                    return nil
                }
                return holds(store.relation(relation), ball)
            }
            switch isTaken {
            case true: return (possible + [branch.value], nil)
            case false: break
            default:
                if let missing { return ([], missing) }
                guard joinsBranches else { return ([], nil) }
                possible.append(branch.value)
            }
        }
        return (otherwise.isAbsent ? [] : possible + [otherwise], nil)
    }

    /// Whether a condition holds at `point`.
    ///
    /// - Parameter unordered: what an order of numbers counts as that are certainly not real; nil: it is undecided.
    public func truth(of condition: Expr, unordered: Bool? = nil) -> Truth {
        let isTrue = store.truth(of: condition) { relation in
            let difference = value(of: store.difference(store.child(relation, 0), store.child(relation, 1)))
            return holds(store.relation(relation), difference) ?? (difference.isCertainlyNotReal ? unordered : nil)
        }
        return isTrue.map { $0 ? .holds : .fails } ?? .undecided
    }

    /// Whether a difference compares with zero as a relation says; nil where its ball does not tell.
    private func holds(_ relation: Relation, _ difference: ComplexBall) -> Bool? {
        switch relation {
        case .equal: difference.excludesZero ? false : difference.isExactZero ? true : nil
        case .notEqual: difference.excludesZero ? true : difference.isExactZero ? false : nil
        case .less: difference.realSign.map { $0 == .negative }
        case .lessOrEqual: difference.realSign.map { $0 != .positive }
        }
    }
}
