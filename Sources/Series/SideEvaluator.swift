import Exact
import Expressions
import Reading
import Vocabulary

/// Expands expressions along a path: the names are series in `t > 0`, and so is every part of an expression.
///
/// With constants for the names it evaluates exactly at a point. Branches that are not taken are not expanded.
public final class SideEvaluator {
    /// The arithmetic of the series.
    public let arithmetic: SeriesArithmetic
    /// Where the Taylor coefficients of functions come from.
    public let taylor: TaylorCoefficients
    /// The catalogue of the store.
    public let catalogue: Catalogue
    /// The store of the expressions.
    public let store: ExprStore
    /// Whether no more terms will be tried: what vanishes so far may then be proved to be zero.
    public let isLastAttempt: Bool
    private let inputs: [Expr: JetSeries]
    /// The series of the expressions that have been evaluated.
    public private(set) var values: [Expr: JetValue] = [:]
    /// What stands for a node on this side: the branch that is taken, or the cases of its definition.
    public var chosen: [Expr: Expr] = [:]
    /// Forms that expressions have on this side of the point: what branches and absolute values are there.
    public var localForms: [Expr: Expr] = [:]

    /// An evaluation on one side.
    ///
    /// - Parameters:
    ///   - inputs: the series of the names.
    ///   - isLastAttempt: whether no more terms will be asked for, so that long proofs are worth their time.
    public init(_ arithmetic: SeriesArithmetic, _ taylor: TaylorCoefficients, _ inputs: [Expr: JetSeries], isLastAttempt: Bool) {
        self.arithmetic = arithmetic
        self.taylor = taylor
        self.inputs = inputs
        self.isLastAttempt = isLastAttempt
        catalogue = arithmetic.catalogue
        store = arithmetic.store
    }

    /// What becomes of one node: its value, or what must be known before.
    public enum Step {
        case value(JetValue)
        case needs([Expr])

        static func series(_ series: JetSeries?) -> Step { .value(series.map { .series($0) } ?? .undefined) }
    }

    /// The value of an expression along the path.
    public func value(of root: Expr) throws(JetFailure) -> JetValue {
        var stack = [root]
        while let node = stack.last {
            try arithmetic.draw()
            if values[node] != nil {
                stack.removeLast()
                continue
            }
            switch try step(node) {
            case .value(let value):
                values[node] = value
                stack.removeLast()
            case .needs(let parts):
                stack += parts
            }
        }
        return values[root] ?? .undefined
    }

    private func step(_ node: Expr) throws(JetFailure) -> Step {
        if store.isConstant(node) { return try constant(node) }
        switch store.kind(node) {
        case .number, .constant: return try constant(node)
        case .symbol:
            guard let value = inputs[node] else { throw .undecided("'\(store.name(node))' has no value") }
            return .value(.series(value))
        case .sum, .product, .scaled, .power, .call:
            return try composite(node)
        case .application: throw .undecided("an abstract function occurs")
        case .element, .binder, .matrix: throw .undecided("an index without a value occurs")
        case .piecewise: return try piecewise(node)
        case .relation: return try relation(node)
        case .conjunction: return try junction(node, absorbing: false)
        case .disjunction: return try junction(node, absorbing: true)
        case .negation:
            let part = store.child(node, 0)
            guard let value = values[part] else { return .needs([part]) }
            if case .condition(let holds) = value { return .value(.condition(!holds)) }
            return .value(.undefined)
        }
    }

    /// A constant is itself, if it has a real value.
    private func constant(_ node: Expr) throws(JetFailure) -> Step {
        if node.isAbsent { return .value(.undefined) }
        if node == .truth || node == .falsehood { return .value(.condition(node == .truth)) }
        if store.isNumber(node) || store.isConstant(node, .pi) || store.isConstant(node, .e) {
            return .value(.series(JetSeries(constant: node)))
        }
        switch store.kind(node) {
        case .piecewise: return try piecewise(node)
        case .relation: return try relation(node)
        case .conjunction: return try junction(node, absorbing: false)
        case .disjunction: return try junction(node, absorbing: true)
        default: break
        }
        let traits = store.traits(node)
        if traits.contains(.hasInfinity) || traits.contains(.hasApplication) { throw .undecided("an infinite or unknown value occurs") }
        if arithmetic.signs.sign(of: node) == .notReal { throw .undecided("a value that is not real occurs") }
        return .value(.series(JetSeries(constant: node)))
    }

    private func composite(_ node: Expr) throws(JetFailure) -> Step {
        let parts = store.childArray(node)
        let missing = parts.filter { values[$0] == nil }
        if !missing.isEmpty { return .needs(missing) }
        var series: [JetSeries] = []
        for part in parts {
            switch values[part] {
            case .series(let value): series.append(value)
            case .undefined, nil: return .value(.undefined)
            case .condition: throw .undecided("a condition stands where a number belongs")
            }
        }
        switch store.kind(node) {
        case .sum:
            var result = JetSeries.zero
            for part in series { result = try arithmetic.sum(result, part) }
            return .series(result)
        case .product, .scaled:
            var result = JetSeries(constant: .one)
            for part in series { result = try arithmetic.product(result, part) }
            return .series(result)
        case .power: return try power(parts, series)
        default: return try call(node, parts, series)
        }
    }

    /// A series that is zero as far as it goes, and proved to be zero, is zero.
    public func settled(_ series: JetSeries, _ expr: Expr) throws(JetFailure) -> JetSeries {
        var result = series
        do {
            _ = try arithmetic.leading(&result)
            return result
        } catch {
            if case .moreTerms = error, isProvedZero(expr) { return .zero }
            throw error
        }
    }

    private func power(_ parts: [Expr], _ series: [JetSeries]) throws(JetFailure) -> Step {
        if let value = series[1].constant.flatMap({ store.rationalValue($0) }) {
            if value.isInteger, value.signum > 0 { return .series(try arithmetic.power(series[0], value)) }
            let base = try settled(series[0], parts[0])
            return .series(try arithmetic.power(base, value))
        }
        let base = try settled(series[0], parts[0])
        if base.isZero {
            let sign = try sign(series[1], parts[1])
            return .series(sign > 0 ? .zero : sign == 0 ? JetSeries(constant: .one) : nil)
        }
        guard let logarithm = try arithmetic.logarithm(base) else { return .value(.undefined) }
        if let start = series[0].constant, let exponent = series[1].constant {
            return .series(JetSeries(constant: store.power(start, exponent)))
        }
        return .series(try arithmetic.exponential(try arithmetic.product(series[1], logarithm)))
    }

    // MARK: Conditions

    private func piecewise(_ node: Expr) throws(JetFailure) -> Step {
        var missing: Expr?
        let taken = store.takenBranch(of: node) { condition in
            switch values[condition] {
            case .condition(let holds): return holds
            case nil: missing = condition
            default: break
            }
            return nil
        }
        guard let branch = taken else { return missing.map { .needs([$0]) } ?? .value(.undefined) }
        guard let value = values[branch] else { return .needs([branch]) }
        chosen[node] = branch
        return .value(value)
    }

    private func relation(_ node: Expr) throws(JetFailure) -> Step {
        let (left, right) = (store.child(node, 0), store.child(node, 1))
        guard let first = values[left], let second = values[right] else { return .needs([left, right].filter { values[$0] == nil }) }
        guard case .series(let one) = first, case .series(let other) = second else { return .value(.undefined) }
        let difference = store.difference(left, right)
        let sign = difference == .zero ? 0 : try sign(try arithmetic.difference(one, other), difference)
        switch store.relation(node) {
        case .equal: return .value(.condition(sign == 0))
        case .notEqual: return .value(.condition(sign != 0))
        case .less: return .value(.condition(sign < 0))
        case .lessOrEqual: return .value(.condition(sign <= 0))
        }
    }

    /// The sign of a series that belongs to an expression.
    public func sign(_ series: JetSeries, _ expr: Expr) throws(JetFailure) -> Int { try arithmetic.sign(try settled(series, expr)) }

    private func junction(_ node: Expr, absorbing: Bool) throws(JetFailure) -> Step {
        for part in store.childArray(node) {
            guard let value = values[part] else { return .needs([part]) }
            guard case .condition(let holds) = value else { return .value(.undefined) }
            if holds == absorbing { return .value(.condition(absorbing)) }
        }
        return .value(.condition(!absorbing))
    }
}
