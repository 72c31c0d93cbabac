import Algebra
import Ball
import Exact
import Expressions
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
    private static let precisions = [128, 512, 2_048]
    /// More points than this are not told apart.
    private static let mostPoints = 400

    /// Finds the points of a component; nil where they have no known form.
    init?(_ solver: SystemSolver, _ reading: PolynomialReading, _ basis: GroebnerBasis) {
        self.basis = basis
        self.solver = solver
        self.reading = reading
        guard let representation = basis.univariateRepresentation(budget: reading.ring.budget),
            representation.polynomial.totalDegree <= PointComponent.mostPoints,
            let coefficients = PointComponent.coefficients(representation.polynomial)
        else { return nil }
        let forms = RadicalRoots(catalogue: solver.catalogue)
        var candidates: [Int: [Expr]] = [:]
        for variable in reading.variables(.unknown) {
            guard let minimal = basis.minimalPolynomial(of: variable, budget: reading.ring.budget),
                let own = PointComponent.coefficients(minimal), let zeros = forms.zeros(own.map { solver.store.number(Rational($0)) })
            else { return nil }
            candidates[variable] = zeros
        }
        guard let parameters = forms.zeros(coefficients.map { solver.store.number(Rational($0)) }) else { return nil }
        for parameter in parameters {
            guard let point = point(at: parameter, representation, candidates) else { return nil }
            if let point { values.append(point) }
        }
    }

    /// The coefficients of a polynomial in one variable, the constant term first.
    private static func coefficients(_ polynomial: Polynomial) -> [Integer]? {
        var list = Array(repeating: Integer(0), count: max(0, polynomial.totalDegree) + 1)
        polynomial.forEachTerm { exponents, coefficient in list[Int(exponents[0])] = coefficient }
        return list
    }

    /// The values of the unknowns at a zero of the representation: nil inside where a root of a number has another value there, nil
    /// outside where zeros could not be told apart.
    private func point(
        at parameter: Expr, _ representation: RationalUnivariateRepresentation, _ candidates: [Int: [Expr]]
    ) -> [Expr: Expr]?? {
        let slope = representation.polynomial.derivative(in: 0)
        attempts: for bits in PointComponent.precisions {
            let place = ball(of: parameter, bits)
            let below = ComplexBall()
            evaluate(slope, at: place, into: below, bits)
            func coordinate(_ variable: Int) -> ComplexBall {
                let (numerator, denominator) = representation.coordinates[variable]
                let (value, factor) = (ComplexBall(), ComplexBall())
                evaluate(numerator, at: place, into: value, bits)
                factor.set(denominator, bits: bits)
                factor.multiply(factor, below, bits: bits)
                value.divide(value, factor, bits: bits)
                return value
            }
            for variable in reading.variables(.number) where !coordinate(variable).overlaps(ball(of: reading.expression(variable), bits)) {
                return .some(nil)
            }
            // A root of a number differs from its conjugates by far more than these balls are wide.
            for variable in reading.variables(.number) where coordinate(variable).relativeAccuracyBits < 40 { continue attempts }
            var point: [Expr: Expr] = [:]
            for (variable, zeros) in candidates {
                let value = coordinate(variable)
                let fitting = zeros.filter { ball(of: $0, bits).overlaps(value) }
                guard fitting.count == 1 else { continue attempts }
                point[reading.expression(variable)] = fitting[0]
            }
            return .some(point)
        }
        return nil
    }

    private func ball(of value: Expr, _ bits: Int) -> ComplexBall {
        solver.evaluator.point = [:]
        solver.evaluator.reset()
        solver.evaluator.bits = bits
        let result = ComplexBall()
        result.set(solver.evaluator.value(of: value))
        return result
    }

    /// Horner's scheme.
    private func evaluate(_ polynomial: Polynomial, at place: ComplexBall, into result: ComplexBall, _ bits: Int) {
        guard let coefficients = PointComponent.coefficients(polynomial) else { return }
        let term = ComplexBall()
        result.set(0)
        for coefficient in coefficients.reversed() {
            result.multiply(result, place, bits: bits)
            term.set(coefficient, bits: bits)
            result.add(result, term, bits: bits)
        }
    }
}
