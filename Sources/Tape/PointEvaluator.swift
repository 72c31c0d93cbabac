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
    private let inputOrder: [Int32]
    private let outputs: [Int]

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
        inputOrder = program.inputOrder
        outputs = layout.outputs
        instructionCount = layout.instructions.count
        gatheredCount = layout.indices.count
    }

    /// Evaluates at a point.
    public func evaluate(_ point: UnsafeBufferPointer<Double>, into results: UnsafeMutableBufferPointer<Double>) {
        for (place, number) in inputOrder.enumerated() { machine.memory[place] = point[Int(number)] }
        machine.run()
        for (place, position) in outputs.enumerated() { results[place] = machine.memory[position] }
    }

    /// The values at a point.
    public func evaluate(_ point: [Double]) -> [Double] {
        var results = [Double](repeating: 0, count: outputCount)
        point.withUnsafeBufferPointer { point in results.withUnsafeMutableBufferPointer { evaluate(point, into: $0) } }
        return results
    }
}
