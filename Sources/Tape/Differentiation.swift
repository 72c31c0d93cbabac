import Syntax

/// Differentiation of programs: each method makes a program from a program, which can be differentiated again.
public struct Differentiation {
    typealias Value = Program.Value

    let partials: Partials

    /// - Parameter library: where the derivatives of functions are found.
    public init(_ library: FunctionLibrary) { partials = Partials(library: library) }

    /// Forward mode (Wengert, *A Simple Automatic Derivative Evaluation Program*, 1964): the outputs, and behind them, for each
    /// direction, the tangents of all outputs.
    ///
    /// - Parameter directions: for each direction the tangents of the inputs.
    public func tangents(_ program: Program, along directions: [[Double]]) throws(Diagnostic) -> Program {
        var builder = ProgramBuilder(program)
        var outputs = program.outputs
        for direction in directions {
            let seeds = direction.map { builder.constant($0) }
            outputs += try sweep(program, seeds, &builder)
        }
        return builder.program(outputs)
    }

    /// Forward mode along a direction that is part of the input: the inputs are the point and, behind it, the direction.
    public func tangent(_ program: Program) throws(Diagnostic) -> Program {
        var builder = ProgramBuilder(program.widened(by: program.inputCount))
        let seeds = (0..<program.inputCount).map { builder.input(program.inputCount + $0) }
        let rates = try sweep(program, seeds, &builder)
        return builder.program(program.outputs + rates)
    }

    /// The tangents of the outputs.
    private func sweep(_ program: Program, _ seeds: [Value], _ builder: inout ProgramBuilder) throws(Diagnostic) -> [Value] {
        let zero = builder.constant(0)
        var rates = [Value](repeating: zero, count: program.nodes.count)
        for (index, node) in program.nodes.enumerated() {
            if node.operation == .input {
                rates[index] = seeds[Int(node.a)]
                continue
            }
            var terms: [Value] = []
            if node.operation == .select {
                rates[index] = builder.select(node.a, rates[Int(node.b)], rates[Int(node.c)])
                continue
            }
            for place in 0..<node.operandCount {
                let rate = rates[Int(node.operand(place))]
                if rate == zero { continue }
                if let term = try partials.product(of: node, at: Value(index), operand: place, times: rate, &builder) { terms.append(term) }
            }
            rates[index] = terms.isEmpty ? zero : terms.count == 1 ? terms[0] : builder.add(terms[0], terms[1])
        }
        return program.outputs.map { rates[Int($0)] }
    }

    /// Reverse mode (Speelpenning, *Compiling Fast Partial Derivatives of Functions Given by Algorithms*, 1980): the outputs, and
    /// behind them the derivatives in all inputs of the sum of outputs weighted by `weights`.
    public func adjoints(_ program: Program, weights: [Double]) throws(Diagnostic) -> Program {
        try adjoints(program, along: [weights])
    }

    /// Reverse mode for several weightings of the outputs at once: the outputs, and behind them a gradient for each.
    public func adjoints(_ program: Program, along weightings: [[Double]]) throws(Diagnostic) -> Program {
        var builder = ProgramBuilder(program)
        var outputs = program.outputs
        for weights in weightings {
            let seeds = weights.map { builder.constant($0) }
            outputs += try reverseSweep(program, seeds, &builder)
        }
        return builder.program(outputs)
    }

    /// Reverse mode with weights that are part of the input, behind the point: a vector–Jacobian product.
    public func adjoint(_ program: Program) throws(Diagnostic) -> Program {
        var builder = ProgramBuilder(program.widened(by: program.outputs.count))
        let seeds = program.outputs.indices.map { builder.input(program.inputCount + $0) }
        let gradient = try reverseSweep(program, seeds, &builder)
        return builder.program(program.outputs + gradient)
    }

    /// The value of a program with one output, and its derivatives in all inputs.
    public func gradient(_ program: Program) throws(Diagnostic) -> Program { try adjoints(program, weights: [1]) }

    private func reverseSweep(_ program: Program, _ seeds: [Value], _ builder: inout ProgramBuilder) throws(Diagnostic) -> [Value] {
        let guards = BranchGuards(program)
        var contributions = Contributions(count: program.nodes.count)
        for (output, seed) in zip(program.outputs, seeds) { contributions.add(seed, to: output) }
        let zero = builder.constant(0)
        var gradient = [Value](repeating: zero, count: program.inputCount)
        for index in program.nodes.indices.reversed() {
            guard contributions.has(Value(index)) else { continue }
            let node = program.nodes[index]
            let adjoint = contributions.sum(of: Value(index), &builder)
            if adjoint == zero { continue }
            if node.operation == .input {
                gradient[Int(node.a)] = builder.add(gradient[Int(node.a)], adjoint)
                continue
            }
            for place in 0..<node.operandCount {
                let operand = node.operand(place)
                if program.nodes[Int(operand)].operation == .constant { continue }
                // Into a branch the adjoint goes as it is; where it leaves the branch, it counts only where the branch was taken.
                let isBranch = node.operation == .select && place > 0
                var term = adjoint
                if !isBranch {
                    guard let product = try partials.product(of: node, at: Value(index), operand: place, times: adjoint, &builder) else {
                        continue
                    }
                    term = product
                }
                term = guards.masked(term, from: Value(index), place, to: operand, &builder)
                if term != zero { contributions.add(term, to: operand) }
            }
        }
        return gradient
    }
}

extension Program {
    /// The same program at points with more coordinates.
    func widened(by count: Int) -> Program {
        Program(
            nodes: nodes, constants: constants, inputCount: inputCount + count, outputs: outputs,
            inputOrder: inputOrder + (inputCount..<(inputCount + count)).map { Int32($0) })
    }
}

/// What the users of each value contribute to its adjoint: linked lists in flat arrays.
private struct Contributions {
    typealias Value = Program.Value

    private var first: [Int32]
    private var terms: [(value: Value, next: Int32)] = []

    init(count: Int) { first = Array(repeating: -1, count: count) }

    func has(_ value: Value) -> Bool { first[Int(value)] >= 0 }

    mutating func add(_ term: Value, to value: Value) {
        terms.append((term, first[Int(value)]))
        first[Int(value)] = Int32(terms.count - 1)
    }

    func sum(of value: Value, _ builder: inout ProgramBuilder) -> Value {
        var place = first[Int(value)]
        let only = terms[Int(place)]
        if only.next < 0 { return only.value }
        // A square's adjoint comes twice.
        if terms[Int(only.next)].next < 0, terms[Int(only.next)].value == only.value {
            let two = builder.constant(2)
            return builder.multiply(two, only.value)
        }
        var values: [Value] = []
        while place >= 0 {
            values.append(terms[Int(place)].value)
            place = terms[Int(place)].next
        }
        return builder.sum(values)
    }
}
