import Algebra
import Certified
import Exact
import Expressions
import Polynomials
import Reading

/// Polynomial systems with parameters become smaller before anything is computed of them together: an equation that is a product
/// gives a case for each factor, and one that is linear in an unknown gives its value.
struct Peeling {
    private let solver: SystemSolver
    private var store: ExprStore { solver.store }
    /// Longer equations are not factored, nor solved.
    private static let mostTerms = 60

    init(_ solver: SystemSolver) { self.solver = solver }

    /// The solutions by smaller systems; nil where there is no parameter, and where no equation is as simple as that.
    ///
    /// - Parameter isThorough: whether an equation in several unknowns is solved for one that has parameters before it.
    func solutions(of system: PartialSolution, isThorough: Bool) -> PartialSolutions? {
        guard system.equations.count > 1, let reading = SystemReading(system, store),
            reading.kernels.list.count > reading.unknownCount
        else { return nil }
        for place in system.equations.indices where reading.numerators[place].termCount <= Peeling.mostTerms {
            if let cases = factors(of: reading.numerators[place], at: place, reading, system) { return solver.solutions(ofCases: cases) }
        }
        guard reading.denominators.isEmpty else { return nil }
        let order = system.equations.indices.sorted { reading.numerators[$0].termCount < reading.numerators[$1].termCount }
        for kind in isThorough ? [Lead.parameters] : [.number, .parametersAlone] {
            for place in order where reading.numerators[place].termCount <= Peeling.mostTerms {
                if let cases = linear(reading.numerators[place], at: place, reading, system, kind) {
                    return solver.solutions(ofCases: cases)
                }
            }
        }
        return nil
    }

    // MARK: Products

    /// A case for each factor of an equation: those without an unknown first, which the others then exclude.
    private func factors(of polynomial: Polynomial, at place: Int, _ reading: SystemReading, _ system: PartialSolution) -> SystemCases? {
        let factors = polynomial.factors().factors
        guard factors.count > 1 || factors.contains(where: { $0.multiplicity > 1 }) else { return nil }
        var writer = PolynomialWriter(reading.kernels)
        var rest = system
        rest.equations.remove(at: place)
        rest.conditions += reading.denominators.map { store.relation(.notEqual, writer.write($0), .zero) }
        var result = SystemCases()
        var excluded: [Expr] = []
        let isUnknown = { (factor: Polynomial) in factor.degrees.prefix(reading.unknownCount).contains { $0 > 0 } }
        for factor in factors.map(\.polynomial) where !isUnknown(factor) {
            let expr = writer.write(factor)
            if store.facts(of: expr).isNonzero || store.isConstant(expr) && solver.evaluator.isNonzero(expr) { continue }
            var next = rest
            next.conditions += excluded
            next.equations.append(expr)
            result.list.append(next)
            excluded.append(store.relation(.notEqual, expr, .zero))
        }
        for factor in factors.map(\.polynomial) where isUnknown(factor) {
            var next = rest
            next.conditions += excluded
            next.equations.append(writer.write(factor))
            result.list.append(next)
        }
        return result
    }

    // MARK: Linear equations

    /// What stands before an unknown that an equation is linear in.
    private enum Lead {
        /// A number.
        case number
        /// Parameters, and there is no other unknown.
        case parametersAlone
        /// Parameters.
        case parameters
    }

    /// The cases of an equation that is linear in an unknown: it has a value, or what stands before it is zero.
    private func linear(
        _ polynomial: Polynomial, at place: Int, _ reading: SystemReading, _ system: PartialSolution, _ kind: Lead
    ) -> SystemCases? {
        var writer = PolynomialWriter(reading.kernels)
        let live = (0..<reading.unknownCount).filter { polynomial.degree(in: $0) > 0 }
        guard kind != .parametersAlone || live.count == 1 else { return nil }
        for variable in live where polynomial.degree(in: variable) == 1 {
            let lead = polynomial.leadingCoefficient(in: variable)
            guard lead.isConstant || kind != .number && !live.contains(where: { lead.degree(in: $0) > 0 }) else { continue }
            let rest = polynomial - lead * reading.kernels.ring.variable(variable)
            guard let value = RationalFunction(-rest, over: lead) else { continue }
            var remaining = system
            remaining.equations.remove(at: place)
            var result = SystemCases()
            var general = remaining
            if !lead.isConstant { general.conditions.append(store.relation(.notEqual, writer.write(lead), .zero)) }
            solver.note("solved for \(store.name(system.unknowns[variable]))", system.equations[place], writer.write(value))
            if var next = general.substituting(writer.write(value), for: system.unknowns[variable], solver.catalogue) {
                next.equations = next.equations.map { Expansion(solver.catalogue).tidied($0) }
                next.values = next.values.mapValues { (try? solver.transforms.together($0)) ?? $0 }
                result.list.append(next)
            }
            if !lead.isConstant {
                var special = remaining
                special.equations += [writer.write(lead), writer.write(rest)]
                result.list.append(special)
            }
            return result
        }
        return nil
    }
}
