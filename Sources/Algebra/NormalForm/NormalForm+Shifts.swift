import Certified
import Exact
import Expressions
import Polynomials
import Reading
import Vocabulary

// Functions of which arguments a whole number apart, opposite ones and multiples of one another are related.
extension NormalForm {
    /// More parts than this are not made of one call.
    private static let mostParts = 12

    /// An argument as `multiple*unit*direction + constant`, the direction with a leading coefficient of 1 or -1.
    private struct Line {
        let multiple: Int
        /// `unit*direction + constant/multiple`, of which the argument is the multiple.
        let part: RationalFunction
    }

    /// `gamma(u + n)` by `gamma(u + 1) = u*gamma(u)`, for the whole part n of the argument's constant term; in exponentials opposite
    /// arguments by Euler's reflection, and multiples by the multiplication theorem of Gauss (Abramowitz and Stegun, *Handbook of
    /// Mathematical Functions*, 1964, 6.1.15 to 6.1.20).
    func gamma(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        guard let shift = constantTerm(value).floor.asInt, shift.magnitude <= 64 else { return try opaque(KnownFunction.gamma, [value]) }
        let base = try checked(value - number(shift))
        if base.isZero { return try opaque(KnownFunction.gamma, [value]) }
        var result = try language == .exponential ? gammaByRelations(base) : opaque(KnownFunction.gamma, [base])
        for step in 0..<abs(shift) {
            let factor = base + number(shift > 0 ? step : -step - 1)
            if factor.isZero { throw .undefined }
            result = try reduced(shift > 0 ? result * factor : quotient(result, factor))
        }
        return result
    }

    /// The gamma function where the constant term of the argument lies between 0 and 1.
    private func gammaByRelations(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        if isReflected(value) {
            // gamma(u)*gamma(1 - u) = pi/sin(pi*u), the sine in exponentials.
            let pi = try self.value(of: store.constant(.pi))
            let unit = try unity(Rational(1, 2))
            let turn = try reduced(unit * pi * value)
            let sine = try reduced(quotient(exponential(turn) - exponential(-turn), unit * number(2)))
            if sine.isZero { throw .undefined }
            return try reduced(quotient(pi, sine * gamma(one - value)))
        }
        guard let line = try line(value, KnownFunction.gamma), line.multiple > 1 else {
            return try opaque(KnownFunction.gamma, [value])
        }
        // gamma(m*u) = (2*pi)^((1 - m)/2)*m^(m*u - 1/2)*gamma(u)*gamma(u + 1/m)*...
        let multiple = line.multiple
        let circle = try reduced(self.value(of: store.constant(.pi)) * number(2))
        let power = try exponential(reduced((value - number(Rational(1, 2))) * logarithm(number(multiple))))
        var result = try reduced(power * self.power(circle, Rational(1 - multiple, 2)))
        for step in 0..<multiple { result = try reduced(result * gamma(line.part + number(Rational(step, multiple)))) }
        return result
    }

    /// Whether the argument is the one of two opposite ones that is written with the other: the constant above 1/2, the sum that begins
    /// with a minus.
    private func isReflected(_ value: RationalFunction) -> Bool {
        guard value.denominator.isConstant else { return false }
        if value.numerator.isConstant { return Rational(value.numerator.content, value.denominator.content) > Rational(1, 2) }
        return value.numerator.leadingSign < 0
    }

    /// `floor(u + n)` is `floor(u) + n`; multiples by Hermite's identity, `floor(m*u) = floor(u) + floor(u + 1/m) + ...` (Graham, Knuth and
    /// Patashnik, *Concrete Mathematics*, 1994, 3.26).
    func floor(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        var whole = zero
        var rest = value
        // Terms that are whole numbers leave the function.
        for term in exponentTerms(value) {
            guard term.bare.isOne || store.facts(of: expression(term.bare)).isInteger else { continue }
            let part = try checked(term.bare * number(Rational(term.coefficient.floor)))
            whole = try checked(whole + part)
            rest = try checked(rest - part)
        }
        if rest.isZero { return whole }
        let expr = expression(rest)
        if let floor = store.isConstant(expr) ? evaluator?.floor(ofConstant: expr).map({ Rational($0) }) : knownFloor(expr) {
            return try checked(whole + number(floor))
        }
        guard let line = try line(rest, KnownFunction.floor), line.multiple > 1 else {
            return try checked(whole + opaque(KnownFunction.floor, [rest]))
        }
        for step in 0..<line.multiple { whole = try checked(whole + floor(line.part + number(Rational(step, line.multiple)))) }
        return whole
    }

    /// The floor of what lies between two neighbouring whole numbers.
    private func knownFloor(_ expr: Expr) -> Rational? {
        let facts = store.facts(of: expr)
        guard let lower = facts.lower, let upper = facts.upper else { return nil }
        let floor = Rational(lower.value.floor)
        let end = floor + Rational(1)
        return upper.value < end || (upper.value == end && upper.isStrict) ? floor : nil
    }

    private func constantTerm(_ value: RationalFunction) -> Rational {
        guard value.denominator.isConstant else { return Rational(0) }
        for (exponents, coefficient) in value.numerator.terms where exponents.allSatisfy({ $0 == 0 }) {
            return Rational(coefficient, value.denominator.content)
        }
        return Rational(0)
    }

    /// The argument of a function along its direction, with the unit of which all arguments in this direction are multiples; nil where
    /// it has no names, or is no polynomial. The calls of different functions have units of their own.
    private func line(_ value: RationalFunction, _ function: FunctionID) throws(NormalFormFailure) -> Line? {
        guard value.denominator.isConstant, !value.numerator.isConstant else { return nil }
        let constant = constantTerm(value)
        let moving = try checked(value - number(constant))
        guard let leading = exponentTerms(moving).first?.coefficient.magnitude else { return nil }
        let direction = try checked(moving * number(Rational(1) / leading))
        let (unit, multiple) = try multiple(of: store.call(function, expression(direction)), leading)
        guard multiple <= NormalForm.mostParts else { throw .tooLarge }
        let part = try checked(direction * number(unit) + number(constant / Rational(multiple)))
        return Line(multiple: multiple, part: part)
    }
}
