import Algebra
import Ball
import Certified
import Exact
import Expressions
import Groebner
import Polynomials

/// Finitely many common zeros that are conjugate over the rational numbers, with exact values.
///
/// Every coordinate is a zero of its own minimal polynomial, in the shortest form that is known of it. Which zeros belong together
/// the rational univariate representation tells: it gives every coordinate in a ball, and exactly one zero is in it.
struct PointComponent {
    let basis: GroebnerBasis
    /// The values of the unknowns at each of the points.
    private(set) var values: [[Expr: Expr]] = []
    private let solver: SystemSolver
    private let reading: PolynomialReading
    private var store: ExprStore { solver.store }
    private static let precisions = [256, 1_024, 4_096]
    /// More points than this are not told apart.
    private static let mostPoints = 400
    /// How many parts a value by radicals may have.
    private static let longest = 30

    /// Finds the points of a component; nil where they have no known form.
    init?(_ solver: SystemSolver, _ reading: PolynomialReading, _ basis: GroebnerBasis) {
        self.basis = basis
        self.solver = solver
        self.reading = reading
        let budget = reading.ring.budget
        guard let representation = basis.univariateRepresentation(budget: budget),
            representation.polynomial.totalDegree <= PointComponent.mostPoints
        else { return nil }
        var zeros: [Int: [Expr]] = [:]
        for variable in reading.variables(.unknown) {
            guard let minimal = basis.minimalPolynomial(of: variable, budget: budget) else { return nil }
            guard let own = forms(of: PointComponent.coefficients(minimal).map { Rational($0) }) else { return nil }
            zeros[variable] = own
        }
        for bits in PointComponent.precisions {
            guard
                let places = try? PolynomialRoots.isolated(
                    coefficients: PointComponent.coefficients(representation.polynomial), bits: bits,
                    stop: {
                        budget.poll()
                        return budget.isExhausted
                    })
            else { return nil }
            let candidates = zeros.mapValues { $0.map { Candidate(value: $0, ball: ball(of: $0, bits)) } }
            let found = places.map { point(at: $0, representation, candidates, bits) }
            if found.contains(where: { $0 == nil }) { continue }
            values = found.compactMap { $0 ?? nil }
            return
        }
        return nil
    }

    /// The zeros of an irreducible polynomial: by radicals where these are short, else as roots of the polynomial.
    private func forms(of coefficients: [Rational]) -> [Expr]? {
        let radicals = RadicalRoots(catalogue: solver.catalogue).zeros(coefficients.map { store.number($0) })
        if let radicals, radicals.allSatisfy({ store.postorder([$0]).count <= PointComponent.longest }) { return radicals }
        return AlgebraicRoots(catalogue: solver.catalogue).roots(coefficients) ?? radicals
    }

    /// A zero of the minimal polynomial of a coordinate.
    private struct Candidate {
        let value: Expr
        let ball: ComplexBall
    }

    /// The coefficients of a polynomial in one variable, the constant term first.
    private static func coefficients(_ polynomial: Polynomial) -> [Integer] {
        var list = Array(repeating: Integer(0), count: max(0, polynomial.totalDegree) + 1)
        polynomial.forEachTerm { exponents, coefficient in list[Int(exponents[0])] = coefficient }
        return list
    }

    /// The values of the unknowns at a zero of the representation: nil inside where a root of a number has another value there, nil
    /// outside where zeros could not be told apart.
    private func point(
        at place: ComplexBall, _ representation: RationalUnivariateRepresentation, _ candidates: [Int: [Candidate]], _ bits: Int
    ) -> [Expr: Expr]?? {
        let below = evaluated(representation.polynomial.derivative(in: 0), at: place, bits)
        func coordinate(_ variable: Int) -> ComplexBall {
            let (numerator, denominator) = representation.coordinates[variable]
            let value = evaluated(numerator, at: place, bits)
            let factor = ComplexBall()
            factor.set(denominator, bits: bits)
            factor.multiply(factor, below, bits: bits)
            value.divide(value, factor, bits: bits)
            return value
        }
        for variable in reading.variables(.number) {
            let value = coordinate(variable)
            if !value.overlaps(ball(of: reading.expression(variable), bits)) { return .some(nil) }
            // Conjugates of a root of a number are farther from it than these balls are wide.
            if value.relativeAccuracyBits < 40 { return nil }
        }
        var point: [Expr: Expr] = [:]
        for (variable, zeros) in candidates {
            let value = coordinate(variable)
            let fitting = zeros.filter { $0.ball.overlaps(value) }
            guard fitting.count == 1 else { return nil }
            point[reading.expression(variable)] = fitting[0].value
        }
        return .some(point)
    }

    private func ball(of value: Expr, _ bits: Int) -> ComplexBall {
        solver.evaluator.begin(bits: bits)
        let result = ComplexBall()
        result.set(solver.evaluator.value(of: value))
        return result
    }

    /// Horner's scheme.
    private func evaluated(_ polynomial: Polynomial, at place: ComplexBall, _ bits: Int) -> ComplexBall {
        let (result, term) = (ComplexBall(), ComplexBall())
        for coefficient in PointComponent.coefficients(polynomial).reversed() {
            result.multiply(result, place, bits: bits)
            term.set(coefficient, bits: bits)
            result.add(result, term, bits: bits)
        }
        return result
    }
}
