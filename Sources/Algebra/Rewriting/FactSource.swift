import Expressions

/// Answers what is known of expressions: what the guards of rules are decided by.
public protocol FactSource {
    /// What is known of the expression's value.
    func facts(of expr: Expr) -> Facts
}
