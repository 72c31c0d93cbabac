import Expressions
import Synchronization
import Vocabulary

/// Rules, found by what stands at the head of their left sides.
///
/// To arrange rules it is enough to know their places. A rule itself is read when it is first tried: most answers need a few of the
/// hundreds there are, and reading all takes longer than an answer.
public final class RuleBook: Sendable {
    /// How many rules there are.
    let count: Int
    let calls: [UInt16: [Call]]
    let sums: [Anchor]
    let powers: [Product]
    let products: [Product]
    let others: [Int]
    private let shelf: Mutex<Shelf>

    /// The rules that have been read, and what reads the others.
    private struct Shelf {
        var rules: [Rule?]
        var lines: [RuleLine] = []
        var reader: RuleReader?
    }

    /// A rule for calls of a function.
    struct Call: BitwiseCopyable {
        let rule: Int
        /// The bits of the calls inside.
        let inside: UInt64
    }

    /// A rule for sums, by a term of its left side.
    struct Anchor: BitwiseCopyable {
        let rule: Int
        let position: Int
        /// The bits of what stands at the head of the term.
        let required: UInt64
        /// The bits of the calls inside it.
        let inside: UInt64
    }

    /// A rule for products.
    struct Product: BitwiseCopyable {
        let rule: Int
        /// The bits of what stands at the head of its factors.
        let required: UInt64
        /// The bits of the calls inside it.
        let inside: UInt64
        let count: Int
        let hasNumber: Bool
    }

    /// Arranges rules that have been read.
    public convenience init(_ rules: [Rule]) {
        self.init(rules.map { RulePlace($0.pattern) }, Shelf(rules: rules))
    }

    /// Arranges rules that are read when they are first tried.
    ///
    /// - Parameter places: where each is looked for.
    convenience init(_ lines: [RuleLine], _ places: [RulePlace]) {
        precondition(lines.count == places.count, "every rule has a place")
        self.init(places, Shelf(rules: Array(repeating: nil, count: lines.count), lines: lines))
    }

    private init(_ places: [RulePlace], _ shelf: sending Shelf) {
        var calls: [UInt16: [Call]] = [:]
        var sums: [Anchor] = []
        var powers: [Product] = []
        var products: [Product] = []
        var others: [Int] = []
        for (index, place) in places.enumerated() {
            switch place {
            case .call(let function, let inside): calls[function.index, default: []].append(Call(rule: index, inside: Head.bits(inside)))
            case .sum(let terms):
                sums += terms.map {
                    Anchor(rule: index, position: $0.position, required: Head.bits($0.heads), inside: Head.bits($0.inside))
                }
            case .product(let heads, let inside, let count, let hasNumber):
                let entry = Product(
                    rule: index, required: Head.bits(heads), inside: Head.bits(inside), count: count, hasNumber: hasNumber)
                if count == 1, !hasNumber { powers.append(entry) } else { products.append(entry) }
            case .other: others.append(index)
            }
        }
        count = places.count
        self.calls = calls
        self.sums = sums
        self.powers = powers
        self.products = products
        self.others = others
        self.shelf = Mutex(shelf)
    }

    /// The rule with that number. It is read outside of every budget, so that no interrupt stops it halfway.
    func rule(_ index: Int) -> Rule {
        shelf.withLock { shelf in
            if let rule = shelf.rules[index] { return rule }
            let reader = shelf.reader ?? RuleReader()
            shelf.reader = reader
            let rule = reader.known(shelf.lines[index])
            shelf.rules[index] = rule
            return rule
        }
    }

    /// The rules, in the order of their text.
    public var rules: [Rule] { (0..<count).map { rule($0) } }

    /// The rule of that name.
    public func rule(named name: String) -> Rule? { rules.first { $0.name == name } }
}
