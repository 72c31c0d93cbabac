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
    private let costs: CostTable
    /// The cheapest way that was found, cheaper than the expression itself.
    private var best: Candidate?
    private var leastCost = Cost(nodes: 0, weight: 0)
    /// The rules of the book that was used last, as far as they have been tried: looking into the book takes a lock.
    private var rules: [Rule?] = []
    private var book: RuleBook?
    /// The expression that rules are tried on.
    private var subject = Expr.undefined
    /// Whether the first way that is cheaper will do.
    private var isLarge = false

    /// Among so many parts not every way is tried, but the first that is cheaper is taken: the others get their turn after it.
    private static let largeCount = 16

    /// What takes the expression's place, by which rule, with which values of the variables.
    struct Candidate {
        let rule: Int
        let after: Expr
        let values: [Expr]
    }

    init(_ catalogue: Catalogue, _ source: any FactSource, _ costs: CostTable) {
        self.catalogue = catalogue
        self.costs = costs
        self.source = source
        store = catalogue.store
        matcher = Matcher(catalogue)
    }

    /// The application of a rule of the book that makes the expression cheapest; nil where none makes it cheaper.
    func best(_ node: Expr, _ book: RuleBook) -> Candidate? {
        if book !== self.book { (self.book, rules) = (book, Array(repeating: nil, count: book.count)) }
        best = nil
        subject = node
        leastCost = costs.cost(of: node)
        isLarge = store.childCount(store.barePart(node)) > RuleApplication.largeCount
        switch store.kind(node) {
        case .sum: sums(node, book)
        case .power: products(node, book, book.powers)
        case .product, .scaled: products(node, book, book.products)
        case .call:
            for index in book.calls[store.function(node).index] ?? [] { call(node, book, index) }
        case .piecewise: wholes(node, book)
        default: break
        }
        return best
    }

    private func rule(_ index: Int, _ book: RuleBook) -> Rule {
        if let rule = rules[index] { return rule }
        let rule = book.rule(index)
        rules[index] = rule
        return rule
    }

    private var isSettled: Bool { isLarge && best != nil }

    /// Where a generic rule holds for these values: `truth` for other rules, and where facts decide it.
    func condition(_ rule: Rule, _ values: [Expr]) -> Expr {
        guard let exception = rule.exception else { return .truth }
        let condition = store.negation(exception.instance(values, catalogue))
        return Guard.isKnown(condition, store, source) ? .truth : condition
    }

    /// The right side for the match that has been found, if the guards hold.
    private func value(_ rule: Rule) -> Expr? {
        guard rule.guards.allSatisfy({ $0.holds(matcher.bindings, catalogue, source) }) else {
            store.log(.rules, rule.name, subject, .refused("a guard is not known to hold"))
            return nil
        }
        if rule.exception?.instance(matcher.bindings, catalogue) == .truth {
            store.log(.rules, rule.name, subject, .refused("it is the exception"))
            return nil
        }
        let value = rule.right.instance(matcher.bindings, catalogue)
        return value.isAbsent ? nil : value
    }

    private func offer(_ index: Int, _ rule: Rule, _ after: Expr) {
        if after.isAbsent { return }
        let cost = costs.cost(of: after)
        guard cost < leastCost else {
            store.log(.rules, rule.name, subject, .refused(best == nil ? "it makes nothing cheaper" : "another rule makes it cheaper"))
            return
        }
        leastCost = cost
        best = Candidate(rule: index, after: after, values: matcher.bindings)
    }

    // MARK: Calls and branches

    private func call(_ node: Expr, _ book: RuleBook, _ index: Int) {
        let rule = rule(index, book)
        guard case .call(let function, let parts, let isVariadic) = rule.pattern.form, store.childCount(node) >= parts.count else { return }
        guard isVariadic else { return whole(node, rule, index) }
        matcher.begin(variables: rule.variables.count)
        matcher.match(arguments: store.childArray(node), parts) {
            if let value = value(rule) {
                offer(index, rule, matcher.leftArguments.isEmpty ? value : joined(function, value, matcher.leftArguments))
            }
            return isSettled
        }
    }

    /// The call over a new argument, whose own arguments are taken in where it calls the same function, and what is left.
    private func joined(_ function: FunctionID, _ value: Expr, _ rest: [Expr]) -> Expr {
        let isSame = store.kind(value) == .call && store.function(value) == function
        return catalogue.call(function, (isSame ? store.childArray(value) : [value]) + rest)
    }

    private func wholes(_ node: Expr, _ book: RuleBook) {
        for index in book.others { whole(node, rule(index, book), index) }
    }

    private func whole(_ node: Expr, _ rule: Rule, _ index: Int) {
        matcher.begin(variables: rule.variables.count)
        matcher.match(rule.pattern, node) {
            if let value = value(rule) { offer(index, rule, value) }
            return isSettled
        }
    }

    // MARK: Products

    private func products(_ node: Expr, _ book: RuleBook, _ entries: [RuleBook.Product]) {
        let bits = Head.bits(node, store)
        let isScaled = store.kind(node) == .scaled
        let (coefficient, list) = matcher.factors(node)
        for entry in entries where entry.required & ~bits == 0 && entry.count <= list.count && !isSettled {
            // Without a number of its own the rule has been tried on the product inside.
            if isScaled, !entry.hasNumber { continue }
            let rule = rule(entry.rule, book)
            guard case .product(let pattern) = rule.pattern.form else { continue }
            matcher.begin(variables: rule.variables.count)
            matcher.match(pattern, coefficient / pattern.coefficient, list) {
                let (number, rest) = (matcher.leftNumber, matcher.leftFactors)
                if let value = value(rule) { offer(entry.rule, rule, store.product(matcher.product(number, rest), value)) }
                return isSettled
            }
        }
    }

    // MARK: Sums

    /// The use of a rule for a sum, as far as it has come.
    private struct SumUse {
        let node: Expr
        let terms: [Expr]
        let bits: [UInt64]
        /// The bare parts of the terms.
        let bares: Set<Expr>
        let rule: Rule
        let index: Int
        let pattern: [TermPattern]
        /// The term of the pattern that is matched first.
        let anchor: Int
        /// By what the rule is multiplied.
        var number = Rational(1)
        var factor = Expr.one

        init(
            _ node: Expr, _ terms: [Expr], _ bits: [UInt64], _ bares: Set<Expr>, _ rule: Rule, _ entry: RuleBook.Anchor,
            _ pattern: [TermPattern]
        ) {
            self.node = node
            self.terms = terms
            self.bits = bits
            self.bares = bares
            self.rule = rule
            index = entry.rule
            anchor = entry.position
            self.pattern = pattern
        }
    }

    private func bare(_ expr: Expr) -> Expr { store.isNumber(expr) ? .one : store.barePart(expr) }

    /// Uses a rule `A + B -> C` as the identity `A + B - C = 0`: a multiple of it, in which one term of the left side cancels a
    /// term of the sum, is added. Thus it fires scaled by any factor, and as `C - A -> B`, too.
    private func sums(_ node: Expr, _ book: RuleBook) {
        let terms = store.childArray(node)
        let bits = terms.map { Head.bits($0, store) }
        let allBits = bits.reduce(0, |)
        let bares = Set(terms.map { bare($0) })
        for entry in book.sums where entry.required & ~allBits == 0 && !isSettled {
            let rule = rule(entry.rule, book)
            guard case .sum(let pattern) = rule.pattern.form else { continue }
            let anchor = pattern[entry.position]
            var use = SumUse(node, terms, bits, bares, rule, entry, pattern)
            matcher.begin(variables: rule.variables.count)
            for (own, term) in terms.enumerated() where entry.required & ~bits[own] == 0 && !isSettled {
                let (coefficient, list) = matcher.factors(term)
                matcher.match(anchor.factors, coefficient / anchor.coefficient, list) {
                    use.number = matcher.leftNumber
                    use.factor = matcher.product(Rational(1), matcher.leftFactors)
                    complete(use, 0)
                    return isSettled
                }
            }
        }
    }

    /// Binds the variables that are still open by the other terms of the pattern, and adds the multiple of the identity.
    private func complete(_ use: SumUse, _ position: Int) {
        var open = position
        while open < use.pattern.count, open == use.anchor || matcher.isBound(use.pattern[open].bare) { open += 1 }
        if open == use.pattern.count { return add(use) }
        let wanted = use.pattern[open].factors
        for (own, term) in use.terms.enumerated() where wanted.required & ~use.bits[own] == 0 && !isSettled {
            matcher.match(wanted, Rational(1), matcher.factors(term).factors) {
                if matcher.leftNumber.isOne, matcher.product(Rational(1), matcher.leftFactors) == use.factor { complete(use, open + 1) }
                return isSettled
            }
        }
    }

    private func add(_ use: SumUse) {
        var parts = [use.node]
        var meets = false
        for (position, term) in use.pattern.enumerated() {
            let part = store.product(use.factor, store.scaled(use.number * term.coefficient, matcher.instance(term.bare)))
            if part.isAbsent { return }
            if position != use.anchor, use.bares.contains(bare(part)) { meets = true }
            parts.append(store.negated(part))
        }
        guard let value = value(use.rule) else { return }
        let right = store.product(use.factor, store.scaled(use.number, value))
        // Where the identity meets the sum in one term only, the sum becomes longer.
        let rightParts = store.terms(right)
        guard meets || rightParts.contains(where: { use.bares.contains(bare($0)) }) else { return }
        parts.append(right)
        offer(use.index, use.rule, store.sum(parts))
    }
}
