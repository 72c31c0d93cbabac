import Certified
import Exact
import Expressions
import Reading
import Vocabulary

// Quotients of linear functions, and powers of parameters.
extension ParametricInequality {
    /// A product or quotient of one or two linear functions beside zero: one case for each order of their zeros; nil for other expressions.
    func quotient(_ difference: Expr, _ kind: Relation) -> [Case]? {
        guard kind == .less || kind == .lessOrEqual, let product = try? solver.transforms.factor(difference) else { return nil }
        var zeros: [(value: Expr, exponent: Int)] = []
        var (factors, slopes): ([Expr], [Expr]) = ([], [])
        var result: [Case] = []
        for (base, exponent) in solver.transforms.splitProduct(product) {
            guard solver.holdsUnknown(base) else {
                factors.append(store.power(base, exponent))
                continue
            }
            guard let times = store.wholeValue(exponent), !solver.holdsUnknown(exponent),
                let coefficients = try? solver.transforms.coefficients(base, in: unknown), coefficients.count == 2
            else { return nil }
            let (value, slope) = (store.quotient(store.negated(coefficients[0]), coefficients[1]), coefficients[1])
            zeros.append((expanded(value), times))
            slopes.append(store.power(slope, times))
            if store.isConstant(slope) { continue }
            // Where the slope is zero the function is a number.
            guard let special = withoutSlope(slope, difference, kind) else { return nil }
            result += special
        }
        guard zeros.count == 1 || zeros.count == 2 else { return nil }
        let (positive, negative, _) = signs(store.product(factors + slopes))
        for (sign, condition) in [(1, positive), (-1, negative)] where condition != .falsehood {
            for (places, order) in orders(zeros) {
                let own = store.conjunction([condition, order])
                result += ranges(places, sign, kind).map { Case(range: $0, condition: own) }
            }
        }
        let zero = signs(store.product(factors)).zero
        if kind == .lessOrEqual, zero != .falsehood {
            let poles = zeros.filter { $0.exponent < 0 }.map { store.relation(.notEqual, unknown, $0.value) }
            result.append(Case(range: store.conjunction(poles), condition: zero))
        }
        return result.compactMap { joined($0, Case(range: .truth, condition: .truth)) }
    }

    /// The cases for a slope that is zero, which is put in for a name; nil where it is more than a name.
    private func withoutSlope(_ slope: Expr, _ difference: Expr, _ kind: Relation) -> [Case]? {
        let name = store.barePart(slope)
        guard store.kind(name) == .symbol else { return nil }
        let rest = solver.catalogue.substitute(difference, [name: .zero])
        // Without a value it holds nowhere.
        guard !rest.isAbsent else { return [] }
        let isZero = Case(range: .truth, condition: store.relation(.equal, name, .zero))
        return cases(store.relation(kind, rest, .zero))?.compactMap { joined($0, isZero) }
    }

    /// A zero of a product, or a pole.
    private struct Place {
        let value: Expr
        let exponent: Int
        let isPole: Bool
    }

    /// The zeros in ascending order, for each order that they may have.
    private func orders(_ zeros: [(value: Expr, exponent: Int)]) -> [(places: [Place], condition: Expr)] {
        let places = zeros.map { Place(value: $0.value, exponent: $0.exponent, isPole: $0.exponent < 0) }
        guard places.count == 2 else { return [(places, .truth)] }
        let both = Place(
            value: places[0].value, exponent: places[0].exponent + places[1].exponent, isPole: places.contains(where: \.isPole))
        let (isRising, isFalling, isOne) = signs(expanded(store.difference(places[1].value, places[0].value)))
        return [(places, isRising), (places.reversed(), isFalling), ([both], isOne)].filter { $0.1 != .falsehood }
    }

    /// Where a product with these zeros and poles is negative, or not positive.
    private func ranges(_ places: [Place], _ sign: Int, _ kind: Relation) -> [Expr] {
        var pieces: [LinePiece] = []
        for place in 0...places.count {
            let own = places[place...].reduce(sign) { $1.exponent % 2 == 0 ? $0 : -$0 }
            let (below, above) = (place == 0 ? nil : places[place - 1].value, place == places.count ? nil : places[place].value)
            pieces.append(.cell(below, above, own < 0))
            if place < places.count { pieces.append(.point(places[place].value, !places[place].isPole && kind == .lessOrEqual)) }
        }
        return LinePiece.joined(pieces).map { $0.condition(on: unknown, store) }
    }

    /// What is defined by cases: in each of them its condition holds besides; nil where there is nothing of that kind.
    func branches(_ relation: Expr) -> [Case]? {
        let cases = CaseBranches(solver.catalogue)
        let node = store.postorder([relation]).first { cases.isByCases($0) && solver.holdsUnknown($0) }
        guard let node, let branches = cases.branches(of: node) else { return nil }
        var result: [Case] = []
        var before: [Expr] = []
        for (value, condition) in branches {
            let own = store.conjunction(before + [condition, solver.catalogue.substitute(relation, [node: value])])
            before.append(store.negation(condition))
            if own == .falsehood || own.isAbsent { continue }
            let parts = own == .truth ? [] : store.conjuncts(own)
            guard let found = all(parts) else { return nil }
            result += found
        }
        return result
    }

    /// `b^u < v` with a parameter b: a power with a positive base is compared by its logarithm.
    func power(_ parts: (factor: Rational, call: Expr, rest: Expr), _ kind: Relation) -> [Case]? {
        guard kind == .less || kind == .lessOrEqual, store.kind(parts.call) == .power else { return nil }
        let (base, exponent) = (store.child(parts.call, 0), store.child(parts.call, 1))
        guard !solver.holdsUnknown(base), solver.holdsUnknown(exponent) else { return nil }
        if store.isConstant(base), constants.sign(of: base) != .positive { return nil }
        let value = store.scaled(-parts.factor.inverse, parts.rest)
        let isBelow = parts.factor.signum > 0
        let product = store.product(exponent, solver.catalogue.call(KnownFunction.logarithm, [base]))
        let logarithm = solver.catalogue.call(KnownFunction.logarithm, [value])
        let isPositive = store.relation(.less, .zero, base)
        var cases: [Case] = []
        if !store.isConstant(value) || constants.sign(of: value) == .positive {
            let inner = isBelow ? store.relation(kind, product, logarithm) : store.relation(kind, logarithm, product)
            guard let own = self.cases(inner) else { return nil }
            let condition = store.conjunction([isPositive, store.relation(.less, .zero, value)])
            cases += own.compactMap { joined($0, Case(range: .truth, condition: condition)) }
        }
        if !isBelow {
            let condition = store.conjunction([isPositive, store.relation(.lessOrEqual, value, .zero)])
            cases += [Case(range: .truth, condition: condition)].compactMap { joined($0, Case(range: .truth, condition: .truth)) }
        }
        if store.isConstant(base) || store.facts(of: base).isNonzero { return cases }
        // Powers of zero are 0 for positive exponents, and 1 for the exponent 0.
        let isZero = Case(range: .truth, condition: store.relation(.equal, base, .zero))
        for (power, place) in [(Expr.zero, store.relation(.less, .zero, exponent)), (.one, store.relation(.equal, exponent, .zero))] {
            let there = store.relation(kind, store.sum(store.number(parts.factor * (store.rationalValue(power) ?? 0)), parts.rest), .zero)
            guard let own = all([there, place]) else { return nil }
            cases += own.compactMap { joined($0, isZero) }
        }
        return cases
    }
}
