import Algebra
import Exact
import Expressions
import Groebner
import Polynomials
import Reading

/// Systems of polynomials and roots, by Gröbner bases: the set of common zeros is split into components by factoring, each of which
/// is a point with its conjugates, or has free unknowns and parameters and is solved from the bottom of its lexicographic basis.
struct PolynomialSystem {
    private let solver: SystemSolver
    private var store: ExprStore { solver.store }

    init(_ solver: SystemSolver) { self.solver = solver }

    /// The solutions; nil for other systems, and where the bases cost too much.
    ///
    /// - Parameter isFirst: whether there are other ways to go on.
    func solutions(of system: PartialSolution, isFirst: Bool) -> PartialSolutions? {
        // Without parameters there is no better way, and no need to try it twice.
        let hasParameters = store.symbols(in: system.equations).contains { !system.unknowns.contains($0) }
        guard isFirst || hasParameters else { return nil }
        let budget = solver.basisBudget(isFirst: hasParameters && isFirst)
        guard let reading = PolynomialReading(system.equations, order(of: system), store, budget: budget),
            let components = IdealComponents.components(of: reading.generators, in: reading.ring, budget: budget)
        else { return nil }
        var result = PartialSolutions.none
        var points: [PointComponent] = []
        for component in components {
            if component.hasFiniteDimension, reading.variables(.parameter).isEmpty {
                guard let point = PointComponent(solver, reading, component) else {
                    result.isComplete = false
                    continue
                }
                points.append(point)
            } else {
                result.join(TriangularSystem(solver, reading, budget).solutions(of: component, in: system))
            }
        }
        let multiplicities = PointMultiplicity(reading, budget).multiplicities(of: points.map(\.basis), among: components)
        for (position, point) in points.enumerated() {
            for values in point.values {
                var next = system
                next.equations = []
                next.multiplicity = multiplicities?[position]
                if let own = next.substituting(values, solver.catalogue) { result.list.append(own) }
            }
        }
        return result
    }

    /// The unknowns, the one that is to be expressed by the others first: of a single equation that in which it is simplest.
    private func order(of system: PartialSolution) -> [Expr] {
        guard system.equations.count == 1, system.unknowns.count > 1 else { return system.unknowns }
        var best: (unknown: Expr, weight: Int)?
        for unknown in system.unknowns {
            guard let polynomial = KernelPolynomial(system.equations[0], unknown, store), polynomial.live.count == 1 else { continue }
            let lead = polynomial.numerator.leadingCoefficient(in: polynomial.live[0])
            let weight = polynomial.numerator.degree(in: polynomial.live[0]) * 1_000 + (lead.isConstant ? 0 : lead.termCount)
            if best.map({ weight < $0.weight }) ?? true { best = (unknown, weight) }
        }
        guard let first = best?.unknown else { return system.unknowns }
        return [first] + system.unknowns.filter { $0 != first }
    }
}

/// How often the points of a system count as its zeros.
private struct PointMultiplicity {
    private let reading: PolynomialReading
    private let budget: Budget
    /// Systems with more zeros than this are not asked.
    private static let mostZeros: Integer = 40

    init(_ reading: PolynomialReading, _ budget: Budget) {
        self.reading = reading
        self.budget = budget
    }

    /// The multiplicity of each component; nil where that has no meaning or costs too much.
    func multiplicities(of points: [GroebnerBasis], among components: [GroebnerBasis]) -> [Int]? {
        guard !points.isEmpty, points.count == components.count, reading.variables(.root).isEmpty, reading.variables(.number).isEmpty,
            let whole = GroebnerBasis.reduced(of: reading.generators, in: reading.ring, budget: budget),
            case .finite(let count)? = whole.dimension(), count < PointMultiplicity.mostZeros
        else { return nil }
        var distinct: Integer = 0
        for point in points {
            guard case .finite(let own)? = point.dimension() else { return nil }
            distinct += own
        }
        if distinct == count { return points.map { _ in 1 } }
        guard let representation = whole.univariateRepresentation(budget: budget) else { return nil }
        var result: [Int] = []
        for point in points {
            guard let minimal = point.minimalPolynomial(ofForm: representation.form, budget: budget) else { return nil }
            let own = minimal.moved(to: representation.ring, places: [0])
            let part = representation.multiplicities.first { $0.polynomial.dividedExactly(by: own) != nil }
            guard let part else { return nil }
            result.append(part.multiplicity)
        }
        return result
    }
}
