import Expressions
import Glibc
import Reading
import Tape

/// Times programs: over a million points, and at one point again and again. One thread; medians of several runs.
///
/// Prints a line for each measurement: its name, a number, its unit. `Benchmarks/run` puts the peers beside them.

/// Seconds that an action takes: the median of so many runs.
func median(_ runs: Int = 15, _ action: () -> Void) -> Double {
    var times: [Double] = []
    for _ in 0..<runs {
        let start = seconds()
        action()
        times.append(seconds() - start)
    }
    return times.sorted()[times.count / 2]
}

/// The processor's time: what others run on the machine counts as little as can be.
func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
}

/// A text compiled with its names, in alphabetical order, as inputs.
func compiled(_ text: String) throws -> (program: Program, names: Int) {
    let store = ExprStore()
    let expr = try Reader(store: store, catalogue: Catalogue(store: store)).expression(text)
    let names = store.symbols(in: [expr])
    return (try Compiler(store: store).program(for: [expr], inputs: names), names.count)
}

func report(_ name: String, _ value: Double, _ unit: String) {
    print("\(name)\t\((value * 100).rounded() / 100)\t\(unit)")
}

let library = FunctionLibrary()
let differentiation = Differentiation(library)

/// Value and gradient at a million points, in nanoseconds a point.
@MainActor
func overPoints(_ name: String, _ text: String) throws {
    let (program, names) = try compiled(text)
    let gradient = try differentiation.gradient(program)
    let count = 1_000_000
    let columns = (0..<names).map { _ in
        let column = UnsafeMutablePointer<Double>.allocate(capacity: count)
        for row in 0..<count { column[row] = 0.5 + Double((row &* 2_654_435_761) % 1_000_003) * 1.5e-6 }
        return column
    }
    let results = (0...names).map { _ in
        let column = UnsafeMutablePointer<Double>.allocate(capacity: count)
        column.initialize(repeating: 0, count: count)
        return column
    }
    let inputs = columns.map { UnsafePointer($0) }
    let value = BlockEvaluator(program, library)
    let both = BlockEvaluator(gradient, library)
    let valueTime = median { value.evaluate(inputs, into: [results[0]], count: count) }
    let bothTime = median { both.evaluate(inputs, into: results, count: count) }
    report("\(name): value", valueTime / Double(count) * 1e9, "ns a point")
    report("\(name): value and gradient", bothTime / Double(count) * 1e9, "ns a point")
    report("\(name): gradient to value", bothTime / valueTime, "")
    report("\(name): registers", Double(both.registerCount), "of \(both.blockSize) points")
}

/// Seconds that one evaluation takes.
func time(_ evaluator: PointEvaluator, at point: [Double]) -> Double {
    var results = [Double](repeating: 0, count: evaluator.outputCount)
    let repetitions = 1000
    return point.withUnsafeBufferPointer { point in
        results.withUnsafeMutableBufferPointer { results in
            median { for _ in 0..<repetitions { evaluator.evaluate(point, into: results) } } / Double(repetitions)
        }
    }
}

/// Value and gradient at one point, in microseconds, and how long it takes from the text to the first gradient, in milliseconds.
@MainActor
func atOnePoint(_ name: String, _ text: String, _ coordinate: (Int) -> Double) throws {
    var pair: (program: Program, names: Int) = try compiled("x")
    var both = PointEvaluator(pair.program, library)
    let ready = median(7) {
        guard let fresh = try? compiled(text), let gradient = try? differentiation.gradient(fresh.program) else { return }
        pair = fresh
        both = PointEvaluator(gradient, library)
    }
    let store = ExprStore()
    report(
        "\(name): of that reading", median(7) { _ = try? Reader(store: store, catalogue: Catalogue(store: store)).expression(text) } * 1e3,
        "ms")
    report("\(name): of that reverse mode", median(7) { _ = try? differentiation.gradient(pair.program) } * 1e3, "ms")
    if let gradient = try? differentiation.gradient(pair.program) {
        report("\(name): of that arranging", median(7) { _ = PointEvaluator(gradient, library) } * 1e3, "ms")
    }
    let value = PointEvaluator(pair.program, library)
    let point = (0..<pair.names).map(coordinate)
    let (valueTime, bothTime) = (time(value, at: point), time(both, at: point))
    report("\(name): ready from the text", ready * 1e3, "ms")
    report("\(name): value", valueTime * 1e6, "us")
    report("\(name): value and gradient", bothTime * 1e6, "us")
    report("\(name): gradient to value", bothTime / valueTime, "")
    report("\(name): operands gathered", Double(both.gatheredCount), "in \(both.instructionCount) loops over \(pair.program.nodes.count)")
}

try overPoints("worked problem 15", "(sin(2*pi*w1/w2)+3*w1/w2-exp(2*w2))*(3*w1/w2-exp(2*w2))")
let rosenbrock = (1..<1000).map { "100*(x\($0 + 1) - x\($0)^2)^2 + (1 - x\($0))^2" }.joined(separator: " + ")
try atOnePoint("Rosenbrock in 1000 variables", rosenbrock) { Double($0 % 7) * 0.3 - 0.8 }
