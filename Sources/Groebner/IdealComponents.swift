import Exact
import Expressions
import Polynomials

/// Splits the set of common roots of polynomials into components by factoring (Davenport, *Looking at a set of equations*, 1987;
/// Czapor, *Solving algebraic equations: combining Buchberger's algorithm with multivariate factorization*, 1989).
///
/// An element of a basis that is a product vanishes where one of its factors does; every factor gives a system of its own. Where
/// finitely many roots are left, the minimal polynomials of the variables and of a form that separates the roots are factored too,
/// so that every component with finitely many roots is prime. Its lexicographic basis is triangular.
public struct IdealComponents {
    private let ring: PolynomialRing
    private let budget: Budget

    /// A system to be split: its polynomials, and others of which none may vanish everywhere, as those roots are found elsewhere.
    private struct System {
        var polynomials: [Polynomial]
        var excluded: [Polynomial]
    }

    /// What a system became.
    private enum Outcome {
        case systems([System])
        case component(GroebnerBasis)
        case nothing
    }

    /// The graded bases of components whose common roots are together those of the generators, and of which none holds another one's
    /// roots. Components with infinitely many roots may be split no further than factors of elements lead. Those with few
    /// elements come first. Nil where the computation was cut short.
    public static func components(of generators: [Polynomial], in ring: PolynomialRing, budget: Budget? = nil) -> [GroebnerBasis]? {
        let splitting = IdealComponents(ring: ring, budget: budget ?? ring.budget)
        var open = [System(polynomials: generators, excluded: [])]
        var found: [GroebnerBasis] = []
        while let system = open.popLast() {
            guard let outcome = splitting.split(system), !ring.budget.isExhausted else { return nil }
            switch outcome {
            case .systems(let parts): open += parts.reversed()
            case .component(let basis): if !found.contains(basis) { found.append(basis) }
            case .nothing: break
            }
        }
        return splitting.irredundant(found)
    }

    private func split(_ system: System) -> Outcome? {
        // What can be factored before anything is computed keeps the computation small.
        for (position, polynomial) in system.polynomials.enumerated() where !polynomial.isZero {
            if let parts = parts(of: polynomial, system, replacing: position) { return .systems(parts) }
        }
        guard let basis = GroebnerBasis.reduced(of: system.polynomials, in: ring, budget: budget) else { return nil }
        if basis.isTrivial { return .nothing }
        guard let rests = basis.normalForms(of: system.excluded, budget: budget) else { return nil }
        if rests.contains(where: { $0.rest.isZero }) { return .nothing }
        let own = System(polynomials: basis.polynomials, excluded: system.excluded)
        for (position, polynomial) in basis.polynomials.enumerated() {
            if let parts = parts(of: polynomial, own, replacing: position) { return .systems(parts) }
        }
        return basis.hasFiniteDimension ? splitRoots(basis, own) : .component(basis)
    }

    /// A system for each factor of a polynomial; nil for an irreducible one. At a position, the factor takes the polynomial's place.
    private func parts(of polynomial: Polynomial, _ system: System, replacing position: Int? = nil) -> [System]? {
        let factors = polynomial.factors().factors
        if ring.budget.isExhausted { return nil }
        guard factors.count > 1 || factors.first.map({ $0.multiplicity > 1 }) ?? false else { return nil }
        return factors.indices.map { index in
            var part = system
            if let position { part.polynomials.remove(at: position) }
            part.polynomials.append(factors[index].polynomial)
            part.excluded += factors[0..<index].map(\.polynomial)
            return part
        }
    }

    /// Splits finitely many roots by the values of the variables, then by those of a form that separates them.
    private func splitRoots(_ basis: GroebnerBasis, _ system: System) -> Outcome? {
        let count = ring.variableCount
        guard let dimension = basis.rootCount() else { return nil }
        if dimension.isOne { return .component(basis) }
        var isPrime = false
        for variable in 0..<count {
            let form = (0..<count).map { $0 == variable ? 1 : 0 }
            guard let minimal = basis.minimalPolynomial(of: variable, budget: budget) else { return nil }
            if let parts = parts(of: value(of: minimal, at: form), system) { return .systems(parts) }
            // An irreducible polynomial of full degree makes the quotient a field.
            isPrime = isPrime || Integer(minimal.totalDegree) == dimension
        }
        if isPrime { return .component(basis) }
        guard let representation = basis.univariateRepresentation(budget: budget) else { return nil }
        if let parts = parts(of: representation, system) { return .systems(parts) }
        return ring.budget.isExhausted ? nil : .component(basis)
    }

    /// The factors of the polynomial of a form as systems. They are factored in one variable, as the form has several.
    private func parts(of representation: RationalUnivariateRepresentation, _ system: System) -> [System]? {
        let factors = representation.polynomial.factors().factors
        guard factors.count > 1, !ring.budget.isExhausted else { return nil }
        return factors.map { factor in
            System(polynomials: system.polynomials + [value(of: factor.polynomial, at: representation.form)], excluded: system.excluded)
        }
    }

    /// The polynomial in one variable, at a linear form.
    private func value(of polynomial: Polynomial, at form: [Int]) -> Polynomial {
        let parts = zip(ring.variables, form).filter { $0.1 != 0 }.map { $0.0.scaled(by: Integer($0.1)) }
        return polynomial.composed([ring.sum(parts)], in: ring)
    }

    /// The components that hold no roots but those of others are left out.
    private func irredundant(_ components: [GroebnerBasis]) -> [GroebnerBasis]? {
        var kept = components.sorted { $0.polynomials.count < $1.polynomials.count }
        for position in kept.indices.reversed() {
            for other in kept.indices where other != position {
                guard let isInside = vanish(kept[other].polynomials, on: kept[position]) else { return nil }
                if isInside {
                    kept.remove(at: position)
                    break
                }
            }
        }
        return kept
    }

    private func vanish(_ polynomials: [Polynomial], on component: GroebnerBasis) -> Bool? {
        guard let rests = component.normalForms(of: polynomials, budget: budget) else { return nil }
        for rest in rests where !rest.rest.isZero {
            // A component with finitely many roots is prime.
            if component.hasFiniteDimension { return false }
            guard let vanishes = component.radicalContains(rest.rest, budget: budget) else { return nil }
            if !vanishes { return false }
        }
        return true
    }
}
