import Algebra
import Ball
import Exact
import Expressions
import Syntax

// What is off with a wrong claim: what people get wrong when they differentiate by hand.
extension Session {
    func diagnose(_ claim: inout Answer.Claim, _ span: Span) throws(Diagnostic) {
        for place in claim.components.indices where claim.components[place].verdict == .wrong {
            let component = claim.components[place]
            for other in claim.components.indices where other != place {
                let neighbour = claim.components[other]
                guard try isEqual(component.claimed, neighbour.derivative, where: neighbour.condition, span) else { continue }
                claim.components[place].fault = "that is the derivative in \(store.name(neighbour.variable))"
                guard other > place, neighbour.verdict == .wrong,
                    try isEqual(neighbour.claimed, component.derivative, where: component.condition, span)
                else { continue }
                claim.exchanged = (component.variable, neighbour.variable)
            }
            guard claim.components[place].fault == nil, store.budget.step() else { continue }
            claim.components[place].fault =
                try supposing(component.condition) { () throws(Diagnostic) in
                    try fault(component.claimed, component.derivative, span)
                } ?? nil
        }
    }

    private func isEqual(_ left: Expr, _ right: Expr, where condition: Expr, _ span: Span) throws(Diagnostic) -> Bool {
        let equality = try prover(span)
        let isProved: Bool? = try supposing(condition) {
            if case .proved = equality.decide(left, right) { true } else { false }
        }
        return isProved ?? false
    }

    /// Does something where a condition holds; nil where it never does.
    private func supposing<Found>(_ condition: Expr, _ body: () throws(Diagnostic) -> Found) throws(Diagnostic) -> Found? {
        if condition == .truth { return try body() }
        let found = store.supposing(condition) { () -> Result<Found, Diagnostic> in
            do throws(Diagnostic) { return .success(try body()) } catch { return .failure(error) }
        }
        // What was simplified under the condition holds only there.
        simplifier.forget()
        return try found?.get()
    }

    /// A factor, a sign or a term that makes the difference; nil where none does.
    private func fault(_ claimed: Expr, _ truth: Expr, _ span: Span) throws(Diagnostic) -> String? {
        if claimed.isAbsent { return nil }
        let ratios = RatioFinder(store, try ballEvaluator(span), try prover(span))
        if claimed != .zero, truth != .zero, let ratio = ratios.ratio(claimed, truth) { return "it \(try words(ofFactor: ratio))" }
        let (missing, surplus) = (store.difference(truth, claimed), store.difference(claimed, truth))
        for term in terms(of: truth) {
            guard let share = ratios.ratio(missing, term) else { continue }
            let text = try self.text.text(term)
            if share == .one { return "the term \(text) is missing" }
            let factor = store.difference(.one, share)
            return "the term \(text) \(try words(ofFactor: factor))"
        }
        for term in terms(of: claimed) where ratios.ratio(surplus, term) == .one {
            return "the term \(try text.text(term)) is too much"
        }
        guard store.traits(claimed).contains(.hasSymbol) else { return nil }
        hasSimplified = true
        let missingFactor = simplifier.simplify(store.quotient(truth, claimed)).result
        if isPart(missingFactor, of: truth) { return "the factor \(try text.text(missingFactor)) is missing" }
        let surplusFactor = simplifier.simplify(store.quotient(claimed, truth)).result
        return isPart(surplusFactor, of: claimed) ? "the factor \(try text.text(surplusFactor)) is too much" : nil
    }

    /// Whether all that an expression multiplies is multiplied in the whole, too: then it may have been left out.
    private func isPart(_ factor: Expr, of whole: Expr) -> Bool {
        var all = Set(factors(of: whole))
        for part in all where store.kind(part) == .power {
            // One of several equal factors.
            if let exponent = store.rationalValue(store.child(part, 1)), exponent > 1 { all.insert(store.child(part, 0)) }
        }
        return !factor.isAbsent && factors(of: factor).allSatisfy(all.contains)
    }

    private func factors(of expr: Expr) -> [Expr] {
        let bare = store.barePart(expr)
        return store.factors(bare).filter { !store.isConstant($0) }
    }

    /// The terms of a sum, as it stands and multiplied out.
    private func terms(of expr: Expr) -> [Expr] {
        var terms = store.kind(expr) == .sum ? store.childArray(expr) : []
        if let expanded = try? transforms.expand(expr, at: Span(0, 0)), store.kind(expanded) == .sum {
            for term in store.childView(expanded) where !terms.contains(term) { terms.append(term) }
        }
        // More are not looked through: each takes evaluations.
        return Array(terms.prefix(40))
    }

    /// What a claim is that has the truth times this factor.
    private func words(ofFactor factor: Expr) throws(Diagnostic) -> String {
        guard let value = store.rationalValue(factor) else { return "is off by the factor \(try text.text(factor))" }
        if value == -1 { return "has the wrong sign" }
        let size = value.magnitude
        let words = size > 1 ? "is too large by the factor \(size)" : "is too small by the factor \(Rational(1) / size)"
        return value.signum < 0 ? "\(words), with the wrong sign" : words
    }
}
