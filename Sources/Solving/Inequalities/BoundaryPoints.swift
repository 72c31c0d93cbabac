import Expressions
import Reading

/// The numbers at which functions are zero, all of them: single ones, and families that are evenly spaced.
struct BoundaryPoints {
    /// Numbers at one distance from each other: `start + step*k` for all whole `k`.
    struct Family {
        let start: Expr
        let step: Expr
    }

    /// Single numbers.
    private(set) var numbers: [Expr] = []
    private(set) var families: [Family] = []
    /// Where each was found: the function and its zero.
    private(set) var origins: [(function: Expr, zero: Expr)] = []

    /// The zeros of all functions together; nil where one has zeros that are not all known.
    init?(_ functions: [Expr], _ solver: EquationSolver) {
        let store = solver.store
        let method = CaseBranches(solver.catalogue)
        for function in functions {
            // Every case has been taken apart: what is zero everywhere has no zeros that part the line.
            guard !store.postorder([function]).contains(where: { method.isByCases($0) && solver.holdsUnknown($0) }) else { return nil }
            let roots = solver.roots(of: function)
            guard roots.isComplete, roots.undecided.isEmpty, roots.searched == nil else { return nil }
            for root in roots.list {
                guard root.enclosure == nil else { return nil }
                origins.append((function, root.value))
                if root.integers.isEmpty {
                    guard store.isConstant(root.value) else { return nil }
                    if !numbers.contains(root.value) { numbers.append(root.value) }
                } else {
                    guard let family = BoundaryPoints.family(root, solver) else { return nil }
                    families.append(family)
                }
            }
        }
    }

    /// The family of a root in which one whole number stands by itself.
    private static func family(_ root: Root, _ solver: EquationSolver) -> Family? {
        let (store, catalogue) = (solver.store, solver.catalogue)
        guard root.integers.count == 1, store.symbols(in: [root.value]) == root.integers else { return nil }
        let name = root.integers[0]
        let expansion = Expansion(catalogue)
        let start = catalogue.substitute(root.value, [name: .zero])
        let step = expansion.tidied(store.difference(catalogue.substitute(root.value, [name: .one]), start))
        let line = store.sum(start, store.product(step, name))
        guard start != .undefined, step != .zero, step != .undefined,
            expansion.tidied(store.difference(root.value, line)) == .zero
        else { return nil }
        return Family(start: start, step: step)
    }

    /// The members of all families between two constants; nil where they are too many or cannot be counted.
    func members(from lower: Expr, to upper: Expr, _ constants: RealConstants) -> [Expr]? {
        let store = constants.store
        var members: [Expr] = []
        for family in families {
            if constants.sign(of: family.start) == .notReal { continue }
            let isRising = constants.sign(of: family.step) == .positive
            let ends = isRising ? (lower, upper) : (upper, lower)
            guard let first = constants.floor(store.quotient(store.difference(ends.0, family.start), family.step)),
                let last = constants.floor(store.quotient(store.difference(ends.1, family.start), family.step)),
                last - first <= BoundaryPoints.most
            else { return nil }
            for turn in first...max(first, last) { members.append(store.sum(family.start, store.product(store.number(turn), family.step))) }
        }
        return members.count <= BoundaryPoints.most ? members : nil
    }

    /// More numbers are not put into a table.
    private static let most = 600
}
