import Certified
import Expressions
import Reading

/// What is to be solved.
public struct SolveRequest {
    /// Equations and inequalities, and what `and` and `or` make of them; an expression that is no condition is to be zero.
    public var conditions: [Expr]
    /// Where the texts of the conditions have values.
    public var domain: [DomainCondition] = []
    /// The unknowns.
    public var unknowns: [Expr]
    /// Whether only real solutions are wanted.
    public var isReal = false
    /// The ends, both exact numbers or constants, between which a single unknown is looked for.
    public var interval: (lower: Expr, upper: Expr)?
    /// Values near which one solution is looked for, by certified numeric means.
    public var start: [Expr: Expr]?

    /// How many digits numbers without a closed form are to have; nil for those of the nearest double.
    public var digits: Int?

    /// A request without further wishes.
    public init(_ conditions: [Expr], for unknowns: [Expr], domain: [DomainCondition] = []) {
        self.conditions = conditions
        self.unknowns = unknowns
        self.domain = domain
    }
}

extension SolveRequest {
    /// Whether every part of an equation in one unknown must be real. Where nobody asked for real numbers parts may have other values:
    /// `log(x) = log(2*x + 3)` at -3.
    func wantsRealParts(_ store: ExprStore) -> Bool {
        isReal || interval != nil || unknowns.contains { store.assumptions.hasRealDeclaration(of: $0) }
    }
}
