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
    private let inputs: [(number: Int, register: Int)]
    private let outputs: [Int]

    /// What the registers of a block may take: they share the first cache with the columns of points.
    private static let cache = 24 << 10

    /// - Parameter library: where the formulas of functions are found.
    public init(_ program: Program, _ library: FunctionLibrary, set: InstructionSet = .best) {
        let steps = Steps(program, library, set)
        let allocation = RegisterAllocation(steps)
        registerCount = allocation.count
        blockSize = max(32, min(512, BlockEvaluator.cache / 8 / max(1, allocation.count) / 32 * 32))
        let size = blockSize
        inputCount = program.inputCount
        outputCount = program.outputs.count
        func position(_ register: Int32) -> UInt32 { register < 0 ? 0 : UInt32(Int(register) * size) }
        let instructions = allocation.steps.map { step in
            agnesi_tape_instruction(
                operation: UInt16(step.operation.rawValue), function: step.function, count: UInt32(size), result: position(step.result),
                a: position(step.a), b: position(step.b), c: position(step.second >= 0 ? step.second : step.c))
        }
        let constants = allocation.constants.flatMap { constant in
            (0..<size).map { (position: constant.register * size + $0, value: constant.value) }
        }
        machine = Machine(instructions, size: allocation.count * size, constants: constants, steps.functions)
        inputs = allocation.inputs
        outputs = allocation.outputs
    }

    /// Evaluates at `count` points: a column for each input, a column for each output.
    public func evaluate(
        _ columns: [UnsafePointer<Double>], into results: [UnsafeMutablePointer<Double>], count: Int
    ) {
        var start = 0
        while start < count {
            let size = min(blockSize, count - start)
            for (number, register) in inputs {
                let row = machine.memory + register * blockSize
                row.update(from: columns[number] + start, count: size)
                // The rest of the last block repeats a point, so that nothing slow or strange is computed there.
                if size < blockSize { (row + size).update(repeating: row[size - 1], count: blockSize - size) }
            }
            machine.run()
            for (number, register) in outputs.enumerated() {
                (results[number] + start).update(from: machine.memory + register * blockSize, count: size)
            }
            start += size
        }
    }
}

/// Registers for the values of a program: each is free again after the last use of its value.
struct RegisterAllocation {
    private(set) var steps: [Steps.Step] = []
    private(set) var count = 0
    private(set) var constants: [(register: Int, value: Double)] = []
    private(set) var inputs: [(number: Int, register: Int)] = []
    private(set) var outputs: [Int] = []

    init(_ source: Steps) {
        let program = source.program
        var registers = [Int32](repeating: -1, count: program.nodes.count)
        var lastUse = [Int](repeating: -1, count: program.nodes.count)
        for (place, step) in source.steps.enumerated() {
            for operand in [step.a, step.b, step.c] where operand >= 0 { lastUse[Int(operand)] = place }
        }
        for output in program.outputs { lastUse[Int(output)] = Int.max }
        var free: [Int32] = []
        func take() -> Int32 {
            if let register = free.popLast() { return register }
            count += 1
            return Int32(count - 1)
        }
        for (index, node) in program.nodes.enumerated() {
            switch node.operation {
            case .constant:
                registers[index] = take()
                constants.append((Int(registers[index]), program.constants[Int(node.a)]))
                lastUse[index] = Int.max
            case .input:
                registers[index] = take()
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
                registers[Int(value)] = take()
                placed[keyPath: path] = registers[Int(value)]
            }
            for value in [step.result, step.second] where value >= 0 && lastUse[Int(value)] < 0 { free.append(registers[Int(value)]) }
            steps.append(placed)
        }
        outputs = program.outputs.map { Int(registers[Int($0)]) }
    }
}
