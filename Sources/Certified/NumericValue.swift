import Ball
import Exact
import Expressions
import Reading
import Syntax
import Vocabulary

/// A number with every digit certain.
public struct NumericValue: Hashable, Sendable {
    /// The real part's text.
    public let real: String
    /// The imaginary part's text; nil for a real number.
    public let imaginary: String?
    /// The nearest doubles, for formats that have numbers.
    public let doubles: Doubles
    /// Whether the text is the number itself, not a rounding of it.
    public let isExact: Bool

    /// The two parts of a complex number.
    public struct Doubles: Hashable, Sendable {
        /// The real part.
        public let real: Double
        /// The imaginary part.
        public let imaginary: Double
    }

    /// The text that reads back, such as `1.5 - 2.25*I`.
    public var text: String {
        guard let imaginary else { return real }
        let isNegative = imaginary.hasPrefix("-")
        let size = isNegative ? String(imaginary.dropFirst()) : imaginary
        let unit = size == "1" ? "I" : "\(size)*I"
        if real == "0" { return isNegative ? "-\(unit)" : unit }
        return "\(real) \(isNegative ? "-" : "+") \(unit)"
    }
}

/// Evaluates expressions to certified numbers: exactly where they are rational, else in balls whose precision is raised until
/// every digit asked for is decided (Johansson, *Arb: Efficient Arbitrary-Precision Midpoint-Radius Interval Arithmetic*, 2017).
public final class NumericEvaluator {
    private let store: ExprStore
    private let catalogue: Catalogue
    private let proof: (BallEvaluator) -> any ZeroProof
    private var evaluator: BallEvaluator?
    /// More precision than this is not tried: the value is then said to be undecided.
    private static let limitBits = 1 << 16
    /// The precision at which a proof is tried where digits are not decided yet.
    private static let proofBits = 192
    /// How long one evaluation may be expected to take, in seconds.
    private static let patience = 5.0

    /// Prepares evaluations in one store; the ball library is loaded on first need.
    ///
    /// - Parameter proof: what proves that constants are zero which balls cannot tell from it.
    public init(_ catalogue: Catalogue, _ proof: @escaping (BallEvaluator) -> any ZeroProof) {
        self.catalogue = catalogue
        self.proof = proof
        store = catalogue.store
    }

    /// The value of an expression without symbols.
    ///
    /// - Parameter digits: how many significant digits; nil for the nearest double.
    /// - Throws: `undecided` where no precision tells, `undefined` where there is no value.
    public func value(of expr: Expr, digits: Int?, at span: Span) throws(Diagnostic) -> NumericValue {
        if let number = store.rationalValue(expr) { return exact(number, digits: digits) }
        try rejectAbstract(expr, span)
        let evaluator = try ballEvaluator(span)
        var bits = max(96, digits.map { $0 * 7 / 2 + 64 } ?? 0)
        let limit = max(NumericEvaluator.limitBits, bits * 4)
        var begun = Budget.clock()
        var (expr, isSettled) = (expr, false)
        while bits <= limit, !store.budget.isExhausted {
            evaluator.reset()
            evaluator.bits = bits
            let ball = evaluator.value(of: expr)
            if ball.isFinite, let value = NumericValue(ball, digits: digits) { return value }
            // What is small rather than zero shows at more bits; what is left is worth a proof.
            if !isSettled, bits >= NumericEvaluator.proofBits || !ball.isFinite {
                if ball.isFinite, ball.containsZero, proof(evaluator).proves(expr) { return exact(Rational(0), digits: digits) }
                isSettled = true
                expr = SettledJumps(catalogue, evaluator, proof(evaluator)).settled(expr)
                if let number = store.rationalValue(expr) { return exact(number, digits: digits) }
                begun = Budget.clock()
                continue
            }
            // Twice the bits may take eight times as long, and the library cannot be stopped: what would take longer is not begun.
            let taken = Budget.clock() - begun
            if taken * 8 > min(NumericEvaluator.patience, store.budget.remainingTime) { break }
            begun = Budget.clock()
            bits *= 2
            store.budget.poll()
        }
        if store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: span) }
        if isTooLarge(expr, evaluator) { throw Diagnostic.exhausted(.size, at: span) }
        throw undecided(expr, evaluator, span)
    }

    /// The value of an expression at a point by balls alone, without exact numbers on the way, which grow with each of the parts of a long
    /// formula; nil where balls do not tell.
    ///
    /// - Parameters:
    ///   - point: constants for the names.
    ///   - conditions: what must hold there.
    public func quickValue(
        of expr: Expr, at point: [Expr: Expr], where conditions: [Expr], digits: Int?, at span: Span
    ) throws(Diagnostic) -> NumericValue? {
        let evaluator = try ballEvaluator(span)
        defer { evaluator.point = [:] }
        return evaluator.atRisingPrecision(BallEvaluator.usualPrecisions.map { $0 + (digits ?? 0) * 7 / 2 }) {
            evaluator.move(to: point)
            let ball = evaluator.value(of: expr)
            guard ball.isFinite, let value = NumericValue(ball, digits: digits) else { return nil }
            return conditions.allSatisfy { evaluator.truth(of: $0) == .holds } ? value : nil
        }
    }

    /// Whether the value is known well, but its exponent is too large for decimals; or is too large even for a ball.
    private func isTooLarge(_ expr: Expr, _ evaluator: BallEvaluator) -> Bool {
        let ball = evaluator.value(of: expr)
        if ball.isFinite {
            return !ball.mayVanish(.real) && !ball.mayVanish(.imaginary) && ball.relativeAccuracyBits > 64
        }
        return store.postorder([expr]).contains { node in
            store.kind(node) == .power && store.isNumber(store.child(node, 0))
                && store.rationalValue(store.child(node, 1))?.isInteger ?? false
        }
    }

    /// An abstract function has no values: what balls give for it is its model's.
    private func rejectAbstract(_ expr: Expr, _ span: Span) throws(Diagnostic) {
        guard store.traits(expr).contains(.hasApplication) else { return }
        throw Diagnostic("abstract-function", "an abstract function has no value", at: span, kind: .undefined)
    }

    private func undecided(_ expr: Expr, _ evaluator: BallEvaluator, _ span: Span) -> Diagnostic {
        let ball = evaluator.value(of: expr)
        if !ball.isFinite, let problem = beyondReals(store.postorder([expr]), evaluator, span) { return problem }
        if ball.isFinite, ball.containsZero {
            return Diagnostic(
                "undecided", "it could not be decided whether this is exactly zero", at: span, kind: .undecided)
        }
        if ball.isFinite, ball.mayVanish(.imaginary) || ball.mayVanish(.real) {
            let part = ball.mayVanish(.imaginary) ? "imaginary" : "real"
            return Diagnostic(
                "undecided", "it could not be decided whether the \(part) part is exactly zero", at: span, kind: .undecided)
        }
        return Diagnostic("undecided", "the value could not be decided", at: span, kind: .undecided)
    }

    /// Why an expression, with names or without, has no value: it asks for the order of a number that is certainly not real. What stands in
    /// a branch is not looked at.
    public func problem(beyondReals expr: Expr, at span: Span) throws(Diagnostic) -> Diagnostic? {
        guard store.traits(expr).contains(.hasImaginary) else { return nil }
        let nodes = store.postorder([expr], isLeaf: { self.store.kind($0) == .piecewise })
        let evaluator = try ballEvaluator(span)
        evaluator.reset()
        return beyondReals(nodes.filter { store.isConstant($0) && store.kind($0) != .piecewise }, evaluator, span)
    }

    /// That a function or a comparison of these nodes asks for the order of a number that is certainly not real; nil where none does.
    private func beyondReals(_ nodes: [Expr], _ evaluator: BallEvaluator, _ span: Span) -> Diagnostic? {
        guard let name = realFunction(beyondReals: nodes, evaluator) else { return nil }
        return Diagnostic("outside-domain", "\(name) is defined for real numbers only", at: span, kind: .undefined)
    }

    private func realFunction(beyondReals nodes: [Expr], _ evaluator: BallEvaluator) -> String? {
        for node in nodes {
            switch store.kind(node) {
            case .call where Vocabulary.row(store.function(node)).isRealOnly:
                let isBeyond = store.childView(node).contains { evaluator.value(of: $0).isCertainlyNotReal }
                if isBeyond, !evaluator.value(of: node).isFinite { return "'\(Vocabulary.row(store.function(node)).calledName)'" }
            case .relation where store.relation(node) == .less || store.relation(node) == .lessOrEqual:
                let difference = store.difference(store.child(node, 0), store.child(node, 1))
                if evaluator.value(of: difference).isCertainlyNotReal { return "a comparison" }
            default: continue
            }
        }
        return nil
    }

    /// Whether a condition without symbols holds; nil where no precision tells.
    public func decide(_ condition: Expr, at span: Span) throws(Diagnostic) -> Bool? {
        if condition == .truth { return true }
        if condition == .falsehood { return false }
        try rejectAbstract(condition, span)
        let evaluator = try ballEvaluator(span)
        var bits = 96
        var condition = condition
        while bits <= 4096, !store.budget.isExhausted {
            evaluator.reset()
            evaluator.bits = bits
            switch evaluator.truth(of: condition) {
            case .holds: return true
            case .fails: return false
            case .undecided:
                if bits == 96 { condition = SettledJumps(catalogue, evaluator, proof(evaluator)).settled(condition) }
                bits *= 4
            }
        }
        return nil
    }

    private func ballEvaluator(_ span: Span) throws(Diagnostic) -> BallEvaluator {
        if let evaluator { return evaluator }
        do throws(BallUnavailable) {
            let fresh = try BallEvaluator(catalogue)
            evaluator = fresh
            return fresh
        } catch {
            throw Diagnostic("ball-arithmetic-unavailable", error.sentence, at: span, kind: .limit)
        }
    }

    // MARK: Rounding

    private func exact(_ number: Rational, digits: Int?) -> NumericValue {
        let double = number.doubleValue
        // Millions of digits are rounded in a ball: dividing them out would take seconds.
        if number.bitLength > 1 << 16, number.bitLength > 8 * (digits ?? 17), let text = roundedInBall(number, digits ?? 17) {
            return NumericValue(real: text, imaginary: nil, doubles: .init(real: double, imaginary: 0), isExact: false)
        }
        if let digits {
            let (text, isExact) = DecimalRounding.text(number, digits: digits)
            return NumericValue(real: text, imaginary: nil, doubles: .init(real: double, imaginary: 0), isExact: isExact)
        }
        // Beyond the range of doubles the digits say more than 0 or infinity would.
        if double.isInfinite || (double == 0 && !number.isZero) {
            return NumericValue(
                real: DecimalRounding.text(number, digits: 17).text, imaginary: nil, doubles: .init(real: double, imaginary: 0),
                isExact: false)
        }
        let isExact = Rational(exactly: double) == number
        return NumericValue(
            real: double.shortestText, imaginary: nil, doubles: .init(real: double, imaginary: 0), isExact: isExact)
    }

    private func roundedInBall(_ number: Rational, _ digits: Int) -> String? {
        guard (try? BallLibrary.load()) != nil else { return nil }
        let ball = ComplexBall()
        ball.set(number, bits: digits * 4 + 128)
        return ball.certifiedDigits(digits, part: .real)
    }
}

extension NumericValue {
    /// The number a ball encloses; nil where the ball is too wide to tell every digit.
    ///
    /// - Parameter digits: how many significant digits; nil for the nearest double.
    public init?(_ ball: ComplexBall, digits: Int?) {
        guard let real = NumericValue.part(ball, .real, digits), let imaginary = NumericValue.part(ball, .imaginary, digits) else {
            return nil
        }
        self.init(
            real: real.text, imaginary: imaginary.isZero ? nil : imaginary.text,
            doubles: .init(real: real.double, imaginary: imaginary.double), isExact: false)
    }

    private static func part(
        _ ball: ComplexBall, _ part: ComplexBall.Part, _ digits: Int?
    ) -> (text: String, double: Double, isZero: Bool)? {
        let (lower, upper) = ball.bounds(part)
        if lower == 0, upper == 0 { return ("0", 0, true) }
        // Zero is never printed for what is only close to it.
        if lower < 0, upper > 0 { return nil }
        guard let double = ball.correctlyRounded(part) else { return nil }
        guard let digits else {
            if double == 0 || double.isInfinite { return ball.certifiedDigits(17, part: part).map { ($0, double, false) } }
            return (double.shortestText, double, false)
        }
        return ball.certifiedDigits(digits, part: part).map { ($0, double, false) }
    }
}
