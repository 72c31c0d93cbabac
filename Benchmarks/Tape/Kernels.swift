import Algebra
import Ball
import Certified
import Exact
import Expressions
import Reading
import Tape
import Vocabulary

/// For every function of one argument: what it costs in blocks of points, and how far from the truth, in units of the last place,
/// it was found at most.
@MainActor
func measureKernels() throws {
    let count = 100_000
    for (index, row) in Vocabulary.functions.enumerated() where row.parameters.count == 1 && !row.isVariadic {
        guard case .unary = row.double else { continue }
        let store = ExprStore()
        let x = store.symbol("x")
        let call = store.call(FunctionID(index: UInt16(index)), x)
        let program = try Compiler(store: store).program(for: [call], inputs: [x])
        let evaluator = BlockEvaluator(program, library)
        let points = (0..<count).map { place -> Double in
            let fraction = Double((place &* 2_654_435_761) % 1_000_003) / 1_000_003
            if place % 3 == 0 { return fraction * 16 - 8 }
            let exponent = Double(place % 60 - 40)
            return (place % 2 == 0 ? 1 : -1) * (1 + fraction) * pow2(exponent)
        }
        let results = UnsafeMutablePointer<Double>.allocate(capacity: count)
        defer { results.deallocate() }
        points.withUnsafeBufferPointer { points in
            guard let start = points.baseAddress else { return }
            evaluator.evaluate([start], into: [results], count: count)
        }
        let usual = points.map { 0.25 + ($0 - $0.rounded(.down)) / 2 }
        var values = [Double](repeating: 0, count: count)
        let taken = usual.withUnsafeBufferPointer { usual in
            values.withUnsafeMutableBufferPointer { values in
                guard let input = usual.baseAddress, let output = values.baseAddress else { return 0.0 }
                return median(9) { evaluator.evaluate([input], into: [output], count: count) }
            }
        }
        let worst = try worstError(call, x, store, points, results)
        let kind =
            switch row.block {
            case .sleef, .joint: "SLEEF"
            case .instruction: "instruction"
            case .formula: "formula"
            case .scalar: "scalar"
            }
        print(
            "\(row.name)\t\(kind)\t\((worst.error * 100).rounded(.up) / 100)\t\(worst.place)\t\((taken / Double(count) * 1e11).rounded() / 100)"
        )
    }
}

private func pow2(_ exponent: Double) -> Double { Double(sign: .plus, exponent: Int(exponent), significand: 1) }

/// Compares every fifth result with a ball.
private func worstError(
    _ call: Expr, _ x: Expr, _ store: ExprStore, _ points: [Double], _ results: UnsafeMutablePointer<Double>
) throws -> (error: Double, place: Double) {
    let evaluator = try BallEvaluator(Catalogue(store: store))
    let (difference, number, point) = (ComplexBall(), ComplexBall(), ComplexBall())
    var worst = (error: 0.0, place: 0.0)
    for place in stride(from: 0, to: points.count, by: 5) where results[place].isFinite {
        point.set(real: points[place], imaginary: 0)
        evaluator.reset()
        evaluator.bits = 160
        evaluator.point = [x: point]
        let ball = evaluator.value(of: call)
        guard ball.isFinite, ball.isReal, let nearest = ball.correctlyRoundedReal(), nearest.magnitude > 1e-290 else { continue }
        number.set(real: results[place], imaginary: 0)
        difference.subtract(ball, number, bits: 160)
        let error = difference.magnitudeUpperBound / nearest.ulp
        if error > worst.error { worst = (error, points[place]) }
    }
    return worst
}
