import Exact
import Expressions
import Polynomials
import Reading
import Syntax

extension Transforms {
    /// The field in which a factorisation takes place: a ring that has a variable more than that of the kernels.
    private struct Extension {
        let field: AlgebraicField
        let number: Expr
        /// What kernels that are numbers of the field are, by their variables.
        var elements: [Int: RationalFunction] = [:]
        /// Powers of the number, multiplied out.
        var powers: [Expr] = [.one]
        /// The number in front of the product.
        var front: RationalFunction
    }

    /// The product of polynomials irreducible over the rational numbers and the given algebraic numbers, such as `sqrt(2)`, `I`
    /// or `(1 + sqrt(5))/2`. Factors that split are given the leading coefficient 1.
    public func factor(_ expr: Expr, over numbers: [Expr], at span: Span = Span(0, 0)) throws(Diagnostic) -> Expr {
        let numbers = try numbers.map { number throws(Diagnostic) in try expand(number, at: span) }.filter { !store.isNumber($0) }
        let rational = try factor(expr, at: span)
        if numbers.isEmpty { return rational }
        // Numbers are gathered in front; other bases are factored if they are sums.
        var factors = Factors()
        var bases: [(base: Expr, exponent: Int)] = []
        for (base, exponent) in splitProduct(rational) {
            if store.isConstant(base), store.isConstant(exponent) {
                bases.append((store.power(base, exponent), 1))
            } else if store.kind(base) == .sum, let whole = store.wholeValue(exponent) {
                bases.append((base, whole))
            } else {
                factors.powers.append((base, exponent))
            }
        }
        if bases.allSatisfy({ store.isConstant($0.base) }) { return rational }
        var reading = try read(bases.map(\.base), at: span)
        var own = try makeExtension(numbers, reading.kernels, at: span)
        for (value, entry) in zip(reading.values, bases) {
            for (part, sign) in [(value.numerator, 1), (value.denominator, -1)] where !part.isOne {
                try append(part, sign * entry.exponent, &own, &reading, to: &factors, at: span)
            }
        }
        let content = own.front.numerator.content
        let primitive = RationalFunction(own.front.numerator.dividedExactly(by: own.field.ring.constant(content)) ?? own.front.numerator)
        guard let divisor = own.front.denominator.constantValue else { throw diagnostic(.exhausted, at: span) }
        factors.number = store.number(Rational(content, divisor))
        factors.powers.append((try write(primitive, &own, &reading, at: span), .one))
        return try finished(assembled(factors), at: span)
    }

    /// The factors of a polynomial over the field, to a power.
    private func append(
        _ polynomial: Polynomial, _ exponent: Int, _ own: inout Extension, _ reading: inout Fractions, to factors: inout Factors,
        at span: Span
    ) throws(Diagnostic) {
        let field = own.field
        let places = (0..<reading.ring.variableCount).map { Optional($0) }
        guard var value = field.reduced(RationalFunction(polynomial.moved(to: field.ring, places: places))) else {
            throw diagnostic(.exhausted, at: span)
        }
        for (variable, element) in own.elements.sorted(by: { $0.key < $1.key }) {
            guard let next = field.reduced(value.substituting(element, for: variable)) else { throw diagnostic(.exhausted, at: span) }
            value = next
        }
        // What is left in front is compared in the leading coefficients.
        guard var number = field.reduced(RationalFunction(field.leadingNumber(of: value.numerator), over: value.denominator) ?? value)
        else {
            throw diagnostic(.exhausted, at: span)
        }
        for (factor, multiplicity) in field.factors(of: value.numerator) {
            let leading = RationalFunction(field.leadingNumber(of: factor))
            guard let inverse = field.inverse(of: leading) else { throw diagnostic(.exhausted, at: span) }
            var form = RationalFunction(factor)
            if factor.degree(in: field.generator) <= 0 {
                // A factor over the rational numbers keeps its whole coefficients.
                guard let power = field.power(inverse, multiplicity), let rest = field.reduced(number * power) else {
                    throw diagnostic(.exhausted, at: span)
                }
                number = rest
            } else {
                guard let monic = field.reduced(form * inverse) else { throw diagnostic(.exhausted, at: span) }
                form = monic
            }
            factors.powers.append((try write(form, &own, &reading, at: span), store.number(multiplicity * exponent)))
        }
        if store.budget.isExhausted { throw diagnostic(.exhausted, at: span) }
        guard let power = field.power(number, exponent), let front = field.reduced(own.front * power) else {
            throw diagnostic(.tooLarge, at: span)
        }
        own.front = front
    }

    /// The expression of a polynomial over the field, multiplied out.
    private func write(
        _ value: RationalFunction, _ own: inout Extension, _ reading: inout Fractions, at span: Span
    ) throws(Diagnostic) -> Expr {
        var terms: [Expr] = [.zero]
        let places = (0..<own.field.ring.variableCount).map { $0 == own.field.generator ? nil : Optional($0) }
        for (power, coefficient) in value.numerator.coefficients(in: own.field.generator) {
            while own.powers.count <= power {
                own.powers.append(try expand(store.product(own.powers[own.powers.count - 1], own.number), at: span))
            }
            let part = coefficient.moved(to: reading.ring, places: places)
            terms.append(store.product(reading.writer.write(part), own.powers[power]))
        }
        guard let divisor = value.denominator.constantValue else { throw diagnostic(.exhausted, at: span) }
        return try expand(store.scaled(Rational(1, divisor), store.sum(terms)), at: span)
    }

    // MARK: The field

    /// The field of all numbers: that of a sum of multiples of them, in which each of them is found again.
    private func makeExtension(_ numbers: [Expr], _ kernels: Kernels, at span: Span) throws(Diagnostic) -> Extension {
        let algebra = try AlgebraicNumbers(self, at: span)
        let minimal = try numbers.map { number throws(Diagnostic) in try algebra.minimalPolynomial(of: number, at: span) }
        for attempt in 1..<20 {
            let multiples = numbers.enumerated().map { store.scaled(Rational($0.offset == 0 ? 1 : attempt * $0.offset), $0.element) }
            let number = numbers.count == 1 ? numbers[0] : store.sum(multiples)
            if store.isNumber(number) { continue }
            let modulus = numbers.count == 1 ? minimal[0] : try algebra.minimalPolynomial(of: number, at: span)
            let ring = PolynomialRing(variableCount: kernels.ring.variableCount + 1, budget: store.budget)
            let generator = kernels.ring.variableCount
            var own = Extension(
                field: AlgebraicField(generator: generator, modulus: modulus.moved(to: ring, places: [generator])), number: number,
                front: RationalFunction(ring.one))
            var isComplete = true
            for (known, polynomial) in zip(numbers, minimal) where known != number {
                if try element(known, polynomial, own, algebra, at: span) == nil { isComplete = false }
            }
            if !isComplete { continue }
            for (variable, kernel) in kernels.list.enumerated() where store.isConstant(kernel.expression) {
                if kernel.expression == number {
                    own.elements[variable] = RationalFunction(ring.variable(generator))
                } else if let polynomial = try? algebra.minimalPolynomial(of: kernel.expression, at: span) {
                    own.elements[variable] = try element(kernel.expression, polynomial, own, algebra, at: span)
                }
            }
            return own
        }
        throw diagnostic(.tooLarge, at: span)
    }

    /// A number in the field: the one among the roots of its minimal polynomial there that it is; nil if it does not lie in it.
    private func element(
        _ number: Expr, _ minimal: Polynomial, _ own: Extension, _ algebra: AlgebraicNumbers, at span: Span
    ) throws(Diagnostic) -> RationalFunction? {
        let field = own.field
        let polynomial = minimal.moved(to: field.ring, places: [0])
        var roots: [RationalFunction] = []
        for (factor, _) in field.factors(of: polynomial) where factor.degree(in: 0) == 1 {
            let parts = factor.coefficients(in: 0)
            let constant = parts.count == 2 ? parts[1].coefficient : field.ring.zero
            guard let inverse = field.inverse(of: RationalFunction(parts[0].coefficient)) else { continue }
            if let root = field.reduced(RationalFunction(-constant) * inverse) { roots.append(root) }
        }
        let differences = roots.map { root in
            let powers = root.numerator.coefficients(in: field.generator).map {
                store.product(
                    store.number(Rational($0.coefficient.leadingCoefficient, root.denominator.leadingCoefficient)),
                    store.power(own.number, $0.power))
            }
            return store.sum(powers + [store.negated(number)])
        }
        return algebra.onlyZero(differences).map { roots[$0] }
    }
}

extension RationalFunction {
    /// The fraction with a fraction for a variable, given that the variable is not in the denominator.
    fileprivate func substituting(_ value: RationalFunction, for variable: Int) -> RationalFunction {
        let degree = max(0, numerator.degree(in: variable))
        var sum = ring.zero
        for (power, coefficient) in numerator.coefficients(in: variable) {
            guard let above = value.numerator.power(power), let below = value.denominator.power(degree - power) else { return self }
            sum = sum + coefficient * above * below
        }
        guard let below = value.denominator.power(degree) else { return self }
        return RationalFunction(sum, over: denominator * below) ?? self
    }
}

extension AlgebraicField {
    /// A power of a number of the field; nil for negative powers of zero, and for exponents that are too large.
    fileprivate func power(_ number: RationalFunction, _ exponent: Int) -> RationalFunction? {
        if number.numerator.degree(in: generator) <= 0 { return number.power(exponent) }
        guard exponent.magnitude < 10_000, var square = exponent < 0 ? inverse(of: number) : number else { return nil }
        var result = RationalFunction(ring.one)
        var rest = exponent.magnitude
        while rest > 0 {
            if rest & 1 == 1 {
                guard let next = reduced(result * square) else { return nil }
                result = next
            }
            rest >>= 1
            guard let next = reduced(square * square) else { return nil }
            square = next
        }
        return result
    }
}
