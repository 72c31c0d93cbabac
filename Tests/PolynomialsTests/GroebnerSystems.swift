import Exact
import Expressions
import Polynomials

/// Systems of equations with known bases or roots.
enum GroebnerSystems {
    static func ring(_ variables: Int, budget: Budget = Budget()) -> PolynomialRing {
        PolynomialRing(variableCount: variables, order: .degreeReverseLexicographic, budget: budget)
    }

    /// The cyclic roots: sums of products of neighbours on a circle.
    static func cyclic(_ ring: PolynomialRing) -> [Polynomial] {
        let (variables, count) = (ring.variables, ring.variableCount)
        let sums = (1..<count).map { length in
            ring.sum((0..<count).map { start in ring.product((0..<length).map { variables[(start + $0) % count] }) })
        }
        return sums + [ring.product(variables) - ring.one]
    }

    /// Katsura's equations of magnetism, with 2^(n - 1) roots in n variables.
    static func katsura(_ ring: PolynomialRing) -> [Polynomial] {
        let (variables, last) = (ring.variables, ring.variableCount - 1)
        let total = ring.sum(Array(variables.dropFirst())).scaled(by: 2) + variables[0] - ring.one
        return [total]
            + (0..<last).map { middle in
                let products = (-last...last).filter { abs(middle - $0) <= last }.map { variables[abs($0)] * variables[abs(middle - $0)] }
                return ring.sum(products) - variables[middle]
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
        return GroebnerBasis.eliminating([0], from: first + second, in: larger)?.polynomials.map { $0.moved(to: ring, places: back) }
    }

    /// The ideal of a point, or of a power of it, with rational coordinates.
    static func ideal(of point: [Rational], _ ring: PolynomialRing) -> [Polynomial] {
        zip(ring.variables, point).map { $0.scaled(by: $1.denominator) - ring.constant($1.numerator) }
    }
}
