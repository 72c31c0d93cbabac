import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Series
import Syntax
import Vocabulary

/// Decides whether derivatives exist at a point.
///
/// Where no part of an expression meets a kink, a singular point or the border of a branch, the ordinary derivative holds. Elsewhere
/// the expression is expanded on both sides of the point in generalised power series, whose leading terms decide branches, continuity
/// and slopes (Gruntz, *On Computing Limits in a Symbolic Manipulation System*, 1996; Richardson, Salvy, Shackell and van der Hoeven,
/// *Asymptotic Expansions of exp-log Functions*, 1996). Along directions it is Khan and Barton's evaluation of a generalised
/// derivative (*Evaluating an Element of the Clarke Generalized Jacobian of a Composite Piecewise Differentiable Function*, 2013).
///
/// Signs are certified; what cannot be is undecided. What is asked is the expression in its canonical form, and names stand for real
/// numbers: a logarithm or a root without a real value is undefined.
public final class PointDerivatives {
    let catalogue: Catalogue
    let store: ExprStore
    let differentiator: Differentiator
    private let taylor: TaylorCoefficients
    private var arithmetic: SeriesArithmetic?
    /// How many terms are tried, one after another.
    static let attempts = [6, 12, 24]

    /// Prepares questions in one store; the ball library is loaded on first need.
    public init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        store = catalogue.store
        differentiator = Differentiator(catalogue)
        let differentiator = Differentiator(catalogue)
        taylor = TaylorCoefficients(catalogue) { expr, symbol in
            differentiator.begin(by: symbol)
            return try? differentiator.derivative(of: expr)
        }
    }

    /// Whether some part of the expression may fail to be smooth at the point: it meets a kink or a singular point of its function,
    /// the border of a branch, zero as the base of a power that is not a whole one of at least 0, or has no real value. Where this is
    /// false the ordinary derivatives hold.
    ///
    /// - Parameter point: constants for the names in which the expression is to be smooth.
    /// - Throws: where the budget is spent or the ball library is missing.
    public func isSuspect(_ expr: Expr, at point: [Expr: Expr]) throws(Diagnostic) -> Bool {
        _ = try begin()
        return try isSuspect(expr, in: Array(point.keys), at: point)
    }

    /// The derivative in one variable at a point.
    ///
    /// - Parameters:
    ///   - order: 1 for the first derivative. Those of lower order must exist, too.
    ///   - point: constants for all names in the expression.
    /// - Throws: where the budget is spent or the ball library is missing.
    public func derivative(of expr: Expr, by variable: Expr, order: Int = 1, at point: [Expr: Expr]) throws(Diagnostic) -> PointDerivative {
        _ = try begin()
        guard point[variable] != nil else { return .undecided("'\(store.name(variable))' has no value") }
        if order <= 0 { return .undecided("the order of a derivative is at least 1") }
        let expr = withNumbersInExponents(expr, [variable], point)
        if try !isSuspect(expr, in: [variable], at: point), let value = try ordinary(expr, [(variable, order)], at: point) {
            return .exists(value)
        }
        if let sentence = complexParts(expr) { return .undecided(sentence) }
        let path = Path(point: point, direction: [variable: .one])
        return try decide { (tool) throws(JetFailure) in
            try tool.derivative(expr, order, path)
        } failure: {
            .undecided($0)
        }
    }

    /// The expression with numbers for the names in exponents that do not vary: a power with a number as its exponent may have more
    /// derivatives than the general rule gives, as `x^k` has at 0 for `k = 0`.
    func withNumbersInExponents(_ expr: Expr, _ variables: [Expr], _ point: [Expr: Expr]) -> Expr {
        let exponents = store.postorder([expr]).filter { store.kind($0) == .power }.map { store.child($0, 1) }
        let fixed = store.symbols(in: exponents.filter { !store.isNumber($0) }).filter { !variables.contains($0) }
        if fixed.isEmpty { return expr }
        let value = catalogue.substitute(expr, point.filter { fixed.contains($0.key) })
        return value.isAbsent ? expr : value
    }

    /// What stands in the way of taking all values as real.
    func complexParts(_ expr: Expr) -> String? {
        let isComplex = store.postorder([expr]).contains {
            store.isConstant($0, .imaginaryUnit)
                || (store.kind($0) == .call
                    && (KnownFunction.complexParts.contains(store.function($0)) || store.function($0) == KnownFunction.argument))
        }
        return isComplex ? "values that are not real occur" : nil
    }

    // MARK: Attempts

    /// Forgets what was found for other statements, and gives what computes.
    func begin() throws(Diagnostic) -> SeriesArithmetic {
        if let arithmetic {
            arithmetic.signs.reset()
            return arithmetic
        }
        do throws(BallUnavailable) {
            let fresh = SeriesArithmetic(catalogue, RealConstants(catalogue, try BallEvaluator(catalogue)))
            arithmetic = fresh
            return fresh
        } catch {
            throw Diagnostic("ball-arithmetic-unavailable", error.sentence, at: Span(0, 0), kind: .limit)
        }
    }

    /// Tries with more and more terms until the question is decided.
    func decide<Answer>(
        _ body: (OneSidedTool) throws(JetFailure) -> Answer, failure: (String) -> Answer
    ) throws(Diagnostic) -> Answer {
        guard let arithmetic else { return failure("nothing was prepared") }
        for limit in PointDerivatives.attempts {
            arithmetic.limit = limit
            let isLast = limit == PointDerivatives.attempts.last
            do throws(JetFailure) {
                return try body(OneSidedTool(arithmetic, taylor, differentiator, isLastAttempt: isLast))
            } catch {
                if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: Span(0, 0)) }
                switch error {
                case .moreTerms: continue
                case .undecided(let sentence): return failure(sentence)
                case .exhausted: throw Diagnostic.exhausted(store.budget.exhaustion, at: Span(0, 0))
                }
            }
        }
        return failure("the expansions vanish as far as they go, and could not be proved to be zero")
    }

    func isSuspect(_ expr: Expr, in variables: [Expr], at point: [Expr: Expr]) throws(Diagnostic) -> Bool {
        let path = Path(point: point, direction: [:], isAtRest: true)
        return try decide { (tool) throws(JetFailure) in
            try !Smoothness(tool.evaluator(path, .one), in: variables).holds(expr)
        } failure: { _ in
            true
        }
    }

    /// The ordinary derivatives at the point; nil where that is no real constant.
    func ordinary(_ expr: Expr, _ steps: [(variable: Expr, order: Int)], at point: [Expr: Expr]) throws(Diagnostic) -> Expr? {
        var current = expr
        for (variable, order) in steps {
            differentiator.begin(by: variable)
            for _ in 0..<order {
                guard let next = try? differentiator.derivative(of: current) else { return nil }
                current = next
            }
        }
        let path = Path(point: point, direction: [:], isAtRest: true)
        let derivative = current
        let found = try decide { (tool) throws(JetFailure) -> Expr? in
            guard case .series(let series) = try tool.evaluator(path, .one).value(of: derivative) else { return nil }
            return series.constant
        } failure: { _ in
            nil
        }
        return found ?? nil
    }
}
