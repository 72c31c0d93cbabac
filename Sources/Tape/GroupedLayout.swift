import CSLEEF

/// Where the values of a program stand in memory, and the instructions over groups of them.
///
/// A group holds steps of one operation and one depth in the program; where there are enough of one make, such a class is a group
/// of its own. The make of a value says how it comes from inputs, whichever they are: `x1 - x2` and `x3 - x4` are of one make.
/// Steps of one make stand in the order of their operands, so that operands, too, mostly are neighbours.
struct GroupedLayout {
    private let source: Steps
    private(set) var instructions: [agnesi_tape_instruction] = []
    private(set) var indices: [UInt32] = []
    private(set) var constants: [(position: Int, value: Double)] = []
    private(set) var outputs: [Int] = []
    private(set) var size: Int
    /// Where the rows of the instructions begin. The first is all of memory, out of which operands are gathered.
    private(set) var rows = [0]

    private var positions: [Int]
    /// Lists of values that have been gathered, and where they were put.
    private var gathered: [[Program.Value]: Int] = [:]
    /// Places whose values are needed no more, by their size.
    private var free: [Int: [Int]] = [:]
    private var constantRows: [[UInt64]: Int] = [:]
    private var rowNumbers: [Int: UInt32] = [:]

    /// A class of fewer steps of one make shares a loop with others.
    private static let smallestClass = 8

    init(_ source: Steps) {
        self.source = source
        positions = Array(repeating: -1, count: source.program.nodes.count)
        size = Machine.padded(source.program.inputCount)
    }

    mutating func place() {
        let program = source.program
        var inputPositions = [Int](repeating: 0, count: program.inputCount)
        for (position, number) in program.inputOrder.enumerated() { inputPositions[Int(number)] = position }
        for (index, node) in program.nodes.enumerated() where node.operation == .input {
            positions[index] = inputPositions[Int(node.a)]
        }
        let groups = groups()
        // The group after which a value is needed no more: its place can then be used again.
        var lastUse = [Int](repeating: -1, count: program.nodes.count)
        for (number, group) in groups.enumerated() {
            for step in group {
                for operand in [step.a, step.b, step.c] where operand >= 0 { lastUse[Int(operand)] = number }
            }
        }
        for output in program.outputs { lastUse[Int(output)] = Int.max }
        var ending = [[(position: Int, count: Int)]](repeating: [], count: groups.count)
        for (number, group) in groups.enumerated() {
            for place in place(group) {
                let last = place.values.reduce(number) { max($0, lastUse[Int($1)]) }
                if last < groups.count { ending[last].append((place.position, group.count)) }
            }
            for place in ending[number] { free[Machine.padded(place.count), default: []].append(place.position) }
        }
        outputs = program.outputs.map { output in
            let node = program.nodes[Int(output)]
            return node.operation == .constant ? constantRow([program.constants[Int(node.a)]]) : positions[Int(output)]
        }
    }

    private struct Key: Hashable {
        let depth: Int32
        let operation: UInt16
        let function: UInt16
        var make: UInt64
    }

    private func groups() -> [[Steps.Step]] {
        let program = source.program
        var depths = [Int32](repeating: 0, count: program.nodes.count)
        var makes = [UInt64](repeating: 1, count: program.nodes.count)
        for (index, node) in program.nodes.enumerated() where node.operation == .constant {
            makes[index] = GroupedLayout.mix(program.constants[Int(node.a)].bitPattern, 2)
        }
        var classes: [Key: Int32] = [:]
        var members: [(key: Key, count: Int32)] = []
        var placed: [(step: Steps.Step, member: Int32)] = []
        placed.reserveCapacity(source.steps.count)
        for step in source.steps {
            var step = step
            if step.isSymmetric, makes[Int(step.a)] > makes[Int(step.b)] { swap(&step.a, &step.b) }
            var depth: Int32 = 0
            var make = GroupedLayout.mix(UInt64(step.operation.rawValue), UInt64(step.function))
            for operand in [step.a, step.b, step.c] where operand >= 0 {
                depth = max(depth, depths[Int(operand)])
                make = GroupedLayout.mix(make, makes[Int(operand)])
            }
            depths[Int(step.result)] = depth + 1
            makes[Int(step.result)] = make
            if step.second >= 0 {
                depths[Int(step.second)] = depth + 1
                makes[Int(step.second)] = make &+ 1
            }
            let key = Key(depth: depth, operation: UInt16(step.operation.rawValue), function: step.function, make: make)
            let member: Int32
            if let known = classes[key] {
                member = known
                members[Int(member)].count += 1
            } else {
                member = Int32(members.count)
                classes[key] = member
                members.append((key, 1))
            }
            placed.append((step, member))
        }
        return joined(placed, members)
    }

    /// The classes as groups, small ones of one operation and depth together, by depth.
    private func joined(_ placed: [(step: Steps.Step, member: Int32)], _ members: [(key: Key, count: Int32)]) -> [[Steps.Step]] {
        var groups: [[Steps.Step]] = []
        var depths: [Int32] = []
        var numbers: [Key: Int] = [:]
        let groupOfMember = members.map { member in
            var key = member.key
            if member.count < GroupedLayout.smallestClass { key.make = 0 }
            if let known = numbers[key] { return known }
            numbers[key] = groups.count
            groups.append([])
            depths.append(key.depth)
            return groups.count - 1
        }
        for (step, member) in placed { groups[groupOfMember[Int(member)]].append(step) }
        return groups.indices.sorted { (depths[$0], $0) < (depths[$1], $1) }.map { groups[$0] }
    }

    private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        var hash = (a ^ (b &* 0x9E37_79B9_7F4A_7C15)) &* 0xBF58_476D_1CE4_E5B9
        hash ^= hash >> 31
        return hash &* 0x94D0_49BB_1331_11EB
    }

    /// Places a group and gives the places of its results.
    private mutating func place(_ unsorted: [Steps.Step]) -> [(position: Int, values: [Program.Value])] {
        var group = unsorted
        if group.count > 2 {
            let order = group.map { position($0.a, $0.b) }
            let isSorted = order.indices.dropFirst().allSatisfy { order[$0 - 1] <= order[$0] }
            if !isSorted { group = group.indices.sorted { (order[$0], $0) < (order[$1], $1) }.map { unsorted[$0] } }
        }
        let a = operand(group.map { $0.a })
        let b = operand(group.map { $0.b })
        let c = operand(group.map { $0.c })
        let result = reserve(group.count)
        var places = [(position: result, values: group.map(\.result))]
        for (offset, step) in group.enumerated() { positions[Int(step.result)] = result + offset }
        var last = c
        if group[0].second >= 0 {
            last = reserve(group.count)
            places.append((last, group.map(\.second)))
            for (offset, step) in group.enumerated() { positions[Int(step.second)] = last + offset }
        }
        instructions.append(
            agnesi_tape_instruction(
                operation: UInt16(group[0].operation.rawValue), function: group[0].function, count: UInt32(group.count),
                result: row(result), a: row(a), b: row(b), c: row(last)))
        return places
    }

    /// Where the first operand that is no constant stands.
    private func position(_ a: Program.Value, _ b: Program.Value) -> Int {
        let first = positions[Int(a)]
        if first >= 0 || b < 0 { return first }
        return positions[Int(b)]
    }

    private mutating func row(_ position: Int) -> UInt32 {
        if position == 0 { return 0 }
        if let known = rowNumbers[position] { return known }
        rows.append(position)
        rowNumbers[position] = UInt32(rows.count - 1)
        return UInt32(rows.count - 1)
    }

    /// A place for so many values, which may have served others before.
    private mutating func reserve(_ count: Int) -> Int { free[Machine.padded(count)]?.popLast() ?? extend(count) }

    /// A place of its own.
    private mutating func extend(_ count: Int) -> Int {
        let position = size
        size += Machine.padded(count)
        return position
    }

    /// Where the operands of a group stand next to one another.
    private mutating func operand(_ values: [Program.Value]) -> Int {
        guard values[0] >= 0 else { return 0 }
        let program = source.program
        if values.allSatisfy({ program.nodes[Int($0)].operation == .constant }) {
            return constantRow(values.map { program.constants[Int(program.nodes[Int($0)].a)] })
        }
        let places = values.map { value in
            let node = program.nodes[Int(value)]
            return node.operation == .constant ? constantRow([program.constants[Int(node.a)]]) : positions[Int(value)]
        }
        if places.indices.allSatisfy({ places[$0] == places[0] + $0 }) { return places[0] }
        if let known = gathered[values] { return known }
        let list = places.map { UInt32($0) }
        let position = extend(list.count)
        instructions.append(
            agnesi_tape_instruction(
                operation: UInt16(AGNESI_TAPE_GATHER.rawValue), function: 0, count: UInt32(list.count), result: row(position),
                a: 0, b: UInt32(indices.count), c: 0))
        indices += list
        gathered[values] = position
        return position
    }

    private mutating func constantRow(_ values: [Double]) -> Int {
        let key = values.map(\.bitPattern)
        if let known = constantRows[key] { return known }
        let position = extend(values.count)
        for (offset, value) in values.enumerated() { constants.append((position + offset, value)) }
        constantRows[key] = position
        return position
    }
}

extension Steps.Step {
    /// Whether the first two operands may change places.
    fileprivate var isSymmetric: Bool {
        switch operation {
        case AGNESI_TAPE_ADD, AGNESI_TAPE_MULTIPLY, AGNESI_TAPE_MULTIPLY_ADD, AGNESI_TAPE_MULTIPLY_SUBTRACT,
            AGNESI_TAPE_SUBTRACT_MULTIPLY:
            true
        default: false
        }
    }
}
