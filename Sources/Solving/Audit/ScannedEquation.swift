import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Vocabulary

/// The two sides of an equation in one unknown, less each other, as it was written: a function that the audit looks at in doubles and,
/// where that decides, in balls. It knows nothing of how solutions were found.
final class ScannedEquation {
    let solver: Solver
    let expr: Expr
    let unknown: Expr
    /// What must hold for the text of the equation to have a value.
    let domain: Expr
    /// What is assumed of the unknown beside other names, with values for these.
    let assumed: Expr
    private let program: ScanProgram?
    private var store: ExprStore { solver.store }
    private var evaluator: BallEvaluator { solver.evaluator }

    init(_ expr: Expr, _ unknown: Expr, domain: Expr, assumed: Expr = .truth, _ solver: Solver) {
        self.solver = solver
        self.expr = expr
        self.unknown = unknown
        self.domain = domain
        self.assumed = assumed
        program = ScannedEquation.mayBeRealOfOthers(expr, unknown, solver.store) ? nil : ScanProgram([expr], of: [unknown], solver)
    }

    /// Whether a modulus, an angle or a part is asked of what need not be real: doubles know nothing of `abs(asin(x))` beyond 1.
    private static func mayBeRealOfOthers(_ expr: Expr, _ unknown: Expr, _ store: ExprStore) -> Bool {
        store.postorder([expr]).contains { node in
            guard store.kind(node) == .call, case let function = store.function(node),
                KnownFunction.complexParts.contains(function) || [KnownFunction.argument, KnownFunction.absoluteValue].contains(function)
            else { return false }
            let argument = store.child(node, 0)
            return store.depends(argument, on: unknown) && !store.facts(of: argument).isReal
        }
    }

    /// Whether many numbers can be tried quickly.
    var isFast: Bool { program != nil }

    /// Real values at numbers; `nan` where a part has none. Of an equation with complex numbers in it, the value where that is real and
    /// the magnitude elsewhere.
    func values(at numbers: [Double]) -> [Double] {
        if let program { return program.values(numbers) }
        return numbers.map { number in
            guard store.budget.step() else { return .nan }
            let ball = value(at: number, bits: 64)
            guard ball.isFinite else { return .nan }
            return ScannedEquation.isReal(ball) ? ball.midpoint.real : PlanePoint(ball.midpoint.real, ball.midpoint.imaginary).magnitude
        }
    }

    private static func isReal(_ ball: ComplexBall) -> Bool {
        let bounds = ball.bounds(.imaginary)
        return bounds.lower <= 0 && bounds.upper >= 0 && bounds.upper - bounds.lower < 1e-12
    }

    /// The value where it is real though parts of it need not be; `nan` where it is not.
    func realValue(at number: Double) -> Double {
        let ball = value(at: number, bits: 64)
        return ball.isFinite && ScannedEquation.isReal(ball) ? ball.midpoint.real : .nan
    }

    // MARK: In balls

    /// The value at a double, enclosed.
    func value(at number: Double, bits: Int) -> ComplexBall {
        let point = ComplexBall()
        point.set(real: number, imaginary: 0)
        return value(at: point, bits: bits)
    }

    func value(at point: ComplexBall, bits: Int) -> ComplexBall {
        evaluator.begin(bits: bits, at: [unknown: point])
        return evaluator.value(of: expr)
    }

    /// Whether the value at a number is certainly not zero.
    func isNonzero(at point: ComplexBall) -> Bool {
        evaluator.atRisingPrecision([96, 320], at: [unknown: point]) {
            let ball = evaluator.value(of: expr)
            return ball.isFinite && ball.excludesZero ? true : nil
        } ?? false
    }

    /// Whether the text certainly has no value at a point.
    func isOutsideDomain(_ point: ComplexBall) -> Bool? {
        if domain == .truth { return false }
        return evaluator.decides(domain, at: [unknown: point], [128]).map { !$0 }
    }

    /// Whether what is assumed of the unknown beside other names certainly holds at a point.
    func isAssumed(_ point: ComplexBall) -> Bool {
        assumed == .truth || evaluator.decides(assumed, at: [unknown: point], [128]) == true
    }

    /// Whether a certain change of sign stands between two doubles next to each other, with small values on both sides.
    func changesSign(between lower: Double, _ upper: Double) -> Bool {
        for bits in [96, 384] {
            let left = value(at: lower, bits: bits).realSign
            let right = value(at: upper, bits: bits).realSign
            if let left, let right { return left != right && left != .zero && right != .zero }
        }
        return false
    }

    /// Whether the equation certainly has no value at a constant: it is a pole, or outside of the domain.
    func hasNoValue(at value: Expr) -> Bool {
        let there = solver.catalogue.substitute([expr, domain], [unknown: value])
        return there.contains(.undefined) || solver.constants.truth(of: there[1]) == false
    }

    /// Whether a constant is a solution, by exact proof; nil where that stays open.
    func isSolution(_ value: Expr) -> Bool? {
        let there = solver.catalogue.substitute([expr, domain], [unknown: value])
        if there.contains(.undefined) || there[1] == .falsehood { return false }
        if there[1] != .truth, solver.constants.truth(of: there[1]) != true { return false }
        if there[0] == .zero { return true }
        guard store.isConstant(there[0]) else { return nil }
        if evaluator.isNonzero(there[0]) { return false }
        return solver.constants.isProvedZero(there[0]) ? true : nil
    }
}

// Zeros without a change of sign.
extension ScannedEquation {
    /// Whether the value at the zero of the derivative near a number is zero to many digits.
    func touchesZero(near number: Double) -> Bool {
        let function = RealFunction(
            expr, of: unknown, domain: .truth, place: .truth, solver.catalogue, solver.evaluator)
        guard let slope = function.derivative(1) else { return false }
        let own = RealFunction(slope, of: unknown, domain: .truth, place: .truth, solver.catalogue, solver.evaluator)
        var ball = RealInterval(lower: number - 1e-6, upper: number + 1e-6).ball
        for bits in [128, 256, 512, 512] {
            guard let next = own.newton(ball, bits: bits) else { return false }
            ball = next
        }
        guard ball.relativeAccuracyBits > 200 || ball.magnitudeUpperBound < 1e-60 else { return false }
        let there = value(at: ball, bits: 512)
        return there.isFinite && !there.excludesZero && there.isNegligible() && isOutsideDomain(ball) == false
    }
}
