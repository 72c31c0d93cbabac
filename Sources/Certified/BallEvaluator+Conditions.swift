import Ball
import Expressions

extension BallEvaluator {
    /// The truth value of a condition in balls.
    public enum Truth { case holds, fails, undecided }

    /// The branch that is taken; where conditions cannot be decided, none, or with `joinsBranches` all that may be taken.
    func branches(_ node: Expr) -> [Expr] {
        let (list, otherwise) = store.branches(node)
        var possible: [Expr] = []
        for branch in list {
            switch truth(of: branch.condition) {
            case .holds: return possible + [branch.value]
            case .fails: break
            case .undecided:
                guard joinsBranches else { return [] }
                possible.append(branch.value)
            }
        }
        return otherwise == .undefined ? [] : possible + [otherwise]
    }

    /// Whether a condition holds at `point`.
    public func truth(of condition: Expr) -> Truth {
        let isTrue = store.truth(of: condition) { relation($0).isTrue }
        return isTrue.map { $0 ? .holds : .fails } ?? .undecided
    }

    private func relation(_ condition: Expr) -> Truth {
        let difference = value(of: store.difference(store.child(condition, 0), store.child(condition, 1)))
        switch store.relation(condition) {
        case .equal: return difference.excludesZero ? .fails : difference.isExactZero ? .holds : .undecided
        case .notEqual: return difference.excludesZero ? .holds : difference.isExactZero ? .fails : .undecided
        case .less: return sign(difference, { $0 == .negative })
        case .lessOrEqual: return sign(difference, { $0 != .positive })
        }
    }

    private func sign(_ ball: ComplexBall, _ holds: (ComplexBall.Sign) -> Bool) -> Truth {
        guard let sign = ball.realSign else { return .undecided }
        return holds(sign) ? .holds : .fails
    }
}
