import Algebra
import Ball
import Certified
import Exact
import Expressions
import Glibc
import Reading
import Vocabulary

/// Zeros that are known exactly, and how far around them there is no other.
struct ExactZero {
    private let function: RealFunction
    private static let radii: [Double] = [1, 0.25, 0.0625, 0x1p-7, 0x1p-12, 0x1p-20, 0x1p-30]

    init(_ function: RealFunction) { self.function = function }

    /// Whether a constant is proved to be a zero.
    func isZero(_ value: Expr) -> Bool { isZero(0, at: value) }

    /// An interval around a zero that holds no other: the first derivative that is not zero there is nowhere zero in it.
    func surrounding(_ zero: Expr) -> RealInterval? {
        guard let middle = function.double(zero), let order = (1...RealFunction.highestOrder).first(where: { !isZero($0, at: zero) })
        else { return nil }
        for radius in ExactZero.radii {
            let interval = RealInterval(lower: middle - radius, upper: middle + radius)
            if function.isNonzero(order, on: interval) { return interval }
        }
        return nil
    }

    private func isZero(_ order: Int, at value: Expr) -> Bool {
        guard let derivative = function.derivative(order) else { return false }
        let there = function.catalogue.substitute(derivative, [function.unknown: value])
        guard !there.isAbsent, function.catalogue.store.isConstant(there) else { return false }
        return there == .zero || (!function.evaluator.isNonzero(there) && EqualityProof(function.catalogue).proves(there))
    }
}

/// Numbers of simple form that an enclosed number may be.
struct ExactGuess {
    private let store: ExprStore
    private static let largestDenominator = 1_000

    init(_ store: ExprStore) { self.store = store }

    /// Rational numbers, rational multiples of pi and square roots that differ from a number by no more than a tolerance.
    func values(near double: Double, tolerance: Double) -> [Expr] {
        func fraction(_ value: Double) -> Rational? {
            Rational(near: value, within: tolerance, largestDenominator: ExactGuess.largestDenominator)
        }
        var values: [Expr] = []
        if let value = fraction(double) { values.append(store.number(value)) }
        if let value = fraction(double / .pi) { values.append(store.product(store.number(value), store.constant(.pi))) }
        if let value = fraction(double * double), value.signum > 0 {
            let root = store.squareRoot(store.number(value))
            values.append(double < 0 ? store.negated(root) : root)
        }
        return values
    }

    /// Exponentials of rational numbers with small parts that differ from a number by no more than a tolerance.
    func exponentials(near double: Double, tolerance: Double, _ catalogue: Catalogue) -> [Expr] {
        guard double > 0,
            let exponent = Rational(near: log(double), within: tolerance / double, largestDenominator: ExactGuess.largestDenominator),
            exponent.bitLength < 12
        else { return [] }
        return [catalogue.call(KnownFunction.exponential, [store.number(exponent)])]
    }
}
