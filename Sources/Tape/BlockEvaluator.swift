import CSLEEF

/// Runs a program at many points: blocks of points that stay in the first cache, one loop over the block for each instruction.
///
/// Registers, each a row of doubles, are used again when their value is no longer needed. Keeter, *Massively Parallel Rendering
/// of Complex Closed-Form Implicit Surfaces*, 2020, describes the interpreter's kind.
///
/// An evaluator belongs to one thread at a time.
public final class BlockEvaluator {
    /// How many points a block has.
    public let blockSize: Int
    /// How many numbers a point has.
    public let inputCount: Int
    /// How many values there are at a point.
    public let outputCount: Int
    /// How many rows of doubles the program needs at a time.
    public let registerCount: Int

    private let machine: Machine
    /// From one row to the next, in doubles.
    private let stride: Int
    private let inputs: [(number: Int, register: Int)]
    private let outputs: [Int]
    /// Whether a result can be computed where it is wanted: its register holds nothing else, and is asked for once.
    private let isDirect: [Bool]

    /// What the registers of a block may take: they share the first cache with the columns of points.
    private static let cache = 12 << 10

    /// - Parameter library: where the formulas of functions are found.
    public init(_ program: Program, _ library: FunctionLibrary, set: InstructionSet = .best) {
        let steps = Steps(program, library, set)
        let allocation = RegisterAllocation(steps)
        registerCount = allocation.count
        blockSize = max(32, min(512, BlockEvaluator.cache / 8 / max(1, allocation.count) / 32 * 32))
        let size = blockSize
        // Rows whose distance is a multiple of a page would hinder one another in the processor's buffers.
        let stride = size + Int(AGNESI_TAPE_PADDING)
        self.stride = stride
        inputCount = program.inputCount
        outputCount = program.outputs.count
        func row(_ register: Int32) -> UInt32 { register < 0 ? 0 : UInt32(register) }
        let instructions = allocation.steps.map { step in
            agnesi_tape_instruction(
                operation: UInt16(step.operation.rawValue), function: step.function, count: UInt32(size), result: row(step.result),
                a: row(step.a), b: row(step.b), c: row(step.second >= 0 ? step.second : step.c))
        }
        let constants = allocation.constants.flatMap { constant in
            (0..<size).map { (position: constant.register * stride + $0, value: constant.value) }
        }
        machine = Machine(
            instructions, rows: (0..<allocation.count).map { $0 * stride }, size: allocation.count * stride, constants: constants,
            steps.functions)
        inputs = allocation.inputs
        outputs = allocation.outputs
        isDirect = allocation.outputs.map { allocation.isOwn[$0] }
    }

    /// Evaluates at `count` points: a column for each input, a column for each output.
    ///
    /// - Parameter leftRange: called with the points of a block in which some sum, product, quotient or root was too large for a
    ///   double or too small, or a division by zero.
    public func evaluate(
        _ columns: [UnsafePointer<Double>], into results: [UnsafeMutablePointer<Double>], count: Int,
        leftRange: (Range<Int>) -> Void = { _ in }
    ) {
        var start = 0
        while start < count {
            let size = min(blockSize, count - start)
            // A whole block is read and written where it is; the rest of the last one repeats a point, so that nothing slow or
            // strange is computed there.
            let isWhole = size == blockSize
            for (number, register) in inputs {
                if isWhole {
                    machine.rows[register] = UnsafeMutablePointer(mutating: columns[number] + start)
                    continue
                }
                let row = home(register)
                row.update(from: columns[number] + start, count: size)
                (row + size).update(repeating: row[size - 1], count: blockSize - size)
                machine.rows[register] = row
            }
            for (number, register) in outputs.enumerated() where isDirect[number] {
                machine.rows[register] = isWhole ? results[number] + start : home(register)
            }
            if machine.run() { leftRange(start..<(start + size)) }
            for (number, register) in outputs.enumerated() where !(isWhole && isDirect[number]) {
                (results[number] + start).update(from: machine.rows[register] ?? home(register), count: size)
            }
            start += size
        }
    }

    private func home(_ register: Int) -> UnsafeMutablePointer<Double> { machine.memory + register * stride }
}

/// Registers for the values of a program: each is free again after the last use of its value.
struct RegisterAllocation {
    private(set) var steps: [Steps.Step] = []
    private(set) var count = 0
    private(set) var constants: [(register: Int, value: Double)] = []
    private(set) var inputs: [(number: Int, register: Int)] = []
    private(set) var outputs: [Int] = []
    /// Registers that hold one value only, and not an input or a constant.
    private(set) var isOwn: [Bool] = []

    init(_ source: Steps) {
        let program = source.program
        var registers = [Int32](repeating: -1, count: program.nodes.count)
        var lastUse = [Int](repeating: -1, count: program.nodes.count)
        for (place, step) in source.steps.enumerated() {
            for operand in [step.a, step.b, step.c] where operand >= 0 { lastUse[Int(operand)] = place }
        }
        for output in program.outputs { lastUse[Int(output)] = Int.max }
        // Inputs are read where they are, and results written where they are wanted: their registers serve nothing else.
        var isOutput = [Bool](repeating: false, count: program.nodes.count)
        for output in program.outputs { isOutput[Int(output)] = true }
        var free: [Int32] = []
        func take(_ value: Program.Value) -> Int32 {
            if !isOutput[Int(value)], let register = free.popLast() { return register }
            count += 1
            isOwn.append(isOutput[Int(value)])
            return Int32(count - 1)
        }
        for (index, node) in program.nodes.enumerated() {
            switch node.operation {
            case .constant:
                registers[index] = take(Program.Value(index))
                constants.append((Int(registers[index]), program.constants[Int(node.a)]))
                lastUse[index] = Int.max
            case .input:
                registers[index] = take(Program.Value(index))
                lastUse[index] = Int.max
                inputs.append((Int(node.a), Int(registers[index])))
            default: continue
            }
        }
        for (place, step) in source.steps.enumerated() {
            var placed = step
            for operand in [step.a, step.b, step.c] where operand >= 0 && lastUse[Int(operand)] == place {
                free.append(registers[Int(operand)])
                lastUse[Int(operand)] = -1
            }
            placed.a = step.a < 0 ? -1 : registers[Int(step.a)]
            placed.b = step.b < 0 ? -1 : registers[Int(step.b)]
            placed.c = step.c < 0 ? -1 : registers[Int(step.c)]
            for (value, path) in [(step.result, \Steps.Step.result), (step.second, \Steps.Step.second)] where value >= 0 {
                registers[Int(value)] = take(value)
                placed[keyPath: path] = registers[Int(value)]
            }
            for value in [step.result, step.second] where value >= 0 && lastUse[Int(value)] < 0 { free.append(registers[Int(value)]) }
            steps.append(placed)
        }
        outputs = program.outputs.map { Int(registers[Int($0)]) }
        for (index, node) in program.nodes.enumerated() where node.operation == .input || node.operation == .constant {
            if registers[index] >= 0 { isOwn[Int(registers[index])] = false }
        }
        for (place, register) in outputs.enumerated() where outputs[..<place].contains(register) { isOwn[register] = false }
    }
}
