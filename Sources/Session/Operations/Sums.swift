import Arrays
import Expressions
import Reading
import Syntax

// Sums and products over an index as commands; in a text they are part of the language.
extension OperationRow {
    static let sum = indexed("sum", "the sum over an index", examples: ["sum 'k^2' k=1..10"])
    static let product = indexed("product", "the product over an index", examples: ["product 'x + k' k=0..3"])

    private static func indexed(_ name: String, _ summary: String, examples: [String]) -> OperationRow {
        OperationRow(
            name, summary, details: "Of several indices the first goes outermost: bounds may depend on those before.",
            [.one("EXPR", .expression), .several("INDEX=A..B", .binding)], indices: .forms, examples: examples
        ) { session, call throws(Diagnostic) in
            let operand = try call.expression
            var text = operand.words
            for range in call.others.reversed() {
                guard case .binding(_, let value) = range.form, case .range = value.form else {
                    throw Diagnostic.usage("'\(range.words)' is no range of an index: write \(examples[0])")
                }
                text = "\(name)(\(text), \(range.words))"
            }
            guard !call.others.isEmpty else { throw Diagnostic.usage("an index and its range are expected: write \(examples[0])") }
            let meaning = try session.meaning(of: Operand(word: text))
            var answer = Answer(.expression(meaning))
            answer.notes = meaning.notes.map { Note($0.code, $0.message, at: operand.span) }
            return answer
        }
    }
}

extension Session {
    /// The sum of a polynomial in an index, in factors; nil for other expressions.
    ///
    /// It is proved by induction: one more term is what the last bound adds, and a sum without terms is zero.
    func closedSum(_ body: Expr, _ index: Expr, _ lower: Expr, _ upper: Expr, _ span: Span) throws(Diagnostic) -> Expr? {
        guard let coefficients = try? transforms.coefficients(body, in: index, at: span), coefficients.count <= Session.mostPowers else {
            return nil
        }
        let sums = PowerSums(store)
        let shorter = sums.sum(coefficients, from: lower, to: store.difference(upper, .one))
        let sum = sums.sum(coefficients, from: lower, to: upper)
        let last = catalogue.substitute(body, [index: upper])
        let step = try transforms.together(store.sum([sum, store.negated(shorter), store.negated(last)]), at: span)
        let empty = try transforms.together(sums.sum(coefficients, from: lower, to: store.difference(lower, .one)), at: span)
        guard step == .zero, empty == .zero else {
            throw Diagnostic("self-check-failed", "the sum found does not grow by its terms; it is not shown", at: span, kind: .selfCheck)
        }
        return try transforms.factor(sum, at: span)
    }

    private static let mostPowers = 100
}
