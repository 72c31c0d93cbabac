import Certified
import Expressions
import Vocabulary

/// Tells cheaply of most expressions that they are not zero for all values of their names, in double precision at two points.
///
/// Where a denominator is zero for all values a text has no value anywhere. That is rare, and a proof is dear: what this screen lets
/// through is worth one.
public final class VanishingScreen {
    private let store: ExprStore
    private var doubles: ForwardMode
    /// What is larger than this at a point is not zero there.
    private static let noise = 1e-6
    /// At how many pairs of points a value is looked for.
    private static let rounds: UInt64 = 3

    /// Looks at expressions of one store.
    public init(_ store: ExprStore) {
        self.store = store
        doubles = ForwardMode(store)
    }

    /// Whether an expression is a product of powers of names, of exponentials, and of canonical sums of monomials in names and in one function
    /// of them: these are independent of one another, and a sum is zero only where it is written so. Most denominators are such; nothing is
    /// allocated for them.
    public func isPlainlyVarying(_ expr: Expr) -> Bool {
        let bare = bareBase(expr)
        return store.kind(bare) == .product ? store.childView(bare).allSatisfy(isPlainFactor) : isPlainFactor(bare)
    }

    private func isPlainFactor(_ expr: Expr) -> Bool {
        let base = bareBase(expr)
        switch store.kind(base) {
        case .symbol: return true
        case .sum:
            var kernel = Expr.undefined
            return store.childView(base).allSatisfy { isMonomial($0, &kernel) }
        case .call: return store.function(base) == KnownFunction.exponential || isCallOfPolynomials(base)
        default: return false
        }
    }

    /// Functions whose values satisfy no polynomial equation with those of the names, as `abs(x)` and `cbrt(x)` do.
    private static let independent = KnownFunction.angleFunctions.union(KnownFunction.anglesByDefinition).union([
        KnownFunction.exponential, KnownFunction.logarithm,
    ])

    /// - Parameter kernel: the function that occurs, `undefined` where none does yet.
    private func isMonomial(_ term: Expr, _ kernel: inout Expr) -> Bool {
        let bare = store.barePart(term)
        guard store.kind(bare) == .product else { return isKernelPower(bare, &kernel) }
        return store.childView(bare).allSatisfy { isKernelPower($0, &kernel) }
    }

    private func isKernelPower(_ factor: Expr, _ kernel: inout Expr) -> Bool {
        if store.isNamePower(factor) { return true }
        let base = store.kind(factor) == .power && store.isNumber(store.child(factor, 1)) ? store.child(factor, 0) : factor
        guard isCallOfPolynomials(base), VanishingScreen.independent.contains(store.function(base)) else { return false }
        if kernel == .undefined { kernel = base }
        return kernel == base
    }

    /// The base of powers, without numbers in front.
    private func bareBase(_ expr: Expr) -> Expr {
        var expr = expr
        while true {
            switch store.kind(expr) {
            case .scaled: expr = store.child(expr, 1)
            case .power: expr = store.child(expr, 0)
            default: return expr
            }
        }
    }

    /// Those expressions of which it cannot be excluded that they are zero for all values, by their places.
    ///
    /// What they share is evaluated once: denominators stand inside each other.
    public func suspects(_ exprs: [Expr]) -> [Int] {
        var (parts, owners): ([Expr], [Int]) = ([], [])
        for (place, expr) in exprs.enumerated() {
            for factor in factors(of: expr) where !certainlyVaries(factor) {
                parts.append(factor)
                owners.append(place)
            }
        }
        if parts.isEmpty { return [] }
        if store.hasAssumptions, SamplePoint.isTied(store.symbols(in: parts), store) { return owners }
        var isNonzero = Array(repeating: false, count: parts.count)
        for round in 0..<VanishingScreen.rounds where isNonzero.contains(false) && store.budget.step() {
            let values = doubles.values(of: parts) { SamplePoint.pair($0, self.store, round) }
            for (place, value) in values.enumerated()
            where (0..<2).contains(where: { value[$0].isFinite && value[$0].magnitude > VanishingScreen.noise }) {
                isNonzero[place] = true
            }
        }
        return owners.indices.filter { !isNonzero[$0] }.map { owners[$0] }
    }

    /// The factors, of powers the bases: where a product is always zero one of these is, as far as forms tell.
    private func factors(of expr: Expr) -> [Expr] {
        var open = [expr]
        var found: [Expr] = []
        while let part = open.popLast() {
            switch store.kind(part) {
            case .scaled: open.append(store.child(part, 1))
            case .product: open += store.childArray(part)
            case .power: open.append(store.child(part, 0))
            case .call where store.function(part) == KnownFunction.exponential: break
            default: found.append(part)
            }
        }
        return found
    }

    /// Whether its form tells that it takes more than one value: the common case needs no evaluation.
    ///
    /// Canonical sums of monomials in names are zero only where they are written so; and what a function makes of such a sum is the
    /// only part that varies in `cos(2*x) + 3`.
    private func certainlyVaries(_ expr: Expr) -> Bool {
        if isPolynomial(expr) { return true }
        guard store.kind(expr) == .sum else { return isCallOfPolynomials(expr) }
        let moving = store.childView(expr).filter { !store.isConstant($0) }
        return moving.count == 1 && isCallOfPolynomials(store.barePart(moving[0]))
    }

    /// Real-only functions are constant on intervals, as `sign` and `floor` are; the others are not.
    private func isCallOfPolynomials(_ expr: Expr) -> Bool {
        guard store.kind(expr) == .call, !Vocabulary.row(store.function(expr)).isRealOnly, !store.isConstant(expr) else { return false }
        return store.childView(expr).allSatisfy { isPolynomial($0) }
    }

    private func isPolynomial(_ expr: Expr) -> Bool {
        store.kind(expr) == .sum ? store.childView(expr).allSatisfy(store.isMonomial) : store.isMonomial(expr)
    }
}
