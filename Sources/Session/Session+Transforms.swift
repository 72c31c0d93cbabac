import Algebra
import Ball
import Expressions
import Reading
import Syntax
import Vocabulary

// Simplifying, expanding, factoring and comparing: commands, and the operations of the same names inside expressions.
extension Session {
    /// A transform of a text, checked.
    func transform(_ line: UnsafeBufferPointer<UInt8>, _ transform: Transform, _ words: [String]) throws(Diagnostic) -> Answer {
        let span = Span(0, line.count)
        var operands = [try expression(line)]
        var conditions = reader.conditions
        let notes = reader.notes
        if transform == .equal, words.isEmpty, let sides = try sides(operands[0], line) { operands = sides }
        for word in words {
            operands.append(try operand(word))
            conditions += reader.conditions
        }
        guard transform.arity.contains(operands.count) else {
            throw Diagnostic("wrong-arity", "\(transform.rawValue) is called \(transform.usage)", at: span, kind: .usage)
        }
        var answer = try answer(transform, operands, span, conditions)
        answer.notes = notes
        if case .expression(let expr) = answer.content {
            answer.conditions = domain.stated(conditions, answer.conditions + innerConditions, for: expr)
        }
        return answer
    }

    /// The sides of an equation. One that is settled as it is read has none of its own: `1 = 1`.
    private func sides(_ equation: Expr, _ line: UnsafeBufferPointer<UInt8>) throws(Diagnostic) -> [Expr]? {
        if equation == .truth || equation == .falsehood {
            guard line.contains(UInt8(ascii: "=")), !line.contains(where: { "<>!".utf8.contains($0) }) else { return nil }
            if equation == .truth { return [.zero, .zero] }
            let unsettled = try store.withoutAssumptions { () throws(Diagnostic) in try reader.expression(line) }
            if unsettled == .falsehood { return [.zero, .one] }
            return store.childArray(unsettled)
        }
        guard store.kind(equation) == .relation, store.relation(equation) == .equal else { return nil }
        return store.childArray(equation)
    }

    /// A further argument of a command. Where it cannot be read, it is what the diagnostic shows.
    private func operand(_ word: String) throws(Diagnostic) -> Expr {
        refusedOperand = word
        let expr = try reader.expression(word)
        if numericRequest != nil { throw numericInside(Span(0, word.utf8.count)) }
        if listRequest != nil { throw listInside(Span(0, word.utf8.count)) }
        refusedOperand = nil
        return expr
    }

    /// The operation of that name inside an expression.
    func transformed(_ operands: [Expr], _ transform: Transform) throws(OperationFailure) -> Expr {
        guard transform.arity.contains(operands.count) else {
            throw .badArguments("\(transform.rawValue) is called \(transform.usage)")
        }
        let answer: Answer
        do throws(Diagnostic) { answer = try self.answer(transform, operands, Span(0, 0)) } catch { throw .failed(error) }
        innerConditions += answer.conditions
        innerVerified = answer.isVerified
        switch answer.content {
        case .expression(let expr): return expr
        case .verdict(.proved): return .truth
        case .verdict(.different): return .falsehood
        case .verdict(.undecided):
            throw .failed(
                Diagnostic("undecided", "it could not be decided whether these are equal", at: Span(0, 0), kind: .undecided))
        case .list:
            listRequest = (operands[0], transform.rawValue, answer)
            return operands[0]
        case .number, .solutions, .derivatives, .check, .claim, .enclosure, .explanation, .trace, .none: throw .unsupported
        }
    }

    private func answer(
        _ transform: Transform, _ operands: [Expr], _ span: Span, _ conditions: [DomainCondition] = []
    ) throws(Diagnostic) -> Answer {
        let isCondition = operands.contains { store.traits($0).contains(.isCondition) }
        if isCondition, transform != .simplify, transform != .expand, transform != .factor {
            throw Diagnostic("not-a-number", "a number is expected here, not a condition", at: span)
        }
        switch transform {
        case .equal: return try comparison(operands[0], operands[1], conditions, span)
        case .simplify: return try simplification(operands[0], span)
        case .coefficients:
            let list = try transforms.coefficients(operands[0], in: try variable(operands, 1, span), at: span)
            return Answer(.list(list.reversed()))
        case .degree:
            let degree = try transforms.degree(operands[0], in: try variable(operands, 1, span), at: span)
            guard let degree else { throw Diagnostic("undefined", "zero has no degree", at: span, kind: .undefined) }
            return Answer(.expression(store.number(degree)))
        case .gcd: return Answer(.expression(try transforms.greatestCommonDivisor(operands, at: span)))
        case .lcm: return Answer(.expression(try transforms.leastCommonMultiple(operands, at: span)))
        case .resultant:
            return Answer(.expression(try transforms.resultant(operands[0], operands[1], in: try variable(operands, 2, span), at: span)))
        case .discriminant:
            return Answer(.expression(try transforms.discriminant(operands[0], in: try variable(operands, 1, span), at: span)))
        case .quo, .rem:
            let parts = try transforms.divided(operands[0], operands[1], in: try variable(operands, 2, span), at: span)
            return try verified(
                Answer(.expression(transform == .quo ? parts.quotient : parts.remainder)), operands[0],
                store.sum(store.product(parts.quotient, operands[1]), parts.remainder), span)
        case .expand, .factor, .together, .apart, .collect:
            let result = try rearranged(transform, operands, span)
            return try verified(Answer(.expression(result)), operands[0], result, span)
        }
    }

    private func rearranged(_ transform: Transform, _ operands: [Expr], _ span: Span) throws(Diagnostic) -> Expr {
        switch transform {
        case .expand: try transforms.expand(operands[0], at: span)
        case .factor where operands.count > 1: try transforms.factor(operands[0], over: Array(operands.dropFirst()), at: span)
        case .factor: try transforms.factor(operands[0], at: span)
        case .together: try transforms.together(operands[0], at: span)
        case .apart: try transforms.apart(operands[0], in: try variable(operands, 1, span), at: span)
        default: try transforms.collect(operands[0], by: operands[1], at: span)
        }
    }

    /// The variable that was named, or the only free name.
    private func variable(_ operands: [Expr], _ position: Int, _ span: Span) throws(Diagnostic) -> Expr {
        if operands.count > position {
            guard store.kind(operands[position]) == .symbol else {
                throw Diagnostic("not-a-variable", "a name is expected as the variable", at: span, kind: .usage)
            }
            return operands[position]
        }
        let free = store.symbols(in: operands)
        guard free.count == 1 else {
            let names =
                free.isEmpty ? "there is no name in it" : "there are several names: \(free.map { store.name($0) }.joined(separator: ", "))"
            throw Diagnostic("ambiguous-variable", names, at: span, suggestion: "say which is the variable", kind: .usage)
        }
        return free[0]
    }

    private func simplification(_ expr: Expr, _ span: Span) throws(Diagnostic) -> Answer {
        hasSimplified = true
        let outcome = simplifier.simplify(expr)
        if let reason = store.budget.exhaustion, reason == .interrupted || reason == .memory {
            throw Diagnostic.exhausted(reason, at: span)
        }
        if let part = outcome.undefinedPart, try !comparison(span).findsValue(of: expr) {
            throw store.kind(part) == .power
                ? Diagnostic("division-by-zero", "division by zero: a denominator is always zero", at: span, kind: .undefined)
                : Diagnostic("undefined", "this has no value anywhere", at: span, kind: .undefined)
        }
        var answer = Answer(.expression(outcome.result))
        answer.isComplete = outcome.isComplete
        answer.conditions = outcome.steps.map(\.condition).filter { $0 != .truth }
        if settings.showsSteps { answer.steps = outcome.steps.map { .init(name: $0.name, before: $0.before, after: $0.after) } }
        return try verified(answer, expr, outcome.result, span)
    }

    /// Compares an answer with what was asked in balls; one that differs is not shown.
    private func verified(_ answer: Answer, _ question: Expr, _ result: Expr, _ span: Span) throws(Diagnostic) -> Answer {
        var answer = answer
        guard settings.verifies else { return answer }
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        switch try comparison(span).compare(question, result, wanted: 4) {
        case .agree: answer.isVerified = true
        case .undecided: answer.isVerified = question == result ? true : nil
        case .differ:
            throw Diagnostic(
                "self-check-failed", "the form found does not agree with the input at a test point; it is not shown", at: span,
                kind: .selfCheck)
        }
        return answer
    }

    private func comparison(
        _ left: Expr, _ right: Expr, _ conditions: [DomainCondition], _ span: Span
    ) throws(Diagnostic) -> Answer {
        do throws(BallUnavailable) {
            var answer = Answer(.verdict(try equality().decide(left, right, where: conditions)))
            answer.isVerified = true
            if case .verdict(.undecided) = answer.content { answer.isVerified = nil }
            return answer
        } catch {
            throw Diagnostic("ball-arithmetic-unavailable", error.sentence, at: span, kind: .limit)
        }
    }

    private func comparison(_ span: Span) throws(Diagnostic) -> BallComparison {
        do throws(BallUnavailable) { return try ballComparison() } catch {
            throw Diagnostic("ball-arithmetic-unavailable", error.sentence, at: span, kind: .limit)
        }
    }
}
