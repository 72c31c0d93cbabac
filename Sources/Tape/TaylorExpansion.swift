import Syntax
import Vocabulary

/// Taylor coefficients of the outputs of a program along a line, to any order (Griewank, Utke and Walther, *Evaluating Higher
/// Derivative Tensors by Forward Propagation of Univariate Taylor Series*, 2000).
///
/// Products, quotients, roots and powers have their customary recurrences. A function `f` of the table has none of its own: from
/// its derivative column, `f(u)' = D(u)*u'`, coefficient `k` follows from those of `D(u)` up to `k - 1`, and `D(u)` is a program
/// that is expanded beside the first. So a new row of the table needs nothing here.
public struct TaylorExpansion {
    typealias Value = Program.Value

    private var builder: ProgramBuilder
    private let outputs: [Value]
    private let order: Int
    /// Up to which order a value is needed.
    private var needed: [Int] = []
    /// For functions and powers: the partial derivatives in the operands, each a value.
    private var slopes: [Value: [Value?]] = [:]

    /// Prepares expansions up to an order.
    ///
    /// - Throws: where the derivative of a function is not known.
    public init(_ program: Program, order: Int, _ library: FunctionLibrary) throws(Diagnostic) {
        builder = ProgramBuilder(program)
        outputs = program.outputs
        self.order = order
        let partials = Partials(library: library)
        var pending: [(Value, Int)] = outputs.map { ($0, order) }
        while let (value, depth) = pending.popLast() {
            while needed.count < builder.nodes.count { needed.append(-1) }
            guard needed[Int(value)] < depth else { continue }
            needed[Int(value)] = depth
            let node = builder.nodes[Int(value)]
            for place in 0..<node.operandCount { pending.append((node.operand(place), node.operation.isCondition ? 0 : depth)) }
            guard depth > 0, needsSlopes(node) else { continue }
            if slopes[value] == nil {
                let one = builder.constant(1)
                var found: [Value?] = []
                for place in 0..<node.operandCount {
                    found.append(
                        isConstant(node.operand(place))
                            ? nil : try partials.product(of: node, at: value, operand: place, times: one, &builder))
                }
                slopes[value] = found
            }
            for slope in slopes[value] ?? [] { if let slope { pending.append((slope, depth - 1)) } }
        }
        while needed.count < builder.nodes.count { needed.append(-1) }
    }

    private func isConstant(_ value: Value) -> Bool { builder.nodes[Int(value)].operation == .constant }

    private func needsSlopes(_ node: Program.Node) -> Bool {
        node.operation == .call || node.operation == .power && !isConstant(node.b)
    }

    /// The coefficients of `t^0 … t^order` of each output at `point + t*direction`.
    public func coefficients(at point: [Double], along direction: [Double]) -> [[Double]] {
        let nodes = builder.nodes
        let width = order + 1
        var series = [Double](repeating: 0, count: nodes.count * width)
        for k in 0...order {
            for index in nodes.indices where needed[index] >= k {
                series[index * width + k] = coefficient(k, Value(index), nodes[index], point, direction, series)
            }
        }
        return outputs.map { Array(series[(Int($0) * width)..<((Int($0) + 1) * width)]) }
    }

    private func coefficient(
        _ k: Int, _ value: Value, _ node: Program.Node, _ point: [Double], _ direction: [Double], _ series: [Double]
    ) -> Double {
        let width = order + 1
        func a(_ j: Int) -> Double { series[Int(node.a) * width + j] }
        func b(_ j: Int) -> Double { series[Int(node.b) * width + j] }
        func z(_ j: Int) -> Double { series[Int(value) * width + j] }
        switch node.operation {
        case .input: return k == 0 ? point[Int(node.a)] : k == 1 ? direction[Int(node.a)] : 0
        case .constant: return k == 0 ? builder.constants[Int(node.a)] : 0
        case .add: return a(k) + b(k)
        case .subtract: return a(k) - b(k)
        case .negate: return -a(k)
        case .multiply: return (0...k).reduce(0) { $0 + a($1) * b(k - $1) }
        case .divide: return (0..<k).reduce(a(k)) { $0 - z($1) * b(k - $1) } / b(0)
        case .squareRoot:
            if k == 0 { return a(0).squareRoot() }
            return (1..<k).reduce(a(k)) { $0 - z($1) * z(k - $1) } / (2 * z(0))
        case .power:
            if k == 0 { return Kernels.power(a(0), b(0)) }
            guard isConstant(node.b) else { return integral(k, value, node, series) }
            return (1...k).reduce(0) { $0 + (b(0) * Double($1) - Double(k - $1)) * a($1) * z(k - $1) } / (Double(k) * a(0))
        case .call: return k == 0 ? Kernels.value(node.function, a(0), b(0)) : integral(k, value, node, series)
        case .pivot: return k == 0 ? max(a(0), b(0)) : 0
        case .isLess, .isLessOrEqual, .isEqual, .isNotEqual, .formChoice: return Kernels.truth(node.operation, a(0), b(0))
        case .and: return a(0) == 0 || b(0) == 0 ? 0 : a(0) * b(0)
        case .or: return a(0) == 1 || b(0) == 1 ? 1 : a(0) + b(0)
        case .not: return 1 - a(0)
        case .select:
            let condition = series[Int(node.a) * width]
            return condition.isNaN ? .nan : series[Int(condition == 1 ? node.b : node.c) * width + k]
        }
    }

    /// Coefficient `k` of the value whose derivative is the sum of slopes times derivatives of operands.
    private func integral(_ k: Int, _ value: Value, _ node: Program.Node, _ series: [Double]) -> Double {
        let width = order + 1
        var sum = 0.0
        for (place, slope) in (slopes[value] ?? []).enumerated() {
            guard let slope else { continue }
            let operand = Int(node.operand(place))
            for j in 1...k { sum += Double(j) * series[operand * width + j] * series[Int(slope) * width + k - j] }
        }
        return sum / Double(k)
    }
}
