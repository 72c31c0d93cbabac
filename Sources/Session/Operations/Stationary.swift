import Ball
import Expressions
import Reading
import Solving
import Syntax

extension OperationRow {
    static let stationary = OperationRow(
        "stationary", "the points where all derivatives are zero: minima, maxima and saddles",
        details: "Without variables, in all names of the expression.",
        [.one("EXPR", .expression), .several("VAR", .variable)], examples: ["stationary 'x^2 + y^2'", "stationary 'x^3 - 3*x'"]
    ) { session, call throws(Diagnostic) in try session.stationaryPoints(call) }
}

extension Session {
    /// The stationary points of an expression.
    fileprivate func stationaryPoints(_ call: Call) throws(Diagnostic) -> Answer {
        let operand = try call.expression
        let function = try meaning(of: operand)
        let (named, _) = try call.variablesAndBindings()
        let variables = named.isEmpty ? store.symbols(in: [function.expr]) : named.map { store.symbol($0) }
        let (expr, conditions, span) = (function.expr, function.domain, operand.span)
        if store.traits(expr).contains(.isCondition) {
            throw Diagnostic("not-a-number", "an equation or a condition has no stationary points", at: span)
        }
        guard !variables.isEmpty else {
            throw Diagnostic("no-unknown", "there is no variable in it", at: span, kind: .usage)
        }
        let free = store.symbols(in: [expr])
        if let absent = variables.first(where: { !free.contains($0) }) {
            throw missing(store.name(absent), free.map { store.name($0) }.joined(separator: ", "), span)
        }
        try checkStationary(variables, span)
        let finder: StationaryPoints
        do throws(BallUnavailable) { finder = try StationaryPoints(catalogue) } catch {
            throw Diagnostic.unavailable(error.sentence, at: span)
        }
        var (outcome, isCut): (StationaryPoints.Outcome, Bool)
        hasSimplified = true
        do throws(Diagnostic) {
            (outcome, isCut) = try limited { () throws(Diagnostic) in try finder.find(expr, in: variables, domain: conditions) }
        } catch {
            throw error.moved(to: span)
        }
        try checkBudget(outcome.set, isCut, span)
        if isCut { outcome.set.isComplete = false }
        var found = Answer.Solutions(outcome.set, for: variables)
        found.isCut = isCut
        found.points = outcome.points
        found.mentionsInterval = true
        var answer = Answer(.solutions(found))
        answer.isComplete = outcome.set.isComplete && !outcome.points.contains { $0.nature == .undecided }
        answer.isVerified = outcome.set.isVerified
        answer.notes = function.notes
        answer.conditions = domain.stated(function.domain.filter { $0.requirement.derivative != nil }, outcome.conditions, for: expr)
        if settings.showsSteps { answer.steps = outcome.set.steps.map { .init(name: $0.name, before: $0.before, after: $0.after) } }
        return answer
    }

    /// Refuses what is assumed of variables that stationary points cannot satisfy: they are points of a space of real numbers.
    private func checkStationary(_ variables: [Expr], _ span: Span) throws(Diagnostic) {
        for statement in store.statements(about: variables) {
            let reason: String
            switch statement {
            case .property(_, .integer), .property(_, .even), .property(_, .odd), .property(_, .complex):
                reason = "stationary points are looked for among the real numbers"
            case .property: continue
            case .condition(let condition):
                let parts = store.conjuncts(condition)
                guard parts.contains(where: { store.kind($0) == .relation && store.relation($0) == .equal }) else { continue }
                reason = "stationary points are not looked for on a curve, and only inequalities leave some of them out"
            }
            throw Diagnostic(
                "unsupported-assumption", "'stationary' cannot keep to the assumption \(described([statement])): \(reason)", at: span,
                kind: .usage)
        }
    }
}
