import Ball
import Exact
import Expressions
import Reading
import Vocabulary

/// Splits a claim into cases by the signs of the quantities on which `abs`, `sign`, `max`, `min`, `step` and conditions turn.
struct CaseSplit {
    private let catalogue: Catalogue
    private let store: ExprStore
    /// More quantities than this are not settled one after another.
    private static let limit = 8

    private let evaluator: BallEvaluator

    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        self.catalogue = catalogue
        self.evaluator = evaluator
        store = catalogue.store
    }

    /// Whether a claim about two expressions holds in every case that can occur.
    func holdsInAllCases(_ left: Expr, _ right: Expr, _ claim: (Expr, Expr) -> Bool) -> Bool {
        holds(left, right, positive: [], claim)
    }

    /// Each level settles one quantity, and there are at most `limit` of them; `positive` are those that are above zero.
    private func holds(_ left: Expr, _ right: Expr, positive: [Expr], _ claim: (Expr, Expr) -> Bool) -> Bool {
        if left == right { return true }
        guard let quantity = innermostQuantity(left, right) else { return claim(left, right) }
        // Some claims hold without looking inside: abs(x)^2 = x^2.
        if positive.isEmpty, claim(left, right) { return true }
        guard positive.count < CaseSplit.limit, store.facts(of: quantity).isReal else { return false }
        for sign in possibleSigns(quantity, positive) {
            let condition = condition(quantity, sign)
            let outcome = store.supposing(condition) { () -> Bool in
                let (a, b) = (settled(left, quantity, sign), settled(right, quantity, sign))
                // Where one side has no value nothing is claimed.
                if a == .undefined || b == .undefined { return true }
                let known = sign == 0 ? [] : [sign > 0 ? quantity : opposite(quantity)]
                return holds(a, b, positive: positive + known, claim)
            }
            // A case that cannot occur is no case.
            if outcome == false { return false }
        }
        return true
    }

    /// The sign that follows from one or two quantities known to be positive: x > y and y > z say x > z.
    private func signFollowing(_ positive: [Expr], _ quantity: Expr) -> Int? {
        for (position, first) in positive.enumerated() {
            if let sign = orientation(quantity, first) { return sign }
            for second in positive[..<position] {
                if let sign = orientation(quantity, store.sum(first, second)) { return sign }
            }
        }
        return nil
    }

    private func opposite(_ quantity: Expr) -> Expr { store.sum(terms(quantity).map { store.negated($0) }) }

    /// The sign of a constant is found in balls, that of other quantities by what is known of them.
    private func possibleSigns(_ quantity: Expr, _ positive: [Expr]) -> [Int] {
        if let sign = signFollowing(positive, quantity) { return [sign] }
        let facts = store.facts(of: quantity)
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
        var replacements: [Expr: Expr] = [:]
        if sign == 0, let (name, value) = solved(quantity) { replacements[name] = value }
        for node in store.postorder([root]) where replacements[node] == nil {
            guard let own = self.quantity(node), let factor = orientation(own, quantity) else { continue }
            replacements[node] = decided(node, sign * factor)
        }
        return catalogue.substitute(root, replacements)
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
        return store.kind(expr) == .sum ? store.childArray(expr) : [expr]
    }

    private func coefficient(_ term: Expr) -> Rational { store.rationalValue(term) ?? store.coefficient(term) }

    /// The node's value where its quantity has that sign: its definition by cases with the conditions decided.
    private func decided(_ node: Expr, _ sign: Int) -> Expr {
        if store.kind(node) == .relation {
            switch store.relation(node) {
            case .equal: return sign == 0 ? .truth : .falsehood
            case .notEqual: return sign == 0 ? .falsehood : .truth
            case .less: return sign < 0 ? .truth : .falsehood
            case .lessOrEqual: return sign <= 0 ? .truth : .falsehood
            }
        }
        let parts = store.childArray(node)
        guard let definition = catalogue.definition(store.function(node)) else { return node }
        let first = definition.instance(Array(parts.prefix(2)), catalogue)
        let quantity = parts.count == 1 ? parts[0] : store.difference(parts[0], parts[1])
        let chosen = settled(first, quantity, sign)
        return parts.count <= 2 ? chosen : catalogue.call(store.function(node), [chosen] + parts.dropFirst(2))
    }

    /// The name and the value at which a quantity linear in a name is zero.
    private func solved(_ quantity: Expr) -> (name: Expr, value: Expr)? {
        for name in store.symbols(in: [quantity]) {
            let atZero = catalogue.substitute(quantity, [name: .zero])
            let atOne = catalogue.substitute(quantity, [name: .one])
            let slope = store.difference(atOne, atZero)
            guard store.isNumber(slope), slope != .zero, !store.symbols(in: [atZero]).contains(name) else { continue }
            let line = store.sum(store.product(slope, name), atZero)
            guard store.difference(line, quantity) == .zero else { continue }
            return (name, store.negated(store.quotient(atZero, slope)))
        }
        return nil
    }
}
