import Expressions
import Syntax

/// Markup that is put together once, at the end: texts, and markup that was made before, by its place.
///
/// A tree of strings would be copied at every level, which is quadratic in the nesting; a tree of objects would be released by recursion.
struct Markup: ExpressibleByStringInterpolation {
    fileprivate enum Part {
        case text(String)
        case kept(Int)
    }

    /// Digits, for what needs a sign before them.
    static func digits(_ value: some CustomStringConvertible) -> Markup {
        var digits: Markup = "\(value)"
        digits.beginsWithNumber = true
        return digits
    }

    fileprivate var parts: [Part] = []
    /// Whether it begins with the digits of a number.
    var beginsWithNumber = false

    init(stringLiteral text: String) { parts = [.text(text)] }
    init(stringInterpolation interpolation: StringInterpolation) { parts = interpolation.markup.parts }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup: Markup = ""

        init(literalCapacity: Int, interpolationCount: Int) {}
        mutating func appendLiteral(_ text: String) { if !text.isEmpty { markup.parts.append(.text(text)) } }
        mutating func appendInterpolation(_ text: some CustomStringConvertible) { markup.parts.append(.text(text.description)) }
        mutating func appendInterpolation(_ part: Markup) { markup.parts += part.parts }
    }

    static func + (left: Markup, right: Markup) -> Markup {
        var sum = left
        sum.parts += right.parts
        return sum
    }

    static func += (left: inout Markup, right: Markup) { left.parts += right.parts }
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

    /// The same markup as one part, so that what stands around it does not copy it.
    func keep(_ markup: Markup) -> Markup {
        var piece = markup
        piece.parts = [.kept(kept.count)]
        kept.append(markup.parts)
        return piece
    }

    /// The text of the markup, of at most so many bytes; nil: it is longer. What was kept is let go of.
    func text(_ markup: Markup, limit: Int) -> String? {
        defer { kept.removeAll(keepingCapacity: true) }
        var text = ""
        var open = Array(markup.parts.reversed())
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
