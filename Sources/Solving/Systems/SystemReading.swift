import Exact
import Expressions
import Polynomials

/// The equations of a system as polynomials in its unknowns and whatever else stands in them.
struct SystemReading {
    /// The variables: the unknowns first, in the order of the system.
    let kernels: Kernels
    /// The numerators of the equations.
    var numerators: [Polynomial] = []
    /// The denominators in which an unknown stands.
    var denominators: [Polynomial] = []
    /// What holds of roots of numbers and of parameters.
    let relations: [RootRelation]
    /// How many of the variables are unknowns.
    let unknownCount: Int

    /// Reads the equations; nil where they cannot be read, or a kernel other than the unknowns themselves holds one.
    init?(_ system: PartialSolution, _ store: ExprStore) {
        do throws(PolynomialFailure) {
            let kernels = try Kernels(store, of: system.equations, leading: system.unknowns, includesBases: true)
            unknownCount = system.unknowns.count
            let isForeign = kernels.list.dropFirst(unknownCount).contains { kernel in
                store.symbols(in: [kernel.expression]).contains { system.unknowns.contains($0) }
            }
            if isForeign { return nil }
            var reader = PolynomialReader(kernels)
            var values: [RationalFunction] = []
            for equation in system.equations { values.append(try reader.read(equation)) }
            let relations = try kernels.rootRelations(&reader)
            self.kernels = kernels
            self.relations = relations
            for value in values {
                guard let reduced = relations.isEmpty ? value : value.reduced(by: relations) else { return nil }
                numerators.append(reduced.numerator)
                if isUnknownIn(reduced.denominator) { denominators.append(reduced.denominator) }
            }
        } catch {
            return nil
        }
        if kernels.ring.budget.isExhausted { return nil }
    }

    private func isUnknownIn(_ polynomial: Polynomial) -> Bool { polynomial.degrees.prefix(unknownCount).contains { $0 > 0 } }

    /// Whether all equations are linear in the unknowns together.
    var isLinear: Bool {
        numerators.allSatisfy { polynomial in
            var isLinear = true
            polynomial.forEachTerm { exponents, _ in
                if exponents.prefix(unknownCount).reduce(0, +) > 1 { isLinear = false }
            }
            return isLinear
        }
    }
}
