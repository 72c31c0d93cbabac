import Expressions
import Reading
import Vocabulary

/// Real values that are written with the imaginary unit, by the signs of what roots and logarithms are taken of: `I*sqrt(a)` is real for
/// negative `a`.
struct SignCases {
    private let catalogue: Catalogue
    private var store: ExprStore { catalogue.store }
    /// No more cases than this are made.
    private static let most = 4

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// The root where each sign is known; the root alone where none matters.
    func cases(_ root: Root) -> [Root] {
        guard !store.isConstant(root.value), store.traits(root.value).contains(.hasImaginary) else { return [root] }
        var cases = [root]
        var seen: Set<Expr> = []
        while cases.count < SignCases.most {
            let nodes = cases.flatMap { store.postorder([$0.value]) }
            guard let node = nodes.first(where: { !seen.contains($0) && hasOpenSign($0) }) else { break }
            seen.insert(node)
            cases = cases.flatMap { parted($0, by: node) }
        }
        return cases.filter { $0.condition != .falsehood }
    }

    private func parted(_ root: Root, by node: Expr) -> [Root] {
        guard store.postorder([root.value]).contains(node) else { return [root] }
        let base = store.child(node, 0)
        var (above, below) = (root, root)
        above.condition = store.conjunction([root.condition, store.relation(.lessOrEqual, .zero, base)])
        below.condition = store.conjunction([root.condition, store.relation(.less, base, .zero)])
        below.value = catalogue.substitute(root.value, [node: ofNegative(node)])
        return [above, below]
    }

    private func hasOpenSign(_ node: Expr) -> Bool {
        switch store.kind(node) {
        case .power where store.rationalValue(store.child(node, 1)).map({ !$0.isInteger }) ?? false: break
        case .call where store.function(node) == KnownFunction.logarithm: break
        default: return false
        }
        let facts = store.facts(of: store.child(node, 0))
        return facts.isReal && !facts.isNonnegative && !facts.isNegative
    }

    /// The principal value of a root or a logarithm of something negative, by that of its size.
    private func ofNegative(_ node: Expr) -> Expr {
        let size = store.negated(store.child(node, 0))
        let (pi, unit) = (store.constant(.pi), store.constant(.imaginaryUnit))
        if store.kind(node) == .call { return store.sum(catalogue.call(KnownFunction.logarithm, [size]), store.product(pi, unit)) }
        let exponent = store.child(node, 1)
        let turn = store.product(pi, exponent)
        let direction = store.sum(
            catalogue.call(KnownFunction.cosine, [turn]), store.product(unit, catalogue.call(KnownFunction.sine, [turn])))
        return store.product(store.power(size, exponent), direction)
    }
}
