import Expressions

/// Proves that expressions are zero, where balls cannot tell them from zero: by normal forms, which live a floor above.
public protocol ZeroProof {
    /// Whether the expression is proved to be zero wherever it has a value; false also where that could not be proved.
    func proves(_ expr: Expr) -> Bool
}
