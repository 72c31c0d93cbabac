import CGroebner
import Exact
import Expressions
import Polynomials

/// The common roots of an ideal with finitely many, by the values of one linear form that takes a different value at each
/// (Rouillier, *Solving zero-dimensional systems through the rational univariate representation*, 1999).
public struct RationalUnivariateRepresentation {
    /// The ring of the polynomials, in one variable: the value t of the form.
    public let ring: PolynomialRing
    /// The coefficients of the form, one for each variable of the ideal.
    public let form: [Int]
    /// The polynomial f whose roots are the values of the form; without squares, primitive, with a positive leading coefficient.
    public let polynomial: Polynomial
    /// The variables: at a root of f each is `numerator(t) / (denominator * f'(t))`.
    public let coordinates: [(numerator: Polynomial, denominator: Integer)]
    /// Coprime polynomials whose product is f up to a number, and the multiplicity of their roots as roots of the ideal.
    public let multiplicities: [(polynomial: Polynomial, multiplicity: Int)]
}

extension GroebnerBasis {
    /// The polynomial of least degree, in the one variable of a new ring, that vanishes at a linear form modulo the ideal. Nil
    /// where there are infinitely many common roots, or where the computation was cut short; only then the budget is spent.
    public func minimalPolynomial(ofForm form: [Int], budget: Budget? = nil) -> Polynomial? {
        precondition(form.count == ring.variableCount)
        guard hasFiniteDimension else { return nil }
        if isTrivial { return PolynomialRing(variableCount: 1, budget: ring.budget).one }
        let found = quotient(budget) { base, count, order in
            form.withUnsafeBufferPointer { form in
                form.baseAddress.flatMap { agnesi_groebner_minimal_polynomial(base, count, order, $0, ring.pointer) }
            }
        }
        return found?.first.map { univariate($0, PolynomialRing(variableCount: 1, budget: ring.budget)) }
    }

    /// The polynomial of least degree that vanishes at a variable modulo the ideal.
    public func minimalPolynomial(of variable: Int, budget: Budget? = nil) -> Polynomial? {
        minimalPolynomial(ofForm: (0..<ring.variableCount).map { $0 == variable ? 1 : 0 }, budget: budget)
    }

    private func univariate(_ polynomial: Polynomial, _ target: PolynomialRing) -> Polynomial {
        polynomial.moved(to: target, places: (0..<ring.variableCount).map { $0 == 0 ? 0 : nil })
    }

    /// The roots by the values of a linear form. Nil where there are infinitely many common roots or none, where the form takes a
    /// value twice, or where the computation was cut short; only then the budget is spent.
    public func univariateRepresentation(form: [Int], budget: Budget? = nil) -> RationalUnivariateRepresentation? {
        precondition(form.count == ring.variableCount)
        guard hasFiniteDimension, !isTrivial else { return nil }
        let found = quotient(budget) { base, count, order in
            form.withUnsafeBufferPointer { form in
                form.baseAddress.flatMap { agnesi_groebner_univariate(base, count, order, $0, ring.pointer) }
            }
        }
        guard let found, found.count > 1 else { return nil }
        let target = PolynomialRing(variableCount: 1, budget: ring.budget)
        let moved = found.map { univariate($0, target) }
        let coordinates = (0..<ring.variableCount).map { (name: Int) -> (Polynomial, Integer) in
            (moved[2 * name + 2], moved[2 * name + 3].leadingCoefficient)
        }
        let isSimple = moved[0].totalDegree == moved[1].totalDegree
        let multiplicities = isSimple ? [(polynomial: moved[0], multiplicity: 1)] : moved[1].squareFreeFactors().factors
        return RationalUnivariateRepresentation(
            ring: target, form: form, polynomial: moved[0], coordinates: coordinates, multiplicities: multiplicities)
    }

    /// The roots by the values of a form that is found: a variable, if one takes different values, else small multiples of all.
    /// Nil where there are infinitely many common roots or none, or where the computation was cut short.
    public func univariateRepresentation(budget: Budget? = nil) -> RationalUnivariateRepresentation? {
        guard hasFiniteDimension, !isTrivial else { return nil }
        let count = ring.variableCount
        var forms = (0..<count).reversed().map { chosen in (0..<count).map { $0 == chosen ? 1 : 0 } }
        // Of all forms with coefficients up to a bound, few take a value twice once the bound passes the number of pairs of roots.
        var (state, bound): (UInt64, UInt64) = (1, 3)
        for _ in 0..<64 {
            for form in forms {
                if let found = univariateRepresentation(form: form, budget: budget) { return found }
                if (budget ?? ring.budget).isExhausted { return nil }
            }
            forms = [
                (0..<count).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return Int((state >> 33) % (2 * bound + 1)) - Int(bound)
                }
            ]
            bound = min(2 * bound, 1 << 24)
        }
        (budget ?? ring.budget).exhaust(.size)
        return nil
    }
}
