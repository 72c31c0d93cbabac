import Expressions
import Foundation
import Reading
import Tape

/// Times programs: over a million points, and at one point again and again. One thread; medians of several runs.
///
/// `TapeTiming kernels` measures single functions. `TapeTiming [FOLDER [NAME…]]` prints a line for each measurement: its name, a number, its unit. The folder holds the texts that
/// `programs.py` writes; `Benchmarks/run programs` puts the peers beside them.

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

/// A text compiled with these names as inputs.
func compiled(_ text: String, _ names: [String]) throws -> Program {
    let store = ExprStore()
    let expr = try Reader(store: store, catalogue: Catalogue(store: store)).expression(text)
    return try Compiler(store: store).program(for: [expr], inputs: names.map { store.symbol($0) })
}

func report(_ name: String, _ value: Double, _ unit: String) {
    print("\(name)\t\((value * 100).rounded() / 100)\t\(unit)")
}

let library = FunctionLibrary()
let differentiation = Differentiation(library)

/// Value and gradient at a million points, in nanoseconds a point.
@MainActor
func overPoints(_ name: String, _ text: String, _ names: [String]) throws {
    let program = try compiled(text, names)
    let gradient = try differentiation.gradient(program)
    let count = 1_000_000
    let columns = names.map { _ in
        let column = UnsafeMutablePointer<Double>.allocate(capacity: count)
        for row in 0..<count { column[row] = 0.5 + Double((row &* 2_654_435_761) % 1_000_003) * 1.5e-6 }
        return column
    }
    let results = (0...names.count).map { _ in
        let column = UnsafeMutablePointer<Double>.allocate(capacity: count)
        column.initialize(repeating: 0, count: count)
        return column
    }
    let inputs = columns.map { UnsafePointer($0) }
    let value = BlockEvaluator(program, library)
    let both = BlockEvaluator(gradient, library)
    let valueTime = median { value.evaluate(inputs, into: [results[0]], count: count) }
    let bothTime = median { both.evaluate(inputs, into: results, count: count) }
    report("\(name): agnesi, value", valueTime / Double(count) * 1e9, "ns a point")
    report("\(name): agnesi, value and gradient", bothTime / Double(count) * 1e9, "ns a point")
    report("\(name): agnesi, gradient to value", bothTime / valueTime, "")
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
///
/// The file holds the text, the names and the point, a line each.
@MainActor
func atOnePoint(_ name: String, _ path: String) throws {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    let names = lines[1].split(separator: " ").map(String.init)
    let point = lines[2].split(separator: " ").compactMap { Double($0) }
    var program = try compiled(lines[0], names)
    var both = PointEvaluator(program, library)
    let ready = median(7) {
        guard let fresh = try? compiled(lines[0], names), let gradient = try? differentiation.gradient(fresh) else { return }
        program = fresh
        both = PointEvaluator(gradient, library)
    }
    report("\(name): agnesi, ready", ready * 1e3, "ms")
    let value = PointEvaluator(program, library)
    let (valueTime, bothTime) = (time(value, at: point), time(both, at: point))
    report("\(name): agnesi, value", valueTime * 1e6, "us")
    report("\(name): agnesi, value and gradient", bothTime * 1e6, "us")
    report("\(name): agnesi, gradient to value", bothTime / valueTime, "")
    report(
        "\(name): agnesi, operands gathered", Double(both.gatheredCount),
        "in \(both.instructionCount) loops over \(program.nodes.count) values")
}

if CommandLine.arguments.dropFirst() != ["kernels"] {
    try overPoints("problem 15", "(sin(2*pi*w1/w2)+3*w1/w2-exp(2*w2))*(3*w1/w2-exp(2*w2))", ["w1", "w2"])
}
if CommandLine.arguments.dropFirst() == ["kernels"] {
    try measureKernels()
} else if CommandLine.arguments.count > 1 {
    let names = CommandLine.arguments.count > 2 ? Array(CommandLine.arguments[2...]) : ["rosenbrock", "gmm", "ba"]
    for name in names { try atOnePoint(name, "\(CommandLine.arguments[1])/\(name).txt") }
}
