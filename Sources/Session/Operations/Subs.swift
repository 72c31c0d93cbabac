import Expressions
import Reading
import Syntax

extension OperationRow {
    static let subs = OperationRow(
        "subs", "the expression with others in the place of names",
        [.one("EXPR", .expression), .several("VAR=EXPR", .replacement)],
        isEntrywise: true, examples: ["subs 'x^2 + y' x=3", "subs 'x^2 + y' x=y y=x", "subs 'a*t' 't=sin(s)'"]
    ) { session, call throws(Diagnostic) in
        let operand = try call.expression
        let (_, bindings) = try call.variablesAndBindings()
        guard !bindings.isEmpty || call.hasSizes else {
            throw Diagnostic("bad-arguments", "subs takes an expression and equations such as x = 2", at: Span(0, 0))
        }
        return try session.substitution(try session.meaning(of: operand), bindings, operand)
    }
}

extension Session {
    fileprivate func substitution(_ function: Meaning, _ bindings: [Call.Binding], _ operand: Operand) throws(Diagnostic) -> Answer {
        var replacements: [Expr: Expr] = [:]
        var added: [Meaning] = []
        for binding in bindings {
            if reader.hasValue(binding.name) { throw defined(binding.name, operand.span) }
            let name = store.symbol(binding.name)
            let value = try meaning(of: binding.value)
            if store.traits(value.expr).contains(.hasInfinity) {
                throw Diagnostic(
                    "not-supported-yet", "calculations with infinity are not supported yet",
                    at: binding.value.isLine ? binding.value.span : Span(0, 0),
                    kind: .unsupported)
            }
            guard store.isPossible(value.expr, for: name) else {
                throw impossible(name, at: binding.value.isLine ? binding.value.span : Span(0, 0))
            }
            replacements[name] = value.expr
            added.append(value)
        }
        // Names stand for real numbers: real values must lie where the text has a real value.
        let isComplex = added.contains { store.traits($0.expr).contains(.hasImaginary) || store.hasComplexName($0.expr) }
        let isReal = !isComplex && !store.traits(function.expr).contains(.hasImaginary)
        let function = try settled(function, replacements, operand)
        let demanded = isReal ? function.amongReals(store) : function
        var result = demanded.substituting(replacements, catalogue, at: operand.span)
        for value in added { result.domain += value.domain }
        try requireValue(result, operand)
        if result.expr.isAbsent {
            if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: operand.span) }
            throw Diagnostic("undefined", "there is no value there", at: operand.span, kind: .undefined)
        }
        var answer = Answer(.expression(result))
        answer.notes = function.notes + bindings.compactMap { remark(onAbsent: $0.name, in: operand) }
        return answer
    }
}
