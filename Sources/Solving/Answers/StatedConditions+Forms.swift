import Algebra
import Certified
import Exact
import Expressions
import Vocabulary

// Single conditions in their plain form.
extension StatedConditions {
    /// `a <= b^2` for `0 <= 4*b^2 - 4*a`, `b = -c` for `-b - c = 0`, `b = 0` for `b^2 = 0`.
    func primitive(_ condition: Expr) -> Expr {
        var open = [condition]
        var parts: [Expr] = []
        while let next = open.popLast() { parts.append(primitive(next, others: &open)) }
        return store.conjunction(parts)
    }

    /// The plain form of a condition; `truth` where others say the same, which are added to the open ones.
    private func primitive(_ condition: Expr, others open: inout [Expr]) -> Expr {
        guard store.kind(condition) == .relation, store.relation(condition) != .notEqual else { return condition }
        let difference = store.difference(store.child(condition, 0), store.child(condition, 1))
        let relation = store.relation(condition)
        if relation == .equal { return isWholeness(condition) ? condition : equation(difference) }
        let (bare, isTurned) = (store.barePart(difference), store.coefficient(difference).signum < 0)
        guard store.kind(bare) == .sum else {
            let rest = withoutPositive(bare)
            // A root that exists is not negative: what is said is that difference <= 0, or < 0.
            if let inner = radicand(rest) {
                if isTurned {
                    open.append(store.relation(relation, .zero, inner))
                    return .truth
                }
                return relation == .less ? .falsehood : store.equation(inner, .zero)
            }
            if rest == bare { return condition }
            return isTurned
                ? store.relation(relation, .zero, rest) : store.relation(relation, rest, .zero)
        }
        let terms = whole(bare, isTurned: isTurned)
        // What is subtracted stands on the other side, and so does a number by itself.
        var (left, right) = (terms.filter { !isNegative($0) }, terms.filter { isNegative($0) })
        if left.isEmpty, relation == .lessOrEqual || right.contains(where: { store.isNumber($0) }),
            let radicands = radicands(right)
        {
            open += radicands.map { store.relation(.lessOrEqual, .zero, $0) }
            return .truth
        }
        if right.isEmpty, let place = left.firstIndex(where: { store.isConstant($0) }) {
            right = [left.remove(at: place)]
        }
        if left.isEmpty, let place = right.firstIndex(where: { store.isConstant($0) }) {
            left = [right.remove(at: place)]
        }
        return store.relation(relation, store.sum(left), store.sum(right.map { store.negated($0) }))
    }

    /// Whether the condition says that a value is a whole number: `u = floor(u)`.
    private func isWholeness(_ condition: Expr) -> Bool {
        let sides = [store.child(condition, 0), store.child(condition, 1)]
        return zip(sides, sides.reversed()).contains { side, other in
            store.kind(side) == .call && store.function(side) == KnownFunction.floor && store.child(side, 0) == other
        }
    }

    private func holdsFraction(_ expr: Expr) -> Bool {
        store.postorder([expr]).contains { node in
            store.kind(node) == .power
                && store.rationalValue(store.child(node, 1)).map { $0.signum < 0 && $0.isInteger } ?? false
                && !store.isConstant(node)
        }
    }

    /// What is under an even root that stands by itself.
    private func radicand(_ expr: Expr) -> Expr? {
        guard store.kind(expr) == .power, let exponent = store.rationalValue(store.child(expr, 1)),
            exponent.signum > 0,
            !exponent.denominator.isOdd, exponent.numerator.isOne
        else { return nil }
        return store.child(expr, 0)
    }

    /// What is under roots of even order, where terms are such roots and numbers; nil for others, and for numbers alone.
    private func radicands(_ terms: [Expr]) -> [Expr]? {
        var radicands: [Expr] = []
        for term in terms where !store.isNumber(term) {
            guard let inner = radicand(store.barePart(term)) else { return nil }
            radicands.append(inner)
        }
        return radicands.isEmpty ? nil : radicands
    }

    /// `T` for `T/(2*pi)`: without the factors that are positive.
    private func withoutPositive(_ product: Expr) -> Expr {
        guard store.kind(product) == .product else { return product }
        return store.product(
            store.childArray(product).filter { factor in
                !(store.isConstant(factor) && evaluator.sign(ofConstant: factor) == 1)
            })
    }

    /// `u - v` for `log(u) - log(v)`, `u - 1` for `log(u)`; nil for other expressions.
    private func logarithms(_ expr: Expr) -> Expr? {
        let terms = store.terms(expr)
        let arguments = terms.compactMap { term -> Expr? in
            let bare = store.barePart(term)
            guard store.kind(bare) == .call, store.function(bare) == KnownFunction.logarithm else {
                return nil
            }
            return store.child(bare, 0)
        }
        guard arguments.count == terms.count, terms.count <= 2 else { return nil }
        if terms.count == 1 { return store.difference(arguments[0], .one) }
        guard store.coefficient(terms[0]) == -store.coefficient(terms[1]) else { return nil }
        return store.difference(arguments[0], arguments[1])
    }

    /// A product is zero where a factor is, and others are not; nil where more than one may be, or none.
    private func factor(_ expr: Expr) -> (zero: Expr, others: [Expr])? {
        guard let product = try? transforms.factor(expr) else { return nil }
        var (zero, nonzero): ([Expr], [Expr]) = ([], [])
        for (base, exponent) in transforms.splitProduct(product) {
            if store.facts(of: base).isNonzero || (store.isConstant(base) && evaluator.isNonzero(base)) {
                continue
            }
            guard let sign = store.rationalValue(exponent)?.signum else { return nil }
            if sign > 0 {
                zero.append(base)
            } else {
                nonzero.append(store.relation(.notEqual, base, .zero))
            }
        }
        guard zero.count == 1, zero[0] != expr else { return nil }
        return (zero[0], nonzero)
    }

    func equation(_ difference: Expr) -> Expr {
        var difference = difference
        var conditions: [Expr] = []
        while let (zero, others) = inner(difference) {
            difference = zero
            conditions += others
        }
        return store.conjunction([plainEquation(difference)] + conditions)
    }

    /// What is zero where an expression is, with what holds besides: what a logarithm, a power or an absolute value is taken of, or a
    /// factor; nil for others.
    private func inner(_ difference: Expr) -> (zero: Expr, others: [Expr])? {
        let bare = store.barePart(difference)
        if let inner = logarithms(bare) { return factor(inner) ?? (inner, []) }
        switch store.kind(bare) {
        case .call where store.function(bare) == KnownFunction.absoluteValue: return (store.child(bare, 0), [])
        case .product: return factor(bare)
        case .power where store.rationalValue(store.child(bare, 1)).map({ $0.signum > 0 }) ?? false: return (store.child(bare, 0), [])
        case .sum where holdsFraction(bare): return factor(bare)
        default: return nil
        }
    }

    private func plainEquation(_ difference: Expr) -> Expr {
        let bare = store.barePart(difference)
        guard store.kind(bare) == .sum else { return store.equation(bare, .zero) }
        let terms = whole(bare, isTurned: isNegative(store.child(bare, 0)))
        if terms.count == 2, let place = terms.firstIndex(where: { store.kind(store.barePart($0)) == .symbol }) {
            let factor = Rational(-1) / store.coefficient(terms[place])
            return store.equation(store.barePart(terms[place]), store.scaled(factor, terms[1 - place]))
        }
        // `abs(z) = 3`: what is known of a function's value.
        if terms.count == 2, let place = terms.firstIndex(where: { store.isConstant($0) }) {
            let (call, constant) = (terms[1 - place], terms[place])
            if store.kind(store.barePart(call)) == .call {
                return store.relation(.equal, store.barePart(call), store.scaled(Rational(-1) / store.coefficient(call), constant))
            }
        }
        return store.equation(store.sum(terms), .zero)
    }

    /// The terms of a sum with whole factors that have nothing in common.
    private func whole(_ sum: Expr, isTurned: Bool) -> [Expr] {
        let terms = store.childArray(sum)
        var (above, below): (Integer, Integer) = (0, 1)
        for term in terms {
            let factor = store.rationalValue(term) ?? store.coefficient(term)
            above = Integer.gcd(above, factor.numerator)
            below = Integer.lcm(below, factor.denominator)
        }
        let factor = Rational(below, above) * Rational(isTurned ? -1 : 1)
        return terms.map { store.scaled(factor, $0) }
    }

    private func isNegative(_ term: Expr) -> Bool { (store.rationalValue(term) ?? store.coefficient(term)).signum < 0 }

    /// A positive or negative product as conditions of the factors whose sign is open; nil for other conditions, and for several.
    func positive(_ condition: Expr) -> [Expr]? {
        guard store.kind(condition) == .relation, store.relation(condition) == .less else { return nil }
        let (left, right) = (store.child(condition, 0), store.child(condition, 1))
        guard left == .zero || right == .zero, store.kind(store.difference(right, left)) != .sum else { return nil }
        var open: [Expr] = []
        var isPositive = true
        var result: [Expr] = []
        for (base, exponent) in transforms.splitProduct(store.difference(right, left)) {
            guard let power = store.rationalValue(exponent) else { return nil }
            let facts = store.facts(of: base)
            if facts.isPositive { continue }
            guard power.isInteger else { return nil }
            if !power.numerator.isOdd {
                if !facts.isNonzero { result.append(store.relation(.notEqual, base, .zero)) }
            } else if facts.isNegative {
                isPositive.toggle()
            } else {
                open.append(base)
            }
        }
        guard open.count == 1 else { return nil }
        return result + [isPositive ? store.relation(.less, .zero, open[0]) : store.relation(.less, open[0], .zero)]
    }

    /// `a = 2 - b` for `(a + b)^2 + 4 <= 4*a + 4*b`: what an inequality of a square in several names says; nil for others.
    func ofSquare(_ condition: Expr) -> [Expr]? {
        guard store.kind(condition) == .relation, [.less, .lessOrEqual].contains(store.relation(condition)) else { return nil }
        let difference = store.difference(store.child(condition, 1), store.child(condition, 0))
        guard store.kind(difference) == .sum, store.symbols(in: [difference]).count > 1, !store.hasComplexName(difference),
            let product = try? transforms.factor(difference)
        else { return nil }
        var isNegative = false
        var bases: [Expr] = []
        for (base, exponent) in transforms.splitProduct(product) {
            if let number = store.rationalValue(base) {
                if number.signum < 0 { isNegative.toggle() }
                continue
            }
            guard let power = store.wholeValue(exponent), power > 0, power % 2 == 0, store.facts(of: base).isReal else { return nil }
            bases.append(base)
        }
        guard bases.count == 1 else { return nil }
        switch (store.relation(condition), isNegative) {
        case (.less, true): return [.falsehood]
        case (.less, false): return [different(bases[0])]
        case (_, true): return [equation(bases[0])]
        default: return [.truth]
        }
    }

    /// That the factors of an expression are not zero; nil for constants, and where the factors are not found.
    func nonzeroFactors(_ expr: Expr) -> [Expr]? {
        var open = [expr]
        var result: [Expr] = []
        while let next = open.popLast() {
            guard !store.isConstant(next), let product = try? transforms.factor(next) else {
                if next == expr { return nil }
                result.append(store.relation(.notEqual, next, .zero))
                continue
            }
            for (base, exponent) in transforms.splitProduct(product) {
                if store.isConstant(base) {
                    if base == .zero { return [.falsehood] }
                    continue
                }
                guard let power = store.rationalValue(exponent), power.signum >= 0 else { continue }
                guard let inner = logarithms(base) else {
                    result.append(plainDifferent(base))
                    continue
                }
                // What is assumed may decide it.
                let condition = store.relation(.notEqual, inner, .zero)
                if let inner = isNonzero(condition) { open.append(inner) } else { result.append(condition) }
            }
        }
        return result
    }

    private func different(_ expr: Expr) -> Expr {
        guard let inner = logarithms(expr) else { return plainDifferent(expr) }
        return store.conjunction(nonzeroFactors(inner) ?? [store.relation(.notEqual, inner, .zero)])
    }

    /// `name != value` where the expression is linear in one name with a number before it and the rest is short; else `expr != 0`.
    private func plainDifferent(_ expr: Expr) -> Expr {
        if store.kind(expr) == .sum, store.childCount(expr) == 2 {
            let terms = store.childArray(expr)
            for (term, other) in [(terms[0], terms[1]), (terms[1], terms[0])] {
                let name = store.barePart(term)
                guard store.kind(name) == .symbol, store.isNumber(other) || store.kind(store.barePart(other)) == .symbol else { continue }
                return store.relation(.notEqual, name, store.scaled(Rational(-1) / store.coefficient(term), other))
            }
        }
        return store.relation(.notEqual, expr, .zero)
    }
}
