import Algebra
import Ball
import Exact
import Expressions
import Reading
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
        taylor = TaylorCoefficients(catalogue)
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
            let fresh = SeriesArithmetic(catalogue, try ConstantSigns(catalogue))
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

/// A path through a point: `point + t*direction + t^2*curvature`.
struct Path {
    let point: [Expr: Expr]
    var direction: [Expr: Expr]
    var curvature: [Expr: Expr] = [:]
    var isAtRest = false

    /// The names along the path, to the right of the point or with `sign` -1 to the left.
    func inputs(_ sign: Expr, _ store: ExprStore) -> [Expr: JetSeries] {
        var result: [Expr: JetSeries] = [:]
        for (name, start) in point {
            var series = JetSeries(start: start, slope: isAtRest ? .zero : store.product(sign, direction[name] ?? .zero))
            if !isAtRest, let bend = curvature[name], bend != .zero {
                series.terms.append(JetTerm(coefficient: bend, monomial: JetMonomial(power: Rational(2))))
            }
            result[name] = series
        }
        return result
    }
}

/// Evaluates on both sides of a point with one number of terms.
struct OneSidedTool {
    let arithmetic: SeriesArithmetic
    let taylor: TaylorCoefficients
    let differentiator: Differentiator
    let isLastAttempt: Bool
    var store: ExprStore { arithmetic.store }

    init(_ arithmetic: SeriesArithmetic, _ taylor: TaylorCoefficients, _ differentiator: Differentiator, isLastAttempt: Bool) {
        self.arithmetic = arithmetic
        self.taylor = taylor
        self.differentiator = differentiator
        self.isLastAttempt = isLastAttempt
    }

    func evaluator(_ path: Path, _ sign: Expr) -> SideEvaluator {
        SideEvaluator(arithmetic, taylor, path.inputs(sign, store), isLastAttempt: isLastAttempt)
    }

    /// The derivative along a path at its start.
    func derivative(_ expr: Expr, _ order: Int, _ path: Path) throws(JetFailure) -> PointDerivative {
        var rest = path
        rest.isAtRest = true
        let (middle, right, left) = (evaluator(rest, .one), evaluator(path, .one), evaluator(path, .minusOne))
        let verdict = SideVerdict(arithmetic: arithmetic)
        let sides = SideVerdict.Sides(
            value: try middle.value(of: expr), left: try left.value(of: expr), right: try right.value(of: expr))
        let result = try verdict.derivative(sides, order: order, of: expr)
        guard case .none(var missing) = result else { return result }
        missing.culprit = culprit(missing) { (part) throws(JetFailure) in
            guard let value = middle.values[part], let below = left.values[part], let above = right.values[part] else { return nil }
            return try verdict.derivative(.init(value: value, left: below, right: above), order: order, of: part)
        }
        return .none(missing)
    }

    /// From the expression down to a part that has no derivative though all of its parts have one.
    private func culprit(_ missing: MissingDerivative, _ verdict: (Expr) throws(JetFailure) -> PointDerivative?) -> Expr {
        var current = missing
        while true {
            let node = current.culprit
            let parts = store.kind(node) == .application ? [] : store.childArray(node)
            var next: MissingDerivative?
            for part in parts where store.traits(part).contains(.hasSymbol) && !store.traits(part).contains(.isCondition) {
                guard let found = try? verdict(part), case .none(let own) = found else { continue }
                if explains(own, current) {
                    next = own
                    break
                }
            }
            guard let next else { return node }
            current = next
        }
    }

    /// Whether what happens to a part may be what happens to the whole: what has no value cannot be blamed for a kink of something
    /// that has one, nor a kink for a pole.
    private func explains(_ part: MissingDerivative, _ whole: MissingDerivative) -> Bool {
        switch whole.reason {
        case .pole, .undefined, .definedOnOneSide: part.reason == whole.reason && part.hasValue == whole.hasValue
        case .kink, .jump, .vertical: part.hasValue || !whole.hasValue
        }
    }
}
