import Exact
import Expressions
import Reading
import Vocabulary

/// Finds what the variables of a pattern stand for, modulo the order and grouping of sums, products and variadic functions.
///
/// What is still to be matched is a list of goals; a goal that can be met in several ways is tried in each, with the goals behind
/// it: backtracking as in Prolog. The search nests as deep as a pattern has parts. Goals and lists lie on stacks of plain values, which
/// a way that failed gives back: trying a rule allocates nothing.
final class Matcher {
    let catalogue: Catalogue
    let store: ExprStore
    /// What the variables stand for; `undefined` where that is open.
    private(set) var bindings: [Expr] = []
    /// The pattern at hand.
    private var pattern = Pattern.none
    /// The bound variables, as bits.
    private var bound: UInt64 = 0
    /// How many more assignments may be tried.
    private var allowance = 0
    /// How many assignments are tried for one rule at one expression.
    static let assignmentLimit = 4000

    /// What is left of a product, or of the arguments of a variadic function, when a pattern that need not take all was matched.
    private(set) var left = Product(number: .one, list: Run(first: 0, count: 0))
    private var leftList = Run(first: 0, count: 0)

    /// A base and an exponent that are still to be matched.
    struct Factor: BitwiseCopyable {
        var base: Expr
        var exponent: Expr
    }

    /// A number and factors that are still to be matched.
    struct Product: BitwiseCopyable {
        var number: Expr
        var list: Run
    }

    /// Something to be matched, before the goal of that number.
    private struct Goal: BitwiseCopyable {
        enum Kind {
            /// A part and an expression.
            case match
            /// The members of a part from a position on and those of a list, in any order.
            case members
            /// The terms of a part from a position on and all of a sum.
            case sum
            /// The factors from a position on and a product.
            case factors
        }

        var kind: Kind
        var takesAll = false
        /// The part, or the product of the pattern.
        var part: Int32
        var position: Int32 = 0
        /// The expression, or the number of the product.
        var expr: Expr
        var list = Run(first: 0, count: 0)
        var next: Int32
    }

    private var goals = Frames<Goal>()
    private var exprs = Frames<Expr>()
    var factors = Frames<Factor>()
    private static let done: Int32 = -1

    init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
    }

    /// Gives up all lists, those of the subject, too.
    func clear() {
        goals.truncate(to: 0)
        exprs.truncate(to: 0)
        factors.truncate(to: 0)
    }

    /// Starts afresh with the pattern of a rule.
    func begin(_ rule: Rule) {
        pattern = rule.pattern
        bindings.removeAll(keepingCapacity: true)
        for _ in rule.variables.indices { bindings.append(.undefined) }
        bound = 0
        allowance = Matcher.assignmentLimit
    }

    func isBound(part: Int32) -> Bool { pattern.parts[Int(part)].variables & ~bound == 0 }

    /// What a part stands for; its variables are bound.
    func instance(_ part: Int32) -> Expr {
        let own = pattern.parts[Int(part)]
        if own.form == .variable { return bindings[Int(own.detail)] }
        return own.fixed != .undefined ? own.fixed : pattern.templates[Int(own.template)].instance(bindings, catalogue)
    }

    /// The arguments that are left.
    var leftArguments: [Expr] { leftList.positions.map { exprs[$0] } }

    // MARK: Searches

    // Each calls a closure for every match, and stops where that returns true.

    /// Matches the whole expression.
    func match(_ expr: Expr, _ accept: () -> Bool) {
        search(Goal(kind: .match, part: pattern.root, expr: expr, next: Matcher.done), accept)
    }

    /// Matches the arguments of a variadic function in any order; the others are `leftArguments`.
    func match(argumentsOf call: Expr, _ accept: () -> Bool) {
        let mark = exprs.count
        let list = list(store.childView(call))
        search(Goal(kind: .members, part: pattern.root, expr: call, list: list, next: Matcher.done), accept)
        exprs.truncate(to: mark)
    }

    /// Matches factors with those of a product of the pattern; what remains is `left`.
    func match(_ product: Int32, _ subject: Product, _ accept: () -> Bool) {
        if subject.number.isAbsent { return }
        search(Goal(kind: .factors, part: product, expr: subject.number, list: subject.list, next: Matcher.done), accept)
    }

    private func search(_ goal: Goal, _ accept: () -> Bool) {
        let mark = goals.count
        _ = solve(push(goal), accept)
        goals.truncate(to: mark)
    }

    private func push(_ goal: Goal) -> Int32 {
        goals.push(goal)
        return Int32(goals.count - 1)
    }

    private func push(_ part: Int32, _ expr: Expr, _ next: Int32) -> Int32 { push(Goal(kind: .match, part: part, expr: expr, next: next)) }

    private func solve(_ index: Int32, _ accept: () -> Bool) -> Bool {
        if index == Matcher.done { return accept() }
        allowance -= 1
        guard allowance >= 0, store.budget.step() else { return false }
        let marks = (goals.count, exprs.count, factors.count)
        let goal = goals[index]
        let isDone =
            switch goal.kind {
            case .match: match(goal, accept)
            case .members: members(goal, accept)
            case .sum: sum(goal, accept)
            case .factors: product(goal, accept)
            }
        goals.truncate(to: marks.0)
        exprs.truncate(to: marks.1)
        factors.truncate(to: marks.2)
        return isDone
    }

    private func bind(_ index: UInt16, to expr: Expr, _ next: Int32, _ accept: () -> Bool) -> Bool {
        if expr.isAbsent { return false }
        bindings[Int(index)] = expr
        bound |= 1 << UInt64(index)
        if solve(next, accept) { return true }
        bindings[Int(index)] = .undefined
        bound &= ~(1 << UInt64(index))
        return false
    }

    /// Whether both are the same up to numbers times sums.
    private func areEqual(_ left: Expr, _ right: Expr) -> Bool {
        if left == right { return true }
        guard store.kind(left) == .scaled || store.kind(right) == .scaled else { return false }
        return store.difference(left, right) == .zero
    }

    // MARK: Expressions

    private func match(_ goal: Goal, _ accept: () -> Bool) -> Bool {
        let (part, expr, next) = (pattern.parts[Int(goal.part)], goal.expr, goal.next)
        if part.variables & ~bound == 0 {
            if areEqual(instance(goal.part), expr) { return solve(next, accept) }
            guard part.form == .node else { return false }
        }
        switch part.form {
        case .variable:
            return bind(part.detail, to: expr, next, accept)
        case .constant:
            return false
        case .call, .variadicCall:
            guard store.kind(expr) == .call, store.function(expr).index == part.detail, store.childCount(expr) == Int(part.count) else {
                return false
            }
            if part.form == .call { return solve(inOrder(part, expr, next), accept) }
            let list = list(store.childView(expr))
            return solve(push(Goal(kind: .members, takesAll: true, part: goal.part, expr: expr, list: list, next: next)), accept)
        case .product:
            let product = pattern.products[Int(part.first)]
            let coefficient = pattern.numbers[Int(product.coefficient)]
            let factor = pattern.factors[Int(product.first)]
            if product.count == 1, factor.number == Pattern.one {
                // A number times a variable or a sum, where the number may go into the sum.
                return solve(push(factor.base, divided(expr, coefficient), next), accept)
            }
            let own = factors(of: expr)
            let number = quotient(own.number, coefficient)
            if number.isAbsent { return false }
            return solve(push(Goal(kind: .factors, takesAll: true, part: part.first, expr: number, list: own.list, next: next)), accept)
        case .sum:
            return solve(push(Goal(kind: .sum, part: goal.part, expr: expr, next: next)), accept)
        case .node:
            guard store.shape(expr) == pattern.shapes[Int(part.detail)], store.childCount(expr) == Int(part.count) else { return false }
            return solve(relationWithZero(part, expr, next) ?? inOrder(part, expr, next), accept)
        }
    }

    private func member(_ part: Pattern.Part, _ position: Int32) -> Int32 { pattern.members[Int(part.first + position)] }

    private func inOrder(_ part: Pattern.Part, _ expr: Expr, _ next: Int32) -> Int32 {
        var first = next
        for position in (0..<part.count).reversed() { first = push(member(part, position), store.child(expr, Int(position)), first) }
        return first
    }

    /// A relation with zero is met by any relation of that kind: `u < 0` by `x < 1`, with `x - 1` for `u`.
    private func relationWithZero(_ part: Pattern.Part, _ expr: Expr, _ next: Int32) -> Int32? {
        guard store.kind(expr) == .relation else { return nil }
        let (left, right) = (store.child(expr, 0), store.child(expr, 1))
        if left == .zero || right == .zero { return nil }
        if isZero(member(part, 1)) { return push(member(part, 0), store.difference(left, right), next) }
        if isZero(member(part, 0)) { return push(member(part, 1), store.difference(right, left), next) }
        return nil
    }

    private func isZero(_ part: Int32) -> Bool { pattern.parts[Int(part)].fixed == .zero }

    private func list(_ parts: UnsafeBufferPointer<Expr>) -> Run {
        let first = Int32(exprs.count)
        for part in parts { exprs.push(part) }
        return Run(first: first, count: Int32(parts.count))
    }

    private func members(_ goal: Goal, _ accept: () -> Bool) -> Bool {
        let part = pattern.parts[Int(goal.part)]
        if goal.position == part.count {
            if goal.takesAll { return goal.list.isEmpty && solve(goal.next, accept) }
            leftList = goal.list
            return solve(goal.next, accept)
        }
        let marks = (goals.count, exprs.count)
        for chosen in goal.list.positions {
            var others = goal
            others.list = Run(first: Int32(exprs.count), count: goal.list.count - 1)
            for position in goal.list.positions where position != chosen { exprs.push(exprs[position]) }
            others.position += 1
            if solve(push(member(part, goal.position), exprs[chosen], push(others)), accept) { return true }
            goals.truncate(to: marks.0)
            exprs.truncate(to: marks.1)
        }
        return false
    }

    // MARK: Sums

    private func sum(_ goal: Goal, _ accept: () -> Bool) -> Bool {
        let part = pattern.parts[Int(goal.part)]
        let rest = goal.expr
        if goal.position == part.count { return rest == .zero && solve(goal.next, accept) }
        let term = pattern.terms[Int(part.first + goal.position)]
        let bare = pattern.parts[Int(term.bare)]
        let coefficient = pattern.numbers[Int(term.coefficient)]
        var others = goal
        others.position += 1
        if bare.variables & ~bound == 0 {
            let value = store.scaled(coefficient, instance(term.bare))
            others.expr = store.difference(rest, value)
            // A term that is not there leaves more than there was; only numbers may be made up for by a variable.
            if !store.isNumber(value), termCount(others.expr) >= termCount(rest) { return false }
            return solve(push(others), accept)
        }
        if bare.form == .variable, others.position == part.count {
            return bind(bare.detail, to: divided(rest, coefficient), goal.next, accept)
        }
        if rest == .zero { return false }
        let isSum = store.kind(rest) == .sum
        let mark = goals.count
        for position in 0..<(isSum ? store.childCount(rest) : 1) {
            let own = isSum ? store.child(rest, position) : rest
            others.expr = isSum ? store.difference(rest, own) : .zero
            if solve(push(term.bare, divided(own, coefficient), push(others)), accept) { return true }
            goals.truncate(to: mark)
        }
        return false
    }

    private func termCount(_ expr: Expr) -> Int { expr == .zero ? 0 : store.kind(expr) == .sum ? store.childCount(expr) : 1 }

    // MARK: Products

    /// The last factor, where it is a variable, stands for all that is left if the pattern takes all.
    private func product(_ goal: Goal, _ accept: () -> Bool) -> Bool {
        let product = pattern.products[Int(goal.part)]
        let (number, list) = (goal.expr, goal.list)
        if goal.position == product.count {
            if goal.takesAll { return list.isEmpty && number == .one && solve(goal.next, accept) }
            left = Product(number: number, list: list)
            return solve(goal.next, accept)
        }
        let factor = pattern.factors[Int(product.first + goal.position)]
        let base = pattern.parts[Int(factor.base)]
        var others = goal
        others.position += 1
        if factor.variables != 0, factor.variables & ~bound == 0 {
            let value = store.power(instance(factor.base), instance(factor.exponent))
            guard let rest = quotient(Product(number: number, list: list), by: value) else { return false }
            (others.expr, others.list) = (rest.number, rest.list)
            return solve(push(others), accept)
        }
        let standsForAll = base.form == .variable && goal.takesAll
        if standsForAll, factor.hasNumber, others.position == product.count {
            guard let root = root(Product(number: number, list: list), pattern.numbers[Int(factor.number)]) else { return false }
            (others.expr, others.list.count) = (.one, 0)
            return bind(base.detail, to: root, push(others), accept)
        }
        let marks = (goals.count, factors.count)
        for chosen in list.positions {
            let own = factors[chosen]
            guard mayMatch(base, own.base), let remaining = remainder(own.exponent, factor, base) else { continue }
            others.list = copy(list, with: remaining, at: chosen)
            if solve(factor, base, own, push(others), accept) { return true }
            goals.truncate(to: marks.0)
            factors.truncate(to: marks.1)
        }
        if standsForAll, factor.number == Pattern.one, number != .one, !list.isEmpty {
            (others.expr, others.list) = (.one, list)
            return bind(base.detail, to: number, push(others), accept)
        }
        return false
    }

    /// Whether an expression has the head of a part, where that is a call: looked at before anything is copied for trying it.
    private func mayMatch(_ part: Pattern.Part, _ expr: Expr) -> Bool {
        guard part.form == .call || part.form == .variadicCall, part.variables & ~bound != 0 else { return true }
        return store.kind(expr) == .call && store.function(expr).index == part.detail
    }

    /// Matches one factor of a pattern with one of a product, or with the part of its power that the pattern names.
    private func solve(_ factor: Pattern.Factor, _ base: Pattern.Part, _ own: Factor, _ next: Int32, _ accept: () -> Bool) -> Bool {
        if factor.hasNumber {
            if base.form != .variable { return solve(push(factor.base, own.base, next), accept) }
            guard let root = root(own, pattern.numbers[Int(factor.number)]) else { return false }
            return bind(base.detail, to: root, next, accept)
        }
        // `exp(u/n)^n` can tell `u` only once it knows `n`, `(u^n)^(1/n)` cannot tell `n` by the outer exponent.
        if pattern.parts[Int(factor.exponent)].form == .variable {
            // An exponent of 1 is none that a person would see.
            if own.exponent == .one { return false }
            return solve(push(factor.exponent, own.exponent, push(factor.base, own.base, next)), accept)
        }
        return solve(push(factor.base, own.base, push(factor.exponent, own.exponent, next)), accept)
    }

    /// What is left of an exponent when a factor of a pattern is taken; nil where the factor cannot be met.
    private func remainder(_ exponent: Expr, _ factor: Pattern.Factor, _ base: Pattern.Part) -> Expr? {
        if !factor.hasNumber || base.form == .variable { return .zero }
        if factor.number == Pattern.one, exponent == .one { return .zero }
        return remainder(exponent, pattern.numbers[Int(factor.number)])
    }
}
