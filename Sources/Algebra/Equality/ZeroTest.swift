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
    private let evaluator: BallEvaluator

    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator) {
        self.catalogue = catalogue
        self.evaluator = evaluator
        store = catalogue.store
        algebraic = AlgebraicZero(store, evaluator)
    }

    /// How long one conversion may take, in seconds: one that takes longer is given up.
    private static let patience = 1.0
    /// Proofs are split into at most 2 to this power cases.
    private static let mostSigns = 4

    /// Whether the expression is zero wherever it has a value; false also where that could not be proved.
    func proves(_ expr: Expr) -> Bool {
        if expr == .zero { return true }
        if algebraic.isAlgebraic(expr) { return algebraic.isZero(expr) == true }
        // Sines and cosines make shorter polynomials, exponentials reach further.
        for language in [NormalForm.Language.cosines, .exponential] {
            let form = ElementaryForm(catalogue, language == .cosines ? .sinesAndCosines : .exponentials).rewritten(expr)
            if form == .zero { return true }
            if form == .undefined { return false }
            if proves(form, language, signs: [:], left: ZeroTest.mostSigns) { return true }
            if form == expr, language == .cosines, !hasAngle(expr) { return false }
        }
        return false
    }

    /// Tries without signs, then in the cases of the signs that were asked for. In a case that cannot occur anything holds.
    private func proves(_ form: Expr, _ language: NormalForm.Language, signs: [Expr: Int], left: Int) -> Bool {
        var openSigns: [Expr] = []
        let isProved = store.budget.attempt(seconds: ZeroTest.patience) { () -> Bool in
            do throws(NormalFormFailure) {
                let (field, values) = try NormalForm.of([form], catalogue, in: language, signs: signs, evaluator: evaluator)
                openSigns = field.openSigns
                if try isZero(values[0], field) { return true }
                return store.isConstant(form) ? try isZeroByLogarithms(values[0], field) : false
            } catch {
                return false
            }
        }
        if isProved == true { return true }
        guard isProved != nil, left > 0, let open = openSigns.first(where: { signs[$0] == nil }), store.facts(of: open).isReal else {
            return false
        }
        return [1, -1].allSatisfy { sign in
            var next = signs
            next[open] = sign
            return !isPossible(next) || proves(form, language, signs: next, left: left - 1)
        }
    }

    /// False only where no real point has these signs: two expressions cannot both be negative if a positive combination of them is
    /// never negative.
    private func isPossible(_ signs: [Expr: Int]) -> Bool {
        let negative = signs.map { $0.value < 0 ? $0.key : store.negated($0.key) }
        for (position, left) in negative.enumerated() {
            for right in negative[(position + 1)...] where SignPair(store).areNeverBothNegative(left, right) { return false }
        }
        return true
    }

    private func hasAngle(_ expr: Expr) -> Bool {
        store.postorder([expr]).contains { store.kind($0) == .call }
    }

    /// Whether the expression is the same number in the neighbourhood of every point: all its derivatives are zero.
    func isLocallyConstant(_ expr: Expr) -> Bool {
        let form = ElementaryForm(catalogue, .exponentials).rewritten(expr)
        return store.budget.attempt(seconds: ZeroTest.patience) { () -> Bool in
            do throws(NormalFormFailure) {
                let (field, values) = try NormalForm.of([form], catalogue, evaluator: evaluator)
                for symbol in store.symbols(in: [expr]) {
                    guard let derivative = try field.derivative(of: values[0], by: symbol), try isZero(derivative, field) else { return false }
                }
                return true
            } catch {
                return false
            }
        } ?? false
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
