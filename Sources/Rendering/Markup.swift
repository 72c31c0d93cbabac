import Expressions
import Syntax

/// Markup that is put together once, at the end: a short one is text, a long one refers to markup that was made before, by its place.
///
/// A tree of strings would be copied at every level, which is quadratic in the nesting; a tree of objects would be released by recursion.
struct Markup: ExpressibleByStringInterpolation {
    fileprivate enum Part {
        case text(String)
        case kept(Int)
    }

    /// What comes before the text.
    fileprivate var parts: [Part] = []
    fileprivate var text: String
    /// Whether it begins with the digits of a number.
    var beginsWithNumber = false

    init(stringLiteral text: String) { self.text = text }
    init(stringInterpolation interpolation: StringInterpolation) { self = interpolation.markup }

    fileprivate init(kept place: Int, beginsWithNumber: Bool) {
        (parts, text) = ([.kept(place)], "")
        self.beginsWithNumber = beginsWithNumber
    }

    /// Digits, for what needs a sign before them.
    static func digits(_ value: some CustomStringConvertible) -> Markup {
        var digits = Markup(stringLiteral: value.description)
        digits.beginsWithNumber = true
        return digits
    }

    /// All parts, in order.
    fileprivate var all: [Part] { text.isEmpty ? parts : parts + [.text(text)] }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup: Markup = ""

        init(literalCapacity: Int, interpolationCount: Int) {}
        mutating func appendLiteral(_ text: String) { markup.text += text }
        mutating func appendInterpolation(_ text: some CustomStringConvertible) { markup.text += text.description }
        mutating func appendInterpolation(_ part: Markup) { markup += part }
    }

    static func + (left: Markup, right: Markup) -> Markup {
        var sum = left
        sum += right
        return sum
    }

    static func += (left: inout Markup, right: Markup) {
        if right.parts.isEmpty {
            left.text += right.text
        } else {
            left.parts = left.all + right.parts
            left.text = right.text
        }
    }
}

extension Sequence<Markup> {
    /// The pieces, one after another, with a separator between them.
    func joined(separator: Markup = "") -> Markup {
        var joined: Markup = ""
        for (place, piece) in enumerated() { joined += place == 0 ? piece : separator + piece }
        return joined
    }
}

/// Rules that make markup.
protocol MarkupRules: PresentationRules where Piece == Markup {
    /// Where the parts are kept.
    var pool: MarkupPool { get }
}

/// What was made so far of the markup of an answer.
final class MarkupPool {
    private var kept: [[Markup.Part]] = []

    /// Text of fewer bytes is copied rather than kept.
    private static let shortText = 256

    /// The same markup as one part, so that what stands around it does not copy it.
    func keep(_ markup: Markup) -> Markup {
        if markup.parts.isEmpty, markup.text.utf8.count < MarkupPool.shortText { return markup }
        kept.append(markup.all)
        return Markup(kept: kept.count - 1, beginsWithNumber: markup.beginsWithNumber)
    }

    /// The text of the markup, of at most so many bytes; nil: it is longer. What was kept is let go of.
    func text(_ markup: Markup, limit: Int) -> String? {
        if markup.parts.isEmpty { return markup.text.utf8.count > limit ? nil : markup.text }
        defer { kept.removeAll(keepingCapacity: true) }
        var text = ""
        var open = Array(markup.all.reversed())
        while let part = open.popLast() {
            switch part {
            case .text(let words): text += words
            case .kept(let place): open.append(contentsOf: kept[place].reversed())
            }
            if text.utf8.count > limit { return nil }
        }
        return text
    }
}

/// Writes expressions by rules that make markup.
struct MarkupWriter<Rules: MarkupRules> {
    private let store: ExprStore
    private let rules: Rules
    private var walk: PresentationWalk<Rules>
    /// How many parts an expression may have, shared ones counted wherever they occur.
    private static var mostParts: Int { 1 << 23 }

    init(_ store: ExprStore, _ rules: Rules) {
        self.store = store
        self.rules = rules
        walk = PresentationWalk(store, rules)
    }

    /// The markup of an expression.
    mutating func markup(_ expr: Expr) throws(Diagnostic) -> Markup {
        if let piece = try walk.piece(of: expr, limit: Self.mostParts) { return piece }
        throw tooLong()
    }

    /// The text of the markup of a whole answer.
    func text(_ markup: Markup) throws(Diagnostic) -> String {
        if let text = rules.pool.text(markup, limit: TextRenderer.lengthLimit) { return text }
        throw tooLong()
    }

    private func tooLong() -> Diagnostic {
        store.budget.exhaust(.size)
        return Diagnostic.exhausted(store.budget.exhaustion)
    }
}
