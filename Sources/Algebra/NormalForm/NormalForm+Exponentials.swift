import Exact
import Expressions
import Polynomials
import Vocabulary

extension NormalForm {
    /// A term of an exponent: a rational number times a monomial over a denominator.
    struct ExponentTerm {
        let coefficient: Rational
        let exponents: [Int]
        let bare: RationalFunction
    }

    /// `exp(value)`: the product of the exponentials of the terms, each a power of one kernel.
    func exponential(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        var result = one
        for term in exponentTerms(try rationalized(value)) { result = try reduced(result * exponential(term)) }
        return result
    }

    func exponentTerms(_ value: RationalFunction) -> [ExponentTerm] {
        if value.isZero { return [] }
        let content = value.denominator.content
        let denominator = value.denominator.primitivePart
        var terms: [ExponentTerm] = []
        value.numerator.forEachTerm { exponents, coefficient in
            let powers = exponents.map { Int($0) }
            guard let bare = RationalFunction(self.ring.monomial(powers), over: denominator) else { return }
            let exponents = bare.denominator.isOne ? bare.numerator.terms.first?.exponents ?? [] : []
            terms.append(ExponentTerm(coefficient: Rational(coefficient, content), exponents: exponents, bare: bare))
        }
        return terms
    }

    private func exponential(_ term: ExponentTerm) throws(NormalFormFailure) -> RationalFunction {
        if let turns = halfTurns(term) { return try unity(turns) }
        if let place = single(term.exponents), case .logarithm(let argument) = kernels[place].kind {
            // exp(q*log(w)) is the principal power.
            return try power(argument, term.coefficient)
        }
        if let place = angle(in: term.exponents), case .angle(let value) = kernels[place].kind,
            let result = try exponentialOfAngle(value, term.coefficient)
        {
            return result
        }
        let expr = expression(term.bare)
        let (unit, multiple) = try multiple(of: expr, term.coefficient)
        let kernel = FieldKernel(
            kind: .exponential(term: term.bare, unit: unit),
            expr: catalogue.call(KnownFunction.exponential, store.scaled(unit, expr)), order: order(term, unit))
        return try power(variable(kernel), multiple)
    }

    /// The coefficient as a whole multiple of the unit for its expression. A coefficient that is none gives a smaller unit, and
    /// the conversion begins again.
    func multiple(of expr: Expr, _ coefficient: Rational) throws(NormalFormFailure) -> (unit: Rational, multiple: Int) {
        guard let unit = hints.units[expr] else {
            hints.units[expr] = coefficient.magnitude
            return (coefficient.magnitude, coefficient.signum)
        }
        let ratio = coefficient / unit
        guard let multiple = ratio.asInt else {
            // gcd(a/b, c/d) = gcd(a*d, c*b)/(b*d), for the ratio a/b and 1.
            hints.units[expr] = unit / Rational(ratio.denominator)
            throw .refine
        }
        guard multiple.magnitude <= 4096 else { throw .tooLarge }
        return (unit, multiple)
    }

    /// The power of the exponential of `unit*I*pi*n` that is 1 for every whole n.
    private func order(_ term: ExponentTerm, _ unit: Rational) -> Int? {
        var rest = term.exponents
        for (place, exponent) in term.exponents.enumerated() where exponent > 0 {
            if case .unity = kernels[place].kind, exponent * 2 == hints.unityOrder { rest[place] = 0 }
            if store.isConstant(kernels[place].expr, .pi), exponent == 1 { rest[place] = 0 }
        }
        guard term.exponents.reduce(0, +) == rest.reduce(0, +) + hints.unityOrder / 2 + 1,
            let count = RationalFunction(ring.monomial(rest), over: ring.one), store.facts(of: expression(count)).isInteger
        else { return nil }
        return (unit.numerator.isOdd ? unit.denominator * Integer(2) : unit.denominator).asInt
    }

    /// `q` for a term `q*I*pi`.
    private func halfTurns(_ term: ExponentTerm) -> Rational? {
        var isHalfTurn = false
        var unitPower = 0
        for (place, exponent) in term.exponents.enumerated() where exponent > 0 {
            if case .unity = kernels[place].kind {
                unitPower = exponent
            } else if store.isConstant(kernels[place].expr, .pi), exponent == 1 {
                isHalfTurn = true
            } else {
                return nil
            }
        }
        return isHalfTurn && unitPower * 2 == hints.unityOrder ? term.coefficient : nil
    }

    /// The angle in a term `I*arg(w)`.
    private func angle(in exponents: [Int]) -> Int? {
        var found: Int?
        for (place, exponent) in exponents.enumerated() where exponent > 0 {
            switch kernels[place].kind {
            case .unity where exponent * 2 == hints.unityOrder: continue
            case .angle where exponent == 1 && found == nil: found = place
            default: return nil
            }
        }
        return exponents.reduce(0, +) > 1 ? found : nil
    }

    /// The only variable, if it occurs to the first power.
    private func single(_ exponents: [Int]) -> Int? {
        guard exponents.reduce(0, +) == 1 else { return nil }
        return exponents.firstIndex(of: 1)
    }

    /// `(-1)^turns`, the root of unity on the principal branch.
    func unity(_ turns: Rational) throws(NormalFormFailure) -> RationalFunction {
        guard let denominator = turns.denominator.asInt, denominator <= 512 else { throw .tooLarge }
        let order = hints.unityOrder
        guard order % denominator == 0 else {
            hints.unityOrder = NormalForm.leastCommonMultiple(order, denominator)
            guard hints.unityOrder <= 1024 else { throw .tooLarge }
            throw .refine
        }
        let full = Rational(2)
        let rest = turns - full * Rational((turns / full).floor)
        guard let steps = (rest * Rational(order)).asInt else { throw .tooLarge }
        if steps == 0 { return one }
        if steps == order { return -one }
        let root = store.power(.minusOne, store.number(Rational(1, order)))
        return try power(variable(FieldKernel(kind: .unity(order: order), expr: root)), steps)
    }

    static func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
        var (x, y) = (a, b)
        while y != 0 { (x, y) = (y, x % y) }
        return a / x * b
    }
}
