import Expressions
import Reading
import Series
import Vocabulary

/// Whether an expression is smooth around a place: no part of it meets a kink, a singular point or the border of a branch there.
///
/// The place is where an evaluator's path starts, for a path that stays there, or else every point of the path near its start.
struct Smoothness {
    let evaluator: SideEvaluator
    /// In what the expression is to be smooth.
    let variables: Set<Expr>
    private var store: ExprStore { evaluator.store }
    private var catalogue: Catalogue { evaluator.catalogue }

    init(_ evaluator: SideEvaluator, in variables: [Expr]) {
        self.evaluator = evaluator
        self.variables = Set(variables)
    }

    /// Whether it is shown that the expression is smooth there.
    func holds(_ root: Expr) throws(JetFailure) -> Bool {
        guard case .series = try evaluator.value(of: root) else { return false }
        var dependent: Set<Expr> = []
        for node in store.postorder([root]) {
            guard variables.contains(node) || store.childView(node).contains(where: { dependent.contains($0) }) else { continue }
            dependent.insert(node)
            // Only what the value rests on counts: branches that are not taken have not been evaluated.
            if evaluator.values[node] == nil { continue }
            if try !isSmooth(node, dependent) { return false }
        }
        return true
    }

    private func isSmooth(_ node: Expr, _ dependent: Set<Expr>) throws(JetFailure) -> Bool {
        switch store.kind(node) {
        case .power: return try isSmoothPower(node, dependent)
        case .call: return try isSmoothCall(node)
        case .piecewise: return try isInsideBranch(node, dependent)
        case .application, .element, .binder, .matrix: return false
        default: return true
        }
    }

    private func isSmoothPower(_ node: Expr, _ dependent: Set<Expr>) throws(JetFailure) -> Bool {
        let (base, exponent) = (store.child(node, 0), store.child(node, 1))
        if !dependent.contains(exponent), let value = store.wholeValue(exponent), value >= 0 { return true }
        guard case .series(let series) = try evaluator.value(of: base) else { return false }
        let sign = try evaluator.sign(series, base)
        if let value = store.rationalValue(exponent), value.isInteger { return sign != 0 }
        return sign > 0
    }

    private func isSmoothCall(_ node: Expr) throws(JetFailure) -> Bool {
        let function = store.function(node)
        let row = Vocabulary.row(function)
        let arguments = store.childArray(node)
        if let domain = catalogue.domain(function), try evaluator.robust(domain.instance(arguments, catalogue)) != .holds { return false }
        if let singular = catalogue.singular(function), try evaluator.robust(singular.instance(arguments, catalogue)) != .fails {
            return false
        }
        if let kinks = catalogue.kinks(function) {
            let places = row.isVariadic ? pairs(arguments) : [arguments]
            for place in places where try evaluator.robust(kinks.instance(place, catalogue)) != .fails { return false }
        }
        if catalogue.tangent(function) != nil { return true }
        for position in arguments.indices {
            guard let template = catalogue.derivative(function, position) else {
                if store.isConstant(arguments[position]) { continue }
                return false
            }
            let inputs = row.isVariadic ? [arguments[position], node] : arguments + [node]
            guard case .series = try evaluator.value(of: template.instance(inputs, catalogue)) else { return false }
        }
        return true
    }

    private func pairs(_ arguments: [Expr]) -> [[Expr]] {
        arguments.indices.flatMap { first in arguments[(first + 1)...].map { [arguments[first], $0] } }
    }

    private func isInsideBranch(_ node: Expr, _ dependent: Set<Expr>) throws(JetFailure) -> Bool {
        try store.takenBranch(of: node) { condition throws(JetFailure) in
            switch try evaluator.robust(condition, isFixed: { !dependent.contains($0) }) {
            case .holds: true
            case .fails: false
            case .border, .undefined: nil
            }
        } != nil
    }
}
