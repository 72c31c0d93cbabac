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
    init?(_ line: some Collection<UInt8>) {
        let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        switch (words.first, words.count) {
        case ("other", 1): self = .other
        case ("call", 2):
            guard let function = Vocabulary.function(named: words[1]) else { return nil }
            self = .call(function)
        case ("product", 3), ("multiple", 3):
            guard let count = Int(words[1]), let heads = RulePlace.heads(words[2]) else { return nil }
            self = .product(heads: heads, count: count, hasNumber: words[0] == "multiple")
        case ("sum", _):
            var terms: [Term] = []
            for place in stride(from: 1, to: words.count - 1, by: 2) {
                guard let position = Int(words[place]), let heads = RulePlace.heads(words[place + 1]) else { return nil }
                terms.append(Term(position: position, heads: heads))
            }
            self = .sum(terms)
        default: return nil
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

    private static func heads(_ text: String) -> [Head]? {
        if text == "-" { return [] }
        var heads: [Head] = []
        for word in text.utf8.split(separator: UInt8(ascii: ",")) {
            if word.elementsEqual("+".utf8) {
                heads.append(.sum)
            } else {
                guard let function = Vocabulary.function(named: String(decoding: word, as: UTF8.self)) else { return nil }
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
