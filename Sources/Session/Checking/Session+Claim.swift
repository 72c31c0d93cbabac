import Algebra
import Ball
import Calculus
import Certified
import Exact
import Expressions
import Reading
import Rendering
import Syntax
import Vocabulary

// Whether what someone claims is the derivative.
extension Session {
    /// Compares a claim with the derivatives.
    ///
    /// - Parameters:
    ///   - point: values; those of names that are no variables are parameters.
    ///   - missing: the names without a value.
    ///   - tolerance: how far a number that is claimed may be off, besides what its digits leave open.
    func comparison(
        of claim: String, with function: Component, _ variables: [Expr], _ point: [Expr: Expr], _ missing: [Expr],
        tolerance: Rational
    ) throws(Diagnostic) -> Answer {
        var notes: [Note] = []
        let parts = try claims(claim, count: variables.count, variables, &notes)
        let (claimed, text) = (parts.map(\.expr), Array(claim.utf8))
        let unknown = store.symbols(in: claimed).filter { point[$0] == nil && !missing.contains($0) && !variables.contains($0) }
        let isAtPoint = !point.isEmpty && missing.isEmpty && variables.allSatisfy { point[$0] != nil }
        if isAtPoint { try requireValues(unknown, function.operand) }
        let parameters = point.filter { !variables.contains($0.key) }
        try checkAssumptions(point)
        let (slopes, totality) =
            isAtPoint ? try firstDerivatives(function, variables, point, domainProblem(function, variables, point)) : ([], .smooth)
        var components: [Answer.Claim.Component] = []
        var conditions: [Expr] = []
        for (place, variable) in variables.enumerated() {
            let derived = try checkedDerivative(function.meaning, [(variable, 1)], at: function.span)
            guard case .expression(let formula) = derived.content else { continue }
            let kinks = formula.domain.compactMap(\.requirement.derivative).flatMap(\.conditions)
            let derivative = catalogue.substitute(formula.expr, parameters)
            let claim = catalogue.substitute(claimed[place], parameters)
            var component = Answer.Claim.Component(
                variable: variable, claimed: claim, derivative: derivative, condition: condition(function, kinks, parameters))
            try identity(&component, function.span)
            component.verdict = verdict(component.identity)
            if isAtPoint {
                let value = catalogue.substitute(claim, point)
                component.values = (value, slopes[place])
                component.verdict = try verdict(at: value, slopes[place], component.identity, function.span)
            }
            let truth = isAtPoint ? slopes[place] : derivative
            if component.verdict != .right, store.isConstant(truth) {
                let value = isAtPoint ? catalogue.substitute(claim, point) : claim
                let halfUnit = RoundedNumber.halfUnit(text[Int(parts[place].span.start)..<Int(parts[place].span.end)])
                component.isRounded = try isNear(value, truth, halfUnit, tolerance, function.span)
                if component.isRounded { component.verdict = .right }
            }
            if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: function.span) }
            conditions += domain.stated(function.conditions, kinks, for: derivative)
            components.append(component)
        }
        var found = Answer.Claim(point: point.map { (name: $0.key, value: $0.value) }, components: components)
        found.point.sort { store.name($0.name) < store.name($1.name) }
        if !isAtPoint { found.point = [] }
        if found.verdict == .wrong { try diagnose(&found, function.span) }
        var answer = Answer(.claim(found))
        answer.notes = notes
        try tell([totality], in: &answer)
        answer.isVerified = found.verdict == .undecided ? nil : true
        for condition in conditions where !answer.conditions.contains(condition) && found.verdict == .right && !isAtPoint {
            answer.conditions.append(condition)
        }
        return answer
    }

    /// Reads a claim: an expression, or a list with one for each variable.
    private func claims(_ text: String, count: Int, _ variables: [Expr], _ notes: inout [Note]) throws(Diagnostic)
        -> [Component]
    {
        let operand = try Operand(word: text)
        let parts = try components(of: operand, areSeveral: true)
        guard parts.count == count else {
            let names = variables.map { store.name($0) }.joined(separator: ", ")
            throw Diagnostic(
                "wrong-claim-size",
                "\(parts.count == 1 ? "one expression is" : "\(parts.count) expressions are") claimed, and there "
                    + (count == 1 ? "is one derivative" : "are \(count) derivatives") + ": in \(names)", at: Span(0, text.utf8.count),
                suggestion: parts.count < count ? "name the variables, or claim a list: [g1, g2]" : "name the variables", kind: .usage
            ).about(operand.text)
        }
        for part in parts { notes += part.notes }
        return parts
    }

    // MARK: Verdicts

    private func verdict(_ identity: Equality.Verdict) -> Answer.Claim.Verdict {
        switch identity {
        case .proved: .right
        case .different: .wrong
        case .undecided: .undecided
        }
    }

    /// Whether two formulas are equal where the function is defined and has a derivative.
    ///
    /// What formulas give elsewhere says nothing about a claim: where they differ at such a place, the condition is supposed.
    private func identity(_ component: inout Answer.Claim.Component, _ span: Span) throws(Diagnostic) {
        let (equality, claim, derivative) = (try prover(span), component.claimed, component.derivative)
        component.identity = equality.decide(claim, derivative)
        guard case .different(let point) = component.identity, component.condition != .truth else { return }
        let replacements = Dictionary(point.map { ($0.name, $0.value) }) { first, _ in first }
        if try evaluator.decide(catalogue.substitute(component.condition, replacements), at: span) == true { return }
        var verdict = Equality.Verdict.proved
        for (condition, values) in cases(of: component.condition) {
            let sides = catalogue.substitute([claim, derivative], values)
            // Where a side has no value, it says nothing.
            if sides.contains(where: \.isAbsent) { continue }
            switch store.supposing(condition, { equality.decide(sides[0], sides[1]) }) {
            case nil, .proved: continue
            case .undecided(let count): verdict = .undecided(agreedAt: count)
            case .different(let point):
                component.identity = .different(at: point + values.map { (name: $0.key, value: $0.value) })
                return
            }
        }
        component.identity = verdict
    }

    /// The cases of which a condition is made, each with the values that its equations give names.
    private func cases(of condition: Expr) -> [(condition: Expr, values: [Expr: Expr])] {
        var cases: [[Expr]] = [[]]
        for part in store.conjuncts(condition) {
            let choices = store.kind(part) == .disjunction && cases.count <= 8 ? store.childArray(part) : [part]
            cases = cases.flatMap { known in choices.map { known + [$0] } }
        }
        return cases.map { parts in
            let all = store.conjunction(parts)
            var values: [Expr: Expr] = [:]
            for part in store.conjuncts(all)
            where store.kind(part) == .relation && store.relation(part) == .equal && store.isConstant(store.child(part, 1)) {
                if store.kind(store.child(part, 0)) == .symbol { values[store.child(part, 0)] = store.child(part, 1) }
            }
            return (catalogue.substitute(all, values), values)
        }
    }

    /// Where the function is defined and has a derivative.
    private func condition(_ function: Component, _ kinks: [Expr], _ parameters: [Expr: Expr]) -> Expr {
        catalogue.substitute(store.conjunction(function.conditions.map { catalogue.condition($0) } + kinks), parameters)
    }

    func prover(_ span: Span) throws(Diagnostic) -> Equality {
        do throws(BallUnavailable) { return try equality() } catch {
            throw Diagnostic("ball-arithmetic-unavailable", error.sentence, at: span, kind: .limit)
        }
    }

    /// The verdict at a point. A claim without a value there is wrong.
    private func verdict(
        at claimed: Expr, _ truth: Expr, _ identity: Equality.Verdict, _ span: Span
    ) throws(Diagnostic) -> Answer.Claim.Verdict {
        if claimed.isAbsent || store.traits(claimed).contains(.hasInfinity) { return .wrong }
        let verdict = verdict(try prover(span).decide(claimed, truth))
        guard verdict == .undecided, case .proved = identity else { return verdict }
        return .right
    }

    /// Whether a number that is claimed is the true one as far as its digits and the tolerance go, or is the double nearest to it.
    private func isNear(
        _ claimed: Expr, _ truth: Expr, _ halfUnit: Rational?, _ tolerance: Rational, _ span: Span
    ) throws(Diagnostic) -> Bool {
        guard halfUnit != nil || tolerance.signum > 0, store.isConstant(claimed), !claimed.isAbsent else { return false }
        let bound = store.number((halfUnit ?? Rational(0)) + tolerance)
        let distance = catalogue.call(KnownFunction.absoluteValue, store.difference(claimed, truth))
        if try evaluator.decide(store.relation(.lessOrEqual, distance, bound), at: span) == true { return true }
        guard halfUnit != nil else { return false }
        let (first, second) = try (
            evaluator.value(of: claimed, digits: nil, at: span), evaluator.value(of: truth, digits: nil, at: span)
        )
        return second.imaginary == nil && first.doubles.real == second.doubles.real
    }
}
