import CSLEEF

/// The interpreter's memory and a list of instructions over it.
final class Machine {
    let memory: UnsafeMutablePointer<Double>
    /// Where the rows of the instructions are; a row may be moved out of memory, to where its numbers are or are wanted.
    let rows: UnsafeMutablePointer<UnsafeMutablePointer<Double>?>
    private let set: InstructionSet
    private let instructions: [agnesi_tape_instruction]
    private let indices: [UInt32]
    private let functions: [agnesi_tape_function]

    /// - Parameters:
    ///   - rows: where in memory each row begins.
    ///   - size: how many doubles the instructions work on.
    ///   - constants: what memory holds from the start, by position.
    init(
        _ instructions: [agnesi_tape_instruction], rows starts: [Int], size: Int, constants: [(position: Int, value: Double)],
        indices: [UInt32] = [],
        _ functions: FunctionTable
    ) {
        self.instructions = instructions
        self.indices = indices
        self.functions = functions.rows
        set = functions.set
        let size = size + Int(AGNESI_TAPE_PADDING)
        memory = .allocate(capacity: size)
        memory.initialize(repeating: 0, count: size)
        for (position, value) in constants { memory[position] = value }
        rows = .allocate(capacity: max(1, starts.count))
        for (row, start) in starts.enumerated() { (rows + row).initialize(to: memory + start) }
    }

    deinit {
        memory.deallocate()
        rows.deallocate()
    }

    /// Runs the instructions; whether an arithmetic operation left the range of doubles or divided by zero.
    @inline(__always)
    @discardableResult
    func run() -> Bool {
        agnesi_tape_run(set.code, instructions, UInt32(instructions.count), rows, indices, functions) != 0
    }

    /// A count rounded up to whole vectors.
    static func padded(_ count: Int) -> Int {
        let width = Int(AGNESI_TAPE_PADDING)
        return (count + width - 1) / width * width
    }
}
