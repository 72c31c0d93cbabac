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
    /// What expressions call, and what the subject does, as bits.
    private var table = CallTable()
    private var calls: UInt64 = 0
    /// The terms of the subject, where it is a sum.
    private var terms: [OwnTerm] = []
    /// The multiples of the rule at hand that have been tried: the number, the factor and the values of the variables of each.
    private var multiples: [Expr] = []

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

    /// Forgets what it knows of expressions.
    func forget() { table.forget() }

    /// The application of a rule of the book that makes the expression cheapest; nil where none makes it cheaper.
    func best(_ node: Expr, _ book: RuleBook) -> Candidate? {
        if book !== self.book { (self.book, rules) = (book, Array(repeating: nil, count: book.count)) }
        best = nil
        subject = node
        calls = table.bits(in: node, store)
        matcher.clear()
        leastCost = costs.cost(of: node)
        isLarge = store.childCount(store.barePart(node)) > RuleApplication.largeCount
        switch store.kind(node) {
        case .sum: sums(node, book)
        case .power: products(node, book, book.powers)
        case .product, .scaled: products(node, book, book.products)
        case .call:
            for entry in book.calls[store.function(node).index] ?? [] where entry.inside & ~calls == 0 { call(node, book, entry.rule) }
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
        guard isAllowed(rule) else { return nil }
        let value = rule.right.instance(matcher.bindings, catalogue)
        return value.isAbsent ? nil : value
    }

    /// Whether the guards are known to hold for the match that has been found, and it is not the exception.
    private func isAllowed(_ rule: Rule) -> Bool {
        guard rule.guards.allSatisfy({ $0.holds(matcher.bindings, catalogue, source) }) else {
            store.log(.rules, rule.name, subject, .refused("a guard is not known to hold"))
            return false
        }
        guard rule.exception?.instance(matcher.bindings, catalogue) != .truth else {
            store.log(.rules, rule.name, subject, .refused("it is the exception"))
            return false
        }
        return true
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
        let whole = rule.pattern.whole
        guard store.childCount(node) >= Int(whole.count) else { return }
        guard whole.form == .variadicCall else { return self.whole(node, rule, index) }
        matcher.begin(rule)
        matcher.match(argumentsOf: node) {
            if let value = value(rule) {
                let rest = matcher.leftArguments
                offer(index, rule, rest.isEmpty ? value : joined(store.function(node), value, rest))
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
        matcher.begin(rule)
        matcher.match(node) {
            if let value = value(rule) { offer(index, rule, value) }
            return isSettled
        }
    }

    // MARK: Products

    private func products(_ node: Expr, _ book: RuleBook, _ entries: [RuleBook.Product]) {
        let bits = Head.bits(node, store)
        let isScaled = store.kind(node) == .scaled
        let own = matcher.factors(of: node)
        for entry in entries where (entry.required & ~bits) | (entry.inside & ~calls) == 0 && entry.count <= own.list.count && !isSettled {
            // Without a number of its own the rule has been tried on the product inside.
            if isScaled, !entry.hasNumber { continue }
            let rule = rule(entry.rule, book)
            let coefficient = rule.pattern.numbers[Int(rule.pattern.product.coefficient)]
            matcher.begin(rule)
            matcher.match(rule.pattern.whole.first, Matcher.Product(number: matcher.quotient(own.number, coefficient), list: own.list)) {
                let left = matcher.left
                if let value = value(rule) { offer(entry.rule, rule, store.product(matcher.expression(left), value)) }
                return isSettled
            }
        }
    }

    // MARK: Sums

    /// A term of the sum at hand.
    private struct OwnTerm: BitwiseCopyable {
        /// The term without its number.
        let bare: Expr
        let product: Matcher.Product
        /// What stands at the head of its factors, as bits.
        let bits: UInt64
    }

    /// The use of a rule for a sum, as far as it has come.
    private struct SumUse {
        let rule: Rule
        let index: Int
        /// The term of the pattern that is matched first.
        let anchor: Int
        /// By what the rule is multiplied.
        var number = Expr.one
        var factor = Expr.one
    }

    private func bare(_ expr: Expr) -> Expr { store.isNumber(expr) ? .one : store.barePart(expr) }

    /// Uses a rule `A + B -> C` as the identity `A + B - C = 0`: a multiple of it, in which one term of the left side cancels a
    /// term of the sum, is added. Thus it fires scaled by any factor, and as `C - A -> B`, too.
    private func sums(_ node: Expr, _ book: RuleBook) {
        terms.removeAll(keepingCapacity: true)
        for position in 0..<store.childCount(node) {
            let term = store.child(node, position)
            terms.append(OwnTerm(bare: bare(term), product: matcher.factors(of: term), bits: Head.bits(term, store)))
        }
        let allBits = terms.reduce(0) { $0 | $1.bits }
        var current = -1
        for entry in book.sums where (entry.required & ~allBits) | (entry.inside & ~calls) == 0 && !isSettled {
            let rule = rule(entry.rule, book)
            let anchor = rule.pattern.terms[Int(rule.pattern.whole.first) + entry.position]
            var use = SumUse(rule: rule, index: entry.rule, anchor: entry.position)
            if entry.rule != current { multiples.removeAll(keepingCapacity: true) }
            current = entry.rule
            matcher.begin(rule)
            for own in terms where entry.required & ~own.bits == 0 && !isSettled {
                let number = matcher.quotient(own.product.number, rule.pattern.numbers[Int(anchor.coefficient)])
                matcher.match(anchor.product, Matcher.Product(number: number, list: own.product.list)) {
                    use.number = matcher.left.number
                    use.factor = matcher.expression(Matcher.Product(number: .one, list: matcher.left.list))
                    complete(use, 0)
                    return isSettled
                }
            }
        }
    }

    /// Binds the variables that are still open by the other terms of the pattern, and adds the multiple of the identity.
    private func complete(_ use: SumUse, _ position: Int) {
        let pattern = use.rule.pattern
        let (first, count) = (Int(pattern.whole.first), Int(pattern.whole.count))
        var open = position
        while open < count, open == use.anchor || matcher.isBound(part: pattern.terms[first + open].bare) { open += 1 }
        if open == count { return add(use) }
        let wanted = pattern.terms[first + open].product
        let required = pattern.products[Int(wanted)].required
        for own in terms where required & ~own.bits == 0 && !isSettled {
            matcher.match(wanted, Matcher.Product(number: .one, list: own.product.list)) {
                if matcher.left.number == .one, matcher.expression(matcher.left) == use.factor { complete(use, open + 1) }
                return isSettled
            }
        }
    }

    private func add(_ use: SumUse) {
        guard mayMeet(use), isNew(use) else { return }
        var parts = [subject]
        var meets = false
        let number = store.rational(use.number)
        for (position, term) in use.rule.pattern.wholeTerms.enumerated() {
            let coefficient = number * use.rule.pattern.numbers[Int(term.coefficient)]
            let part = store.product(use.factor, store.scaled(coefficient, matcher.instance(term.bare)))
            if part.isAbsent { return }
            if position != use.anchor, isBareOfTerm(bare(part)) { meets = true }
            parts.append(store.negated(part))
        }
        let value = use.rule.right.instance(matcher.bindings, catalogue)
        if value.isAbsent { return }
        let right = store.product(use.factor, store.scaled(number, value))
        // Where the identity meets the sum in one term only, the sum becomes longer. That is seen before guards are asked, which take longer.
        guard meets || store.terms(bare(right)).contains(where: { isBareOfTerm(bare($0)) }), isAllowed(use.rule) else { return }
        parts.append(right)
        offer(use.index, use.rule, store.sum(parts))
    }

    /// Whether, by its heads, another term of the multiple may be a term of the sum: most that cannot are seen before anything is built.
    private func mayMeet(_ use: SumUse) -> Bool {
        // Functions of constants may come to numbers.
        if matcher.bindings.contains(where: { $0 != .undefined && store.isConstant($0) }) { return true }
        let pattern = use.rule.pattern
        let factorBits = use.factor == .one ? 0 : Head.bits(use.factor, store)
        func mayMeet(_ bits: UInt64, isNumber: Bool) -> Bool {
            if isNumber { return isBareOfTerm(use.factor) }
            // Equal heads may cancel one another.
            return bits & factorBits != 0 || terms.contains { (bits | factorBits) & ~$0.bits == 0 }
        }
        for position in 0..<Int(pattern.whole.count) where position != use.anchor {
            let term = pattern.terms[Int(pattern.whole.first) + position]
            if mayMeet(pattern.products[Int(term.product)].required, isNumber: pattern.parts[Int(term.bare)].fixed == .one) { return true }
        }
        return use.rule.rightTerms.contains { mayMeet($0.bits, isNumber: $0.isNumber) }
    }

    /// Whether this multiple of the rule's identity has not been tried: each of its terms that the sum holds leads to it.
    private func isNew(_ use: SumUse) -> Bool {
        let width = 2 + matcher.bindings.count
        let key = multiples.count
        multiples.append(use.number)
        multiples.append(use.factor)
        multiples.append(contentsOf: matcher.bindings)
        // Only the last are compared, so that long sums take no square of their length.
        for place in stride(from: key - width, through: max(0, key - 64 * width), by: -width)
        where multiples[place..<place + width] == multiples[key...] {
            multiples.removeLast(width)
            return false
        }
        return true
    }

    private func isBareOfTerm(_ expr: Expr) -> Bool { terms.contains { $0.bare == expr } }
}
