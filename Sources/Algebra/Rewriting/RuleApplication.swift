import Exact
import Expressions
import Reading
import Vocabulary

/// Applies rules to one expression, without looking inside it.
final class RuleApplication {
    private let store: ExprStore
    private let catalogue: Catalogue
    private let source: any FactSource
    private let matcher: Matcher

    init(_ catalogue: Catalogue, _ source: any FactSource) {
        self.catalogue = catalogue
        self.source = source
        store = catalogue.store
        matcher = Matcher(catalogue)
    }

    /// What takes the expression's place, by which rule, with which values of the variables.
    typealias Candidate = (rule: Int, after: Expr, values: [Expr])

    /// Hands every way of applying a rule of the book to a closure.
    func candidates(_ node: Expr, _ book: RuleBook, _ take: (Candidate) -> Void) {
        switch store.kind(node) {
        case .sum: sums(node, book, take)
        case .power: products(node, book, book.powers, take)
        case .product: products(node, book, book.products, take)
        case .scaled: products(node, book, book.products, take)
        case .call:
            for index in book.calls[store.function(node).index] ?? [] { call(node, book, index, take) }
        case .piecewise: wholes(node, book, take)
        default: break
        }
    }

    /// Where a generic rule holds for these values: `truth` for other rules, and where facts decide it.
    func condition(_ rule: Rule, _ values: [Expr]) -> Expr {
        guard let exception = rule.exception else { return .truth }
        let condition = store.negation(exception.instance(values, catalogue))
        return Guard.isKnown(condition, store, source) ? .truth : condition
    }

    /// Offers the right side in its surroundings, if the guards hold.
    private func offer(_ rule: Rule, _ index: Int, _ take: (Candidate) -> Void, _ surround: (Expr) -> Expr) {
        guard rule.guards.allSatisfy({ $0.holds(matcher.bindings, catalogue, source) }) else { return }
        if rule.exception?.instance(matcher.bindings, catalogue) == .truth { return }
        let value = rule.right.instance(matcher.bindings, catalogue)
        guard value != .undefined else { return }
        let after = surround(value)
        if after != .undefined { take((index, after, matcher.bindings)) }
    }

    // MARK: Calls and branches

    private func call(_ node: Expr, _ book: RuleBook, _ index: Int, _ take: (Candidate) -> Void) {
        let rule = book.rules[index]
        guard case .call(let function, let parts, let isVariadic) = rule.pattern.form, store.childCount(node) >= parts.count else { return }
        matcher.begin(variables: rule.variables.count)
        guard isVariadic else {
            _ = matcher.match(rule.pattern, node) {
                offer(rule, index, take) { $0 }
                return false
            }
            return
        }
        _ = matcher.matchInAnyOrder(parts, 0, store.childArray(node)) { rest in
            offer(rule, index, take) { rest.isEmpty ? $0 : self.joined(function, rest, $0) }
            return false
        }
    }

    /// The call over what is left of its arguments and a new one, whose own arguments are taken in where it calls the same function.
    private func joined(_ function: FunctionID, _ rest: [Expr], _ value: Expr) -> Expr {
        let isSame = store.kind(value) == .call && store.function(value) == function
        return catalogue.call(function, (isSame ? store.childArray(value) : [value]) + rest)
    }

    private func wholes(_ node: Expr, _ book: RuleBook, _ take: (Candidate) -> Void) {
        for index in book.others {
            let rule = book.rules[index]
            matcher.begin(variables: rule.variables.count)
            _ = matcher.match(rule.pattern, node) {
                offer(rule, index, take) { $0 }
                return false
            }
        }
    }

    // MARK: Products

    private func products(_ node: Expr, _ book: RuleBook, _ indices: [Int], _ take: (Candidate) -> Void) {
        let bits = Head.bits(node, store)
        let isScaled = store.kind(node) == .scaled
        let (coefficient, list) = matcher.factors(node)
        for index in indices {
            let rule = book.rules[index]
            guard case .product(let pattern) = rule.pattern.form, pattern.required & ~bits == 0, pattern.factors.count <= list.count else {
                continue
            }
            // Without a number of its own the rule has been tried on the product inside.
            if isScaled, pattern.coefficient.isOne { continue }
            matcher.begin(variables: rule.variables.count)
            _ = matcher.matchFactors(pattern, 0, coefficient / pattern.coefficient, list, takesAll: false) { number, rest in
                offer(rule, index, take) { self.store.product(self.matcher.product(number, rest), $0) }
                return false
            }
        }
    }

    // MARK: Sums

    /// The terms of the sum that is being rewritten, by their bare parts.
    private struct Terms {
        let exprs: [Expr]
        let bares: Set<Expr>
        let bits: [UInt64]
        let allBits: UInt64
    }

    private func sums(_ node: Expr, _ book: RuleBook, _ take: (Candidate) -> Void) {
        let exprs = store.childArray(node)
        let bits = exprs.map { Head.bits($0, store) }
        let terms = Terms(
            exprs: exprs, bares: Set(exprs.map { bare($0) }), bits: bits, allBits: bits.reduce(0, |))
        for index in book.sums {
            guard case .sum(let pattern) = book.rules[index].pattern.form else { continue }
            for (position, anchor) in pattern.enumerated() where anchor.isAnchor {
                let required = anchor.factors.required
                if required & ~terms.allBits != 0 { continue }
                matcher.begin(variables: book.rules[index].variables.count)
                for (own, expr) in exprs.enumerated() where required & ~bits[own] == 0 {
                    sum(node, terms, book, index, pattern, position, expr, take)
                }
            }
        }
    }

    private func bare(_ expr: Expr) -> Expr { store.isNumber(expr) ? .one : store.barePart(expr) }

    /// Uses a rule `A + B -> C` as the identity `A + B - C = 0`: a multiple of it, in which one term of the left side cancels a
    /// term of the sum, is added. Thus it fires scaled by any factor, and as `C - A -> B`, too.
    private func sum(
        _ node: Expr, _ terms: Terms, _ book: RuleBook, _ index: Int, _ pattern: [TermPattern], _ position: Int, _ own: Expr,
        _ take: (Candidate) -> Void
    ) {
        let anchor = pattern[position]
        let (coefficient, list) = matcher.factors(own)
        _ = matcher.matchFactors(anchor.factors, 0, coefficient / anchor.coefficient, list, takesAll: false) { number, rest in
            let factor = matcher.product(Rational(1), rest)
            return complete(terms, pattern, 0, position, factor) {
                add(terms, book, index, pattern, position, number, factor, node, take)
                return false
            }
        }
    }

    /// Binds the variables that are still open by the other terms of the pattern.
    private func complete(
        _ terms: Terms, _ pattern: [TermPattern], _ position: Int, _ anchor: Int, _ factor: Expr, _ next: () -> Bool
    ) -> Bool {
        var open = position
        while open < pattern.count, open == anchor || matcher.isBound(pattern[open].bare) { open += 1 }
        if open == pattern.count { return next() }
        let wanted = pattern[open].factors
        for (own, expr) in terms.exprs.enumerated() where wanted.required & ~terms.bits[own] == 0 {
            let (_, list) = matcher.factors(expr)
            let isDone = matcher.matchFactors(wanted, 0, Rational(1), list, takesAll: false) { number, rest in
                guard number.isOne, matcher.product(Rational(1), rest) == factor else { return false }
                return complete(terms, pattern, open + 1, anchor, factor, next)
            }
            if isDone { return true }
        }
        return false
    }

    private func add(
        _ terms: Terms, _ book: RuleBook, _ index: Int, _ pattern: [TermPattern], _ anchor: Int, _ number: Rational, _ factor: Expr,
        _ node: Expr, _ take: (Candidate) -> Void
    ) {
        var negative: [Expr] = []
        var meets = false
        for (position, term) in pattern.enumerated() {
            let part = store.product(factor, store.scaled(number * term.coefficient, matcher.instance(term.bare)))
            if part == .undefined { return }
            if position != anchor, terms.bares.contains(bare(part)) { meets = true }
            negative.append(store.negated(part))
        }
        offer(book.rules[index], index, take) { value in
            let right = self.store.product(factor, self.store.scaled(number, value))
            if !meets {
                let parts = self.store.kind(right) == .sum ? self.store.childArray(right) : [right]
                guard parts.contains(where: { terms.bares.contains(self.bare($0)) }) else { return .undefined }
            }
            return self.store.sum([node] + negative + [right])
        }
    }
}
