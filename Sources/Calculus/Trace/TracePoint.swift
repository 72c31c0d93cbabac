import Algebra
import Ball
import Certified
import Expressions
import Reading
import Syntax

/// A trace at a point: exact values and local derivatives.
public struct TracePoint {
    /// The values of the steps; nil where a step stands in a branch that is not taken.
    public let values: [Expr?]
    /// The local derivatives, by the steps' parents; `undefined` where there is none.
    public let partials: [[Expr]]
    /// The steps that have no derivative there.
    public let obstacles: [Obstacle]

    /// A step without a derivative.
    public struct Obstacle {
        /// The position of the step.
        public let step: Int
        /// The condition that holds there and excludes a derivative; nil where the derivative has no value.
        public let condition: Expr?
    }
}

/// Evaluates traces at points.
public final class TracePointEvaluator {
    private let store: ExprStore
    private let catalogue: Catalogue
    private let evaluator: NumericEvaluator
    private let pointDerivatives: PointDerivatives
    private var balls: BallEvaluator?

    /// Prepares evaluations in one store.
    ///
    /// - Parameter pointDerivatives: tells the derivatives of single steps where their formulas have no value.
    public init(_ catalogue: Catalogue, _ pointDerivatives: PointDerivatives) {
        self.catalogue = catalogue
        self.pointDerivatives = pointDerivatives
        store = catalogue.store
        evaluator = NumericEvaluator(catalogue)
    }

    /// The values at a point, exact.
    ///
    /// - Parameters:
    ///   - point: the values of all inputs.
    ///   - variables: the inputs in which derivatives are wanted.
    /// - Throws: `undefined` where a step has no value; its text stands in `step`.
    public func evaluate(
        _ trace: EvaluationTrace, at point: [Expr: Expr], in variables: [Expr], describe: (EvaluationTrace.Step) -> String
    ) throws(Diagnostic) -> TracePoint {
        var values = point
        for (step, value) in zip(trace.steps, catalogue.substitute(trace.steps.map(\.meaning), point)) { values[step.name] = value }
        if let step = trace.steps.last, store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: step.span) }
        let needed = try neededSteps(trace, values)
        for (step, isNeeded) in zip(trace.steps, needed) where isNeeded {
            guard let value = values[step.name], !value.isAbsent, !store.traits(value).contains(.hasInfinity) else {
                throw Diagnostic("undefined", "the step \(describe(step)) has no value there", at: step.span, kind: .undefined)
            }
        }
        let varying = trace.varying(with: variables)
        var obstacles: [TracePoint.Obstacle] = []
        var partials: [[Expr]] = []
        for (position, step) in trace.steps.enumerated() {
            var found = needed[position] ? catalogue.substitute(step.partials, values) : step.partials.map { _ in .zero }
            if needed[position], store.kind(step.expression) == .power {
                for (place, parent) in step.parents.enumerated() where found[place].isAbsent && varying.contains(parent) {
                    found[place] = try slope(of: step, by: parent, values)
                }
            }
            partials.append(found)
            guard needed[position] else { continue }
            for (place, parent) in step.parents.enumerated() where varying.contains(parent) {
                if let obstacle = try obstacle(to: found[place], at: position, step, place, values) {
                    partials[position][place] = .undefined
                    if obstacles.last?.step != position { obstacles.append(obstacle) }
                }
            }
        }
        if let step = trace.steps.last, store.budget.isExhausted { throw Diagnostic.exhausted(store.budget.exhaustion, at: step.span) }
        let known = zip(trace.steps, needed).map { step, isNeeded in isNeeded ? values[step.name] : nil }
        return TracePoint(values: known, partials: partials, obstacles: obstacles)
    }

    /// The derivative of a power where its formula has no value: `x^y` has one in `y` at `x = 0` for `y > 0`, though `log(0)` is none.
    private func slope(of step: EvaluationTrace.Step, by parent: Expr, _ values: [Expr: Expr]) throws(Diagnostic) -> Expr {
        let point = values.filter { step.parents.contains($0.key) }
        guard case .exists(let slope) = try pointDerivatives.derivative(of: step.expression, by: parent, at: point) else {
            return .undefined
        }
        return slope
    }

    /// What keeps a step from having a derivative in one of its parents at a point: a kink, a jump, the border of a branch, or a
    /// derivative without a value.
    func obstacle(
        to partial: Expr, at position: Int, _ step: EvaluationTrace.Step, _ parent: Int, _ values: [Expr: Expr]
    ) throws(Diagnostic) -> TracePoint.Obstacle? {
        for condition in step.conditions[parent] where try evaluator.decide(catalogue.substitute(condition, values), at: step.span) == false
        {
            return TracePoint.Obstacle(step: position, condition: store.negation(condition))
        }
        let hasValue = !partial.isAbsent && !store.traits(partial).contains(.hasInfinity)
        return hasValue ? nil : TracePoint.Obstacle(step: position, condition: nil)
    }

    /// The steps that the output needs at the point: what stands only in branches that are not taken need have no value.
    private func neededSteps(_ trace: EvaluationTrace, _ values: [Expr: Expr]) throws(Diagnostic) -> [Bool] {
        var positions: [Expr: Int] = [:]
        for (position, step) in trace.steps.enumerated() { positions[step.name] = position }
        var needed = Array(repeating: true, count: trace.steps.count)
        let hasBranches = trace.steps.contains { step in
            store.kind(step.expression) == .piecewise || store.postorder([step.expression]).contains { store.kind($0) == .piecewise }
        }
        guard hasBranches else { return needed }
        var reached: Set<Int> = [trace.steps.count - 1]
        for (position, step) in trace.steps.enumerated().reversed() {
            needed[position] = reached.contains(position)
            guard needed[position] else { continue }
            for name in try names(in: step, values) { if let place = positions[name] { reached.insert(place) } }
        }
        return needed
    }

    /// The names in a step that its value at the point depends on.
    private func names(in step: EvaluationTrace.Step, _ values: [Expr: Expr]) throws(Diagnostic) -> Set<Expr> {
        var names: Set<Expr> = []
        var entered: Set<Expr> = []
        var open = [step.expression]
        while let node = open.popLast(), store.budget.step() {
            guard entered.insert(node).inserted else { continue }
            if store.kind(node) == .symbol { names.insert(node) }
            guard store.kind(node) == .piecewise else {
                open += store.childArray(node)
                continue
            }
            let taken = try store.takenBranch(of: node) { condition throws(Diagnostic) in
                open.append(condition)
                return try evaluator.decide(catalogue.substitute(condition, values), at: step.span) ?? true
            }
            if let taken { open.append(taken) }
        }
        return names
    }

    // MARK: Numbers

    /// The number an exact expression stands for; every digit is certain.
    ///
    /// Values of shared parts are computed once, for all quantities of a trace together.
    public func number(_ expr: Expr, digits: Int, at span: Span) throws(Diagnostic) -> NumericValue {
        if !store.isNumber(expr), !store.traits(expr).contains(.hasApplication), let balls = ballEvaluator() {
            balls.bits = max(128, digits * 4 + 64)
            let ball = balls.value(of: expr)
            if ball.isFinite, let value = NumericValue(ball, digits: digits) { return value }
        }
        return try evaluator.value(of: expr, digits: digits, at: span)
    }

    private func ballEvaluator() -> BallEvaluator? {
        if balls == nil { balls = try? BallEvaluator(catalogue) }
        return balls
    }
}
