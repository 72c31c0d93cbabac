import Ball
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Splits a claim into cases by the signs of the quantities on which `abs`, `sign`, `max`, `min`, `step` and conditions turn.
struct CaseSplit {
    private let catalogue: Catalogue
    private let store: ExprStore
    private let transforms: Transforms
    /// More quantities than this are not settled one after another.
    private static let limit = 12
    /// At most so many consequences of one more sign are kept.
    private static let mostKnown = 24

    private let evaluator: BallEvaluator

    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        self.catalogue = catalogue
        self.evaluator = evaluator
        store = catalogue.store
        transforms = Transforms(catalogue)
    }

    /// Whether a claim about two expressions holds in every case that can occur.
    func holdsInAllCases(_ left: Expr, _ right: Expr, _ claim: (Expr, Expr) -> Bool) -> Bool {
        holds(left, right, positive: [], depth: 0, claim)
    }

    /// Each level settles one quantity, and there are at most `limit` of them; `positive` are those that are above zero.
    private func holds(_ left: Expr, _ right: Expr, positive: [Expr], depth: Int, _ claim: (Expr, Expr) -> Bool) -> Bool {
        if left == right { return true }
        guard let quantity = innermostQuantity(left, right) else { return claim(left, right) }
        // Some claims hold without looking inside: abs(x)^2 = x^2.
        if depth == 0, claim(left, right) { return true }
        guard depth < CaseSplit.limit, store.facts(of: quantity).isReal else { return false }
        let (part, signs) = turningPart(of: quantity, positive)
        return cases(part, signs, left, right, positive: positive, depth: depth, claim)
    }

    /// Whether the claim holds for each of the signs that a quantity can have.
    private func cases(
        _ quantity: Expr, _ signs: [Int], _ left: Expr, _ right: Expr, positive: [Expr], depth: Int, _ claim: (Expr, Expr) -> Bool
    ) -> Bool {
        for sign in signs {
            let condition = condition(quantity, sign)
            let outcome = store.supposing(condition) { () -> Bool in
                let (a, b) = (settled(left, quantity, sign), settled(right, quantity, sign))
                // Where one side has no value nothing is claimed.
                if a.isAbsent || b.isAbsent { return true }
                if sign == 0 {
                    let values = values(where: quantity)
                    return holds(a, b, positive: positive.map { catalogue.substitute($0, values) }, depth: depth + 1, claim)
                }
                return holds(a, b, positive: closure(of: positive, with: sign > 0 ? quantity : opposite(quantity)), depth: depth + 1, claim)
            }
            // A case that cannot occur is no case.
            if outcome == false { return false }
        }
        return true
    }

    /// The sign that follows from a quantity known to be positive.
    private func signFollowing(_ positive: [Expr], _ quantity: Expr) -> Int? {
        for known in positive {
            if let sign = orientation(quantity, known) { return sign }
        }
        return nil
    }

    /// The positive quantities with one more, and with the sums in which terms cancel: x > y and y > z say x > z.
    private func closure(of positive: [Expr], with quantity: Expr) -> [Expr] {
        var added = [quantity]
        var position = 0
        while position < added.count, added.count < CaseSplit.mostKnown {
            let new = added[position]
            for known in positive + added[..<position] {
                let sum = store.sum(known, new)
                let isShort = terms(sum).count <= max(terms(known).count, terms(new).count)
                if isShort, !added.contains(sum), !positive.contains(sum) { added.append(sum) }
            }
            position += 1
        }
        return positive + added
    }

    /// What follows from `floor(u) = u - t` with `0 <= t < 1`: that floor(u) - u - 1 is negative.
    private func factsByFractions(_ quantity: Expr) -> Facts {
        let floor = store.postorder([quantity]).last { store.kind($0) == .call && store.function($0) == KnownFunction.floor }
        guard let floor, store.facts(of: floor).isReal else { return Facts() }
        let fraction = store.symbol("fraction of \(floor.index)")
        let replaced = catalogue.substitute(quantity, [floor: store.difference(store.child(floor, 0), fraction)])
        let facts = store.supposing(store.relation(.lessOrEqual, .zero, fraction)) {
            store.supposing(store.relation(.less, fraction, .one)) { store.facts(of: replaced) }
        }
        return (facts ?? nil) ?? Facts()
    }

    /// What is to be settled next, with the signs it can have: the quantity itself where its sign is known or it has no factors, else
    /// its first factor of unknown sign.
    private func turningPart(of quantity: Expr, _ positive: [Expr]) -> (part: Expr, signs: [Int]) {
        let signs = possibleSigns(quantity, positive)
        guard signs.count > 1 else { return (quantity, signs) }
        var sign = 1
        let factors = factors(of: quantity)
        for factor in factors {
            let own = possibleSigns(factor, positive)
            guard own.count == 1 else { return factors.count > 1 ? (factor, own) : (quantity, signs) }
            sign *= own[0]
        }
        return (quantity, [sign])
    }

    /// The factors of odd multiplicity, and those of even multiplicity as powers.
    private func factors(of quantity: Expr) -> [Expr] {
        guard !store.isConstant(quantity), let product = try? transforms.factor(quantity) else { return [quantity] }
        var pending = [product]
        var factors: [Expr] = []
        while let next = pending.popLast() {
            switch store.kind(next) {
            case .scaled, .product: pending += store.childArray(next)
            case .power where store.rationalValue(store.child(next, 1))?.asInt.map { $0 % 2 != 0 } ?? false:
                factors.append(store.child(next, 0))
            default: factors.append(next)
            }
        }
        return factors
    }

    private func opposite(_ quantity: Expr) -> Expr { store.sum(terms(quantity).map { store.negated($0) }) }

    /// The sign of a constant is found in balls, that of other quantities by what is known of them.
    private func possibleSigns(_ quantity: Expr, _ positive: [Expr]) -> [Int] {
        if let sign = signFollowing(positive, quantity) { return [sign] }
        let facts = store.facts(of: quantity).joined(factsByFractions(quantity))
        if facts.isPositive { return [1] }
        if facts.isNegative { return [-1] }
        if store.isConstant(quantity), let sign = evaluator.sign(ofConstant: quantity) { return [sign] }
        return [1, -1, 0].filter { sign in
            !(sign == 1 && facts.isNonpositive || sign == -1 && facts.isNonnegative || sign == 0 && facts.isNonzero)
        }
    }

    private func condition(_ quantity: Expr, _ sign: Int) -> Expr {
        switch sign {
        case 1: store.relation(.less, .zero, quantity)
        case -1: store.relation(.less, quantity, .zero)
        default: store.relation(.equal, quantity, .zero)
        }
    }

    // MARK: Quantities

    /// A quantity whose sign decides, with no other such quantity inside.
    private func innermostQuantity(_ left: Expr, _ right: Expr) -> Expr? {
        for node in store.postorder([left, right]) {
            if let quantity = quantity(node) { return quantity }
        }
        return nil
    }

    /// The quantity on whose sign a node turns.
    private func quantity(_ node: Expr) -> Expr? {
        switch store.kind(node) {
        case .call where Vocabulary.row(store.function(node)).isDefinedByCases:
            let parts = store.childArray(node)
            return parts.count == 1 ? parts[0] : store.difference(parts[0], parts[1])
        case .relation:
            return store.difference(store.child(node, 0), store.child(node, 1))
        default:
            return nil
        }
    }

    /// The expression where the quantity has that sign.
    private func settled(_ root: Expr, _ quantity: Expr, _ sign: Int) -> Expr {
        let values = sign == 0 ? values(where: quantity) : [:]
        var decided: [Expr: Expr] = [:]
        for node in store.postorder([root]) where values[node] == nil {
            guard let own = self.quantity(node), let factor = orientation(own, quantity) else { continue }
            decided[node] = store.kind(node) == .relation ? truth(of: node, sign * factor) : value(of: node, sign * factor, decided)
        }
        // What took the place of a node may name what is known now.
        return catalogue.substitute(catalogue.substitute(root, decided.merging(values) { $1 }), values)
    }

    /// 1 or -1 where a quantity is the other times a positive or a negative number.
    private func orientation(_ own: Expr, _ quantity: Expr) -> Int? {
        if own == quantity { return 1 }
        let (left, right) = (terms(own), terms(quantity))
        guard left.count == right.count, let first = left.first,
            let match = right.first(where: { store.barePart($0) == store.barePart(first) || store.isNumber($0) && store.isNumber(first) })
        else { return nil }
        let ratio = coefficient(first) / coefficient(match)
        return store.sum(right.map { store.scaled(ratio, $0) }) == store.sum(left) ? ratio.signum : nil
    }

    private func terms(_ expr: Expr) -> [Expr] {
        // The number before a sum stands before each of its terms.
        if store.kind(expr) == .scaled, store.kind(store.child(expr, 1)) == .sum {
            return store.childArray(store.child(expr, 1)).map { store.product(store.child(expr, 0), $0) }
        }
        return store.terms(expr)
    }

    private func coefficient(_ term: Expr) -> Rational { store.rationalValue(term) ?? store.coefficient(term) }

    /// Whether a relation holds where the difference of its sides has that sign.
    private func truth(of relation: Expr, _ sign: Int) -> Expr {
        switch store.relation(relation) {
        case .equal: sign == 0 ? .truth : .falsehood
        case .notEqual: sign == 0 ? .falsehood : .truth
        case .less: sign < 0 ? .truth : .falsehood
        case .lessOrEqual: sign <= 0 ? .truth : .falsehood
        }
    }

    /// The call's value where its quantity has that sign: its definition by cases with the conditions decided. What stands inside and
    /// turns on the same quantity has been decided before.
    private func value(of call: Expr, _ sign: Int, _ decided: [Expr: Expr]) -> Expr {
        guard let definition = catalogue.definition(store.function(call)) else { return call }
        let parts = catalogue.substitute(store.childArray(call), decided)
        let first = definition.instance(Array(parts.prefix(2)), catalogue)
        let quantity = parts.count == 1 ? parts[0] : store.difference(parts[0], parts[1])
        var truths: [Expr: Expr] = [:]
        for node in store.postorder([first]) where store.kind(node) == .relation {
            guard let own = self.quantity(node), let factor = orientation(own, quantity) else { continue }
            truths[node] = truth(of: node, sign * factor)
        }
        let chosen = catalogue.substitute(first, truths)
        return parts.count <= 2 ? chosen : catalogue.call(store.function(call), [chosen] + parts.dropFirst(2))
    }

    /// The name, or else the whole part, that a quantity is linear in, with the value at which it is zero.
    private func values(where quantity: Expr) -> [Expr: Expr] {
        for name in store.symbols(in: [quantity]) {
            let atZero = catalogue.substitute(quantity, [name: .zero])
            let atOne = catalogue.substitute(quantity, [name: .one])
            let slope = store.difference(atOne, atZero)
            guard store.isNumber(slope), slope != .zero, !store.depends(atZero, on: name) else { continue }
            let line = store.sum(store.product(slope, name), atZero)
            guard store.difference(line, quantity) == .zero else { continue }
            return [name: store.negated(store.quotient(atZero, slope))]
        }
        for term in terms(quantity) {
            let whole = store.barePart(term)
            guard store.kind(whole) == .call, store.function(whole) == KnownFunction.floor else { continue }
            return [whole: store.difference(whole, store.quotient(quantity, store.number(coefficient(term))))]
        }
        return [:]
    }
}
