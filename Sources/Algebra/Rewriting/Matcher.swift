import Exact
import Expressions
import Reading
import Vocabulary

/// Finds what the variables of a pattern stand for, modulo the order and grouping of sums, products and variadic functions.
///
/// What is still to be matched is a list of goals; a goal that can be met in several ways is tried in each, with the goals behind
/// it: backtracking as in Prolog. The search nests as deep as a pattern has parts.
final class Matcher {
    let catalogue: Catalogue
    let store: ExprStore
    /// What the variables stand for; `undefined` where that is open.
    var bindings: [Expr] = []
    /// The bound variables, as bits.
    private var bound: UInt64 = 0
    /// How many more assignments may be tried.
    private var allowance = 0
    /// How many assignments are tried for one rule at one expression.
    static let assignmentLimit = 4000

    /// What is left of a product, or of the arguments of a variadic function, when a pattern that need not take all was matched.
    private(set) var leftNumber = Rational(1)
    private(set) var leftFactors: [Factor] = []
    private(set) var leftArguments: [Expr] = []

    /// A base and an exponent that are still to be matched.
    struct Factor {
        var base: Expr
        var exponent: Expr
    }

    /// Something to be matched, before the goal of that number.
    private struct Goal {
        enum Kind {
            case match(Pattern, Expr)
            /// The patterns from a position on and the members of a list, in any order.
            case members([Pattern], Int, [Expr], takesAll: Bool)
            /// The terms from a position on and all of a sum.
            case sum([TermPattern], Int, Expr)
            /// The factors from a position on and a product.
            case factors(ProductPattern, Int, Rational, [Factor], takesAll: Bool)
        }

        let kind: Kind
        let next: Int
    }

    private var goals: [Goal] = []
    private static let done = -1

    init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
    }

    /// Starts afresh, for a rule with that many variables.
    func begin(variables: Int) {
        bindings.removeAll(keepingCapacity: true)
        for _ in 0..<variables { bindings.append(.undefined) }
        bound = 0
        allowance = Matcher.assignmentLimit
        goals.removeAll(keepingCapacity: true)
    }

    func isBound(_ pattern: Pattern) -> Bool { pattern.variables & ~bound == 0 }

    func instance(_ pattern: Pattern) -> Expr { pattern.template.instance(bindings, catalogue) }

    // MARK: Searches

    // Each calls a closure for every match, and stops where that returns true.

    /// Matches the whole expression.
    func match(_ pattern: Pattern, _ expr: Expr, _ accept: () -> Bool) {
        _ = solve(push(.match(pattern, expr), Matcher.done), accept)
    }

    /// Matches arguments in any order; the others are `leftArguments`.
    func match(arguments: [Expr], _ patterns: [Pattern], _ accept: () -> Bool) {
        _ = solve(push(.members(patterns, 0, arguments, takesAll: false), Matcher.done), accept)
    }

    /// Matches factors; what is left of the product is `leftNumber` and `leftFactors`.
    func match(_ pattern: ProductPattern, _ number: Rational, _ factors: [Factor], _ accept: () -> Bool) {
        _ = solve(push(.factors(pattern, 0, number, factors, takesAll: false), Matcher.done), accept)
    }

    private func push(_ kind: Goal.Kind, _ next: Int) -> Int {
        goals.append(Goal(kind: kind, next: next))
        return goals.count - 1
    }

    private func solve(_ index: Int, _ accept: () -> Bool) -> Bool {
        if index == Matcher.done { return accept() }
        allowance -= 1
        guard allowance >= 0, store.budget.step() else { return false }
        let mark = goals.count
        defer { goals.removeLast(goals.count - mark) }
        let goal = goals[index]
        switch goal.kind {
        case .match(let pattern, let expr):
            return solve(pattern, expr, goal.next, accept)
        case .members(let patterns, let position, let exprs, let takesAll):
            return solve(patterns, position, exprs, takesAll, goal.next, accept)
        case .sum(let terms, let position, let rest):
            return solve(terms, position, rest, goal.next, accept)
        case .factors(let pattern, let position, let number, let list, let takesAll):
            return solve(pattern, position, number, list, takesAll, goal.next, accept)
        }
    }

    private func bind(_ index: Int, to expr: Expr, _ next: Int, _ accept: () -> Bool) -> Bool {
        if expr.isAbsent { return false }
        bindings[index] = expr
        bound |= 1 << UInt64(index)
        if solve(next, accept) { return true }
        bindings[index] = .undefined
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

    private func solve(_ pattern: Pattern, _ expr: Expr, _ next: Int, _ accept: () -> Bool) -> Bool {
        if isBound(pattern) {
            if areEqual(instance(pattern), expr) { return solve(next, accept) }
            guard case .node = pattern.form else { return false }
        }
        switch pattern.form {
        case .variable(let index):
            return bind(index, to: expr, next, accept)
        case .constant:
            return false
        case .call(let function, let parts, let isVariadic):
            guard store.kind(expr) == .call, store.function(expr) == function, store.childCount(expr) == parts.count else { return false }
            let arguments = store.childArray(expr)
            if isVariadic { return solve(push(.members(parts, 0, arguments, takesAll: true), next), accept) }
            return solve(inOrder(parts, arguments, next), accept)
        case .product(let product):
            if product.factors.count == 1, product.factors[0].number == Rational(1) {
                // A number times a variable or a sum, where the number may go into the sum.
                return solve(push(.match(product.factors[0].base, divided(expr, product.coefficient)), next), accept)
            }
            let (coefficient, list) = factors(expr)
            return solve(push(.factors(product, 0, coefficient / product.coefficient, list, takesAll: true), next), accept)
        case .sum(let terms):
            return solve(push(.sum(terms, 0, expr), next), accept)
        case .node(let shape, let parts):
            guard store.shape(expr) == shape, store.childCount(expr) == parts.count else { return false }
            return solve(inOrder(shape, parts, expr, next), accept)
        }
    }

    private func inOrder(_ patterns: [Pattern], _ exprs: [Expr], _ next: Int) -> Int {
        var first = next
        for (pattern, expr) in zip(patterns, exprs).reversed() { first = push(.match(pattern, expr), first) }
        return first
    }

    /// A relation with zero is met by any relation of that kind: `u < 0` by `x < 1`, with `x - 1` for `u`.
    private func inOrder(_ shape: NodeShape, _ parts: [Pattern], _ expr: Expr, _ next: Int) -> Int {
        let own = store.childArray(expr)
        if shape.kind == .relation, own[0] != .zero, own[1] != .zero {
            for (position, other) in [(0, 1), (1, 0)] where isZero(parts[other]) {
                return push(.match(parts[position], store.difference(own[position], own[other])), next)
            }
        }
        return inOrder(parts, own, next)
    }

    private func isZero(_ pattern: Pattern) -> Bool { pattern.variables == 0 && instance(pattern) == .zero }

    private func solve(
        _ patterns: [Pattern], _ position: Int, _ exprs: [Expr], _ takesAll: Bool, _ next: Int, _ accept: () -> Bool
    ) -> Bool {
        if position == patterns.count {
            if takesAll { return exprs.isEmpty && solve(next, accept) }
            leftArguments = exprs
            return solve(next, accept)
        }
        for index in exprs.indices {
            var rest = exprs
            rest.remove(at: index)
            let others = push(.members(patterns, position + 1, rest, takesAll: takesAll), next)
            if solve(push(.match(patterns[position], exprs[index]), others), accept) { return true }
        }
        return false
    }

    // MARK: Sums

    private func solve(_ terms: [TermPattern], _ position: Int, _ rest: Expr, _ next: Int, _ accept: () -> Bool) -> Bool {
        if position == terms.count { return rest == .zero && solve(next, accept) }
        let term = terms[position]
        if isBound(term.bare) {
            let value = store.scaled(term.coefficient, instance(term.bare))
            let left = store.difference(rest, value)
            // A term that is not there leaves more than there was; only numbers may be made up for by a variable.
            if !store.isNumber(value), termCount(left) >= termCount(rest) { return false }
            return solve(push(.sum(terms, position + 1, left), next), accept)
        }
        if case .variable(let index) = term.bare.form, position == terms.count - 1 {
            return bind(index, to: divided(rest, term.coefficient), next, accept)
        }
        let parts = store.kind(rest) == .sum ? store.childArray(rest) : rest == .zero ? [] : [rest]
        for part in parts {
            let left = parts.count == 1 ? Expr.zero : store.difference(rest, part)
            let others = push(.sum(terms, position + 1, left), next)
            if solve(push(.match(term.bare, divided(part, term.coefficient)), others), accept) { return true }
        }
        return false
    }

    private func termCount(_ expr: Expr) -> Int { expr == .zero ? 0 : store.kind(expr) == .sum ? store.childCount(expr) : 1 }

    // MARK: Products

    /// The last factor, where it is a variable, stands for all that is left if the pattern takes all.
    private func solve(
        _ pattern: ProductPattern, _ position: Int, _ number: Rational, _ list: [Factor], _ takesAll: Bool, _ next: Int,
        _ accept: () -> Bool
    ) -> Bool {
        if position == pattern.factors.count {
            if takesAll { return list.isEmpty && number.isOne && solve(next, accept) }
            (leftNumber, leftFactors) = (number, list)
            return solve(next, accept)
        }
        let factor = pattern.factors[position]
        func others(_ number: Rational, _ rest: [Factor]) -> Int {
            push(.factors(pattern, position + 1, number, rest, takesAll: takesAll), next)
        }
        if factor.variables != 0, isBound(factor.base), isBound(factor.exponent) {
            let value = store.power(instance(factor.base), instance(factor.exponent))
            guard let (left, rest) = quotient(number, list, by: value) else { return false }
            return solve(others(left, rest), accept)
        }
        if case .variable(let index) = factor.base.form, let exponent = factor.number, takesAll, position == pattern.factors.count - 1 {
            guard let root = root(number, list, exponent) else { return false }
            return bind(index, to: root, others(Rational(1), []), accept)
        }
        for index in list.indices {
            var rest = list
            guard let left = remainder(list[index].exponent, factor) else { continue }
            if left == .zero { rest.remove(at: index) } else { rest[index].exponent = left }
            if solve(factor, list[index], others(number, rest), accept) { return true }
        }
        if case .variable(let index) = factor.base.form, factor.number == Rational(1), takesAll, !number.isOne, !list.isEmpty {
            return bind(index, to: store.number(number), others(Rational(1), list), accept)
        }
        return false
    }

    /// Matches one factor of a pattern with one of a product, or with the part of its power that the pattern names.
    private func solve(_ factor: FactorPattern, _ own: Factor, _ next: Int, _ accept: () -> Bool) -> Bool {
        if let wanted = factor.number {
            guard case .variable(let variable) = factor.base.form else { return solve(push(.match(factor.base, own.base), next), accept) }
            guard let root = root(Rational(1), [own], wanted) else { return false }
            return bind(variable, to: root, next, accept)
        }
        // `exp(u/n)^n` can tell `u` only once it knows `n`, `(u^n)^(1/n)` cannot tell `n` by the outer exponent.
        if case .variable = factor.exponent.form {
            // An exponent of 1 is none that a person would see.
            if own.exponent == .one { return false }
            return solve(push(.match(factor.exponent, own.exponent), push(.match(factor.base, own.base), next)), accept)
        }
        return solve(push(.match(factor.base, own.base), push(.match(factor.exponent, own.exponent), next)), accept)
    }

    /// What is left of an exponent when a factor of a pattern is taken; nil where the factor cannot be met.
    private func remainder(_ exponent: Expr, _ factor: FactorPattern) -> Expr? {
        guard let wanted = factor.number else { return .zero }
        if case .variable = factor.base.form { return .zero }
        return remainder(exponent, wanted)
    }

    /// What is left of an exponent when another is taken from it: whole numbers may be split, anything else is taken as a whole.
    private func remainder(_ exponent: Expr, _ taken: Rational) -> Expr? {
        guard let own = store.rationalValue(exponent) else { return nil }
        if own == taken { return .zero }
        guard own.isInteger, taken.isInteger, own.signum == taken.signum, own.magnitude > taken.magnitude else { return nil }
        return store.number(own - taken)
    }

    /// What is left of a product when all factors of an expression are taken from it; nil where one is not there.
    private func quotient(_ number: Rational, _ list: [Factor], by value: Expr) -> (Rational, [Factor])? {
        if value.isAbsent || value == .zero { return nil }
        let (divisor, parts) = factors(value)
        var rest = list
        for part in parts {
            guard let index = rest.firstIndex(where: { $0.base == part.base }) else { return nil }
            if rest[index].exponent == part.exponent {
                rest.remove(at: index)
            } else if let taken = store.rationalValue(part.exponent), let left = remainder(rest[index].exponent, taken) {
                rest[index].exponent = left
            } else {
                return nil
            }
        }
        return (number / divisor, rest)
    }

    /// The expression whose power is the product; nil where it is not to be seen.
    private func root(_ number: Rational, _ list: [Factor], _ exponent: Rational) -> Expr? {
        if exponent.isOne { return product(number, list) }
        guard exponent.isInteger else {
            // Other powers have only themselves for bases: `sqrt(x^2)` is not `x`.
            guard number.isOne, list.count == 1, store.rationalValue(list[0].exponent) == exponent else { return nil }
            return list[0].base
        }
        guard number.isOne, !list.isEmpty else { return nil }
        var roots: [Factor] = []
        for factor in list {
            guard let own = store.rationalValue(factor.exponent), (own / exponent).isInteger else { return nil }
            roots.append(Factor(base: factor.base, exponent: store.number(own / exponent)))
        }
        return product(Rational(1), roots)
    }
}
