import Exact
import Expressions
import Glibc
import Vocabulary

/// Functions of exact numbers that have exact values.
struct ExactEvaluator {
    let catalogue: Catalogue
    private var store: ExprStore { catalogue.store }

    init(catalogue: Catalogue) { self.catalogue = catalogue }

    /// The exact value, if there is one; `unfinished` with the budget spent where it would be too large.
    func value(_ function: FunctionID, _ row: FunctionRow, _ arguments: [Expr], _ numbers: [Rational]) -> Expr? {
        switch row.exact {
        case .none:
            return nil
        case .identity:
            return arguments[0]
        case .definition:
            guard let definition = catalogue.definition(function) else { return nil }
            if !row.isVariadic { return definition.instance(arguments, catalogue) }
            return arguments.dropFirst().reduce(arguments[0]) { definition.instance([$0, $1], catalogue) }
        case .realDefinition:
            if catalogue.singular(function)?.instance(arguments, catalogue) == .truth { return .undefined }
            return catalogue.realDefinition(function)?.instance(arguments, catalogue)
        case .floor:
            return store.number(Rational(numbers[0].floor))
        case .ceil:
            return store.number(Rational(numbers[0].ceil))
        case .factorial:
            return factorial(numbers[0])
        case .doubleFactorial:
            guard let n = numbers[0].asInt, n >= -1 else { return nil }
            return whole(Integer.doubleFactorial(n))
        case .gamma:
            return gamma(numbers[0])
        case .logarithm(let base):
            return logarithm(numbers[0], Integer(base))
        case .binomial:
            guard let n = numbers[0].asInt, let k = numbers[1].asInt, n >= 0 || k >= 0 else { return nil }
            return whole(Integer.binomial(n, k))
        }
    }

    /// The exponent, where the number is a power of the base.
    private func logarithm(_ number: Rational, _ base: Integer) -> Expr? {
        let isBelow = number < Rational(1)
        guard number.signum > 0, isBelow ? number.numerator.isOne : number.isInteger else { return nil }
        let power = isBelow ? number.denominator : number.numerator
        let estimate = Int(Double(power.bitLength - 1) / log2(Rational(base).doubleValue))
        guard let exponent = [estimate, estimate + 1].first(where: { base.power($0) == power }) else { return nil }
        return store.number(isBelow ? -exponent : exponent)
    }

    private func factorial(_ number: Rational) -> Expr? {
        guard number.isInteger else { return nil }
        if number.signum < 0 { return .undefined }
        return whole(number.asInt.flatMap { Integer.factorial($0) })
    }

    /// Whole arguments by factorials, halves by `gamma(x + 1) = x*gamma(x)` from `gamma(1/2) = sqrt(pi)`.
    private func gamma(_ number: Rational) -> Expr? {
        if number.isInteger {
            if number.signum <= 0 { return .undefined }
            return factorial(number - Rational(1))
        }
        guard number.denominator == 2, let doubled = (number * Rational(2)).asInt, doubled.magnitude < 400 else { return nil }
        var coefficient = Rational(1)
        var argument = Rational(1, 2)
        while argument < number {
            coefficient = coefficient * argument
            argument = argument + Rational(1)
        }
        while argument > number {
            argument = argument - Rational(1)
            coefficient = coefficient / argument
        }
        return store.scaled(coefficient, store.squareRoot(store.constant(.pi)))
    }

    private func whole(_ value: Integer?) -> Expr? {
        guard let value else {
            if store.leavesLargeNumbers { return nil }
            store.budget.exhaust(.size)
            return .unfinished
        }
        return store.number(Rational(value))
    }
}
