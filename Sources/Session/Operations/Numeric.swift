import Reading
import Syntax

extension OperationRow {
    static let numeric = OperationRow(
        "N", "the value to so many certain digits",
        details: "Inside another expression it asks for that many digits of the whole.",
        [.one("EXPR", .expression), .maybe("DIGITS", .number)], isEntrywise: true, examples: ["N pi 30", "N 'sqrt(2)'"]
    ) { session, call throws(Diagnostic) in
        let operand = try call.expression
        guard call.others.count <= 1 else { throw Diagnostic.usage("N takes an expression and a number of digits") }
        var digits = 16
        if let word = call.others.first {
            guard let number = word.wholeNumber, number >= 1, number <= 1_000_000 else {
                throw Diagnostic(
                    "bad-arguments", "the number of digits is a whole number from 1 to 1000000", at: word.isLine ? word.span : Span(0, 0))
            }
            digits = number
        }
        var meaning = try session.definiteMeaning(of: operand)
        meaning.digits = min(digits, meaning.digits ?? digits)
        try session.requireValue(meaning, operand)
        guard session.store.symbols(in: [meaning.expr]).isEmpty else {
            throw Diagnostic(
                "missing-value", "N gives numbers: no value is given for \(session.nameList(in: meaning.expr))", at: operand.span,
                kind: .usage)
        }
        var answer = Answer(.number(try session.evaluator.value(of: meaning.expr, digits: digits, at: operand.span)))
        answer.notes = meaning.notes
        answer.meaning = meaning
        answer.isVerified = true
        return answer
    }
}
