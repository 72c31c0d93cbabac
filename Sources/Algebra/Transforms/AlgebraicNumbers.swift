import Ball
import Certified
import Exact
import Expressions
import Polynomials
import Reading
import Syntax

/// Minimal polynomials of numbers made of rationals, `I` and roots.
struct AlgebraicNumbers {
    private let store: ExprStore
    private let evaluator: BallEvaluator
    private let transforms: Transforms

    init(_ transforms: Transforms, at span: Span) throws(Diagnostic) {
        self.transforms = transforms
        store = transforms.store
        do throws(BallUnavailable) {
            evaluator = try BallEvaluator(transforms.catalogue)
        } catch {
            throw Diagnostic("library-missing", error.sentence, at: span, kind: .unsupported)
        }
    }

    /// The irreducible polynomial of a number, in variable 0 of a ring of its own.
    ///
    /// The roots in the number are eliminated from `t - number` by resultants, outer ones first; of the factors of the result the
    /// one is taken that vanishes at the number.
    func minimalPolynomial(of number: Expr, at span: Span) throws(Diagnostic) -> Polynomial {
        let failure = Diagnostic(
            "not-algebraic", "an extension is made of rational numbers, I and roots, such as sqrt(2)", at: span, kind: .usage)
        guard store.isConstant(number) else { throw failure }
        let (kernels, value, relations) = try relations(of: number, at: span)
        guard relations.count == kernels.list.count else { throw failure }
        let count = kernels.ring.variableCount
        let ring = PolynomialRing(variableCount: count + 1, budget: store.budget)
        func moved(_ polynomial: Polynomial) -> Polynomial { polynomial.moved(to: ring, places: Array(1...count)) }
        var equation = moved(value.denominator) * ring.variable(0) - moved(value.numerator)
        var remaining = relations
        while !remaining.isEmpty {
            let outer = remaining.firstIndex { candidate in
                remaining.allSatisfy { other in
                    other.value.numerator.degree(in: candidate.variable) <= 0 && other.value.denominator.degree(in: candidate.variable) <= 0
                }
            }
            guard let outer else { throw failure }
            let relation = remaining.remove(at: outer)
            let root = ring.variable(relation.variable + 1).power(relation.degree) ?? ring.zero
            let definition = moved(relation.value.denominator) * root - moved(relation.value.numerator)
            equation = Polynomial.resultant(equation, definition, in: relation.variable + 1)
        }
        let single = PolynomialRing(variableCount: 1, budget: store.budget)
        let factors = equation.moved(to: single, places: [0] + Array(repeating: nil, count: ring.variableCount - 1)).factors().factors
        if store.budget.isExhausted { throw transforms.diagnostic(.exhausted, at: span) }
        let values = factors.map { factor in
            store.sum(
                factor.polynomial.coefficients(in: 0).map {
                    store.product(store.number(Rational($0.coefficient.leadingCoefficient)), store.power(number, $0.power))
                } + [.zero])
        }
        guard let chosen = onlyZero(values) else { throw failure }
        return factors[chosen].polynomial
    }

    private func relations(of number: Expr, at span: Span) throws(Diagnostic) -> (Kernels, RationalFunction, [RootRelation]) {
        do throws(PolynomialFailure) {
            let kernels = try Kernels(store, of: [number], includesBases: true)
            var reader = PolynomialReader(kernels)
            let value = try reader.read(number)
            return (kernels, value, try kernels.rootRelations(&reader))
        } catch {
            throw transforms.diagnostic(error, at: span)
        }
    }

    /// The position of the one number that is not certainly different from zero; nil where none is, or several stay in doubt.
    func onlyZero(_ numbers: [Expr]) -> Int? {
        var candidates = Array(numbers.indices)
        var bits = 128
        while candidates.count > 1 || bits == 128, bits <= 1 << 15, store.budget.step() {
            evaluator.reset()
            evaluator.bits = bits
            candidates = candidates.filter { !evaluator.value(of: numbers[$0]).excludesZero }
            bits *= 2
        }
        return candidates.count == 1 ? candidates[0] : nil
    }
}
