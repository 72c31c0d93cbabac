import Calculus
import Expressions
import Reading
import Support
import Syntax
import Tape
import Testing
import Vocabulary

@Suite("Programs")
struct ProgramLaws {
    private let library = FunctionLibrary()
    private var differentiation: Differentiation { Differentiation(library) }

    private func evaluator(_ program: Program) -> PointEvaluator { PointEvaluator(program, library) }

    /// How far apart two results may be: rounding errors grow with the condition, which shows in what neighbours give.
    private func tolerance(_ evaluator: PointEvaluator, _ point: [Double], _ values: [Double]) -> [Double] {
        // Slopes that cancel leave the rounding errors of the values they come from.
        let size = values.reduce(0) { max($0, $1.isFinite ? $1.magnitude : 0) }
        var bounds = values.map { 1e-10 * max(1e-3, $0.magnitude) + 4 * size.ulp }
        for sign in [1.0, -1.0] {
            let near = evaluator.evaluate(point.map { $0 * (1 + sign * 0x1p-48) + sign * 0x1p-52 })
            for place in bounds.indices { bounds[place] += 1024 * (near[place] - values[place]).magnitude }
        }
        return bounds
    }

    private func expectAgreement(_ found: [Double], _ expected: [Double], _ bounds: [Double], _ text: @autoclosure () -> String) {
        for place in expected.indices where bounds[place].isFinite {
            #expect((found[place] - expected[place]).magnitude <= bounds[place], "\(text()): \(found) and \(expected)")
        }
    }

    @Test(
        "forward mode, reverse mode, and the formula of the derivative agree, on 10,000 random programs", arguments: 0..<20)
    func modesAgree(round: Int) throws {
        var compared = 0
        for seed in 0..<500 {
            var random = RandomPrograms(seed: UInt64(round * 1000 + seed))
            let expr = random.expression()
            guard let program = try? Compiler(store: random.store).program(for: [expr], inputs: random.inputs),
                let gradient = try? differentiation.gradient(program)
            else { continue }
            let count = random.inputs.count
            let identity = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0.0 } }
            let tangents = try differentiation.tangents(program, along: identity)
            let differentiator = Differentiator(random.catalogue)
            var formulas: [Expr] = [expr]
            for input in random.inputs {
                differentiator.begin(by: input)
                formulas.append((try? differentiator.derivative(of: expr)) ?? .undefined)
            }
            let formula = try? Compiler(store: random.store).program(for: formulas, inputs: random.inputs)
            let kinks = differentiation.withKinks(program)
            let (reverseValues, forwardValues, kinkValues) = (evaluator(gradient), evaluator(tangents), evaluator(kinks.program))
            let formulaValues = formula.map { evaluator($0) }
            for _ in 0..<3 {
                let point = random.point()
                let reverse = reverseValues.evaluate(point)
                guard reverse.allSatisfy({ $0.isFinite && $0.magnitude < 1e12 }) else { continue }
                if kinks.hasKinks, kinkValues.evaluate(point).last != 0 { continue }
                let bounds = tolerance(reverseValues, point, reverse)
                expectAgreement(forwardValues.evaluate(point), reverse, bounds, "forward mode, seed \(round * 1000 + seed)")
                if let formulaValues {
                    let found = formulaValues.evaluate(point)
                    if found.allSatisfy(\.isFinite) { expectAgreement(found, reverse, bounds, "formula, seed \(round * 1000 + seed)") }
                }
                compared += 1
            }
        }
        #expect(compared > 400, "too few programs had values: \(compared)")
    }

    @Test("a gradient costs at most four times the value", arguments: 0..<10)
    func gradientIsCheap(round: Int) throws {
        for seed in 0..<200 {
            var random = RandomPrograms(seed: UInt64(50_000 + round * 1000 + seed), variables: 5)
            guard let program = try? Compiler(store: random.store).program(for: [random.expression(depth: 6)], inputs: random.inputs),
                let gradient = try? differentiation.gradient(program)
            else { continue }
            let (value, both) = (OperationCount(program, library).cost, OperationCount(gradient, library).cost)
            #expect(both <= 4 * value, "seed \(50_000 + round * 1000 + seed): \(value) and \(both)")
        }
    }

    @Test("blocks of points, single points and every instruction set give the same", arguments: 0..<10)
    func evaluatorsAgree(round: Int) throws {
        for seed in 0..<60 {
            var random = RandomPrograms(seed: UInt64(90_000 + round * 1000 + seed))
            guard let program = try? Compiler(store: random.store).program(for: [random.expression(depth: 5)], inputs: random.inputs),
                let gradient = try? differentiation.gradient(program)
            else { continue }
            let points = (0..<37).map { _ in random.point() }
            for set in InstructionSet.available {
                let single = PointEvaluator(gradient, library, set: set)
                let expected = points.map { single.evaluate($0) }
                let blocks = columns(BlockEvaluator(gradient, library, set: set), points)
                for (row, values) in expected.enumerated() {
                    for (place, value) in values.enumerated() {
                        let other = blocks[place][row]
                        #expect(value == other || value.isNaN && other.isNaN, "seed \(seed), \(set): \(value) and \(other)")
                    }
                }
                guard set != .best else { continue }
                let widest = evaluator(gradient)
                for (row, point) in points.enumerated() {
                    let best = widest.evaluate(point)
                    guard best.allSatisfy({ $0.isFinite && $0.magnitude < 1e9 }) else { continue }
                    expectAgreement(expected[row], best, tolerance(widest, point, best), "\(set), seed \(seed)")
                }
            }
        }
    }

    private func columns(_ evaluator: BlockEvaluator, _ points: [[Double]]) -> [[Double]] {
        let inputs = (0..<evaluator.inputCount).map { place in
            let column = UnsafeMutablePointer<Double>.allocate(capacity: points.count)
            for (row, point) in points.enumerated() { column[row] = point[place] }
            return column
        }
        let results = (0..<evaluator.outputCount).map { _ in UnsafeMutablePointer<Double>.allocate(capacity: points.count) }
        defer { for column in inputs + results { column.deallocate() } }
        evaluator.evaluate(inputs.map { UnsafePointer($0) }, into: results, count: points.count)
        return results.map { column in points.indices.map { column[$0] } }
    }

    /// The value and the second derivatives times a direction, which is part of the input: forward mode over reverse mode.
    private func hessianProduct(_ program: Program) throws -> Program {
        let gradient = try differentiation.gradient(program)
        let count = gradient.outputs.count
        return try differentiation.tangent(gradient).selecting(Array(0..<count) + Array((count + 1)..<(2 * count)))
    }

    @Test("a Hessian's entries are second derivatives: found two ways, and by differences of gradients", arguments: 0..<10)
    func hessiansAgree(round: Int) throws {
        var (compared, differences) = (0, 0)
        for seed in 0..<60 {
            var random = RandomPrograms(seed: UInt64(70_000 + round * 1000 + seed), variables: 4)
            guard let program = try? Compiler(store: random.store).program(for: [random.expression(depth: 3)], inputs: random.inputs),
                let hessian = try? differentiation.hessian(program), let product = try? hessianProduct(program)
            else { continue }
            let gradient = try differentiation.gradient(program)
            let kinks = differentiation.withKinks(program)
            let second = try? differentiation.jacobian(gradient.selecting(Array(1...4)))
            let point = random.point()
            let hessianValues = evaluator(hessian.program)
            let entries = hessianValues.evaluate(point)
            guard entries.allSatisfy({ $0.isFinite && $0.magnitude < 1e9 }) else { continue }
            var dense = [[Double]](repeating: [0, 0, 0, 0], count: 4)
            for (place, entry) in hessian.entries.enumerated() {
                dense[entry.row][entry.column] = entries[hessian.valueCount + place]
                dense[entry.column][entry.row] = entries[hessian.valueCount + place]
            }
            let bounds = tolerance(hessianValues, point, entries)
            let bound = (bounds.max() ?? 0) * 16
            if let second {
                let other = evaluator(second.program).evaluate(point)
                for (place, entry) in second.entries.enumerated() {
                    #expect((other[4 + place] - dense[entry.row][entry.column]).magnitude <= bound, "seed \(seed)")
                }
            }
            let direction = [0.25, -0.5, 1, 0.125]
            let applied = evaluator(product).evaluate(point + direction)
            for row in 0..<4 {
                let expected = zip(dense[row], direction).reduce(0) { $0 + $1.0 * $1.1 }
                #expect((applied[5 + row] - expected).magnitude <= bound, "seed \(seed), row \(row)")
            }
            let slopes = evaluator(gradient)
            func quotient(_ step: Double) -> [Double] {
                let ahead = slopes.evaluate(zip(point, direction).map { $0 + step * $1 })
                let behind = slopes.evaluate(zip(point, direction).map { $0 - step * $1 })
                return (1...4).map { (ahead[$0] - behind[$0]) / (2 * step) }
            }
            let (coarse, fine) = (quotient(0x1p-13), quotient(0x1p-16))
            for row in 0..<4 where (coarse[row] - fine[row]).magnitude <= 1e-5 * max(1, fine[row].magnitude) {
                // Across a kink quotients of one size may agree by chance; of smooth functions they all do.
                guard kinks.hasKinks == false else { continue }
                #expect((applied[5 + row] - fine[row]).magnitude <= 1e-3 * max(1, fine[row].magnitude), "seed \(seed), row \(row)")
                differences += 1
            }
            compared += 1
        }
        #expect(compared > 10)
        #expect(differences > 20)
    }
}
