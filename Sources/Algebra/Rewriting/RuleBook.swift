import Expressions
import Vocabulary

/// Rules, found by what stands at the head of their left sides.
public final class RuleBook: Sendable {
    /// The rules, in the order of their text.
    public let rules: [Rule]
    let calls: [UInt16: [Int]]
    let sums: [Anchor]
    let powers: [Product]
    let products: [Product]
    let others: [Int]

    /// A rule for sums, by a term of its left side.
    struct Anchor: Sendable {
        let rule: Int
        let position: Int
        /// The bits of what stands at the head of the term.
        let required: UInt64
    }

    /// A rule for products.
    struct Product: Sendable {
        let rule: Int
        let required: UInt64
        let count: Int
        let hasNumber: Bool
    }

    /// Arranges rules.
    public init(_ rules: [Rule]) {
        self.rules = rules
        var calls: [UInt16: [Int]] = [:]
        var sums: [Anchor] = []
        var powers: [Product] = []
        var products: [Product] = []
        var others: [Int] = []
        for (index, rule) in rules.enumerated() {
            switch rule.pattern.form {
            case .call(let function, _, _): calls[function.index, default: []].append(index)
            case .sum(let terms):
                for (position, term) in terms.enumerated() where term.isAnchor {
                    sums.append(Anchor(rule: index, position: position, required: term.factors.required))
                }
            case .product(let product):
                let entry = Product(
                    rule: index, required: product.required, count: product.factors.count, hasNumber: !product.coefficient.isOne)
                if entry.count == 1, !entry.hasNumber { powers.append(entry) } else { products.append(entry) }
            case .node: others.append(index)
            case .variable, .constant: break
            }
        }
        self.calls = calls
        self.sums = sums
        self.powers = powers
        self.products = products
        self.others = others
    }

    /// The rule of that name.
    public func rule(named name: String) -> Rule? { rules.first { $0.name == name } }
}
