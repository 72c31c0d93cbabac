import Exact
import Expressions
import Vocabulary

/// The parts of some expressions that stand for variables of a polynomial ring: names, function values, constants, powers with
/// exponents that are not whole, and whatever else is no sum, product or whole power.
///
/// Powers of one base become whole powers of as few variables as the exponents allow: `x^(1/2)` and `x` are powers of `x^(1/2)`,
/// `exp(2*x)` and `exp(x/2)` of `exp(x/2)`, `x^(n + 1)` and `x^n` of `x^n` and `x`. That is sound, for `(b^s)^k = b^(s*k)` and
/// `b^s*b^t = b^(s + t)` hold for principal values and whole `k`. Exponents are written in a basis over the rational numbers that
/// is chosen among themselves, so that `exp(x + y)` alone stays whole and beside `exp(x)` and `exp(y)` is taken apart.
///
/// The order of the variables follows from the structure of the expressions alone: names in alphabetical order, then the others.
public final class Kernels {
    /// A variable of the ring.
    public struct Kernel: Sendable {
        /// The expression it stands for.
        public let expression: Expr
        /// A power: its base, which for the exponential function is the constant `e`. The expression itself for other kernels.
        public let base: Expr
        /// The exponent of the base; 1 for kernels that are no powers.
        public let exponent: Expr
    }

    /// What a kernel of the expressions is as a monomial.
    struct Occurrence {
        var coefficient: Rational
        var factors: [(variable: Int, power: Int)]
    }

    /// The store of the expressions.
    public let store: ExprStore
    /// The variables, in the order of the ring.
    public private(set) var list: [Kernel] = []
    /// The ring of polynomials in the variables.
    public let ring: PolynomialRing

    /// The position of the occurrence of every kernel.
    private var places = ExprMap<Int32>()
    private(set) var occurrences: [Occurrence] = []
    /// For each occurrence the variable that it is; -1 for one that is a power, several, or has a coefficient.
    private(set) var plainVariables: [Int32] = []
    /// Whether every kernel is one variable as it stands.
    private(set) var arePlain = true
    private let rule: KernelRule

    /// The largest whole exponent that is read as such.
    static let exponentLimit = 1 << 31

    /// Finds the kernels of the expressions.
    ///
    /// - Parameters:
    ///   - roots: the expressions, all that will be read with these kernels.
    ///   - leading: expressions that are variables as they stand, in this order before all others.
    ///   - keepsDenominators: whether sums below a fraction line are kernels, so that every denominator is a monomial.
    ///   - includesBases: whether the bases of roots are read as well, as `rootRelations` needs.
    ///   - order: the order of monomials.
    public init(
        _ store: ExprStore, of roots: [Expr], leading: [Expr] = [], keepsDenominators: Bool = false, includesBases: Bool = false,
        order: PolynomialRing.Order = .lexicographic
    ) throws(PolynomialFailure) {
        self.store = store
        rule = KernelRule(store: store, verbatim: Set(leading), keepsDenominators: keepsDenominators)
        var finder = KernelFinder(rule)
        try finder.find(roots)
        if includesBases { try finder.findBases() }
        let found = try finder.kernels(leading: leading)
        list = found.kernels
        occurrences = found.occurrences
        plainVariables = occurrences.map { occurrence in
            let isPlain = occurrence.coefficient.isOne && occurrence.factors.count == 1 && occurrence.factors[0].power == 1
            return isPlain ? Int32(occurrence.factors[0].variable) : -1
        }
        arePlain = !plainVariables.contains(-1)
        ring = PolynomialRing(variableCount: list.count, order: order, budget: store.budget)
        for (kernel, place) in found.places { places.set(kernel, Int32(place)) }
    }

    /// The variable that stands for exactly that expression.
    public func variable(of expr: Expr) -> Int? { list.firstIndex { $0.expression == expr } }

    /// The variables whose kernels contain a symbol, other than those that are the symbol itself.
    public func variables(containing symbol: Expr) -> [Int] {
        list.indices.filter { list[$0].expression != symbol && store.depends(list[$0].expression, on: symbol) }
    }

    /// What a kernel is as a monomial; nil for other expressions.
    func occurrence(_ expr: Expr) -> Int? { places[expr].map(Int.init) }

    func isLeaf(_ expr: Expr) -> Bool { rule.isKernel(expr) }
}

/// Which expressions are kernels, or may be.
struct KernelRule {
    let store: ExprStore
    let verbatim: Set<Expr>
    let keepsDenominators: Bool

    func isKernel(_ expr: Expr) -> Bool {
        switch store.kind(expr) {
        case .number: false
        case .sum, .scaled, .product: isVerbatim(expr)
        case .power: !isReadPower(expr) || isVerbatim(expr)
        default: true
        }
    }

    func isVerbatim(_ expr: Expr) -> Bool { !verbatim.isEmpty && verbatim.contains(expr) }

    /// Whether the expression is read as a whole power of its base.
    private func isReadPower(_ expr: Expr) -> Bool {
        guard let exponent = store.wholeValue(store.child(expr, 1)), exponent.magnitude < Kernels.exponentLimit else { return false }
        return !keepsDenominators || exponent > 0 || store.kind(store.child(expr, 0)) != .sum
    }
}
