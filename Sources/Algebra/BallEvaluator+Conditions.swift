import Ball
import Expressions

extension BallEvaluator {
    /// The truth value of a condition in balls.
    public enum Truth {
        case holds, fails, undecided

        var opposite: Truth {
            switch self {
            case .holds: .fails
            case .fails: .holds
            case .undecided: .undecided
            }
        }
    }

    /// The branch that is taken; where conditions cannot be decided, none, or with `joinsBranches` all that may be taken.
    ///
    /// - Parameter value: the value of a difference; nil where it must be found first, which is then `missing`.
    func branches(_ node: Expr, _ value: (Expr) -> ComplexBall?) -> (branches: [Expr], missing: Expr?) {
        let parts = store.childArray(node)
        var possible: [Expr] = []
        var position = 0
        while position + 1 < parts.count {
            switch truth(of: parts[position + 1], value) {
            case .missing(let difference): return ([], difference)
            case .known(.holds): return (possible + [parts[position]], nil)
            case .known(.fails): break
            case .known(.undecided):
                guard joinsBranches else { return ([], nil) }
                possible.append(parts[position])
            }
            position += 2
        }
        return (parts.last == .undefined ? [] : possible + parts.suffix(1), nil)
    }

    /// Whether a condition holds at `point`.
    public func truth(of condition: Expr) -> Truth {
        guard case .known(let truth) = truth(of: condition, { self.value(of: $0) }) else { return .undecided }
        return truth
    }

    private enum Outcome {
        case known(Truth)
        /// The value of this difference is missing.
        case missing(Expr)
    }

    /// A junction, or a negation, some parts of which have been looked at.
    private struct OpenCondition {
        let node: Expr
        var position = 0
        /// What the parts so far make of it.
        var truth: Truth
    }

    /// The truth value of a condition. Conditions nest as deeply as a user likes, so the walk keeps its own stack.
    private func truth(of root: Expr, _ value: (Expr) -> ComplexBall?) -> Outcome {
        var open: [OpenCondition] = []
        var next = root
        while true {
            var truth: Truth
            switch store.kind(next) {
            case .conjunction, .disjunction, .negation:
                open.append(OpenCondition(node: next, truth: store.kind(next) == .conjunction ? .holds : .fails))
                next = store.child(next, 0)
                continue
            case .relation:
                let difference = store.difference(store.child(next, 0), store.child(next, 1))
                guard let ball = value(difference) else { return .missing(difference) }
                truth = self.truth(of: store.relation(next), ball)
            case .constant: truth = next == .truth ? .holds : next == .falsehood ? .fails : .undecided
            default: truth = .undecided
            }
            var isSettled = true
            while isSettled, var condition = open.popLast() {
                if store.kind(condition.node) == .negation {
                    truth = truth.opposite
                    continue
                }
                let absorbing: Truth = store.kind(condition.node) == .conjunction ? .fails : .holds
                if truth == absorbing { continue }
                if truth == .undecided { condition.truth = .undecided }
                condition.position += 1
                if condition.position == store.childCount(condition.node) {
                    truth = condition.truth
                    continue
                }
                next = store.child(condition.node, condition.position)
                open.append(condition)
                isSettled = false
            }
            if isSettled { return .known(truth) }
        }
    }

    private func truth(of relation: Relation, _ difference: ComplexBall) -> Truth {
        switch relation {
        case .equal: difference.excludesZero ? .fails : difference.isExactZero ? .holds : .undecided
        case .notEqual: difference.excludesZero ? .holds : difference.isExactZero ? .fails : .undecided
        case .less: sign(difference) { $0 == .negative }
        case .lessOrEqual: sign(difference) { $0 != .positive }
        }
    }

    private func sign(_ ball: ComplexBall, _ holds: (ComplexBall.Sign) -> Bool) -> Truth {
        guard let sign = ball.realSign else { return .undecided }
        return holds(sign) ? .holds : .fails
    }
}
