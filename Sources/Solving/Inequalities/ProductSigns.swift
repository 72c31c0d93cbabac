import Expressions
import Reading

/// Relations of a product to zero, by the signs of two factors.
struct ProductSigns {
    private let solver: EquationSolver
    private var store: ExprStore { solver.store }

    init(_ solver: EquationSolver) { self.solver = solver }

    /// The condition with each relation taken apart whose factors are of two kinds.
    ///
    /// - Parameter isOfFirstKind: tells the kinds apart.
    func split(_ condition: Expr, _ isOfFirstKind: (Expr) -> Bool) -> Expr {
        var replacements: [Expr: Expr] = [:]
        for relation in ConditionForm(store).relations(condition) {
            let difference = store.difference(store.child(relation, 0), store.child(relation, 1))
            guard let product = try? solver.transforms.factor(difference) else { continue }
            var (first, second): ([Expr], [Expr]) = ([], [])
            for (base, exponent) in solver.transforms.splitProduct(product) {
                let factor = store.power(base, exponent)
                if solver.holdsUnknown(factor), isOfFirstKind(factor) { first.append(factor) } else { second.append(factor) }
            }
            guard !first.isEmpty, second.contains(where: { solver.holdsUnknown($0) }) else { continue }
            let signs = signs(store.relation(relation), store.product(first), store.product(second))
            // Factors may be gone that the sides need.
            replacements[relation] = store.conjunction(Definedness(solver.catalogue).conditions(of: [relation]) + [signs])
        }
        return replacements.isEmpty ? condition : solver.catalogue.substitute(condition, replacements)
    }

    /// How `u*v` lies to zero, both factors having values.
    private func signs(_ relation: Relation, _ u: Expr, _ v: Expr) -> Expr {
        func both(_ relation: Relation, _ isTurned: Bool) -> Expr {
            let first = store.relation(relation, u, .zero)
            return store.conjunction([first, isTurned ? store.relation(relation, .zero, v) : store.relation(relation, v, .zero)])
        }
        func turned(_ relation: Relation, _ isTurned: Bool) -> Expr {
            let first = store.relation(relation, .zero, u)
            return store.conjunction([first, isTurned ? store.relation(relation, v, .zero) : store.relation(relation, .zero, v)])
        }
        switch relation {
        case .less, .lessOrEqual: return store.disjunction([both(relation, true), turned(relation, true)])
        case .notEqual:
            return store.disjunction([both(.less, true), turned(.less, true), both(.less, false), turned(.less, false)])
        case .equal:
            let zero = [store.relation(.equal, u, .zero), store.relation(.equal, v, .zero)]
            let real = [u, v].map { store.disjunction([store.relation(.lessOrEqual, $0, .zero), store.relation(.less, .zero, $0)]) }
            return store.disjunction([store.conjunction([zero[0], real[1]]), store.conjunction([zero[1], real[0]])])
        }
    }
}
