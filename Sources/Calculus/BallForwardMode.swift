import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// Forward-mode differentiation in balls, for what doubles leave undecided: complex values, cancellation, functions close to
/// their singularities.
///
/// As in `ForwardMode`, the local derivative of a function is a difference quotient of the function itself, here with a
/// relative step of 2^-60 at 256 bits, so that it agrees with the derivative to some 30 digits. The step is taken along the
/// tangent: a path that runs on a branch cut stays on it.
final class BallForwardMode {
    private let store: ExprStore
    private let catalogue: Catalogue
    private let evaluator: BallEvaluator
    /// Evaluates single functions at shifted arguments.
    private let local: BallEvaluator
    private let bits = 256
    /// The size of difference steps, as a power of two relative to the arguments.
    private var stepExponent = -60

    init(_ catalogue: Catalogue) throws(BallUnavailable) {
        self.catalogue = catalogue
        store = catalogue.store
        evaluator = try BallEvaluator(catalogue)
        evaluator.bits = bits
        local = try BallEvaluator(catalogue)
        local.bits = bits
    }

    /// The point, moved to where the stated conditions hold; nil where that is too far.
    func satisfyingAssumptions(_ point: [Expr: ComplexBall]) -> [Expr: ComplexBall]? {
        evaluator.reset()
        evaluator.point = point
        return evaluator.satisfyAssumptions() ? evaluator.point : nil
    }

    /// Whether the tangent of `root` in `variable` and the value of `claim` agree at a point.
    enum Verdict { case agree, differ, undecided }

    func compare(_ root: Expr, by variable: Expr, against claim: Expr, at point: [Expr: ComplexBall]) -> Verdict {
        evaluator.reset()
        evaluator.point = point
        stepExponent = -60
        guard let tangent = tangent(of: root, by: variable, at: point) else { return .undecided }
        let value = evaluator.value(of: claim)
        guard value.isFinite, tangent.isFinite else { return .undecided }
        let difference = ComplexBall()
        difference.subtract(tangent, value, bits: bits)
        let size = max(1e-6, tangent.magnitudeUpperBound, value.magnitudeUpperBound)
        let distance = difference.magnitudeUpperBound
        if distance <= 1e-12 * size { return .agree }
        // Only a difference that is certainly not zero, and that steps of another size find too, is a contradiction.
        let (x, y) = difference.midpoint
        guard difference.excludesZero, max(x.magnitude, y.magnitude) > 1e-9 * size, size.isFinite else { return .undecided }
        stepExponent = -72
        guard let again = self.tangent(of: root, by: variable, at: point), again.isFinite else { return .undecided }
        difference.subtract(tangent, again, bits: bits)
        return difference.magnitudeUpperBound <= 1e-12 * size ? .differ : .undecided
    }

    /// The tangent at the point; nil where something has no value.
    private func tangent(of root: Expr, by variable: Expr, at point: [Expr: ComplexBall]) -> ComplexBall? {
        var tangents: [Expr: ComplexBall] = [:]
        for node in store.postorder([root]) {
            guard store.budget.step() else { return nil }
            let tangent = ComplexBall()
            switch store.kind(node) {
            case .number, .constant, .relation, .conjunction, .disjunction, .negation:
                tangent.set(0)
            case .symbol:
                tangent.set(node == variable ? 1 : 0)
            case .sum:
                for part in store.childView(node) { if let rate = tangents[part] { tangent.add(tangent, rate, bits: bits) } }
            case .scaled, .product:
                product(store.childArray(node), tangents, into: tangent)
            case .element, .binder, .matrix:
                return nil
            case .call where isOutsideReals(node) || mayBeAtKink(node):
                return nil
            case .power, .call, .application:
                difference(node, tangents, into: tangent)
            case .piecewise:
                guard let rate = piecewise(node, tangents) else { return nil }
                tangent.set(rate)
            }
            tangents[node] = tangent
        }
        return tangents[root]
    }

    /// Whether a function of real numbers is asked for more: it is not differentiable there.
    private func isOutsideReals(_ call: Expr) -> Bool {
        Vocabulary.row(store.function(call)).isRealOnly && store.childView(call).contains { !evaluator.value(of: $0).isReal }
    }

    /// Whether the point may be one where the function has no derivative.
    private func mayBeAtKink(_ call: Expr) -> Bool {
        guard let kinks = catalogue.kinks(store.function(call)) else { return false }
        let arguments = store.childArray(call)
        if !Vocabulary.row(store.function(call)).isVariadic { return evaluator.truth(of: kinks.instance(arguments, catalogue)) != .fails }
        return arguments.indices.contains { first in
            arguments[(first + 1)...].contains { evaluator.truth(of: kinks.instance([arguments[first], $0], catalogue)) != .fails }
        }
    }

    private func product(_ factors: [Expr], _ tangents: [Expr: ComplexBall], into tangent: ComplexBall) {
        let value = ComplexBall()
        let part = ComplexBall()
        value.set(1)
        tangent.set(0)
        for factor in factors {
            tangent.multiply(tangent, evaluator.value(of: factor), bits: bits)
            if let rate = tangents[factor], !rate.isExactZero {
                part.multiply(value, rate, bits: bits)
                tangent.add(tangent, part, bits: bits)
            }
            value.multiply(value, evaluator.value(of: factor), bits: bits)
        }
    }

    /// The difference quotient of a function along the tangents of its arguments.
    private func difference(_ node: Expr, _ tangents: [Expr: ComplexBall], into tangent: ComplexBall) {
        let arguments = store.kind(node) == .application ? store.arguments(node) : store.childArray(node)
        guard arguments.contains(where: { tangents[$0].map { !$0.isExactZero } ?? false }) else {
            // A constant function is flat only where it has a value.
            if evaluator.value(of: node).isFinite { tangent.set(0) } else { tangent.setIndeterminate() }
            return
        }
        let size = stepSize(node, arguments, tangents)
        let step = ComplexBall()
        step.set(real: size, imaginary: 0)
        tangent.subtract(
            shifted(node, arguments, tangents, by: step, isUp: true), shifted(node, arguments, tangents, by: step, isUp: false), bits: bits)
        step.set(real: 2 * size, imaginary: 0)
        tangent.divide(tangent, step, bits: bits)
    }

    /// A power of two, small against the arguments (or 1) whatever the size of their tangents, and for a power against the base over
    /// the exponent.
    private func stepSize(_ node: Expr, _ arguments: [Expr], _ tangents: [Expr: ComplexBall]) -> Double {
        var exponent = stepExponent
        if store.kind(node) == .power {
            let power = evaluator.value(of: arguments[1]).magnitudeUpperBound
            if power > 1, power.isFinite { exponent -= Int(power.exponent) + 1 }
        }
        for argument in arguments {
            guard let rate = tangents[argument], !rate.isExactZero else { continue }
            let size = evaluator.value(of: argument).magnitudeUpperBound
            let change = rate.magnitudeUpperBound
            guard size.isFinite, change.isFinite else { continue }
            let distance = size > 0 && size < 1 ? Int(size.exponent) : 0
            exponent = min(exponent, stepExponent + distance - (change > 1 ? Int(change.exponent) + 1 : 0))
        }
        return Double(sign: .plus, exponent: max(exponent, -900), significand: 1)
    }

    private func shifted(_ node: Expr, _ arguments: [Expr], _ tangents: [Expr: ComplexBall], by step: ComplexBall, isUp: Bool)
        -> ComplexBall
    {
        local.reset()
        var parts: [Expr] = []
        for (position, argument) in arguments.enumerated() {
            guard let rate = tangents[argument], !rate.isExactZero || !store.isNumber(argument) else {
                parts.append(argument)
                continue
            }
            let moved = ComplexBall()
            moved.multiply(rate, step, bits: bits)
            let value = evaluator.value(of: argument)
            if isUp { moved.add(value, moved, bits: bits) } else { moved.subtract(value, moved, bits: bits) }
            local.point[placeholder(position)] = moved
            parts.append(placeholder(position))
        }
        let expr: Expr
        switch store.kind(node) {
        case .call: expr = store.call(store.function(node), parts)
        case .application: expr = store.application(store.head(node), parts)
        default: expr = store.power(parts[0], parts[1])
        }
        let result = ComplexBall()
        result.set(local.value(of: expr))
        return result
    }

    private func placeholder(_ position: Int) -> Expr { store.symbol("argument \(position)") }

    private func piecewise(_ node: Expr, _ tangents: [Expr: ComplexBall]) -> ComplexBall? {
        store.takenBranch(of: node) { evaluator.truth(of: $0).isTrue }.flatMap { tangents[$0] }
    }
}
