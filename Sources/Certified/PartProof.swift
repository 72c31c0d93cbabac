import Ball
import Expressions
import Reading
import Vocabulary

/// Proves that a part of a constant is zero where its ball only encloses zero: `exp(I)*exp(-I)` is real although no precision shows it.
///
/// A number is real if it is equal to its conjugate, and imaginary if it is equal to the opposite of it.
struct PartProof {
    private let catalogue: Catalogue
    private let store: ExprStore
    private let evaluator: BallEvaluator
    private let proof: any ZeroProof
    /// The precision at which parts are looked at.
    private static let bits = 256

    /// Proves in balls of one store.
    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator, _ proof: any ZeroProof) {
        self.catalogue = catalogue
        store = catalogue.store
        self.evaluator = evaluator
        self.proof = proof
    }

    /// The same constant with a part that is proved to be zero left out.
    func settled(_ expr: Expr) -> Expr {
        if isReal(expr) { return store.call(KnownFunction.realPart, expr) }
        if isProvedZero(.real, of: expr) {
            return store.product(store.constant(.imaginaryUnit), store.call(KnownFunction.imaginaryPart, expr))
        }
        return expr
    }

    /// Whether a constant is proved to be real although its ball reaches beside the real line. The evaluator is left at another precision.
    func isReal(_ expr: Expr) -> Bool { isProvedZero(.imaginary, of: expr) }

    private func isProvedZero(_ part: ComplexBall.Part, of expr: Expr) -> Bool {
        evaluator.begin(bits: PartProof.bits)
        let ball = evaluator.value(of: expr)
        guard ball.isFinite, ball.mayVanish(part) else { return false }
        // A part that is zero is small beside the other one.
        let (own, other) = (ball.bounds(part), ball.bounds(part == .real ? .imaginary : .real))
        guard own.upper - own.lower <= BallEvaluator.tolerance * max(other.lower.magnitude, other.upper.magnitude, 1) else { return false }
        if part == .imaginary {
            if store.facts(of: expr).isReal || AlgebraicZero(store, evaluator).isReal(expr) == true { return true }
            evaluator.begin(bits: PartProof.bits)
        }
        guard let reflected = Reflection(catalogue, evaluator).reflected(expr) else { return false }
        let rest = part == .imaginary ? store.difference(expr, reflected) : store.sum(expr, reflected)
        return !rest.isAbsent && proof.proves(rest)
    }
}

extension ComplexBall {
    /// Whether a part encloses zero, and is not the exact zero.
    func mayVanish(_ part: Part) -> Bool {
        let (lower, upper) = bounds(part)
        return lower <= 0 && upper >= 0 && lower < upper
    }
}
