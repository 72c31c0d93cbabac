import Exact
import Expressions
import Support
import Tape
import Testing
import Vocabulary

@testable import Tape

/// What the function table says of rounding, and what programs with bounds make of it.
@Suite("Bounds of rounding errors")
struct ErrorBoundLaws {
    private static let kernels = Vocabulary.functions.indices.map { FunctionID(index: UInt16($0)) }.filter { id in
        switch Vocabulary.row(id).block {
        case .sleef, .joint, .scalar:
            if case .definition = Vocabulary.row(id).double { return false }
            let row = Vocabulary.row(id)
            return !row.isAbbreviation || [KnownFunction.logarithmOfOnePlus, KnownFunction.exponentialLessOne].contains(id)
        case .instruction, .formula: return false
        }
    }

    @Test("the table knows how every kernel errs")
    func completeness() {
        for id in ErrorBoundLaws.kernels { #expect(Vocabulary.row(id).rounding != nil, "\(Vocabulary.row(id).name)") }
    }

    private static func value(_ id: FunctionID, _ arguments: [Double]) -> Double {
        switch Vocabulary.row(id).double {
        case .unary(let kernel): kernel(arguments[0])
        case .binary(let kernel), .fold(let kernel): kernel(arguments[0], arguments[1])
        case .definition: .nan
        }
    }

    @Test("a value moves no further than its spread", arguments: kernels.map { Vocabulary.row($0).name })
    func spread(name: String) throws {
        let id = try #require(Vocabulary.function(named: name))
        let library = FunctionLibrary()
        let spread = PointEvaluator(try #require(library.spread(id)), library)
        let count = Vocabulary.row(id).parameters.count
        var random = Randomness(seed: 11)
        func unit() -> Double { Double(random.below(1 << 30)) / Double(1 << 30) }
        var compared = 0
        for _ in 0..<800 {
            let arguments = (0..<count).map { _ in
                random.oneIn(3)
                    ? Double(random.below(12)) : (unit() * 16 - 4) * Double(sign: .plus, exponent: random.below(8) - 5, significand: 1)
            }
            let size = Double(sign: .plus, exponent: -random.below(30), significand: 1)
            let radii = arguments.map { random.oneIn(4) ? 0 : ($0.magnitude + 0.01) * size }
            let middle = ErrorBoundLaws.value(id, arguments)
            let bound = spread.evaluate(arguments + radii + [middle])[0]
            guard middle.isFinite, bound.isFinite else { continue }
            compared += 1
            for _ in 0..<6 {
                let moved = zip(arguments, radii).map { $0 + $1 * (random.oneIn(2) ? (random.oneIn(2) ? 1 : -1) : unit() * 2 - 1) }
                let distance = (ErrorBoundLaws.value(id, moved) - middle).magnitude
                // The kernels' own errors come on top, and those of moving the arguments.
                let slack = 1e-13 * (1 + middle.magnitude) + 1e-12 * bound
                #expect(distance <= bound + slack, "\(name) at \(arguments) ± \(radii): \(distance), not \(bound)")
            }
        }
        #expect(compared > 50, "\(compared)")
    }

    @Test("a complement is one less the function")
    func complements() throws {
        let library = FunctionLibrary()
        var compared = 0
        for index in Vocabulary.functions.indices {
            let id = FunctionID(index: UInt16(index))
            for isSquare in [false, true] {
                guard let form = library.complement(id, ofSquare: isSquare) else { continue }
                let evaluator = PointEvaluator(form, library)
                for step in -40...40 {
                    let x = Double(step) / 16
                    let value = ErrorBoundLaws.value(id, [x])
                    let expected = 1 - (isSquare ? value * value : value)
                    #expect(
                        (evaluator.evaluate([x])[0] - expected).magnitude < 1e-12 * max(1, expected.magnitude),
                        "\(Vocabulary.row(id).name) at \(x)")
                    compared += 1
                }
            }
        }
        #expect(compared > 500)
    }

    @Test("what is exact has no error, and what left the range is not taken for 0")
    func exactness() throws {
        let store = ExprStore()
        let (x, y) = (store.symbol("x"), store.symbol("y"))
        let library = FunctionLibrary()
        func excess(_ expr: Expr, _ point: [Double], _ errors: [Double]) throws -> Double {
            let program = try Compiler(store: store).program(for: [expr], inputs: [x, y])
            let (bounded, isBounded) = ErrorBounds.adding(to: program, accuracy: 1e-9, .thorough, library)
            #expect(isBounded)
            return PointEvaluator(bounded, library).evaluate(point + errors)[1]
        }
        let difference = store.difference(store.power(x, store.number(2)), store.number(1))
        #expect(try excess(difference, [1, 0], [0, 0]) <= 0)
        #expect(try excess(difference, [1, 0], [0x1p-53, 0]) > 0)
        #expect(try excess(store.difference(store.quotient(x, y), store.number(Rational(3, 4))), [3, 4], [0, 0]) <= 0)
        #expect(try excess(store.difference(store.quotient(x, y), store.number(Rational(1, 3))), [1, 3], [0, 0]) > 0)
        #expect(try excess(store.product([x, y]), [1e-200, 1e-200], [0, 0]) > 0)
        #expect(try excess(store.product([x, y]), [0, 1e-200], [0, 0]) <= 0)
        let small = store.product([store.call(KnownFunction.exponential, x), y])
        #expect(!(try excess(small, [-800, 1e-20], [0, 0]) <= 0))
        #expect(!(try excess(store.quotient(y, store.call(KnownFunction.exponential, x)), [800, 1], [0, 0]) <= 0))
    }
}
