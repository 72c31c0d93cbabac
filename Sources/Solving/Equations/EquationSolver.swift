import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Finds where an expression in one unknown is zero.
///
/// Factors are taken one by one. A factor that is a polynomial in one kernel (`x`, `exp(x)`, `sin(x)`, `sqrt(x + 1)`) is solved for the
/// kernel, and the kernel's inverse leads to simpler equations; one with several kernels is rewritten by the methods of `Methods`
/// until it is. What comes out are candidates, which hold the zeros: they are still to be checked.
final class EquationSolver {
    let catalogue: Catalogue
    let store: ExprStore
    let transforms: Transforms
    let evaluator: BallEvaluator
    let unknown: Expr
    /// Whether only real zeros are wanted.
    let isReal: Bool
    /// How zeros are looked for numerically.
    var search = NumericSearch()
    /// How the zeros were found.
    private(set) var steps: [SolutionSet.Step] = []
    private var depth = 0
    private var usedNames: Set<Expr>
    /// The names that stand for any whole number in what is solved.
    var wholeNames: Set<Expr> = []
    /// Equations inside equations: more are not opened.
    private static let deepest = 14

    init(_ catalogue: Catalogue, _ evaluator: BallEvaluator, _ unknown: Expr, isReal: Bool, avoiding names: [Expr]) {
        self.catalogue = catalogue
        self.evaluator = evaluator
        self.unknown = unknown
        self.isReal = isReal
        store = catalogue.store
        transforms = Transforms(catalogue)
        usedNames = Set(names)
    }

    /// Whether the unknown occurs in an expression.
    func holdsUnknown(_ expr: Expr) -> Bool { store.depends(expr, on: unknown) }

    /// A name that stands for any whole number and does not occur in a value.
    func wholeName(besides names: [Expr]) -> Expr {
        var number = 0
        while true {
            let name = store.symbol(number == 0 ? "k" : "k_\(number)")
            if !usedNames.contains(name), !names.contains(name) {
                wholeNames.insert(name)
                return name
            }
            number += 1
        }
    }

    /// Keeps a name from being used for other whole numbers.
    func reserve(_ name: Expr) { usedNames.insert(name) }

    /// Notes a step on the way.
    func note(_ name: String, _ before: Expr, _ after: Expr) {
        if before != after { steps.append(.init(name: name, before: before, after: after)) }
    }

    /// What a method finds, which the log hears of.
    func tried(_ name: String, on expr: Expr, _ method: () -> Roots?) -> Roots? {
        let found = method()
        store.log(.solve, name, expr, found.map { .found($0.summary) } ?? .refused("it does not apply"))
        return found
    }

    // MARK: Factors

    /// The zeros of an expression.
    func roots(of expr: Expr) -> Roots {
        if expr.isAbsent { return expr == .undefined ? .none : .unknown }
        guard holdsUnknown(expr) else { return constantRoots(expr) }
        guard depth < EquationSolver.deepest, store.budget.step() else { return .unknown }
        depth += 1
        defer { depth -= 1 }
        if let angles = tried("an angle in the plane", on: expr, { PlaneAngleMethod(self).roots(of: expr) }) { return angles }
        if let cases = tried("cases", on: expr, { CaseMethod(self).roots(of: expr) }) { return cases }
        if let scaled = tried("exponentials of one thing", on: expr, { ExponentialScale(self).roots(of: expr) }) { return scaled }
        let product = isHuge(expr) ? expr : (try? transforms.factor(expr)) ?? expr
        note("factored", expr, product)
        return factorRoots(product)
    }

    /// An expression without the unknown is zero everywhere or nowhere.
    private func constantRoots(_ expr: Expr) -> Roots {
        if expr == .zero { return Roots(everything: [.truth]) }
        if store.isConstant(expr) {
            if evaluator.isNonzero(expr) { return .none }
            return EqualityProof(catalogue).proves(expr) ? Roots(everything: [.truth]) : .unknown
        }
        if store.facts(of: expr).isNonzero { return .none }
        return Roots(everything: [store.relation(.equal, expr, .zero)])
    }

    /// Whether powers are too high to be factored as polynomials.
    private func isHuge(_ expr: Expr) -> Bool {
        store.postorder([expr]).contains { node in
            guard store.kind(node) == .power, let exponent = store.wholeValue(store.child(node, 1)) else { return false }
            return exponent.magnitude > 2_000
        }
    }

    private func factorRoots(_ product: Expr) -> Roots {
        guard holdsUnknown(product) else { return constantRoots(product) }
        var result = Roots()
        var nonzero: [Expr] = []
        var waiting: [Roots] = []
        for (base, exponent) in transforms.splitProduct(product) {
            if holdsUnknown(exponent) {
                // A power is zero only where its base is.
                if holdsUnknown(base) {
                    waiting.append(roots(of: base))
                } else if isReal, !store.facts(of: base).isNonzero,
                    !(store.isConstant(base) && evaluator.isNonzero(base))
                {
                    let isPositive = store.relation(.less, .zero, exponent)
                    result.everything.append(store.conjunction([store.equation(base, .zero), isPositive]))
                }
                continue
            }
            if !holdsUnknown(base) {
                if store.isConstant(base), base != .zero { continue }
                let facts = store.facts(of: base)
                if facts.isNonzero { continue }
                if let sign = store.rationalValue(exponent)?.signum, sign < 0 { continue }
                let isPositive = store.isConstant(exponent) ? .truth : store.relation(.less, .zero, exponent)
                let relation = store.conjunction([store.equation(base, .zero), isPositive])
                result.everything.append(relation)
                nonzero.append(store.negation(relation))
                continue
            }
            if let value = store.rationalValue(exponent), value.signum < 0 { continue }
            if store.isConstant(exponent), evaluator.sign(ofConstant: exponent) == -1 { continue }
            var own = kernelOrSumRoots(base)
            // Only positive powers of zero are zero.
            if isReal, !store.isConstant(exponent), !store.facts(of: exponent).isPositive {
                let isPositive = store.relation(.less, .zero, exponent)
                for position in own.list.indices {
                    own.list[position].condition = store.conjunction([isPositive, own.list[position].condition])
                }
                own.everything = own.everything.map { store.conjunction([isPositive, $0]) }
            }
            let times = store.wholeValue(exponent) ?? 0
            for position in own.list.indices { own.list[position].multiplicity *= times }
            waiting.append(own)
        }
        let condition = store.conjunction(nonzero)
        for var own in waiting {
            for position in own.list.indices {
                own.list[position].condition = store.conjunction([condition, own.list[position].condition])
            }
            own.everything = own.everything.map { store.conjunction([condition, $0]) }
            result.join(own)
        }
        return result
    }

    private func kernelOrSumRoots(_ base: Expr) -> Roots {
        if base == unknown { return Roots(list: [Root(value: .zero)]) }
        switch store.kind(base) {
        case .sum: return sumRoots(base)
        // What stands under a root may be a product itself.
        case .product: return roots(of: base)
        case .call, .power:
            return tried("inverse function", on: base) { KernelInversion(self).roots(base, equal: .zero, Root(value: .zero)) }
                ?? Methods(self).roots(of: base)
        default: return .unknown
        }
    }

    // MARK: Sums

    private func sumRoots(_ sum: Expr) -> Roots {
        if let sparse = tried("sparse polynomial", on: sum, { SparsePolynomial(self).roots(of: sum) }) { return sparse }
        guard let polynomial = KernelPolynomial(sum, unknown, store) else { return Methods(self).roots(of: sum) }
        guard let place = polynomial.live.first else { return .unknown }
        if polynomial.live.count == 1, let coefficients = polynomial.coefficients(in: place) {
            let kernel = polynomial.kernels.list[place]
            if let roots = tried("polynomial in a part", on: sum, { roots(in: kernel.expression, coefficients) }) { return roots }
        }
        return Methods(self).roots(of: sum, polynomial)
    }

    /// The zeros of a polynomial in a kernel: its values, then the unknown from each. Nil where either has no known form.
    func roots(in kernel: Expr, _ coefficients: [Expr]) -> Roots? {
        guard let values = ParametricPolynomial(catalogue, evaluator, isReal: isReal).values(coefficients) else { return nil }
        var result = Roots(everything: values.everything, isComplete: values.isComplete)
        for value in values.list {
            note("solved for a part", kernel, value.value)
            guard let own = KernelInversion(self).roots(kernel, equal: value.value, value) else { return nil }
            result.join(own)
        }
        return result
    }
}
