import CSLEEF
import Vocabulary

/// A program as the interpreter's operations: formulas written out, products and sums fused, values that SLEEF gives in pairs
/// joined. The operands are still values of the program, not places in memory.
struct Steps {
    typealias Value = Program.Value

    struct Step {
        var operation: agnesi_tape_operation
        /// The row of the table of functions.
        var function: UInt16 = 0
        var result: Value
        /// The second result of a pair.
        var second: Value = -1
        /// The operands; -1 where there is none.
        var a: Value = -1
        var b: Value = -1
        var c: Value = -1
    }

    let program: Program
    private(set) var steps: [Step] = []
    let functions: FunctionTable

    init(_ source: Program, _ library: FunctionLibrary, _ set: InstructionSet) {
        program = Steps.expanded(source, library)
        functions = FunctionTable(set)
        let fusion = Fusion(program)
        var pairs = Pairs(program, functions)
        steps.reserveCapacity(program.nodes.count)
        for (index, node) in program.nodes.enumerated() where !fusion.isAbsorbed[index] {
            switch node.operation {
            case .input, .constant: continue
            case .call:
                if let pair = pairs.take(Value(index)) {
                    if pair.isFirstMet { steps.append(pair.step) }
                    continue
                }
                steps.append(call(node, Value(index)))
            case .power:
                steps.append(
                    Step(operation: AGNESI_TAPE_BINARY, function: functions.power(), result: Value(index), a: node.a, b: node.b))
            default:
                steps.append(fusion.step(Value(index), node))
            }
        }
    }

    private func call(_ node: Program.Node, _ result: Value) -> Step {
        if case .instruction(let instruction) = Vocabulary.row(node.function).block {
            let operation =
                switch instruction {
                case .magnitude: AGNESI_TAPE_MAGNITUDE
                case .floor: AGNESI_TAPE_FLOOR
                case .greater: AGNESI_TAPE_GREATER
                case .lesser: AGNESI_TAPE_LESSER
                }
            return Step(operation: operation, result: result, a: node.a, b: node.operandCount == 2 ? node.b : -1)
        }
        let isBinary = node.operandCount == 2
        return Step(
            operation: isBinary ? AGNESI_TAPE_BINARY : AGNESI_TAPE_UNARY, function: functions.number(of: node.function), result: result,
            a: node.a, b: isBinary ? node.b : -1)
    }

    /// The program with functions that are evaluated by formulas written out.
    static func expanded(_ program: Program, _ library: FunctionLibrary) -> Program {
        let hasFormulas = program.nodes.contains { node in
            guard node.operation == .call, case .formula = Vocabulary.row(node.function).block else { return false }
            return true
        }
        guard hasFormulas else { return program }
        var builder = ProgramBuilder(inputCount: program.inputCount, capacity: program.nodes.count * 2)
        builder.inputOrder = program.inputOrder
        var places = [Value](repeating: 0, count: program.nodes.count)
        for (index, node) in program.nodes.enumerated() {
            switch node.operation {
            case .input: places[index] = builder.input(Int(node.a))
            case .constant: places[index] = builder.constant(program.constants[Int(node.a)])
            case .call:
                let (a, b) = (places[Int(node.a)], places[Int(node.b)])
                let isBinary = node.operandCount == 2
                if let formula = library.formula(node.function) {
                    places[index] = builder.inline(formula, isBinary ? [a, b] : [a])[0]
                } else {
                    places[index] = builder.call(node.function, a, isBinary ? b : nil)
                }
            default: places[index] = builder.rebuilt(node, places[Int(node.a)], places[Int(node.b)], places[Int(node.c)])
            }
        }
        return builder.program(program.outputs.map { places[Int($0)] })
    }
}

/// Products that are added at once. A sum of two products keeps its two roundings: fused, `x*x - y*y` could be negative where
/// `x` and `y` are equal.
private struct Fusion {
    typealias Value = Program.Value

    private(set) var isAbsorbed: [Bool]
    private let nodes: [Program.Node]

    init(_ program: Program) {
        nodes = program.nodes
        var uses = [UInt8](repeating: 0, count: nodes.count)
        for node in nodes {
            for place in 0..<node.operandCount {
                let operand = Int(node.operand(place))
                uses[operand] = min(uses[operand] + 1, 2)
            }
        }
        for output in program.outputs { uses[Int(output)] = 2 }
        isAbsorbed = Array(repeating: false, count: nodes.count)
        for node in nodes where node.operation == .add || node.operation == .subtract {
            guard node.a != node.b else { continue }
            let (left, right) = (nodes[Int(node.a)].operation == .multiply, nodes[Int(node.b)].operation == .multiply)
            guard left != right else { continue }
            let product = Int(left ? node.a : node.b)
            if uses[product] == 1 { isAbsorbed[product] = true }
        }
    }

    func step(_ result: Value, _ node: Program.Node) -> Steps.Step {
        if node.operation == .add || node.operation == .subtract {
            if isAbsorbed[Int(node.a)] {
                let product = nodes[Int(node.a)]
                let operation = node.operation == .add ? AGNESI_TAPE_MULTIPLY_ADD : AGNESI_TAPE_MULTIPLY_SUBTRACT
                return Steps.Step(operation: operation, result: result, a: product.a, b: product.b, c: node.b)
            }
            if isAbsorbed[Int(node.b)] {
                let product = nodes[Int(node.b)]
                let operation = node.operation == .add ? AGNESI_TAPE_MULTIPLY_ADD : AGNESI_TAPE_SUBTRACT_MULTIPLY
                return Steps.Step(operation: operation, result: result, a: product.a, b: product.b, c: node.a)
            }
        }
        let count = node.operandCount
        return Steps.Step(
            operation: node.operation.instruction, result: result, a: node.a, b: count > 1 ? node.b : -1, c: count > 2 ? node.c : -1)
    }
}

/// Calls that SLEEF answers two at a time, such as sine and cosine of one argument.
private struct Pairs {
    typealias Value = Program.Value

    private struct Key: Hashable {
        let name: String
        let argument: Value
    }

    private var partners: [Value: Steps.Step] = [:]
    private var met: Set<Value> = []

    init(_ program: Program, _ functions: FunctionTable) {
        var seen: [Key: (value: Value, isSecond: Bool)] = [:]
        for (index, node) in program.nodes.enumerated() where node.operation == .call {
            guard case .joint(_, let name, let isSecond) = Vocabulary.row(node.function).block else { continue }
            let key = Key(name: name, argument: node.a)
            guard let other = seen[key], other.isSecond != isSecond else {
                seen[key] = (Value(index), isSecond)
                continue
            }
            guard let number = functions.pair(name) else { continue }
            let (first, second) = isSecond ? (other.value, Value(index)) : (Value(index), other.value)
            let step = Steps.Step(operation: AGNESI_TAPE_PAIR, function: number, result: first, second: second, a: node.a)
            partners[first] = step
            partners[second] = step
        }
    }

    /// The step that gives a value together with another; it stands where the first of the two is needed.
    mutating func take(_ value: Value) -> (step: Steps.Step, isFirstMet: Bool)? {
        guard let step = partners[value] else { return nil }
        return (step, met.insert(step.result).inserted)
    }
}

extension Operation {
    /// The interpreter's instruction. Calls and powers, which depend on the function, are not asked for.
    fileprivate var instruction: agnesi_tape_operation {
        switch self {
        case .add: AGNESI_TAPE_ADD
        case .subtract: AGNESI_TAPE_SUBTRACT
        case .multiply: AGNESI_TAPE_MULTIPLY
        case .divide: AGNESI_TAPE_DIVIDE
        case .negate: AGNESI_TAPE_NEGATE
        case .squareRoot: AGNESI_TAPE_SQUARE_ROOT
        case .pivot: AGNESI_TAPE_GREATER
        case .isLess, .formChoice: AGNESI_TAPE_IS_LESS
        case .isLessOrEqual: AGNESI_TAPE_IS_LESS_OR_EQUAL
        case .isEqual: AGNESI_TAPE_IS_EQUAL
        case .isNotEqual: AGNESI_TAPE_IS_NOT_EQUAL
        case .and: AGNESI_TAPE_AND
        case .or: AGNESI_TAPE_OR
        case .not: AGNESI_TAPE_NOT
        case .select: AGNESI_TAPE_SELECT
        case .input, .constant, .power, .call: AGNESI_TAPE_COPY
        }
    }
}
