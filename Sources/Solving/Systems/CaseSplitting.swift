import Expressions
import Reading
import Vocabulary

/// Systems with functions that are defined by cases, `abs`, `max`, `min`: each case gives a system without it, whose solutions count
/// where the case's condition holds.
struct CaseSplitting {
    private let solver: SystemSolver
    private var store: ExprStore { solver.store }

    init(_ solver: SystemSolver) { self.solver = solver }

    /// The solutions by cases; nil for systems without cases of the unknowns.
    func solutions(of system: PartialSolution) -> PartialSolutions? {
        let cases = CaseBranches(solver.catalogue)
        let node = store.postorder(system.equations).first { cases.isByCases($0) && solver.holds($0, system.unknowns) }
        guard let node, let branches = cases.branches(of: node) else { return nil }
        var result = PartialSolutions.none
        var before: [Expr] = []
        for (value, condition) in branches {
            let holds = store.conjunction(before + [condition])
            before.append(store.negation(condition))
            if holds == .falsehood || value == .undefined { continue }
            var next = system
            next.equations = solver.catalogue.substitute(system.equations, [node: value])
            if let next = next.demanding(holds) { result.join(solver.solutions(of: next)) }
        }
        return result
    }
}
