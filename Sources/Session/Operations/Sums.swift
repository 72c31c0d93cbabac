import Reading
import Syntax

// Sums and products over an index as commands; in a text they are part of the language.
extension OperationRow {
    static let sum = indexed("sum", "the sum over an index", examples: ["sum 'k^2' k=1..10"])
    static let product = indexed("product", "the product over an index", examples: ["product 'x + k' k=0..3"])

    private static func indexed(_ name: String, _ summary: String, examples: [String]) -> OperationRow {
        OperationRow(
            name, summary, details: "Of several indices the first goes outermost: bounds may depend on those before.",
            [.one("EXPR", .expression), .several("INDEX=A..B", .binding)], examples: examples
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
            answer.notes = meaning.notes
            return answer
        }
    }
}
