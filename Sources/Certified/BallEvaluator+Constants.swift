import Ball
import Exact
import Expressions

// Questions about constants that balls answer by themselves, at rising precision.
extension BallEvaluator {
    /// The precisions at which a question is asked, one after another, in bits.
    public static let usualPrecisions = [128, 512]

    /// What is as small as this beside what it was made of counts as zero where nothing is proved: forty digits agree by accident nowhere.
    public static let tolerance = 1e-40

    /// The first answer to a question that is asked at rising precision; nil where no precision tells.
    ///
    /// - Parameters:
    ///   - precisions: in bits, ascending.
    ///   - point: the values of symbols.
    ///   - answer: asks the evaluator, which has forgotten all other values.
    public func atRisingPrecision<Answer>(
        _ precisions: [Int] = BallEvaluator.usualPrecisions, at point: [Expr: ComplexBall] = [:], _ answer: () -> Answer?
    ) -> Answer? {
        for precision in precisions where store.budget.step() {
            begin(bits: precision, at: point)
            if let found = answer() { return found }
        }
        return nil
    }

    /// Forgets all values, for another point at a precision.
    public func begin(bits: Int, at point: [Expr: ComplexBall] = [:]) {
        reset()
        self.bits = bits
        self.point = point
    }

    /// Puts the values of constants in place of names, at the precision that is set.
    public func move(to place: [Expr: Expr]) {
        let balls = place.mapValues { value in
            let ball = ComplexBall()
            ball.set(self.value(of: value))
            return ball
        }
        begin(bits: bits, at: balls)
    }

    /// Whether a condition holds at a point; nil where no precision tells.
    ///
    /// - Parameter unordered: what an order of numbers counts as that are certainly not real; nil: it is undecided.
    public func decides(
        _ condition: Expr, at point: [Expr: ComplexBall] = [:], _ precisions: [Int] = BallEvaluator.usualPrecisions, unordered: Bool? = nil
    ) -> Bool? {
        atRisingPrecision(precisions, at: point) { truth(of: condition, unordered: unordered).isTrue }
    }

    /// Whether a constant is certainly not zero.
    public func isNonzero(_ expr: Expr) -> Bool {
        atRisingPrecision {
            let value = value(of: expr)
            return value.isFinite && value.excludesZero ? true : nil
        } ?? false
    }

    /// Whether a constant is certainly real, certainly not, or neither.
    public func isReal(_ expr: Expr) -> Bool? {
        begin(bits: 192)
        let value = value(of: expr)
        guard value.isFinite else { return nil }
        return value.isReal ? true : value.isCertainlyNotReal ? false : nil
    }

    /// The sign of a real constant other than zero, found with a few hundred digits; nil where they do not tell.
    public func sign(ofConstant expr: Expr) -> Int? {
        atRisingPrecision([128, 1024]) {
            switch value(of: expr).realSign {
            case .positive: 1
            case .negative: -1
            default: nil
            }
        }
    }

    /// Whether two constants certainly differ by less than a number, or than that part of the first.
    public func areClose(_ left: Expr, _ right: Expr, within bound: Double, isRelative: Bool) -> Bool {
        begin(bits: 128)
        let (a, b) = (value(of: left), value(of: right))
        guard a.isFinite, b.isFinite else { return false }
        let difference = ComplexBall()
        difference.subtract(a, b, bits: bits)
        return difference.magnitudeUpperBound < (isRelative ? bound * a.magnitudeUpperBound : bound)
    }

    /// The greatest whole number that is not greater than a real constant, where that is certain.
    public func floor(ofConstant expr: Expr) -> Integer? {
        var floor = Rational(0)
        // Each round finds fifty bits more.
        for _ in 0..<16 {
            begin(bits: 1024)
            let rest = value(of: store.difference(expr, store.number(floor)))
            guard rest.isFinite, rest.isReal, let step = Rational(exactly: rest.midpoint.real.rounded(.down)) else { return nil }
            if step.isZero {
                let excess = value(of: store.difference(expr, store.number(floor + Rational(1))))
                let isAbove = rest.realSign == .positive || rest.isExactZero
                return isAbove && excess.realSign == .negative ? floor.numerator : nil
            }
            floor = floor + step
        }
        return nil
    }
}

extension BallEvaluator.Truth {
    /// True or false; nil: undecided.
    public var isTrue: Bool? {
        switch self {
        case .holds: true
        case .fails: false
        case .undecided: nil
        }
    }
}

extension ComplexBall {
    /// Whether no number of the ball is real.
    public var isCertainlyNotReal: Bool {
        let (lower, upper) = bounds(.imaginary)
        return lower > 0 || upper < 0
    }

    /// Whether the ball is zero as far as forty digits tell, beside numbers of a size.
    public func isNegligible(beside size: Double = 1) -> Bool { isFinite && magnitudeUpperBound <= BallEvaluator.tolerance * size }
}
