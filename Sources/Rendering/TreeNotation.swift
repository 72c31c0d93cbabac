import Expressions
import Syntax
import Vocabulary

/// A dump of the tree, as nested lists: `(sum (power x 2) 1)`. It shows what an expression is, not what it looks like.
struct TreeNotation: Notation {
    private let store: ExprStore
    private var renderer: TextRenderer

    private enum Step {
        case open(Expr)
        case close
    }

    init(_ store: ExprStore) {
        self.store = store
        renderer = TextRenderer(store)
    }

    mutating func text(_ part: Document.Part) throws(Diagnostic) -> String {
        switch part {
        case .expression(let expr): return try dump(store.spellingIndices(expr))
        case .number(let digits): return "(number \(digits))"
        case .words(let words): return "(words \"\(words)\")"
        case .preset(let text, _): return text
        case .matrix(let rows, let isVector):
            let lines = try entries(rows).map { "(row \($0.joined(separator: " ")))" }
            return isVector ? "(vector \(lines.joined(separator: " ")))" : "(matrix \(lines.joined(separator: " ")))"
        case .solution(let solution):
            var parts: [String] = []
            switch solution.claim {
            case .range(let condition): parts.append("(range \(try dump(condition)))")
            case .everything(let unknowns, _): parts.append("(everything \(unknowns.map { store.name($0) }.joined(separator: " ")))")
            case .values(let values): for (name, value) in values { parts.append("(value \(store.name(name)) \(try text(value)))") }
            }
            if solution.condition != .truth { parts.append("(condition \(try dump(solution.condition)))") }
            for name in solution.integers { parts.append("(integer \(store.name(name)))") }
            if let label = solution.label { parts.append("(label \(label))") }
            return "(solution \(parts.joined(separator: " ")))"
        }
    }

    private mutating func dump(_ root: Expr) throws(Diagnostic) -> String {
        var output = ""
        var steps: [Step] = [.open(root)]
        while let step = steps.popLast() {
            guard store.budget.step(), output.utf8.count <= TextRenderer.lengthLimit else {
                store.budget.exhaust(.size)
                throw Diagnostic.exhausted(store.budget.exhaustion)
            }
            guard case .open(let expr) = step else {
                output += ")"
                continue
            }
            if !output.isEmpty, output.last != "(" { output += " " }
            switch store.kind(expr) {
            case .number, .symbol, .constant: output += try renderer.text(expr)
            default:
                output += "(\(head(expr))"
                steps.append(.close)
                let children = store.kind(expr) == .application ? store.arguments(expr) : store.childArray(expr)
                steps.append(contentsOf: children.reversed().map { .open($0) })
            }
        }
        return output
    }

    private func head(_ expr: Expr) -> String {
        switch store.kind(expr) {
        case .call: Vocabulary.row(store.function(expr)).name
        case .application: "apply \(store.name(store.head(expr).name))"
        case .binder: store.binder(expr).id.word
        case .matrix: store.matrixForm(expr).word ?? "\(store.matrixForm(expr))"
        case .relation:
            switch store.relation(expr) {
            case .equal: "="
            case .notEqual: "!="
            case .less: "<"
            case .lessOrEqual: "<="
            }
        case let kind: "\(kind)"
        }
    }
}
