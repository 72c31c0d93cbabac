import Vocabulary

/// Makes programs. Equal values are made once (value numbering), and what is 0 or 1 by structure costs nothing.
struct ProgramBuilder {
    typealias Value = Program.Value
    typealias Node = Program.Node

    private(set) var nodes: [Node] = []
    private(set) var constants: [Double] = []
    let inputCount: Int
    /// See `Program.inputOrder`.
    var inputOrder: [Int32]
    /// Open addressing: positions in `nodes` plus one.
    private var table: [Int32]
    private var constantPlaces: [UInt64: Value] = [:]
    /// Which nodes a branch may make 0, as far as that has been asked.
    private var vanishing: [Bool] = []

    init(inputCount: Int, capacity: Int = 64) {
        self.inputCount = inputCount
        inputOrder = (0..<inputCount).map { Int32($0) }
        var size = 256
        while size < capacity * 2 { size *= 2 }
        table = Array(repeating: 0, count: size)
        nodes.reserveCapacity(capacity)
    }

    /// Goes on from a program; its values keep their positions.
    init(_ program: Program) {
        self.init(inputCount: program.inputCount, capacity: program.nodes.count * 4)
        nodes = program.nodes
        constants = program.constants
        inputOrder = program.inputOrder
        for (place, node) in nodes.enumerated() {
            if node.operation == .constant {
                constantPlaces[constants[Int(node.a)].bitPattern] = Value(place)
            } else {
                remember(node, Value(place))
            }
        }
    }

    /// The program that gives these values.
    func program(_ outputs: [Value]) -> Program {
        Program(nodes: nodes, constants: constants, inputCount: inputCount, outputs: outputs, inputOrder: inputOrder).pruned()
    }

    // MARK: Leaves

    mutating func input(_ number: Int) -> Value { make(Node(.input, Value(number))) }

    mutating func constant(_ number: Double) -> Value {
        if let known = constantPlaces[number.bitPattern] { return known }
        let place = Value(nodes.count)
        nodes.append(Node(.constant, Value(constants.count)))
        constants.append(number)
        constantPlaces[number.bitPattern] = place
        return place
    }

    /// The number that a value is, where it is a constant.
    @inline(__always)
    func number(_ value: Value) -> Double? {
        let node = nodes[Int(value)]
        return node.operation == .constant ? constants[Int(node.a)] : nil
    }

    @inline(__always)
    private func isNegation(_ value: Value) -> Bool { nodes[Int(value)].operation == .negate }

    // MARK: Arithmetic

    mutating func add(_ a: Value, _ b: Value) -> Value {
        let (left, right) = (number(a), number(b))
        if let left, let right { return constant(left + right) }
        if left == 0 { return b }
        if right == 0 { return a }
        // Signs move outward, so that a sum and its opposite are one value.
        if isNegation(a), isNegation(b) {
            let opposite = add(nodes[Int(a)].a, nodes[Int(b)].a)
            return negate(opposite)
        }
        if isNegation(b) { return subtract(a, nodes[Int(b)].a) }
        if isNegation(a) { return subtract(b, nodes[Int(a)].a) }
        return make(a <= b ? Node(.add, a, b) : Node(.add, b, a))
    }

    mutating func subtract(_ a: Value, _ b: Value) -> Value {
        let (left, right) = (number(a), number(b))
        if let left, let right { return constant(left - right) }
        if left == 0 { return negate(b) }
        if right == 0 { return a }
        if isNegation(b) { return add(a, nodes[Int(b)].a) }
        if isNegation(a) {
            let opposite = add(nodes[Int(a)].a, b)
            return negate(opposite)
        }
        return make(Node(.subtract, a, b))
    }

    mutating func multiply(_ a: Value, _ b: Value) -> Value {
        let (left, right) = (number(a), number(b))
        if let left, let right { return constant(left * right) }
        if let left { return scaled(b, by: left, a) }
        if let right { return scaled(a, by: right, b) }
        if isNegation(a) {
            let product = multiply(nodes[Int(a)].a, b)
            return negate(product)
        }
        if isNegation(b) {
            let product = multiply(a, nodes[Int(b)].a)
            return negate(product)
        }
        return make(a <= b ? Node(.multiply, a, b) : Node(.multiply, b, a))
    }

    private mutating func scaled(_ value: Value, by factor: Double, _ place: Value) -> Value {
        if factor == 0 { return constant(0) }
        if factor == 1 { return value }
        if factor == -1 { return negate(value) }
        let node = nodes[Int(value)]
        if node.operation == .negate {
            let opposite = constant(-factor)
            return multiply(node.a, opposite)
        }
        if node.operation == .multiply, let inner = number(node.a) ?? number(node.b), (inner * factor).isNormal {
            let both = constant(inner * factor)
            return multiply(both, number(node.a) == nil ? node.a : node.b)
        }
        return value <= place ? make(Node(.multiply, value, place)) : make(Node(.multiply, place, value))
    }

    mutating func divide(_ a: Value, _ b: Value) -> Value {
        let (left, right) = (number(a), number(b))
        if let left, let right, right != 0 { return constant(left / right) }
        if left == 0 { return a }
        if right == 1 { return a }
        if right == -1 { return negate(a) }
        if isNegation(a) {
            let quotient = divide(nodes[Int(a)].a, b)
            return negate(quotient)
        }
        return make(Node(.divide, a, b))
    }

    mutating func negate(_ a: Value) -> Value {
        if let number = number(a) { return constant(-number) }
        let node = nodes[Int(a)]
        if node.operation == .negate { return node.a }
        return make(Node(.negate, a))
    }

    mutating func squareRoot(_ a: Value) -> Value {
        if let number = number(a) { return constant(number.squareRoot()) }
        return make(Node(.squareRoot, a))
    }

    mutating func power(_ a: Value, _ b: Value) -> Value {
        if let left = number(a), let right = number(b) { return constant(Kernels.power(left, right)) }
        return make(Node(.power, a, b))
    }

    /// `a^n` by repeated squaring (Knuth, *The Art of Computer Programming* 2, 1969, 4.6.3).
    mutating func power(_ a: Value, whole exponent: Int) -> Value {
        guard exponent > 0 else { return constant(1) }
        var result: Value?
        var square = a
        var rest = exponent
        while true {
            if rest & 1 == 1 { result = result.map { multiply($0, square) } ?? square }
            rest >>= 1
            if rest == 0 { return result ?? a }
            square = multiply(square, square)
        }
    }

    mutating func pivot(_ a: Value, _ b: Value) -> Value {
        if let left = number(a), let right = number(b) { return constant(max(left, right)) }
        return make(Node(.pivot, a, b))
    }

    /// The sum of values, by halves: shallow and accurate. Values of the same make stand together, so that the two halves of a long
    /// sum over like terms are alike.
    mutating func sum(_ values: [Value]) -> Value {
        var values = values
        if values.count > 8 {
            let makes = values.map { make(of: $0) }
            values = values.indices.sorted { (makes[$0], $0) < (makes[$1], $1) }.map { values[$0] }
        }
        var count = values.count
        if count == 0 { return constant(0) }
        while count > 1 {
            let half = (count + 1) / 2
            for place in 0..<(count - half) { values[place] = add(values[place], values[place + half]) }
            count = half
        }
        return values[0]
    }

    /// A number for the operation of a value and those of its operands.
    private func make(of value: Value) -> UInt32 {
        func code(_ place: Value) -> UInt32 {
            let node = nodes[Int(place)]
            return UInt32(node.operation.rawValue) &+ UInt32(node.function.index) << 5
        }
        let node = nodes[Int(value)]
        var make = code(value)
        for place in 0..<node.operandCount { make = make &* 4099 &+ code(node.operand(place)) }
        return make
    }

    // MARK: Functions and conditions

    mutating func call(_ function: FunctionID, _ a: Value, _ b: Value? = nil) -> Value {
        if let left = number(a), b == nil || b.map({ number($0) != nil }) == true {
            return constant(Kernels.value(function, left, b.flatMap { number($0) } ?? 0))
        }
        // Signs move outward here, too.
        if b == nil, isNegation(a) {
            let opposite = nodes[Int(a)].a
            switch Vocabulary.row(function).symmetry {
            case .even: return call(function, opposite)
            case .odd, .oddOnReals:
                let value = call(function, opposite)
                return negate(value)
            case .none: break
            }
        }
        return make(Node(.call, function: function, a, b ?? 0))
    }

    mutating func compare(_ operation: Operation, _ a: Value, _ b: Value) -> Value {
        if let left = number(a), let right = number(b) { return constant(Kernels.truth(operation, left, right)) }
        let isSymmetric = operation == .isEqual || operation == .isNotEqual
        return make(isSymmetric && b < a ? Node(operation, b, a) : Node(operation, a, b))
    }

    mutating func and(_ a: Value, _ b: Value) -> Value {
        if number(a) == 0 || number(b) == 1 || a == b { return a }
        if number(b) == 0 || number(a) == 1 { return b }
        return make(Node(.and, a, b))
    }

    mutating func or(_ a: Value, _ b: Value) -> Value {
        if number(a) == 1 || number(b) == 0 || a == b { return a }
        if number(b) == 1 || number(a) == 0 { return b }
        return make(Node(.or, a, b))
    }

    mutating func not(_ a: Value) -> Value {
        if let number = number(a) { return constant(1 - number) }
        return make(Node(.not, a))
    }

    mutating func select(_ condition: Value, _ a: Value, _ b: Value) -> Value {
        if let number = number(condition), !number.isNaN { return number == 1 ? a : b }
        if let left = number(a), let right = number(b), left == right { return a }
        return make(Node(.select, condition, a, b))
    }

    /// An operation as it is asked for, where its rounding matters.
    mutating func unsimplified(_ operation: Operation, _ a: Value, _ b: Value) -> Value { make(Node(operation, a, b)) }

    /// An operation with other operands, simplified as if it were made anew. Inputs and constants are not asked for.
    mutating func rebuilt(_ node: Node, _ a: Value, _ b: Value, _ c: Value) -> Value {
        switch node.operation {
        case .input, .constant: a
        case .add: add(a, b)
        case .subtract: subtract(a, b)
        case .multiply: multiply(a, b)
        case .divide: divide(a, b)
        case .negate: negate(a)
        case .squareRoot: squareRoot(a)
        case .power: power(a, b)
        case .call: call(node.function, a, node.operandCount == 2 ? b : nil)
        case .pivot: pivot(a, b)
        case .isLess, .isLessOrEqual, .isEqual, .isNotEqual, .formChoice: compare(node.operation, a, b)
        case .and: and(a, b)
        case .or: or(a, b)
        case .not: not(a)
        case .select: select(a, b, c)
        }
    }

    /// Whether a branch that chooses 0 may make a value 0.
    mutating func mayVanish(_ value: Value) -> Bool {
        while vanishing.count <= Int(value) {
            let node = nodes[vanishing.count]
            func isZero(_ operand: Value) -> Bool { number(operand) == 0 || vanishing[Int(operand)] }
            let vanishes =
                switch node.operation {
                case .select: isZero(node.b) || isZero(node.c)
                case .multiply: isZero(node.a) || isZero(node.b)
                case .divide, .negate: isZero(node.a)
                case .add, .subtract: isZero(node.a) && isZero(node.b)
                default: false
                }
            vanishing.append(vanishes)
        }
        return vanishing[Int(value)]
    }

    // MARK: The table

    @inline(__always)
    private static func slot(_ node: Node, _ mask: Int) -> Int {
        var hash = UInt64(UInt32(bitPattern: node.a)) &* 0x9E37_79B9_7F4A_7C15
        hash = (hash ^ (hash >> 29)) &+ UInt64(UInt32(bitPattern: node.b))
        hash = hash &* 0xBF58_476D_1CE4_E5B9
        hash =
            (hash ^ (hash >> 32)) &+ UInt64(UInt32(bitPattern: node.c)) &+ UInt64(node.operation.rawValue) << 32
            &+ UInt64(node.function.index) << 40
        hash = hash &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: hash >> 24) & mask
    }

    private mutating func make(_ node: Node) -> Value {
        if nodes.count * 2 >= table.count { grow() }
        let mask = table.count - 1
        var slot = ProgramBuilder.slot(node, mask)
        while table[slot] != 0 {
            if nodes[Int(table[slot]) - 1] == node { return table[slot] - 1 }
            slot = (slot + 1) & mask
        }
        nodes.append(node)
        table[slot] = Int32(nodes.count)
        return Value(nodes.count - 1)
    }

    private mutating func remember(_ node: Node, _ place: Value) {
        let mask = table.count - 1
        var slot = ProgramBuilder.slot(node, mask)
        while table[slot] != 0 { slot = (slot + 1) & mask }
        table[slot] = place + 1
    }

    private mutating func grow() {
        table = Array(repeating: 0, count: table.count * 2)
        for (place, node) in nodes.enumerated() where node.operation != .constant { remember(node, Value(place)) }
    }
}
