import Algebra
import Calculus
import Certified
import Expressions
import Reading
import Syntax
import Vocabulary

extension OperationRow {
    static let trace = OperationRow(
        "trace", "how the value is found, step by step, with derivatives forward and reverse",
        details: """
            Instead of an expression there may be assignments, 'z = w*x + b; h = exp(z)', each of them one step; the last one is the output. \
            With values such as x=2 the trace is in numbers. On a stream the format must be json. The formats dot and svg show the trace as \
            a graph.
            """,
        [.one("EXPR", .expression), .several("VAR=VALUE", .binding)], options: [.mode, .wrt, .digits], formats: ["dot", "svg"],
        hasManyLines: true,
        examples: ["trace 'exp(x)*sin(x)'", "trace 'z = w*x + b; sigmoid(z)' w=1 x=2 b=-1", "trace 'x*y' --mode reverse"]
    ) { session, call throws(Diagnostic) in try session.trace(call) }
}

/// The directions in which derivatives are carried through a trace.
public enum TraceMode: String, Sendable {
    case forward, reverse, both
}

// The evaluation trace of an expression, or of a list of assignments.
extension Session {
    /// The largest symbolic gradient that is checked: beyond it the factors of a chain are too many.
    private static let checkedSteps = 2000
    /// How many tangents are carried through a trace.
    private static let mostTangents = 4_000_000

    /// What is asked of a trace.
    private struct TraceWish {
        let mode: TraceMode
        /// How many significant digits numbers have in text.
        let digits: Int
        let isGraph: Bool
    }

    fileprivate func trace(_ call: Call) throws(Diagnostic) -> Answer {
        let (_, bindings) = try call.variablesAndBindings()
        let wish = TraceWish(
            mode: call.options.text(.mode).flatMap { TraceMode(rawValue: $0) } ?? .both, digits: call.options.whole(.digits) ?? 6,
            isGraph: call.options.text(.format).map { call.operation.formats.contains($0) } ?? false)
        let span = call.subject.count == 1 ? call.span : Span(0, 0)
        let point = try self.point(bindings)
        let program = try traceProgram(call, point)
        let builder = TraceBuilder(catalogue)
        let trace = try trace(program, builder, span)
        guard !trace.meaning.isAbsent, store.traits(trace.meaning).isDisjoint(with: .hasInfinity) else {
            throw Diagnostic("undefined", "there is no value anywhere", at: span, kind: .undefined)
        }
        let variables = try traceVariables(call.names(.wrt), trace, span)
        guard wish.mode == .reverse || variables.count * (trace.steps.count + trace.inputs.count) <= Session.mostTangents else {
            throw Diagnostic(
                "too-large", "there are too many tangents: \(trace.steps.count) steps in \(variables.count) names", at: span,
                suggestion: "take --mode reverse, or name a few with --wrt", kind: .limit)
        }
        let varying = trace.varying(with: variables)
        for step in trace.steps {
            if let problem = step.problems.first(where: { varying.contains(step.parents[$0.key]) }) { throw problem.value }
        }
        var answer: Answer
        if bindings.isEmpty {
            answer = Answer(.trace(try symbolic(trace, variables, wish, span)))
            let required = program.domain.map { $0.substituting(trace.meanings, catalogue) }
            answer.conditions = domain.stated(required, kinkConditions(trace, varying), for: trace.meaning)
        } else {
            answer = Answer(.trace(try numeric(trace, variables, wish, point, program.domain, call)))
        }
        answer.notes = program.notes
        if case .trace(let found) = answer.content, !found.obstacles.isEmpty {
            answer.notes += try derivativesDespiteKinks(trace, variables, point)
        }
        answer.isVerified = try isVerified(trace, variables, wish.mode, span)
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        return answer
    }

    private func trace(_ program: TraceProgram, _ builder: TraceBuilder, _ span: Span) throws(Diagnostic) -> EvaluationTrace {
        var assignments = program.assignments
        if let (expression, place) = program.result {
            if assignments.isEmpty { return try builder.trace(of: expression, at: place) }
            let taken = store.symbols(in: assignments.map(\.expression) + [expression]) + assignments.map(\.name)
            let name = builder.freshName(avoiding: taken, position: assignments.count + 1)
            assignments.append(.init(name: name, expression: expression, span: place))
        }
        guard let first = assignments.first else { throw Diagnostic("empty-input", "an expression is expected", at: span) }
        // A single assignment names the output of an expression, which is then taken apart.
        return assignments.count == 1
            ? try builder.trace(of: first.expression, named: first.name, at: first.span) : try builder.trace(of: assignments)
    }

    // MARK: Answers

    private func symbolic(
        _ trace: EvaluationTrace, _ variables: [Expr], _ wish: TraceWish, _ span: Span
    ) throws(Diagnostic) -> Answer.Trace {
        let sweeps = TraceSweeps(store, trace)
        let tangents = try tangents(sweeps, variables, wish.mode, span)
        let adjoints = wish.mode == .forward ? nil : sweeps.adjoints()
        let steps = trace.steps.enumerated().map { position, step in
            Answer.Trace.Row(
                name: step.name, expression: step.expression, value: nil,
                partials: zip(step.parents, step.partials).map { ($0, .symbolic([$1])) },
                tangents: tangents.map { shown($0[position]) }, adjoint: adjoints.map { shown($0.steps[position]) })
        }
        let inputs = trace.inputs.enumerated().map { position, input in
            Answer.Trace.Row(
                name: input, expression: nil, value: nil, partials: [],
                tangents: wish.mode == .reverse ? [] : variables.map { .symbolic([$0 == input ? .one : .zero]) },
                adjoint: variables.contains(input) ? adjoints.map { shown($0.gradient[position]) } : nil)
        }
        return Answer.Trace(variables: variables, inputs: inputs, steps: steps, mode: wish.mode, isGraph: wish.isGraph)
    }

    private func tangents(
        _ sweeps: TraceSweeps, _ variables: [Expr], _ mode: TraceMode, _ span: Span
    ) throws(Diagnostic) -> [[TraceSweeps.Terms]] {
        if mode == .reverse { return [] }
        var tangents: [[TraceSweeps.Terms]] = []
        for variable in variables {
            tangents.append(sweeps.tangents(in: variable))
            if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        }
        return tangents
    }

    /// A sum as one would write it: a number times a sum stays, unless it stands alone.
    private func shown(_ terms: TraceSweeps.Terms) -> Answer.Trace.Quantity {
        if terms.sum.isAbsent { return .undefined }
        let held = terms.terms.filter { store.kind($0) == .scaled && store.kind(store.barePart($0)) == .sum }
        if held.isEmpty || terms.terms.count == 1 {
            // The terms of `-(a + b)` are brought out.
            return .symbolic([held.first.map { store.coefficient($0) == -1 } ?? false ? store.sum([held[0], .zero]) : terms.sum])
        }
        return .symbolic([store.sum(terms.terms.filter { !held.contains($0) } + [.zero])] + held)
    }

    private func numeric(
        _ trace: EvaluationTrace, _ variables: [Expr], _ wish: TraceWish, _ point: [Expr: Expr], _ domain: [DomainCondition],
        _ call: Call
    ) throws(Diagnostic) -> Answer.Trace {
        try requireValues(trace, point, call)
        try checkAssumptions(point)
        let isReal =
            !store.traits(trace.meaning).contains(.hasImaginary) && !store.hasComplexName(trace.meaning)
            && !point.values.contains { store.traits($0).contains(.hasImaginary) }
        let departure = try checkDomain(domain, trace, point, isReal: isReal)
        let evaluator = TracePointEvaluator(catalogue, pointDerivatives)
        let found = try evaluator.evaluate(trace, at: point, in: variables) { self.description(of: $0) }
        let sweeps = TraceSweeps(store, trace, partials: found.partials)
        let span = call.span
        let tangents = try tangents(sweeps, variables, wish.mode, span)
        let adjoints = wish.mode == .forward ? nil : sweeps.adjoints()
        func number(_ expr: Expr, _ span: Span) throws(Diagnostic) -> Answer.Trace.Quantity {
            expr.isAbsent ? .undefined : .number(try self.number(expr, evaluator, wish.digits, span))
        }
        var steps: [Answer.Trace.Row] = []
        for (position, step) in trace.steps.enumerated() {
            let value = try found.values[position].map { value throws(Diagnostic) in try number(value, step.span) } ?? .unused
            if isReal, case .number(let number) = value, number.imaginary != nil {
                throw departure
                    ?? Diagnostic(
                        "outside-domain", "the step \(description(of: step)) is not a real number there", at: step.span, kind: .undefined)
            }
            var partials: [(parent: Expr, quantity: Answer.Trace.Quantity)] = []
            for (place, parent) in step.parents.enumerated() {
                partials.append((parent, found.values[position] == nil ? .unused : try number(found.partials[position][place], step.span)))
            }
            steps.append(
                Answer.Trace.Row(
                    name: step.name, expression: step.expression, value: value, partials: partials,
                    tangents: try tangents.map { tangent throws(Diagnostic) in try number(tangent[position].sum, step.span) },
                    adjoint: try adjoints.map { adjoints throws(Diagnostic) in try number(adjoints.steps[position].sum, step.span) }))
        }
        var inputs: [Answer.Trace.Row] = []
        for (position, input) in trace.inputs.enumerated() {
            inputs.append(
                Answer.Trace.Row(
                    name: input, expression: nil, value: try number(point[input] ?? .undefined, span), partials: [],
                    tangents: wish.mode == .reverse
                        ? [] : try variables.map { v throws(Diagnostic) in try number(v == input ? .one : .zero, span) },
                    adjoint: variables.contains(input)
                        ? try adjoints.map { adjoints throws(Diagnostic) in try number(adjoints.gradient[position].sum, span) } : nil))
        }
        var answer = Answer.Trace(variables: variables, inputs: inputs, steps: steps, mode: wish.mode, isGraph: wish.isGraph)
        answer.obstacles = found.obstacles.map { self.obstacle($0, trace) }
        return answer
    }

    /// A number with certain digits. What balls cannot tell from zero may be proved to be zero.
    private func number(
        _ expr: Expr, _ evaluator: TracePointEvaluator, _ digits: Int, _ span: Span
    ) throws(Diagnostic) -> NumericValue {
        do throws(Diagnostic) { return try evaluator.number(expr, digits: digits, at: span) } catch {
            guard error.kind == .undecided, let equality = try? equality(), case .proved = equality.decide(expr, .zero) else { throw error }
            return try evaluator.number(.zero, digits: digits, at: span)
        }
    }

    private func requireValues(
        _ trace: EvaluationTrace, _ point: [Expr: Expr], _ call: Call
    ) throws(Diagnostic) {
        let missing = trace.inputs.filter { point[$0] == nil }
        guard let first = missing.first else { return }
        let operand = call.subject.first { $0.mentions(store.name(first)) } ?? call.subject[0]
        try requireValues(missing, operand)
    }

    // MARK: Where it holds

    /// What the kinks of the steps exclude, in the inputs.
    private func kinkConditions(_ trace: EvaluationTrace, _ varying: Set<Expr>) -> [Expr] {
        var conditions: [Expr] = []
        for step in trace.steps {
            for (place, parent) in step.parents.enumerated() where varying.contains(parent) { conditions += step.conditions[place] }
        }
        return catalogue.substitute(conditions, trace.meanings)
    }

    /// Checks at the point that the text has a value. What only leaves the real numbers is returned, as `checkDomain` does.
    private func checkDomain(
        _ conditions: [DomainCondition], _ trace: EvaluationTrace, _ point: [Expr: Expr], isReal: Bool
    ) throws(Diagnostic) -> Diagnostic? {
        var values = point
        for (step, value) in zip(trace.steps, catalogue.substitute(trace.steps.map(\.meaning), point)) { values[step.name] = value }
        var departure: Diagnostic?
        for condition in conditions {
            do throws(Diagnostic) {
                let found = try checkDomain([condition], values, isReal: isReal)
                departure = departure ?? found.map { named($0, condition, trace) }
            } catch {
                throw named(error, condition, trace)
            }
        }
        return departure
    }

    /// The problem with the step that has it.
    private func named(_ problem: Diagnostic, _ condition: DomainCondition, _ trace: EvaluationTrace) -> Diagnostic {
        guard problem.kind == .undefined, let step = step(requiring: condition, trace) else { return problem }
        return Diagnostic(
            problem.code, "\(problem.message), in the step \(description(of: step))", at: problem.span, suggestion: problem.suggestion,
            kind: problem.kind)
    }

    private func step(requiring condition: DomainCondition, _ trace: EvaluationTrace) -> EvaluationTrace.Step? {
        if trace.isProgram { return trace.steps.first { $0.span.start <= condition.span.start && condition.span.end <= $0.span.end } }
        let meanings = trace.meanings
        switch condition.requirement {
        case .holds, .derivative: return nil
        case .inDomain(let call):
            // A root is a power by now.
            let canonical = catalogue.call(store.function(call), store.childArray(call))
            return trace.steps.first { $0.meaning == call || $0.meaning == canonical }
        case .nonzero(let base), .positive(let base), .nonnegative(let base), .base(let base, _):
            return trace.steps.first { step in
                store.postorder([step.expression]).contains { node in
                    guard store.kind(node) == .power else { return false }
                    let inner = store.child(node, 0)
                    return (meanings[inner] ?? inner) == base
                }
            }
        }
    }

    private func obstacle(_ obstacle: TracePoint.Obstacle, _ trace: EvaluationTrace) -> Diagnostic {
        let step = trace.steps[obstacle.step]
        let place = obstacle.condition.flatMap { try? text.text($0) }.map { " where \($0)" } ?? " there"
        return Diagnostic(
            "not-differentiable", "the step \(description(of: step)) has no derivative\(place)", at: step.span, kind: .undefined)
    }

    /// `z2 = sin(z1)`, for messages.
    private func description(of step: EvaluationTrace.Step) -> String {
        let expression = (try? text.text(step.expression)) ?? "…"
        return "\(store.name(step.name)) = \(expression.utf8.count > 60 ? "…" : expression)"
    }

    // MARK: The check

    /// Compares what the sweeps give, put in terms of the inputs, with forward-mode differentiation at random points.
    private func isVerified(_ trace: EvaluationTrace, _ variables: [Expr], _ mode: TraceMode, _ span: Span) throws(Diagnostic)
        -> Bool?
    {
        guard settings.verifies, trace.steps.count <= Session.checkedSteps else { return nil }
        let sweeps = TraceSweeps(store, trace)
        let gradient = mode == .forward ? [] : sweeps.adjoints().gradient
        let meanings = trace.meanings
        var isVerified: Bool? = true
        for variable in variables {
            var claims = mode == .reverse ? [] : [sweeps.tangents(in: variable).last?.sum ?? .zero]
            if let place = trace.inputs.firstIndex(of: variable), place < gradient.count { claims.append(gradient[place].sum) }
            for claim in Set(catalogue.substitute(claims, meanings)) {
                if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
                switch check.check(claim, isDerivativeOf: trace.meaning, by: variable) {
                case .verified: break
                case .unchecked: isVerified = nil
                case .refuted:
                    throw Diagnostic(
                        "self-check-failed", "the derivatives found do not agree with forward-mode differentiation; they are not shown",
                        at: span, kind: .selfCheck)
                }
            }
        }
        return isVerified
    }
}
