import Algebra
import Certified
import Exact
import Expressions
import Reading

/// An equation that a family of values leaves: it asks something of the whole number that counts them.
struct IntegerEquation {
    private let solver: SystemSolver
    private var store: ExprStore { solver.store }
    /// Families whose steps have a larger denominator are not taken apart.
    private static let longestPeriod = 64

    init(_ solver: SystemSolver) { self.solver = solver }

    /// The members of the family that satisfy an equation, as families. The equation holds no names but whole numbers of the system.
    func cases(of expr: Expr, in system: PartialSolution) -> SystemCases {
        let names = store.symbols(in: [expr])
        let simple = store.withoutAssumptions { () -> Expr in
            for name in names { try? store.assume(name, .integer) }
            return Simplifier(solver.catalogue).simplify(expr).result
        }
        if simple == .zero { return SystemCases(list: [system]) }
        if store.isConstant(simple), solver.evaluator.isNonzero(simple) { return SystemCases() }
        guard names.count == 1 else { return SystemCases(isComplete: false) }
        let own = EquationSolver(
            solver.catalogue, solver.evaluator, names[0], isReal: true, avoiding: system.integers + store.symbols(in: system.equations))
        let roots = own.roots(of: expr)
        var result = SystemCases(isComplete: roots.isComplete && roots.everything.isEmpty && roots.searched == nil)
        for root in roots.list {
            guard let members = members(root) else {
                result.isComplete = false
                continue
            }
            for member in members {
                var next = system.substituting(member, for: names[0], solver.catalogue)
                next?.parameters[names[0]] = nil
                next?.integers.removeAll { $0 == names[0] }
                let known = next?.integers ?? []
                next?.integers += root.integers.filter { store.depends(member, on: $0) && !known.contains($0) }
                if let next { result.list.append(next) }
            }
        }
        return result
    }

    /// The whole numbers among the values of a root; nil where that is not known.
    private func members(_ root: Root) -> [Expr]? {
        if store.isConstant(root.value) {
            if let number = store.rationalValue(root.value) { return number.isInteger ? [root.value] : [] }
            solver.evaluator.begin(bits: 192)
            let bounds = solver.evaluator.value(of: root.value).bounds(.real)
            return bounds.lower.isFinite && bounds.lower.rounded(.up) > bounds.upper ? [] : nil
        }
        guard root.integers.count == 1, store.symbols(in: [root.value]) == root.integers else { return nil }
        let name = root.integers[0]
        let values = [0, 1, 2].map { store.rationalValue(solver.catalogue.substitute(root.value, [name: store.number($0)])) }
        guard let start = values[0], let next = values[1], let third = values[2], third - next == next - start,
            let period = (next - start).denominator.asInt, period <= IntegerEquation.longestPeriod
        else { return nil }
        let step = next - start
        return (0..<period).compactMap { turn in
            let first = start + step * Rational(turn)
            guard first.isInteger else { return nil }
            return store.sum(store.number(first), store.scaled(step * Rational(period), name))
        }
    }
}
