import Expressions
import Syntax

/// MathML, an element `math` for each part.
struct MathMLNotation: Notation {
    private let store: ExprStore
    private var writer: MarkupWriter<MathMLRules>

    init(_ store: ExprStore) {
        self.store = store
        writer = MarkupWriter(store, MathMLRules())
    }

    mutating func text(_ part: Document.Part) throws(Diagnostic) -> String {
        try writer.text("<math xmlns=\"http://www.w3.org/1998/Math/MathML\">\(try element(part))</math>")
    }

    private mutating func element(_ expr: Expr) throws(Diagnostic) -> Markup { try writer.markup(expr) }

    private mutating func element(_ part: Document.Part) throws(Diagnostic) -> Markup {
        switch part {
        case .expression(let expr): return try element(expr)
        case .number(let digits):
            let isPlain = digits.allSatisfy { $0.isNumber || $0 == "." || $0 == "e" || $0 == "-" }
            return isPlain ? "<mn>\(digits)</mn>" : "<mtext>\(MathMLRules.escaped(digits))</mtext>"
        case .words(let words): return "<mtext>\(MathMLRules.escaped(words))</mtext>"
        case .preset(let text, _):
            let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { "<mtr><mtd><mtext>\(MathMLRules.escaped(String($0)))</mtext></mtd></mtr>" as Markup }
            return "<mtable>\(rows.joined())</mtable>"
        case .matrix(let rows, let isVector):
            var content: Markup = ""
            for row in isVector ? (rows.first ?? []).map({ [$0] }) : rows {
                content += "<mtr>"
                for entry in row { content += "<mtd>\(try element(entry))</mtd>" }
                content += "</mtr>"
            }
            return "<mrow>\(MathMLRules.operation("("))<mtable>\(content)</mtable>\(MathMLRules.operation(")"))</mrow>"
        case .solution(let solution):
            var parts: [Markup] = []
            switch solution.claim {
            case .range(let condition): parts.append(try element(condition))
            case .everything(let unknowns, let isReal):
                var names: [Markup] = []
                for name in unknowns { names.append(try element(name)) }
                parts.append(
                    names.joined(separator: MathMLRules.operation(",")) + MathMLRules.operation("∈")
                        + MathMLRules.identifier(isReal ? "ℝ" : "ℂ"))
            case .values(let values):
                for (name, value) in values { parts.append(try element(name) + MathMLRules.operation("=") + (try element(value))) }
            }
            if solution.condition != .truth { parts.append(try element(solution.condition)) }
            for name in solution.integers { parts.append(try element(name) + MathMLRules.operation("∈") + MathMLRules.identifier("ℤ")) }
            if let label = solution.label { parts.append("<mtext>\(label)</mtext>") }
            return "<mrow>\(parts.joined(separator: MathMLRules.operation(",")))</mrow>"
        }
    }
}
