import Expressions
import Syntax

/// Two-dimensional text, folded at operators where it is wider than a line.
struct PrettyNotation: Notation {
    private let store: ExprStore
    private let width: Int
    private var walk: PresentationWalk<PrettyRules>
    private var renderer: TextRenderer
    /// Expressions of more parts than this stay text: a drawing would be no help.
    private static let mostParts = 4000

    init(_ store: ExprStore, width: Int) {
        self.store = store
        self.width = width
        walk = PresentationWalk(store, PrettyRules())
        renderer = TextRenderer(store)
    }

    mutating func text(_ part: Document.Part) throws(Diagnostic) -> String {
        try boxes(part).flatMap(\.lines).joined(separator: "\n")
    }

    /// What a part is drawn as, in one box or in several below one another.
    private mutating func boxes(_ part: Document.Part) throws(Diagnostic) -> [Box] {
        switch part {
        case .expression(let expr): return try piece(expr).folded(width)
        case .number(let digits): return folded(digits)
        case .words(let words), .preset(let words, _):
            return words.split(separator: "\n", omittingEmptySubsequences: false).map { Box(String($0)) }
        case .matrix(let rows, let isVector):
            var boxes: [[Box]] = []
            for row in isVector ? (rows.first ?? []).map({ [$0] }) : rows {
                var line: [Box] = []
                for entry in row { line.append(joined(try self.boxes(entry))) }
                boxes.append(line)
            }
            return [PrettyRules.matrix(boxes)]
        case .solution(let solution): return try boxes(solution)
        }
    }

    private mutating func boxes(_ solution: Document.Solution) throws(Diagnostic) -> [Box] {
        var parts: [Box] = []
        switch solution.claim {
        case .range(let condition): parts.append(try piece(condition).box)
        case .everything(let unknowns, _):
            var names = [Box("all ")]
            for (place, name) in unknowns.enumerated() { names.append(Box.beside([Box(place > 0 ? ", " : ""), try piece(name).box])) }
            parts.append(Box.beside(names))
        case .values(let values):
            for (place, entry) in values.enumerated() {
                let value = joined(try boxes(entry.value))
                let name = try piece(entry.name).box
                parts.append(Box.beside([Box(place > 0 ? ", " : ""), name, Box(" = "), value]))
            }
        }
        if solution.condition != .truth { parts.append(Box.beside([Box("  if "), try piece(solution.condition).box])) }
        if let label = solution.label { parts.append(Box(": \(label)")) }
        return PrettyRules.Piece(Box.beside(parts), parts: parts).folded(width)
    }

    /// One box of several lines, on the baseline of the first.
    private func joined(_ boxes: [Box]) -> Box {
        boxes.count == 1 ? boxes[0] : Box.stacked(boxes, baseline: boxes.first?.baseline ?? 0, isCentred: false)
    }

    private mutating func piece(_ expr: Expr) throws(Diagnostic) -> PrettyRules.Piece {
        if let piece = try walk.piece(of: expr, limit: PrettyNotation.mostParts) { return piece }
        let lines = folded(try renderer.text(expr))
        return PrettyRules.Piece(Box.stacked(lines, baseline: 0, isCentred: false))
    }

    /// A long text in lines, broken before an operator, or between digits where there is none.
    private func folded(_ text: String) -> [Box] {
        var lines: [Box] = []
        var rest = Array(text)[...]
        while rest.count > width {
            let start = rest.startIndex
            let end = start + width
            let place = rest[(start + 1)..<end].lastIndex { "+-*/".contains($0) } ?? end
            lines.append(Box(rows: [Array(rest[start..<place])], baseline: 0))
            rest = rest[place...]
        }
        lines.append(Box(rows: [Array(rest)], baseline: 0))
        return lines
    }
}
