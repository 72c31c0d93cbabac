import Exact
import Expressions
import Reading
import Vocabulary

/// Equations that hold exactly where one side is among the values of a function on the other: `atan(tan(x)) = x` between -pi/2 and pi/2,
/// `sqrt(tan(x)^2) = tan(x)` where the tangent is not negative.
struct RangeIdentity {
    private let equation: SingleEquation
    private var solver: Solver { equation.solver }
    private var store: ExprStore { equation.store }
    /// Numbers none of which a person would write.
    private static let numbers: [Double] = (0..<60).map { -11 + 22 * (Double($0) + 0.31837) / 60 }
    private static let least = 3

    init(_ equation: SingleEquation) { self.equation = equation }

    /// All solutions; nil where the equation is none of these.
    func solutions() -> SolutionSet? {
        let necessary = self.necessary
        guard necessary != .truth, necessary != .falsehood, holds(where: necessary) else { return nil }
        let condition = store.conjunction([necessary] + equation.pointDomain)
        guard
            case .holds = Verification(solver, domain: [], isReal: false).check(
                [equation.expr], at: [:], integers: [], condition: condition)
        else { return nil }
        var request = SolveRequest([condition], for: [equation.unknown])
        request.interval = equation.request.interval
        let set = InequalitySolver(solver).solve(request)
        return set.isComplete ? set : nil
    }

    /// What every solution satisfies: each term that is a function with a range is what the others make of it.
    private var necessary: Expr {
        guard store.kind(equation.expr) == .sum else { return .truth }
        let terms = store.childArray(equation.expr)
        return store.conjunction(
            terms.indices.compactMap { place -> Expr? in
                let others = store.sum(terms.indices.filter { $0 != place }.map { terms[$0] })
                let value = store.scaled((-store.coefficient(terms[place])).inverse, others)
                guard store.symbols(in: [value]) == [equation.unknown],
                    equation.request.wantsRealParts(store) || store.facts(of: value).isReal
                else { return nil }
                return isAmongValues(value, of: store.barePart(terms[place]))
            })
    }

    /// Nil where nothing is known of the values.
    private func isAmongValues(_ value: Expr, of kernel: Expr) -> Expr? {
        guard store.symbols(in: [kernel]) == [equation.unknown] else { return nil }
        switch store.kind(kernel) {
        case .power:
            guard let exponent = store.rationalValue(store.child(kernel, 1)), !exponent.denominator.isOdd else { return nil }
            return store.relation(.lessOrEqual, .zero, value)
        case .call:
            guard store.childCount(kernel) == 1, let range = solver.catalogue.range(store.function(kernel)) else { return nil }
            // Real values of real numbers lie in the range; of others too, where a function takes no value twice.
            let isOnce = solver.catalogue.isOneToOne(store.function(kernel))
            guard isOnce || equation.request.wantsRealParts(store) || store.facts(of: store.child(kernel, 0)).isReal else { return nil }
            return range.instance([value], solver.catalogue)
        default: return nil
        }
    }

    /// Whether the equation holds, as far as doubles tell, at all numbers of a few that satisfy a condition.
    private func holds(where condition: Expr) -> Bool {
        guard let program = ScanProgram([condition, equation.expr], of: [equation.unknown], solver) else { return false }
        let columns = program.values([RangeIdentity.numbers])
        let places = RangeIdentity.numbers.indices.filter { columns[0][$0] == 1 && columns[1][$0].isFinite }
        return places.count >= RangeIdentity.least && places.allSatisfy { columns[1][$0].magnitude < 1e-9 }
    }
}
