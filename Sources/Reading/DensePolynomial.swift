import Exact
import Expressions

/// A polynomial in one name with rational coefficients, all of them in a list: what algebraic numbers are read into.
struct DensePolynomial {
    enum Failure: Error { case notPolynomial, tooLarge }

    /// The largest degree that is read.
    static let degreeLimit = 1_000

    /// From the constant one on; the last is not zero. Empty for the zero polynomial.
    private(set) var coefficients: [Rational]

    init(_ coefficients: [Rational]) {
        self.coefficients = coefficients
        while let last = self.coefficients.last, last.isZero { self.coefficients.removeLast() }
    }

    /// -1 for the zero polynomial.
    var degree: Int { coefficients.count - 1 }

    /// The polynomial that an expression with one name is, multiplied out; not a constant.
    init(_ root: Expr, _ store: ExprStore) throws(Failure) {
        var values: [Expr: DensePolynomial] = [:]
        for node in store.postorder([root]) {
            values[node] = try DensePolynomial.value(node, values, store)
        }
        guard let value = values[root], value.degree >= 1 else { throw .notPolynomial }
        self = value
    }

    private static func value(_ node: Expr, _ values: [Expr: DensePolynomial], _ store: ExprStore) throws(Failure) -> DensePolynomial {
        switch store.kind(node) {
        case .number: return DensePolynomial([store.rational(node)])
        case .symbol: return DensePolynomial([0, 1])
        case .sum:
            var sum = DensePolynomial([])
            for part in store.childArray(node) { sum = sum.plus(try known(part, values)) }
            return sum
        case .scaled, .product:
            var product = DensePolynomial([1])
            for part in store.childArray(node) { product = try product.times(try known(part, values), store.budget) }
            return product
        case .power:
            guard let exponent = store.wholeValue(store.child(node, 1)), exponent >= 0 else { throw .notPolynomial }
            return try known(store.child(node, 0), values).power(exponent, store.budget)
        default: throw .notPolynomial
        }
    }

    private static func known(_ expr: Expr, _ values: [Expr: DensePolynomial]) throws(Failure) -> DensePolynomial {
        guard let value = values[expr] else { throw .notPolynomial }
        return value
    }

    // MARK: Arithmetic

    private func plus(_ other: DensePolynomial) -> DensePolynomial {
        var sum = coefficients + Array(repeating: 0, count: max(0, other.coefficients.count - coefficients.count))
        for (power, value) in other.coefficients.enumerated() { sum[power] += value }
        return DensePolynomial(sum)
    }

    private func times(_ other: DensePolynomial, _ budget: Budget) throws(Failure) -> DensePolynomial {
        if degree < 0 || other.degree < 0 { return DensePolynomial([]) }
        guard degree + other.degree <= DensePolynomial.degreeLimit else { throw .tooLarge }
        var product = Array(repeating: Rational(0), count: degree + other.degree + 1)
        for (power, value) in coefficients.enumerated() where !value.isZero {
            guard budget.step() else { throw .tooLarge }
            for (otherPower, otherValue) in other.coefficients.enumerated() where !otherValue.isZero {
                product[power + otherPower] += value * otherValue
            }
        }
        return DensePolynomial(product)
    }

    private func power(_ exponent: Int, _ budget: Budget) throws(Failure) -> DensePolynomial {
        guard degree < 1 || exponent <= DensePolynomial.degreeLimit / degree else { throw .tooLarge }
        var result = DensePolynomial([1])
        var square = self
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = try result.times(square, budget) }
            rest >>= 1
            if rest > 0 { square = try square.times(square, budget) }
        }
        return result
    }

    // MARK: Multiple roots

    /// The polynomial with the same roots, each of them once, with whole coefficients that have no common factor and a positive one in
    /// front; nil when the budget is spent.
    func squarefree(_ budget: Budget) -> DensePolynomial? {
        let own = wholeCoefficients
        if ModularPolynomial.provesSquarefree(own) { return DensePolynomial(own.map { Rational($0) }) }
        let derivative = DensePolynomial.primitive(own.enumerated().dropFirst().map { $1 * Integer($0) })
        guard let divisor = DensePolynomial.gcd(own, derivative, budget) else { return nil }
        let quotient = DensePolynomial.quotient(own, divisor)
        return DensePolynomial(DensePolynomial.primitive(quotient).map { Rational($0) })
    }

    private var wholeCoefficients: [Integer] {
        let denominator = coefficients.reduce(Integer(1)) { Integer.lcm($0, $1.denominator) }
        return DensePolynomial.primitive(coefficients.map { $0.numerator * denominator.dividedExactly(by: $0.denominator) })
    }

    /// Without a common factor, and with a positive coefficient in front.
    private static func primitive(_ polynomial: [Integer]) -> [Integer] {
        var content = polynomial.reduce(Integer(0)) { $0.isOne ? $0 : Integer.gcd($0, $1) }
        guard let last = polynomial.last, !content.isZero else { return polynomial }
        if last.signum < 0 { content = -content }
        return content.isOne ? polynomial : polynomial.map { $0.dividedExactly(by: content) }
    }

    /// By remainders without common factors (Knuth, *The Art of Computer Programming*, volume 2, 4.6.1).
    private static func gcd(_ first: [Integer], _ second: [Integer], _ budget: Budget) -> [Integer]? {
        var (a, b) = (first, second)
        while !b.isEmpty {
            guard let remainder = remainder(a, b, budget) else { return nil }
            (a, b) = (b, primitive(remainder))
        }
        return a
    }

    private static func remainder(_ dividend: [Integer], _ divisor: [Integer], _ budget: Budget) -> [Integer]? {
        var rest = dividend
        let lead = divisor[divisor.count - 1]
        while rest.count >= divisor.count {
            let factor = rest[rest.count - 1]
            let shift = rest.count - divisor.count
            for power in rest.indices {
                var value = rest[power] * lead
                if power >= shift { value -= factor * divisor[power - shift] }
                rest[power] = value
                guard budget.step() else { return nil }
            }
            while let last = rest.last, last.isZero { rest.removeLast() }
        }
        return rest
    }

    /// For a divisor that divides, up to a number: both are without common factors, so the quotient is whole.
    private static func quotient(_ dividend: [Integer], _ divisor: [Integer]) -> [Integer] {
        var rest = dividend
        var quotient = Array(repeating: Integer(0), count: dividend.count - divisor.count + 1)
        for place in quotient.indices.reversed() {
            let factor = rest[place + divisor.count - 1].dividedExactly(by: divisor[divisor.count - 1])
            quotient[place] = factor
            for (power, value) in divisor.enumerated() { rest[place + power] -= factor * value }
        }
        return quotient
    }
}
