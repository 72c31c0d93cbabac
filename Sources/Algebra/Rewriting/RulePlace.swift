import Vocabulary

/// Where a rule is looked for: what stands at the head of its left side. This much is known of a rule before it is read.
///
/// As text it is a line of `RuleBook.places`: `call sin -`; `product 2 exp,+ -` for two factors, of which one is an exponential and one a
/// sum; `multiple 1 + abs` with a number before them, and with an absolute value inside; `sum 0 sin - 1 - -` with the terms that tell what
/// they stand for, by their positions; `other`.
enum RulePlace: Sendable, Equatable {
    case call(FunctionID, inside: [Head])
    case product(heads: [Head], inside: [Head], count: Int, hasNumber: Bool)
    case sum([Term])
    case other

    /// A term of a left side that tells what it stands for.
    struct Term: Sendable, Equatable {
        let position: Int
        let heads: [Head]
        /// The calls that are deeper inside.
        let inside: [Head]
    }

    /// The place of a rule that has been read.
    init(_ pattern: Pattern) {
        let whole = pattern.whole
        switch whole.form {
        case .call, .variadicCall:
            let function = FunctionID(index: whole.detail)
            self = .call(function, inside: pattern.calls(in: pattern.root).filter { $0 != .call(function) })
        case .product:
            let product = pattern.product
            let heads = pattern.heads(product)
            self = .product(
                heads: heads, inside: pattern.calls(in: pattern.root).filter { !heads.contains($0) }, count: Int(product.count),
                hasNumber: product.coefficient != Pattern.one)
        case .sum:
            self = .sum(
                pattern.wholeTerms.enumerated().filter { pattern.isAnchor($0.element) }.map {
                    let heads = pattern.heads(pattern.products[Int($0.element.product)])
                    let inside = pattern.calls(in: $0.element.bare).filter { !heads.contains($0) }
                    return Term(position: $0.offset, heads: heads, inside: inside)
                })
        case .node, .variable, .constant: self = .other
        }
    }

    // MARK: As text

    /// Reads the words of a line; nil where they are none.
    ///
    /// All lines are read when somebody waits for an answer, so they stay bytes.
    init?(_ words: inout ByteWords) {
        guard let kind = words.next() else { return nil }
        if kind.elementsEqual("call".utf8) {
            guard let function = words.next().flatMap({ Vocabulary.function(named: $0) }), let inside = RulePlace.heads(words.next()) else {
                return nil
            }
            self = .call(function, inside: inside)
        } else if kind.elementsEqual("sum".utf8) {
            var terms: [Term] = []
            while let word = words.next() {
                guard let position = RulePlace.number(word), let heads = RulePlace.heads(words.next()),
                    let inside = RulePlace.heads(words.next())
                else { return nil }
                terms.append(Term(position: position, heads: heads, inside: inside))
            }
            self = .sum(terms)
        } else if kind.elementsEqual("other".utf8) {
            self = .other
        } else {
            let hasNumber = kind.elementsEqual("multiple".utf8)
            guard hasNumber || kind.elementsEqual("product".utf8), let count = words.next().flatMap({ RulePlace.number($0) }),
                let heads = RulePlace.heads(words.next()), let inside = RulePlace.heads(words.next())
            else { return nil }
            self = .product(heads: heads, inside: inside, count: count, hasNumber: hasNumber)
        }
        if words.next() != nil { return nil }
    }

    /// The line that is read as this.
    var text: String {
        switch self {
        case .call(let function, let inside): "call \(Vocabulary.row(function).name) \(RulePlace.text(inside))"
        case .product(let heads, let inside, let count, let hasNumber):
            "\(hasNumber ? "multiple" : "product") \(count) \(RulePlace.text(heads)) \(RulePlace.text(inside))"
        case .sum(let terms):
            "sum" + terms.map { " \($0.position) \(RulePlace.text($0.heads)) \(RulePlace.text($0.inside))" }.joined()
        case .other: "other"
        }
    }

    private static func number(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
        var number = 0
        for byte in word {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), number < 1000 else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    private static func heads(_ text: UnsafeBufferPointer<UInt8>?) -> [Head]? {
        guard let text else { return nil }
        var heads: [Head] = []
        if text.elementsEqual("-".utf8) { return heads }
        var words = ByteWords(text, separator: UInt8(ascii: ","))
        while let word = words.next() {
            if word.elementsEqual("+".utf8) {
                heads.append(.sum)
            } else {
                guard let function = Vocabulary.function(named: word) else { return nil }
                heads.append(.call(function))
            }
        }
        return heads
    }

    private static func text(_ heads: [Head]) -> String {
        let words = heads.map { head in
            switch head {
            case .call(let function): Vocabulary.row(function).name
            case .sum: "+"
            }
        }
        return words.isEmpty ? "-" : words.joined(separator: ",")
    }
}

/// The words of a text in bytes, one after the other.
struct ByteWords {
    private var rest: UnsafeBufferPointer<UInt8>
    private let separator: UInt8

    init(_ text: UnsafeBufferPointer<UInt8>, separator: UInt8) {
        rest = text
        self.separator = separator
    }

    /// The next word, which is good as long as the text; nil at the end.
    mutating func next() -> UnsafeBufferPointer<UInt8>? {
        if rest.isEmpty { return nil }
        let end = rest.firstIndex(of: separator) ?? rest.count
        defer { rest = UnsafeBufferPointer(rebasing: rest.dropFirst(end + 1)) }
        return UnsafeBufferPointer(rebasing: rest[..<end])
    }
}
