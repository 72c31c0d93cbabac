import Certified
import Expressions
import Reading
import Vocabulary

/// Whether a condition in one unknown holds at a number, exactly. A relation one side of which has no real value is false.
final class PointTruth {
    private let solver: EquationSolver
    private let constants: RealConstants
    private let form: ConditionForm
    private let definedness: Definedness
    private var requirements: [Expr: [Expr]] = [:]
    private var factored: [Expr: [(base: Expr, exponent: Expr)]] = [:]
    private var store: ExprStore { solver.store }
    private var catalogue: Catalogue { solver.catalogue }

    init(_ solver: EquationSolver, _ constants: RealConstants) {
        self.solver = solver
        self.constants = constants
        form = ConditionForm(solver.store)
        definedness = Definedness(solver.catalogue)
    }

    /// Whether a condition without `not` and branches holds at a number; nil where that is not decided.
    ///
    /// - Parameter neighbours: numbers on both sides between which there is no other boundary point.
    func truth(of condition: Expr, at value: Expr, between neighbours: (Expr, Expr)? = nil) -> Bool? {
        store.truth(of: condition) { self.relation($0, at: value, between: neighbours) }
    }

    private func relation(_ relation: Expr, at value: Expr, between neighbours: (Expr, Expr)?) -> Bool? {
        guard let left = resolved(store.child(relation, 0), at: value), let right = resolved(store.child(relation, 1), at: value) else {
            return nil
        }
        if left == .undefined || right == .undefined { return false }
        let isDefined = isDefined([left, right], at: value, between: neighbours)
        if isDefined == false { return false }
        let sign = sign(store.difference(left, right), at: value, between: isDefined == true ? neighbours : nil)
        if sign == .notReal { return false }
        guard isDefined == true, sign != .unknown else { return nil }
        switch store.relation(relation) {
        case .equal: return sign == .zero
        case .notEqual: return sign != .zero
        case .less: return sign == .negative
        case .lessOrEqual: return sign != .positive
        }
    }

    /// The expression with the branches that are taken at a number; nil where that is not decided.
    private func resolved(_ expr: Expr, at value: Expr) -> Expr? {
        var expr = expr
        while let node = store.postorder([expr]).first(where: { store.kind($0) == .piecewise }) {
            let chosen = store.takenBranch(of: node) { condition in
                form.plain(condition).flatMap { store.truth(of: $0) { self.relation($0, at: value, between: nil) } }
            }
            guard let chosen else { return nil }
            if chosen.isAbsent { return chosen }
            expr = catalogue.substitute(expr, [node: chosen])
        }
        return expr
    }

    /// Whether all parts have real values at a number.
    private func isDefined(_ sides: [Expr], at value: Expr, between neighbours: (Expr, Expr)?) -> Bool? {
        var isOpen = false
        for side in sides {
            let conditions = requirements[side] ?? definedness.conditions(of: [side])
            requirements[side] = conditions
            for condition in conditions {
                switch store.truth(of: condition, { self.plainRelation($0, at: value, between: isOpen ? nil : neighbours) }) {
                case false: return false
                case nil: isOpen = true
                default: break
                }
            }
        }
        return isOpen ? nil : true
    }

    /// A relation between sides that are known to have values.
    private func plainRelation(_ relation: Expr, at value: Expr, between neighbours: (Expr, Expr)?) -> Bool? {
        let sign = sign(store.difference(store.child(relation, 0), store.child(relation, 1)), at: value, between: neighbours)
        switch (store.relation(relation), sign) {
        case (_, .notReal): return false
        case (_, .unknown): return nil
        case (.equal, _): return sign == .zero
        case (.notEqual, _): return sign != .zero
        case (.less, _): return sign == .negative
        case (.lessOrEqual, _): return sign != .positive
        }
    }

    // MARK: Signs

    /// The sign of an expression at a number: by its value, else by those of its factors.
    private func sign(_ expr: Expr, at value: Expr, between neighbours: (Expr, Expr)?) -> RealConstants.Sign {
        let direct = constants.sign(of: catalogue.substitute(expr, [solver.unknown: value]))
        guard direct == .unknown, let neighbours, isSmooth(expr) else { return direct }
        let factors = factored[expr] ?? solver.transforms.splitProduct((try? solver.transforms.factor(expr)) ?? expr)
        factored[expr] = factors
        var result = RealConstants.Sign.positive
        for (base, exponent) in factors {
            guard let times = store.wholeValue(exponent) else { return .unknown }
            let own = factorSign(base, at: value, neighbours)
            if own == .zero, times < 0 { return .notReal }
            result = result.times(times % 2 == 0 ? own.times(own) : own)
        }
        return result
    }

    /// A continuous function that changes its sign between the neighbours is zero between them, and at no other point than a boundary.
    private func factorSign(_ factor: Expr, at value: Expr, _ neighbours: (Expr, Expr)) -> RealConstants.Sign {
        let direct = constants.sign(of: catalogue.substitute(factor, [solver.unknown: value]))
        guard direct == .unknown else { return direct }
        let (before, after) = (
            constants.sign(of: catalogue.substitute(factor, [solver.unknown: neighbours.0])),
            constants.sign(of: catalogue.substitute(factor, [solver.unknown: neighbours.1]))
        )
        return before.times(after) == .negative ? .zero : .unknown
    }

    /// Whether the expression is made of continuous parts only.
    private func isSmooth(_ expr: Expr) -> Bool {
        store.postorder([expr]).allSatisfy { node in
            switch store.kind(node) {
            case .call: catalogue.kinks(store.function(node)) == nil
            case .application, .element, .binder, .matrix, .piecewise: false
            default: true
            }
        }
    }
}
