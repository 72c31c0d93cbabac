import Syntax
import Vocabulary

/// The local derivatives of the nodes of a program: those of the operations stand here, those of functions in the table.
struct Partials {
    typealias Value = Program.Value

    let library: FunctionLibrary

    /// What an operand adds to a derivative for a node: the partial derivative times `rate`. Forward, `rate` is the operand's
    /// tangent; in reverse it is the node's adjoint. Nil where the derivative is 0.
    ///
    /// A rate that a branch makes 0 adds 0, even where the partial derivative is infinite or has no value.
    ///
    /// - Throws: for a function whose derivative is not known.
    func product(
        of node: Program.Node, at value: Value, operand place: Int, times rate: Value, _ builder: inout ProgramBuilder
    ) throws(Diagnostic) -> Value? {
        guard let product = try plainProduct(of: node, at: value, operand: place, times: rate, &builder) else { return nil }
        switch node.operation {
        case .divide, .squareRoot, .power, .call:
            guard builder.mayVanish(rate), builder.number(product) == nil else { return product }
            let zero = builder.constant(0)
            let isStill = builder.compare(.isEqual, rate, zero)
            return builder.select(isStill, zero, product)
        default: return product
        }
    }

    private func plainProduct(
        of node: Program.Node, at value: Value, operand place: Int, times rate: Value, _ builder: inout ProgramBuilder
    ) throws(Diagnostic) -> Value? {
        switch node.operation {
        case .add: return rate
        case .subtract: return place == 0 ? rate : builder.negate(rate)
        case .negate: return builder.negate(rate)
        case .multiply: return builder.multiply(rate, place == 0 ? node.b : node.a)
        case .divide:
            let quotient = builder.divide(rate, node.b)
            if place == 0 { return quotient }
            let product = builder.multiply(quotient, value)
            return builder.negate(product)
        case .squareRoot:
            let half = builder.constant(0.5)
            let numerator = builder.multiply(half, rate)
            return builder.divide(numerator, value)
        case .power: return power(node, value, place, rate, &builder)
        case .select:
            if place == 0 { return nil }
            let zero = builder.constant(0)
            return place == 1 ? builder.select(node.a, rate, zero) : builder.select(node.a, zero, rate)
        case .call: return try call(node, value, place, rate, &builder)
        case .input, .constant, .pivot, .isLess, .isLessOrEqual, .isEqual, .isNotEqual, .formChoice, .and, .or, .not: return nil
        }
    }

    private func power(_ node: Program.Node, _ value: Value, _ place: Int, _ rate: Value, _ builder: inout ProgramBuilder) -> Value {
        if place == 1 {
            let logarithm = builder.call(KnownFunction.logarithm, node.a)
            let growth = builder.multiply(value, logarithm)
            return builder.multiply(rate, growth)
        }
        let one = builder.constant(1)
        let lower = builder.subtract(node.b, one)
        let power = builder.power(node.a, lower)
        let slope = builder.multiply(node.b, power)
        return builder.multiply(rate, slope)
    }

    private func call(
        _ node: Program.Node, _ value: Value, _ place: Int, _ rate: Value, _ builder: inout ProgramBuilder
    ) throws(Diagnostic) -> Value? {
        guard let partial = library.partial(node.function, place) else {
            throw Diagnostic(
                "unknown-derivative", "no derivative of '\(Vocabulary.row(node.function).calledName)' in that argument is known",
                at: Span(0, 0),
                kind: .undecided)
        }
        let arguments = node.operandCount == 1 ? [node.a, value] : [node.a, node.b, value]
        let slope = builder.inline(partial, arguments)[0]
        if builder.number(slope) == 0 { return nil }
        return chain(slope, rate, &builder)
    }

    /// The product of a slope and a rate: a slope that is a quotient divides the rate, which saves a multiplication, and one that
    /// chooses between 0 and 1 chooses.
    private func chain(_ slope: Value, _ rate: Value, _ builder: inout ProgramBuilder) -> Value {
        let node = builder.nodes[Int(slope)]
        if node.operation == .divide, let above = builder.number(node.a), above.magnitude == 1 {
            let quotient = builder.divide(rate, node.b)
            return above == 1 ? quotient : builder.negate(quotient)
        }
        if node.operation == .select, let first = builder.number(node.b), let second = builder.number(node.c) {
            let (left, right) = (builder.multiply(builder.constant(first), rate), builder.multiply(builder.constant(second), rate))
            return builder.select(node.a, left, right)
        }
        return builder.multiply(rate, slope)
    }
}
