import Calculus
import Expressions
import Reading
import Syntax

/// A derivative that was taken inside a text, as `diff(abs(x), x)` in `eval`.
struct InnerDerivative {
    /// What was differentiated.
    let function: Expr
    /// In what, one after another.
    let steps: [(symbol: Expr, order: Int)]
    /// The formula.
    let formula: Expr
    /// Where the formula is the derivative: away from kinks and the borders of branches.
    let conditions: [Expr]
}

// Derivatives inside texts, at points where their formulas may not hold.
extension Session {
    /// Forgets what reading earlier texts left.
    func beginReading() {
        numericRequest = nil
        listRequest = nil
        innerConditions.removeAll(keepingCapacity: true)
        innerDerivatives.removeAll(keepingCapacity: true)
        innerVerified = nil
    }

    /// Checks that the formulas of derivatives are the derivatives at a point: where one does not hold, the derivative there must exist
    /// and be what the formula gives.
    ///
    /// - Throws: where there is no derivative, or another one.
    func checkDerivatives(
        _ derivatives: [InnerDerivative], in expr: Expr, _ point: [Expr: Expr], _ line: UnsafeBufferPointer<UInt8>
    ) throws(Diagnostic) {
        if derivatives.isEmpty { return }
        // A derivative in a branch that is not taken need not exist.
        let formulas = Set(derivatives.map(\.formula))
        let hasBranches = store.postorder([expr], isLeaf: { formulas.contains($0) }).contains {
            store.kind($0) == .piecewise && !formulas.contains($0)
        }
        if hasBranches { return }
        for derivative in derivatives {
            let span = Span(0, line.count)
            var holds = true
            for condition in derivative.conditions {
                let there = catalogue.substitute(condition, point)
                if !store.traits(there).contains(.hasSymbol), try evaluator.decide(there, at: span) == false { holds = false }
            }
            if !holds { try checkDerivative(derivative, point, line) }
        }
    }

    private func checkDerivative(
        _ derivative: InnerDerivative, _ point: [Expr: Expr], _ line: UnsafeBufferPointer<UInt8>
    ) throws(Diagnostic) {
        let span = Span(0, line.count)
        let names = store.symbols(in: [derivative.function])
        let place = point.filter { names.contains($0.key) }
        guard place.count == names.count else { return }
        let function = Component(expr: derivative.function, span: span, conditions: [], notes: [])
        let (found, variable) = try pointDerivative(derivative, place)
        switch found {
        case .exists(let slope):
            let formula = catalogue.substitute(derivative.formula, place)
            if formula == slope { return }
            if formula != .undefined, try evaluator.decide(store.relation(.equal, formula, slope), at: span) == true { return }
            throw Diagnostic(
                "not-differentiable", "the formula of the derivative does not hold \(try self.place(place, names))", at: span,
                suggestion: "ask grad or hessian for the derivative at a point", kind: .undefined)
        case .none(let missing): throw try notDifferentiable(missing, "derivative", variable, place, nil, function, line)
        case .undecided(let sentence): throw undecided(sentence, nil, function)
        }
    }

    private func pointDerivative(
        _ derivative: InnerDerivative, _ point: [Expr: Expr]
    ) throws(Diagnostic) -> (PointDerivative, variable: Expr) {
        let steps = derivative.steps
        guard let first = steps.first, point[first.symbol] != nil else { return (.exists(.zero), .zero) }
        if steps.count == 1 {
            return (
                try pointDerivatives.derivative(of: derivative.function, by: first.symbol, order: first.order, at: point), first.symbol
            )
        }
        guard steps.count == 2, steps.allSatisfy({ $0.order == 1 && point[$0.symbol] != nil }) else {
            return (.undecided("its formula does not hold there"), first.symbol)
        }
        switch try pointDerivatives.hessian(of: derivative.function, in: steps.map(\.symbol), at: point) {
        case .exists(let rows, _): return (.exists(rows[0][1]), steps[1].symbol)
        case .noEntry(_, let second, let missing): return (.none(missing), second)
        case .noGradient(.noPartial(let variable, let missing)): return (.none(missing), variable)
        case .noGradient: return (.undecided("there is no gradient"), first.symbol)
        case .undecided(let sentence): return (.undecided(sentence), first.symbol)
        }
    }
}
