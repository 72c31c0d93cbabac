import Ball
import Certified
import Exact
import Expressions
import Reading

/// Decides whether two expressions are equal: by normal forms, by cases, by derivatives; and refutes in balls, at a point.
public final class Equality {
    /// What was found out.
    public enum Verdict: Sendable {
        /// Equal wherever both are defined and the assumptions hold.
        case proved
        /// Certainly different at this point: exact values of the names.
        case different(at: [(name: Expr, value: Expr)])
        /// Neither proved nor refuted; at how many points the two agreed.
        case undecided(agreedAt: Int)
    }

    let catalogue: Catalogue
    let store: ExprStore
    private let counterexample: Counterexample
    private let zeroTest: ZeroTest
    private let split: CaseSplit
    private let domain: Domain

    /// - Throws: where the ball library cannot be loaded.
    public init(_ catalogue: Catalogue) throws(BallUnavailable) {
        self.catalogue = catalogue
        store = catalogue.store
        let evaluator = try BallEvaluator(catalogue)
        counterexample = Counterexample(catalogue, evaluator)
        zeroTest = ZeroTest(catalogue, evaluator)
        split = CaseSplit(catalogue, evaluator)
        domain = Domain(catalogue)
    }

    /// Compares two expressions under the assumptions of the store.
    ///
    /// - Parameter conditions: where the texts they were read from have values; elsewhere they are not compared.
    public func decide(_ left: Expr, _ right: Expr, where conditions: [DomainCondition] = []) -> Verdict {
        if left == right { return .proved }
        if [left, right].contains(where: { store.traits($0).contains(.isIndexed) }) {
            return decideIndexed(left, right, where: conditions)
        }
        let definite = DefiniteEntries(in: [left, right], catalogue)
        let both = definite.substituted(in: [left, right])
        let sides = Counterexample.Sides(left: both[0], right: both[1], conditions: conditions.map(definite.substituted))
        if case .found(let point) = counterexample.search(sides, points: 8) { return .different(at: definite.entries(at: point)) }
        if proves(left, right) {
            // Normal forms hold off the jumps of what they are built from: what lies on these is tried by itself.
            if case .found(let point) = counterexample.searchOnJumps(sides) { return .different(at: definite.entries(at: point)) }
            return .proved
        }
        let thorough = counterexample.search(sides, points: 64)
        if case .found(let point) = thorough { return .different(at: definite.entries(at: point)) }
        let jumps = counterexample.searchOnJumps(sides)
        if case .found(let point) = jumps { return .different(at: definite.entries(at: point)) }
        guard case .none(let agreed) = thorough else { return .undecided(agreedAt: 0) }
        // What is constant on every piece of its domain, and zero at all points tried and exactly at one, is zero.
        if agreed >= 12, isConstantAndZero(left, right) { return .proved }
        if provesOnDomain(left, right) { return .proved }
        return .undecided(agreedAt: agreed)
    }

    /// The same where both are real: what the forms of the two sides need is supposed of the names.
    private func provesOnDomain(_ left: Expr, _ right: Expr) -> Bool {
        if [left, right].contains(where: { store.traits($0).contains(.hasImaginary) || store.hasComplexName($0) }) { return false }
        let condition = store.conjunction([domain.condition(of: left), domain.condition(of: right)])
        if condition == .truth { return false }
        return store.supposing(condition) {
            let sides = catalogue.substitute([left, right], [:])
            return sides[0] == sides[1] || proves(sides[0], sides[1])
        } ?? false
    }

    func proves(_ left: Expr, _ right: Expr) -> Bool {
        if holdsInAllCases(left, right) { return true }
        let (first, second) = (rewritten(left), rewritten(right))
        return (first != left || second != right) && holdsInAllCases(first, second)
    }

    private func holdsInAllCases(_ left: Expr, _ right: Expr) -> Bool {
        split.holdsInAllCases(left, right) { a, b in
            if zeroTest.proves(store.difference(a, b)) { return true }
            // What is assumed of a case may let rules apply that do not elsewhere.
            guard store.hasAssumptions, a != left || b != right else { return false }
            let (first, second) = (rewritten(a), rewritten(b))
            return (first != a || second != b) && zeroTest.proves(store.difference(first, second))
        }
    }

    /// What the rules make of an expression, where none of them asks for more than is assumed: asin(sin(x)) is x near zero.
    private func rewritten(_ expr: Expr) -> Expr {
        let rewriting = RewritingEngine(catalogue, facts: StoreFacts(store: store)).rewrite(expr)
        return rewriting.conditions.isEmpty && !rewriting.result.isAbsent ? rewriting.result : expr
    }

    private func isConstantAndZero(_ left: Expr, _ right: Expr) -> Bool {
        let difference = store.difference(left, right)
        let symbols = store.symbols(in: [difference])
        guard !symbols.isEmpty, zeroTest.isLocallyConstant(difference) else { return false }
        return counterexample.points(symbols, count: 16).contains { point in
            let value = catalogue.substitute(difference, point)
            return !value.isAbsent && zeroTest.proves(value)
        }
    }
}
