import Algebra
import Ball
import Calculus
import Expressions
import Reading
import Rendering
import Syntax

// Whether what someone claims is the derivative.
extension Session {
    /// Compares a claim with the derivatives.
    ///
    /// - Parameters:
    ///   - point: values; those of names that are no variables are parameters.
    ///   - missing: the names without a value.
    func comparison(
        of claim: String, with function: Component, _ variables: [Expr], _ point: [Expr: Expr], _ missing: [Expr],
        _ line: UnsafeBufferPointer<UInt8>
    ) throws(Diagnostic) -> Answer {
        var notes: [Note] = []
        let claimed = try claims(claim, count: variables.count, variables, &notes)
        let unknown = store.symbols(in: claimed).filter { point[$0] == nil && !missing.contains($0) && !variables.contains($0) }
        let isAtPoint = !point.isEmpty && missing.isEmpty && variables.allSatisfy { point[$0] != nil }
        if isAtPoint { try requireValues(unknown, line) }
        let parameters = point.filter { !variables.contains($0.key) }
        try checkAssumptions(point)
        let slopes = isAtPoint ? try firstDerivatives(function, variables, point, domainProblem(function, point), line) : []
        var components: [Answer.Claim.Component] = []
        var conditions: [Expr] = []
        for (place, variable) in variables.enumerated() {
            let derived = try checkedDerivative(function.expr, [(variable, 1)], at: function.span)
            guard case .expression(let formula) = derived.content else { continue }
            let derivative = catalogue.substitute(formula, parameters)
            let claim = catalogue.substitute(claimed[place], parameters)
            var component = Answer.Claim.Component(
                variable: variable, claimed: claim, derivative: derivative, condition: condition(function, derived, parameters))
            try identity(&component, function.span)
            component.verdict = verdict(component.identity)
            if isAtPoint {
                let value = catalogue.substitute(claim, point)
                component.values = (value, slopes[place])
                component.verdict = try verdict(at: value, slopes[place], component.identity, function.span)
            }
            if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: function.span) }
            conditions += domain.stated(function.conditions, derived.conditions, for: derivative)
            components.append(component)
        }
        var found = Answer.Claim(point: point.map { (name: $0.key, value: $0.value) }, components: components)
        found.point.sort { store.name($0.name) < store.name($1.name) }
        if !isAtPoint { found.point = [] }
        if found.verdict == .wrong { try diagnose(&found, function.span) }
        var answer = Answer(.claim(found))
        answer.notes = notes
        answer.isVerified = found.verdict == .undecided ? nil : true
        for condition in conditions where !answer.conditions.contains(condition) && found.verdict == .right && !isAtPoint {
            answer.conditions.append(condition)
        }
        return answer
    }

    /// Reads a claim: an expression, or a list with one for each variable.
    private func claims(_ text: String, count: Int, _ variables: [Expr], _ notes: inout [Note]) throws(Diagnostic) -> [Expr] {
        refusedOperand = text
        let parts = try Array(text.utf8).withUnsafeBufferPointer { bytes throws(Diagnostic) in try components(of: bytes, areSeveral: true) }
        guard parts.count == count else {
            let names = variables.map { store.name($0) }.joined(separator: ", ")
            throw Diagnostic(
                "wrong-claim-size",
                "\(parts.count == 1 ? "one expression is" : "\(parts.count) expressions are") claimed, and there "
                    + (count == 1 ? "is one derivative" : "are \(count) derivatives") + ": in \(names)", at: Span(0, text.utf8.count),
                suggestion: parts.count < count ? "name the variables, or claim a list: [g1, g2]" : "name the variables", kind: .usage)
        }
        refusedOperand = nil
        for part in parts { notes += part.notes }
        return parts.map(\.expr)
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
        component.identity = store.supposing(component.condition) { equality.decide(claim, derivative) } ?? .undecided(agreedAt: 0)
    }

    /// Where the function is defined and has a derivative.
    private func condition(_ function: Component, _ derived: Answer, _ parameters: [Expr: Expr]) -> Expr {
        let domain = function.conditions.map {
            store.disjunction([store.negation($0.guardCondition), catalogue.condition($0.requirement)])
        }
        return catalogue.substitute(store.conjunction(domain + derived.conditions), parameters)
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
        if claimed == .undefined || store.traits(claimed).contains(.hasInfinity) { return .wrong }
        let verdict = verdict(try prover(span).decide(claimed, truth))
        guard verdict == .undecided, case .proved = identity else { return verdict }
        return .right
    }
}
