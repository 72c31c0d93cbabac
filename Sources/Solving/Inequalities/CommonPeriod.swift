import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// The period of functions in which the unknown stands only inside of periodic ones.
struct CommonPeriod {
    private let solver: EquationSolver
    private let constants: RealConstants
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }

    init(_ solver: EquationSolver, _ constants: RealConstants) {
        self.solver = solver
        self.constants = constants
    }

    /// A positive period of all of them; nil where there is none, or where none is known.
    func period(of functions: [Expr]) -> Expr? {
        var periods: [Expr] = []
        for function in functions where solver.holdsUnknown(function) {
            guard let own = periodsInside(function) else { return nil }
            periods += own
        }
        guard let first = periods.first else { return nil }
        var (numerator, denominator): (Integer, Integer) = (1, 0)
        for period in periods {
            guard let ratio = store.rationalValue(store.quotient(period, first)) else { return nil }
            numerator = Integer.lcm(numerator, ratio.numerator)
            denominator = Integer.gcd(denominator, ratio.denominator)
        }
        return store.scaled(Rational(numerator, denominator), first)
    }

    /// The periods of the calls that hold the unknown; nil where it stands elsewhere too.
    private func periodsInside(_ function: Expr) -> [Expr]? {
        var periods: [Expr] = []
        var replacements: [Expr: Expr] = [:]
        for node in store.postorder([function]) where store.kind(node) == .call && solver.holdsUnknown(node) {
            let row = Vocabulary.row(store.function(node))
            guard !row.period.isEmpty, let rate = rate(store.child(node, 0)) else { continue }
            let turn = catalogue.period(store.function(node)) ?? .undefined
            // The exponential has a period that is not real.
            guard constants.sign(of: turn) == .positive else { continue }
            periods.append(store.scaled(Rational(row.isAntiperiodic ? 2 : 1), store.quotient(turn, rate)))
            replacements[node] = store.symbol("period \(node.index)")
        }
        guard !solver.holdsUnknown(catalogue.substitute(function, replacements)) else { return nil }
        return periods
    }

    /// How fast an argument grows that is linear in the unknown: a positive constant.
    private func rate(_ argument: Expr) -> Expr? {
        guard let rate = AffineFamily(argument, in: solver.unknown, catalogue)?.step else { return nil }
        switch constants.sign(of: rate) {
        case .positive: return rate
        case .negative: return store.negated(rate)
        default: return nil
        }
    }
}
