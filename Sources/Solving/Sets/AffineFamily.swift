import Certified
import Expressions
import Reading

/// Values at equal distances: `start + step*k` for every whole number k.
struct AffineFamily {
    let start: Expr
    let step: Expr

    /// From the first value and the distance.
    init(start: Expr, step: Expr) {
        self.start = start
        self.step = step
    }

    /// Nil where the name does not stand by itself, times a factor.
    init?(_ value: Expr, in name: Expr, _ catalogue: Catalogue) {
        let store = catalogue.store
        let expansion = Expansion(catalogue)
        start = catalogue.substitute(value, [name: .zero])
        step = expansion.tidied(store.difference(catalogue.substitute(value, [name: .one]), start))
        let line = store.sum(start, store.product(step, name))
        guard !start.isAbsent, step != .zero, !step.isAbsent, expansion.tidied(store.difference(value, line)) == .zero else {
            return nil
        }
    }

    /// The family of a root in which one whole number stands by itself.
    init?(_ root: Root, _ catalogue: Catalogue) {
        guard root.integers.count == 1, catalogue.store.symbols(in: [root.value]) == root.integers else { return nil }
        self.init(root.value, in: root.integers[0], catalogue)
    }

    /// The value for a whole number.
    func member(_ number: Int, _ store: ExprStore) -> Expr { store.sum(start, store.product(store.number(number), step)) }

    /// The whole numbers of the members between two constants, the ends included; nil where that is not decided.
    func turns(from lower: Expr, to upper: Expr, _ constants: RealConstants) -> (first: Int, last: Int)? {
        let store = constants.store
        let isRising = constants.sign(of: step) == .positive
        let (from, to) = isRising ? (lower, upper) : (upper, lower)
        func turns(_ end: Expr) -> Expr { store.quotient(store.difference(end, start), step) }
        guard let last = constants.smallFloor(turns(to)), let below = constants.smallFloor(store.negated(turns(from))) else { return nil }
        return (-below, last)
    }
}
