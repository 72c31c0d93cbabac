import Session
import Syntax

extension Runner {
    /// `eval EXPR VAR=VALUE…`, or `eval VAR=VALUE…` on a stream.
    func evaluate(_ words: [String], _ form: Request.ValueForm = .nearest) -> Int32 {
        var bindings: [Request.Binding] = []
        var expressions: [String] = []
        for word in words {
            if let binding = Request.binding(word) { bindings.append(binding) } else { expressions.append(word) }
        }
        let request = Request.value(bindings: bindings, form)
        if expressions == ["-"] || (expressions.isEmpty && Process.hasStreamInput) { return stream(request) }
        guard let expression = expressions.first else { return usage("eval needs an expression: agnesi eval 'sqrt(2)'") }
        guard expressions.count == 1 else { return usage("'\(expressions[1])' is no value: write VAR=VALUE") }
        return once(request, expression)
    }

    /// `grad EXPR VAR… VAR=VALUE…`, or without the expression on a stream; `jacobian` and `hessian` alike.
    func derive(_ wishes: Request.Derivatives, _ words: [String]) -> Int32 {
        var wishes = wishes
        return atPoint(wishes.shape.rawValue, words) { words throws(Diagnostic) in
            try wishes.add(words)
            return .derivatives(wishes)
        }
    }

    /// A command whose words behind the expression are names and values.
    ///
    /// - Parameter request: what these words ask for.
    func atPoint(_ name: String, _ words: [String], _ request: ([String]) throws(Diagnostic) -> Request) -> Int32 {
        let isStream =
            words.first == "-"
            || (words.allSatisfy { Request.isName($0) || Request.binding($0) != nil } && Process.hasStreamInput)
        do throws(Diagnostic) {
            let request = try request(Array(isStream ? words.drop { $0 == "-" } : words.dropFirst()))
            if isStream { return stream(request) }
            guard let expression = words.first else { return usage("\(name) needs an expression: agnesi \(name) 'x^2*y' x=1 y=2") }
            return once(request, expression)
        } catch {
            return usage(error.message)
        }
    }

    /// `eval EXPR --data FILE` and its like: one answer for every row of a table.
    func batch(_ wishes: Request.Batch, _ words: [String], _ options: BatchOptions) -> Int32 {
        let name = wishes.shape?.rawValue ?? "eval"
        if settings.format == .latex { return usage("rows are written as text or as json") }
        var words = words
        // The values of eval stand before the expression, too.
        guard let place = wishes.shape == nil ? words.firstIndex(where: { Request.binding($0) == nil }) : words.indices.first else {
            return usage("\(name) needs an expression: agnesi \(name) 'x^2*y' --data table.csv")
        }
        let expression = words.remove(at: place)
        if expression == "-" { return usage("with --data the expression is a word of the command line") }
        var wishes = wishes
        do throws(Diagnostic) { try wishes.add(words) } catch { return usage(error.message) }
        return BatchRunner(settings: settings, jobs: jobs, options: options).run(expression, wishes)
    }
}
