import Exact
import Expressions
import Polynomials
import Vocabulary

extension NormalForm {
    /// A polynomial as a number, a root of unity, factors known to be positive, and the rest.
    struct Split {
        var number = Rational(1)
        /// The value's factor `(-1)^turns`, with `-1 < turns <= 1`.
        var turns = Rational(0)
        var positive: [(factor: RationalFunction, power: Int)] = []
        /// Factors of unknown sign, which are real.
        var real: [(factor: RationalFunction, power: Int)] = []
        /// Factors that may be complex.
        var complex: [(factor: RationalFunction, power: Int)] = []
    }

    /// Splits a value other than zero.
    func split(_ value: RationalFunction) throws(NormalFormFailure) -> Split {
        var split = Split()
        let clean = try rationalized(value)
        try add(clean.numerator, 1, &split)
        try add(clean.denominator, -1, &split)
        if split.number.signum < 0 {
            split.number = -split.number
            split.turns = split.turns + Rational(1)
        }
        let full = Rational(2)
        split.turns = split.turns - full * Rational(((split.turns + Rational(1)) / full).ceil - 1)
        // A sign is kept where it is not known which way the rest turns: inside its first factor.
        if split.turns == Rational(1), split.complex.isEmpty {
            if let first = split.real.firstIndex(where: { $0.power % 2 != 0 }) {
                split.real[first].factor = -split.real[first].factor
                split.turns = Rational(0)
            }
        }
        return split
    }

    private func add(_ polynomial: Polynomial, _ sign: Int, _ split: inout Split) throws(NormalFormFailure) {
        let factors = polynomial.factors()
        if store.budget.isExhausted { throw .tooLarge }
        let content = Rational(factors.content)
        split.number = sign > 0 ? split.number * content : split.number / content
        for (factor, multiplicity) in factors.factors {
            let power = sign * multiplicity
            if let place = factor.singleVariable, case .unity(let order) = kernels[place].kind {
                split.turns = split.turns + Rational(power, order)
                continue
            }
            let value = RationalFunction(factor)
            if let place = factor.singleVariable, case .symbol(let degree) = kernels[place].kind, degree > 1 {
                try addRoot(place, degree, power, &split)
                continue
            }
            place(value, power, &split)
        }
    }

    /// Powers of `x^(1/n)`: whole powers of x by what is known of x, the rest may be complex.
    private func addRoot(_ place: Int, _ degree: Int, _ power: Int, _ split: inout Split) throws(NormalFormFailure) {
        let variable = variable(at: place)
        if power % degree != 0 || sign(of: kernels[place].expr) == 1 { return self.place(variable, power, &split) }
        self.place(try self.power(variable, degree), power / degree, &split)
    }

    private func place(_ factor: RationalFunction, _ power: Int, _ split: inout Split) {
        let expr = expression(factor)
        switch sign(of: expr) ?? (store.facts(of: expr).isNonnegative ? 1 : nil) {
        case 1:
            split.positive.append((factor, power))
        case -1:
            split.positive.append((-factor, power))
            split.number = power % 2 == 0 ? split.number : -split.number
        default:
            if store.facts(of: expr).isReal { split.real.append((factor, power)) } else { split.complex.append((factor, power)) }
        }
    }

    /// Notes real factors whose sign would tell more.
    func noteOpenSigns(_ factors: [(factor: RationalFunction, power: Int)]) {
        for (factor, _) in factors {
            let expr = expression(factor.numerator.leadingSign < 0 ? -factor : factor)
            if !openSigns.contains(expr) { openSigns.append(expr) }
        }
    }

    /// The principal root of a value other than zero.
    func root(_ value: RationalFunction, _ degree: Int) throws(NormalFormFailure) -> RationalFunction {
        if let symbol = value.numerator.singleVariable, value.denominator.isOne, case .symbol(1) = kernels[symbol].kind,
            store.kind(kernels[symbol].expr) == .symbol
        {
            let name = kernels[symbol].expr
            hints.symbolDegrees[name] = NormalForm.leastCommonMultiple(hints.symbolDegrees[name] ?? 1, degree)
            throw .refine
        }
        if let whole = wholeSymbolRoot(value, degree) { return whole }
        let parts = try split(value)
        var result = try numberRoot(parts.number, degree)
        var inner = one
        for (factor, power) in parts.positive { result = try reduced(result * kernelPower(factor, power, degree)) }
        var open: [(factor: RationalFunction, power: Int)] = []
        for (factor, power) in parts.real {
            // The even power of a real number is positive.
            let even = power - power.quotientAndRemainder(dividingBy: 2).remainder
            if even != 0 { result = try reduced(result * kernelPower(magnitude(factor), even, degree)) }
            if even != power { open.append((factor, power - even)) }
        }
        if parts.complex.isEmpty, parts.turns.isZero, degree == 2, open.count > 1, areNeverBothNegative(open.map(\.factor)) {
            for (factor, power) in open { result = try reduced(result * kernelPower(factor, power, degree)) }
            return result
        }
        if open.isEmpty, let (first, second) = oppositeFactors(parts) {
            return try reduced(result * kernelPower(first, 1, degree) * kernelPower(second, 1, degree))
        }
        noteOpenSigns(open)
        if let value = try constantRoot(value, open + parts.complex, parts.turns, degree, result) { return value }
        for (factor, power) in open + parts.complex { inner = try reduced(inner * self.power(factor, power)) }
        if inner.isOne { return try reduced(result * unity(parts.turns / Rational(degree))) }
        if !parts.turns.isZero { inner = try reduced(inner * unity(parts.turns)) }
        return try reduced(result * kernelPower(inner, 1, degree))
    }

    /// Two factors whose arguments have opposite signs everywhere, so that the principal root of the product is the product of the
    /// roots: a positive combination of them is never negative, as in `1 - z^2 = (1 - z)*(1 + z)`.
    private func oppositeFactors(_ parts: Split) -> (RationalFunction, RationalFunction)? {
        guard parts.complex.count == 2, parts.complex.allSatisfy({ $0.power == 1 }), parts.turns.isInteger else { return nil }
        let (first, second) = (parts.complex[0].factor, parts.complex[1].factor)
        let choices = parts.turns.isZero ? [(first, second), (-first, -second)] : [(-first, second), (first, -second)]
        return choices.first { areNeverBothNegative([$0, $1]) }
    }

    /// The root of a symbol whose root is a kernel already.
    private func wholeSymbolRoot(_ value: RationalFunction, _ degree: Int) -> RationalFunction? {
        guard value.denominator.isOne, let (place, power) = value.numerator.singlePower, case .symbol(let own) = kernels[place].kind,
            own == power, own % degree == 0
        else { return nil }
        return variable(at: place).power(own / degree)
    }

    /// The root of a positive rational number: one kernel for each prime.
    private func numberRoot(_ radicand: Rational, _ degree: Int) throws(NormalFormFailure) -> RationalFunction {
        var result = one
        for (prime, multiplicity) in primes(radicand) {
            let base = number(Rational(prime))
            let (whole, rest) = multiplicity.quotientAndRemainder(dividingBy: degree)
            result = try reduced(result * power(base, whole) * kernelPower(base, rest, degree))
        }
        return result
    }

    /// The primes of a positive rational number, with their multiplicities.
    func primes(_ number: Rational) -> [(prime: Integer, multiplicity: Int)] {
        PrimeFactors.of(number.numerator) + PrimeFactors.of(number.denominator).map { ($0.prime, -$0.multiplicity) }
    }

    private func kernelPower(_ base: RationalFunction, _ power: Int, _ degree: Int) throws(NormalFormFailure) -> RationalFunction {
        try kernelPower(base, Rational(power, degree))
    }

    /// A rational power of one base, as a power of the kernel that is its root.
    func kernelPower(_ base: RationalFunction, _ exponent: Rational) throws(NormalFormFailure) -> RationalFunction {
        guard let numerator = exponent.numerator.asInt, let denominator = exponent.denominator.asInt else { throw .tooLarge }
        if denominator == 1 { return try power(base, numerator) }
        if let place = base.numerator.singleVariable, base.denominator.isOne, case .exponential(let term, let unit) = kernels[place].kind {
            // exp(u) is positive here, so its root is exp(u/n).
            return try exponential(term * number(exponent * unit))
        }
        if let place = base.numerator.singleVariable, base.denominator.isOne, case .root(let inner, let own) = kernels[place].kind {
            return try kernelPower(inner, exponent / Rational(own))
        }
        let expr = expression(base)
        let known = hints.rootDegrees[expr] ?? denominator
        guard known % denominator == 0 else {
            hints.rootDegrees[expr] = NormalForm.leastCommonMultiple(known, denominator)
            throw .refine
        }
        hints.rootDegrees[expr] = known
        let kernel = FieldKernel(kind: .root(base: base, degree: known), expr: store.power(expr, store.number(Rational(1, known))))
        return try power(variable(kernel), numerator * (known / denominator))
    }

    /// `abs(value)` for a real value.
    func magnitude(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        let known = expression(value)
        let facts = store.facts(of: known)
        if facts.isNonnegative || sign(of: known) == 1 { return value }
        if facts.isNonpositive || sign(of: known) == -1 { return -value }
        noteOpenSigns([(value, 1)])
        // The sign does not matter: the kernel is that of the polynomial whose first coefficient is positive.
        let kept = value.numerator.leadingSign < 0 ? -value : value
        let kernel = FieldKernel(
            kind: .magnitude(argument: kept), expr: catalogue.call(KnownFunction.absoluteValue, expression(kept)))
        return try variable(kernel)
    }

    /// Whether at no point two of the real values are negative.
    private func areNeverBothNegative(_ values: [RationalFunction]) -> Bool {
        let exprs = values.map { expression($0) }
        return exprs.indices.allSatisfy { position in
            exprs[(position + 1)...].allSatisfy { SignPair(store).areNeverBothNegative(exprs[position], $0) }
        }
    }

    /// The value with no square root, and no single root, in its denominator.
    func rationalized(_ value: RationalFunction) throws(NormalFormFailure) -> RationalFunction {
        var result = value
        for place in kernels.indices.reversed() where result.denominator.degree(in: place) > 0 {
            guard let degree = reducibleDegree(place) else { continue }
            let coefficients = result.denominator.coefficients(in: place)
            let variable = variable(at: place)
            let factor: RationalFunction
            if coefficients.count == 1 {
                factor = try power(variable, degree - coefficients[0].power)
            } else if degree == 2, coefficients.count == 2 {
                let constant = coefficients.first { $0.power == 0 }?.coefficient ?? ring.zero
                let linear = coefficients.first { $0.power == 1 }?.coefficient ?? ring.zero
                factor = RationalFunction(constant) - RationalFunction(linear) * variable
            } else {
                continue
            }
            let numerator = try reduced(RationalFunction(result.numerator) * factor)
            let denominator = try reduced(RationalFunction(result.denominator) * factor)
            if denominator.isZero { throw .undefined }
            result = try quotient(numerator, denominator)
        }
        return result
    }

    private func reducibleDegree(_ place: Int) -> Int? {
        if case .unity(let order) = kernels[place].kind { return order }
        return kernels[place].degree
    }
}
