import Algebra
import Ball
import Calculus
import Certified
import Exact
import Expressions
import Reading
import Syntax

// Guaranteed enclosures: values and derivatives in balls, at points and over intervals.
extension Session {
    private static let bits = 160

    /// Bounds of the value. A name may stand for an interval, written `x=0.9..1.1`.
    func bounds(_ call: Call, _ bindings: [Call.Binding]) throws(Diagnostic) -> Answer {
        let operand = try call.expression
        var function = try meaning(of: operand)
        let given = bindings.map { store.symbol($0.name) }
        let free = try names(in: [function.expr], bindings, call)
        try requireValues(free.filter { !given.contains($0) }, operand)
        if let point = try singlePoint(bindings) { function = try requireValue(function, at: point, operand) }
        var answer = Answer(.enclosure(try enclosure(of: function.expr, operand.span, box: try box(bindings))))
        answer.notes = function.notes
        answer.isVerified = true
        return answer
    }

    /// The point that the bindings are, if no name stands for an interval: there the text has a value or is refused.
    private func singlePoint(_ bindings: [Call.Binding]) throws(Diagnostic) -> [Expr: Expr]? {
        let isPoint = bindings.allSatisfy { if case .range = $0.value.form { false } else { true } }
        return isPoint ? try point(bindings) : nil
    }

    /// Bounds of the derivatives.
    func derivativeBounds(
        _ functions: [Component], _ variables: [Expr], _ shape: Answer.Derivatives.Shape, _ bindings: [Call.Binding], _ operand: Operand
    ) throws(Diagnostic) -> Answer {
        let box = try box(bindings)
        try requireValues(store.symbols(in: functions.map(\.expr)).filter { box.balls[$0] == nil }, operand)
        if let point = try singlePoint(bindings) {
            for function in functions { if let problem = try domainProblem(function, variables, point) { throw problem } }
        }
        var rows: [[Answer.Derivatives.Entry]] = []
        var values: [Answer.Derivatives.Entry] = []
        for function in functions {
            values.append(.enclosure(try enclosure(of: function.expr, function.span, box: box)))
            var slopes: [Expr] = []
            for variable in variables { slopes.append(try derivative(function, variable, function.expr, box)) }
            if shape == .hessian {
                for (slope, _) in zip(slopes, variables) {
                    rows.append(
                        try variables.map { second throws(Diagnostic) in
                            let entry = try derivative(function, second, slope, box)
                            return .enclosure(try enclosure(of: entry, function.span, box: box))
                        })
                }
            } else {
                rows.append(try slopes.map { slope throws(Diagnostic) in .enclosure(try enclosure(of: slope, function.span, box: box)) })
            }
        }
        var answer = Answer(.derivatives(Answer.Derivatives(shape: shape, variables: variables, rows: rows, values: values)))
        answer.isVerified = true
        return answer
    }

    /// The derivative, which must hold in the whole box.
    private func derivative(
        _ function: Component, _ variable: Expr, _ expr: Expr, _ box: Box
    ) throws(Diagnostic) -> Expr {
        differentiator.begin(by: variable)
        let slope = try differentiator.derivative(of: expr)
        let evaluator = try boxEvaluator(box.balls, function.span)
        for condition in differentiator.conditions where evaluator.truth(of: condition) != .holds {
            throw Diagnostic(
                "not-differentiable",
                "the derivative in \(store.name(variable)) may not exist there: it needs \(try text.text(condition))", at: function.span,
                kind: .undecided)
        }
        return slope
    }

    private func boxEvaluator(_ box: [Expr: ComplexBall], _ span: Span) throws(Diagnostic) -> BallEvaluator {
        do throws(BallUnavailable) {
            let evaluator = try BallEvaluator(catalogue)
            evaluator.bits = Session.bits
            evaluator.point = box
            return evaluator
        } catch {
            throw Diagnostic("ball-arithmetic-unavailable", error.sentence, at: span, kind: .limit)
        }
    }

    private func enclosure(of expr: Expr, _ span: Span, box: Box) throws(Diagnostic) -> Answer.Enclosure {
        let finder: RangeFinder
        do throws(BallUnavailable) { finder = try RangeFinder(catalogue) } catch {
            throw Diagnostic("ball-arithmetic-unavailable", error.sentence, at: span, kind: .limit)
        }
        guard let (lower, upper) = finder.range(of: expr, over: box.sides) else {
            if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
            throw Diagnostic(
                "no-bounds", "no bounds were found: the value may be infinite or not real somewhere there", at: span,
                suggestion: "try smaller intervals", kind: .undecided)
        }
        return Answer.Enclosure(lower: lower, upper: upper)
    }

    /// Values and intervals, exactly and as balls around them.
    private struct Box {
        var sides: [RangeFinder.Side] = []
        var balls: [Expr: ComplexBall] = [:]
    }

    private func box(_ bindings: [Call.Binding]) throws(Diagnostic) -> Box {
        var box = Box()
        for binding in bindings {
            var ends = [binding.value]
            if case .range(let lower, let upper) = binding.value.form { ends = [lower, upper] }
            let name = store.symbol(binding.name)
            let values = try ends.map { end throws(Diagnostic) in
                try point([Call.Binding(name: binding.name, value: end)])[name] ?? .undefined
            }
            let evaluator = try boxEvaluator([:], Span(0, 0))
            let ball = ComplexBall()
            ball.set(evaluator.value(of: values[0]))
            if values.count == 2 {
                let (low, high) = (ball.bounds(.real).lower, evaluator.value(of: values[1]).bounds(.real).upper)
                guard low <= high, low.isFinite, high.isFinite else {
                    throw Diagnostic.usage("an interval is written with its lower end first: \(binding.name)=0.9..1.1")
                }
                let middle = low + (high - low) / 2
                ball.set(realMidpoint: middle, radius: max(high - middle, middle - low).nextUp)
            }
            box.balls[name] = ball
            box.sides.append(RangeFinder.Side(name, from: values[0], to: values[values.count - 1]))
        }
        return box
    }
}
