import Expressions
import Reading
import Support
import Tape
import Testing

@Suite("Sparse derivatives and series")
struct MatrixLaws {
    private let library = FunctionLibrary()
    private var differentiation: Differentiation { Differentiation(library) }

    /// Functions of few of many variables, each.
    private func sparseFunctions(_ random: inout Randomness, _ count: Int) -> [String] {
        (0..<count).map { row in
            let names = (0..<3).map { _ in "x\(random.below(count))" }
            return random.pick([
                "\(names[0])*sin(\(names[1]))", "exp(\(names[0])/4) + \(names[1])*\(names[2])", "x\(row)^2 - \(names[2])", "5",
            ])
        }
    }

    @Test("colouring finds the dense Jacobian, with few sweeps", arguments: 0..<30)
    func jacobians(seed: UInt64) throws {
        var random = Randomness(seed: seed)
        let count = 6 + random.below(20)
        let store = ExprStore()
        let reader = Reader(store: store, catalogue: Catalogue(store: store))
        let functions = try sparseFunctions(&random, count).map { try reader.expression($0) }
        let inputs = (0..<count).map { store.symbol("x\($0)") }
        let program = try Compiler(store: store).program(for: functions, inputs: inputs)
        let point = (0..<count).map { _ in Double(random.below(64)) / 32 - 1 }
        let sparse = try differentiation.jacobian(program)
        #expect(sparse.sweepCount <= count)
        let found = PointEvaluator(sparse.program, library).evaluate(point)
        var dense = [[Double]](repeating: Array(repeating: 0, count: count), count: count)
        for (place, entry) in sparse.entries.enumerated() { dense[entry.row][entry.column] = found[sparse.valueCount + place] }
        let identity = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0.0 } }
        let columns = PointEvaluator(try differentiation.tangents(program, along: identity), library).evaluate(point)
        for row in 0..<count {
            for column in 0..<count {
                let expected = columns[count + column * count + row]
                #expect((dense[row][column] - expected).magnitude <= 1e-14 * max(1, expected.magnitude), "seed \(seed): \(row), \(column)")
            }
        }
        // A vector times the matrix, and the matrix times a vector, without the matrix.
        let vector = (0..<count).map { _ in Double(random.below(64)) / 32 - 1 }
        let left = PointEvaluator(try differentiation.adjoint(program), library).evaluate(point + vector)
        let right = PointEvaluator(try differentiation.tangent(program), library).evaluate(point + vector)
        for place in 0..<count {
            let (down, across) = (
                (0..<count).reduce(0) { $0 + vector[$1] * dense[$1][place] }, (0..<count).reduce(0) { $0 + vector[$1] * dense[place][$1] }
            )
            #expect((left[count + place] - down).magnitude <= 1e-13 * max(1, down.magnitude), "seed \(seed): \(place)")
            #expect((right[count + place] - across).magnitude <= 1e-13 * max(1, across.magnitude), "seed \(seed): \(place)")
        }
    }

    @Test("a Hessian of a long sum takes few sweeps, whichever way its terms overlap", arguments: [10, 50, 200])
    func longSums(count: Int) throws {
        let store = ExprStore()
        let reader = Reader(store: store, catalogue: Catalogue(store: store))
        let text = (0..<(count - 1)).map { "100*(x\($0 + 1) - x\($0)^2)^2 + (1 - x\($0))^2" }.joined(separator: " + ")
        let program = try Compiler(store: store).program(
            for: [try reader.expression(text)], inputs: (0..<count).map { store.symbol("x\($0)") })
        let hessian = try differentiation.hessian(program)
        #expect(hessian.sweepCount <= 4, "\(hessian.sweepCount)")
        #expect(hessian.entries.count == 2 * count - 1)
        let point = (0..<count).map { Double($0 % 7) / 4 - 0.75 }
        let found = PointEvaluator(hessian.program, library).evaluate(point)
        for (place, entry) in hessian.entries.enumerated() {
            let x = point[entry.column]
            var expected = entry.row == entry.column ? 0 : -400 * x
            if entry.row == entry.column {
                if entry.row + 1 < count { expected += 1200 * x * x - 400 * point[entry.row + 1] + 2 }
                if entry.row > 0 { expected += 200 }
            }
            #expect((found[hessian.valueCount + place] - expected).magnitude <= 1e-11 * max(1, expected.magnitude), "\(entry)")
        }
    }

    @Test("a list of assignments is the expression it stands for, and gives every value on the way")
    func assignments() throws {
        let store = ExprStore()
        let reader = Reader(store: store, catalogue: Catalogue(store: store))
        let texts = [
            ("z1", "w1/w2"), ("z2", "sin(2*pi*z1)"), ("z3", "exp(2*w2)"), ("z4", "3*z1 - z3"), ("z5", "z2 + z4"), ("z6", "z4*z5"),
        ]
        let list = try texts.map { (name: store.symbol($0.0) as Expr?, value: try reader.expression($0.1)) }
        let inputs = [store.symbol("w1"), store.symbol("w2")]
        let whole = try reader.expression("(sin(2*pi*w1/w2) + 3*w1/w2 - exp(2*w2))*(3*w1/w2 - exp(2*w2))")
        let program = try Compiler(store: store).program(for: list, inputs: inputs)
        let values = PointEvaluator(program, library).evaluate([0.75, 1.25])
        #expect(values.count == 6 && values[0] == 0.6)
        let stepwise = try differentiation.gradient(program.selecting([5]))
        let direct = try differentiation.gradient(try Compiler(store: store).program(for: [whole], inputs: inputs))
        let (a, b) = (
            PointEvaluator(stepwise, library).evaluate([0.75, 1.25]), PointEvaluator(direct, library).evaluate([0.75, 1.25])
        )
        for place in 0..<3 { #expect((a[place] - b[place]).magnitude <= 1e-13 * b[place].magnitude, "\(a) and \(b)") }
    }
}
