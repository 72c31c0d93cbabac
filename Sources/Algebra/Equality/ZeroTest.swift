import Ball
import Certified
import Exact
import Expressions
import Polynomials
import Reading
import Vocabulary

/// Proves that expressions are zero, by their normal forms.
///
/// A proof is a proof; where there is none nothing is said.
struct ZeroTest: ZeroProof {
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

    /// How long a proof may take, in seconds: one that takes longer is given up.
    private static let patience = 1.0
    /// Proofs are split into at most 2 to this power cases.
    private static let mostSigns = 4

    /// Whether the expression is zero wherever it has a value; false also where that could not be proved.
    func proves(_ expr: Expr) -> Bool {
        if expr == .zero { return true }
        if algebraic.isAlgebraic(expr) { return algebraic.isZero(expr) == true }
        return store.budget.attempt(seconds: ZeroTest.patience) { provesByNormalForms(expr) } ?? false
    }

    private func provesByNormalForms(_ expr: Expr) -> Bool {
        // Sines and cosines make shorter polynomials, exponentials reach further.
        for language in [NormalForm.Language.cosines, .exponential] {
            let form = ElementaryForm(catalogue, language == .cosines ? .sinesAndCosines : .exponentials).rewritten(expr)
            if form == .zero { return true }
            if form.isAbsent { return false }
            if form != expr, algebraic.isAlgebraic(form), algebraic.isZero(form) == true { return true }
            if proves(form, language, signs: [:], left: ZeroTest.mostSigns) { return true }
            if form == expr, language == .cosines, !hasAngle(expr) { return false }
        }
        return false
    }

    /// Tries without signs, then in the cases of the signs that were asked for. In a case that cannot occur anything holds.
    private func proves(_ form: Expr, _ language: NormalForm.Language, signs: [Expr: Int], left: Int) -> Bool {
        var openSigns: [Expr] = []
        do throws(NormalFormFailure) {
            let (field, values) = try NormalForm.of([form], catalogue, in: language, signs: signs, evaluator: evaluator)
            openSigns = field.openSigns
            if try isZero(values[0], field) { return true }
            if store.isConstant(form), try isZeroByLogarithms(values[0], field) { return true }
        } catch {
            return false
        }
        guard left > 0, !store.budget.isExhausted, let open = openSigns.first(where: { signs[$0] == nil }), store.facts(of: open).isReal
        else {
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
                    guard let derivative = try field.derivative(of: values[0], by: symbol), try isZero(derivative, field) else {
                        return false
                    }
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

    /// A constant that is small is zero if its exponential is 1: the exponential of whole multiples of logarithms and angles is
    /// algebraic. Tried for the numerator and `I` times it.
    private func isZeroByLogarithms(_ value: RationalFunction, _ form: NormalForm) throws(NormalFormFailure) -> Bool {
        for factor in [form.one, try form.unity(Rational(1, 2))] {
            let candidate = form.expression(try form.reduced(RationalFunction(value.numerator) * factor))
            guard algebraic.isSmall(candidate) else { continue }
            let exponential = store.call(KnownFunction.exponential, candidate)
            let (field, values) = try NormalForm.of([store.difference(exponential, .one)], catalogue, evaluator: evaluator)
            if try isZero(values[0], field) { return true }
        }
        return false
    }
}
