import CSLEEF

/// Runs a program at one point after another: instructions of the same kind that do not depend on one another run as one loop.
///
/// The steps are sorted by their depth in the program and by their operation. The results of such a group are neighbours in
/// memory; where the operands are not, they are gathered first. So sums over many like terms run on vectors.
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
        outputs = layout.outputs
        instructionCount = layout.instructions.count
        gatheredCount = layout.indices.count
    }

    /// Evaluates at a point.
    public func evaluate(_ point: UnsafeBufferPointer<Double>, into results: UnsafeMutableBufferPointer<Double>) {
        if let start = point.baseAddress { machine.memory.update(from: start, count: inputCount) }
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

/// Where the values of a program stand in memory, and the instructions over groups of them.
private struct GroupedLayout {
    private let source: Steps
    private(set) var instructions: [agnesi_tape_instruction] = []
    private(set) var indices: [UInt32] = []
    private(set) var constants: [(position: Int, value: Double)] = []
    private(set) var outputs: [Int] = []
    private(set) var size: Int
    /// Where the rows of the instructions begin. The first is all of memory, out of which operands are gathered.
    private(set) var rows = [0]

    private var positions: [Int]
    /// Lists of positions that have been gathered, and where they were put.
    private var gathered: [[UInt32]: Int] = [:]
    private var constantRows: [[UInt64]: Int] = [:]
    private var rowNumbers: [Int: UInt32] = [:]

    init(_ source: Steps) {
        self.source = source
        positions = Array(repeating: -1, count: source.program.nodes.count)
        size = Machine.padded(source.program.inputCount)
    }

    mutating func place() {
        let program = source.program
        for (index, node) in program.nodes.enumerated() where node.operation == .input { positions[index] = Int(node.a) }
        for group in groups() { place(group) }
        outputs = program.outputs.map { output in
            let node = program.nodes[Int(output)]
            return node.operation == .constant ? constantRow([program.constants[Int(node.a)]]) : positions[Int(output)]
        }
    }

    /// The steps by depth and operation, each group in the order of its first operands.
    private func groups() -> [[Steps.Step]] {
        var depths = [Int32](repeating: 0, count: source.program.nodes.count)
        var keyed: [(key: UInt64, place: Int32)] = []
        keyed.reserveCapacity(source.steps.count)
        for (place, step) in source.steps.enumerated() {
            var depth: Int32 = 0
            for operand in [step.a, step.b, step.c] where operand >= 0 { depth = max(depth, depths[Int(operand)]) }
            depths[Int(step.result)] = depth + 1
            if step.second >= 0 { depths[Int(step.second)] = depth + 1 }
            keyed.append((UInt64(depth) << 32 | UInt64(step.operation.rawValue) << 16 | UInt64(step.function), Int32(place)))
        }
        keyed.sort { $0.key != $1.key ? $0.key < $1.key : $0.place < $1.place }
        var groups: [[Steps.Step]] = []
        var last: UInt64?
        for (key, place) in keyed {
            if key != last { groups.append([]) }
            last = key
            groups[groups.count - 1].append(source.steps[Int(place)])
        }
        return groups
    }

    private mutating func place(_ unsorted: [Steps.Step]) {
        let group = unsorted.count < 3 ? unsorted : unsorted.sorted { order($0) < order($1) }
        let a = operand(group.map(\.a))
        let b = operand(group.map(\.b))
        let c = operand(group.map(\.c))
        let result = reserve(group.count)
        for (offset, step) in group.enumerated() { positions[Int(step.result)] = result + offset }
        var last = c
        if group[0].second >= 0 {
            last = reserve(group.count)
            for (offset, step) in group.enumerated() { positions[Int(step.second)] = last + offset }
        }
        instructions.append(
            agnesi_tape_instruction(
                operation: UInt16(group[0].operation.rawValue), function: group[0].function, count: UInt32(group.count),
                result: row(result), a: row(a), b: row(b), c: row(last)))
    }

    /// Constants come after what varies.
    private func order(_ step: Steps.Step) -> (Int, Int, Int32) {
        func position(_ value: Program.Value) -> Int {
            guard value >= 0 else { return Int.max }
            let position = positions[Int(value)]
            return position < 0 ? Int.max : position
        }
        return (position(step.a), position(step.b), step.result)
    }

    private mutating func row(_ position: Int) -> UInt32 {
        if position == 0 { return 0 }
        if let known = rowNumbers[position] { return known }
        rows.append(position)
        rowNumbers[position] = UInt32(rows.count - 1)
        return UInt32(rows.count - 1)
    }

    private mutating func reserve(_ count: Int) -> Int {
        let position = size
        size += Machine.padded(count)
        return position
    }

    /// Where the operands of a group stand next to one another.
    private mutating func operand(_ values: [Program.Value]) -> Int {
        guard values[0] >= 0 else { return 0 }
        let nodes = source.program.nodes
        if values.allSatisfy({ nodes[Int($0)].operation == .constant }) {
            return constantRow(values.map { source.program.constants[Int(nodes[Int($0)].a)] })
        }
        let places = values.map { value in
            let node = nodes[Int(value)]
            return node.operation == .constant ? constantRow([source.program.constants[Int(node.a)]]) : positions[Int(value)]
        }
        if places.indices.allSatisfy({ places[$0] == places[0] + $0 }) { return places[0] }
        let list = places.map { UInt32($0) }
        if let known = gathered[list] { return known }
        let position = reserve(list.count)
        instructions.append(
            agnesi_tape_instruction(
                operation: UInt16(AGNESI_TAPE_GATHER.rawValue), function: 0, count: UInt32(list.count), result: row(position),
                a: 0, b: UInt32(indices.count), c: 0))
        indices += list
        gathered[list] = position
        return position
    }

    private mutating func constantRow(_ values: [Double]) -> Int {
        let key = values.map(\.bitPattern)
        if let known = constantRows[key] { return known }
        let position = reserve(values.count)
        for (offset, value) in values.enumerated() { constants.append((position + offset, value)) }
        constantRows[key] = position
        return position
    }
}
