import Exact
import Expressions
import Polynomials
import Vocabulary

extension NormalForm {
    /// The principal logarithm: of primes, of positive factors, of roots of unity, and of what remains as a whole.
    func logarithm(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        if value.isZero { throw .undefined }
        let parts = try split(value)
        var result = zero
        for (prime, multiplicity) in primes(parts.number) {
            result = try checked(result + logarithm(ofFactor: number(Rational(prime))) * number(multiplicity))
        }
        for (factor, power) in parts.positive { result = try checked(result + positiveLogarithm(factor) * number(power)) }
        var inner = one
        for (factor, power) in parts.real {
            // A real number to an even power is positive; with only even powers nothing is left inside.
            if power % 2 == 0 {
                result = try checked(result + positiveLogarithm(magnitude(factor)) * number(power))
            } else {
                inner = try reduced(inner * self.power(factor, power))
            }
        }
        noteOpenSigns(parts.real.filter { $0.power % 2 != 0 })
        if let rest = try constantLogarithm(value, parts) { return try checked(result + rest) }
        for (factor, power) in parts.complex { inner = try reduced(inner * self.power(factor, power)) }
        if inner.isOne { return try checked(result + angle(parts.turns)) }
        if !parts.turns.isZero { inner = try reduced(inner * unity(parts.turns)) }
        if let rest = parts.complex.isEmpty ? nil : try logarithmByModulus(inner) { return try checked(result + rest) }
        return try checked(result + logarithm(ofFactor: inner))
    }

    /// `I*pi*turns`.
    func angle(_ turns: Rational) throws(NormalFormFailure) -> RationalFunction {
        if turns.isZero { return zero }
        let pi = try variable(FieldKernel(kind: .symbol(degree: 1), expr: store.constant(.pi)))
        return try reduced(unity(Rational(1, 2)) * pi * number(turns))
    }

    /// The real logarithm of a positive value that is a single factor.
    private func positiveLogarithm(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        guard value.denominator.isOne, let place = value.numerator.singleVariable else { return try logarithm(ofFactor: value) }
        switch kernels[place].kind {
        case .exponential(let term, let unit):
            return try checked(term * number(unit))
        case .root(let base, let degree):
            return try checked(logarithm(base) * number(Rational(1, degree)))
        case .symbol(let degree) where degree > 1:
            return try checked(logarithm(ofFactor: power(value, degree)) * number(Rational(1, degree)))
        default:
            return try logarithm(ofFactor: value)
        }
    }

    func logarithm(ofFactor argument: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        let expr = store.call(KnownFunction.logarithm, expression(argument))
        return try variable(FieldKernel(kind: .logarithm(argument: argument), expr: expr))
    }
}
