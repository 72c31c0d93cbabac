import Syntax
import Vocabulary

extension OperationRow {
    static let info = OperationRow(
        "info", "what is known of a function, an operation, a constant, a definition",
        [.one("NAME", .topic)], examples: ["info sin", "info solve", "info pi"]
    ) { session, call throws(Diagnostic) in
        let operand = try call.expression
        let topic = operand.words
        guard let text = session.known(of: topic) else {
            throw Diagnostic(
                "unknown-topic", "nothing is known of '\(topic)'", at: operand.span, suggestion: session.nearestTopic(to: topic),
                kind: .usage)
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return Answer(.explanation(lines.last == "" ? lines.dropLast() : lines))
    }
}
