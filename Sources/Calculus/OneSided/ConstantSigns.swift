import Algebra
import Ball
import Exact
import Expressions
import Reading

/// Signs of real constants: of rational numbers at once, of others in balls, and where these do not tell a constant from zero, by a
/// proof that it is zero.
final class ConstantSigns {
    let store: ExprStore
    private let catalogue: Catalogue
    private let evaluator: BallEvaluator
    private let equality: Equality
    private var known: [Expr: Sign] = [:]
    private var zeros: [Expr: Bool] = [:]

    /// What a constant is.
    enum Sign {
        case negative, zero, positive
        /// Without a value, or without a real one.
        case notReal
        case unknown
    }

    init(_ catalogue: Catalogue) throws(BallUnavailable) {
        self.catalogue = catalogue
        store = catalogue.store
        evaluator = try BallEvaluator(catalogue)
        equality = try Equality(catalogue)
    }

    /// Forgets what was found: handles may mean other expressions after a rollback of the store.
    func reset() {
        known.removeAll(keepingCapacity: true)
        zeros.removeAll(keepingCapacity: true)
    }

    /// The sign of a constant.
    func sign(of value: Expr) -> Sign {
        if let number = store.rationalValue(value) { return number.isZero ? .zero : number.signum > 0 ? .positive : .negative }
        if value == .undefined { return .notReal }
        guard store.traits(value).isDisjoint(with: [.hasSymbol, .hasInfinity, .isCondition, .hasApplication]) else { return .unknown }
        if let sign = known[value] { return sign }
        let sign = certified(value)
        known[value] = sign
        return sign
    }

    private func certified(_ value: Expr) -> Sign {
        if let sign = inBalls(value, [96, 320]) { return sign }
        if isProvedZero(value) { return .zero }
        return inBalls(value, [1_280, 5_120]) ?? .unknown
    }

    private func inBalls(_ value: Expr, _ precisions: [Int]) -> Sign? {
        for precision in precisions where store.budget.step() {
            let ball = ball(value, precision)
            guard ball.isFinite else { continue }
            let bounds = ball.bounds(.imaginary)
            if bounds.lower > 0 || bounds.upper < 0 { return .notReal }
            switch ball.realSign {
            case .positive: return .positive
            case .negative: return .negative
            case .zero: return .zero
            case nil: continue
            }
        }
        return nil
    }

    private func ball(_ value: Expr, _ precision: Int) -> ComplexBall {
        evaluator.point = [:]
        evaluator.reset()
        evaluator.bits = precision
        return evaluator.value(of: value)
    }

    /// Whether the expression, which may hold symbols, is proved to be zero wherever it has a value.
    func isProvedZero(_ expr: Expr) -> Bool {
        if expr == .zero { return true }
        if let proved = zeros[expr] { return proved }
        var isZero = false
        if !store.budget.isExhausted, case .proved = equality.decide(expr, .zero) { isZero = true }
        zeros[expr] = isZero
        return isZero
    }

    /// The greatest whole number that is not above a constant; nil where that is not decided, or too large.
    func floor(_ value: Expr) -> Integer? {
        if let number = store.rationalValue(value) { return number.floor }
        for precision in [96, 320] {
            let ball = ball(value, precision)
            guard ball.isFinite else { continue }
            let upper = ball.bounds(.real).upper
            guard upper.magnitude < 1e15 else { return nil }
            let guess = Int(upper.rounded(.down))
            switch sign(of: store.difference(value, store.number(guess))) {
            case .positive, .zero: return Integer(guess)
            case .negative:
                let isAbove = sign(of: store.difference(value, store.number(guess - 1)))
                if isAbove == .positive || isAbove == .zero { return Integer(guess - 1) }
            default: continue
            }
        }
        return nil
    }
}
