import Ball
import Exact
import Expressions
import Polynomials
import Reading

/// Proves that expressions are zero, by their normal forms.
///
/// A proof is a proof; where there is none nothing is said.
struct ZeroTest {
    private let catalogue: Catalogue
    private let store: ExprStore
    private let algebraic: AlgebraicZero

    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        self.catalogue = catalogue
        store = catalogue.store
        algebraic = AlgebraicZero(store, evaluator)
    }

    /// Whether the expression is zero wherever it has a value; false also where that could not be proved.
    func proves(_ expr: Expr) -> Bool {
        if expr == .zero { return true }
        if algebraic.isAlgebraic(expr) { return algebraic.isZero(expr) == true }
        do throws(NormalFormFailure) {
            let (form, value) = try normalForm(expr)
            if try isZero(value, form) { return true }
            return store.isConstant(expr) ? try isZeroByLogarithms(value, form) : false
        } catch {
            return false
        }
    }

    /// Whether the expression is the same number in the neighbourhood of every point: all its derivatives are zero.
    func isLocallyConstant(_ expr: Expr) -> Bool {
        do throws(NormalFormFailure) {
            let (form, value) = try normalForm(expr)
            for symbol in store.symbols(in: [expr]) {
                guard let derivative = try form.derivative(of: value, by: symbol), try isZero(derivative, form) else { return false }
            }
            return true
        } catch {
            return false
        }
    }

    private func normalForm(_ expr: Expr) throws(NormalFormFailure) -> (NormalForm, RationalFunction) {
        var elementary = ElementaryForm(catalogue)
        let (form, values) = try NormalForm.of([elementary.rewritten(expr)], catalogue)
        return (form, values[0])
    }

    /// Whether the numerator is zero: term by term in the kernels that are no algebraic numbers.
    private func isZero(_ value: RationalFunction, _ form: NormalForm) throws(NormalFormFailure) -> Bool {
        if value.isZero { return true }
        let numbers = form.kernels.map { algebraic.isAlgebraic($0.expr) }
        guard numbers.contains(true) else { return false }
        var coefficients: [[Int]: [Expr]] = [:]
        for (exponents, coefficient) in value.numerator.terms {
            var outside: [Int] = []
            var number = [store.number(Rational(coefficient))]
            for (place, kernel) in form.kernels.enumerated() {
                let exponent = exponents[place]
                outside.append(numbers[place] ? 0 : exponent)
                if numbers[place], exponent > 0 { number.append(store.power(kernel.expr, exponent)) }
            }
            coefficients[outside, default: []].append(store.product(number))
        }
        guard coefficients.count <= 200 else { throw .tooLarge }
        return coefficients.values.allSatisfy { algebraic.isZero(store.sum($0)) == true }
    }

    /// A rational combination of logarithms of algebraic numbers and of `I*pi` is zero where its exponential is 1 and it is small.
    private func isZeroByLogarithms(_ value: RationalFunction, _ form: NormalForm) throws(NormalFormFailure) -> Bool {
        for factor in [form.one, try form.unity(Rational(1, 2))] {
            let candidate = try form.reduced(RationalFunction(value.numerator) * factor)
            var combination: [(argument: Expr, multiplicity: Int)] = []
            guard try collect(candidate, form, &combination) else { continue }
            let product = store.product(combination.map { store.power($0.argument, $0.multiplicity) })
            guard algebraic.isZero(store.difference(product, .one)) == true else { continue }
            return isTiny(form.expression(candidate.numerator))
        }
        return false
    }

    /// The arguments of the logarithms and their whole multiplicities.
    private func collect(_ value: RationalFunction, _ form: NormalForm, _ combination: inout [(argument: Expr, multiplicity: Int)])
        throws(NormalFormFailure) -> Bool
    {
        for (exponents, coefficient) in value.numerator.terms {
            guard let multiplicity = coefficient.asInt, multiplicity.magnitude < 1000 else { return false }
            var argument: Expr?
            var unitPower = 0
            for (place, exponent) in exponents.enumerated() where exponent > 0 {
                switch form.kernels[place].kind {
                case .logarithm(let inner) where exponent == 1 && argument == nil: argument = form.expression(inner)
                case .symbol where exponent == 1 && argument == nil && store.isConstant(form.kernels[place].expr, .pi): argument = .minusOne
                case .unity: unitPower = exponent
                default: return false
                }
            }
            guard let argument, algebraic.isAlgebraic(argument) else { return false }
            // pi stands beside I, a logarithm alone.
            guard argument == .minusOne ? unitPower * 2 == form.hints.unityOrder : unitPower == 0 else { return false }
            combination.append((argument, multiplicity))
        }
        return true
    }

    /// Whether a value that is a multiple of `2*pi*I` is zero.
    private func isTiny(_ expr: Expr) -> Bool { algebraic.isSmall(expr) }
}
