import Calculus
import Expressions
import Reading
import Syntax
import Vocabulary

extension Session {
    /// The derivative of a text, checked.
    func derivative(_ line: UnsafeBufferPointer<UInt8>, _ variables: [Request.Variable]) throws(Diagnostic) -> Answer {
        let expr = try expression(line)
        let span = Span(0, line.count)
        if store.traits(expr).contains(.isCondition) {
            throw Diagnostic(
                "not-a-number", "an equation or a condition has no derivative", at: span, suggestion: "write the two sides as a difference")
        }
        var steps: [(symbol: Expr, order: Int)] = []
        if variables.isEmpty {
            let free = store.symbols(in: [expr])
            guard free.count <= 1 else {
                let names = free.map { store.name($0) }.joined(separator: ", ")
                throw Diagnostic(
                    "ambiguous-variable", "there are several names to differentiate in: \(names)", at: span,
                    suggestion: "say which: diff EXPR \(store.name(free[0]))", kind: .usage)
            }
            steps = free.map { ($0, 1) }
        } else {
            for variable in variables { steps.append((store.symbol(variable.name), variable.order)) }
        }
        if steps.isEmpty, variables.isEmpty { return constantDerivative(expr) }
        var answer = try checkedDerivative(expr, steps, at: span)
        answer.notes = reader.notes
        answer.conditions = domain.stated(reader.conditions, answer.conditions + innerConditions, for: expression(answer))
        return answer
    }

    private func constantDerivative(_ expr: Expr) -> Answer {
        var answer = Answer(.expression(.zero))
        answer.isVerified = true
        answer.notes = reader.notes
        return answer
    }

    private func expression(_ answer: Answer) -> Expr {
        if case .expression(let expr) = answer.content { expr } else { .undefined }
    }

    /// Reads the line's expression and forgets what earlier ones left.
    func expression(_ line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> Expr {
        beginReading()
        let expr = try reader.expression(line)
        if numericRequest != nil { throw numericInside(Span(0, line.count)) }
        if listRequest != nil { throw listInside(Span(0, line.count)) }
        return expr
    }

    func numericInside(_ span: Span) -> Diagnostic {
        Diagnostic("misplaced-numeric", "N(…) gives decimals, and stands only around a whole statement", at: span)
    }

    /// Takes derivatives one after another, each compared with forward mode. The conditions are those of kinks and branches.
    func checkedDerivative(_ expr: Expr, _ steps: [(symbol: Expr, order: Int)], at span: Span) throws(Diagnostic) -> Answer {
        var current = expr
        var conditions: [Expr] = []
        var isVerified: Bool? = true
        var explanation: [Answer.Step] = []
        for (symbol, order) in steps {
            guard !store.assumptions.facts(ofName: symbol).isInteger else {
                throw Diagnostic(
                    "not-differentiable", "'\(store.name(symbol))' is assumed to be a whole number: there is no derivative in it", at: span,
                    kind: .undefined)
            }
            differentiator.begin(by: symbol)
            for step in 1...max(order, 1) where order > 0 {
                var next: Expr
                do throws(Diagnostic) { next = try differentiator.derivative(of: current) } catch { throw error.moved(to: span) }
                if step == order { next = differentiator.presented(next) }
                if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
                guard next != .undefined else {
                    throw Diagnostic("undefined", "the derivative has no value anywhere", at: span, kind: .undefined)
                }
                if settings.verifies {
                    switch check.check(next, isDerivativeOf: current, by: symbol) {
                    case .verified: break
                    case .unchecked: isVerified = nil
                    case .refuted:
                        throw Diagnostic(
                            "self-check-failed", "the derivative found does not agree with forward-mode differentiation; it is not shown",
                            at: span, kind: .selfCheck)
                    }
                    if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
                } else {
                    isVerified = nil
                }
                if settings.showsSteps {
                    explanation += differentiator.steps(of: current, to: next).map {
                        .init(name: $0.name, before: $0.before, after: $0.after)
                    }
                }
                current = next
                if current == .zero, !settings.showsSteps { break }
            }
            conditions += differentiator.conditions
        }
        var answer = Answer(.expression(current))
        answer.conditions = conditions
        answer.isVerified = isVerified
        answer.steps = explanation
        return answer
    }

    /// `diff(f, x, y, 3)` inside an expression.
    func differentiate(_ arguments: [Expr]) throws(OperationFailure) -> Expr {
        guard arguments.count >= 2 else { throw .badArguments("diff takes an expression and at least one variable") }
        var steps: [(symbol: Expr, order: Int)] = []
        for argument in arguments.dropFirst() {
            if store.kind(argument) == .symbol {
                steps.append((argument, 1))
            } else if let order = store.wholeValue(argument), order >= 0, order <= 10_000, let last = steps.popLast() {
                steps.append((last.symbol, order))
            } else {
                throw .badArguments("diff takes names as variables, with a whole number behind a name that is repeated")
            }
        }
        do throws(Diagnostic) {
            let answer = try checkedDerivative(arguments[0], steps, at: Span(0, 0))
            innerConditions += answer.conditions
            innerVerified = answer.isVerified
            let formula = expression(answer)
            if !answer.conditions.isEmpty {
                innerDerivatives.append(
                    InnerDerivative(function: arguments[0], steps: steps, formula: formula, conditions: answer.conditions))
            }
            return formula
        } catch {
            throw .failed(error)
        }
    }
}
