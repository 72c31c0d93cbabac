import Vocabulary

/// A straight-line program in single-assignment form (a Wengert list): each value is made once, from values before it.
///
/// Programs are data. Differentiation makes programs from programs, and one interpreter runs them all.
public struct Program: Sendable {
    /// The position of a value in `nodes`.
    public typealias Value = Int32

    /// What makes a value. The meaning of the operands follows from the operation.
    public struct Node: Hashable, Sendable {
        /// What is done.
        public let operation: Operation
        /// The function of a call.
        public let function: FunctionID
        /// The operands; the number of an input, or of a constant, where that is what the node is. Those not used are 0.
        public let a, b, c: Value

        init(_ operation: Operation, function: FunctionID = FunctionID(index: 0), _ a: Value = 0, _ b: Value = 0, _ c: Value = 0) {
            self.operation = operation
            self.function = function
            self.a = a
            self.b = b
            self.c = c
        }
    }

    /// The values, in the order in which they can be computed.
    public let nodes: [Node]
    /// The numbers of nodes that are constants.
    public let constants: [Double]
    /// How many numbers a point has.
    public let inputCount: Int
    /// The values that are asked for.
    public let outputs: [Value]
    /// The inputs in the order in which an evaluator may best keep them side by side: `x2` before `x10`.
    public let inputOrder: [Int32]
}

/// What a node of a program does. A condition is 1 where it holds, 0 where it does not, and NaN where it is undefined.
public enum Operation: UInt8, Sendable {
    case input, constant
    case add, subtract, multiply, divide, negate, squareRoot
    /// A base and an exponent.
    case power
    /// A function of the table, of one argument or two.
    case call
    /// The greater of two values as a scale that cancels out: differentiation takes it for a constant.
    case pivot
    case isLess, isLessOrEqual, isEqual, isNotEqual
    /// Whether one value is less than another, where that chooses between two forms of the same value: no border of a branch.
    case formChoice
    case and, or, not
    /// `b` where the condition `a` holds, `c` where it does not.
    case select

    /// How many operands there are; those of a call follow from its function.
    var operandCount: Int {
        switch self {
        case .input, .constant: 0
        case .negate, .squareRoot, .not: 1
        case .select: 3
        default: 2
        }
    }

    /// Whether the value is a condition.
    var isCondition: Bool {
        switch self {
        case .isLess, .isLessOrEqual, .isEqual, .isNotEqual, .formChoice, .and, .or, .not: true
        default: false
        }
    }
}

extension Program.Node {
    /// How many operands the node has.
    @inline(__always)
    public var operandCount: Int {
        operation == .call
            ? Vocabulary.row(function).parameters.count == 1 && !Vocabulary.row(function).isVariadic ? 1 : 2 : operation.operandCount
    }

    /// An operand by its place.
    @inline(__always)
    public func operand(_ place: Int) -> Program.Value { place == 0 ? a : place == 1 ? b : c }
}

extension Program {
    /// Which values are needed for the outputs.
    func isNeeded() -> [Bool] {
        var needed = [Bool](repeating: false, count: nodes.count)
        for output in outputs { needed[Int(output)] = true }
        for index in nodes.indices.reversed() where needed[index] {
            let node = nodes[index]
            for place in 0..<node.operandCount { needed[Int(node.operand(place))] = true }
        }
        return needed
    }

    /// The program that gives these of the outputs.
    public func selecting(_ places: [Int]) -> Program {
        Program(nodes: nodes, constants: constants, inputCount: inputCount, outputs: places.map { outputs[$0] }, inputOrder: inputOrder)
            .pruned()
    }

    /// The program without what no output needs.
    func pruned() -> Program {
        let needed = isNeeded()
        if needed.allSatisfy({ $0 }) { return self }
        var places = [Value](repeating: 0, count: nodes.count)
        var kept: [Node] = []
        kept.reserveCapacity(nodes.count)
        var numbers: [Double] = []
        for index in nodes.indices where needed[index] {
            let node = nodes[index]
            places[index] = Value(kept.count)
            switch node.operation {
            case .input: kept.append(node)
            case .constant:
                kept.append(Node(.constant, Value(numbers.count)))
                numbers.append(constants[Int(node.a)])
            default:
                let count = node.operandCount
                kept.append(
                    Node(
                        node.operation, function: node.function, places[Int(node.a)], count > 1 ? places[Int(node.b)] : 0,
                        count > 2 ? places[Int(node.c)] : 0))
            }
        }
        return Program(
            nodes: kept, constants: numbers, inputCount: inputCount, outputs: outputs.map { places[Int($0)] }, inputOrder: inputOrder)
    }
}
