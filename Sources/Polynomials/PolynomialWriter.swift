import Exact
import Expressions
import Vocabulary

/// Writes polynomials and fractions of them as expressions in their kernels, in canonical form.
public struct PolynomialWriter {
    private let kernels: Kernels
    private let store: ExprStore
    /// Whole powers of the kernels that are not plain, made so far.
    private var powers: [[Int: Expr]]
    private let isPlain: [Bool]

    /// A writer of polynomials in these kernels.
    public init(_ kernels: Kernels) {
        self.kernels = kernels
        let store = kernels.store
        self.store = store
        powers = Array(repeating: [:], count: kernels.ring.variableCount)
        isPlain = kernels.list.map { $0.exponent == .one && MonomialSum.isPlain($0.expression, in: store) }
    }

    /// The expression of a polynomial over a number other than zero, as a sum of monomials.
    public mutating func write(_ polynomial: Polynomial, over divisor: Integer = 1) -> Expr {
        let used = polynomial.usedVariables
        return used.allSatisfy { isPlain[$0] } ? writePlain(polynomial, divisor) : writeTerms(polynomial, divisor, shifts: nil)
    }

    /// The expression of a fraction whose denominator is a monomial, as a sum of terms each of which is divided; nil for others.
    public mutating func writeDivided(_ fraction: RationalFunction) -> Expr? {
        if let number = fraction.denominator.constantValue { return write(fraction.numerator, over: number) }
        guard fraction.denominator.termCount == 1 else { return nil }
        return writeTerms(fraction.numerator, fraction.denominator.leadingCoefficient, shifts: fraction.denominator.degrees)
    }

    /// The expression of a fraction: the numerator times the reciprocal of the denominator, both as sums of monomials.
    public mutating func write(_ fraction: RationalFunction) -> Expr {
        if let number = fraction.denominator.constantValue { return write(fraction.numerator, over: number) }
        return store.quotient(write(fraction.numerator), write(fraction.denominator))
    }

    /// The expression of a whole power of a variable.
    public mutating func power(_ variable: Int, _ exponent: Int) -> Expr {
        if let known = powers[variable][exponent] { return known }
        let kernel = kernels.list[variable]
        let factor = Rational(exponent)
        // A power of `e` becomes a value of the exponential function.
        let result =
            kernel.exponent == .one && kernel.base != store.constant(.e)
            ? store.power(kernel.base, store.number(factor)) : store.power(kernel.base, store.scaled(factor, kernel.exponent))
        powers[variable][exponent] = result
        return result
    }

    private func writePlain(_ polynomial: Polynomial, _ divisor: Integer) -> Expr {
        let width = kernels.ring.variableCount
        var sum = MonomialSum(store, bases: kernels.list.map(\.expression))
        sum.reserve(polynomial.termCount)
        polynomial.forEachBlock { first, count, exponents in
            for offset in 0..<count {
                let own = UnsafeBufferPointer(rebasing: exponents[offset * width..<(offset + 1) * width])
                let position = first + offset
                if divisor.isOne, let small = polynomial.smallCoefficient(position) {
                    sum.add(Rational(small), own)
                } else {
                    sum.add(Rational(polynomial.coefficient(position), divisor), own)
                }
            }
        }
        return sum.sum()
    }

    /// Term by term, with the general constructors: powers may fold.
    private mutating func writeTerms(_ polynomial: Polynomial, _ divisor: Integer, shifts: [Int]?) -> Expr {
        let width = kernels.ring.variableCount
        var terms: [Expr] = []
        terms.reserveCapacity(polynomial.termCount)
        polynomial.forEachBlock { first, count, exponents in
            for offset in 0..<count where store.budget.step() {
                let coefficient = polynomial.coefficient(first + offset)
                var factors = [store.number(Rational(coefficient, divisor))]
                for variable in kernels.list.indices {
                    let exponent = Int(exponents[offset * width + variable]) - (shifts?[variable] ?? 0)
                    if exponent != 0 { factors.append(power(variable, exponent)) }
                }
                terms.append(store.product(factors))
            }
        }
        return store.budget.isExhausted ? .unfinished : terms.isEmpty ? .zero : store.sum(terms)
    }
}
