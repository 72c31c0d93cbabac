import CGroebner
import Exact
import Expressions
import Polynomials

/// The reduced Gröbner basis of an ideal over the rational numbers: no term of an element is divisible by the leading monomial of
/// another. Ideals are equal exactly if their bases are.
///
/// It is computed modulo primes by the algorithm F4 (Faugère, *A new efficient algorithm for computing Gröbner bases (F4)*, 1999)
/// and lifted (Arnold, *Modular algorithms for computing Gröbner bases*, 2003). That all generators reduce to zero is checked over
/// the rational numbers; that the result is a basis, modulo a prime of 62 bits that had no part in finding it.
///
/// Operations draw on the ring's budget, or on that of the call. One that is cut short spends it and gives nil.
public struct GroebnerBasis: Equatable {
    /// The ring of the polynomials. Its own order need not be that of the basis.
    public let ring: PolynomialRing
    /// The order of monomials of the basis.
    public let order: MonomialOrder
    /// The elements, smallest leading monomial first: primitive, with a positive coefficient of the leading monomial. None for the
    /// ideal of 0 alone, and 1 alone for the ideal of everything.
    public let polynomials: [Polynomial]
    /// The exponents of the leading monomials, in the order of the elements.
    public let leadingExponents: [[Int]]

    /// The elements of a reduced basis, in any order of monomials.
    init(ring: PolynomialRing, order: MonomialOrder, polynomials: [Polynomial]) {
        self.ring = ring
        self.order = order
        self.polynomials = polynomials
        leadingExponents = polynomials.map { $0.leadingExponents(order) }
    }

    /// Whether both are bases of one ideal, in one order.
    public static func == (left: GroebnerBasis, right: GroebnerBasis) -> Bool {
        left.ring === right.ring && left.order == right.order && left.polynomials == right.polynomials
    }

    /// The reduced basis of the ideal that the generators generate in a ring; nil where the computation was cut short. Generators
    /// that are 0 are nothing.
    ///
    /// A lexicographic basis comes from the graded one, by linear algebra where there are finitely many common roots.
    public static func reduced(
        of generators: [Polynomial], in ring: PolynomialRing, order: MonomialOrder = .gradedReverseLexicographic, budget: Budget? = nil
    ) -> GroebnerBasis? {
        let graded = MonomialOrder.gradedReverseLexicographic
        let polynomials = elements(of: generators, in: ring, order: graded.blocks(ring.variableCount), budget: budget)
        guard let polynomials else { return nil }
        let basis = GroebnerBasis(ring: ring, order: graded, polynomials: polynomials)
        return order == graded ? basis : basis.converted(to: order, budget: budget)
    }

    static func elements(of generators: [Polynomial], in ring: PolynomialRing, order: BlockOrder, budget: Budget?) -> [Polynomial]? {
        ring.withPointers(generators) { inputs, count in
            ring.list(budget) { order.withPointer { agnesi_groebner_basis(inputs, count, $0, ring.pointer) } }
        }
    }

    /// The basis of the same ideal in another order; nil where the computation was cut short.
    public func converted(to order: MonomialOrder, budget: Budget? = nil) -> GroebnerBasis? {
        if order == self.order || isTrivial || polynomials.isEmpty {
            return GroebnerBasis(ring: ring, order: order, polynomials: polynomials)
        }
        let same = GroebnerBasis(ring: ring, order: order, polynomials: polynomials)
        if same.leadingExponents == leadingExponents {
            // The monomials that no leading one divides are a basis modulo the ideal in both orders, so that there are no others.
            let places = polynomials.indices.sorted { order.precedes(leadingExponents[$0], leadingExponents[$1]) }
            return GroebnerBasis(ring: ring, order: order, polynomials: places.map { polynomials[$0] })
        }
        let found: [Polynomial]?
        if order == .lexicographic, hasFiniteDimension {
            found = quotient(budget) { agnesi_groebner_lexicographic($0, $1, $2, ring.pointer) }
        } else {
            found = GroebnerBasis.elements(of: polynomials, in: ring, order: order.blocks(ring.variableCount), budget: budget)
        }
        return found.map { GroebnerBasis(ring: ring, order: order, polynomials: $0) }
    }

    /// Runs an operation on the quotient by the ideal, whose dimension is finite. Its matrices must fit the memory.
    func quotient(
        _ budget: Budget?, _ operation: (UnsafePointer<OpaquePointer>, Int, UnsafePointer<agnesi_order>) -> OpaquePointer?
    ) -> [Polynomial]? {
        guard let dimension = rootCount() else { return nil }
        guard dimension * dimension * 16 < Integer(PolynomialRing.memoryLimit) else {
            (budget ?? ring.budget).exhaust(.size)
            return nil
        }
        return ring.withPointers(polynomials) { base, count in
            guard let base else { return nil }
            return ring.list(budget) { order.blocks(ring.variableCount).withPointer { operation(base, count, $0) } }
        }
    }

    // MARK: Members

    /// Whether the ideal is everything, so that the generators have no common root.
    public var isTrivial: Bool { polynomials.count == 1 && polynomials[0].isConstant }

    /// `scale` times a polynomial, reduced by the basis: no monomial that is left is divisible by a leading one. The scale is a
    /// positive number. Nil where the computation was cut short.
    public func normalForm(of polynomial: Polynomial, budget: Budget? = nil) -> (scale: Integer, rest: Polynomial)? {
        normalForms(of: [polynomial], budget: budget)?.first
    }

    /// The normal forms of several polynomials, which costs less than each on its own.
    public func normalForms(of inputs: [Polynomial], budget: Budget? = nil) -> [(scale: Integer, rest: Polynomial)]? {
        let found = ring.withPointers(polynomials) { basis, basisCount in
            ring.withPointers(inputs) { inputs, count in
                ring.list(budget) {
                    order.blocks(ring.variableCount).withPointer {
                        agnesi_groebner_normal_forms(basis, basisCount, inputs, count, $0, ring.pointer)
                    }
                }
            }
        }
        guard let found else { return nil }
        return inputs.indices.map { (found[2 * $0 + 1].leadingCoefficient, found[2 * $0]) }
    }

    /// Whether a polynomial is in the ideal; nil where the computation was cut short.
    public func contains(_ polynomial: Polynomial, budget: Budget? = nil) -> Bool? {
        normalForm(of: polynomial, budget: budget)?.rest.isZero
    }

    /// Whether a polynomial vanishes at all common roots of the ideal; nil where the computation was cut short.
    ///
    /// It does if no root is left once `1 - y * polynomial` joins the ideal, with a new variable (Rabinowitsch, *Zum Hilbertschen
    /// Nullstellensatz*, 1929).
    public func radicalContains(_ polynomial: Polynomial, budget: Budget? = nil) -> Bool? {
        guard let isMember = contains(polynomial, budget: budget) else { return nil }
        if isMember { return true }
        let count = ring.variableCount
        let larger = PolynomialRing(variableCount: count + 1, order: ring.order, budget: budget ?? ring.budget)
        let moved = (polynomials + [polynomial]).map { $0.moved(to: larger, places: Array(0..<count)) }
        let inverse = larger.one - larger.variable(count) * moved[polynomials.count]
        return GroebnerBasis.reduced(of: moved.dropLast() + [inverse], in: larger)?.isTrivial
    }
}

extension Polynomial {
    /// The exponents of the largest monomial of a polynomial other than zero.
    func leadingExponents(_ order: MonomialOrder) -> [Int] {
        var leading: [Int]?
        forEachTerm { exponents, _ in
            let own = exponents.map { Int($0) }
            if let known = leading, !order.precedes(known, own) { return }
            leading = own
        }
        return leading ?? Array(repeating: 0, count: ring.variableCount)
    }
}
