import Algebra
import Expressions
import Reading
import Vocabulary

/// Equations of a complex unknown with its conjugate, its parts or its modulus: `z = a + b*I` with real `a` and `b`, and the real and the
/// imaginary part of the equation by themselves.
struct ConjugateMethod {
    private let outside: Solver
    private let unknown: Expr
    private var catalogue: Catalogue { outside.catalogue }
    private var store: ExprStore { outside.store }

    init(_ solver: Solver, _ unknown: Expr) {
        outside = solver
        self.unknown = unknown
    }

    /// The roots; nil for equations without such functions of the unknown, and for those that cannot be parted.
    func roots(of expr: Expr) -> Roots? {
        let calls = store.postorder([expr]).filter { store.kind($0) == .call && store.childArray($0) == [unknown] }
            .filter { ConjugateMethod.functions.contains(Vocabulary.row(store.function($0)).name) }
        guard !calls.isEmpty, store.symbols(in: [expr]) == [unknown] else { return nil }
        let (a, b) = (store.symbol("real \(unknown.index)"), store.symbol("imaginary \(unknown.index)"))
        let turned = store.product(b, store.constant(.imaginaryUnit))
        var replacements: [Expr: Expr] = [unknown: store.sum(a, turned)]
        for part in calls {
            switch Vocabulary.row(store.function(part)).name {
            case "conjugate": replacements[part] = store.difference(a, turned)
            case "re": replacements[part] = a
            case "im": replacements[part] = b
            default: replacements[part] = store.squareRoot(store.sum(store.power(a, 2), store.power(b, 2)))
            }
        }
        guard let parts = CartesianParts(catalogue).parts(of: catalogue.substitute(expr, replacements)) else { return nil }
        var request = SolveRequest([parts.real, parts.imaginary].map { store.equation($0, .zero) }, for: [a, b])
        request.isReal = true
        guard let set = try? outside.solve(request), set.solutions.allSatisfy({ $0.bindings.count == 2 && $0.integers.isEmpty }) else {
            return nil
        }
        return Roots(
            list: set.solutions.map { solution in
                let value = store.sum(solution.bindings[0].value, store.product(store.constant(.imaginaryUnit), solution.bindings[1].value))
                return Root(value: value, multiplicity: 0, condition: solution.condition)
            }, isComplete: set.isComplete)
    }

    private static let functions: Set<String> = ["conjugate", "re", "im", "abs"]
}
