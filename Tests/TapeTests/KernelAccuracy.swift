import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Support
import Tape
import Testing
import Vocabulary

@Suite("Kernels")
struct KernelAccuracy {
    private static let functions = Vocabulary.functions.indices.map { FunctionID(index: UInt16($0)) }.filter { id in
        let row = Vocabulary.row(id)
        if case .unary = row.double { return row.parameters.count == 1 && !row.isVariadic }
        return false
    }.map { Vocabulary.row($0).name }

    /// What docs/evaluation.md promises: single kernels are right to an ulp, formulas over them to a few, where the argument is not
    /// close to a zero or a pole that the formula cannot see.
    private static func bound(_ row: FunctionRow) -> Double {
        switch row.block {
        case .sleef(let name, _): name.hasSuffix("u15") ? 1.5 : 1
        case .joint: 1
        case .instruction: 0.5
        case .formula: 4
        case .scalar: 64
        }
    }

    private static func isScalar(_ row: FunctionRow) -> Bool {
        if case .scalar = row.block { true } else { false }
    }

    @Test("a kernel is as accurate as the documents say, on every instruction set", arguments: functions)
    func accuracy(name: String) throws {
        let id = try #require(Vocabulary.function(named: name))
        let store = ExprStore()
        let catalogue = Catalogue(store: store)
        let x = store.symbol("x")
        let program = try Compiler(store: store).program(for: [store.call(id, x)], inputs: [x])
        let evaluator = try BallEvaluator(catalogue)
        let library = FunctionLibrary()
        var random = Randomness(seed: 7)
        let points = (0..<400).map { place -> Double in
            let sign = random.oneIn(2) ? 1.0 : -1.0
            let fraction = Double(random.below(1 << 30)) / Double(1 << 30)
            return place % 2 == 0
                ? sign * fraction * 8 : sign * (1 + fraction) * Double(sign: .plus, exponent: random.below(60) - 40, significand: 1)
        }
        let exact = points.map { point -> ComplexBall? in
            guard let number = Rational(exactly: point) else { return nil }
            evaluator.reset()
            evaluator.bits = 200
            let ball = ComplexBall()
            ball.set(evaluator.value(of: store.call(id, store.number(number))))
            return ball.isFinite && ball.isReal && ball.magnitudeUpperBound < 1e300 ? ball : nil
        }
        for set in InstructionSet.available {
            let kernel = PointEvaluator(program, library, set: set)
            var (worst, place, compared) = (0.0, 0.0, 0)
            for (point, ball) in zip(points, exact) {
                guard let ball, let nearest = ball.correctlyRoundedReal(), nearest.magnitude > 1e-290 || nearest == 0 else { continue }
                let found = kernel.evaluate([point])[0]
                // Beyond its real domain a function has no value in double precision.
                if found.isNaN { continue }
                let (difference, number) = (ComplexBall(), ComplexBall())
                number.set(real: found, imaginary: 0)
                difference.subtract(ball, number, bits: 200)
                // Near a zero the functions without a vector kernel are right to an absolute error only.
                let size = KernelAccuracy.isScalar(Vocabulary.row(id)) ? max(nearest.magnitude, 0.25) : nearest.magnitude
                let error = difference.magnitudeUpperBound / size.ulp
                if error > worst { (worst, place) = (error, point) }
                compared += 1
            }
            #expect(worst <= KernelAccuracy.bound(Vocabulary.row(id)) + 0.01, "\(name) at \(place), \(set): \(worst) ulps")
            #expect(compared > 50, "\(name) was hardly compared")
        }
    }
}
