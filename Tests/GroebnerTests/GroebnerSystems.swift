import Exact
import Expressions
import Groebner
import Polynomials

/// Systems of equations with known bases or roots.
enum GroebnerSystems {
    static func ring(_ variables: Int, budget: Budget = Budget()) -> PolynomialRing {
        PolynomialRing(variableCount: variables, order: .degreeReverseLexicographic, budget: budget)
    }

    /// What holds of the other variables on the roots of a system: the lexicographic basis without the first ones.
    static func eliminating(_ count: Int, from generators: [Polynomial], in ring: PolynomialRing) -> [Polynomial]? {
        GroebnerBasis.reduced(of: generators, in: ring, order: .lexicographic)?.polynomials.filter { polynomial in
            (0..<count).allSatisfy { polynomial.degree(in: $0) <= 0 }
        }
    }

    /// The intersection of two ideals: what is left without t of t I + (1 - t) J.
    static func intersection(_ left: [Polynomial], _ right: [Polynomial], _ ring: PolynomialRing) -> [Polynomial]? {
        let count = ring.variableCount
        let larger = PolynomialRing(variableCount: count + 1, order: ring.order, budget: ring.budget)
        let (there, back): ([Int?], [Int?]) = ((0..<count).map { $0 + 1 }, [nil] + (0..<count).map { $0 })
        let t = larger.variable(0)
        let first = left.map { t * $0.moved(to: larger, places: there) }
        let second = right.map { (larger.one - t) * $0.moved(to: larger, places: there) }
        return eliminating(1, from: first + second, in: larger)?.map { $0.moved(to: ring, places: back) }
    }

    /// The ideal of a point, or of a power of it, with rational coordinates.
    static func ideal(of point: [Rational], _ ring: PolynomialRing) -> [Polynomial] {
        zip(ring.variables, point).map { $0.scaled(by: $1.denominator) - ring.constant($1.numerator) }
    }
}
