import Vocabulary

/// Where a rule is looked for: what stands at the head of its left side. This much is known of a rule before it is read.
///
/// As text it is a line of `RuleBook.places`: `call sin`; `product 2 exp,+` for two factors, of which one is an exponential and one a sum;
/// `multiple 1 sin` with a number before them; `sum 0 sin 1 -` with the terms that tell what they stand for, by their positions; `other`.
enum RulePlace: Sendable, Equatable {
    case call(FunctionID)
    case product(heads: [Head], count: Int, hasNumber: Bool)
    case sum([Term])
    case other

    /// A term of a left side that tells what it stands for.
    struct Term: Sendable, Equatable {
        let position: Int
        let heads: [Head]
    }

    /// The place of a rule that has been read.
    init(_ pattern: Pattern) {
        switch pattern.form {
        case .call(let function, _, _): self = .call(function)
        case .product(let product):
            self = .product(heads: product.heads, count: product.factors.count, hasNumber: !product.coefficient.isOne)
        case .sum(let terms):
            self = .sum(terms.enumerated().filter(\.element.isAnchor).map { Term(position: $0.offset, heads: $0.element.factors.heads) })
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
        if kind.elementsEqual("call".utf8), words.count == 2, let function = RulePlace.function(words[1]) {
            self = .call(function)
        } else if kind.elementsEqual("sum".utf8), words.count % 2 == 1 {
            var terms: [Term] = []
            for place in stride(from: 1, to: words.count, by: 2) {
                guard let position = count(place), let heads = RulePlace.heads(words[place + 1]) else { return nil }
                terms.append(Term(position: position, heads: heads))
            }
            self = .sum(terms)
        } else if kind.elementsEqual("other".utf8), words.count == 1 {
            self = .other
        } else if words.count == 3, let count = count(1), let heads = RulePlace.heads(words[2]) {
            let hasNumber = kind.elementsEqual("multiple".utf8)
            guard hasNumber || kind.elementsEqual("product".utf8) else { return nil }
            self = .product(heads: heads, count: count, hasNumber: hasNumber)
        } else {
            return nil
        }
    }

    /// The line that is read as this.
    var text: String {
        switch self {
        case .call(let function): "call \(Vocabulary.row(function).name)"
        case .product(let heads, let count, let hasNumber): "\(hasNumber ? "multiple" : "product") \(count) \(RulePlace.text(heads))"
        case .sum(let terms): "sum" + terms.map { " \($0.position) \(RulePlace.text($0.heads))" }.joined()
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
