import Calculus
import Expressions
import Rendering
import Syntax

// Traces as a paper and a drawing show them.
extension Session {
    // MARK: LaTeX

    /// The trace as equations: the steps with their tangents, then the adjoints by the chain rule, then the gradient.
    func latexText(_ trace: Answer.Trace) throws(Diagnostic) -> String {
        guard let output = trace.steps.last else { return "" }
        let hasPoint = trace.steps.contains { $0.value != nil }
        var lines: [String] = []
        for row in trace.steps {
            guard let expression = row.expression else { continue }
            let name = try latex.text(row.name)
            var line = "\(name) &= \(try latex.text(expression))"
            if let value = row.value { line += " \(sign(value)) \(try latexText(value))" }
            for (variable, tangent) in zip(trace.variables, row.tangents) {
                let rate = trace.variables.count == 1 ? "\\dot{\(name)}" : try derivative(row.name, variable)
                line += " & \(rate) &\(hasPoint ? sign(tangent) : "=") \(try latexText(tangent))"
            }
            lines.append(line)
        }
        var result = aligned(lines)
        if trace.mode != .forward {
            lines = []
            for row in trace.steps.reversed() + trace.inputs.filter({ trace.variables.contains($0.name) }) {
                guard let adjoint = row.adjoint else { continue }
                let left = row.expression == nil ? try derivative(output.name, row.name) : try bar(row.name)
                let chain = try chain(from: row.name, trace)
                lines.append("\(left) &\(chain.map { "= \($0) " } ?? "")\(sign(adjoint)) \(try latexText(adjoint))")
            }
            result += aligned(lines)
        }
        return result
    }

    private func sign(_ quantity: Answer.Trace.Quantity) -> String {
        if case .number(let number) = quantity, !number.isExact { "\\approx" } else { "=" }
    }

    private func aligned(_ lines: [String]) -> String {
        "\\begin{align*}\n" + lines.map { "  \($0)" }.joined(separator: " \\\\\n") + "\n\\end{align*}\n"
    }

    private func derivative(_ above: Expr, _ below: Expr) throws(Diagnostic) -> String {
        "\\frac{\\partial \(try latex.text(above))}{\\partial \(try latex.text(below))}"
    }

    private func bar(_ name: Expr) throws(Diagnostic) -> String { "\\bar{\(try latex.text(name))}" }

    /// The sum over the steps that use a name; nil where none does, or too many.
    private func chain(from name: Expr, _ trace: Answer.Trace) throws(Diagnostic) -> String? {
        var parts: [String] = []
        for row in trace.steps where row.partials.contains(where: { $0.parent == name }) {
            parts.append("\(try bar(row.name)) \(try derivative(row.name, name))")
        }
        return parts.isEmpty || parts.count > 4 ? nil : parts.joined(separator: " + ")
    }

    private func latexText(_ quantity: Answer.Trace.Quantity) throws(Diagnostic) -> String {
        switch quantity {
        case .number(let number): return scientific(number.text)
        case .undefined: return "\\text{undefined}"
        case .unused: return "\\text{--}"
        case .symbolic(let terms):
            var result = ""
            for term in terms where term != .zero || terms.count == 1 {
                let text = try latex.text(term)
                result += result.isEmpty ? text : text.hasPrefix("-") ? " - \(text.dropFirst())" : " + \(text)"
            }
            return result
        }
    }

    /// `1.5e-7` as a power of ten.
    private func scientific(_ text: String) -> String {
        let parts = text.split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return text }
        return "\(parts[0]) \\cdot 10^{\(exponent)}"
    }

    // MARK: Graphs

    /// The trace as a graph in the language of Graphviz: inputs and steps are nodes, local derivatives stand on the edges.
    func graph(_ trace: Answer.Trace) throws(Diagnostic) -> String {
        var lines = [
            "digraph trace {", "  rankdir=LR;", "  node [shape=box, fontname=\"Helvetica\"];",
            "  edge [fontname=\"Helvetica\", fontsize=10];",
        ]
        let output = trace.steps.last.map { store.name($0.name) } ?? ""
        for row in trace.inputs + trace.steps {
            let name = store.name(row.name)
            var label = [try row.expression.map { expr throws(Diagnostic) in "\(name) = \(try text.text(expr))" } ?? name]
            if let value = row.value { label.append(row.expression == nil ? "\(name) = \(try text(value))" : try text(value)) }
            if row.expression == nil, row.value != nil { label.removeFirst() }
            for (variable, tangent) in zip(trace.variables, row.tangents) where row.expression != nil {
                label.append("d\(name)/d\(store.name(variable)): \(try text(tangent))")
            }
            if let adjoint = row.adjoint { label.append("d\(output)/d\(name): \(try text(adjoint))") }
            let shape = row.expression == nil ? ", shape=ellipse" : name == output ? ", style=bold" : ""
            lines.append("  \(quoted([name])) [label=\(quoted(label))\(shape)];")
        }
        for row in trace.steps {
            for (parent, partial) in row.partials {
                lines.append(
                    "  \(quoted([store.name(parent)])) -> \(quoted([store.name(row.name)])) [label=\(quoted([try text(partial)]))];")
            }
        }
        return lines.joined(separator: "\n") + "\n}\n"
    }

    /// Lines as a string of the language.
    private func quoted(_ lines: [String]) -> String {
        var text = "\""
        for (position, line) in lines.enumerated() {
            if position > 0 { text += "\\n" }
            for character in line {
                if character == "\"" || character == "\\" { text += "\\" }
                text.append(character)
            }
        }
        return text + "\""
    }
}
