import Expressions
import Vocabulary

/// Rules, found by what stands at the head of their left sides.
public final class RuleBook: Sendable {
    /// The rules, in the order of their text.
    public let rules: [Rule]
    let calls: [UInt16: [Int]]
    let sums: [Int]
    let powers: [Int]
    let products: [Int]
    let others: [Int]

    /// Arranges rules.
    public init(_ rules: [Rule]) {
        self.rules = rules
        var calls: [UInt16: [Int]] = [:]
        var sums: [Int] = []
        var powers: [Int] = []
        var products: [Int] = []
        var others: [Int] = []
        for (index, rule) in rules.enumerated() {
            switch rule.pattern.form {
            case .call(let function, _, _): calls[function.index, default: []].append(index)
            case .sum: sums.append(index)
            case .product(let product):
                if product.factors.count == 1, product.coefficient.isOne { powers.append(index) } else { products.append(index) }
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
