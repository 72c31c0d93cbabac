import Polynomials

/// Systems of polynomials that are customary for trying and for measuring Gröbner bases.
public enum CustomarySystems {
    /// The cyclic roots: sums of products of neighbours on a circle.
    public static func cyclic(_ ring: PolynomialRing) -> [Polynomial] {
        let (variables, count) = (ring.variables, ring.variableCount)
        let sums = (1..<count).map { length in
            ring.sum((0..<count).map { start in ring.product((0..<length).map { variables[(start + $0) % count] }) })
        }
        return sums + [ring.product(variables) - ring.one]
    }

    /// Katsura's equations of magnetism, with 2^(n - 1) roots in n variables.
    public static func katsura(_ ring: PolynomialRing) -> [Polynomial] {
        let (variables, last) = (ring.variables, ring.variableCount - 1)
        let total = ring.sum(Array(variables.dropFirst())).scaled(by: 2) + variables[0] - ring.one
        return [total]
            + (0..<last).map { middle in
                let products = (-last...last).filter { abs(middle - $0) <= last }.map { variables[abs($0)] * variables[abs(middle - $0)] }
                return ring.sum(products) - variables[middle]
            }
    }
}
