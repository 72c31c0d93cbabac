import Ball
import Exact
import Expressions
import Reading

/// Decides exactly whether numbers made of rationals, `I` and roots are zero: a ball below the separation bound is zero
/// (see `SeparationBound`).
public struct AlgebraicZero {
    private let store: ExprStore
    private let evaluator: BallEvaluator

    /// Decides in balls of one store.
    public init(_ store: ExprStore, _ evaluator: BallEvaluator) {
        self.store = store
        self.evaluator = evaluator
    }

    /// Whether the expression is exactly zero; nil where that is not decided.
    public func isZero(_ expr: Expr) -> Bool? {
        if let number = store.rationalValue(expr) { return number.isZero }
        evaluator.begin(bits: 128)
        if evaluator.value(of: expr).excludesZero { return false }
        guard let bits = SeparationBound(store).bits(expr), let value = value(of: expr, bits) else { return nil }
        if value.excludesZero { return false }
        return value.isFinite && value.magnitudeUpperBound < 1 ? true : nil
    }

    /// Whether the number is real, equal to its conjugate; nil where that is not decided.
    public func isReal(_ expr: Expr) -> Bool? {
        guard let bits = SeparationBound(store).bitsOfDifference(expr), let value = value(of: expr, bits) else { return nil }
        let (lower, upper) = value.bounds(.imaginary)
        if lower > 0 || upper < 0 { return false }
        return value.isFinite && max(upper, -lower) < 0.5 ? true : nil
    }

    /// The value times 2 to the power of `bits`, accurate enough to be compared with 1.
    private func value(of expr: Expr, _ bits: Int) -> ComplexBall? {
        guard let scale = Integer(2).power(bits) else { return nil }
        evaluator.begin(bits: bits + 128)
        let (scaled, factor) = (ComplexBall(), ComplexBall())
        factor.set(Rational(scale), bits: evaluator.bits)
        scaled.multiply(evaluator.value(of: expr), factor, bits: evaluator.bits)
        return scaled
    }

    /// Whether the modulus is certainly less than 1.
    public func isSmall(_ expr: Expr) -> Bool {
        evaluator.begin(bits: 128)
        let value = evaluator.value(of: expr)
        return value.isFinite && value.magnitudeUpperBound < 1
    }

    /// Whether the expression is a number made of rationals, `I` and roots.
    public func isAlgebraic(_ expr: Expr) -> Bool { store.isConstant(expr) && SeparationBound(store).bits(expr) != nil }
}
