import Certified
import Exact
import Expressions
import Reading
import Series
import Syntax

// Several variables: slopes along lines and curves through the point, and whether they fit one gradient.
extension PointDerivatives {
    /// The gradient in several variables at a point.
    ///
    /// The partial derivatives are the slopes along the axes. Where the expression is not smooth around the point, bounds in all directions
    /// may prove that it is differentiable (see `Germ`). Else the slopes along further lines and parabolas are compared with what the
    /// partial derivatives say: that a slope differs shows that there is no gradient; that none does is no proof that there is one, and the
    /// answer says so.
    ///
    /// - Parameter point: constants for all names in the expression.
    /// - Throws: where the budget is spent or the ball library is missing.
    public func gradient(of expr: Expr, in variables: [Expr], at point: [Expr: Expr]) throws(Diagnostic) -> PointGradient {
        _ = try begin()
        for variable in variables where point[variable] == nil { return .undecided("'\(store.name(variable))' has no value") }
        let expr = withNumbersInExponents(expr, variables, point)
        if let smooth = try smoothGradient(expr, variables, point) { return .exists(smooth, .smooth) }
        if let slopes = try analyticDerivatives(expr, variables.map { [$0] }, point) { return .exists(slopes, .smooth) }
        if let sentence = complexParts(expr) { return .undecided(sentence) }
        var slopes: [Expr] = []
        for variable in variables {
            let path = Path(point: point, direction: [variable: .one])
            switch try decide({ (tool) throws(JetFailure) in try tool.derivative(expr, 1, path) }, failure: { .undecided($0) }) {
            case .exists(let slope): slopes.append(slope)
            case .none(let missing): return .noPartial(variable: variable, missing)
            case .undecided(let sentence): return .undecided(sentence)
            }
        }
        if variables.count == 1 { return .exists(slopes, .proved) }
        let total = try decide(
            { (tool) throws(JetFailure) in
                try GermEvaluator(tool, variables, point).totalDerivative(of: expr)
            }, failure: { _ in nil })
        if total != nil { return .exists(slopes, .proved) }
        var border: [Expr]?
        for trial in PathTrials.all(variables.count) {
            let path = Path(
                point: point, direction: named(trial.direction, variables), curvature: named(trial.curvature, variables))
            let terms = zip(trial.direction, slopes).map { store.scaled(Rational($0), $1) }
            let expected = store.sum(terms)
            let found = try decide({ (tool) throws(JetFailure) in try tool.mismatch(expr, path, expected) }, failure: { .undecided($0) })
            switch found {
            case .fits: continue
            case .differs(.undefined):
                border = border ?? trial.direction.map { store.number($0) }
            case .differs(let slope):
                return .notLinear(
                    direction: trial.direction.map { store.number($0) }, curvature: trial.curvature.map { store.number($0) }, slope: slope,
                    expected: expected)
            case .undecided(let sentence): return .undecided(sentence)
            }
        }
        return .exists(slopes, border.map { .onBorder(direction: $0) } ?? .undecided)
    }

    /// The second derivatives in several variables at a point, in the order of the variables: a row's variable first.
    ///
    /// A second derivative is the derivative of a partial derivative. In one variable it follows from the expansions on both sides; in
    /// two the partial derivative must hold in the neighbourhood of the point on the line along which it is differentiated.
    ///
    /// - Parameter point: constants for all names in the expression.
    /// - Throws: where the budget is spent or the ball library is missing.
    public func hessian(of expr: Expr, in variables: [Expr], at point: [Expr: Expr]) throws(Diagnostic) -> PointHessian {
        let (slopes, totality): ([Expr], Totality)
        let expr = withNumbersInExponents(expr, variables, point)
        switch try gradient(of: expr, in: variables, at: point) {
        case .exists(let values, let found):
            slopes = values
            totality = found
            if found == .smooth, let rows = try smoothHessian(expr, variables, point) { return .exists(rows, found) }
            let pairs = variables.flatMap { first in variables.map { [first, $0] } }
            if found == .smooth, let entries = try analyticDerivatives(expr, pairs, point) {
                let width = variables.count
                return .exists((0..<width).map { Array(entries[($0 * width)..<(($0 + 1) * width)]) }, found)
            }
        case .undecided(let sentence): return .undecided(sentence)
        case let other: return .noGradient(other)
        }
        var rows: [[Expr]] = []
        var open: String?
        for (position, first) in variables.enumerated() {
            var row: [Expr] = []
            for second in variables {
                let answer: PointDerivative
                let path = Path(point: point, direction: [second: .one])
                if first == second {
                    answer = try decide({ (tool) throws(JetFailure) in try tool.derivative(expr, 2, path) }, failure: { .undecided($0) })
                } else {
                    differentiator.begin(by: first)
                    guard let partial = try? differentiator.derivative(of: expr) else {
                        return .undecided("a partial derivative is not known")
                    }
                    let slope = slopes[position]
                    answer = try decide(
                        { (tool) throws(JetFailure) in try tool.mixed(expr, first, partial, slope, path) }, failure: { .undecided($0) })
                }
                switch answer {
                case .exists(let value): row.append(value)
                case .none(let missing): return .noEntry(first: first, second: second, missing)
                case .undecided(let sentence): open = open ?? sentence
                }
            }
            rows.append(row)
        }
        if let open { return .undecided(open) }
        if totality == .proved, variables.count > 1, let fault = try secondOrderFault(expr, variables, point, slopes, rows) { return fault }
        return .exists(rows, totality)
    }

    func named(_ numbers: [Int], _ variables: [Expr]) -> [Expr: Expr] {
        var result: [Expr: Expr] = [:]
        for (variable, number) in zip(variables, numbers) where number != 0 { result[variable] = store.number(number) }
        return result
    }

    /// Derivatives by some variables, one after another, where values on the way are not real but all functions are analytic; nil elsewhere.
    private func analyticDerivatives(_ expr: Expr, _ steps: [[Expr]], _ point: [Expr: Expr]) throws(Diagnostic) -> [Expr]? {
        let evaluator = try begin().signs.evaluator
        guard Analyticity(catalogue, evaluator).holds(expr, in: steps.flatMap { $0 }, at: point) else { return nil }
        var values: [Expr] = []
        for variables in steps {
            var current = expr
            for variable in variables {
                differentiator.begin(by: variable)
                guard let next = try? differentiator.derivative(of: current) else { return nil }
                current = next
            }
            let value = catalogue.substitute(current, point)
            if value.isAbsent { return nil }
            values.append(value)
        }
        return values
    }

    private func smoothGradient(_ expr: Expr, _ variables: [Expr], _ point: [Expr: Expr]) throws(Diagnostic) -> [Expr]? {
        guard try !isSuspect(expr, in: variables, at: point) else { return nil }
        var values: [Expr] = []
        let parts = parts(of: expr, with: variables)
        for variable in variables {
            guard let value = try ordinary(parts[variable] ?? .zero, [(variable, 1)], at: point) else { return nil }
            values.append(value)
        }
        return values
    }

    private func smoothHessian(_ expr: Expr, _ variables: [Expr], _ point: [Expr: Expr]) throws(Diagnostic) -> [[Expr]]? {
        var rows: [[Expr]] = []
        let parts = parts(of: expr, with: variables)
        for first in variables {
            var row: [Expr] = []
            let part = parts[first] ?? .zero
            let names = Set(store.symbols(in: [part]))
            for second in variables {
                guard names.contains(second) else {
                    row.append(.zero)
                    continue
                }
                guard let value = try ordinary(part, [(first, 1), (second, 1)], at: point) else { return nil }
                row.append(value)
            }
            rows.append(row)
        }
        return rows
    }

    /// For each variable the terms of a sum that hold it: a long sum over few variables each is not differentiated as a whole for
    /// every one of them.
    private func parts(of expr: Expr, with variables: [Expr]) -> [Expr: Expr] {
        guard store.kind(expr) == .sum else { return Dictionary(variables.map { ($0, expr) }) { first, _ in first } }
        var terms: [Expr: [Expr]] = [:]
        for term in store.childArray(expr) {
            for name in store.symbols(in: [term]) { terms[name, default: []].append(term) }
        }
        return terms.mapValues { store.sum($0) }
    }
}
