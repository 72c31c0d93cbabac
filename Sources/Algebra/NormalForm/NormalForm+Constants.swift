import Ball
import Exact
import Expressions
import Polynomials
import Vocabulary

// Roots and logarithms of constants that are products: the branch is a whole number, and balls tell it.
extension NormalForm {
    /// The root of a constant as the product of the roots of its factors, times the root of unity that balls find; nil where
    /// there is one factor only, to the first power, or the value is no constant.
    func constantRoot(
        _ value: RationalFunction, _ factors: [(factor: RationalFunction, power: Int)], _ turns: Rational, _ degree: Int,
        _ outside: RationalFunction
    ) throws(NormalFormFailure) -> RationalFunction? {
        guard factors.count > 1 || factors.contains(where: { $0.power != 1 }), let evaluator else { return nil }
        let radicand = expression(value)
        guard store.isConstant(radicand) else { return nil }
        var product = try reduced(outside * unity(turns / Rational(degree)))
        for (factor, power) in factors { product = try reduced(product * kernelPower(factor, Rational(power, degree))) }
        let root = store.power(radicand, store.number(Rational(1, degree)))
        for step in 0..<degree {
            let candidate = try reduced(product * unity(Rational(2 * step, degree)))
            if evaluator.areClose(root, expression(candidate), within: 0.01, isRelative: true) { return candidate }
        }
        return nil
    }

    /// The logarithm of what a constant has beside numbers and positive factors, as the sum of the logarithms of its factors and
    /// a multiple of `2*pi*I`; nil where there is one factor only.
    func constantLogarithm(_ value: RationalFunction, _ parts: Split) throws(NormalFormFailure) -> RationalFunction? {
        let factors = parts.real.filter { $0.power % 2 != 0 } + parts.complex
        guard factors.count > 1 || factors.contains(where: { $0.power != 1 }), let evaluator else { return nil }
        var product = try unity(parts.turns)
        for (factor, power) in factors { product = try reduced(product * self.power(factor, power)) }
        let argument = expression(product)
        guard store.isConstant(argument) else { return nil }
        var sum = try angle(parts.turns)
        for (factor, power) in factors {
            let modular = try logarithmByModulus(factor)
            let own = if let modular { modular } else { try logarithm(ofFactor: factor) }
            sum = try checked(sum + own * number(power))
        }
        let whole = store.call(KnownFunction.logarithm, argument)
        guard let turns = evaluator.turns(from: expression(sum), to: whole) else { return nil }
        return try checked(sum + angle(Rational(2 * turns)))
    }
}

extension BallEvaluator {
    /// Whether two constants certainly differ by less than a number, or than that part of the first.
    func areClose(_ left: Expr, _ right: Expr, within bound: Double, isRelative: Bool) -> Bool {
        reset()
        bits = 128
        point = [:]
        let (a, b) = (value(of: left), value(of: right))
        guard a.isFinite, b.isFinite else { return false }
        let difference = ComplexBall()
        difference.subtract(a, b, bits: bits)
        return difference.magnitudeUpperBound < (isRelative ? bound * a.magnitudeUpperBound : bound)
    }

    /// The sign of a real constant other than zero, found with a few hundred digits; nil where they do not tell.
    public func sign(ofConstant expr: Expr) -> Int? {
        point = [:]
        for precision in [128, 1024] {
            reset()
            bits = precision
            switch value(of: expr).realSign {
            case .positive: return 1
            case .negative: return -1
            default: break
            }
        }
        return nil
    }

    /// The greatest whole number that is not greater than a real constant, where that is certain.
    func floor(ofConstant expr: Expr) -> Rational? {
        var floor = Rational(0)
        // Each round finds fifty bits more.
        for _ in 0..<16 {
            reset()
            bits = 1024
            point = [:]
            let rest = value(of: store.difference(expr, store.number(floor)))
            guard rest.isFinite, rest.isReal, let step = Rational(exactly: rest.midpoint.real.rounded(.down)) else { return nil }
            if step.isZero {
                let excess = value(of: store.difference(expr, store.number(floor + Rational(1))))
                let isAbove = rest.realSign == .positive || rest.isExactZero
                return isAbove && excess.realSign == .negative ? floor : nil
            }
            floor = floor + step
        }
        return nil
    }
}
