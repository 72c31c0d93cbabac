import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Inequalities with other names beside the unknown: linear and quadratic ones, absolute values of linear ones, and several of them at
/// once. The answer is one case for each sign that a leading coefficient or a discriminant can have.
final class ParametricInequality {
    private let question: Question
    let solver: EquationSolver
    let constants: RealConstants
    var store: ExprStore { solver.store }
    var unknown: Expr { question.unknown }

    /// Numbers that satisfy a relation where the other names satisfy a condition.
    struct Case {
        /// What is said of the unknown; `truth`: nothing.
        var range: Expr
        /// What is said of the other names.
        var condition: Expr
    }

    /// More cases are nothing to read.
    private static let most = 12

    private var depth = 0
    /// Relations inside relations: more are not opened.
    private static let deepest = 40

    init(_ question: Question, _ solver: Solver) {
        self.question = question
        self.solver = EquationSolver(
            solver.catalogue, solver.evaluator, question.unknown, isReal: true, avoiding: solver.store.symbols(in: [question.form]))
        constants = RealConstants(solver.catalogue, solver.evaluator)
    }

    /// The cases, which exclude one another or lie in different ranges; nil where the relations are of another kind.
    func cases() -> [Case]? {
        all(store.conjuncts(question.form))
    }

    /// Both hold; nil where they cannot.
    func joined(_ first: Case, _ second: Case) -> Case? {
        var condition = tidied(store.conjunction([first.condition, second.condition]))
        var range = store.conjunction([first.range, second.range])
        let parts = store.conjuncts(range)
        if parts.count > 1, let value = parts.compactMap({ equal($0) }).first ?? onlyNumber(parts) {
            // What else is said of a number that is known is said of the other names.
            let there = solver.catalogue.substitute(range, [unknown: value])
            condition = tidied(store.conjunction([condition, there]))
            range = store.relation(.equal, unknown, value)
        }
        if [.falsehood, .undefined].contains(condition) || [.falsehood, .undefined].contains(range) { return nil }
        // 0 < x and x < 0.
        if store.kind(range) == .conjunction, store.withoutAssumptions({ store.supposing(range) { true } }) == nil { return nil }
        return Case(range: PlainRange(unknown, store).plain(range), condition: condition)
    }

    /// What the unknown is equal to.
    private func equal(_ relation: Expr) -> Expr? {
        guard store.kind(relation) == .relation, store.relation(relation) == .equal, store.child(relation, 0) == unknown else { return nil }
        return store.child(relation, 1)
    }

    /// The number between `v <= x` and `x <= v`.
    private func onlyNumber(_ relations: [Expr]) -> Expr? {
        let weak = relations.filter { store.kind($0) == .relation && store.relation($0) == .lessOrEqual }
        let least = weak.filter { store.child($0, 1) == unknown }.map { store.child($0, 0) }
        return weak.first { store.child($0, 0) == unknown && least.contains(store.child($0, 1)) }.map { store.child($0, 1) }
    }

    private func tidied(_ condition: Expr) -> Expr { ParameterCondition(solver.catalogue).shortest(condition) }

    // MARK: One relation

    func cases(_ relation: Expr) -> [Case]? {
        guard solver.holdsUnknown(relation) else { return [Case(range: .truth, condition: relation)] }
        guard store.kind(relation) == .relation, depth < ParametricInequality.deepest, store.budget.step() else { return nil }
        depth += 1
        defer { depth -= 1 }
        let difference = store.difference(store.child(relation, 0), store.child(relation, 1))
        let kind = store.relation(relation)
        if let parts = callBesideRest(difference) {
            if isModulus(parts.call) { return cases((parts.factor, store.child(parts.call, 0), parts.rest), kind) }
            if let cases = power(parts, kind) { return cases }
            if let function = IncreasingFunction(parts.call, solver.catalogue) { return cases(function, parts.factor, parts.rest, kind) }
        }
        if let cases = branches(relation) { return cases }
        guard let coefficients = try? solver.transforms.coefficients(difference, in: unknown),
            !coefficients.contains(where: { solver.holdsUnknown($0) }), coefficients.count <= 3
        else { return quotient(difference, kind) }
        switch coefficients.count {
        case 2: return linear(coefficients[0], coefficients[1], kind)
        case 3: return quadratic(coefficients, kind)
        default: return nil
        }
    }

    // MARK: Functions

    /// `factor*call + rest`, nothing else holding the unknown.
    private func callBesideRest(_ sum: Expr) -> (factor: Rational, call: Expr, rest: Expr)? {
        let terms = store.terms(sum)
        let live = terms.filter { solver.holdsUnknown($0) }
        guard live.count == 1 else { return nil }
        return (store.coefficient(live[0]), store.barePart(live[0]), store.sum(terms.filter { $0 != live[0] }))
    }

    private func isModulus(_ expr: Expr) -> Bool { store.kind(expr) == .call && store.function(expr) == KnownFunction.absoluteValue }

    /// `f(u) < v` is `u < inverse(v)` for values that the function takes; it holds everywhere for those beyond, and nowhere below.
    private func cases(_ function: IncreasingFunction, _ factor: Rational, _ rest: Expr, _ kind: Relation) -> [Case]? {
        guard kind == .less || kind == .lessOrEqual else { return nil }
        let value = store.scaled(-factor.inverse, rest)
        let isBelow = factor.signum > 0
        func relation(_ kind: Relation, _ low: Expr, _ high: Expr) -> Expr {
            isBelow ? store.relation(kind, low, high) : store.relation(kind, high, low)
        }
        // Turned round, `f(u) > v` is the same with the ends exchanged.
        let (near, far) = isBelow ? (function.least, function.greatest) : (function.greatest, function.least)
        let isPossible = near.map { relation(kind == .lessOrEqual && $0.isReached ? .lessOrEqual : .less, $0.value, value) } ?? .truth
        let isEverywhere = far.map { relation($0.isReached && kind == .less ? .less : .lessOrEqual, $0.value, value) } ?? .falsehood
        let bounds = function.domain.filter { store.child($0, isBelow ? 1 : 0) == function.argument }
        guard let inside = all([relation(kind, function.argument, function.inverse(value))] + bounds),
            let domain = isEverywhere == .falsehood ? [] : all(function.domain)
        else { return nil }
        let parted = Case(range: .truth, condition: store.conjunction([isPossible, store.negation(isEverywhere)]))
        return inside.compactMap { joined($0, parted) }
            + domain.compactMap { joined($0, Case(range: .truth, condition: isEverywhere)) }
    }

    /// The cases in which all relations hold.
    func all(_ relations: [Expr]) -> [Case]? {
        guard depth < ParametricInequality.deepest, store.budget.step() else { return nil }
        depth += 1
        defer { depth -= 1 }
        var parts: [(relation: Expr, cases: [Case])] = []
        for relation in relations where !isPole(relation, in: relations) {
            guard let own = store.kind(relation) == .disjunction ? apart(relation) : self.cases(relation) else { return nil }
            // What tells the number itself comes first: the others are asked there.
            let tellsNumber = own.contains { equal($0.range) != nil }
            parts.insert((relation, own), at: tellsNumber ? 0 : parts.count)
        }
        var cases = [Case(range: .truth, condition: .truth)]
        for (relation, own) in parts {
            cases = cases.flatMap { first in
                // The signs of coefficients, of which others are made, need not be real where their multiples are: `sqrt(a)*x` at 0.
                let isKnown = equal(first.range) != nil && store.kind(relation) == .relation
                return (isKnown ? [Case(range: relation, condition: .truth)] : own).compactMap { joined(first, $0) }
            }
            guard cases.count <= ParametricInequality.most else { return nil }
        }
        return cases
    }

    /// The cases of alternatives that exclude one another; nil for others.
    private func apart(_ alternatives: Expr) -> [Case]? {
        let parts = store.childArray(alternatives).map { all(store.conjuncts($0)) }
        let known = parts.compactMap { $0 }
        guard known.count == parts.count else { return nil }
        for (place, cases) in known.enumerated() {
            for other in known.dropFirst(place + 1).joined() where cases.contains(where: { joined($0, other) != nil }) { return nil }
        }
        return known.flatMap { $0 }
    }

    /// Whether `u != 0` says no more than another relation, in which u is divided by.
    private func isPole(_ relation: Expr, in relations: [Expr]) -> Bool {
        guard store.kind(relation) == .relation, store.relation(relation) == .notEqual else { return false }
        let own = factors(relation).filter { solver.holdsUnknown($0.base) }
        guard own.count == 1 else { return false }
        return relations.contains { other in
            guard store.kind(other) == .relation, store.relation(other) != .notEqual, store.relation(other) != .equal else { return false }
            return factors(other).contains { $0.base == own[0].base && (store.wholeValue($0.exponent) ?? 0) < 0 }
        }
    }

    /// The factors of the difference of the sides.
    private func factors(_ relation: Expr) -> [(base: Expr, exponent: Expr)] {
        let difference = store.difference(store.child(relation, 0), store.child(relation, 1))
        return solver.transforms.splitProduct((try? solver.transforms.factor(difference)) ?? difference)
    }

    /// `|u| < v` is `-v < u < v`, and fails where v is not positive.
    private func cases(_ modulus: (factor: Rational, inner: Expr, rest: Expr), _ kind: Relation) -> [Case]? {
        guard kind == .less || kind == .lessOrEqual else { return nil }
        let bound = store.scaled(-modulus.factor.inverse, modulus.rest)
        let (above, below) = (store.difference(modulus.inner, bound), store.sum(modulus.inner, bound))
        func cases(_ difference: Expr, isBelowZero: Bool) -> [Case]? {
            self.cases(isBelowZero ? store.relation(kind, difference, .zero) : store.relation(kind, .zero, difference))
        }
        if modulus.factor.signum > 0 {
            guard let first = cases(above, isBelowZero: true), let second = cases(below, isBelowZero: false) else { return nil }
            let positive = Case(range: .truth, condition: store.relation(kind, .zero, bound))
            return first.flatMap { case1 in second.compactMap { joined(case1, $0) } }.compactMap { joined($0, positive) }
        }
        guard let first = cases(below, isBelowZero: true), let second = cases(above, isBelowZero: false) else { return nil }
        // Where v is 0, |u| >= 0 holds everywhere: the two ranges meet.
        let isParted = Case(range: .truth, condition: store.relation(kind == .less ? .lessOrEqual : .less, .zero, bound))
        let isEverywhere = Case(range: .truth, condition: store.negation(isParted.condition))
        return (first + second).compactMap { joined($0, isParted) } + [isEverywhere].filter { tidied($0.condition) != .falsehood }
    }

    // MARK: Polynomials

    /// `slope*x + constant` beside zero.
    private func linear(_ constant: Expr, _ slope: Expr, _ kind: Relation) -> [Case]? {
        let bound =
            store.isConstant(slope)
            ? expanded(store.quotient(store.negated(constant), slope)) : store.quotient(store.negated(constant), slope)
        let (positive, negative, zero) = signs(slope)
        var cases: [Case] = []
        switch kind {
        case .less, .lessOrEqual:
            cases.append(Case(range: store.relation(kind, unknown, bound), condition: positive))
            cases.append(Case(range: store.relation(kind, bound, unknown), condition: negative))
        case .equal: cases.append(Case(range: store.relation(.equal, unknown, bound), condition: store.disjunction([positive, negative])))
        case .notEqual:
            for range in [store.relation(.less, unknown, bound), store.relation(.less, bound, unknown)] {
                cases.append(Case(range: range, condition: store.disjunction([positive, negative])))
            }
        }
        if kind == .equal || kind == .notEqual, zero != .falsehood {
            for position in cases.indices { cases[position].condition = store.negation(zero) }
        }
        let remaining = without(slope, zero, constant)
        cases.append(Case(range: .truth, condition: store.conjunction([zero, store.relation(kind, remaining, .zero)])))
        return cases.compactMap { joined($0, Case(range: .truth, condition: .truth)) }
    }

    private func quadratic(_ coefficients: [Expr], _ kind: Relation) -> [Case]? {
        guard kind == .less || kind == .lessOrEqual else { return nil }
        let (c, b, a) = (coefficients[0], coefficients[1], coefficients[2])
        let discriminant = square(store.difference(store.power(b, 2), store.product([store.number(4), a, c])))
        let (first, second) = zeros(a, b, discriminant)
        let (positive, negative, zero) = signs(a)
        // Zeros that are one number leave that number alone, or nothing.
        let inside =
            discriminant == .zero
            ? kind == .less ? .falsehood : store.relation(.equal, unknown, first)
            : store.conjunction([store.relation(kind, first, unknown), store.relation(kind, unknown, second)])
        var cases = [Case(range: inside, condition: store.conjunction([positive, store.relation(kind, .zero, discriminant)]))]
        let isParted = store.relation(kind == .less ? .lessOrEqual : .less, .zero, discriminant)
        for range in [store.relation(kind, unknown, second), store.relation(kind, first, unknown)] {
            cases.append(Case(range: range, condition: store.conjunction([negative, isParted])))
        }
        cases.append(Case(range: .truth, condition: store.conjunction([negative, store.negation(isParted)])))
        if zero != .falsehood {
            guard let rest = linear(without(a, zero, c), without(a, zero, b), kind) else { return nil }
            cases += rest.compactMap { joined($0, Case(range: .truth, condition: zero)) }
        }
        return cases.compactMap { joined($0, Case(range: .truth, condition: .truth)) }
    }

    /// The zeros of a quadratic polynomial: the first is the smaller one where the leading coefficient is positive.
    private func zeros(_ a: Expr, _ b: Expr, _ discriminant: Expr) -> (Expr, Expr) {
        let middle = expanded(store.quotient(store.negated(b), store.scaled(2, a)))
        var half = store.quotient(root(discriminant), store.scaled(2, a))
        if let number = store.rationalValue(a) {
            half = root(store.scaled(Rational(1, 4) / (number * number), discriminant))
            if number.signum < 0 { half = store.negated(half) }
        }
        return (store.difference(middle, half), store.sum(middle, half))
    }

    func expanded(_ expr: Expr) -> Expr { (try? solver.transforms.expand(expr)) ?? expr }

    /// As a number times a square where it is one, else multiplied out.
    private func square(_ expr: Expr) -> Expr {
        let product = (try? solver.transforms.factor(expr)) ?? expr
        let bare = store.barePart(product)
        let isSquare = store.kind(bare) == .power && store.child(bare, 1) == .two
        return isSquare ? product : expanded(expr)
    }

    private func root(_ expr: Expr) -> Expr {
        let bare = store.barePart(expr)
        if store.kind(bare) == .power, store.child(bare, 1) == .two {
            let size = solver.catalogue.call(KnownFunction.absoluteValue, [store.child(bare, 0)])
            return store.product(store.squareRoot(store.number(store.coefficient(expr))), size)
        }
        return store.squareRoot(store.rationalValue(expr) == nil ? expanded(expr) : expr)
    }

    /// Where a coefficient is positive, negative and zero: a reciprocal has the sign of its denominator and is never zero.
    func signs(_ coefficient: Expr) -> (positive: Expr, negative: Expr, zero: Expr) {
        if store.isConstant(coefficient) {
            switch constants.sign(of: coefficient) {
            case .positive: return (.truth, .falsehood, .falsehood)
            case .negative: return (.falsehood, .truth, .falsehood)
            case .zero: return (.falsehood, .falsehood, .truth)
            default: break
            }
        }
        var (factors, isReciprocal, isTurned): ([Expr], Bool, Bool) = ([], true, false)
        for (base, exponent) in solver.transforms.splitProduct(coefficient) {
            if let number = store.rationalValue(base) {
                if number.signum < 0, store.wholeValue(exponent).map({ $0 % 2 != 0 }) ?? true { isTurned.toggle() }
                continue
            }
            guard let times = store.wholeValue(exponent) else {
                factors.append(store.power(base, exponent))
                isReciprocal = false
                continue
            }
            if times > 0 { isReciprocal = false }
            factors.append(times % 2 == 0 ? store.power(base, 2) : base)
        }
        let plain = store.product(factors)
        let (above, below) = (store.relation(.less, .zero, plain), store.relation(.less, plain, .zero))
        let zero = isReciprocal ? Expr.falsehood : store.relation(.equal, plain, .zero)
        return isTurned ? (below, above, zero) : (above, below, zero)
    }

    /// An expression where a coefficient is zero, which is put in for a name.
    private func without(_ coefficient: Expr, _ zero: Expr, _ expr: Expr) -> Expr {
        guard zero != .falsehood, store.kind(coefficient) == .symbol else { return expr }
        let value = solver.catalogue.substitute(expr, [coefficient: .zero])
        return value.isAbsent ? expr : value
    }
}
