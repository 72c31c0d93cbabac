/// A rectangle of characters, with the row on which it is aligned with others.
struct Box {
    /// The rows, all of the same width.
    var rows: [[Character]]
    /// The row that stands on the line of text.
    var baseline: Int

    var width: Int { rows.first?.count ?? 0 }
    var height: Int { rows.count }
    /// How many rows stand below the baseline.
    var depth: Int { height - baseline - 1 }

    init(_ text: String) {
        rows = [Array(text)]
        baseline = 0
    }

    init(rows: [[Character]], baseline: Int) {
        let width = rows.map(\.count).max() ?? 0
        self.rows = rows.map { $0 + Array(repeating: " ", count: width - $0.count) }
        self.baseline = baseline
    }

    /// The rows as text, without blanks at their ends.
    var lines: [String] {
        rows.map { row in String(row.reversed().drop { $0 == " " }.reversed()) }
    }

    /// Boxes side by side, on one baseline.
    static func beside(_ boxes: [Box]) -> Box {
        let above = boxes.map(\.baseline).max() ?? 0
        let below = boxes.map(\.depth).max() ?? 0
        var rows = [[Character]](repeating: [], count: above + 1 + below)
        for box in boxes {
            let start = above - box.baseline
            for place in rows.indices {
                let own = place - start
                rows[place] += box.rows.indices.contains(own) ? box.rows[own] : Array(repeating: " ", count: box.width)
            }
        }
        return Box(rows: rows, baseline: above)
    }

    /// Boxes one above the other, each in the middle.
    ///
    /// - Parameter baseline: the row of the whole that stands on the line of text.
    static func stacked(_ boxes: [Box], baseline: Int, isCentred: Bool = true) -> Box {
        let width = boxes.map(\.width).max() ?? 0
        let rows = boxes.flatMap { box in
            let left = isCentred ? (width - box.width) / 2 : 0
            return box.rows.map { Array(repeating: " ", count: left) + $0 + Array(repeating: " ", count: width - left - box.width) }
        }
        return Box(rows: rows, baseline: baseline)
    }

    /// The parts of brackets: for one row, and top, middle (with a waist), extension and bottom for several.
    struct Bracket {
        let single: Character
        let top: Character
        let middle: Character
        let filling: Character
        let bottom: Character

        static let open = Bracket(single: "(", top: "⎛", middle: "⎜", filling: "⎜", bottom: "⎝")
        static let close = Bracket(single: ")", top: "⎞", middle: "⎟", filling: "⎟", bottom: "⎠")
        static let openSquare = Bracket(single: "[", top: "⎡", middle: "⎢", filling: "⎢", bottom: "⎣")
        static let closeSquare = Bracket(single: "]", top: "⎤", middle: "⎥", filling: "⎥", bottom: "⎦")
        static let brace = Bracket(single: "{", top: "⎧", middle: "⎨", filling: "⎪", bottom: "⎩")
        static let bar = Bracket(single: "|", top: "│", middle: "│", filling: "│", bottom: "│")
        static let openFloor = Bracket(single: "⌊", top: "⎢", middle: "⎢", filling: "⎢", bottom: "⎣")
        static let closeFloor = Bracket(single: "⌋", top: "⎥", middle: "⎥", filling: "⎥", bottom: "⎦")
        static let openCeiling = Bracket(single: "⌈", top: "⎡", middle: "⎢", filling: "⎢", bottom: "⎢")
        static let closeCeiling = Bracket(single: "⌉", top: "⎤", middle: "⎥", filling: "⎥", bottom: "⎥")

        /// The bracket beside a box of so many rows.
        func box(_ height: Int, baseline: Int) -> Box {
            guard height > 1 else { return Box(String(single)) }
            var column: [Character] = [top] + Array(repeating: filling, count: height - 2) + [bottom]
            if middle != filling, height > 2 { column[height / 2] = middle }
            return Box(rows: column.map { [$0] }, baseline: baseline)
        }
    }

    /// The box between brackets.
    func between(_ left: Bracket, _ right: Bracket?) -> Box {
        let close = right.map { [$0.box(height, baseline: baseline)] } ?? []
        return Box.beside([left.box(height, baseline: baseline), self] + close)
    }
}
