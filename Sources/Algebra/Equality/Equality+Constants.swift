import Certified
import Expressions
import Reading

// Proofs by equality, for what asks about constants.

/// Proves that expressions are zero by all that `Equality` knows. It is made on first need: most questions are answered by balls.
public final class EqualityProof: ZeroProof {
    private let catalogue: Catalogue
    private var equality: Equality?

    /// Proofs in one store.
    public init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// Whether the expression is proved to be zero wherever it has a value.
    public func proves(_ expr: Expr) -> Bool {
        if expr == .zero { return true }
        equality = equality ?? (try? Equality(catalogue))
        guard let equality, case .proved = equality.decide(expr, .zero) else { return false }
        return true
    }
}

extension RealConstants {
    /// Constants of one store, with proofs by equality.
    public convenience init(_ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        self.init(catalogue, evaluator, EqualityProof(catalogue))
    }
}

extension NumericEvaluator {
    /// Evaluations in one store, with proofs by normal forms.
    public convenience init(_ catalogue: Catalogue) { self.init(catalogue) { ZeroTest(catalogue, $0) } }
}
