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
    private var places = ExprMap<Int32>(blank: 0)
    private(set) var occurrences: [Occurrence] = []
    private let verbatim: Set<Expr>

    /// The largest whole exponent that is read as such.
    static let exponentLimit = 1 << 31

    /// Finds the kernels of the expressions.
    ///
    /// - Parameters:
    ///   - roots: the expressions, all that will be read with these kernels.
    ///   - leading: expressions that are variables as they stand, in this order before all others.
    ///   - order: the order of monomials.
    public init(
        _ store: ExprStore, of roots: [Expr], leading: [Expr] = [], order: PolynomialRing.Order = .lexicographic
    ) throws(PolynomialFailure) {
        self.store = store
        verbatim = Set(leading)
        var finder = KernelFinder(store, verbatim: verbatim)
        try finder.find(roots)
        let found = try finder.kernels(leading: leading)
        list = found.kernels
        occurrences = found.occurrences
        ring = PolynomialRing(variableCount: list.count, order: order, budget: store.budget)
        for (kernel, place) in found.places { places.set(kernel, Int32(place)) }
    }

    /// The variable that stands for exactly that expression.
    public func variable(of expr: Expr) -> Int? { list.firstIndex { $0.expression == expr } }

    /// The variables whose kernels contain a symbol, other than those that are the symbol itself.
    public func variables(containing symbol: Expr) -> [Int] {
        list.indices.filter { list[$0].expression != symbol && store.symbols(in: [list[$0].expression]).contains(symbol) }
    }

    /// What a kernel is as a monomial; nil for other expressions.
    func occurrence(_ expr: Expr) -> Int? { places[expr].map(Int.init) }

    /// Whether an expression is a kernel, or may be one.
    static func isKernel(_ expr: Expr, in store: ExprStore, verbatim: Set<Expr>) -> Bool {
        switch store.kind(expr) {
        case .number: false
        case .sum, .scaled, .product: !verbatim.isEmpty && verbatim.contains(expr)
        case .power: !isWholePower(expr, in: store) || (!verbatim.isEmpty && verbatim.contains(expr))
        default: true
        }
    }

    /// Whether the expression is a power with a whole exponent of moderate size.
    static func isWholePower(_ expr: Expr, in store: ExprStore) -> Bool {
        guard let exponent = store.wholeValue(store.child(expr, 1)) else { return false }
        return exponent.magnitude < exponentLimit
    }

    func isLeaf(_ expr: Expr) -> Bool { Kernels.isKernel(expr, in: store, verbatim: verbatim) }
}
