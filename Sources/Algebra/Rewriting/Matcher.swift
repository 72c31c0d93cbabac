import Exact
import Expressions
import Reading
import Vocabulary

/// Finds what the variables of a pattern stand for, modulo the order and grouping of sums, products and variadic functions.
///
/// Every match is handed to a closure, which returns true to end the search: backtracking in continuation-passing style (Carlsson,
/// *On Implementing Prolog in Functional Programming*, 1984). The closures nest as deep as a pattern has parts.
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

    /// A base and an exponent that are still to be matched.
    struct Factor {
        var base: Expr
        var exponent: Expr
    }

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
    }

    func isBound(_ pattern: Pattern) -> Bool { pattern.variables & ~bound == 0 }

    func instance(_ pattern: Pattern) -> Expr { pattern.template.instance(bindings, catalogue) }

    private func draw() -> Bool {
        allowance -= 1
        return allowance >= 0 && store.budget.step()
    }

    private func bind(_ index: Int, to expr: Expr, _ next: () -> Bool) -> Bool {
        if expr == .undefined { return false }
        bindings[index] = expr
        bound |= 1 << UInt64(index)
        if next() { return true }
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

    /// Matches the whole expression.
    func match(_ pattern: Pattern, _ expr: Expr, _ next: () -> Bool) -> Bool {
        guard draw() else { return false }
        if isBound(pattern) {
            if areEqual(instance(pattern), expr) { return next() }
            guard case .node = pattern.form else { return false }
        }
        switch pattern.form {
        case .variable(let index):
            return bind(index, to: expr, next)
        case .constant:
            return false
        case .call(let function, let parts, let isVariadic):
            guard store.kind(expr) == .call, store.function(expr) == function, store.childCount(expr) == parts.count else { return false }
            let arguments = store.childArray(expr)
            return isVariadic
                ? matchInAnyOrder(parts, 0, arguments) { $0.isEmpty && next() } : matchInOrder(parts, arguments, 0, next)
        case .product(let product):
            return matchProduct(product, expr, next)
        case .sum(let terms):
            return matchSum(terms, 0, expr, next)
        case .node(let shape, let parts):
            return matchNode(shape, parts, expr, next)
        }
    }

    private func matchInOrder(_ patterns: [Pattern], _ exprs: [Expr], _ position: Int, _ next: () -> Bool) -> Bool {
        if position == patterns.count { return next() }
        return match(patterns[position], exprs[position]) { self.matchInOrder(patterns, exprs, position + 1, next) }
    }

    /// Matches patterns with different members of a list, and hands on what is left of it.
    func matchInAnyOrder(_ patterns: [Pattern], _ position: Int, _ exprs: [Expr], _ next: ([Expr]) -> Bool) -> Bool {
        if position == patterns.count { return next(exprs) }
        for index in exprs.indices {
            var rest = exprs
            rest.remove(at: index)
            if match(patterns[position], exprs[index], { self.matchInAnyOrder(patterns, position + 1, rest, next) }) { return true }
        }
        return false
    }

    /// A relation with zero is met by any relation of that kind: `u < 0` by `x < 1`, with `x - 1` for `u`.
    private func matchNode(_ shape: NodeShape, _ parts: [Pattern], _ expr: Expr, _ next: () -> Bool) -> Bool {
        guard store.shape(expr) == shape, store.childCount(expr) == parts.count else { return false }
        let own = store.childArray(expr)
        if shape.kind == .relation, own[0] != .zero, own[1] != .zero {
            for (position, other) in [(0, 1), (1, 0)] where isZero(parts[other]) {
                return match(parts[position], store.difference(own[position], own[other]), next)
            }
        }
        return matchInOrder(parts, own, 0, next)
    }

    private func isZero(_ pattern: Pattern) -> Bool { pattern.variables == 0 && instance(pattern) == .zero }

    // MARK: Sums

    /// Matches the terms from `position` on with all that is left of a sum.
    private func matchSum(_ terms: [TermPattern], _ position: Int, _ rest: Expr, _ next: () -> Bool) -> Bool {
        guard draw() else { return false }
        if position == terms.count { return rest == .zero && next() }
        let term = terms[position]
        if isBound(term.bare) {
            let value = store.scaled(term.coefficient, instance(term.bare))
            let left = store.difference(rest, value)
            // A term that is not there leaves more than there was; only numbers may be made up for by a variable.
            if !store.isNumber(value), termCount(left) >= termCount(rest) { return false }
            return matchSum(terms, position + 1, left, next)
        }
        let parts = store.kind(rest) == .sum ? store.childArray(rest) : rest == .zero ? [] : [rest]
        if case .variable(let index) = term.bare.form, position == terms.count - 1 {
            return bind(index, to: divided(rest, term.coefficient), next)
        }
        for part in parts {
            let left = parts.count == 1 ? Expr.zero : store.difference(rest, part)
            if match(term.bare, divided(part, term.coefficient), { self.matchSum(terms, position + 1, left, next) }) { return true }
        }
        return false
    }

    private func termCount(_ expr: Expr) -> Int { expr == .zero ? 0 : store.kind(expr) == .sum ? store.childCount(expr) : 1 }

    /// The expression over a number; sums term by term.
    func divided(_ expr: Expr, _ number: Rational) -> Expr {
        if number.isOne { return expr }
        let factor = store.coefficient(expr) / number
        let bare = store.isNumber(expr) ? Expr.one : store.barePart(expr)
        guard store.kind(bare) == .sum, !factor.isOne else { return store.scaled(factor, bare) }
        return store.sum(store.childArray(bare).map { store.scaled(factor, $0) })
    }

    // MARK: Products

    /// The number and the factors of a product; of anything else, itself as the only factor.
    func factors(_ expr: Expr) -> (coefficient: Rational, factors: [Factor]) {
        if let number = store.rationalValue(expr) { return (number, []) }
        let bare = store.barePart(expr)
        let parts = store.kind(bare) == .product ? store.childArray(bare) : [bare]
        return (
            store.coefficient(expr),
            parts.map {
                store.kind($0) == .power
                    ? Factor(base: store.child($0, 0), exponent: store.child($0, 1)) : Factor(base: $0, exponent: .one)
            }
        )
    }

    /// The product of a number and factors.
    func product(_ coefficient: Rational, _ factors: [Factor]) -> Expr {
        store.product([store.number(coefficient)] + factors.map { store.power($0.base, $0.exponent) })
    }

    private func matchProduct(_ pattern: ProductPattern, _ expr: Expr, _ next: () -> Bool) -> Bool {
        if pattern.factors.count == 1, pattern.factors[0].number == Rational(1) {
            // A number times a variable or a sum, where the number may go into the sum.
            return match(pattern.factors[0].base, divided(expr, pattern.coefficient), next)
        }
        let (coefficient, list) = factors(expr)
        return matchFactors(pattern, 0, coefficient / pattern.coefficient, list, takesAll: true) { number, rest in
            rest.isEmpty && number.isOne && next()
        }
    }

    /// Matches the factors of a pattern from `position` on, and hands on what is left: a number and factors.
    ///
    /// - Parameter takesAll: the last factor, where it is a variable, stands for all that is left.
    func matchFactors(
        _ pattern: ProductPattern, _ position: Int, _ number: Rational, _ list: [Factor], takesAll: Bool,
        _ next: (Rational, [Factor]) -> Bool
    ) -> Bool {
        guard draw() else { return false }
        if position == pattern.factors.count { return next(number, list) }
        let factor = pattern.factors[position]
        func goOn(_ number: Rational, _ rest: [Factor]) -> Bool {
            matchFactors(pattern, position + 1, number, rest, takesAll: takesAll, next)
        }
        if factor.variables != 0, isBound(factor.base), isBound(factor.exponent) {
            let value = store.power(instance(factor.base), instance(factor.exponent))
            guard let (left, rest) = quotient(number, list, by: value) else { return false }
            return goOn(left, rest)
        }
        if case .variable(let index) = factor.base.form, let exponent = factor.number, takesAll, position == pattern.factors.count - 1 {
            guard let root = root(number, list, exponent) else { return false }
            return bind(index, to: root) { next(Rational(1), []) }
        }
        for index in list.indices {
            if matchFactor(factor, list, index, { goOn(number, $0) }) { return true }
        }
        if case .variable(let index) = factor.base.form, factor.number == Rational(1), takesAll, !number.isOne, !list.isEmpty {
            return bind(index, to: store.number(number)) { goOn(Rational(1), list) }
        }
        return false
    }

    /// Matches one factor of a pattern with one of the list, of whose power a part may be left.
    private func matchFactor(_ factor: FactorPattern, _ list: [Factor], _ index: Int, _ next: ([Factor]) -> Bool) -> Bool {
        var rest = list
        let own = list[index]
        guard let wanted = factor.number else {
            // An exponent of 1 is none that a person would see.
            if case .variable = factor.exponent.form, own.exponent == .one { return false }
            rest.remove(at: index)
            // `exp(u/n)^n` can tell `u` only once it knows `n`, `(u^n)^(1/n)` cannot tell `n` by the outer exponent.
            if case .variable = factor.exponent.form {
                return match(factor.exponent, own.exponent) { self.match(factor.base, own.base) { next(rest) } }
            }
            return match(factor.base, own.base) { self.match(factor.exponent, own.exponent) { next(rest) } }
        }
        if case .variable(let variable) = factor.base.form {
            guard let root = root(Rational(1), [own], wanted) else { return false }
            rest.remove(at: index)
            return bind(variable, to: root) { next(rest) }
        }
        guard let left = remainder(own.exponent, wanted) else { return false }
        if left == .zero { rest.remove(at: index) } else { rest[index].exponent = left }
        return match(factor.base, own.base) { next(rest) }
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
        if value == .undefined || value == .zero { return nil }
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
