import Expressions
import Syntax

/// A notation of answers: text that reads back, LaTeX, two-dimensional text, MathML, a dump of the tree.
///
/// A new notation is a type in a file of its own and a line in `Format`.
public protocol Notation {
    /// A part of a document, in this notation.
    mutating func text(_ part: Document.Part) throws(Diagnostic) -> String
}

extension Notation {
    /// The entries of a matrix, in this notation.
    mutating func entries(_ rows: [[Document.Part]]) throws(Diagnostic) -> [[String]] {
        var texts: [[String]] = []
        for row in rows {
            var line: [String] = []
            for entry in row { line.append(try text(entry)) }
            texts.append(line)
        }
        return texts
    }
}

/// The formats that an answer may be asked for in.
public enum Format: String, Sendable, CaseIterable {
    case text, pretty, latex, mathml, json, tree

    /// The notation of the format. JSON holds text.
    ///
    /// - Parameter width: how many columns a line should keep to.
    public func notation(_ store: ExprStore, width: Int) -> any Notation {
        switch self {
        case .text, .json: TextNotation(store)
        case .pretty: PrettyNotation(store, width: width)
        case .latex: LatexNotation(store)
        case .mathml: MathMLNotation(store)
        case .tree: TreeNotation(store)
        }
    }

    /// Whether what is said beside an answer is in this notation, too: it stands within lines of words.
    public var isInline: Bool { self == .latex }
}

/// Text that reads back as the same expression.
struct TextNotation: Notation {
    private let store: ExprStore
    private var renderer: TextRenderer

    init(_ store: ExprStore) {
        self.store = store
        renderer = TextRenderer(store)
    }

    mutating func text(_ part: Document.Part) throws(Diagnostic) -> String {
        switch part {
        case .expression(let expr): return try renderer.text(expr)
        case .number(let digits): return digits
        case .words(let words): return words
        case .preset(let text, _): return text
        case .matrix(let rows, let isVector):
            let lines = try entries(rows).map { "[\($0.joined(separator: ", "))]" }
            return isVector ? lines.first ?? "[]" : "[\(lines.joined(separator: ", "))]"
        case .solution(let solution):
            var result: String
            switch solution.claim {
            case .range(let condition): result = try renderer.text(condition)
            case .everything(let unknowns, _): result = "all \(unknowns.map { store.name($0) }.joined(separator: ", "))"
            case .values(let values):
                var parts: [String] = []
                for (name, value) in values {
                    let value = try text(value)
                    parts.append(values.count == 1 && !solution.isNamed ? value : "\(store.name(name)) = \(value)")
                }
                result = parts.joined(separator: ", ")
            }
            if solution.condition != .truth { result += " if \(try renderer.text(solution.condition))" }
            return solution.label.map { "\(result): \($0)" } ?? result
        }
    }
}

/// LaTeX.
struct LatexNotation: Notation {
    private var renderer: LatexRenderer

    init(_ store: ExprStore) { renderer = LatexRenderer(store) }

    mutating func text(_ part: Document.Part) throws(Diagnostic) -> String {
        switch part {
        case .expression(let expr): return try renderer.text(expr)
        case .number(let digits): return LatexNotation.number(digits)
        case .words(let words): return words
        case .preset(_, let latex): return latex
        case .matrix(let rows, let isVector):
            // A vector is a column.
            let lines = try entries(isVector ? (rows.first ?? []).map { [$0] } : rows).map { $0.joined(separator: " & ") }
            return "\\begin{pmatrix} \(lines.joined(separator: " \\\\ ")) \\end{pmatrix}"
        case .solution(let solution):
            var parts: [String] = []
            switch solution.claim {
            case .range(let condition): parts.append(try renderer.text(condition))
            case .everything(let unknowns, let isReal):
                var names: [String] = []
                for name in unknowns { names.append(try renderer.text(name)) }
                parts.append("\(names.joined(separator: ", ")) \\in \\mathbb{\(isReal ? "R" : "C")}")
            case .values(let values): for (name, value) in values { parts.append("\(try renderer.text(name)) = \(try text(value))") }
            }
            if solution.condition != .truth { parts.append(try renderer.text(solution.condition)) }
            for name in solution.integers { parts.append("\(try renderer.text(name)) \\in \\mathbb{Z}") }
            if let label = solution.label { parts.append("\\text{\(label)}") }
            return parts.joined(separator: ",\\ ")
        }
    }

    /// Digits with powers of ten and the imaginary unit as LaTeX has them.
    private static func number(_ digits: String) -> String {
        digits.split(separator: "*").joined(separator: " ").split(separator: "I", omittingEmptySubsequences: false).joined(separator: "i")
    }
}
