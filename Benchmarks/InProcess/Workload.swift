import Glibc

/// A pseudo-random sequence that is the same everywhere (SplitMix64; Steele, Lea and Flood, 2014).
struct RandomSequence {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }

    /// A whole number from 0 up to, not including, `bound`.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

/// An expression as the generator thinks of it, before any program has read it.
indirect enum Tree {
    case number(Int)
    case name(String)
    case call(String, Tree)
    case binary(Operation, Tree, Tree)

    enum Operation: String {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divided = "/"
        case power = "^"

        var precedence: Int {
            switch self {
            case .plus, .minus: 1
            case .times, .divided: 2
            case .power: 3
            }
        }
    }

    var isNumber: Bool { if case .number = self { true } else { false } }

    /// The text, with as few parentheses as every reader of formulas agrees on.
    var text: String {
        switch self {
        case .number(let value): return "\(value)"
        case .name(let name): return name
        case .call(let function, let argument): return "\(function)(\(argument.text))"
        case .binary(let operation, let left, let right):
            let needed = operation.precedence
            // Powers of powers, and whatever follows a minus or a slash, are put in parentheses.
            let leftText = left.precedence < needed || (operation == .power && left.precedence == needed) ? "(\(left.text))" : left.text
            let isAssociative = operation == .plus || operation == .times
            let rightText = right.precedence < needed || (!isAssociative && right.precedence == needed) ? "(\(right.text))" : right.text
            return leftText + operation.rawValue + rightText
        }
    }

    /// The value in double precision; not finite where there is none.
    func value(at point: [String: Double]) -> Double {
        switch self {
        case .number(let value): return Double(value)
        case .name(let name): return point[name] ?? .nan
        case .call(let function, let argument): return (Tree.kernels[function] ?? { _ in .nan })(argument.value(at: point))
        case .binary(let operation, let left, let right):
            let (a, b) = (left.value(at: point), right.value(at: point))
            switch operation {
            case .plus: return a + b
            case .minus: return a - b
            case .times: return a * b
            case .divided: return b.magnitude < 1e-9 ? .nan : a / b
            case .power: return pow(a, b)
            }
        }
    }

    /// The functions that the workload draws from: those that every peer knows by the same name.
    static let kernels: [String: @Sendable (Double) -> Double] = [
        "sin": { sin($0) }, "cos": { cos($0) }, "tan": { tan($0) }, "atan": { atan($0) }, "sinh": { sinh($0) }, "cosh": { cosh($0) },
        "tanh": { tanh($0) }, "exp": { exp($0) }, "log": { $0 == 0 ? .nan : log($0) }, "sqrt": { sqrt($0) },
    ]

    private var precedence: Int {
        if case .binary(let operation, _, _) = self { operation.precedence } else { 4 }
    }
}

/// Draws expressions such as people differentiate: sums, products, quotients and powers of a few functions that every peer knows.
struct Workload {
    private var random: RandomSequence
    private let operations: [Tree.Operation]
    private let functions: [String]
    /// What trees of one node are drawn from.
    private let leaves: [Tree]
    private let hasVariableExponents: Bool

    init(seed: UInt64) {
        random = RandomSequence(seed: seed)
        functions = Tree.kernels.keys.sorted()
        operations = Workload.weighted([(.plus, 6), (.minus, 3), (.times, 6), (.divided, 3), (.power, 2)])
        leaves = Workload.weighted([(.name("x"), 18), (.name("y"), 6)]) + (1...9).map { .number($0) }
        hasVariableExponents = true
    }

    /// Sums, products, whole powers and these functions of names alone: what the comparison of stores works on.
    init(functions: [String], seed: UInt64) {
        random = RandomSequence(seed: seed)
        self.functions = functions
        operations = Workload.weighted([(.plus, 3), (.times, 3), (.power, 1)])
        leaves = Workload.weighted([(.name("x"), 3), (.name("y"), 1)])
        hasVariableExponents = false
    }

    private static func weighted<Choice>(_ weights: [(Choice, Int)]) -> [Choice] {
        weights.flatMap { Array(repeating: $0, count: $1) }
    }

    /// The next expression, of 10 to 40 nodes: numbers, names, operators and functions each count one.
    ///
    /// Only expressions with a value somewhere are drawn: `1/(x - x)` is an error to every peer, and no work.
    mutating func next() -> Tree {
        while true {
            let drawn = tree(10 + random.below(31))
            if Workload.points.contains(where: { drawn.value(at: $0).isFinite }) { return drawn }
        }
    }

    private static let points: [[String: Double]] = [
        ["x": 0.71, "y": 1.33], ["x": 1.93, "y": 0.62], ["x": 2.77, "y": 3.14], ["x": -1.21, "y": 0.87],
    ]

    private mutating func tree(_ nodes: Int) -> Tree {
        if nodes == 1 { return leaves[random.below(leaves.count)] }
        if nodes == 2 || random.below(4) == 0 { return .call(functions[random.below(functions.count)], argument(nodes - 1)) }
        let operation = operations[random.below(operations.count)]
        if operation == .power, !hasVariableExponents || random.below(8) != 0 {
            return .binary(.power, argument(nodes - 2), .number(2 + random.below(3)))
        }
        let left = 1 + random.below(nodes - 2)
        let isSafe = operation == .plus || operation == .times
        return .binary(operation, tree(left), isSafe ? tree(nodes - 1 - left) : argument(nodes - 1 - left))
    }

    /// A part that is no number: where a number could make a division by zero, or a constant that is not worth a function.
    private mutating func argument(_ nodes: Int) -> Tree {
        let drawn = tree(nodes)
        return drawn.isNumber ? .name("x") : drawn
    }
}
