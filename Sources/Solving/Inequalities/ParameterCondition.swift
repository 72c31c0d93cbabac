import Algebra
import Exact
import Expressions
import Reading
import Vocabulary

/// Conditions on the names beside the unknown, in the form a person would write.
struct ParameterCondition {
    private let catalogue: Catalogue
    private var store: ExprStore { catalogue.store }

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// The shortest form: what is decided needs no words, and `0 < a and a != 0` is `0 < a`.
    func shortest(_ condition: Expr) -> Expr {
        let given = store.conjuncts(condition)
        let whole = store.conjunction(given.map { shortestPart($0) })
        var parts = store.conjuncts(whole)
        for part in parts where store.kind(part) == .relation && store.relation(part) == .equal {
            // What a name is equal to is put in for it.
            let (name, value) = (store.child(part, 0), store.child(part, 1))
            guard store.kind(name) == .symbol, !store.depends(value, on: name) else { continue }
            parts = parts.map { $0 == part ? part : shortestPart(catalogue.substitute($0, [name: value])) }
        }
        guard !parts.contains(where: { contradicts($0, parts) }) else { return .falsehood }
        return store.conjunction(parts.filter { !follows($0, from: parts) })
    }

    /// Whether `a < b` stands beside `b < a`, `b <= a` or `a = b`.
    private func contradicts(_ part: Expr, _ parts: [Expr]) -> Bool {
        guard store.kind(part) == .relation, store.relation(part) == .less else { return false }
        let (left, right) = (store.child(part, 0), store.child(part, 1))
        return parts.contains(store.relation(.less, right, left)) || parts.contains(store.relation(.lessOrEqual, right, left))
            || parts.contains(store.relation(.equal, left, right)) || parts.contains(store.relation(.equal, right, left))
    }

    /// Whether `a != b` or `a <= b` stands beside `a < b`.
    private func follows(_ part: Expr, from parts: [Expr]) -> Bool {
        guard store.kind(part) == .relation else { return false }
        let (left, right) = (store.child(part, 0), store.child(part, 1))
        switch store.relation(part) {
        case .notEqual: return parts.contains(store.relation(.less, left, right)) || parts.contains(store.relation(.less, right, left))
        case .lessOrEqual where parts.contains(store.relation(.less, left, right)): return true
        case .less, .lessOrEqual: return parts.contains { $0 != part && isBeyond($0, part) }
        default: return false
        }
    }

    /// Whether `a > 1` stands beside `a > 0`.
    private func isBeyond(_ strong: Expr, _ weak: Expr) -> Bool {
        guard store.kind(strong) == .relation, store.relation(strong) == .less || store.relation(strong) == .lessOrEqual else {
            return false
        }
        for side in [0, 1] where store.child(strong, 1 - side) == store.child(weak, 1 - side) {
            guard let end = store.rationalValue(store.child(strong, side)), let other = store.rationalValue(store.child(weak, side)) else {
                continue
            }
            if side == 0 ? end > other : end < other { return true }
        }
        return false
    }

    /// `a > 0` for `4*a > 0`, `a != 0` for `a^2 > 0`, `a > 1` for `0 < 2*a - 2`; what is decided as truth or falsehood.
    private func shortestPart(_ condition: Expr) -> Expr {
        var open = [condition]
        var parts: [Expr] = []
        while let next = open.popLast() {
            if let shorter = shorter(next) { open += shorter } else { parts.append(plain(next)) }
        }
        return store.conjunction(parts)
    }

    /// What a relation with zero says of less: of what a logarithm is taken of, of the base of a power; nil where it is short already.
    private func shorter(_ condition: Expr) -> [Expr]? {
        guard store.decided(condition) == nil, store.kind(condition) == .relation else { return nil }
        let (left, right) = (store.child(condition, 0), store.child(condition, 1))
        guard left == .zero || right == .zero else { return nil }
        let (side, relation) = (left == .zero ? right : left, store.relation(condition))
        func beside(_ number: Expr, _ other: Expr) -> Expr {
            left == .zero ? store.relation(relation, number, other) : store.relation(relation, other, number)
        }
        if store.kind(side) == .call, store.function(side) == KnownFunction.logarithm {
            // The logarithm rises through 0 at 1, and what it is taken of is positive.
            let argument = store.child(side, 0)
            return [beside(.one, argument), store.relation(.less, .zero, argument)]
        }
        if let square = square(side, relation, isAbove: left == .zero) { return [square] }
        let plain = primitive(side)
        return plain == side ? nil : [beside(.zero, plain)]
    }

    /// The condition solved for a name, with a sum above zero on the other side where that is shorter.
    private func plain(_ condition: Expr) -> Expr {
        if let decided = store.decided(condition) { return decided ? .truth : .falsehood }
        guard store.kind(condition) == .relation else { return condition }
        let (left, side) = (store.child(condition, 0), store.child(condition, 1))
        guard left == .zero, store.kind(side) == .sum else { return SolvedCondition(store).solved(condition) }
        let solved = store.relation(store.relation(condition), store.sum(store.childArray(side).map { store.negated($0) }), .zero)
        let shortest = SolvedCondition(store).solved(solved)
        return shortest == solved ? condition : shortest
    }

    /// A relation of an even power to zero, by its base.
    private func square(_ side: Expr, _ relation: Relation, isAbove: Bool) -> Expr? {
        guard store.kind(side) == .power, let exponent = store.wholeValue(store.child(side, 1)), exponent > 0, exponent % 2 == 0 else {
            return nil
        }
        let base = store.child(side, 0)
        switch (relation, isAbove) {
        case (.less, true), (.notEqual, _): return store.relation(.notEqual, base, .zero)
        case (.less, false): return .falsehood
        case (.lessOrEqual, true): return .truth
        case (.lessOrEqual, false), (.equal, _): return store.relation(.equal, base, .zero)
        }
    }

    /// The expression without a positive number that divides it.
    private func primitive(_ expr: Expr) -> Expr {
        let terms = store.terms(expr)
        var (numerator, denominator): (Integer, Integer) = (0, 1)
        for term in terms {
            let factor = store.isNumber(term) ? store.rational(term) : store.coefficient(term)
            numerator = Integer.gcd(numerator, factor.numerator)
            denominator = Integer.lcm(denominator, factor.denominator)
        }
        let content = Rational(numerator, denominator)
        return content.isZero || content.isOne ? expr : store.sum(terms.map { store.scaled(content.inverse, $0) })
    }
}
