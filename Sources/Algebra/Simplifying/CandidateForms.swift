import Certified
import Exact
import Expressions
import Polynomials
import Reading
import Vocabulary

/// Other forms of an expression, of which one may be cheaper: as one fraction, expanded, in factors, with common factors taken out,
/// in sines or in cosines, and what a nested root or an inverse function of a constant comes to.
final class CandidateForms {
    private let catalogue: Catalogue
    private let store: ExprStore
    private let transforms: Transforms
    private let readings: [NormalForm.Language: CallReadings]
    /// Larger expressions are not expanded: a person would not either.
    private static let mostTerms = 400

    /// - Parameter costs: the costs by which the forms will be compared.
    init(_ catalogue: Catalogue, _ costs: CostTable) {
        self.catalogue = catalogue
        store = catalogue.store
        transforms = Transforms(catalogue)
        readings = [.cosines: CallReadings(store, costs), .sines: CallReadings(store, costs)]
        transforms.limit = Polynomial.SizeLimit(terms: 2000, bits: 1e6)
    }

    /// Calls `body` with each form and the name of the method that gives it.
    func of(_ expr: Expr, _ body: (Expr, String) -> Void) {
        switch store.kind(expr) {
        case .sum, .product, .scaled, .power, .call, .relation: break
        default: return
        }
        var seen: Set<Expr> = [expr]
        func offer(_ form: Expr, _ name: String) {
            guard !form.isAbsent, seen.insert(form).inserted, !store.budget.isExhausted else { return }
            body(form, name)
        }
        if store.isConstant(expr), let form = settled(expr) { offer(form, "settled-constant") }
        if store.kind(expr) == .relation { return }
        let common = CommonFactors(store)
        if let form = NestedRadical(store).denested(expr) {
            offer(form, "nested-radical")
            if let (number, rest) = common.content(of: form) { offer(store.scaled(number, rest), "nested-radical") }
        }
        if store.kind(expr) == .call {
            if let form = PrincipalValue(catalogue).value(of: expr) { offer(form, "principal-value") }
            return
        }
        if store.kind(expr) == .sum, let form = withDenestedTerms(expr) { offer(form, "nested-radical") }
        for form in signsMoved(expr) { offer(form, "sign") }
        offer(common.taken(outOf: expr), "common-factors")
        if let (number, rest) = common.content(of: expr) {
            offer(store.scaled(number, rest), "common-factors")
            offer(store.scaled(number, common.taken(outOf: rest)), "common-factors")
        }
        for language in [NormalForm.Language.cosines, .sines] {
            let isAngular = hasAngles(expr)
            if language == .sines, !isAngular { break }
            let form = isAngular ? ElementaryForm(catalogue, .anglesOnly).rewritten(expr) : expr
            guard let (field, values) = try? NormalForm.of([form], catalogue, in: language, readings: readings[language]) else { continue }
            forms(values[0], field, offer)
        }
        for (inside, outside) in common.groups(of: expr) {
            guard let (field, values) = try? NormalForm.of([store.sum(inside)], catalogue, in: .cosines, readings: readings[.cosines])
            else { continue }
            forms(values[0], field) { form, name in
                if !common.isNested(form) { offer(store.sum([form] + outside), name) }
            }
        }
    }

    /// What balls tell of a constant that turns on the size of real numbers: `1` for `floor(sqrt(2))`, `true` for `sqrt(2) < pi`.
    private func settled(_ expr: Expr) -> Expr? {
        let isRelation = store.kind(expr) == .relation
        guard isRelation || store.kind(expr) == .call, let evaluator = try? BallEvaluator(catalogue) else { return nil }
        if isRelation { return evaluator.decides(expr, [192]).map { $0 ? .truth : .falsehood } }
        let row = Vocabulary.row(store.function(expr))
        switch row.exact {
        case .floor: return evaluator.floor(ofConstant: store.child(expr, 0)).map { store.number(Rational($0)) }
        case .ceil: return evaluator.floor(ofConstant: store.negated(store.child(expr, 0))).map { store.number(-Rational($0)) }
        default: return nil
        }
    }

    /// A sum in which every nested root of its terms is written without nesting, though that may be longer: the terms may then cancel.
    private func withDenestedTerms(_ sum: Expr) -> Expr? {
        let radical = NestedRadical(store)
        var replacements: [Expr: Expr] = [:]
        for term in store.childArray(sum) {
            let bare = store.barePart(term)
            for factor in store.factors(bare) where replacements[factor] == nil {
                replacements[factor] = radical.denested(factor)
            }
        }
        return replacements.count > 1 ? try? transforms.expand(catalogue.substitute(sum, replacements)) : nil
    }

    /// A product with the sign of one of its sums turned: `-(a + b)/(a - b)` is `(a + b)/(b - a)`.
    private func signsMoved(_ expr: Expr) -> [Expr] {
        let bare = store.barePart(expr)
        let factors = store.factors(bare)
        return factors.indices.compactMap { position in
            let factor = factors[position]
            let isInverse = store.kind(factor) == .power && store.child(factor, 1) == .minusOne
            let sum = isInverse ? store.child(factor, 0) : factor
            guard store.kind(sum) == .sum else { return nil }
            // Term by term: a sum may keep a sign in front of it.
            let turned = store.sum(store.childArray(sum).map { store.product(.minusOne, $0) })
            var others = factors
            others[position] = isInverse ? store.power(turned, .minusOne) : turned
            return store.scaled(-store.coefficient(expr), store.product(others))
        }
    }

    private func hasAngles(_ expr: Expr) -> Bool { store.postorder([expr]).contains { ElementaryForm.isOfAngles($0, store) } }

    private func forms(_ value: RationalFunction, _ field: NormalForm, _ offer: (Expr, String) -> Void) {
        guard value.numerator.termCount + value.denominator.termCount <= CandidateForms.mostTerms else { return }
        let clean = (try? field.rationalized(value)) ?? value
        let (numerator, denominator) = (field.expression(clean.numerator), field.expression(clean.denominator))
        offer(store.quotient(numerator, denominator), "normal-form")
        if clean.denominator.isConstant {
            let common = CommonFactors(store).taken(outOf: numerator)
            offer(store.quotient(common, denominator), "common-factors")
        } else {
            // Term by term, each over the denominator and cancelled.
            let terms = store.terms(numerator)
            if terms.count <= 12 { offer(store.sum(terms.map { store.quotient($0, denominator) }), "separate-fractions") }
            if let mixed = mixed(clean, field) { offer(mixed, "whole-part") }
            if terms.count > 1, terms.count <= 12 { offer(overSingleFactors(terms, clean.denominator, field), "separate-fractions") }
        }
        let factored = store.quotient(factored(clean.numerator, field), factored(clean.denominator, field))
        offer(factored, "factors")
        if clean != value {
            offer(store.quotient(field.expression(value.numerator), field.expression(value.denominator)), "normal-form")
            offer(store.quotient(self.factored(value.numerator, field), self.factored(value.denominator, field)), "factors")
        }
    }

    /// The terms over those factors of the denominator that are powers of one thing, and all over the others:
    /// `(x - u*exp(u))/(exp(u)*(u + 1))` is `(x*exp(-u) - u)/(u + 1)`.
    private func overSingleFactors(_ terms: [Expr], _ denominator: Polynomial, _ field: NormalForm) -> Expr {
        let factors = denominator.factors()
        var (single, others) = (Expr.one, store.number(Rational(factors.content)))
        for (factor, multiplicity) in factors.factors {
            let power = store.power(field.expression(factor), multiplicity)
            if factor.termCount == 1 { single = store.product(single, power) } else { others = store.product(others, power) }
        }
        if single == .one { return .undefined }
        return store.quotient(store.sum(terms.map { store.quotient($0, single) }), others)
    }

    private func factored(_ polynomial: Polynomial, _ field: NormalForm) -> Expr {
        let factors = polynomial.factors()
        var parts = [store.number(Rational(factors.content))]
        for (factor, multiplicity) in factors.factors {
            let expr = CommonFactors(store).taken(outOf: field.expression(factor))
            parts.append(store.power(expr, multiplicity))
        }
        return store.product(parts)
    }

    /// A polynomial and a proper fraction, where one variable divides.
    private func mixed(_ value: RationalFunction, _ field: NormalForm) -> Expr? {
        for variable in value.denominator.usedVariables
        where value.numerator.degree(in: variable) >= value.denominator.degree(in: variable) {
            guard let parts = value.numerator.pseudoDivided(by: value.denominator, in: variable), parts.scale.isConstant,
                let rest = RationalFunction(parts.remainder, over: value.denominator * parts.scale),
                let whole = RationalFunction(parts.quotient, over: parts.scale)
            else { continue }
            return store.sum(field.expression(whole), field.expression(rest))
        }
        return nil
    }
}
