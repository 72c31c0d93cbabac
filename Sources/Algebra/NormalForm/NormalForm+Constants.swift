import Ball
import Certified
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
