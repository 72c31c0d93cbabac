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

    /// Reads a line; nil where it is none.
    ///
    /// All lines are read when somebody waits for an answer, so they stay bytes.
    init?(_ line: Substring.UTF8View) {
        let words = line.split(separator: UInt8(ascii: " "))
        guard let kind = words.first else { return nil }
        func count(_ place: Int) -> Int? { Int(Substring(words[place])) }
        if kind.elementsEqual("call".utf8), words.count == 3, let function = RulePlace.function(words[1]),
            let inside = RulePlace.heads(words[2])
        {
            self = .call(function, inside: inside)
        } else if kind.elementsEqual("sum".utf8), words.count % 3 == 1 {
            var terms: [Term] = []
            for place in stride(from: 1, to: words.count, by: 3) {
                guard let position = count(place), let heads = RulePlace.heads(words[place + 1]),
                    let inside = RulePlace.heads(words[place + 2])
                else { return nil }
                terms.append(Term(position: position, heads: heads, inside: inside))
            }
            self = .sum(terms)
        } else if kind.elementsEqual("other".utf8), words.count == 1 {
            self = .other
        } else if words.count == 4, let count = count(1), let heads = RulePlace.heads(words[2]),
            let inside = RulePlace.heads(words[3])
        {
            let hasNumber = kind.elementsEqual("multiple".utf8)
            guard hasNumber || kind.elementsEqual("product".utf8) else { return nil }
            self = .product(heads: heads, inside: inside, count: count, hasNumber: hasNumber)
        } else {
            return nil
        }
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

    private static func function(_ word: Substring.UTF8View) -> FunctionID? {
        word.withContiguousStorageIfAvailable { Vocabulary.function(named: $0) } ?? nil
    }

    private static func heads(_ text: Substring.UTF8View) -> [Head]? {
        if text.elementsEqual("-".utf8) { return [] }
        var heads: [Head] = []
        for word in text.split(separator: UInt8(ascii: ",")) {
            if word.elementsEqual("+".utf8) {
                heads.append(.sum)
            } else {
                guard let function = function(word) else { return nil }
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
