import Certified
import Expressions
import Reading

/// The numbers at which functions are zero, all of them: single ones, and families that are evenly spaced.
struct BoundaryPoints {
    /// Single numbers.
    private(set) var numbers: [Expr] = []
    private(set) var families: [AffineFamily] = []
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
                    guard let family = AffineFamily(root, solver.catalogue) else { return nil }
                    families.append(family)
                }
            }
        }
    }

    /// The members of all families between two constants; nil where they are too many or cannot be counted.
    func members(from lower: Expr, to upper: Expr, _ constants: RealConstants) -> [Expr]? {
        let store = constants.store
        var members: [Expr] = []
        for family in families {
            if constants.sign(of: family.start) == .notReal { continue }
            guard let (first, last) = family.turns(from: lower, to: upper, constants), last - first <= BoundaryPoints.most else {
                return nil
            }
            if first > last { continue }
            for turn in first...last { members.append(family.member(turn, store)) }
        }
        return members.count <= BoundaryPoints.most ? members : nil
    }

    /// More numbers are not put into a table.
    private static let most = 600
}
