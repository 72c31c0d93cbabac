import Ball
import Exact
import Expressions
import Reading
import Vocabulary

/// Signs, order and truth of real constants: of rational numbers at once, of others in balls, and where these do not tell a value from
/// zero, by a proof that it is zero.
public final class RealConstants {
    /// The catalogue of the store.
    public let catalogue: Catalogue
    /// The balls that are asked.
    public let evaluator: BallEvaluator
    /// The store of the expressions.
    public let store: ExprStore
    private let proof: any ZeroProof
    private var known: [Expr: Sign] = [:]
    private var zeros: [Expr: Bool] = [:]

    /// What a constant is.
    public enum Sign: Sendable {
        case negative, zero, positive
        /// It has no value, or one that is not real.
        case notReal
        case unknown

        /// Of the product of two values.
        public func times(_ other: Sign) -> Sign {
            switch (self, other) {
            case (.notReal, _), (_, .notReal): .notReal
            case (.unknown, _), (_, .unknown): .unknown
            case (.zero, _), (_, .zero): .zero
            default: self == other ? .positive : .negative
            }
        }
    }

    /// Constants of one store.
    public init(_ catalogue: Catalogue, _ evaluator: BallEvaluator, _ proof: any ZeroProof) {
        self.catalogue = catalogue
        self.evaluator = evaluator
        self.proof = proof
        store = catalogue.store
    }

    /// Forgets what was found: handles may mean other expressions after a rollback of the store.
    public func reset() {
        known.removeAll(keepingCapacity: true)
        zeros.removeAll(keepingCapacity: true)
    }

    // MARK: Signs

    /// The sign of a constant.
    public func sign(of value: Expr) -> Sign {
        if let number = store.rationalValue(value) { return number.isZero ? .zero : number.signum > 0 ? .positive : .negative }
        if value == .undefined { return .notReal }
        guard store.traits(value).isDisjoint(with: [.hasSymbol, .hasInfinity, .isCondition, .hasApplication]) else { return .unknown }
        if let sign = known[value] { return sign }
        let sign = certified(value)
        // What a spent budget left open may be decided another time.
        if sign != .unknown || !store.budget.isExhausted { known[value] = sign }
        return sign
    }

    private func certified(_ value: Expr) -> Sign {
        if let sign = inBalls(value, [96, 320]) { return sign }
        if isProvedZero(value) { return .zero }
        // A function whose argument stands on a jump, as the root of a hidden zero, looks as if it were not real at every precision.
        let settled = SettledJumps(catalogue, evaluator, proof).settled(value)
        return inBalls(settled, [320, 1_280, 5_120]) ?? .unknown
    }

    private func inBalls(_ value: Expr, _ precisions: [Int]) -> Sign? {
        evaluator.atRisingPrecision(precisions) {
            let ball = evaluator.value(of: value)
            guard ball.isFinite else { return nil }
            return ball.isCertainlyNotReal ? .notReal : ball.realSign.map { Sign($0) }
        }
    }

    /// Whether the expression, which may hold symbols, is proved to be zero wherever it has a value.
    public func isProvedZero(_ expr: Expr) -> Bool {
        if expr == .zero { return true }
        if let proved = zeros[expr] { return proved }
        let isZero = !store.budget.isExhausted && proof.proves(expr)
        if isZero || !store.budget.isExhausted { zeros[expr] = isZero }
        return isZero
    }

    // MARK: Order

    /// How a constant lies to another: the sign of their difference, left less right.
    public func order(_ left: Expr, _ right: Expr) -> Sign { sign(of: store.difference(left, right)) }

    /// Puts points into ascending order, each once; nil where that is not decided. Points that are not real are left out.
    public func sorted(_ points: [Expr]) -> [Expr]? {
        var list: [Expr] = []
        for point in points where !list.contains(point) {
            // Zero is real: only the order to it is asked here.
            if sign(of: point) == .notReal { continue }
            guard insert(point, into: &list) else { return nil }
        }
        return list
    }

    private func insert(_ point: Expr, into list: inout [Expr]) -> Bool {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            switch order(point, list[middle]) {
            case .negative: high = middle
            case .positive: low = middle + 1
            case .zero:
                if isShorter(point, list[middle]) { list[middle] = point }
                return true
            case .notReal: return true
            case .unknown: return false
            }
        }
        list.insert(point, at: low)
        return true
    }

    /// Of two forms of a number the one that is better shown.
    private func isShorter(_ left: Expr, _ right: Expr) -> Bool {
        store.postorder([left]).count < store.postorder([right]).count
    }

    // MARK: Places

    /// An enclosure, good until the evaluator is used again.
    public func ball(_ value: Expr, _ precision: Int) -> ComplexBall {
        evaluator.begin(bits: precision)
        return evaluator.value(of: value)
    }

    /// Doubles between which a real constant lies.
    public func bounds(_ value: Expr) -> (lower: Double, upper: Double)? {
        evaluator.atRisingPrecision([96, 320, 1_280]) {
            let ball = evaluator.value(of: value)
            guard ball.isFinite else { return nil }
            let bounds = ball.bounds(.real)
            return bounds.upper - bounds.lower <= 1e-9 * max(1, abs(bounds.upper)) ? bounds : nil
        }
    }

    /// The greatest whole number that is not above a constant; nil where that is not decided, or too large.
    public func floor(_ value: Expr) -> Integer? {
        if let number = store.rationalValue(value) { return number.floor }
        guard let bounds = bounds(value), abs(bounds.lower) < 1e15 else { return nil }
        let guess = Int(bounds.upper.rounded(.down))
        switch order(value, store.number(guess)) {
        case .positive, .zero: return Integer(guess)
        case .negative:
            let isAbove = order(value, store.number(guess - 1))
            return isAbove == .positive || isAbove == .zero ? Integer(guess - 1) : nil
        default: return nil
        }
    }

    /// The same, where it is a small number.
    public func smallFloor(_ value: Expr) -> Int? { floor(value)?.asInt }

    /// The expression with whole constants that do not look so as numbers: 1 for `ceil(pi/4)`.
    public func withPlainWholes(_ expr: Expr) -> Expr {
        var plain: [Expr: Expr] = [:]
        for node in store.postorder([expr])
        where store.kind(node) == .call && store.isConstant(node) && store.facts(of: node).isInteger {
            if let number = floor(node) { plain[node] = store.number(Rational(number)) }
        }
        return plain.isEmpty ? expr : catalogue.substitute(expr, plain)
    }

    // MARK: Truth

    /// Whether a condition on constants holds; nil where that is not decided. One without a value does not hold.
    public func truth(of condition: Expr) -> Bool? {
        if condition == .undefined { return false }
        return store.truth(of: condition) { relation in
            if let known = store.decided(relation) { return known }
            guard store.isConstant(relation) else { return nil }
            let order = order(store.child(relation, 0), store.child(relation, 1))
            switch (store.relation(relation), order) {
            case (_, .unknown), (_, .notReal): return complexTruth(of: relation)
            case (.equal, _): return order == .zero
            case (.notEqual, _): return order != .zero
            case (.less, _): return order == .negative
            case (.lessOrEqual, _): return order != .positive
            }
        }
    }

    /// Whether two constants, which need not be real, are equal, or different; nil where that is asked of no relation, or not decided.
    private func complexTruth(of relation: Expr) -> Bool? {
        guard [.equal, .notEqual].contains(store.relation(relation)) else { return nil }
        let difference = store.difference(store.child(relation, 0), store.child(relation, 1))
        let isZero: Bool? = evaluator.isNonzero(difference) ? false : isProvedZero(difference) ? true : nil
        return isZero.map { $0 == (store.relation(relation) == .equal) }
    }
}

extension RealConstants.Sign {
    fileprivate init(_ sign: ComplexBall.Sign) {
        switch sign {
        case .negative: self = .negative
        case .zero: self = .zero
        case .positive: self = .positive
        }
    }
}
