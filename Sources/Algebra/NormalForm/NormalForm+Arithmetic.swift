import Exact
import Expressions
import Polynomials

extension NormalForm {
    /// The quotient; what has a zero denominator has no value anywhere.
    func quotient(_ left: RationalFunction, _ right: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        guard let result = left / right else { throw .undefined }
        return try checked(result)
    }

    /// A number.
    func number(_ value: Rational) -> RationalFunction { RationalFunction(value, in: ring) }

    /// A whole number.
    func number(_ value: Int) -> RationalFunction { RationalFunction(Rational(value), in: ring) }

    /// A kernel.
    func variable(at place: Int) -> RationalFunction { RationalFunction(ring.variable(place)) }
}

extension Polynomial {
    /// The terms, leading term first.
    var terms: [(exponents: [Int], coefficient: Integer)] {
        var terms: [(exponents: [Int], coefficient: Integer)] = []
        forEachTerm { exponents, coefficient in terms.append((exponents.map { Int($0) }, coefficient)) }
        return terms
    }

    /// The variable and the exponent, for a power of a single variable.
    var singlePower: (variable: Int, exponent: Int)? {
        guard termCount == 1, leadingCoefficient.isOne else { return nil }
        let used = usedVariables
        guard used.count == 1 else { return nil }
        return (used[0], degree(in: used[0]))
    }

    /// The variable that the polynomial is.
    var singleVariable: Int? {
        guard let power = singlePower, power.exponent == 1 else { return nil }
        return power.variable
    }
}
