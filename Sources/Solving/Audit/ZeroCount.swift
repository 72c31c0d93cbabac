import Ball
import Expressions
import Polynomials

/// Counts the zeros of an equation of a polynomial in its unknown, with numbers as coefficients: as many as the degree of the polynomial
/// without its double factors.
///
/// A disc of radius `n*abs(p(z)/p'(z))` around any number z holds a zero of a polynomial p of degree n (Henrici, Applied and Computational
/// Complex Analysis, volume 1, 1974, section 6.4). Where n such discs do not meet, each holds one, and there are no others.
struct ZeroCount {
    /// How many different complex zeros there are.
    let count: Int
    private let unknown: Expr
    /// The polynomial over its derivative.
    private let correction: Expr
    private let solver: Solver

    /// Nil where the equation is no such polynomial, or its text has no value somewhere.
    init?(_ equation: ScannedEquation) {
        let (solver, unknown) = (equation.solver, equation.unknown)
        guard equation.domain == .truth, equation.assumed == .truth,
            let kernels = try? Kernels(solver.store, of: [equation.expr]), kernels.list.map(\.expression) == [unknown]
        else { return nil }
        var reader = PolynomialReader(kernels)
        guard let value = try? reader.read(equation.expr), value.denominator.isConstant, !value.numerator.isConstant else { return nil }
        let simple = Polynomial.gcdAndCofactors(value.numerator, value.numerator.derivative(in: 0)).first
        var writer = PolynomialWriter(kernels)
        count = simple.degree(in: 0)
        correction = solver.store.quotient(writer.write(simple), writer.write(simple.derivative(in: 0)))
        self.unknown = unknown
        self.solver = solver
    }

    /// Whether numbers are certainly next to all zeros, one to each.
    func isReached(by points: [PlanePoint]) -> Bool {
        guard points.count == count else { return false }
        let discs = points.map { (center: $0, radius: radius(at: $0)) }
        return discs.indices.allSatisfy { place in
            discs[..<place].allSatisfy { ($0.center - discs[place].center).magnitude > 1.01 * ($0.radius + discs[place].radius) }
        }
    }

    private func radius(at point: PlanePoint) -> Double {
        guard solver.store.budget.step() else { return .infinity }
        solver.evaluator.begin(bits: 128, at: [unknown: point.ball(within: 0)])
        let value = solver.evaluator.value(of: correction)
        return value.isFinite ? Double(count) * value.magnitudeUpperBound : .infinity
    }
}
