import Certified
import Expressions

/// What is tried with an expression in which the unknown stands in several kernels, in this order: the first method that finds all
/// zeros is believed, else the one that finds most.
struct Methods {
    private let solver: EquationSolver

    init(_ solver: EquationSolver) { self.solver = solver }

    func roots(of expr: Expr, _ polynomial: KernelPolynomial? = nil) -> Roots {
        var best: Roots?
        let methods: [(name: String, roots: () -> Roots?)] = [
            ("two terms", { TwoTerms(solver).roots(of: expr) }),
            ("powers of one thing", { ProportionalPowers(solver).roots(of: expr, polynomial) }),
            ("logarithms joined", { LogarithmMethod(solver).roots(of: expr) }),
            ("angles", { AngleMethod(solver).roots(of: expr) }),
            ("inverse angles", { InverseAngleMethod(solver).roots(of: expr) }),
            ("whole parts", { WholePartMethod(solver).roots(of: expr) }),
            ("definitions", { DefinitionMethod(solver).roots(of: expr) }),
            ("Lambert's W", { LambertMethod(solver).roots(of: expr) }),
            ("roots eliminated", { RadicalMethod(solver).roots(of: expr, polynomial) }),
            ("numeric", { NumericMethod(solver).roots(of: expr) }),
        ]
        for method in methods where solver.store.budget.step() {
            guard let found = solver.tried(method.name, on: expr, method.roots) else { continue }
            if found.isComplete { return best.map { found.named(by: $0, solver) } ?? found }
            if best.map({ $0.list.count < found.list.count }) ?? true { best = found }
        }
        return best ?? .unknown
    }
}

extension Roots {
    /// With the closed forms of values that are else only enclosed: one of them that lies in an enclosure is what it encloses.
    fileprivate func named(by known: Roots, _ solver: EquationSolver) -> Roots {
        var result = self
        for position in list.indices {
            guard let enclosure = list[position].enclosure else { continue }
            let form = known.list.first {
                $0.enclosure == nil && $0.integers.isEmpty && $0.condition == .truth && enclosure.holds($0.value, solver)
            }
            guard let form else { continue }
            result.list[position].value = form.value
            result.list[position].enclosure = nil
        }
        return result
    }
}

extension Enclosure {
    /// Whether a constant certainly lies between the ends.
    fileprivate func holds(_ value: Expr, _ solver: EquationSolver) -> Bool {
        guard solver.store.isConstant(value) else { return false }
        return solver.evaluator.sign(ofConstant: solver.store.difference(value, solver.store.number(lower))) == 1
            && solver.evaluator.sign(ofConstant: solver.store.difference(solver.store.number(upper), value)) == 1
    }
}
