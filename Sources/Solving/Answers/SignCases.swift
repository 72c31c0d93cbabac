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

    /// The root by cases, and whether these are all: not where a part may have values that are not real for another reason.
    ///
    /// - Parameter isRealByItself: whether a part is known to be real, as where real numbers are asked for.
    func cases(_ root: Root, isRealByItself: (Expr) -> Bool) -> (roots: [Root], areAll: Bool) {
        guard !store.isConstant(root.value), store.traits(root.value).contains(.hasImaginary) else { return ([root], true) }
        var (open, done, areAll) = ([Case(root: root)], [Root](), true)
        while let next = open.popLast() {
            // What holds in a case tells of the parts inside of others.
            let step = store.supposing(next.root.condition) { self.step(next, isRealByItself) } ?? .settled
            switch step {
            case .parted(let node) where open.count + done.count < SignCases.most: open += parted(next, by: node)
            case .settled: done.append(next.root)
            case .parted, .unknown:
                done.append(next.root)
                areAll = false
            }
        }
        return (done.filter { $0.condition != .falsehood }, areAll)
    }

    /// A root under a condition, and the parts whose sign that condition says.
    private struct Case {
        var root: Root
        var known: Set<Expr> = []
    }

    private enum Step {
        case parted(Expr)
        case settled, unknown
    }

    /// The first part, from the inside, of which it matters whether what it is taken of is negative.
    private func step(_ current: Case, _ isRealByItself: (Expr) -> Bool) -> Step {
        var isUnknown = false
        for node in store.postorder([current.root.value]) where store.kind(node) == .power || store.kind(node) == .call {
            if current.known.contains(node) || store.traits(node).contains(.hasImaginary) || store.facts(of: node).isReal { continue }
            if store.isConstant(node) || isRealByItself(node) { continue }
            if hasOpenSign(node) { return .parted(node) }
            isUnknown = true
        }
        return isUnknown ? .unknown : .settled
    }

    private func parted(_ current: Case, by node: Expr) -> [Case] {
        let base = store.child(node, 0)
        var (above, below) = (current, current)
        above.known.insert(node)
        above.root.condition = store.conjunction([current.root.condition, store.relation(.lessOrEqual, .zero, base)])
        below.root.condition = store.conjunction([current.root.condition, store.relation(.less, base, .zero)])
        below.root.value = catalogue.substitute(current.root.value, [node: ofNegative(node)])
        return [above, below]
    }

    /// Whether it is a root or a logarithm of something real of either sign.
    private func hasOpenSign(_ node: Expr) -> Bool {
        switch store.kind(node) {
        case .power where store.rationalValue(store.child(node, 1)).map({ !$0.isInteger }) ?? false: break
        case .call where store.function(node) == KnownFunction.logarithm: break
        default: return false
        }
        return store.facts(of: store.child(node, 0)).isReal
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
