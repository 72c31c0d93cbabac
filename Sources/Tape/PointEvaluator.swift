import CSLEEF

/// Runs a program at one point after another: instructions of the same kind that do not depend on one another run as one loop.
///
/// The results of such a group are neighbours in memory; where the operands are not, they are gathered first. So sums over many
/// like terms run on vectors (`GroupedLayout`).
///
/// An evaluator belongs to one thread at a time.
public final class PointEvaluator {
    /// How many numbers a point has.
    public let inputCount: Int
    /// How many values there are at a point.
    public let outputCount: Int
    /// How many loops a run takes.
    public let instructionCount: Int
    /// How many operands have to be brought together from different places.
    public let gatheredCount: Int

    private let machine: Machine
    private let inputs: [Run]
    private let outputs: [Run]

    /// Neighbours that stay neighbours where they are copied.
    private struct Run {
        let from: Int
        let to: Int
        var count: Int

        /// The runs of a copy whose element `place` comes from `sources[place]`.
        static func runs(_ sources: [Int]) -> [Run] {
            var runs: [Run] = []
            for (place, source) in sources.enumerated() {
                if let last = runs.last, last.from + last.count == source {
                    runs[runs.count - 1].count += 1
                } else {
                    runs.append(Run(from: source, to: place, count: 1))
                }
            }
            return runs
        }
    }

    /// - Parameter library: where the formulas of functions are found.
    public init(_ program: Program, _ library: FunctionLibrary, set: InstructionSet = .best) {
        let steps = Steps(program, library, set)
        var layout = GroupedLayout(steps)
        layout.place()
        inputCount = program.inputCount
        outputCount = program.outputs.count
        machine = Machine(
            layout.instructions, rows: layout.rows, size: layout.size, constants: layout.constants, indices: layout.indices,
            steps.functions)
        inputs = Run.runs(program.inputOrder.map { Int($0) })
        outputs = Run.runs(layout.outputs)
        instructionCount = layout.instructions.count
        gatheredCount = layout.indices.count
    }

    /// Evaluates at a point.
    public func evaluate(_ point: UnsafeBufferPointer<Double>, into results: UnsafeMutableBufferPointer<Double>) {
        if let start = point.baseAddress {
            for run in inputs { (machine.memory + run.to).update(from: start + run.from, count: run.count) }
        }
        machine.run()
        if let start = results.baseAddress {
            for run in outputs { (start + run.to).update(from: machine.memory + run.from, count: run.count) }
        }
    }

    /// The values at a point.
    public func evaluate(_ point: [Double]) -> [Double] {
        var results = [Double](repeating: 0, count: outputCount)
        point.withUnsafeBufferPointer { point in results.withUnsafeMutableBufferPointer { evaluate(point, into: $0) } }
        return results
    }
}
