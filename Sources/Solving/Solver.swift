import Algebra
import Ball
import Expressions
import Reading
import Syntax

/// Solves equations, systems and inequalities.
public final class Solver {
    let catalogue: Catalogue
    let store: ExprStore

    /// - Throws: where the ball library cannot be loaded.
    public init(_ catalogue: Catalogue) throws(BallUnavailable) {
        self.catalogue = catalogue
        store = catalogue.store
    }

    /// All solutions that are found, verified.
    ///
    /// - Throws: what cannot be a request: an unknown that is a constant, a condition on no unknown of several.
    public func solve(_ request: SolveRequest) throws(Diagnostic) -> SolutionSet {
        var set = SolutionSet()
        set.isComplete = false
        return set
    }
}
