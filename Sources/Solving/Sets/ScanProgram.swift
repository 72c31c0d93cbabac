import Certified
import Expressions
import Tape

/// Expressions as functions on columns of doubles, for looking at many points at once.
struct ScanProgram {
    private let evaluator: BlockEvaluator

    /// Nil for expressions that doubles cannot follow: complex numbers, abstract functions.
    ///
    /// - Parameter inputs: the names that get values.
    init?(_ expressions: [Expr], of inputs: [Expr], _ solver: Solver) {
        let compiler = Compiler(store: solver.store) { constant in
            let bounds = solver.evaluator.bounds(of: constant)
            return bounds.lower.isFinite && bounds.upper.isFinite ? bounds.lower + (bounds.upper - bounds.lower) / 2 : nil
        }
        guard let program = try? compiler.program(for: expressions, inputs: inputs) else { return nil }
        evaluator = BlockEvaluator(program, solver.library)
    }

    /// The values: a column for each input, all of one length, to a column for each expression; `nan` where there is none.
    func values(_ columns: [[Double]]) -> [[Double]] {
        let count = columns.first?.count ?? 1
        var results = Array(repeating: [Double](repeating: .nan, count: count), count: evaluator.outputCount)
        guard count > 0 else { return results }
        let inputs = columns.map { column in
            let copy = UnsafeMutablePointer<Double>.allocate(capacity: count)
            copy.initialize(from: column, count: count)
            return copy
        }
        let outputs = results.map { _ in UnsafeMutablePointer<Double>.allocate(capacity: count) }
        defer { (inputs + outputs).forEach { $0.deallocate() } }
        evaluator.evaluate(inputs.map { UnsafePointer($0) }, into: outputs, count: count)
        for place in results.indices { results[place] = Array(UnsafeBufferPointer(start: outputs[place], count: count)) }
        return results
    }

    /// The values of the only expression in the only input.
    func values(_ column: [Double]) -> [Double] { values([column])[0] }
}
