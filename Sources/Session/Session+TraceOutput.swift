import Calculus
import Expressions
import Reading
import Rendering
import Syntax

// Traces as text, JSON, LaTeX and graphs.
extension Session {
    /// A trace as a table, as equations in LaTeX, or as a graph.
    func part(_ trace: Answer.Trace) throws(Diagnostic) -> Document.Part {
        func whole(_ text: String) -> String { text.hasSuffix("\n") ? String(text.dropLast()) : text }
        if trace.isGraph {
            let graph = whole(try graph(trace))
            return .preset(text: graph, latex: graph)
        }
        return .preset(text: whole(try table(trace)), latex: settings.format == .latex ? whole(try latexText(trace)) : "")
    }

    /// Appends what keeps the trace from having a derivative at the point.
    func reportObstacles(_ trace: Answer.Trace, _ line: UnsafeBufferPointer<UInt8>, _ number: Int?, to errors: inout [UInt8]) {
        for problem in trace.obstacles {
            errors.append(contentsOf: DiagnosticRenderer.picture(problem, input: line, line: number).utf8)
        }
    }

    /// A quantity as text.
    func text(_ quantity: Answer.Trace.Quantity) throws(Diagnostic) -> String {
        guard store.budget.step() else { throw Diagnostic.exhausted(store.budget.exhaustion, at: Span(0, 0)) }
        switch quantity {
        case .number(let number): return number.text
        case .undefined: return "undefined"
        case .unused: return "-"
        case .symbolic(let terms):
            var result = ""
            for term in terms where term != .zero || terms.count == 1 {
                let text = try self.text.text(term)
                if result.isEmpty {
                    result = text
                } else {
                    result += text.hasPrefix("-") ? " - \(text.dropFirst())" : " + \(text)"
                }
            }
            return result
        }
    }

    // MARK: Text

    private func table(_ trace: Answer.Trace) throws(Diagnostic) -> String {
        let output = trace.steps.last.map { store.name($0.name) } ?? ""
        let hasPoint = trace.steps.contains { $0.value != nil }
        let names = trace.variables.map { store.name($0) }
        var forward = TextTable()
        forward.add(
            ["step"] + (hasPoint ? ["value"] : []) + ["local derivatives"] + (trace.mode == .reverse ? [] : names.map { "d/d\($0)" }))
        let rows = (hasPoint ? trace.inputs : []) + trace.steps
        let width = rows.reduce(0) { max($0, store.name($1.name).utf8.count) }
        for row in rows {
            let name = store.name(row.name)
            let padded = name + String(repeating: " ", count: width - name.utf8.count)
            var cells = [try row.expression.map { expr throws(Diagnostic) in "\(padded) = \(try text.text(expr))" } ?? name]
            if let value = row.value { cells.append(try text(value)) }
            var partials: [String] = []
            for (parent, quantity) in row.partials { partials.append("\(store.name(parent)): \(try text(quantity))") }
            cells.append(partials.joined(separator: ", "))
            for tangent in row.tangents { cells.append(try text(tangent)) }
            forward.add(cells)
        }
        var result = forward.text
        if trace.mode != .forward {
            var reverse = TextTable()
            reverse.add(["step", "d\(output)/d(step)"])
            for row in trace.steps.reversed() {
                if let adjoint = row.adjoint { reverse.add([store.name(row.name), try text(adjoint)]) }
            }
            result += "\n\n" + reverse.text
        }
        var gradient = TextTable()
        for (name, quantity) in self.gradient(trace) { gradient.add(["d\(output)/d\(store.name(name)) = \(try text(quantity))"]) }
        return result + "\n\n" + gradient.text
    }

    /// The derivatives of the output in the variables.
    func gradient(_ trace: Answer.Trace) -> [(name: Expr, quantity: Answer.Trace.Quantity)] {
        trace.variables.enumerated().compactMap { position, variable in
            if trace.mode == .forward { return trace.steps.last.map { (variable, $0.tangents[position]) } }
            return trace.inputs.first { $0.name == variable }?.adjoint.map { (variable, $0) }
        }
    }

    // MARK: JSON

    /// Adds the steps and the gradient.
    func add(_ trace: Answer.Trace, to object: inout JSONWriter) throws(Diagnostic) {
        var steps: [JSONWriter] = []
        for row in trace.steps {
            var step = JSONWriter()
            step.member("name", store.name(row.name))
            step.member("expr", try row.expression.map { expr throws(Diagnostic) in try text.text(expr) } ?? "")
            try add("value", row.value ?? .unused, to: &step)
            if trace.mode != .reverse {
                if trace.variables.count == 1 {
                    try add("tangent", row.tangents[0], to: &step)
                } else {
                    try add("tangent", zip(trace.variables, row.tangents).map { ($0, $1) }, to: &step)
                }
            }
            if let adjoint = row.adjoint { try add("adjoint", adjoint, to: &step) }
            try add("partials", row.partials.map { ($0.parent, $0.quantity) }, to: &step)
            steps.append(step)
        }
        object.member("steps", objects: steps, isList: true)
        try add("gradient", gradient(trace).map { ($0.name, $0.quantity) }, to: &object)
        if let problem = trace.obstacles.first {
            object.member("code", problem.code)
            object.member("message", problem.message)
            object.member("span", [Int(problem.span.start), Int(problem.span.end)])
        }
    }

    private func add(
        _ name: String, _ members: [(name: Expr, quantity: Answer.Trace.Quantity)], to object: inout JSONWriter
    ) throws(Diagnostic) {
        var inner = JSONWriter()
        for (name, quantity) in members { try add(store.name(name), quantity, to: &inner) }
        object.member(name, objects: [inner], isList: false)
    }

    private func add(_ name: String, _ quantity: Answer.Trace.Quantity, to object: inout JSONWriter) throws(Diagnostic) {
        switch quantity {
        case .number(let number):
            let doubles = number.doubles
            if number.imaginary == nil {
                object.member(name, doubles.real)
            } else {
                object.member(name, numbers: [doubles.real, doubles.imaginary])
            }
        case .symbolic: object.member(name, try text(quantity))
        case .undefined, .unused: object.member(name, nil)
        }
    }
}
