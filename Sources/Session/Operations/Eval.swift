import Algebra
import Certified
import Expressions
import Reading
import Syntax
import Vocabulary

extension OperationRow {
    static let eval = OperationRow(
        "eval", "the value at a point",
        details: "The nearest double unless told otherwise; every digit shown is certain. With --data: the value in every row of a table.",
        [.one("EXPR", .expression), .several("VAR=VALUE", .binding)],
        options: [.digits, .exact, .bounds, .why, .data, .columns, .withInput, .kinks, .fast],
        isEntrywise: true,
        examples: [
            "eval 'sqrt(2)' --digits 30", "eval 'x^2 + 1' x=3", "eval 'gamma(x)' x=1/2 --exact", "eval 'x*(1 - x)' x=0..1 --bounds",
        ]
    ) { session, call throws(Diagnostic) in
        let (_, bindings) = try call.variablesAndBindings()
        switch try call.valueForm() {
        case .bounds: return try session.bounds(call, bindings)
        case .why: return try session.explanation(call, bindings)
        case .exact: return try session.value(call, bindings, digits: nil, isExact: true)
        case .digits(let digits): return try session.value(call, bindings, digits: digits, isExact: false)
        case .nearest: return try session.value(call, bindings, digits: nil, isExact: false)
        }
    }
}

/// How a value is shown.
enum ValueForm: Equatable {
    /// The nearest double.
    case nearest
    /// So many significant digits.
    case digits(Int)
    /// As an expression.
    case exact
    /// Numbers with the value certainly between them; names may stand for intervals.
    case bounds
    /// In double precision, operation by operation, as far as the first that has no finite value.
    case why
}

extension Call {
    /// How the options say that values are shown.
    func valueForm() throws(Diagnostic) -> ValueForm {
        try options.exclude(.exact, .digits, .bounds, .why)
        try options.require(.data, for: .columns, .withInput, .kinks, .fast)
        if options.has(.why) { return .why }
        if options.has(.bounds) { return .bounds }
        if options.has(.exact) { return .exact }
        return options.whole(.digits).map { .digits($0) } ?? .nearest
    }
}

extension Session {
    /// The value of an expression at a point, certified.
    func value(_ call: Call, _ bindings: [Call.Binding], digits: Int?, isExact: Bool) throws(Diagnostic) -> Answer {
        isExact
            ? try pointValue(call, bindings, nil, isExact: true)
            : try store.leavingLargeNumbers { () throws(Diagnostic) in try pointValue(call, bindings, digits, isExact: false) }
    }

    private func pointValue(
        _ call: Call, _ bindings: [Call.Binding], _ digits: Int?, isExact: Bool
    ) throws(Diagnostic) -> Answer {
        let operand = try call.expression
        let point = try self.point(bindings)
        let found = try understand(operand)
        guard case .meaning(var function) = found.definition else {
            throw Diagnostic("misplaced-list", "a list of several expressions has no value: take one of them, as in s[1]", at: operand.span)
        }
        let free = try names(in: [function.expr], bindings, call).filter { point[$0] == nil }
        if !isExact { try requireValues(free, operand) }
        let digits = digits ?? function.digits
        if !isExact, operand.text.count > Session.longFormula, !function.domain.contains(where: { $0.requirement.derivative != nil }),
            let value = try longValue(function, point, digits, operand.span)
        {
            return value
        }
        let departure: Diagnostic?
        (function, departure) = try valued(function, point, operand, isComplete: free.isEmpty)
        if !free.isEmpty { try requireValue(function.substituting(point, catalogue, at: operand.span), operand) }
        let value = catalogue.substitute(function.expr, point)
        if value.isAbsent { throw absent(operand) }
        var answer: Answer
        if store.traits(value).contains(.isCondition) {
            answer = Answer(try truth(value, operand.span))
        } else if isExact || store.traits(value).contains(.hasInfinity) {
            answer = Answer(value)
        } else {
            let number = try evaluator.value(of: value, digits: digits, at: operand.span)
            if number.imaginary != nil, let departure { throw departure }
            answer = Answer(.number(number))
        }
        answer.meaning = Meaning(value)
        answer.meaning?.digits = digits
        answer.notes = function.notes
        answer.isVerified = true
        return answer
    }

    /// Texts beyond this many bytes are evaluated by balls, where these tell.
    private static let longFormula = 20_000

    /// The value of a long formula by balls; nil where a doubt is left, or something is to be said of the point.
    private func longValue(
        _ function: Meaning, _ point: [Expr: Expr], _ digits: Int?, _ span: Span
    ) throws(Diagnostic) -> Answer? {
        if store.traits(function.expr).contains(.isCondition) || !store.assumptions.isEmpty || !function.notes.isEmpty { return nil }
        let needs = function.domain.map { catalogue.condition($0) }
        let value = try evaluator.quickValue(of: function.expr, at: point, where: needs, digits: digits, at: span)
        return value.map { number in
            var answer = Answer(.number(number))
            answer.isVerified = true
            return answer
        }
    }

    private func truth(_ condition: Expr, _ span: Span) throws(Diagnostic) -> Expr {
        guard let holds = try evaluator.decide(condition, at: span) else {
            if let problem = try evaluator.problem(beyondReals: condition, at: span) { throw problem }
            throw Diagnostic("undecided", "it could not be decided whether this holds", at: span, kind: .undecided)
        }
        return holds ? .truth : .falsehood
    }
}
