import Ball
import Expressions

extension BallEvaluator {
    /// The truth value of a condition in balls.
    public enum Truth { case holds, fails, undecided }

    /// The branch that is taken; where conditions cannot be decided, none, or with `joinsBranches` all that may be taken.
    func branches(_ node: Expr) -> [Expr] {
        let parts = store.childArray(node)
        var possible: [Expr] = []
        var position = 0
        while position + 1 < parts.count {
            switch truth(of: parts[position + 1]) {
            case .holds: return possible + [parts[position]]
            case .fails: break
            case .undecided:
                guard joinsBranches else { return [] }
                possible.append(parts[position])
            }
            position += 2
        }
        return parts.last == .undefined ? [] : possible + parts.suffix(1)
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
