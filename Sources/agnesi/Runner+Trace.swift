import Glibc
import Session

extension Runner {
    /// `trace EXPR VAR=VALUE…`; without the expression, or with `-`, on a stream of JSON.
    ///
    /// - Parameter isDrawn: whether Graphviz draws the graph.
    func trace(_ words: [String], _ wishes: Request.Trace, isDrawn: Bool = false) -> Int32 {
        var wishes = wishes
        var expressions = words.filter { Request.binding($0) == nil || $0.contains(";") }
        // `y = x^2` might be a value as well: it is what is traced where there is nothing else.
        if expressions.isEmpty, let first = words.first, first.contains(" ") || !Process.hasStreamInput { expressions = [first] }
        wishes.bindings = words.filter { !expressions.contains($0) }.compactMap { Request.binding($0) }
        if expressions == ["-"] || (expressions.isEmpty && Process.hasStreamInput) {
            guard settings.format == .json else { return usage("a trace has many lines: from a stream it is written with --format json") }
            return stream(.trace(wishes))
        }
        guard let expression = expressions.first else { return usage("trace needs an expression: agnesi trace 'exp(x)*sin(x)'") }
        guard expressions.count == 1 else { return usage("'\(expressions[1])' is no value: write VAR=VALUE") }
        return isDrawn ? draw(.trace(wishes), expression) : once(.trace(wishes), expression)
    }

    /// Answers with a drawing of the graph.
    private func draw(_ request: Request, _ text: String) -> Int32 {
        if let status = refusal() { return status }
        Signals.limit(settings.timeout)
        var (graph, errors): ([UInt8], [UInt8]) = ([], [])
        var copy = text
        let session = Session(settings: settings)
        let status = copy.withUTF8 { session.respond(to: request, $0, output: &graph, errors: &errors) }
        Output.flush(&errors, to: STDERR_FILENO)
        if graph.isEmpty { return status }
        switch Filter.run(["dot", "-Tsvg"], input: graph) {
        case .success(var drawing):
            Output.flush(&drawing, to: STDOUT_FILENO)
            return status
        case .failure(let failure): return usage(failure.sentence)
        }
    }
}
